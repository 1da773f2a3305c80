package corpus

import (
	"cmp"
	"math"
	"slices"

	"briefbot/corpus/bm25"
)

// The knobs of ranking, set by hand on the shared benchmarks; what a score is made
// of stands in measured.
const (
	candidates     = 150 // passages that are ranked
	fullCandidates = 75  // of these with all their windows, the others with their best
	likeCandidates = 100 // and of those that are found by what may stand for a term
	k1             = .9  // of the BM25 of a window: see package bm25
	lengthShare    = .4  // its B
	baseShare      = .5  // of the passage's BM25 beside the window's, in what others are shares of
	elsewhere      = .4  // weight of a term outside the clause on the outlet
	focusWeight    = .5  // weight of "country" in "which country"
	copyShare      = .8  // of its three-word shingles makes a near copy
	comparedCopies = 30  // of the best that are compared for it
)

// A contender is a window with its place in a ranking.
type contender struct {
	window
	passage *heldPassage
	terms   []termID // of the window
	names   []bool   // which of the terms may be names or numbers
	base    float64  // of BM25 alone
	values  [measures]float64
	score   float64
	covered float64 // weight of the question's terms that it has
}

// rank ranks the passages for a request: by one ranking for each mention of an
// outlet, and by one over all articles where that is not enough.
func (x *newsIndex) rank(r *request) []*contender {
	var rankings [][]*contender
	for _, p := range r.parts {
		if list := x.ranking(r, p); len(list) > 0 {
			rankings = append(rankings, list)
		}
	}
	slices.SortStableFunc(rankings, func(a, b []*contender) int { return cmp.Compare(b[0].score, a[0].score) })
	var merged merger
	merged.interleave(rankings)
	if len(merged.list) < r.limit {
		merged.interleave([][]*contender{x.ranking(r, &part{})})
	}
	return merged.list[:min(len(merged.list), r.limit)]
}

// A merger takes the passages of several rankings in turn, each once.
type merger struct {
	list  []*contender
	taken map[window]bool
}

func (m *merger) interleave(rankings [][]*contender) {
	if m.taken == nil {
		m.taken = map[window]bool{}
	}
	for i, more := 0, true; more; i++ {
		more = false
		for _, list := range rankings {
			if i >= len(list) {
				continue
			}
			more = true
			if !m.taken[list[i].window] {
				m.taken[list[i].window] = true
				m.list = append(m.list, list[i])
			}
		}
	}
}

// ranking ranks the passages that may answer a part of the question.
func (x *newsIndex) ranking(r *request, p *part) []*contender {
	terms, weights := r.weighed(p)
	list := x.contenders(r, p, terms, weights, fullCandidates)
	total := 0.0
	for _, w := range weights {
		total += w.value
	}
	wanting := wanting(r, list, total)
	if wanting == 0 { // then nobody need read what has not a word of the question
		list = slices.DeleteFunc(list, func(c *contender) bool { return c.values[passageWords] == 0 })
	}
	for _, c := range list {
		c.values[wordsReplaced] *= wanting
		c.values[replacedOften] *= wanting
		c.values[headlineReplaced] *= wanting
		c.weigh()
	}
	slices.SortFunc(list, compareContenders)
	x.vote(r, list, weights)
	slices.SortFunc(list, compareContenders)
	return collapse(apart(list, candidates))
}

// contenders are the windows of the passages that may answer a part of the
// question, measured: all windows of the best passages, as many as full says, and
// the best window by BM25 of each of the others.
func (x *newsIndex) contenders(r *request, p *part, terms []bm25.Term, weights weights, full int) []*contender {
	s := &windowScratch{weights: weights, mean: x.meanLength(), like: r.like}
	whole := map[uint32]float64{}
	for _, h := range x.articles.Search(terms, candidates) {
		whole[h.Doc] = h.Score
	}
	var list []*contender
	best := map[*heldArticle]float64{}
	seen := map[window]bool{}
	for i, h := range x.candidates(r, p, terms, s) {
		windows := x.windows(h.Doc, s)
		if i >= full {
			windows = slices.SortedFunc(slices.Values(windows), func(a, b scoredWindow) int { return cmp.Compare(b.score, a.score) })[:1]
		}
		for _, w := range windows {
			if seen[w.window] {
				continue
			}
			seen[w.window] = true
			c := &contender{window: w.window, passage: x.held[h.Doc], terms: w.terms, names: w.names}
			c.values[passageWords] = h.Score
			c.values[windowWords] = w.score
			c.base = baseShare*h.Score + (1-baseShare)*w.score
			s.measure(c, r)
			best[c.article] = max(best[c.article], c.base)
			list = append(list, c)
		}
	}
	for _, c := range list {
		c.values[bestOfArticle] = best[c.article]
		c.values[wholeArticle] = whole[c.article.number]
		s.measureArticle(c, r, p)
	}
	return list
}

