// Package shingle finds near copies: texts that share wording, however much was
// put before it, cut from it, moved about in it or changed.
//
// A text is the set of its shingles, its runs of three words (Broder, "On the
// resemblance and containment of documents", 1997). What counts is containment:
// the share of the smaller set that is in the larger one, so that an excerpt is
// a copy of the whole. Of two articles that report the same event in their own
// words, few shingles are the same; of an article and its reprint, most.
//
// An Index finds the near copies of a new text among many without comparing it
// with each: it lists only one shingle in eight, and compares in full the few
// texts that share some of those.
//
// It is a leaf: it knows nothing of articles.
package shingle

import (
	"slices"

	"briefbot/corpus/segment"
)

const (
	// width is the number of words in a shingle. Pairs of words are too common;
	// of four, too few outlive an editor who changes every fifth word.
	width = 3
	// longest is how many words of a text are read, so that one text of a
	// million words costs no more than a long article.
	longest = 4000

	// contained is the containment from which on two texts are near copies. One
	// word in five replaced leaves half of the shingles, and what a page puts
	// round a short text can be as long as the text. Articles on different events
	// share less than .12; of two on the same event that quote the same statement
	// some share more, so that those who count reprints ask for more.
	contained = .15
	// fewest is the number of shingles that near copies must share besides. It
	// keeps apart short texts that share a phrase.
	fewest = 6
)

// A Set is the shingles of a text as 32-bit hashes, in increasing order, each
// once.
type Set []uint32

// Of returns the shingles of text. Case, diacritics and punctuation make no
// difference. A text of fewer than three words has none.
func Of(text string) Set {
	var words [width]uint64
	var set Set
	n := 0
	for s := range segment.Words(text) {
		words[n%width] = hash(segment.Fold(s.Of(text)))
		if n++; n > longest {
			break
		}
		if n >= width {
			// The words are put together in the order of the text, which the
			// multiplications tell apart.
			h := uint64(0)
			for i := n - width; i < n; i++ {
				h = (h ^ words[i%width]) * 0x9e3779b97f4a7c15
				h ^= h >> 29
			}
			set = append(set, uint32(h>>32))
		}
	}
	slices.Sort(set)
	return slices.Clip(slices.Compact(set))
}

// hash is FNV-1a over 64 bits.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// Shared is the number of shingles that both sets have.
func (s Set) Shared(t Set) int {
	n := 0
	for i, j := 0, 0; i < len(s) && j < len(t); {
		switch {
		case s[i] < t[j]:
			i++
		case s[i] > t[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Containment is the share of the smaller set that is in the larger one, from 0
// to 1; 0 if one of them is empty. It is the same both ways round.
func (s Set) Containment(t Set) float64 {
	if len(s) == 0 || len(t) == 0 {
		return 0
	}
	return float64(s.Shared(t)) / float64(min(len(s), len(t)))
}

// near reports whether the texts of s and t, which share so many shingles, are near
// copies: at least 15 % of the smaller one's shingles are in the larger one, and no
// fewer than six.
func near(shared int, s, t Set) bool {
	return shared >= fewest && float64(shared) >= contained*float64(min(len(s), len(t)))
}
