package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/entail"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// answers reports whether a sentence may answer the question: it has just what is
// asked for, of whom or what it is asked. On what named outlets wrote, every sentence
// may.
func (a *asked) answers(s *sentence) bool {
	if a.support.Outlets || a.question.confirmed {
		return true
	}
	return !slices.ContainsFunc(requirements, func(meets func(*asked, *sentence) bool) bool { return !meets(a, s) })
}

// requirements are what a sentence must meet to answer. Each of them is met by every
// sentence where the question does not ask for it.
var requirements = []func(*asked, *sentence) bool{
	func(_ *asked, s *sentence) bool { return !s.asks },
	func(_ *asked, s *sentence) bool { return !isTeaser(s.own.Of(s.document.Article.Text)) },
	(*asked).tellsTaken,
	(*asked).tellsClause,
	func(a *asked, s *sentence) bool { return len(a.question.subject) == 0 || a.saysSubject(*s) },
	func(a *asked, s *sentence) bool { return !a.question.happened || a.tellsDeed(s) },
	func(a *asked, s *sentence) bool { return a.question.denied == "" || a.denies(s) },
	(*asked).ofYear,
	(*asked).tellsState,
	(*asked).tops,
	(*asked).placed,
	(*asked).hasKind,
	(*asked).defines,
	func(a *asked, s *sentence) bool { return !a.question.strictly() || s.counts },
	func(a *asked, s *sentence) bool {
		return !a.holds() || (s.fits > 0 || s.side != "" && s.hasStatement()) && a.ofMatter(s)
	},
}

// holds reports whether the question is for the position of somebody whom it names, or of
// a state.
func (a *asked) holds() bool { return a.question.stance && len(a.persons)+len(a.states) > 0 }

// ofMatter reports whether a sentence, as it is shown, has most of what a question asks
// somebody's position on: what it says beside whom it asks of.
func (a *asked) ofMatter(s *sentence) bool {
	total, weights := 0.0, map[string]float64{}
	holder := segment.Terms(nil, strings.Join(a.question.names[:min(len(a.question.names), 1)], " "))
	for _, t := range a.question.terms {
		if !slices.Contains(holder, t) && !slices.ContainsFunc(a.persons, func(p person) bool { return p.terms[t] }) {
			weights[t] = a.weights[t]
			total += weights[t]
		}
	}
	return total == 0 || share(bear(weights, segment.Terms(nil, s.span.Of(s.document.Article.Text))), weights, total) >= mostly
}

// hasStatement reports whether the sentence has what somebody said.
func (s *sentence) hasStatement() bool {
	return slices.ContainsFunc(s.document.Quotations, func(q corpus.Quotation) bool { return q.Content.Overlap(s.own) > 0 })
}

// tellsTaken reports whether a sentence tells what the question takes for given,
// which the reason for it need not.
func (a *asked) tellsTaken(s *sentence) bool {
	p := a.question.premise
	return p == nil || p.denied || a.question.wants == someReason || s.tells
}

// tellsClause reports whether a sentence says what the question asks about as a clause,
// where that is asked for itself or any sentence that was found tells it.
func (a *asked) tellsClause(s *sentence) bool {
	c := a.question.clause
	switch {
	case c == nil:
		return true
	case a.question.whether && !a.question.happened:
		return len(c.subject) == 0 || s.clause.standing != 0
	case a.question.wants == somehowMany || a.question.wants == someReason:
		return true
	case c.Gap == entail.SubjectGap && len(c.object) > 0 && s.clause.standing == 0 && a.question.wants == somebody && !a.tellsWho(s):
		return false
	case c.Gap != entail.NoGap:
		return s.clause.standing != 0 || !s.clause.open && !a.told && a.toldElsewhere(s)
	case a.question.wants == sometime || a.question.wants == somewhere:
		return s.clause.standing != 0 || !a.told
	}
	return true
}

// tellsWho reports whether a sentence that has no clause of what is asked about may still
// tell who did it: by a word for a listed deed that is not just the other's own, as "her
// defeat" is.
func (a *asked) tellsWho(s *sentence) bool {
	p := a.question.premise
	if p == nil {
		return false
	}
	if len(p.patient) == 0 {
		return true
	}
	r := &roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for i := range s.words {
		if !s.clause.read[i] && p.deed.tells(s.words, i) && r.suffers(p.patient, i) && (!r.owns(p.patient, i) || i+1 < len(s.words) && r.words[i+1].Fold == "by") {
			return true
		}
	}
	return false
}

// tellsPredicate reports whether a sentence, which is to be the first of an answer, has
// what the question says of its subject, where that is no deed: of "Is NAME at war with
// NAME?", "war"; of "Who is NAME's wife?", "wife".
func (a *asked) tellsPredicate(s *sentence) bool {
	q := &a.question
	if !q.whether && !q.asksRelation() || q.happened || q.said || q.clause != nil || q.state > 0 {
		return true
	}
	var names []string
	terms := segment.Terms(nil, s.own.Of(s.document.Article.Text))
	for _, name := range q.names {
		own := segment.Terms(nil, name)
		if st := stateNamed(name); st != "" && !s.namesState(st) || st == "" && !a.hasName(s, terms, own) {
			return false
		}
		names = append(names, own...)
	}
	total, weights := 0.0, map[string]float64{}
	for _, t := range q.terms {
		if !slices.Contains(names, t) && !a.dayTerms[t] && !now[t] && !slices.ContainsFunc(a.persons, func(p person) bool { return p.terms[t] }) {
			weights[t] = max(a.weights[t], 1)
			total += weights[t]
		}
	}
	return total == 0 || share(bear(weights, terms), weights, total) > mostly
}

