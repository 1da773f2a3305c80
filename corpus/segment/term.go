package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words yields the words of text: runs of letters, digits and marks, with
// apostrophes, hyphens and full stops kept inside them ("don't", "U.S",
// "win-win"). The spans are not folded.
func Words(text string) func(yield func(Span) bool) {
	return func(yield func(Span) bool) {
		for i := 0; i < len(text); {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !wordRune(r) {
				i += n
				continue
			}
			start := i
			for i < len(text) {
				r, n := utf8.DecodeRuneInString(text[i:])
				if wordRune(r) {
					i += n
					continue
				}
				if joins(r) && i+n < len(text) {
					if next, _ := utf8.DecodeRuneInString(text[i+n:]); wordRune(next) {
						i += n
						continue
					}
				}
				break
			}
			if !yield(Span{start, i}) {
				return
			}
		}
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func joins(r rune) bool {
	return r == '\'' || r == '’' || r == '-' || r == '.' || r == ',' || r == '‑'
}

// Fold brings a word to the form in which words are compared: lower case,
// without diacritics, with straight apostrophes and hyphens. "Erdoğan" and
// "ERDOGAN" fold to the same bytes.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´':
			r = '\''
		case r == '‐' || r == '‑' || r == '–':
			r = '-'
		}
		switch r {
		case 'ı', 'İ':
			r = 'i'
		case 'ł', 'Ł':
			r = 'l'
		case 'ø', 'Ø':
			r = 'o'
		case 'đ', 'Đ':
			r = 'd'
		case 'ß', 'ẞ':
			b.WriteString("ss")
			continue
		case 'æ', 'Æ':
			b.WriteString("ae")
			continue
		case 'œ', 'Œ':
			b.WriteString("oe")
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// plain reports whether s is folded already, which most words of a text are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '`' {
			return false
		}
	}
	return true
}
