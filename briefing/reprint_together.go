package briefing

import (
	"slices"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
)

// together makes one claim of the claims that cite one statement in several articles of
// one text: the original's, or the first, which cites the others' behind its own. The
// order of the claims stays, but that the one stands where the first of them stood.
func (r *reprints) together(claims []Claim) []Claim {
	var kept []Claim
	var words [][]string // of the statement of each that is kept
	heads := map[*corpus.Document][]int{}
	for _, c := range claims {
		own := &c.Citations[0]
		leader := r.leader[own.Article]
		said := saidWords(own.Words)
		at := -1
		for _, i := range heads[leader] {
			k := &kept[i]
			if k.Section == c.Section && len(k.Parts) == 1 && len(c.Parts) == 1 && k.Citations[0].Kind == own.Kind && sameWords(words[i], said) &&
				!slices.ContainsFunc(k.Citations, func(have Citation) bool { return have.Article == own.Article }) {
				at = i
				break
			}
		}
		switch {
		case at < 0:
			kept, words = append(kept, c), append(words, said)
			if leader != nil {
				heads[leader] = append(heads[leader], len(kept)-1)
			}
		case leader.Article.ID == own.Article:
			kept[at].Citations = append(c.Citations, kept[at].Citations...)
			words[at] = said
		default:
			kept[at].Citations = append(kept[at].Citations, *own)
		}
	}
	return kept
}

// saidWords are the words of a statement, folded, in their order.
func saidWords(s string) []string {
	var words []string
	for _, w := range phrase.Tokens(s, corpus.Span{End: len(s)}) {
		words = append(words, w.Fold)
	}
	return words
}

// sameWords reports whether two statements of one text are one that an editor has
// changed at most a few words of: never a number.
func sameWords(a, b []string) bool {
	const same = .75
	left := slices.Clone(b)
	n := 0
	for _, w := range a {
		if i := slices.Index(left, w); i >= 0 {
			left = slices.Delete(left, i, i+1)
			n++
		} else if number(w) {
			return false
		}
	}
	return !slices.ContainsFunc(left, number) && float64(n) >= same*float64(max(len(a), len(b)))
}

// number reports whether a word has a digit.
func number(w string) bool {
	return slices.ContainsFunc([]rune(w), func(r rune) bool { return '0' <= r && r <= '9' })
}
