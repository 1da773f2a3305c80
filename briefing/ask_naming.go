package briefing

import (
	"slices"

	"briefbot/corpus"
)

// naming finds whom sentences name, and remembers who the names are.
type naming struct {
	corpus *corpus.Corpus
	known  map[string]*corpus.Speaker
}

func newNaming(c *corpus.Corpus) *naming { return &naming{c, map[string]*corpus.Speaker{}} }

func (n *naming) speaker(name string) *corpus.Speaker {
	s, ok := n.known[name]
	if !ok {
		if known := n.corpus.Resolve(name); len(known) == 1 {
			s = known[0]
		}
		n.known[name] = s
	}
	return s
}

// in are the people whom a span names, or lets speak by a pronoun or a role.
func (n *naming) in(d *corpus.Document, span corpus.Span) []*corpus.Speaker {
	var found []*corpus.Speaker
	add := func(s *corpus.Speaker) {
		if s != nil && !slices.Contains(found, s) {
			found = append(found, s)
		}
	}
	for _, p := range d.People {
		if slices.ContainsFunc(p.Mentions, span.Covers) {
			add(n.speaker(p.Name))
		}
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Mention.Len() > 0 && span.Covers(q.Mention) || q.Mention.Len() == 0 && q.Content.Overlap(span) > 0 {
			for _, s := range n.corpus.SpeakersOf(q) {
				add(s)
			}
		}
	}
	return found
}
