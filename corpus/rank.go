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
	considered     = 300 // passages of which these are chosen: see candidates
	fullCandidates = 30  // of these with all their windows, the others with their best
	likeCandidates = 100 // and of those that are found by what may stand for a term
	k1             = .9  // of the BM25 of a window: see package bm25
	lengthShare    = .4  // its B
	baseShare      = .5  // of the passage's BM25 beside the window's, in what others are shares of
	elsewhere      = .4  // weight of a term outside the clause on the outlet
	focusWeight    = .5  // weight of "country" in "which country"
	nameWeight     = 1.2 // weight of a term in a name, where no outlet is asked
	copyShare      = .8  // of its three-word shingles makes a near copy
	comparedCopies = 30  // of the best that are compared for it
)

// A contender is a window with its place in a ranking.
type contender struct {
	window
	passage *heldPassage
	terms   []termID // of the window
	names   []bool   // which of the terms may be names or numbers
	ofPart  bool     // of what the question asks of an outlet
	base    float64  // of BM25 alone
	values  [measures]float64
	score   float64
	chance  float64 // to be the window that answers its part: see reckon
	covered float64 // weight of the question's terms that it has
}

// rank ranks the passages for a request: by one ranking for each mention of an
// outlet, and by one over all articles where that is not enough.
func (x *newsIndex) rank(r *request) []*contender {
	var merged merger
	merged.merge(x.rankings(r, r.parts))
	if len(merged.list) < r.limit {
		merged.merge(x.rankings(r, []*part{{}}))
	}
	return merged.list[:min(len(merged.list), r.limit)]
}

// rankings rank the passages that may answer each part of the question.
func (x *newsIndex) rankings(r *request, parts []*part) []*ranking {
	rankings := x.ordered(r, parts)
	for _, k := range rankings {
		k.reckon()
		k.list = k.scratch.apartWithRests(r, k.part, k.list, candidates)
		if k.part.outlets != nil {
			again(k.list)
		}
		if r.copies {
			k.list = k.list[:min(len(k.list), r.limit)]
		} else {
			k.list = collapse(k.list, r.limit)
		}
	}
	return rankings
}

// ordered rank all windows that may answer each part of the question, of which
// several may share a sentence.
func (x *newsIndex) ordered(r *request, parts []*part) []*ranking {
	rankings := make([]*ranking, len(parts))
	for i, p := range parts {
		rankings[i] = x.ranking(r, p)
	}
	if len(r.parts) == 0 || r.seeks() { // else each passage has a part of the answer
		x.vote(r, rankings)
	}
	return rankings
}

// again measures of each passage how many better ones its article has, and orders
// them anew: what several articles of an outlet say has more of an answer than what
// one says that is told at length.
func again(list []*contender) {
	better := make(map[*heldArticle]float64, len(list))
	for _, c := range list {
		c.values[articleAgain] = better[c.article] * c.score
		better[c.article]++
		c.weigh()
	}
	slices.SortFunc(list, compareContenders)
}

// ranking ranks the windows that may answer a part of the question, without what
// others agree on.
func (x *newsIndex) ranking(r *request, p *part) *ranking {
	names := 1.0
	if p.outlets == nil {
		names = nameWeight
	}
	terms, weights := r.weighed(p, names)
	s := newScratch(weights, x.meanLength())
	s.ofPart = p.outlets != nil
	list := x.contenders(r, x.timely(r, p, x.candidates(r, p, terms, considered)), fullCandidates, s)
	if r.vector.Dimensions() > 0 {
		list = x.bring(r, p, list, s)
	} else if far := wanting(r, list, weights.total()); far > 0 && x.vectors != nil {
		list = x.replace(r, p, list, terms, s, far)
		x.measureArticles(r, p, list, terms, weights)
		for _, c := range list {
			c.weigh()
		}
		if !r.expanded {
			if e := x.expand(r, p, list, far); e != nil {
				return x.ranking(e, p)
			}
		}
		if s.means = x.strange(r, list, weights); s.means != nil {
			list = x.readWhole(r, list, s)
			for _, c := range list {
				s.means.measure(c)
			}
		}
	}
	x.measureArticles(r, p, list, terms, weights)
	for _, c := range list {
		c.weigh()
	}
	if r.vector.Dimensions() > 0 {
		fuse(r, list)
	}
	slices.SortFunc(list, compareContenders)
	return &ranking{p, list, s}
}

