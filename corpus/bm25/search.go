package bm25

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// windowLen is the number of slots that are scored at a time. The sums of a
// window fit the first-level cache.
const windowLen = 4096

// slack widens bounds by more than the rounding of any sum of terms, so that
// rounding never costs a document its place.
const slack = 1 + 1e-9

// A search is the scratch space of one search.
type search struct {
	cursors []*cursor // one for each term, in the order of factors
	pool    []*cursor
	sums    [windowLen]float64
	seen    [windowLen / 64]uint64
	slots   []uint32  // candidates of a window, ascending
	scores  []float64 // and what they have so far
	top     []Hit     // the best so far, the worst of them first
}

var searches = sync.Pool{New: func() any { return new(search) }}

// Search returns the n documents of the highest score among those that hold a
// term of the query, best first; those of equal score are ordered by their
// numbers.
//
// The result is exact. What is left out of the reckoning is left out by bounds:
// the terms of the query are ordered by weight · idf, those at the end of that
// order which even together cannot lift a document into the result only add to
// documents that other terms brought up (Turtle and Flood's MaxScore, 1995), and
// windows and blocks whose own bounds are too low are passed over (Ding and
// Suel's block-max indexes, 2011).
func (x *Index) Search(query []Term, n int) []Hit { return x.SearchFunc(query, n, nil) }

// SearchFunc is Search among the documents that keep admits; a nil keep admits
// all. It is called last of all, for documents whose score has earned a place,
// and must not call a method of the index.
func (x *Index) SearchFunc(query []Term, n int, keep func(doc uint32) bool) []Hit {
	x.mu.RLock()
	defer x.mu.RUnlock()
	n = min(n, x.t.live)
	if n <= 0 {
		return nil
	}
	s := searches.Get().(*search)
	defer searches.Put(s)
	score := x.scorer()
	s.open(x, score, query)
	defer s.close()
	s.top = s.top[:0]
	for from := uint32(0); s.window(&x.t, score, &from, n, keep); {
	}
	hits := append([]Hit(nil), s.top...)
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc))
	})
	return hits
}

// A factor is a term of a query as it enters the score.
type factor struct {
	text   string
	number uint32
	idf    float64
	factor float64 // weight · idf · (K1+1)
}

// factors are the terms of the query that live documents hold, in the order in
// which scores are summed: by factor, descending, then by text.
func (x *Index) factors(score scorer, query []Term) []factor {
	fs := make([]factor, 0, len(query))
	for _, q := range query {
		number, ok := x.terms.Number(q.Text)
		if !ok || !(q.Weight > 0) || math.IsInf(q.Weight, 1) || x.t.df(number) == 0 {
			continue
		}
		i := slices.IndexFunc(fs, func(f factor) bool { return f.number == number })
		if i < 0 {
			i = len(fs)
			fs = append(fs, factor{text: q.Text, number: number, idf: score.idf(x.t.df(number))})
		}
		fs[i].factor += q.Weight // the weight alone, for now
	}
	for i := range fs {
		fs[i].factor *= fs[i].idf * (score.k1 + 1)
	}
	slices.SortFunc(fs, func(a, b factor) int {
		return cmp.Or(cmp.Compare(b.factor, a.factor), cmp.Compare(a.text, b.text))
	})
	return fs
}

// open sets a cursor to the start of each of the query's lists.
func (s *search) open(x *Index, score scorer, query []Term) {
	fs := x.factors(score, query)
	for len(s.pool) < len(fs) {
		s.pool = append(s.pool, new(cursor))
	}
	s.cursors = s.pool[:len(fs)]
	for i, f := range fs {
		c := s.cursors[i]
		c.stand(&x.t.lists[f.number])
		c.factor, c.bound = f.factor, 0
		for j := range c.list.blocks() {
			c.bound = max(c.bound, c.most(score, j))
		}
	}
}

// close lets go of the index, which the scratch space may outlive.
func (s *search) close() {
	for _, c := range s.cursors {
		c.list = nil
	}
}

// most bounds what the cursor's term adds to a document of block i.
func (c *cursor) most(score scorer, i int) float64 {
	b := c.list.at(i)
	return score.of(c.factor, b.tf, b.length)
}

// window scores the next windowLen slots that matter, from *from onwards, and
// moves *from behind them. It reports false when there is nothing left.
func (s *search) window(t *tables, score scorer, from *uint32, n int, keep func(uint32) bool) bool {
	need := s.need(n)
	lead := leading(s.cursors, need, func(c *cursor) float64 { return c.bound })
	lo, found := uint32(math.MaxUint32), false
	for _, c := range s.cursors[:lead] {
		if c.seek(*from) {
			lo, found = min(lo, c.slots[c.pos]), true
		}
	}
	if !found {
		return false
	}
	hi := uint32(min(uint64(lo)+windowLen, math.MaxUint32))
	*from = hi

	total := 0.
	for _, c := range slices.Backward(s.cursors) {
		c.after = total
		c.within = c.bounds(score, lo, hi)
		total += c.within
	}
	if total*slack < need {
		return true
	}
	lead = leading(s.cursors, need, func(c *cursor) float64 { return c.within })
	before := 0.
	for _, c := range s.cursors[:lead] {
		s.accumulate(c, score, t.lengths, lo, hi, before+c.after, need)
		before += c.within
	}
	rest := 0.
	if lead < len(s.cursors) {
		rest = s.cursors[lead].within + s.cursors[lead].after
	}
	s.collect(t, lo, rest, need)
	for _, c := range s.cursors[lead:] {
		s.complete(c, score, t.lengths, need)
	}
	for i, slot := range s.slots {
		s.offer(Hit{t.docs[slot], s.scores[i]}, n, keep)
	}
	return true
}

