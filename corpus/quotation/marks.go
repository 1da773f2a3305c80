package quotation

import (
	"unicode"
	"unicode/utf8"
)

// A region is a stretch of one paragraph between quotation marks.
type region struct {
	// Span includes the marks.
	Span
	// inner is what stands between them.
	inner Span
	// closed is false where the paragraph ends, or another quotation begins,
	// before a closing mark.
	closed bool
	single bool
}

// reach bounds, in bytes, how far a single closing mark may stand from its
// opening mark: apostrophes are too common to look further.
const reach = 500

// pairMarks appends to dst the regions of the paragraph, in order, without
// overlap. Double marks are paired first, single ones between them.
//
// The state is no more than the open mark: each mark is read once, so that the
// work is linear, and no mark can reach beyond its paragraph, so that an odd one
// spoils no other paragraph.
func pairMarks(dst []region, text string, p Span) []region {
	base := len(dst)
	dst = pairDouble(dst, text, p)
	doubles := len(dst)
	// Single marks in the gaps between the double regions.
	from := p.Start
	for i := base; i <= doubles; i++ {
		to := p.End
		if i < doubles {
			to = dst[i].Start
		}
		dst = pairSingle(dst, text, from, to, p)
		if i < doubles {
			from = dst[i].End
		}
	}
	if len(dst) > doubles {
		sortRegions(dst[base:], doubles-base)
	}
	return dst
}

// sortRegions merges the doubles (the first n) with the singles behind them;
// both are in order.
func sortRegions(r []region, n int) {
	merged := make([]region, 0, len(r))
	i, j := 0, n
	for i < n || j < len(r) {
		if j == len(r) || i < n && r[i].Start < r[j].Start {
			merged = append(merged, r[i])
			i++
		} else {
			merged = append(merged, r[j])
			j++
		}
	}
	copy(r, merged)
}

type markKind uint8

const (
	noMark markKind = iota
	openMark
	closeMark
	eitherMark
)

// pairDouble is the state machine for double marks: nothing open, or one
// opening mark at start.
func pairDouble(dst []region, text string, p Span) []region {
	start, width, open := -1, 0, rune(0)
	prev := ' '
	for i := p.Start; i < p.End; {
		c := text[i]
		if c < utf8.RuneSelf && c != '"' && c != '`' && c != '\'' {
			prev = rune(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:p.End])
		next := ' '
		if i+n < p.End {
			next, _ = utf8.DecodeRuneInString(text[i+n : p.End])
		}
		if (r == '`' || r == '\'') && next == r && !(start >= 0 && open == '„') {
			n *= 2
			if r == '\'' {
				r = '”'
			} else {
				r = '“'
			}
			next = ' '
			if i+n < p.End {
				next, _ = utf8.DecodeRuneInString(text[i+n : p.End])
			}
		}
		switch doubleMark(r, prev, next, start >= 0, open) {
		case openMark:
			if start >= 0 {
				// A second opening mark: the first lost its closing one, if a
				// sentence or clause ended before this; else it was astray.
				end := trimRight(text, start, i)
				if end-start > width+1 && endsClause(text[:end]) {
					dst = append(dst, region{Span: at(start, end), inner: at(start+width, end)})
				}
			}
			start, width, open = i, n, r
		case closeMark:
			if start >= 0 {
				dst = append(dst, region{Span: at(start, i+n), inner: at(start+width, i), closed: true})
				start = -1
			}
		}
		prev = r
		i += n
	}
	if start >= 0 && p.End-start > width+1 {
		end := trimRight(text, start, p.End)
		dst = append(dst, region{Span: at(start, end), inner: at(start+width, end)})
	}
	return dst
}

