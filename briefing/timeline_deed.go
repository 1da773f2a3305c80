package briefing

import (
	"slices"

	"briefbot/briefing/dates"
	"briefbot/briefing/entail"
	"briefbot/briefing/event"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
)

// besideDate is how many words from a date the deed that it dates stands at the farthest.
const besideDate = 8

// once adds a dated sentence to those of its article, unless the same words stand there
// for another date: then what is told stays before what is to come, and of two the
// date nearer to the article's.
func (c *chronicle) once(all []*dated, one *dated) []*dated {
	i := slices.IndexFunc(all, func(have *dated) bool { return have.document == one.document && have.shown == one.shown })
	if i < 0 {
		return append(all, one)
	}
	base, have := c.DateOf(one.document), all[i]
	if have.moment.Expected != one.moment.Expected && one.moment.Expected || have.moment.Expected == one.moment.Expected && base.Sub(have.moment.From).Abs() <= base.Sub(one.moment.From).Abs() {
		return all
	}
	all[i] = one
	return all
}

// deeds are the stems of the words by the date of a sentence that may be verbs or name
// deeds, without those that only tell: on that side of the date where the deed stands.
func (d *dated) deeds() []string {
	words := phrase.Tokens(d.document.Article.Text, d.sentence)
	at := slices.IndexFunc(words, func(w phrase.Token) bool { return w.Start >= d.moment.Span.Start })
	if at < 0 {
		return nil
	}
	end := at
	for end < len(words) && words[end].Start < d.moment.Span.End {
		end++
	}
	near := words[max(0, at-besideDate):at]
	if at <= 2 {
		near = words[end:min(len(words), end+besideDate)]
	}
	var stems []string
	for _, w := range near {
		lemma := entail.Lemma(w.Fold)
		if lemma == "" || phrase.Capital(w.Word) || segment.StopWord(w.Fold) || segment.StopWord(lemma) || tellsLittle[lemma] || dates.Name(w.Fold) {
			continue
		}
		if stem := segment.Stem(lemma); !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	slices.Sort(stems)
	return stems
}

// tellsLittle are words that do not say what was done.
var tellsLittle = phrase.Set("say tell be have do make take go come get give announce report write tweet add see know expect plan schedule set hold begin start end conduct time year week month day house state part")

// oneDeed reports whether two sentences date the same deed to the same day: a word for
// it stands by both dates, and they have names and much else in common.
func (c *chronicle) oneDeed(a, b *dated) bool {
	if a.moment.Precision != dates.ToDay || b.moment.Precision != dates.ToDay || event.InCommon(a.deeds(), b.deeds()) == 0 {
		return false
	}
	names := Names(a.sentence.Of(a.document.Article.Text))
	return event.Overlap(a.terms, b.terms) >= event.AlikePeople &&
		slices.ContainsFunc(Names(b.sentence.Of(b.document.Article.Text)), func(n string) bool { return slices.Contains(names, n) })
}

// bystander reports whether an event is that somebody said something who speaks for no
// party of the topic, as one article tells it.
func (c *chronicle) bystander(one *dated) bool {
	if c.Topic == nil || len(c.Topic.Parties) == 0 || len(one.also)+len(one.undated) > 0 {
		return false
	}
	q := c.saying(one)
	if q == nil || len(c.Corpus.SpeakersOf(q)) == 0 {
		return false
	}
	return !slices.ContainsFunc(c.Corpus.SpeakersOf(q), func(s *corpus.Speaker) bool { return c.Topic.partyOf(s) != "" })
}

// saying is the statement that a date is of, nil where it is of something that was done.
func (c *chronicle) saying(one *dated) *corpus.Quotation {
	d := one.document
	for i := range d.Quotations {
		if q := &d.Quotations[i]; q.Cue.Len() > 0 && one.sentence.Covers(q.Cue) && saidOn(d.Article.Text, q, one.moment.Span) {
			return q
		}
	}
	return nil
}

// datesSaying is how many bytes from the words that attribute a statement its date stands.
const datesSaying = 30

// saidOn reports whether a date is of the saying of a statement and not of what was said.
func saidOn(text string, q *corpus.Quotation, date corpus.Span) bool {
	if q.Content.Covers(date) {
		return false
	}
	return max(date.Start-q.Cue.End, q.Cue.Start-date.End) <= datesSaying && quotation.Says(q.Cue.Of(text))
}
