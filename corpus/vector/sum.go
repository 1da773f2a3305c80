package vector

import "math"

// A Sum adds up the vectors of words. Its zero value is the sum of none.
type Sum [Dimensions]float64

// Add adds the vector of a word, of the length weight.
func (s *Sum) Add(t *Table, w Word, weight float64) {
	weight /= float64(t.lengths[w])
	for i, c := range t.coordinates(w) {
		s[i] += weight * float64(c)
	}
}

// Cosine is the cosine of the angle between two sums, 0 where one of them has no
// length.
func (s *Sum) Cosine(o *Sum) float64 {
	dot, own, other := 0.0, 0.0, 0.0
	for i, c := range s {
		dot += c * o[i]
		own += c * c
		other += o[i] * o[i]
	}
	if own == 0 || other == 0 {
		return 0
	}
	return dot / math.Sqrt(own*other)
}
