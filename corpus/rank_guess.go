package corpus

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"briefbot/corpus/bm25"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// This file guesses whom or what a question describes and does not name: "the rapper",
// "the meal delivery firm". News says beside a name what it is of, so the names are
// those which stand near the words of the description far more often than elsewhere,
// above all where the rest of the question is spoken of.

const (
	descriptionWords = 4   // at most
	guessPassages    = 150 // that are read for a description
	guessReach       = 3   // terms to either side, among which a description is looked for
	guessFade        = 2.  // terms from a description, at which a name counts half
	guessLeast       = .5  // votes that a name needs
	contextPower     = 3   // a window is context as its share of the best score, to this power
	guessesOf        = 6   // names for each description
	guessesAll       = 8   // names for a question
	leastGuess       = .14 // of the votes for the best name
	guessShare       = .8  // how far the best name stands for a description
	guessWeight      = .25 // of a name that stands for one, beside a word of the question
	namedTermsShare  = .15 // of all terms in news that are names or numbers, about
)

// A guess is a name, or a part of one, that may be meant by a description.
type guess struct {
	id    termID
	words []string // of the description, as terms
	share float64  // how far it stands for the description
	votes float64
}

// beforeDescription are words behind which somebody or something may be described.
var beforeDescription = words("the a an his her their its our two three another which what whose former")

// descriptionsIn are the runs of a question's words that may describe what it does not
// name, as terms.
func descriptionsIn(text string) [][]string {
	var all [][]string
	var run []string
	open, end := false, 0
	flush := func(next bool) {
		if len(run) > 0 {
			all = append(all, run)
		}
		run, open = nil, next
	}
	for s := range segment.Words(text) {
		word := s.Of(text)
		folded := segment.Fold(word)
		if open && s.Start > end+1 {
			flush(false)
		}
		end = s.End
		switch {
		case beforeDescription[folded]:
			flush(true)
		case segment.StopWord(folded), s.Start > 0 && capital(word) && state.Of(folded) == "":
			flush(false)
		case open:
			run = append(run, segment.Terms(nil, word)...)
			if whose := strings.HasSuffix(folded, "'s"); whose || len(run) >= descriptionWords {
				flush(whose)
			}
		}
	}
	flush(false)
	return all
}

// guesses are the names that may be meant by the descriptions of a question, in the
// order of these and the best first. The list is of windows that were ranked for it.
func (x *newsIndex) guesses(r *request, p *part, list []*contender) []guess {
	var all []guess
	var near surroundings
	for _, d := range descriptionsIn(r.text) {
		if near == nil {
			near = surroundingsOf(list)
		}
		all = append(all, x.describe(r, p, d, near)...)
	}
	return all
}

// Surroundings say how much of a question's best windows have a name, as a share of what
// the commonest one has.
type surroundings map[termID]float64

func surroundingsOf(list []*contender) surroundings {
	near := surroundings{}
	best := 0.0
	for _, c := range list {
		best = max(best, c.score)
	}
	if best == 0 {
		return near
	}
	type told struct {
		article *heldArticle
		name    termID
	}
	seen := map[told]bool{}
	most := 0.0
	for _, c := range list {
		share := math.Pow(max(0, c.score/best), contextPower)
		for i, id := range c.terms {
			if t := (told{c.article, id}); c.names[i] && !seen[t] {
				seen[t] = true
				near[id] += share
				most = max(most, near[id])
			}
		}
	}
	for id := range near {
		near[id] /= most
	}
	return near
}