// doubleMark says what the mark r does between prev and next.
func doubleMark(r, prev, next rune, isOpen bool, open rune) markKind {
	switch r {
	case '“':
		if isOpen && open == '„' || isOpen && open == '“' && !unicode.IsSpace(prev) && !wordRune(next) {
			return closeMark // German, or a mark turned the wrong way
		}
		return openMark
	case '„', '‟':
		return openMark
	case '”':
		if !isOpen && unicode.IsSpace(prev) && wordRune(next) {
			return openMark // turned the wrong way (also the Swedish style)
		}
		return closeMark
	case '«':
		if isOpen && open == '»' {
			return closeMark
		}
		return openMark
	case '»':
		if !isOpen && (unicode.IsSpace(prev) || prev == '(') && !unicode.IsSpace(next) {
			return openMark // »so« is the German book style
		}
		return closeMark
	case '"', '＂':
		switch {
		case isOpen && unicode.IsSpace(prev) && !unicode.IsSpace(next):
			return openMark
		case isOpen:
			return closeMark
		case unicode.IsDigit(prev) || unicode.IsSpace(next):
			return noMark // inches; or astray
		}
		return openMark
	}
	return noMark
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// pairSingle pairs single marks in text[from:to] of paragraph p.
func pairSingle(dst []region, text string, from, to int, p Span) []region {
	// next caches the place of the next possible closing mark, and scanned how
	// far none was found, so that many opening marks cost no second look at the
	// same text.
	next, scanned := -1, from
	for i := from; i < to; {
		c := text[i]
		if c != '\'' && c != '`' && c != 0xE2 {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:to])
		if r != '‘' && r != '\'' && r != '`' && r != '‚' && r != '‹' {
			i += n
			continue
		}
		if !opensSingle(text, r, i, n, p) {
			i += n
			continue
		}
		if next < i+n {
			look := max(i+n, scanned)
			next = closingSingle(text, look, to, p)
			if next < 0 {
				scanned = min(to, look+2*reach)
			}
		}
		if next < 0 || next-i > reach || next <= i+n || clipped(text[i+n:next]) {
			i += n
			continue
		}
		_, width := utf8.DecodeRuneInString(text[next:to])
		dst = append(dst, region{Span: at(i, next+width), inner: at(i+n, next), closed: true, single: true})
		i = next + width
	}
	return dst
}

// opensSingle reports whether the mark r at i can open a quotation.
func opensSingle(text string, r rune, i, n int, p Span) bool {
	prev, next := ' ', ' '
	if i > p.Start {
		prev, _ = utf8.DecodeLastRuneInString(text[p.Start:i])
	}
	if i+n < p.End {
		next, _ = utf8.DecodeRuneInString(text[i+n : p.End])
	}
	if wordRune(prev) {
		return false
	}
	if r == '\'' && !unicode.IsSpace(prev) && prev != '(' && prev != '[' && prev != '—' && prev != '–' && prev != '-' {
		return false
	}
	return unicode.IsLetter(next) || next == '“' || next == '"' || next == '$' || next == '#' || next == '[' || next == '('
}

// closingSingle is the place of the next mark at or after i that can close a
// single quotation, -1 if there is none before to.
//
// An apostrophe at the end of a plural ("the voters’ patience") looks like a
// closing mark. It is taken for one only if no better mark follows: a mark
// behind punctuation, or before it, closes; one between two words, behind an s,
// does so if the paragraph has no closing mark further on.
func closingSingle(text string, i, to int, p Span) int {
	weak := -1
	for limit := min(to, i+2*reach); i < limit; {
		c := text[i]
		if c != '\'' && c != 0xE2 {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:to])
		if r != '\'' && r != '’' && r != '›' {
			i += n
			continue
		}
		prev, _ := utf8.DecodeLastRuneInString(text[p.Start:i])
		next := ' '
		if i+n < p.End {
			next, _ = utf8.DecodeRuneInString(text[i+n : p.End])
		}
		if wordRune(next) || unicode.IsSpace(prev) {
			i += n
			continue
		}
		if prev != 's' || !unicode.IsSpace(next) {
			if weak >= 0 && opensAgain(text[weak:i]) {
				return weak
			}
			return i
		}
		if weak < 0 {
			weak = i
		}
		i += n
	}
	return weak
}

// opensAgain reports whether between two possible closing marks another
// quotation opens, so that the first of them closed one.
func opensAgain(s string) bool {
	var prev rune
	for i, r := range s {
		if i > 0 && (r == '‘' || r == '\'' && unicode.IsSpace(prev)) {
			return true
		}
		prev = r
	}
	return false
}

// clipped reports whether s begins with a word whose first letters are left out
// (’em, ’til), so that the mark before it is an apostrophe.
func clipped(s string) bool {
	end := 0
	for end < len(s) && end < 6 && (s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	switch s[:end] {
	case "em", "til", "tis", "twas", "cause", "round", "n", "Tis", "Twas", "Til":
		return true
	}
	return false
}

func trimRight(text string, start, end int) int {
	for end > start {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return end
}

func endsClause(s string) bool {
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case '.', '!', '?', ',':
		return true
	}
	return false
}

// at is the span from start to end.
func at(start, end int) Span { return Span{Start: start, End: end} }
