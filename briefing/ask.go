package briefing

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

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
	maxAnswers     = 4
	perArticle     = 2
	nearestShown   = 3
	searchedHits   = 24
)

// answer drafts an answer to a question: the sentences that answer it, or, where
// the corpus does not say, those that come nearest.
func answer(ctx context.Context, e *Evidence) ([]Claim, error) {
	a, err := e.ask(ctx, searchedHits)
	if err != nil {
		return nil, err
	}
	supported, _ := a.judge()
	switch {
	case !supported:
		return nearest3(a.found), nil
	case len(a.claims) > 0:
		return a.claims, nil
	}
	claims := a.choose()
	around := a.around()
	if a.question.confirmed {
		if k, ok := around.Confirmations(e.Question.Text); ok {
			claims = []Claim{k.Claim(Answer)}
			for _, c := range k.Citations {
				a.given[place{c.Article, c.Span}] = true
			}
		}
	}
	return append(claims, a.differ(around)...), nil
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
	weights  map[string]float64
	hits     []corpus.Hit
	found    []sentence // of the hits, best first
	support  corpus.Support
	unknown  []string // names of the question
	claims   []Claim  // statements of the speakers that it asks about
	given    map[place]bool
}

// weights are the rarities of the question's terms: an unknown term weighs most.
func (e *Evidence) weights(terms []string) map[string]float64 {
	w := map[string]float64{}
	for _, t := range terms {
		w[t] = e.Corpus.Rarity(t)
	}
	return w
}

// speakers are the people whom the question asks about as speakers.
func (a *asked) speakers() []*corpus.Speaker {
	for _, name := range a.question.names {
		if known := a.Corpus.Resolve(name); len(known) > 0 && len(known[0].Statements) > 0 && !a.place(known[0]) {
			return known[:1]
		}
	}
	return nil
}

// place reports whether a speaker is one of the topic-wide names (a state, a
// capital) rather than a person asked about first.
func (a *asked) place(s *corpus.Speaker) bool { return len(a.question.names) > 1 && len(s.Roles) == 0 }

// statements answers "what did X say about Y" with X's statements on Y.
func (a *asked) statements(ctx context.Context, speakers []*corpus.Speaker) ([]Claim, error) {
	own := map[string]bool{}
	for _, s := range speakers {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			for _, t := range segment.Terms(nil, name) {
				own[t] = true
			}
		}
	}
	total, about := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if !own[t] {
			about[t] = a.weights[t]
			total += a.weights[t]
		}
	}
	type candidate struct {
		document *corpus.Document
		q        *corpus.Quotation
		speaker  string
		score    float64
	}
	var found []candidate
	for _, s := range speakers {
		for _, ref := range s.Statements {
			if len(s.Statements) > manyStatements && !a.hit(ref.Article) {
				continue
			}
			d, err := a.Corpus.Document(ctx, ref.Article)
			if err != nil {
				return nil, err
			}
			if !a.Holds(d.Article) {
				continue
			}
			q := &d.Quotations[ref.Index]
			text := d.SentenceAt(q.Content).Of(d.Article.Text)
			score := share(expand(segment.Terms(nil, text)), about, total)
			if total > 0 && score < enoughAbout {
				continue
			}
			if q.Kind != corpus.Reported {
				score += 0.05
			}
			found = append(found, candidate{d, q, s.Name, score})
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), byDate(x.document, y.document), cmp.Compare(x.q.Content.Start, y.q.Content.Start))
	})
	var claims []Claim
	shown := map[place]bool{}
	for _, c := range found {
		if len(claims) == maxAnswers || total > 0 && c.score < besideBest*found[0].score/1.5 {
			break
		}
		claim := statementClaim(Answer, c.document, c.q, c.speaker)
		last := claim.Citations[len(claim.Citations)-1]
		if p := (place{last.Article, last.Span}); !shown[p] {
			shown[p] = true
			claims = append(claims, claim)
		}
	}
	return claims, nil
}

