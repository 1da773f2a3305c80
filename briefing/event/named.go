package event

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// named collects who the sentence is about.
func (c *Chronicle) named(d *corpus.Document, sentence corpus.Span, words []phrase.Token, places []corpus.Span) (people, states []string) {
	elsewhere := func(s corpus.Span) bool {
		return slices.ContainsFunc(places, func(p corpus.Span) bool { return p.Overlap(s) > 0 })
	}
	add := func(list []string, name string) []string {
		if slices.Contains(list, name) {
			return list
		}
		return append(list, name)
	}
	var covered []corpus.Span // roles that stand with a name belong to it
	for _, p := range d.People {
		for _, m := range p.Mentions {
			if !sentence.Covers(m) || elsewhere(m) {
				continue
			}
			if state := geo.StateNamed(m.Of(d.Article.Text)); state == "" {
				people = add(people, c.Canonical(p.Name))
				covered = append(covered, m)
			}
		}
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Mention.Len() > 0 && sentence.Covers(q.Mention) && q.Speaker != "" && phrase.Capital(q.Speaker) &&
			geo.StateNamed(q.Speaker) == "" && !elsewhere(q.Mention) && !strings.Contains(q.Speaker, " and ") {
			people = add(people, c.Canonical(q.Speaker))
			covered = append(covered, q.Mention)
		}
	}
	for i, w := range words {
		if elsewhere(w.Span) || slices.ContainsFunc(covered, func(s corpus.Span) bool { return s.Covers(w.Span) }) {
			continue
		}
		next := ""
		if i+1 < len(words) {
			next = words[i+1].Fold
		}
		for part := range strings.SplitSeq(w.Word, "-") { // "US-Iran talks"
			if s := geo.StateAt(phrase.Token{Span: w.Span, Word: part, Fold: segment.Fold(part)}, next); s != "" {
				states = add(states, s)
			}
		}
	}
	slices.Sort(people)
	slices.Sort(states)
	return people, states
}

// PartiesIn are the states that a sentence of an article names, itself or by whom it
// names: sorted, each once.
func (c *Chronicle) PartiesIn(d *corpus.Document, sentence corpus.Span) []string {
	words := phrase.Tokens(d.Article.Text, sentence)
	people, list := c.named(d, sentence, words, geo.Places(d, words))
	for _, p := range people {
		list = append(list, c.Homes(p)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Canonical is the corpus's one name for a person, the name itself where the corpus
// knows nobody, or several, by it.
func (c *Chronicle) Canonical(name string) string {
	if full, ok := c.people[name]; ok {
		return full
	}
	full := name
	if known := c.corpus.Resolve(name); len(known) == 1 {
		full = known[0].Name
	}
	c.people[name] = full
	return full
}

// nearestWhen is the date nearest to one of the triggers, and that trigger. Of
// two it is the later one that the trigger stands before.
func nearestWhen(words []phrase.Token, triggers []int, whens []dates.When) (*dates.When, int) {
	var best *dates.When
	near, distance := triggers[0], 1<<30
	for i := range whens {
		for _, t := range triggers {
			n := whens[i].Span.Start - words[t].End
			if n < 0 {
				n = 2 * (words[t].Start - whens[i].Span.End)
			}
			if n < distance && !parted(words, whens[i].Span, t) {
				best, near, distance = &whens[i], t, n
			}
		}
	}
	return best, near
}

// parted reports whether a date stands before the clause that a trigger stands in: "on
// Saturday, after it had closed the strait".
func parted(words []phrase.Token, date corpus.Span, trigger int) bool {
	for i := trigger - 1; i >= 0 && words[i].Start >= date.End; i-- {
		if clauses[words[i].Fold] {
			return true
		}
	}
	return false
}

var clauses = phrase.Set("after before because while than")

// placeReach is how far, in bytes, a place may stand from the word whose place it
// is where the sentence names several.
const placeReach = 45

func nearestPlace(words []phrase.Token, triggers []int, places []corpus.Span) corpus.Span {
	var best corpus.Span
	distance := 1 << 30
	for _, p := range places {
		for _, t := range triggers {
			n := p.Start - words[t].End
			if n < 0 {
				n = words[t].Start - p.End
			}
			if n < distance && (len(places) == 1 || n <= placeReach) {
				best, distance = p, n
			}
		}
	}
	return best
}

// InCommon counts the elements that two sorted lists have in common.
func InCommon(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// Toward reports whether an infinitive behind a folded word tells what is to
// come: "due" to meet, "plans" to meet.
func Toward(fold string) bool { return toward[fold] }

var (
	// toward are the words behind which an infinitive tells what is to come.
	toward = map[string]bool{
		"expected": true, "due": true, "scheduled": true, "set": true, "plans": true, "plan": true, "planned": true, "is": true, "are": true,
	}
)