// candidates are the passages that are ranked in full, with their BM25: the best
// for the terms of the question, then the best for these and what may stand for
// them.
func (x *newsIndex) candidates(r *request, p *part, terms []bm25.Term, s *windowScratch) []bm25.Hit {
	admits := func(n uint32) bool {
		a := x.held[n].article
		return p.admits(a) && (r.articles == nil || r.articles(a.article))
	}
	found := x.passages.SearchFunc(terms, candidates, admits)
	if len(s.like.terms) == 0 {
		return found
	}
	known := make(map[uint32]bool, len(found))
	for _, h := range found {
		known[h.Doc] = true
	}
	for _, h := range x.passages.SearchFunc(slices.Concat(terms, s.like.terms), likeCandidates, admits) {
		if !known[h.Doc] {
			found = append(found, bm25.Hit{Doc: h.Doc, Score: s.bm25(x.held[h.Doc].terms.decode(nil))})
		}
	}
	return found
}

// compareContenders orders by score; equal ones by article and offset.
func compareContenders(a, b *contender) int {
	return cmp.Or(
		cmp.Compare(b.score, a.score),
		cmp.Compare(a.article.article.ID, b.article.article.ID),
		cmp.Compare(a.first, b.first))
}

// weights are the weights of a question's terms.
type weights []weight

type weight struct {
	id    termID
	value float64
}

// of is a linear search: questions have a dozen terms or two.
func (w weights) of(id termID) float64 {
	for i := range w {
		if w[i].id == id {
			return w[i].value
		}
	}
	return 0
}

// weighed are the request's terms as a part of it weighs them.
func (r *request) weighed(p *part) ([]bm25.Term, weights) {
	terms := make([]bm25.Term, len(r.terms))
	ids := make(weights, len(r.terms))
	for i, t := range r.terms {
		w := t.weight
		if p.terms != nil && !p.terms[t.text] {
			w *= elsewhere
		}
		terms[i] = bm25.Term{Text: t.text, Weight: w}
		ids[i] = weight{t.id, w * t.rarity}
	}
	return terms, ids
}

// adjacent is the weight of the pairs of terms that follow each other in the
// question and in the passage: "foreign minister" is more than "foreign" and
// "minister".
func adjacent(wanted, passage []termID, weights weights) float64 {
	sum := 0.0
	for i := 1; i < len(wanted); i++ {
		for j := 1; j < len(passage); j++ {
			if passage[j] == wanted[i] && passage[j-1] == wanted[i-1] {
				sum += (weights.of(wanted[i-1]) + weights.of(wanted[i])) / 2
				break
			}
		}
	}
	return sum
}

// collapse leaves out near copies of better passages.
func collapse(list []*contender) []*contender {
	var kept []*contender
	var compared [][]uint64
	for i, c := range list {
		if i >= comparedCopies {
			return append(kept, list[i:]...)
		}
		own := shingles(c.terms)
		if slices.ContainsFunc(compared, func(other []uint64) bool { return contained(own, other) >= copyShare }) {
			continue
		}
		kept, compared = append(kept, c), append(compared, own)
	}
	return kept
}

// shingles are the runs of three terms, sorted, each once.
func shingles(terms []termID) []uint64 {
	var s []uint64
	for i := 2; i < len(terms); i++ {
		s = append(s, uint64(terms[i-2])<<42^uint64(terms[i-1])<<21^uint64(terms[i]))
	}
	slices.Sort(s)
	return slices.Compact(s)
}

// contained is the share of the smaller set that the other has too.
func contained(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); ok {
			n++
		}
	}
	return float64(n) / math.Min(float64(len(a)), float64(len(b)))
}