// need is the score below which a document has no place in the result.
func (s *search) need(n int) float64 {
	if len(s.top) < n {
		return 0
	}
	return s.top[0].Score
}

// leading is the number of cursors without which no document reaches need: the
// bounds of those behind them do not add up to it.
func leading(cursors []*cursor, need float64, bound func(*cursor) float64) int {
	lead, rest := len(cursors), 0.
	for lead > 0 {
		rest += bound(cursors[lead-1])
		if !(rest*slack < need) {
			break
		}
		lead--
	}
	return lead
}

// bounds bounds what the cursor's term adds to a document of a slot in [lo, hi).
func (c *cursor) bounds(score scorer, lo, hi uint32) (most float64) {
	c.skip(lo)
	for i := c.block; i < c.list.blocks(); i++ {
		if i > 0 && c.list.at(i-1).last >= hi-1 {
			break
		}
		most = max(most, c.most(score, i))
	}
	return most
}

// accumulate adds the scores of a leading term in the window to the sums, but
// for those of blocks that cannot reach need with all that other terms may add.
func (s *search) accumulate(c *cursor, score scorer, lengths []uint32, lo, hi uint32, others, need float64) {
	for ; !c.done(); c.next() {
		if c.block > 0 && c.list.at(c.block-1).last >= hi-1 {
			return
		}
		if (others+c.most(score, c.block))*slack < need {
			if c.list.at(c.block).last >= hi {
				return
			}
			continue
		}
		if !c.decoded {
			c.decode()
		}
		for i := c.pos; i < c.n; i++ {
			slot := c.slots[i]
			if slot < lo {
				continue
			}
			if slot >= hi {
				c.pos = i
				return
			}
			at := slot - lo
			s.sums[at] += score.of(c.factor, c.tfs[i], lengths[slot])
			s.seen[at/64] |= 1 << (at % 64)
		}
	}
}

// collect makes candidates of the live documents of the window that can reach
// need by what the other terms may add, and clears the window.
func (s *search) collect(t *tables, lo uint32, others, need float64) {
	s.slots, s.scores = s.slots[:0], s.scores[:0]
	for i, word := range s.seen {
		if word == 0 {
			continue
		}
		s.seen[i] = 0
		for ; word != 0; word &= word - 1 {
			at := uint32(i*64 + bits.TrailingZeros64(word))
			sum := s.sums[at]
			s.sums[at] = 0
			if (sum+others)*slack < need || t.isDead(lo+at) {
				continue
			}
			s.slots = append(s.slots, lo+at)
			s.scores = append(s.scores, sum)
		}
	}
}

// complete adds the scores of a term that is not leading to the candidates, and
// drops those that can no longer reach need.
func (s *search) complete(c *cursor, score scorer, lengths []uint32, need float64) {
	n, rest := 0, c.within+c.after
	for i, slot := range s.slots {
		sum := s.scores[i]
		if (sum+rest)*slack < need {
			continue
		}
		if c.seek(slot) && c.slots[c.pos] == slot {
			sum += score.of(c.factor, c.tfs[c.pos], lengths[slot])
		}
		s.slots[n], s.scores[n] = slot, sum
		n++
	}
	s.slots, s.scores = s.slots[:n], s.scores[:n]
}

// offer puts a document among the best n if it belongs there.
func (s *search) offer(h Hit, n int, keep func(uint32) bool) {
	full := len(s.top) == n
	if full && !worse(s.top[0], h) || keep != nil && !keep(h.Doc) {
		return
	}
	if !full {
		s.top = append(s.top, h)
		for i := len(s.top) - 1; i > 0; { // up
			up := (i - 1) / 2
			if !worse(s.top[i], s.top[up]) {
				break
			}
			s.top[i], s.top[up] = s.top[up], s.top[i]
			i = up
		}
		return
	}
	s.top[0] = h
	for i := 0; ; { // down
		least := i
		for _, j := range [2]int{2*i + 1, 2*i + 2} {
			if j < n && worse(s.top[j], s.top[least]) {
				least = j
			}
		}
		if least == i {
			return
		}
		s.top[i], s.top[least] = s.top[least], s.top[i]
		i = least
	}
}

// worse reports whether a comes behind b.
func worse(a, b Hit) bool {
	return a.Score < b.Score || a.Score == b.Score && a.Doc > b.Doc
}
