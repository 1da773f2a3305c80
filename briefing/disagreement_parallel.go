package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/event"
	"briefbot/briefing/parallel"
	"briefbot/corpus"
)

// otherwise finds what outlets tell in the same words but for one value, and what later
// articles tell has become of it.
func (c *chronicle) otherwise() ([]Disagreement, []Update) {
	var sources []parallel.Source
	documents := slices.Clone(c.Documents)
	slices.SortFunc(documents, corpus.NewestFirst)
	for _, d := range documents {
		sources = append(sources, parallel.Source{Document: d, Base: c.DateOf(d), Origin: c.OriginOf(d)})
	}
	var found []Disagreement
	var updates []Update
	type sentence struct {
		article corpus.ID
		at      int
		of      string
	}
	taken := map[sentence]bool{}
	at := func(p *parallel.Pair, t *parallel.Telling) sentence {
		return sentence{t.Document.Article.ID, t.Sentence.Start, p.Attribute}
	}
	pairs := parallel.Find(sources)
	for i := range pairs {
		p := &pairs[i]
		if p.Later {
			updates = append(updates, Update{
				What: parallelWhat(p), Attribute: p.Attribute, From: p.One.Base, To: p.Two.Base,
				Old: cite(p.One.Document, p.One.Sentence), New: cite(p.Two.Document, p.Two.Sentence),
				OldState: p.One.Value, NewState: p.Two.Value,
			})
			continue
		}
		first := at(p, &p.One)
		if taken[first] || taken[at(p, &p.Two)] {
			continue
		}
		readings := []reading{told(&p.One), told(&p.Two)}
		taken[first], taken[at(p, &p.Two)] = true, true
		for j := range pairs[i+1:] {
			q := &pairs[i+1+j]
			if q.Later || q.Attribute != p.Attribute {
				continue
			}
			for _, both := range [][2]*parallel.Telling{{&q.One, &q.Two}, {&q.Two, &q.One}} {
				if other := at(q, both[1]); at(q, both[0]) == first && !taken[other] {
					taken[other] = true
					readings = append(readings, told(both[1]))
				}
			}
		}
		sides := c.sides(readings, func(_ *chronicle, a, b reading) bool { return a.key != b.key })
		if len(sides) > 1 {
			found = append(found, Disagreement{What: parallelWhat(p), Attribute: p.Attribute, Sides: sides})
		}
	}
	return found, updates
}

// apart reports whether the words of two tellings show that they are two events. Those
// who meet, call and propose are known by who they are.
func (c *chronicle) apart(a, b *event.Telling) bool {
	if a.Kind == "meet" || a.Kind == "call" || a.Kind == "propose" {
		return false
	}
	x, y := parallel.Source{Document: a.Document, Base: a.Base, Origin: a.Origin}, parallel.Source{Document: b.Document, Base: b.Base, Origin: b.Origin}
	return parallel.Apart(x, y, a.Sentence, b.Sentence) || a.Kind == "arrest" && parallel.Grounds(x, y, a.Sentence, b.Sentence)
}

// told is a telling as a reading.
func told(t *parallel.Telling) reading {
	return reading{Telling: &event.Telling{Document: t.Document, Sentence: t.Sentence, Trigger: t.Trigger, Base: t.Base, Origin: t.Origin}, value: t.Value, key: t.Key}
}

// parallelWhat names the point of difference: the question with a word that both have.
func parallelWhat(p *parallel.Pair) string {
	return p.Question + " (" + strings.ToLower(p.One.Trigger.Word) + ")"
}

// within reports whether another disagreement tells of the same sentences.
func (d *Disagreement) within(o Disagreement) bool {
	for _, s := range d.Sides {
		for _, citation := range s.Citations {
			if !slices.ContainsFunc(o.Sides, func(t Side) bool {
				return slices.ContainsFunc(t.Citations, func(have Citation) bool { return have.Article == citation.Article && have.Span == citation.Span })
			}) {
				return false
			}
		}
	}
	return true
}
