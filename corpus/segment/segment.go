// Package segment cuts prose into paragraphs, sentences, passages and search
// terms. It is the lowest rung of the program: it knows text and byte offsets,
// and nothing of articles.
//
// Every Span it returns is a half-open range of byte offsets into the text it
// was given, never starts or ends inside a UTF-8 sequence, and carries no white
// space at either end.
package segment

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a half-open range of byte offsets, text[Start:End].
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// In reports whether s is a valid range of text: ordered, inside it, and cut
// between UTF-8 sequences, not in one.
func (s Span) In(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		boundary(text, s.Start) && boundary(text, s.End)
}

func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i])
}

// Of returns the bytes of text that s covers; s must be In(text).
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Covers reports whether t lies inside s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlap is the number of bytes that s and t share.
func (s Span) Overlap(t Span) int {
	return max(0, min(s.End, t.End)-max(s.Start, t.Start))
}

// Trim narrows s until neither end is white space. A span of white space alone
// becomes empty.
func Trim(text string, s Span) Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

// Lines yields the lines of text that hold more than white space, trimmed, with
// their number counted from 1 as an editor counts them.
func Lines(text string) iter.Seq2[int, Span] {
	return func(yield func(int, Span) bool) {
		for start, n := 0, 1; start < len(text); n++ {
			end := len(text)
			if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
				end = start + i
			}
			if s := Trim(text, Span{start, end}); s.Len() > 0 && !yield(n, s) {
				return
			}
			start = end + 1
		}
	}
}

// Paragraphs yields the paragraphs of text. A paragraph is a line: news text
// comes with one paragraph to the line, with or without empty lines between.
func Paragraphs(text string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for _, s := range Lines(text) {
			if !yield(s) {
				return
			}
		}
	}
}

// Passages cuts consecutive paragraphs into passages of at most n consecutive
// sentences, without overlap. A passage may run from one paragraph into the
// next, as news does that gives every sentence a paragraph of its own; it never
// skips one, so paragraphs that do not adjoin belong in separate calls.
func Passages(text string, paragraphs []Span, n int) []Span {
	var passages []Span
	held := 0
	for _, p := range paragraphs {
		count := 0
		for range Sentences(text, p) {
			count++
		}
		if held > 0 && held+count > n && count > 1 {
			held = 0 // begin with the paragraph rather than cut it in two
		}
		for s := range Sentences(text, p) {
			if held == 0 || held == n {
				passages, held = append(passages, s), 0
			} else {
				passages[len(passages)-1].End = s.End
			}
			held++
		}
	}
	return passages
}
