// Package phrase reads a sentence word by word, and looks for set phrases in it.
// It is what the readings of dates, events, modality and questions have in common.
package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// A Token is a word with the span that it has in the text.
type Token struct {
	segment.Span
	Word string // as the text has it
	Fold string // see segment.Fold
}

// Tokens are the words of a span of the text, in order.
func Tokens(text string, span segment.Span) []Token {
	var list []Token
	words := span.Of(text)
	for s := range segment.Words(words) {
		word := s.Of(words)
		list = append(list, Token{segment.Span{Start: span.Start + s.Start, End: span.Start + s.End}, word, segment.Fold(word)})
	}
	return list
}

// In reports whether the text, folded, has one of the phrases. Each of them
// stands between spaces, as in " is expected ", so that only whole words are found.
func In(text string, phrases []string) bool {
	folded := " " + Fold(text) + " "
	for _, p := range phrases {
		if strings.Contains(folded, p) {
			return true
		}
	}
	return false
}

// Fold is the text as folded words with one space between them.
func Fold(text string) string {
	var b strings.Builder
	for s := range segment.Words(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(segment.Fold(s.Of(text)))
	}
	return b.String()
}

// Capital reports whether the text begins with a capital letter.
func Capital(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
