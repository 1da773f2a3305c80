package corpus

import "briefbot/corpus/segment"

// A window is up to three consecutive sentences of an article, which may lie
// across the cut between two passages: what answers is often a sentence behind
// the one that has the words of the question.
type window struct {
	article *heldArticle
	first   int32 // number of the first sentence in the article
	count   int32
}

// overlaps reports whether the windows share a sentence.
func (w window) overlaps(o window) bool {
	return w.article == o.article && w.first < o.first+o.count && o.first < w.first+w.count
}

// in finds the window in the document.
func (w window) in(d *Document) (Passage, bool) {
	var found Passage
	n, ok := int32(0), false
	for _, p := range d.Passages {
		for s := range segment.Sentences(d.Article.Text, p.Span) {
			if n == w.first {
				found, ok = Passage{Span: s, Class: p.Class}, true
			}
			if n >= w.first+w.count {
				return found, ok
			}
			if ok {
				found.End = s.End
			}
			n++
		}
	}
	return found, ok
}

// A scoredWindow is a window with its terms and its BM25.
type scoredWindow struct {
	window
	terms []termID
	names []bool // which of the terms may be names or numbers
	score float64
}

// windowScratch is what the windows of one ranking share.
type windowScratch struct {
	weights weights
	wanted  filter  // the terms of the weights
	mean    float64 // terms of a passage
	ofPart  bool    // see contender
	tfs     []float64
	ends    []int
	scored  []scoredWindow

	sentence, whole, often []float64 // see measure

	// What windows are measured with beside the question; see replace and vote.
	alike *alikeness // nil where nothing stands for a term
	far   float64
	votes ballot
	means *meaning // nil where the question's words are enough
}

func newScratch(w weights, mean float64) *windowScratch {
	s := &windowScratch{weights: w, mean: mean}
	for i := range w {
		s.wanted.add(w[i].id)
	}
	return s
}

// A filter tells quickly, of most terms, that they are not among a few. It may
// take others for one of these.
type filter [64]uint64

func (f *filter) add(id termID)      { f[id/64%64] |= 1 << (id % 64) }
func (f *filter) may(id termID) bool { return f[id/64%64]&(1<<(id%64)) != 0 }

// windows are the windows that have a sentence of the passage: the passages
// before and after it lend their sentences. The list is good until the next call.
func (x *newsIndex) windows(number uint32, s *windowScratch) []scoredWindow {
	p := x.held[number]
	from, to := number, number+1
	if p.follows {
		from--
	}
	if int(to) < len(x.held) && x.held[to] != nil && x.held[to].article == p.article && x.held[to].follows {
		to++
	}
	size := 0
	for n := from; n < to; n++ {
		size += len(x.held[n].terms)
	}
	terms, names := make([]termID, 0, size), make([]bool, 0, size)
	ends := s.ends[:0] // of the sentences, in terms
	own, behind := 0, 0
	for n := from; n < to; n++ {
		if n == number {
			own = len(ends)
		}
		before := len(terms)
		terms, names = x.held[n].terms.decodeNames(terms, names)
		for i := before; i < len(terms); i++ {
			if terms[i] == sentenceEnd {
				ends = append(ends, i+1)
			}
		}
		if n == number {
			behind = len(ends)
		}
	}
	s.ends = ends
	start := func(i int) int {
		if i == 0 {
			return 0
		}
		return ends[i-1]
	}
	all := s.scored[:0]
	for i := max(0, own-passageSentences+1); i < behind; i++ {
		j := min(i+passageSentences, len(ends))
		if j-i < passageSentences && len(all) > 0 {
			break // a part of the window before it
		}
		of := terms[start(i):ends[j-1]]
		all = append(all, scoredWindow{window{p.article, x.held[from].sentence + int32(i), int32(j - i)}, of, names[start(i):ends[j-1]], s.bm25(of)})
	}
	s.scored = all
	return all
}

// bm25 is the score of the terms as package bm25 reckons it for a document.
func (s *windowScratch) bm25(terms []termID) float64 {
	s.tfs = append(s.tfs[:0], make([]float64, len(s.weights))...)
	for _, id := range terms {
		if !s.wanted.may(id) {
			continue
		}
		for i := range s.weights {
			if s.weights[i].id == id {
				s.tfs[i]++
				break
			}
		}
	}
	norm := k1 * (1 - lengthShare + lengthShare*float64(len(terms))/s.mean)
	sum := 0.0
	for i, tf := range s.tfs {
		sum += s.weights[i].value * tf * (k1 + 1) / (tf + norm)
	}
	return sum
}

// apart leaves out windows that share a sentence with a better one, and stops at
// the limit.
func apart(list []*contender, limit int) []*contender {
	var kept []*contender
	taken := map[*heldArticle][]window{}
next:
	for _, c := range list {
		for _, w := range taken[c.article] {
			if w.overlaps(c.window) {
				continue next
			}
		}
		taken[c.article] = append(taken[c.article], c.window)
		if kept = append(kept, c); len(kept) == limit {
			break
		}
	}
	return kept
}
