package briefing

import (
	"slices"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// FellDue are the sentences that expected somebody to do something on a day that is
// past: in from, or later, and before to, both at midnight UTC. Of several days in a
// sentence the last counts. What a later article tells of has come about, and is not
// among them; nor is what nobody does: the path of a storm.
func (e *Evidence) FellDue(from, to time.Time) []Citation {
	c := e.chronicle()
	var due []*dated
	for _, d := range c.Documents {
		events := slices.DeleteFunc(c.datesOf(d), func(one *dated) bool {
			return !one.moment.Expected || one.moment.Precision != dates.ToDay
		})
		for _, one := range events {
			m := one.moment
			if m.From.Before(from) || !m.To.Before(to) || !c.promised(one) || !c.belongs(one) {
				continue
			}
			last := !slices.ContainsFunc(events, func(other *dated) bool {
				return other.sentence == one.sentence && other.moment.To.After(m.To)
			})
			if !last || c.settled(one) {
				continue
			}
			if !slices.ContainsFunc(due, func(have *dated) bool {
				return c.oneEvent(have, one) || event.Overlap(have.terms, one.terms) >= restated && have.moment.Overlaps(m.When)
			}) {
				due = append(due, one)
			}
		}
	}
	var citations []Citation
	for _, one := range due {
		citations = append(citations, cite(one.document, uncut(one.document, one.sentence)))
	}
	return citations
}

// restated is the share of terms from which on two sentences expect the same of a
// day.
const restated = .7

// promised reports whether a sentence says that somebody is to do something, and not
// that something may happen.
func (c *chronicle) promised(one *dated) bool {
	return modality.Foresees(one.sentence.Of(one.document.Article.Text)) && len(c.appointments(one)) > 0
}

// appointments are the stems of what is to be done that a sentence has.
func (c *chronicle) appointments(one *dated) []string {
	var stems []string
	for _, h := range c.TellingsOf(one.document) {
		if h.Sentence == one.sentence && arranged[h.Kind] {
			stems = append(stems, segment.Stem(h.Trigger.Fold))
		}
	}
	for _, t := range one.terms {
		if appointed[t] {
			stems = append(stems, t)
		}
	}
	return stems
}

// arranged are the kinds of happenings that are arranged for a day.
var arranged = phrase.Set("meet call protest vote sign deploy withdraw open launch appoint buy close release")

// appointed are stems of what is expected of a day and stands in no table of happenings.
var appointed = phrase.Stems("hearing testify testifies testimony appear trial verdict ruling deadline debate speech address publish decide decision resign drill drills exercise exercises inaugurate launch examine inspect repair deliver resume")

// settled reports whether an article of that day or later tells of what was
// expected.
func (c *chronicle) settled(one *dated) bool {
	for i := range c.Tellings {
		h := &c.Tellings[i]
		if h.Base.IsZero() || h.Base.Before(one.moment.From) || h.Expected || h.Document == one.document {
			continue
		}
		if event.Overlap(h.Terms, one.terms) >= event.AlikeOthers {
			return true
		}
		for _, x := range one.told {
			if x.Kind == h.Kind && event.InCommon(x.People, h.People) > 0 {
				return true
			}
		}
	}
	return c.toldSince(one)
}

// enoughNames is how many names of what was expected stand in a sentence that tells
// of it.
const enoughNames = 2

// toldSince reports whether a sentence of another article of that day or later tells,
// with the names, of what was to be done.
func (c *chronicle) toldSince(one *dated) bool {
	wanted := c.appointments(one)
	names := Names(one.sentence.Of(one.document.Article.Text))
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) < enoughNames {
		return false
	}
	for _, d := range c.Documents {
		if base := c.DateOf(d); d == one.document || base.IsZero() || base.Before(one.moment.From) {
			continue
		}
		for _, sentence := range d.Sentences(clean.Body) {
			if c.tells(d, sentence, wanted, names) {
				return true
			}
		}
	}
	return false
}

func (c *chronicle) tells(d *corpus.Document, sentence corpus.Span, wanted, names []string) bool {
	words := sentence.Of(d.Article.Text)
	if !slices.ContainsFunc(segment.Terms(nil, words), func(t string) bool { return slices.Contains(wanted, t) }) || modality.Expects(words) {
		return false
	}
	n := 0
	have := phrase.Tokens(d.Article.Text, sentence)
	for _, name := range names {
		if slices.ContainsFunc(have, func(t phrase.Token) bool { return nameForm(t.Word) == name }) {
			n++
		}
	}
	return n >= enoughNames
}
