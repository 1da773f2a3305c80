package corpus

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"briefbot/corpus/bm25"
	"briefbot/corpus/vector"
)

// Where a question has hardly a word of any window, its best articles are read whole,
// and a window counts by the mean vector of its terms.
const (
	strangeFrom = .45 // share of a question in one window, below which that is so
	strangeFull = .3  // and below which the mean vector counts in full
	wholeRead   = 6   // articles
)

// A meaning is the mean vector of a question's terms, the rare ones counting more.
type meaning struct {
	index  *newsIndex
	table  *vector.Table
	words  []int32
	mean   vector.Sum
	rarity []float64 // by termID, 0 where it was not looked up
	share  float64   // that it counts
}

// wordNumbers are the numbers that the terms of an index have in the table of vectors,
// -1 without.
type wordNumbers struct {
	mu   sync.Mutex
	list []int32
}

// of are the numbers of all terms.
func (w *wordNumbers) of(terms *bm25.Terms, table *vector.Table) []int32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n := len(w.list); n < terms.Len(); n++ {
		number := int32(-1)
		if word, ok := table.Lookup(terms.Text(uint32(n))); ok {
			number = int32(word)
		}
		w.list = append(w.list, number)
	}
	return w.list
}

// strange is what the question means, nil where windows have enough of its words.
func (x *newsIndex) strange(r *request, list []*contender, w weights) *meaning {
	share := min(1, (strangeFrom-covered(list, w.total()))/(strangeFrom-strangeFull))
	if share <= 0 {
		return nil
	}
	m := &meaning{index: x, table: x.vectors(), share: share * w.total()}
	m.words = x.words.of(x.terms, m.table)
	m.rarity = make([]float64, len(m.words)+1)
	for i, t := range r.terms {
		if word, ok := m.table.Lookup(t.text); ok {
			m.mean.Add(m.table, word, w[i].value)
		}
	}
	return m
}

// covered is the greatest share of a question that one window has.
func covered(list []*contender, total float64) float64 {
	most := 0.0
	for _, c := range list {
		most = max(most, c.covered/total)
	}
	return most
}

// measure measures how near the window is to the question.
func (m *meaning) measure(c *contender) {
	var mean vector.Sum
	for _, id := range c.terms {
		if id == sentenceEnd || m.words[id-1] < 0 {
			continue
		}
		if m.rarity[id] == 0 {
			m.rarity[id] = m.index.rare(m.index.passages.DFOf(uint32(id - 1)))
		}
		mean.Add(m.table, vector.Word(m.words[id-1]), m.rarity[id])
	}
	c.values[meanNear] = m.share * max(0, mean.Cosine(&m.mean))
}

// readWhole adds the other windows of the articles that come first.
func (x *newsIndex) readWhole(r *request, list []*contender, s *windowScratch) []*contender {
	best := map[*heldArticle]float64{}
	var articles []*heldArticle
	known := make(map[window]bool, len(list))
	for _, c := range list {
		score, ok := best[c.article]
		if !ok {
			articles = append(articles, c.article)
		}
		best[c.article] = max(score, c.score)
		known[c.window] = true
	}
	slices.SortFunc(articles, func(a, b *heldArticle) int {
		return cmp.Or(cmp.Compare(best[b], best[a]), strings.Compare(string(a.article.ID), string(b.article.ID)))
	})
	var hits []bm25.Hit
	for _, a := range articles[:min(wholeRead, len(articles))] {
		for _, number := range a.passages {
			hits = append(hits, bm25.Hit{Doc: number, Score: s.bm25(x.held[number].terms.decode(nil))})
		}
	}
	for _, c := range x.contenders(r, hits, len(hits), s) {
		if known[c.window] {
			continue
		}
		if s.alike != nil {
			s.measureReplaced(c)
		}
		list = append(list, c)
	}
	return list
}

// What a term of the question needs to count for one that is near it; see softly.
const (
	softCosine = .3 // from which it counts, the more the nearer
	softRead   = 10 // windows
)

// softly is the greatest share of a question that one of the best windows has with its
// headline, in its words or in words near them, times the share of its names.
func (x *newsIndex) softly(r *request, list []*contender, w weights, named map[string]bool) float64 {
	if x.vectors == nil {
		return 0
	}
	table := x.vectors()
	words := x.words.of(x.terms, table)
	own, has := make([]vector.Word, len(r.terms)), make([]bool, len(r.terms))
	names := 0.0
	for i, t := range r.terms {
		own[i], has[i] = table.Lookup(t.text)
		has[i] = has[i] && !t.named
		if named[t.text] {
			names += w[i].value
		}
	}
	most := 0.0
	near := make([]float64, len(r.terms))
	for _, c := range list[:min(softRead, len(list))] {
		clear(near)
		for _, id := range slices.Concat(c.terms, c.article.headline) {
			if id == sentenceEnd {
				continue
			}
			for i := range r.terms {
				switch {
				case r.terms[i].id == id:
					near[i] = 1
				case has[i] && near[i] < 1 && words[id-1] >= 0:
					near[i] = max(near[i], (table.Cosine(own[i], vector.Word(words[id-1]))-softCosine)/(1-softCosine))
				}
			}
		}
		sum, had := 0.0, 0.0
		for i, n := range near {
			sum += n * w[i].value
			if n == 1 && named[r.terms[i].text] {
				had += w[i].value
			}
		}
		share := sum / w.total()
		if names > 0 {
			share *= had / names
		}
		most = math.Max(most, share)
	}
	return most
}