// candidates are the best passages for the terms that may answer a part of the
// question.
func (x *newsIndex) candidates(r *request, p *part, terms []bm25.Term, n int) []bm25.Hit {
	return x.passages.SearchFunc(terms, n, func(n uint32) bool {
		a := x.held[n].article
		return p.admits(a) && (r.articles == nil || r.articles(a.article))
	})
}

// timely are the candidates among the passages that were found: those that come
// first where the days of the question count as they do for a window.
func (x *newsIndex) timely(r *request, p *part, hits []bm25.Hit) []bm25.Hit {
	if len(hits) <= candidates {
		return hits
	}
	dated := make([]contender, len(hits))
	for i, h := range hits {
		c := &dated[i]
		*c = contender{window: window{article: x.held[h.Doc].article, first: int32(i)}, base: h.Score, ofPart: p.outlets != nil}
		day, asked := r.nearness(p, c.article.article)
		c.score = h.Score * (1 + day*c.weight(dayNamed) + asked*c.weight(dayAsked))
	}
	slices.SortStableFunc(dated, func(a, b contender) int { return cmp.Compare(b.score, a.score) })
	chosen := make([]bm25.Hit, candidates)
	for i := range chosen {
		chosen[i] = hits[dated[i].first]
	}
	return chosen
}

// contenders are the windows of the passages that were found, measured by
// themselves: all windows of the best passages, as many as full says, and the best
// window by BM25 of each of the others.
func (x *newsIndex) contenders(r *request, hits []bm25.Hit, full int, s *windowScratch) []*contender {
	list := make([]*contender, 0, len(hits)+4*full)
	seen := make(map[window]bool, cap(list))
	for i, h := range hits {
		windows := x.windows(h.Doc, s)
		if i >= full {
			best := 0
			if r.vector.Dimensions() > 0 { // where no window has a word, the passage itself
				best = max(0, slices.IndexFunc(windows, func(w scoredWindow) bool { return w.first == x.held[h.Doc].sentence }))
			}
			for k := range windows {
				if windows[k].score > windows[best].score {
					best = k
				}
			}
			windows = windows[best : best+1]
		}
		for _, w := range windows {
			if seen[w.window] {
				continue
			}
			seen[w.window] = true
			c := &contender{window: w.window, passage: x.held[h.Doc], terms: w.terms, names: w.names, ofPart: s.ofPart}
			c.values[passageWords] = h.Score
			c.values[windowWords] = w.score
			c.base = baseShare*h.Score + (1-baseShare)*w.score
			s.measure(c, r)
			list = append(list, c)
		}
	}
	return list
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

func (w weights) total() float64 {
	sum := 0.0
	for i := range w {
		sum += w[i].value
	}
	return sum
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

// weighed are the request's terms as a part of it weighs them; what is named counts
// as many times as names says.
func (r *request) weighed(p *part, names float64) ([]bm25.Term, weights) {
	terms := make([]bm25.Term, len(r.terms))
	ids := make(weights, len(r.terms))
	for i, t := range r.terms {
		w := t.weight
		if p.terms != nil && !p.terms[t.text] {
			w *= elsewhere
		}
		if t.named {
			w *= names
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
		if wanted[i] == unknownTerm || wanted[i-1] == unknownTerm {
			continue
		}
		for j := 1; j < len(passage); j++ {
			if passage[j] == wanted[i] && passage[j-1] == wanted[i-1] {
				sum += (weights.of(wanted[i-1]) + weights.of(wanted[i])) / 2
				break
			}
		}
	}
	return sum
}

// collapse leaves out near copies of better passages, and stops at the limit.
func collapse(list []*contender, limit int) []*contender {
	var kept []*contender
	var compared [][]uint64
	for i, c := range list {
		if len(kept) == limit {
			break
		}
		if i >= comparedCopies {
			rest := list[i:]
			return append(kept, rest[:min(len(rest), limit-len(kept))]...)
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
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return float64(n) / math.Min(float64(len(a)), float64(len(b)))
}
