package check

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// word is one word of a text as quotations are compared by it.
type word struct {
	corpus.Span
	// form is the word in Unicode's form NFC, with straight apostrophes, without
	// the full stops of an abbreviation and the commas of a number.
	form string
	// bound is true behind a hyphen: "escalate" in "de-escalate". A quotation
	// neither begins nor ends inside a compound, or "negotiable" would be found in
	// "non-negotiable".
	bound bool
	// bracketed is true between brackets, in a claim.
	bracketed bool
}

// wordsIn yields the words of a span of text. Compounds come in their parts, so
// that it does not matter which dash holds them together; scripts without spaces
// come rune by rune.
func wordsIn(text string, span corpus.Span) iter.Seq[word] {
	return func(yield func(word) bool) {
		bound := false
		for i := span.Start; i < span.End; {
			r, n := utf8.DecodeRuneInString(text[i:span.End])
			if !wordRune(r) {
				if !hyphen(r) || i == span.Start {
					bound = false
				} else {
					last, _ := utf8.DecodeLastRuneInString(text[span.Start:i])
					bound = wordRune(last)
				}
				i += n
				continue
			}
			start := i
			for i += n; i < span.End && !alone(r); {
				next, n := utf8.DecodeRuneInString(text[i:span.End])
				if alone(next) && !unicode.IsMark(next) || !wordRune(next) && !within(text, i, n, span) {
					break
				}
				i += n
			}
			w := word{Span: corpus.Span{Start: start, End: i}, bound: bound}
			w.form = form(w.Of(text))
			bound = false
			if w.form != "" && !yield(w) {
				return
			}
		}
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// alone reports whether a rune is a word by itself.
func alone(r rune) bool {
	return r >= 'ก' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// within reports whether what stands at i, and is n bytes long, is inside a word:
// an apostrophe, the full stop of "U.S.A", the comma of "1,000", or a character
// that nobody sees.
func within(text string, i, n int, span corpus.Span) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	if unicode.Is(unicode.Cf, r) {
		return true
	}
	if i+n >= span.End {
		return false
	}
	last, width := utf8.DecodeLastRuneInString(text[span.Start:i])
	next, _ := utf8.DecodeRuneInString(text[i+n : span.End])
	if !wordRune(next) || alone(next) {
		return false
	}
	switch r {
	case '\'', '’', 'ʼ':
		return unicode.IsLetter(last) && unicode.IsLetter(next)
	case ',':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '.':
		if unicode.IsDigit(last) && unicode.IsDigit(next) {
			return true
		}
		before := ' '
		if i-width > span.Start {
			before, _ = utf8.DecodeLastRuneInString(text[span.Start : i-width])
		}
		return unicode.IsLetter(last) && !unicode.IsLetter(before) // an initial
	}
	return false
}

// ligatures are letters that printers run together: one with them is the same word.
// Other characters of compatibility are not taken apart: “²” is not “2”.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// form is the word as it is compared.
func form(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c == '.' || c == ',' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	digits := s[0] >= '0' && s[0] <= '9'
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '’' || r == 'ʼ':
			return '\''
		case r == ',' || r == '.' && !digits || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, ligatures.Replace(s)))
}

// lowerFirst is s with its first letter in lower case: whoever quotes may begin
// a sentence with it, or go on with one.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if l := unicode.ToLower(r); l != r {
		return string(l) + s[n:]
	}
	return s
}

// negates reports whether a folded word turns a sentence into its contrary.
func negates(fold string) bool {
	return negations[fold] || strings.HasSuffix(fold, "n't")
}

var negations = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`not no never nor neither none nothing nobody cannot without
		nicht kein keine keinen nie niemals ne pas jamais sin nunca jamas non mai niet geen nao nunca`) {
		m[w] = true
	}
	return m
}()

// A claimed is what somebody claims was said: its words, in pieces between
// ellipses.
type claimed struct {
	words []word
	ids   []entry // of each word in the index, the zero entry for an unknown one
	// turned is true where the message tells the contrary of the words: "denied that …".
	turned bool
	cuts   []int // where a piece begins in words, but for the first
}

// pieces yields the half-open ranges of words between ellipses.
func (c *claimed) pieces() []run {
	var pieces []run
	start := 0
	for _, cut := range append(c.cuts, len(c.words)) {
		if cut > start {
			pieces = append(pieces, run{start, cut})
		}
		start = cut
	}
	return pieces
}

// run is a half-open range of words.
type run struct{ from, to int }

func (r run) len() int { return r.to - r.from }

// parseClaim reads a claimed quotation. Marks, brackets around an ellipsis, white
// space and punctuation are no part of its words.
func parseClaim(text string) claimed {
	var c claimed
	last, inside := 0, false
	for w := range wordsIn(text, corpus.Span{End: len(text)}) {
		if len(c.words) > 0 && ellipsis(text[last:w.Start]) {
			c.cuts = append(c.cuts, len(c.words))
		}
		switch between := text[last:w.Start]; {
		case strings.Contains(between, "["):
			inside = true
		case strings.Contains(between, "]"):
			inside = false
		}
		w.bracketed = inside
		c.words = append(c.words, w)
		last = w.End
	}
	return c
}

// ellipsis reports whether what stands between two words leaves something out.
func ellipsis(between string) bool {
	return strings.ContainsRune(between, '…') || strings.Contains(between, "...") || strings.Contains(between, ". . .")
}

// fold is the word as it is looked for.
func (w *word) fold() string { return segment.Fold(w.form) }
