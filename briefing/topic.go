package briefing

import (
	"cmp"
	"slices"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// leadBytes is how much of an article's body tells what it is about: news says
// it first.
const leadBytes = 1500

// Holds reports whether an article belongs to the topic: its headline and lead
// have a term of every required group, and the whole of it names them again.
func (t *Topic) Holds(d *corpus.Document) bool {
	lead, whole := contentOf(d)
	again := 0
	for _, group := range t.Required {
		if !slices.ContainsFunc(group, func(term string) bool { return countTerm(lead, term) > 0 }) {
			return false
		}
		for _, term := range group {
			again += countTerm(whole, term)
		}
	}
	return len(t.Required) == 0 || again >= 2*len(t.Required)
}

// contentOf is the article's headline and lead, and all of its content, as
// folded words between spaces.
func contentOf(d *corpus.Document) (lead, whole string) {
	var b strings.Builder
	b.WriteByte(' ')
	b.WriteString(foldWords(d.Article.Headline.Value))
	end := 0
	for _, l := range d.Lines {
		if l.Class != clean.Body && l.Class != clean.Headline && l.Class != clean.Caption {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(foldTerms(l.Of(d.Article.Text)))
		if end == 0 && b.Len() > leadBytes {
			end = b.Len()
		}
	}
	b.WriteByte(' ')
	whole = b.String()
	if end == 0 {
		end = len(whole)
	}
	return whole[:end] + " ", whole
}

// foldTerms is foldWords in which "US" and "U.S." are "u.s", so that they are
// not taken for the pronoun, and a possessive is its owner.
func foldTerms(text string) string {
	var b strings.Builder
	for s := range segment.Words(text) {
		word := s.Of(text)
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		switch folded := strings.TrimSuffix(segment.Fold(word), "'s"); {
		case word == "US" || folded == "u.s":
			b.WriteString("u.s")
		default:
			b.WriteString(strings.ReplaceAll(folded, "-", " "))
		}
	}
	return b.String()
}

// countTerm counts a term, of one word or several, in folded content.
func countTerm(content, term string) int { return strings.Count(content, " "+foldTerms(term)+" ") }

// groupsIn counts the required groups of which a text has a term.
func (t *Topic) groupsIn(text string) int {
	content, n := " "+foldTerms(text)+" ", 0
	for _, group := range t.Required {
		if slices.ContainsFunc(group, func(term string) bool { return countTerm(content, term) > 0 }) {
			n++
		}
	}
	return n
}

// partyOf is the party for which the speaker speaks: the profile's, else the
// one whose term stands first in one of his roles or in his name; "" if none.
func (t *Topic) partyOf(s *corpus.Speaker) string {
	if s.Party != "" {
		return s.Party
	}
	for _, text := range append([]string{s.Name}, s.Roles...) {
		content := " " + foldTerms(text) + " "
		best, at := "", len(content)
		for _, p := range t.Parties {
			for _, term := range p.Terms {
				if i := strings.Index(content, " "+foldTerms(term)+" "); i >= 0 && i < at {
					best, at = p.Name, i
				}
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// FindTopic returns the topic of that name, alias or title, nil if there is none.
func FindTopic(topics []Topic, name string) *Topic {
	key := foldWords(name)
	for i := range topics {
		t := &topics[i]
		for _, n := range append([]string{t.Name, t.Title}, t.Aliases...) {
			if foldWords(n) == key {
				return t
			}
		}
	}
	return nil
}

// byDate orders documents from the newest to the oldest, undated ones last, and
// those of the same date by ID.
func byDate(a, b *corpus.Document) int {
	return cmp.Or(
		b.Article.Published.Time.Compare(a.Article.Published.Time),
		cmp.Compare(a.Article.ID, b.Article.ID))
}