// describe are the names that a description may be of, best first.
func (x *newsIndex) describe(r *request, p *part, description []string, near surroundings) []guess {
	ids, rarities := make([]termID, len(description)), make([]float64, len(description))
	query := make([]bm25.Term, len(description))
	total := 0.0
	for i, t := range description {
		ids[i], rarities[i] = x.known(t), x.rarity(t)
		query[i] = bm25.Term{Text: t, Weight: 1}
		total += rarities[i]
	}
	// has is how much of the description stands about a place in a sentence.
	has := func(sentence []termID, at int) float64 {
		sum := 0.0
		for k, id := range ids {
			if slices.Contains(sentence[max(0, at-guessReach):min(len(sentence), at+guessReach+1)], id) {
				sum += rarities[k]
			}
		}
		return sum / total
	}
	found := map[termID]*guess{}
	sum := 0.0
	var terms []termID
	var names []bool
	for _, h := range x.candidates(r, p, query, guessPassages) {
		terms, names = x.held[h.Doc].terms.decodeNames(terms[:0], names[:0])
		for from, to := 0, 0; from < len(terms); from = to + 1 {
			to = from + slices.Index(terms[from:], sentenceEnd)
			sentence := terms[from:to]
			at, most := 0, 0.0
			for i, id := range sentence {
				if !slices.Contains(ids, id) {
					continue
				}
				if part := has(sentence, i); part > most {
					at, most = i, part
				}
			}
			if most == 0 {
				continue
			}
			for i, id := range sentence {
				if !names[from+i] || slices.Contains(r.sequence, id) || !x.guessable(x.text(id)) {
					continue
				}
				g := found[id]
				if g == nil {
					g = &guess{id: id, words: description}
					found[id] = g
				}
				vote := most * most / (1 + math.Abs(float64(i-at))/guessFade)
				g.votes += vote
				sum += vote
			}
		}
	}
	var list []guess
	for id, g := range found {
		usual := float64(x.passages.DF(x.text(id))) / (namedTermsShare * float64(x.tokens))
		if often := g.votes / sum / usual; often > 1 && g.votes >= guessLeast {
			g.votes *= math.Pow(math.Log(often), 2) * math.Sqrt(near[id])
			list = append(list, *g)
		}
	}
	slices.SortFunc(list, func(a, b guess) int {
		return cmp.Or(cmp.Compare(b.votes, a.votes), strings.Compare(x.text(a.id), x.text(b.id)))
	})
	list = list[:min(len(list), guessesOf)]
	for i := range list {
		if list[i].votes <= leastGuess*list[0].votes {
			return list[:i]
		}
		list[i].share = guessShare * math.Sqrt(list[i].votes/list[0].votes)
	}
	return list
}

// guessable reports whether a term with a capital may name what a description is of.
func (x *newsIndex) guessable(term string) bool {
	for _, form := range x.outlets[term] {
		if len(form.words) == 1 {
			return false // it is named as the source
		}
	}
	return (term[0] < '0' || term[0] > '9') && !daysAndMonths[term] && state.Of(term) == ""
}

var daysAndMonths = func() map[string]bool {
	m := map[string]bool{}
	for _, t := range segment.Terms(nil, strings.Join(weekdayNames, " ")+` January February March April May June July August
		September October November December Jan Feb Sept Oct Nov Dec`) {
		m[t] = true
	}
	return m
}()

// expand is the request with the names that are guessed for its descriptions, as terms
// that count little; nil where none is. It is far, from 0 to 1, how far its own words fail.
func (x *newsIndex) expand(r *request, p *part, list []*contender, far float64) *request {
	sums := map[termID]float64{}
	var ids []termID
	for _, g := range x.guesses(r, p, list) {
		weighs := 0.0
		for _, t := range g.words {
			weighs += x.rarity(t)
		}
		if _, ok := sums[g.id]; !ok {
			ids = append(ids, g.id)
		}
		sums[g.id] += g.share * weighs
	}
	if len(ids) == 0 {
		return nil
	}
	slices.SortFunc(ids, func(a, b termID) int {
		return cmp.Or(cmp.Compare(sums[b], sums[a]), strings.Compare(x.text(a), x.text(b)))
	})
	e := *r
	e.terms, e.expanded = slices.Clone(r.terms), true
	for _, id := range ids[:min(len(ids), guessesAll)] {
		text := x.text(id)
		rarity := x.rarity(text)
		e.terms = append(e.terms, wantedTerm{text, id, rarity, guessWeight * far * min(1, sums[id]/rarity), false})
	}
	return &e
}