// hit reports whether a passage of the article was found.
func (a *asked) hit(id corpus.ID) bool {
	return slices.ContainsFunc(a.hits, func(h corpus.Hit) bool { return h.Document.Article.ID == id })
}

// sentence is a sentence that may answer.
type sentence struct {
	document *corpus.Document
	span     corpus.Span
	score    float64
	coverage float64
	expected bool // tells of what is to come
}

// rank orders the sentences of the hits by how much of the question they bear.
func (a *asked) rank(hits []corpus.Hit) []sentence {
	total := 0.0
	for _, t := range a.question.terms {
		total += a.weights[t]
	}
	var found []sentence
	seen := map[place]bool{}
	for _, h := range hits {
		d := h.Document
		for span := range around(d, h.Passage.Span) {
			words := span.Of(d.Article.Text)
			terms := append(segment.Terms(nil, words), a.people(d, span)...)
			s := sentence{document: d, span: uncut(d, span), expected: expects(words)}
			if p := (place{d.Article.ID, s.span}); seen[p] {
				continue
			} else {
				seen[p] = true
			}
			s.coverage = share(expand(terms), a.weights, total)
			s.score = s.coverage
			if a.question.wants != nil && a.question.wants(words) {
				s.score += 0.15
			}
			if h.Passage.Class == clean.Caption {
				s.score -= 0.1
			}
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(x, y sentence) int {
		return cmp.Or(cmp.Compare(y.score, x.score), byDate(x.document, y.document), cmp.Compare(x.span.Start, y.span.Start))
	})
	return found
}

// around yields the sentences of the passages that a hit has a part of: a hit is
// the three sentences that bear most of the question, and the one that answers
// may stand before them.
func around(d *corpus.Document, hit corpus.Span) iter.Seq[corpus.Span] {
	return func(yield func(corpus.Span) bool) {
		for _, p := range d.Passages {
			if p.Overlap(hit) == 0 {
				continue
			}
			for s := range segment.Sentences(d.Article.Text, p.Span) {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// choose takes the sentences that answer: the best of each article before a
// second of any, so that who tells it otherwise is heard.
func (a *asked) choose() []Claim {
	var claims []Claim
	taken := map[corpus.ID]int{}
	a.given = map[place]bool{}
	for round := 1; round <= perArticle; round++ {
		for _, s := range a.found {
			if len(claims) == maxAnswers || s.score < besideBest*a.found[0].score {
				break
			}
			id := s.document.Article.ID
			if a.question.happened && s.expected || taken[id] != round-1 || a.given[place{id, s.span}] {
				continue
			}
			taken[id]++
			a.given[place{id, s.span}] = true
			claims = append(claims, textClaim(Answer, s.document, s.span))
		}
	}
	return claims
}

// around is the evidence of the articles that come nearest to the question.
func (a *asked) around() *Evidence {
	around := *a.Evidence
	around.Documents, around.told = nil, nil
	for _, s := range a.found[:min(len(a.found), 2*searchedHits)] {
		if !slices.Contains(around.Documents, s.document) {
			around.Documents = append(around.Documents, s.document)
		}
	}
	return &around
}

// differ is where the outlets of the answers tell differently what the answers
// tell.
func (a *asked) differ(around *Evidence) []Claim {
	var claims []Claim
	for _, c := range conflicts(around) {
		if slices.ContainsFunc(c.Citations, func(c Citation) bool { return a.given[place{c.Article, c.Span}] }) {
			claims = append(claims, c)
		}
	}
	return claims
}

// people are the terms of the names of those whom a sentence mentions by their
// role alone.
func (a *asked) people(d *corpus.Document, span corpus.Span) []string {
	var terms []string
	for _, p := range d.People {
		for _, m := range p.Mentions {
			if span.Covers(m) {
				terms = segment.Terms(terms, p.Name)
			}
		}
	}
	return terms
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
