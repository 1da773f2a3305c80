// Package phrase reads a sentence word by word, looks for set phrases in it, and makes
// the tables of words that such readings go by.
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

// Number is the number that a folded word spells: one to twenty, and the tens up to
// sixty.
func Number(fold string) (int, bool) {
	n, ok := numbers[fold]
	return n, ok
}

var numbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}