// asksRelation reports whether a question asks who is somebody's: "Who is NAME's wife?"
func (q *question) asksRelation() bool {
	return q.wants == somebody && !q.definition && q.alone && len(q.words) > 3 && copulas[q.words[1].Fold] &&
		slices.ContainsFunc(q.words[max(2, len(q.words)-3):len(q.words)-1], func(w phrase.Token) bool { return possessive(w.Word) })
}

var copulas = phrase.Set("is are was were")

// namesState reports whether a sentence names a state by any of its names.
func (s *sentence) namesState(st string) bool {
	for i := range s.words {
		if stateAt(s.words, i) == st {
			return true
		}
	}
	return false
}

// hasKind reports whether a sentence has the kind of thing that is asked for: a day, a
// place, a number, a cause, one that is to come where that is asked about.
func (a *asked) hasKind(s *sentence) bool {
	switch a.question.wants {
	case sometime:
		return s.fits > 0 || a.reportsDeed(s)
	case somewhere:
		return s.fits > 0 || s.tells && a.question.premise != nil && a.question.premise.deed.form == ""
	case somehowMany:
		return s.fits > 0 || s.tells
	case someReason:
		return s.fits > 0
	}
	return true
}

// isQuestion reports whether a sentence asks, as headlines and quizzes do: it answers
// nothing.
func isQuestion(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, " \"'”’)"), "?")
}

// ownNames are the names of the question without its first word where that has a
// capital only for standing first: no passage that was found has it with one inside a
// sentence, or more have it without.
func (a *asked) ownNames(hits []corpus.Hit) []string {
	names := a.question.names
	if len(names) == 0 || len(a.question.words) == 0 || !strings.HasPrefix(names[0], a.question.words[0].Word) || len(a.Corpus.Resolve(names[0])) > 0 {
		return names
	}
	word, capitals := a.question.words[0].Word, 0
	for _, h := range hits {
		d := h.Document
		for sentence := range segment.Sentences(d.Article.Text, h.Passage.Span) {
			for i, w := range phrase.Tokens(d.Article.Text, sentence) {
				if i > 0 && w.Word == word {
					capitals++
				} else if w.Word == strings.ToLower(word) && w.Word != word {
					capitals--
				}
			}
		}
	}
	rest := strings.TrimSpace(strings.TrimPrefix(names[0], word))
	switch {
	case capitals > 0:
		return names
	case rest != "":
		return append([]string{rest}, names[1:]...)
	}
	return names[1:]
}

// fewNames are the names of a question all of which it is about.
const fewNames = 2

// placed reports whether a sentence is about whatever the question names, where it
// names no more than it is about, or asks for a number, a day, a place or what is so
// now: the rarest name stands in it, before it, or where its article begins.
func (a *asked) placed(s *sentence) bool {
	strictly := a.question.present
	switch a.question.wants {
	case somehowMany, sometime, somewhere:
		strictly = true
	}
	names := a.question.names
	if !strictly {
		asks := wordsOf(a.question.words[min(a.question.asker(), len(a.question.words)):])
		names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
			// A state has other names; and what stands before the question is no part of it.
			return geo.StateNamed(name) != "" || !strings.Contains(strings.Join(asks, " "), name)
		})
		if len(names) > fewNames {
			return true // a quiz names much beside what it is about
		}
	}
	var rarest []string
	named := "" // the state that it is, which has other names
	weight := -1.0
	for _, name := range names {
		if hasDate(name) {
			continue
		}
		for _, t := range segment.Terms(nil, name) {
			if a.weights[t] > weight && !a.dayTerms[t] && yearIn(t) == 0 {
				weight, rarest, named = a.weights[t], segment.Terms(nil, name), stateNamed(name)
			}
		}
	}
	if rarest == nil && a.question.present {
		for _, t := range a.question.terms {
			if a.weights[t] > weight && stateGroups[t] == 0 && !now[t] && superlatives[t] == 0 {
				weight, rarest = a.weights[t], []string{t}
			}
		}
	}
	if rarest == nil {
		return true
	}
	for i := range s.words {
		if named != "" && stateAt(s.words, i) == named {
			return true
		}
	}
	r := roles{asked: a, sentence: s, terms: segment.Terms(nil, s.own.Of(s.document.Article.Text))}
	if !strictly {
		rarest = r.keys(rarest)[:1]
	}
	whole := len(rarest) == 1 || len(r.keys(rarest)) == 1 // a person's last name will do
	fits := func(has []string) bool {
		if whole {
			rarest = r.keys(rarest)[:1]
		}
		return !slices.ContainsFunc(rarest, func(n string) bool {
			return !slices.ContainsFunc(has, func(t string) bool { return likeness(n, t) >= formShare })
		})
	}
	if fits(r.terms) || fits(append(slices.Clone(r.terms), s.before...)) {
		return true
	}
	for _, w := range s.words { // of another country
		if st := geo.State(w); st != "" && !slices.Contains(a.states, st) && a.question.wants == somehowMany {
			return false
		}
	}
	if whole && r.known(rarest) {
		return true
	}
	head := segment.Terms(nil, s.document.Article.Headline.Value)
	text := s.document.Article.Text
	return fits(append(head, segment.Terms(nil, strings.ToValidUTF8(text[:min(len(text), headBytes)], ""))...))
}
