package corpus

import (
	"math"
	"slices"
	"strings"
	"time"

	"briefbot/corpus/embedding"
	"briefbot/corpus/segment"
)

// A request is a query as ranking reads it.
type request struct {
	text     string // what is searched for
	terms    []wantedTerm
	sequence []termID // the terms in the order of the question
	// parts are what outlets, or clauses between them, are asked for; none where
	// the question names no outlet.
	parts    []*part
	days     []time.Time
	asked    time.Time
	recent   bool // "this week", "on Friday"
	kind     kind
	focus    []string // terms of the kind of thing that is asked for
	articles func(*Article) bool
	vector   embedding.Vector // of the question; none for words alone
	expanded bool             // see expand
	limit    int
	copies   bool // show near copies
}

// A wantedTerm is a term of the question, once however often it stands there.
type wantedTerm struct {
	text   string
	id     termID
	rarity float64
	weight float64 // 1, or less for a term that an answer need not have
	named  bool    // in a name or a number
}

// A part of a question is what it says of one outlet; its zero value is the
// whole question.
type part struct {
	outlets map[string]bool // nil admits all articles
	terms   map[string]bool // that stand in its clauses; nil: all
	days    []time.Time     // named in its clauses
}

func (p *part) admits(a *heldArticle) bool {
	return p.outlets == nil || p.outlets[a.outlets[0]] || a.outlets[1] != "" && p.outlets[a.outlets[1]]
}

// read reads a query.
func (x *newsIndex) read(q *Query) *request {
	r := &request{asked: q.Asked, articles: q.Articles, vector: q.Vector, limit: q.Limit, copies: q.Copies}
	mentions, text := x.mentions(q.Text)
	r.parts = parts(mentions, q.Text, text)
	r.days = daysIn(text)
	r.kind, r.focus = kindOf(text), soughtIn(text)
	text, r.recent = withoutRecent(text)
	r.text = text
	focus, named := focusOf(text), namedTerms(text)
	for _, t := range segment.Terms(nil, text) {
		id := x.known(t)
		r.sequence = append(r.sequence, id)
		if slices.ContainsFunc(r.terms, func(w wantedTerm) bool { return w.text == t }) {
			continue
		}
		w := wantedTerm{t, id, x.rarity(t), 1, named[t]}
		switch {
		case t == focus:
			w.weight = focusWeight
		case len(r.parts) > 0 && framing(t):
			w.weight = frameWeight
		}
		r.terms = append(r.terms, w)
	}
	return r
}

// recentPhrases say that a question is about the days before it was asked.
// Articles do not have them in common with it.
var recentPhrases = []string{"this week", "recently", "today", "yesterday"}

// withoutRecent blanks the phrases that say when, and reports whether there was
// one or the name of a weekday.
func withoutRecent(text string) (blanked string, recent bool) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return text, false
	}
	out := []byte(text)
	for _, phrase := range recentPhrases {
		if i := strings.Index(lower, phrase); i >= 0 {
			recent = true
			for j := range phrase {
				out[i+j] = ' '
			}
		}
	}
	for _, day := range weekdayNames {
		recent = recent || strings.Contains(lower, day)
	}
	return string(out), recent
}

var weekdayNames = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// focusOf is the term of the kind of thing that is asked for, "country" in
// "which country": the article has its name instead.
func focusOf(text string) string {
	asking := false
	for s := range segment.Words(text) {
		word := s.Of(text)
		if asking {
			if terms := segment.Terms(nil, word); len(terms) == 1 {
				return terms[0]
			}
			return ""
		}
		folded := segment.Fold(word)
		asking = folded == "which" || folded == "what"
	}
	return ""
}

// Of the days before a question, graceDays count in full, and what lies before
// or behind them fades with the days.
const (
	graceDays  = 4.5
	fadeDays   = 6.0
	futureFade = .6 // of fadeDays, for what came after the question
)

// nearness says how near an article's date is to a day that the part of the
// question names, and to the days before the question; both from 0 to 1.
func (r *request) nearness(p *part, a *Article) (day, asked float64) {
	at := a.Published.Time
	if at.IsZero() {
		return 0, 0
	}
	days := p.days
	if len(days) == 0 {
		days = r.days
	}
	for _, d := range days {
		apart := at.Sub(d.Add(12*time.Hour)).Hours() / 24
		day = max(day, math.Exp(-apart*apart/2))
	}
	if r.asked.IsZero() {
		return day, 0
	}
	switch before := r.asked.Sub(at).Hours() / 24; {
	case before < -.5:
		asked = math.Exp(before / (fadeDays * futureFade))
	case before > graceDays:
		asked = math.Exp((graceDays - before) / fadeDays)
	default:
		asked = 1
	}
	return day, asked
}
