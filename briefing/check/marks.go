package check

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus"
)

// closers says which marks close what an opening mark opens.
var closers = map[rune]string{
	'“': "”", '„': "“”‟", '‟': "”", '”': "”", '"': "\"", '＂': "＂",
	'«': "»", '»': "«", '‹': "›", '「': "」", '『': "』", '﹁': "﹂",
	'`': "'’", '‘': "’", '‚': "‘’", '\'': "'",
}

// quotedSpans are the stretches between quotation marks of any style in a
// paragraph, without the marks, in order of their ends. One may lie in another.
func quotedSpans(text string, paragraph corpus.Span) []corpus.Span {
	type open struct {
		mark  rune
		inner int
	}
	var stack []open
	var found []corpus.Span
	last := ' '
	for i := paragraph.Start; i < paragraph.End; {
		r, n := utf8.DecodeRuneInString(text[i:paragraph.End])
		next := ' '
		if i+n < paragraph.End {
			next, _ = utf8.DecodeRuneInString(text[i+n : paragraph.End])
		}
		// An apostrophe inside a word, or behind a number, is no mark.
		if (r == '’' || r == '\'' || r == '‘') && wordRune(last) && wordRune(next) {
			last = r
			i += n
			continue
		}
		// TeX sets ``words''.
		if r == '`' && next == '`' && last != '`' && len(stack) < 8 {
			stack = append(stack, open{r, i + 2*n})
			last, i = next, i+2*n
			continue
		}
		closed := false
		for k, o := range slices.Backward(stack) {
			if !closes(o.mark, r) || r == '"' && unicode.IsSpace(last) && !unicode.IsSpace(next) && i > o.inner {
				continue
			}
			if o.mark == '`' && next != r {
				continue
			}
			if (r == '\'' || r == '’') && unicode.IsSpace(last) {
				continue
			}
			if i > o.inner {
				found = append(found, corpus.Span{Start: o.inner, End: i})
			}
			stack, closed = stack[:k], true
			break
		}
		if !closed && opens(r, last, next) && len(stack) < 8 {
			stack = append(stack, open{r, i + n})
		}
		last = r
		i += n
	}
	return found
}

func closes(open, r rune) bool {
	for _, c := range closers[open] {
		if c == r {
			return true
		}
	}
	return false
}

// opens reports whether the mark r opens a quotation between last and next.
func opens(r, last, next rune) bool {
	if _, ok := closers[r]; !ok || r == '`' {
		return false
	}
	switch r {
	case '“', '„', '‟', '«', '‹', '「', '『', '﹁':
		return true
	case '"', '＂':
		return !unicode.IsSpace(next) && !unicode.IsDigit(last)
	}
	return !wordRune(last) && !unicode.IsSpace(next)
}

// outermost are the spans that lie in no other, in order.
func outermost(spans []corpus.Span) []corpus.Span {
	var out []corpus.Span
	for i, s := range spans {
		if !slices.ContainsFunc(spans[i+1:], func(t corpus.Span) bool { return t.Covers(s) }) {
			out = append(out, s)
		}
	}
	return out
}
