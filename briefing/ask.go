package briefing

import (
	"context"
	"math"
	"slices"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/briefing/sought"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// Thresholds of an answer, chosen by hand on the shared questions. Shares
// are of the question's weight, by the rarity of its terms.
const (
	enoughAbout    = 0.25 // of what a question asks of a speaker's words, in a statement
	manyStatements = 200  // of a speaker: then those in the articles that were found alone
	besideBest     = 0.75 // of the best sentence's score: what is shown beside it
	leastBest      = 0.5  // of the best sentence's score, in the best that answers
	besidePosition = 0.4  // the same of another article, where a position is asked for
	maxAnswers     = 4
	perArticle     = 2
	perSide        = 2 // of a state, beside the best
	nearestShown   = 3
	searchedHits   = 24
)

// answer drafts an answer to a question: the sentences that answer it, or, where
// the corpus does not say, those that come nearest.
func answer(ctx context.Context, e *Evidence) ([]Claim, error) {
	in, err := e.inquire(ctx)
	if err != nil {
		return nil, err
	}
	return in.claims, nil
}

// nearest3 shows the best sentences as what they are: near, and no answer.
func nearest3(found []sentence) []Claim {
	var claims []Claim
	for _, s := range found[:min(len(found), nearestShown)] {
		claims = append(claims, textClaim(Nearest, s.document, s.span))
	}
	return claims
}

// asked is one question being answered.
type asked struct {
	*Evidence
	question question
	sought   sought.Sought
	// How near terms are to the noun of what is sought, and to first names; things of
	// that kind; whether it is what somebody is, 1, or not, -1.
	nearNoun, nearName map[string]float64
	examples           []string
	role               int
	common             bool            // it is written without a capital
	namedTerms         map[string]bool // of the names of the question
	soft               map[[2]string]float64
	weights            map[string]float64
	total              float64
	persons            []person    // whom it names
	states             []string    // that it names, in order
	days               []time.Time // that it names, with the terms that do so
	dayTerms           map[string]bool
	hits               []corpus.Hit
	copies             []*corpus.Document // of what was found, where it is asked who confirms it
	found              []sentence         // of the hits, best first
	support            corpus.Support
	unknown            []string // names of the question
	claims             []Claim  // statements of the speakers that it asks about
	given              map[place]bool
	weighed            []*sentence // as answers to a question for one thing, once they were
	asGood             []*sentence // that would answer as well
	told               bool        // a sentence tells outright what the question asks about as a clause
	// nameWords are the words of the names in articles that were read.
	nameWords map[*corpus.Document]map[string]bool
}

// read reads what a question names.
func (e *Evidence) readQuestion() *asked {
	q := parse(e.Question.Text)
	a := &asked{Evidence: e, question: q, sought: sought.Read(q.words), weights: e.weights(q.terms), persons: e.people(&q), dayTerms: map[string]bool{}, given: map[place]bool{}}
	if q.kind != "" && a.weights[q.kind] > 0 {
		a.weights[q.kind] *= kindWeight
	}
	if persons[q.counted] && a.weights[q.counted] > 0 {
		a.weights[q.counted] *= kindWeight // "31 were killed"
	}
	if q.wants == somewhere || q.wants == sometime {
		for i, w := range q.words[:min(len(q.words), 4)] {
			if t := phrase.Stem(w.Word); i > 0 && (placeKinds[w.Fold] || timeKinds[w.Fold]) && a.weights[t] > 0 {
				a.weights[t] *= kindWeight
			}
		}
	}
	for i, w := range q.words {
		next := ""
		if i+1 < len(q.words) {
			next = q.words[i+1].Fold
		}
		if s := geo.StateAt(w, next); s != "" && !slices.Contains(a.states, s) {
			a.states = append(a.states, s)
		}
	}
	base := e.Question.Asked
	if base.IsZero() {
		base = e.Corpus.Newest().Time // for the year alone
	}
	for _, w := range dates.In(e.Question.Text, corpus.Span{End: len(e.Question.Text)}, base) {
		words := w.Span.Of(e.Question.Text)
		if w.Precision != dates.ToDay || e.Question.Asked.IsZero() && monthIn(words) == "" {
			continue
		}
		a.days = append(a.days, w.From)
		for _, t := range segment.Terms(nil, words) {
			a.dayTerms[t] = true
		}
	}
	if len(a.days) > 0 { // "on Friday, January 30"
		for _, w := range q.words {
			if dates.Name(w.Fold) {
				a.dayTerms[phrase.Stem(w.Word)] = true
			}
		}
	}
	return a
}

// monthIn is the name of a month in a text, "" if it has none.
func monthIn(text string) string {
	for s := range segment.Words(text) {
		w := segment.Fold(s.Of(text))
		if _, ok := dates.ParseMonth(w); ok {
			return w
		}
	}
	return ""
}

// weights are the rarities of the question's terms: an unknown term weighs most.
func (e *Evidence) weights(terms []string) map[string]float64 {
	w := map[string]float64{}
	for _, t := range terms {
		w[t] = e.Corpus.Rarity(t)
	}
	return w
}

// What the score of its passage, as a share of the best passage's, counts for a
// sentence: it tells little where there are few articles.
const (
	passageGain  = 0.3
	manyArticles = 100 // among which it is half of that
)

// candidates are the sentences that were found, in the order in which they answer: the
// passage that fits the question best has the better of two that bear as much of it, and
// the sentence that tells who did what that of two that have the words.
func (a *asked) candidates() []sentence {
	found := slices.Clone(a.found)
	if a.question.definition {
		return found // where it is said does not matter
	}
	n := float64(len(a.Corpus.Articles()))
	for i := range found {
		found[i].score += a.clauseGain(&found[i])
		found[i].score += passageGain * found[i].passage * n / (n + manyArticles)
	}
	sortSentences(found)
	return found
}

// choose takes the sentences that answer: the best of each article before a
// second of any, so that who tells it otherwise is heard. Of a position, other
// states are heard too, where they speak of much the same.
func (a *asked) choose() []Claim {
	found := a.candidates()
	if len(found) == 0 {
		return nil
	}
	var chosen []*sentence
	taken, sides := map[corpus.ID]int{}, map[string]int{}
	position := a.question.wants == someStance || a.question.whether
	first := func(s sentence) bool {
		return a.answers(&s) && a.tellsPredicate(&s) && (!a.holds() || s.fits > 0)
	}
	i := slices.IndexFunc(found, first)
	if i < 0 || found[i].score < leastBest*found[0].score {
		return nil
	}
	best := &found[i]
	if best.caption { // what stands under a picture answers where nothing else does
		if j := slices.IndexFunc(found, func(s sentence) bool { return !s.caption && first(s) }); j >= 0 && found[j].score >= leastBest*best.score {
			best = &found[j]
		}
	}
	for round := 1; round <= perArticle; round++ {
		for i := range found {
			s := &found[i]
			id := s.document.Article.ID
			beside := s.score >= besideBest*best.score
			if len(chosen) >= maxAnswers || !beside && (!position || s.score < besidePosition*best.score) {
				break
			}
			if !a.answers(s) || s.caption && !best.caption || s.score > best.score && !a.tellsPredicate(s) {
				continue
			}
			if !beside && (s.side == "" || sides[s.side] >= perSide) || a.question.happened && s.expected || best.fits > 0 && s.fits <= 0 && beside ||
				taken[id] != round-1 || slices.ContainsFunc(chosen, func(c *sentence) bool { return c.document == s.document && c.span.Overlap(s.span) > 0 }) {
				continue
			}
			taken[id]++
			sides[s.side]++
			chosen = append(chosen, s)
		}
	}
	if a.question.present || a.question.latest {
		slices.SortStableFunc(chosen, func(x, y *sentence) int { return corpus.NewestFirst(x.document, y.document) })
	}
	return a.claimsOf(chosen)
}

// claimsOf are the claims of sentences, each with the one behind it that limits it.
func (a *asked) claimsOf(chosen []*sentence) []Claim {
	var claims []Claim
	for _, s := range chosen {
		claim := a.claim(s.document, s.span)
		if next, ok := qualifier(s.document, s.span); ok && !a.given[place{s.document.Article.ID, next}] {
			limits := a.claim(s.document, next)
			if !tellsAgain(&limits, &claim) {
				claims = append(claims, claim)
			}
			claims = append(claims, limits)
			continue
		}
		claims = append(claims, claim)
	}
	return claims
}

// tellsAgain reports whether a claim has all that another cites: the sentence
// before it, which it does not stand without.
func tellsAgain(c, earlier *Claim) bool {
	return !slices.ContainsFunc(earlier.Citations, func(e Citation) bool {
		return !slices.ContainsFunc(c.Citations, func(own Citation) bool { return own.Article == e.Article && own.Span.Covers(e.Span) })
	})
}

func (a *asked) claim(d *corpus.Document, span corpus.Span) Claim {
	a.given[place{d.Article.ID, span}] = true
	return standing(a.Corpus, Answer, d, span)
}

// qualifier is the sentence behind a passage that limits it: "They say, however, …".
func qualifier(d *corpus.Document, span corpus.Span) (next corpus.Span, ok bool) {
	sentences := d.Sentences(clean.Body)
	for i, s := range sentences[:max(len(sentences)-1, 0)] {
		words := sentences[i+1].Of(d.Article.Text)
		if s.End == span.End && modality.Qualifies(words) && modality.Leans(words) {
			return uncut(d, sentences[i+1]), true
		}
	}
	return next, false
}

// around is the evidence of the articles that come nearest to the question.
func (a *asked) around() *Evidence {
	around := *a.Evidence
	around.Documents, around.told, around.reprinted = nil, nil, nil
	for _, s := range a.found[:min(len(a.found), 2*searchedHits)] {
		if !slices.Contains(around.Documents, s.document) {
			around.Documents = append(around.Documents, s.document)
		}
	}
	for _, d := range a.copies {
		if !slices.ContainsFunc(around.Documents, func(have *corpus.Document) bool { return have.Article.ID == d.Article.ID }) {
			around.Documents = append(around.Documents, d)
		}
	}
	return &around
}

// differ is where the outlets tell differently what is asked: the place that is
// asked for, the day, or what the question says itself.
func (a *asked) differ(around *Evidence) []Claim {
	kinds := a.givenKinds()
	if len(kinds) == 0 {
		return nil
	}
	c := around.chronicle(kinds...)
	found, _ := c.disagreements()
	var claims []Claim
	for _, d := range found {
		if !slices.ContainsFunc(d.Sides, func(s Side) bool {
			return slices.ContainsFunc(s.Citations, a.givenOrFit)
		}) {
			continue
		}
		asked, of := attributesOf[a.question.wants]
		if len(claims) < conflictsShown && (of && d.Attribute == asked || !of && a.tells(&d)) {
			claims = append(claims, d.claim(c))
		}
	}
	return claims
}

// givenOrFit reports whether a citation is given as an answer, or of a sentence that would
// answer a question for one thing as well, were it not for a better one.
func (a *asked) givenOrFit(c Citation) bool {
	return a.given[place{c.Article, c.Span}] || slices.ContainsFunc(a.asGood, func(s *sentence) bool {
		return s.document.Article.ID == c.Article && s.own.Overlap(c.Span) > 0
	})
}

// givenKinds are the kinds of events of which the sentences that answer may tell: outlets
// can differ on these alone.
func (a *asked) givenKinds() []string {
	var kinds []string
	for at := range a.given {
		if i := slices.IndexFunc(a.found, func(s sentence) bool { return s.document.Article.ID == at.article }); i >= 0 {
			kinds = append(kinds, event.KindsIn(a.found[i].document.Article.Text, at.span)...)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// attributesOf are the points of a disagreement that questions ask for: who asks when is
// told where outlets differ on the day, and not how many came.
var attributesOf = map[wanted]string{somewhere: "place", sometime: "date", somehowMany: "number", somebody: "name"}

// aboutConflict is the share of what a disagreement is about that a question must
// have, the names aside.
const aboutConflict = 0.5

// tells reports whether the question is about what a disagreement is about.
func (a *asked) tells(d *Disagreement) bool {
	terms := segment.Terms(nil, d.What)
	own := slices.DeleteFunc(terms, func(t string) bool {
		return slices.ContainsFunc(a.persons, func(p person) bool { return p.terms[t] }) || event.Kind(t) == ""
	})
	n := 0
	for _, t := range own {
		if slices.ContainsFunc(a.question.terms, func(q string) bool { return likeness(q, t) >= familyShare }) {
			n++
		}
	}
	return len(own) > 0 && float64(n) >= aboutConflict*float64(len(own))
}

// share is the part of the total weight whose terms the text has.
func share(has map[string]float64, weights map[string]float64, total float64) float64 {
	if total == 0 {
		return 0
	}
	var sum float64
	for _, t := range sortedTerms(weights) {
		sum += has[t] * weights[t]
	}
	return math.Min(sum/total, 1)
}

// sortedTerms keeps sums of floating-point numbers the same from run to run.
func sortedTerms(weights map[string]float64) []string {
	terms := make([]string, 0, len(weights))
	for t := range weights {
		terms = append(terms, t)
	}
	slices.Sort(terms)
	return terms
}
