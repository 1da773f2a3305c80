package story

import "math"

// Rarity is the inverse document frequency of a stem, as segment.Stem makes it,
// in the background: 0 for one that is in every article, and at the most for one
// that is in none. A nil Background finds every stem as rare as any other.
func (b *Background) Rarity(stem string) float64 {
	if b == nil {
		return 1
	}
	return math.Log((float64(b.articles) + 1) / (float64(b.counts[stem]) + .5))
}
