package corpus

import (
	"cmp"
	"math"
	"slices"

	"briefbot/corpus/bm25"
	"briefbot/corpus/clean"
)

// The knobs of ranking, set by hand on the shared benchmarks with all of their
// questions in view. The figures stand in cmd/briefbot/testdata/retrieval.txt.
// Unless it says otherwise, a share is what a unit of its measure adds to a
// score, and all measures count in units of the terms' rarity.
const (
	candidates     = 150 // passages that are ranked in full
	k1             = .9  // of the BM25 of a window: see package bm25
	lengthShare    = .4  // its B
	passageShare   = .5  // BM25 of the passage as it was cut
	windowShare    = .5  // BM25 of the three sentences that are shown
	sentenceShare  = .35 // terms of the question in the best sentence
	adjacentShare  = .35 // neighbours in the question that are neighbours here
	bestShare      = .25 // score of the article's best passage
	articleShare   = .45 // BM25 of the article as a whole
	headlineShare  = .1  // terms of the question in the headline
	dayShare       = .8  // of the score, where it is of a day that the question names
	askedShare     = .6  // of the score, where it is of the days before the question
	recentShare    = .3  // more of that, where the question says "this week"
	roundupShare   = -.4 // of the score, in a list of the day's stories
	captionShare   = -.3 // of the score, in a caption: it tells of the picture
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
	base    float64  // of BM25 alone
	pairs   float64  // weight of the neighbouring terms that are neighbours here
	whole   float64  // BM25 of the article as a whole
	score   float64
	why     []Factor
}

func (r *contender) add(name string, value float64) {
	if value != 0 {
		r.score += value
		r.why = append(r.why, Factor{name, value})
	}
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
	found := x.passages.SearchFunc(terms, candidates, func(n uint32) bool {
		a := x.held[n].article
		return p.admits(a) && (r.articles == nil || r.articles(a.article))
	})
	whole := map[uint32]float64{}
	for _, h := range x.articles.Search(terms, candidates) {
		whole[h.Doc] = h.Score
	}
	var list []*contender
	best := map[*heldArticle]float64{}
	seen := map[window]bool{}
	scratch := windowScratch{weights: weights, mean: x.meanLength()}
	for _, h := range found {
		w := x.bestWindow(h.Doc, &scratch)
		if seen[w.window] {
			continue
		}
		seen[w.window] = true
		c := &contender{window: w.window, passage: x.held[h.Doc], terms: w.terms}
		c.add("passage", passageShare*h.Score)
		c.add("window", windowShare*w.score)
		c.base = c.score
		c.add("sentence", sentenceShare*w.sentence)
		c.pairs = adjacent(r.sequence, w.terms, weights)
		c.add("adjacent terms", adjacentShare*c.pairs)
		best[c.article] = max(best[c.article], c.base)
		list = append(list, c)
	}
	for _, c := range list {
		own := c.score
		c.whole = whole[c.article.number]
		c.add("best of the article", bestShare*best[c.article])
		c.add("whole article", articleShare*c.whole)
		headline := 0.0
		for _, id := range c.article.headline {
			headline += weights.of(id)
		}
		c.add("headline", headlineShare*headline)
		day, asked := r.nearness(p, c.article.article)
		c.add("day named", dayShare*day*own)
		c.add("day asked", askedShare*asked*own)
		if r.recent {
			c.add("recent", recentShare*asked*own)
		}
		if c.article.roundup {
			c.add("roundup", roundupShare*own)
		}
		if c.passage.class == clean.Caption {
			c.add("caption", captionShare*own)
		}
	}
	slices.SortFunc(list, compareContenders)
	return collapse(apart(list))
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
