package vector

import (
	"cmp"
	"math/bits"
	"slices"
)

// A sketch has a bit for each coordinate, set where it is positive: words whose
// bits differ in few places have a small angle between them (Charikar, Similarity
// estimation techniques from rounding algorithms, 2002).
type sketch [2]uint64

func sketchOf(coordinates *[Dimensions]int8) sketch {
	var s sketch
	for i, c := range coordinates {
		s[i/64] |= uint64(uint8(-c)>>7) << (i % 64)
	}
	return s
}

// A Neighbour is a word near another one.
type Neighbour struct {
	Word   Word
	Cosine float64
}

// farthest is how many bits a neighbour's sketch may differ in: of two words with
// a cosine of .6, some 30 do, give or take 5.
const farthest = 36

// Near are the n words nearest to one, without itself, nearest first, of those
// with a cosine of at least least and whose sketches do not lie far apart: some
// tenths of a millisecond in place of ten.
func (t *Table) Near(w Word, n int, least float64) []Neighbour {
	own := t.signs[w]
	var near []Neighbour
	for i, s := range t.signs {
		if bits.OnesCount64(s[0]^own[0])+bits.OnesCount64(s[1]^own[1]) > farthest || Word(i) == w {
			continue
		}
		if c := t.Cosine(w, Word(i)); c >= least {
			near = append(near, Neighbour{Word(i), c})
		}
	}
	slices.SortFunc(near, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.Word, b.Word))
	})
	return near[:min(n, len(near))]
}
