package briefing

import (
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/entail"
	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// What a sentence gains for having the kind of thing that is asked for, and loses
// for not having it.
const (
	fitsWell   = 0.2
	fitsPartly = 0.1
	fitsMore   = 0.03 // for each of several
	fitsNot    = -0.1
)

// fit is how well a sentence has what is asked for, between fitsNot and somewhat
// more than fitsWell.
func (a *asked) fit(s *sentence) float64 {
	absent := 0.0
	if len(a.persons) > 0 && !slices.ContainsFunc(s.people, a.asksFor) {
		absent = fitsNot
	}
	return a.fitKind(s) + absent
}

func (a *asked) fitKind(s *sentence) float64 {
	if a.question.definition {
		return a.fitDefinition(s)
	}
	switch a.question.wants {
	case somebody:
		return a.fitSomebody(s)
	case somewhere:
		return a.fitSomewhere(s)
	case sometime:
		return a.fitSometime(s)
	case somehowMany:
		return a.fitSomehowMany(s)
	case someReason:
		return a.fitReason(s)
	case someStance:
		return a.fitStance(s)
	}
	if a.question.whether {
		return a.fitStance(s) / 2
	}
	return 0
}

// fitSomebody wants a person beside those in the question; where it asks who said
// something, one who speaks.
func (a *asked) fitSomebody(s *sentence) float64 {
	others, several := 0.0, 0.0
	for _, who := range s.people {
		if a.asksFor(who) || geo.StateNamed(who.Name) != "" || len(a.persons) > 0 && !a.question.said && a.tellsIn(who, s) {
			continue
		}
		switch {
		case len(who.Roles) > 0:
			others = max(others, fitsWell)
		case strings.Contains(who.Name, " "):
			others = max(others, fitsPartly)
		default:
			continue
		}
		several += fitsMore
	}
	if others > 0 {
		others += min(several, 3*fitsMore)
	}
	if others > 0 && a.question.ahead && s.expected {
		others += fitsPartly
	}
	if others == 0 && slices.ContainsFunc(s.words, func(w phrase.Token) bool { return offices[w.Fold] }) {
		others = fitsPartly
	}
	if others == 0 {
		return fitsNot
	}
	if a.question.said && !slices.ContainsFunc(s.document.Quotations, func(q corpus.Quotation) bool { return q.Content.Overlap(s.own) > 0 }) {
		return 0
	}
	return others
}

// tellsIn reports whether somebody only says what the sentence tells.
func (a *asked) tellsIn(who *corpus.Speaker, s *sentence) bool {
	return slices.ContainsFunc(s.document.Quotations, func(q corpus.Quotation) bool {
		return q.Content.Overlap(s.own) > 0 && slices.Contains(a.Corpus.SpeakersOf(&q), who)
	})
}

// offices are the words for people without a name.
var offices = phrase.Set("officials official leaders ministers envoy envoys counterpart delegation delegates diplomats negotiators lawmakers police")

func (a *asked) asksFor(who *corpus.Speaker) bool {
	return slices.ContainsFunc(a.persons, func(p person) bool { return p.speaker == who })
}

// fitSomewhere wants a place that the question does not name.
func (a *asked) fitSomewhere(s *sentence) float64 {
	if a.question.ahead && !s.expected {
		return fitsNot // where it was is not where it will be
	}
	for _, p := range geo.Places(s.document, s.words) {
		terms := segment.Terms(nil, p.Of(s.document.Article.Text))
		if len(terms) > 0 && !holdsAll(a.question.terms, terms) {
			return fitsWell
		}
	}
	for _, w := range s.words { // "which country": who does something is no place
		if st := geo.State(w); a.question.country && st != "" && !slices.Contains(a.states, st) {
			return fitsWell
		}
	}
	if hasPlace(s.own.Of(s.document.Article.Text)) {
		return fitsPartly
	}
	return fitsNot
}

// fitSometime wants a date: a day rather than a year, and a day to come where
// that is asked for.
func (a *asked) fitSometime(s *sentence) float64 {
	fits := fitsNot
	if a.threatened(s) {
		return fits
	}
	given := dates.In(s.document.Article.Text, s.own, s.document.Article.Published.Time)
	for _, w := range given {
		switch {
		case !a.datesDeed(s, w.Span):
		case a.question.ahead && past(w, s.document.Article.Published.Time):
		case w.Precision == dates.ToYear && w.Relative:
			fits = max(fits, fitsPartly)
		case !w.Inferred:
			fits = max(fits, fitsWell+fitsPartly)
		default:
			fits = max(fits, fitsWell)
		}
	}
	if len(given) == 0 && (s.document.Article.Published.Time.IsZero() || s.clause.standing != 0) && hasDate(s.own.Of(s.document.Article.Text)) {
		fits = fitsPartly // a weekday in an article without a date
	}
	if a.question.ahead && !s.expected && s.clause.standing != entail.Ahead {
		return fitsNot
	}
	return fits
}

// past reports whether a date is over on the day of the article that has it.
func past(w dates.When, published time.Time) bool {
	return !published.IsZero() && !w.To.IsZero() && w.To.Before(published.Truncate(24*time.Hour))
}

// threatened reports whether a sentence tells of the kind of event that is asked
// about, but only of one that is threatened, denied or supposed.
func (a *asked) threatened(s *sentence) bool {
	only := false
	for i, w := range s.words {
		k := event.Kind(phrase.Stem(w.Word))
		if k == "" || !slices.ContainsFunc(a.question.terms, func(t string) bool { return event.Kind(t) == k }) {
			continue
		}
		if !event.Unreal(s.words, i) {
			return false
		}
		only = true
	}
	return only
}

// fitStance wants a statement of those whose position is asked for: of the people
// in the question, or of those who speak for the states in it.
func (a *asked) fitStance(s *sentence) float64 {
	text := s.document.Article.Text
	for i := range s.document.Quotations {
		q := &s.document.Quotations[i]
		if q.Content.Overlap(s.own) == 0 || !a.speaksFor(q) {
			continue
		}
		l := modality.LeaningOf(q.Cue.Of(text), q.Content.Of(text))
		switch {
		case l.Recalls:
			return 0
		case l.Takes || l.Wills && modality.Commits(s.own.Of(text)):
			return fitsWell + fitsPartly
		case l.Wills || l.Judges:
			return fitsWell + fitsPartly/2
		}
		return fitsWell
	}
	for _, w := range s.words[:min(len(s.words), 4)] {
		if st := geo.State(w); st != "" && slices.Contains(a.states, st) && modality.Commits(s.own.Of(text)) {
			return fitsPartly
		}
	}
	return 0
}

// speaksFor reports whether a statement is of somebody whom the question names, or
// of one who stands for a state that it names first.
func (a *asked) speaksFor(q *corpus.Quotation) bool {
	known := a.Corpus.SpeakersOf(q)
	for _, s := range known {
		if a.asksFor(s) {
			return true
		}
	}
	if len(a.states) == 0 || a.question.stance && a.personFirst() {
		return false
	}
	home := geo.FirstState(q.Speaker)
	for _, s := range known {
		for _, role := range s.Roles {
			if home == "" {
				home = geo.FirstState(role)
			}
		}
	}
	return home == a.states[0]
}

// personFirst reports whether the first name of the question is that of somebody who is
// asked about: of "Trump's position on Iran", Iran's is none.
func (a *asked) personFirst() bool {
	return len(a.question.names) > 0 && slices.ContainsFunc(a.Corpus.Resolve(a.question.names[0]), a.asksFor)
}

func hasDate(s string) bool {
	for w := range segment.Words(s) {
		word := segment.Fold(w.Of(s))
		if _, ok := dates.ParseWeekday(word); ok {
			return true
		}
		if len(word) == 4 && (word[:2] == "19" || word[:2] == "20") {
			return true
		}
		if _, ok := dates.ParseMonth(word); ok && phrase.Capital(w.Of(s)) {
			return true
		}
	}
	return false
}

// hasPlace reports whether "in", "at", "to" or "from" stands before a capital.
func hasPlace(s string) bool {
	before := ""
	for w := range segment.Words(s) {
		word := w.Of(s)
		if phrase.Capital(word) && (before == "in" || before == "at" || before == "to" || before == "from" || before == "near") {
			if _, weekday := dates.ParseWeekday(segment.Fold(word)); !weekday {
				return true
			}
		}
		before = segment.Fold(word)
	}
	return false
}
