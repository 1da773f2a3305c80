package shingle

import (
	"cmp"
	"slices"
)

const (
	// sampled is the share of shingles that are listed, one in so many: those
	// whose hash it divides, so that two texts list the same of those they share.
	sampled = 8
	// whole is the size up to which all shingles of a text are listed: of a
	// teaser, one in eight could be none.
	whole = 48
	// popular is how many texts of a list are looked at, newest first. A shingle
	// that more texts have is a phrase of the trade and tells nothing.
	popular = 64
	// compared is how many texts are compared in full.
	compared = 64
	// Standard is the number of texts that an Index of Limit 0 remembers.
	Standard = 100_000
)

// A Copy is a text of the index that is a near copy of another.
type Copy struct {
	// Text is the number that Add returned.
	Text int
	// Containment is the share of the smaller text's shingles in the larger.
	Containment float64
}

// An Index remembers the texts that were added last and finds the near copies of
// a new one among them. The zero value is an empty index, ready for use. It is
// not safe for use by several goroutines.
//
// It takes about 2 KB of memory for a text of 300 words, and never holds more
// than a quarter above Limit texts.
type Index struct {
	// Limit is how many texts are remembered, the newest; 0 stands for Standard.
	// It must not be changed while the index is in use.
	Limit int

	first int   // number of the oldest text in sets
	sets  []Set // by number, from first on
	heads map[uint32]int32
	// posts are lists of texts, linked from the newest to the oldest.
	posts []post
}

type post struct {
	text int32 // position in sets
	next int32 // position in posts, -1 at the end
}

// Add remembers a text by its shingles and returns its number. Texts are
// numbered from 0 in the order in which they are added. The index keeps the set,
// which must not be changed any more.
func (x *Index) Add(s Set) int {
	limit := x.Limit
	if limit <= 0 {
		limit = Standard
	}
	if len(x.sets) >= limit+limit/4 {
		x.forget(len(x.sets) - limit + 1)
	}
	x.sets = append(x.sets, s)
	x.list(len(x.sets) - 1)
	return x.first + len(x.sets) - 1
}

// forget drops the n oldest texts and lists the others anew.
func (x *Index) forget(n int) {
	x.sets = slices.Clone(x.sets[n:])
	x.first += n
	x.heads, x.posts = nil, nil
	for i := range x.sets {
		x.list(i)
	}
}

func (x *Index) list(text int) {
	if x.heads == nil {
		x.heads = make(map[uint32]int32)
	}
	s := x.sets[text]
	for _, h := range s {
		if h%sampled != 0 && len(s) > whole {
			continue
		}
		next, ok := x.heads[h]
		if !ok {
			next = -1
		}
		x.heads[h] = int32(len(x.posts))
		x.posts = append(x.posts, post{int32(text), next})
	}
}

// Near returns the near copies of a text, those with the largest containment
// first and the older first where it is the same. It compares at most 64 texts
// in full, those that share the most listed shingles.
func (x *Index) Near(s Set) []Copy {
	shared := map[int32]int{}
	for _, h := range s {
		p, ok := x.heads[h]
		if !ok {
			continue
		}
		for n := 0; p >= 0 && n < popular; n++ {
			shared[x.posts[p].text]++
			p = x.posts[p].next
		}
	}
	type candidate struct {
		text   int32
		shared int
	}
	candidates := make([]candidate, 0, len(shared))
	for text, n := range shared {
		candidates = append(candidates, candidate{text, n})
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.text, b.text))
	})
	var copies []Copy
	for _, c := range candidates[:min(len(candidates), compared)] {
		t := x.sets[c.text]
		if n := s.Shared(t); near(n, s, t) {
			copies = append(copies, Copy{x.first + int(c.text), float64(n) / float64(min(len(s), len(t)))})
		}
	}
	slices.SortFunc(copies, func(a, b Copy) int {
		return cmp.Or(cmp.Compare(b.Containment, a.Containment), cmp.Compare(a.Text, b.Text))
	})
	return copies
}
