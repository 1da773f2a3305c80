package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// Lines classes every line of text that holds more than white space, in order.
// Nothing is deleted or moved: each line's span is the line itself, trimmed (a
// byte order mark at the start of the text is trimmed with the white space). Of a
// paragraph that opens with a dateline ("KYIV (Reuters) -") the dateline is a line
// of its own, with the paragraph's number.
//
// A line is page only by a rule that says so, and Body where none does: junk
// that is kept costs a bad hit, a sentence that is lost costs the article.
func Lines(text string) []Line {
	var page []view
	for n, span := range segment.Lines(text) {
		span = unmark(text, span)
		if span.Len() == 0 {
			continue
		}
		page = append(page, look(text, n, span))
	}
	for i := range page {
		page[i].local()
	}
	teasers(page)
	tables(page)
	signed(page)
	first, last := extent(page)
	head(page, first)
	tail(page, last)
	comments(page)
	middle(page, first, last)
	lines := make([]Line, len(page))
	for i := range page {
		v := &page[i]
		lines[i] = Line{Span: v.span, Number: v.number, Class: v.class, Why: v.why}
	}
	return leads(text, lines)
}

const byteOrderMark = "\ufeff"

// unmark narrows the span of the text's first line by the byte order mark, which
// belongs to the file and to no word in it.
func unmark(text string, s Span) Span {
	if s.Start == 0 && strings.HasPrefix(text, byteOrderMark) {
		return segment.Trim(text, Span{Start: len(byteOrderMark), End: s.End})
	}
	return s
}

// A view is a line with what the rules ask about it again and again.
type view struct {
	span   Span
	number int
	text   string
	// key is the line as phrases are compared, "" of a line that is too long
	// to be anything but prose.
	key string
	// words is the number of words, exact up to the longest that any rule asks.
	words int
	// stopped is true of a line that ends as a sentence does, quoted of one that
	// begins with a quotation mark, cut of one that ends in the dots of a text
	// that was cut off.
	stopped, quoted, cut bool

	class   Class
	why     string
	decided bool
}

// longLine is the length in bytes beyond which a line is prose, whatever its
// words: no button and no notice is as long.
const longLine = 700

func look(text string, number int, span Span) view {
	v := view{span: span, number: number, text: span.Of(text), why: "prose"}
	if len(v.text) <= longLine {
		v.key = key(v.text)
	}
	v.words = countWords(v.text)
	end := strings.TrimRightFunc(v.text, func(r rune) bool {
		return r == '"' || r == '\'' || r == '”' || r == '’' || r == '»' || r == ')' || r == ']' || r == '*' || unicode.IsSpace(r)
	})
	r, _ := utf8.DecodeLastRuneInString(end)
	v.stopped = strings.ContainsRune(".!?…。؟", r)
	r, _ = utf8.DecodeRuneInString(v.text)
	v.quoted = strings.ContainsRune("\"“„«‘'", r)
	v.cut = strings.HasSuffix(v.text, "...") || strings.HasSuffix(v.text, "…")
	return v
}

// set decides the line, unless it is decided.
func (v *view) set(c Class, why string) {
	if !v.decided {
		v.class, v.why, v.decided = c, why, true
	}
}

// prose reports whether the line reads as a paragraph of an article: sentences,
// not a label.
func (v *view) prose() bool {
	return !v.decided && (v.stopped && v.words >= 6 || v.words >= 25)
}

// label reports whether an undecided line is short and ends as no sentence does.
func (v *view) label(max int) bool {
	return !v.decided && !v.stopped && v.words <= max
}

// extent returns the first and the last line that read as prose, -1 and -1 if
// none does.
func extent(page []view) (first, last int) {
	first, last = -1, -1
	for i := range page {
		if page[i].prose() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// teasers marks runs of lines that a page's software cut off with dots, which it
// does at one width: other stories' first words. One such line alone may be the
// article's own last sentence.
func teasers(page []view) {
	for i := 0; i < len(page); {
		j, lo, hi := i, 1<<30, 0
		for j < len(page) && page[j].cut && (!page[j].decided || page[j].class == Teaser) {
			n := utf8.RuneCountInString(page[j].text)
			lo, hi = min(lo, n), max(hi, n)
			j++
		}
		if j == i {
			i++
			continue
		}
		atEnd := true
		for k := j; k < len(page); k++ {
			atEnd = atEnd && !page[k].prose()
		}
		open := i > 0 && (page[i-1].class == Related && page[i-1].decided)
		even := hi-lo <= max(14, hi/6)
		switch n := j - i; {
		case n >= 3 && even, n >= 2 && atEnd && even, n >= 4 && atEnd, atEnd && open:
			for k := i; k < j; k++ {
				page[k].set(Teaser, "run of lines cut off with dots")
			}
		}
		i = j
	}
}

// tables marks adjacent rows that share their number of column marks though
// they neither begin nor end with one.
func tables(page []view) {
	for i := 0; i+1 < len(page); i++ {
		n := strings.Count(page[i].text, " | ")
		if n == 0 || strings.Count(page[i+1].text, " | ") != n {
			continue
		}
		for j := i; j < len(page) && strings.Count(page[j].text, " | ") == n; j++ {
			if n >= 2 || j > i+1 || j+2 < len(page) && strings.Count(page[j+2].text, " | ") == n {
				page[j].set(Table, "rows with the same columns")
			}
		}
	}
}

// middle marks the headings between paragraphs, of which page[first] is the
// first and page[last] the last.
func middle(page []view, first, last int) {
	for i := range page {
		v := &page[i]
		if (v.why == whyDate || v.why == whyHour) && first < i && i < last {
			// The article is a chronicle, or was written as things went on.
			v.class, v.why = Subhead, v.why+", above a paragraph"
			continue
		}
		if v.decided || i+1 == len(page) || v.words > 14 || len(v.text) > 110 {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(v.text)
		if v.stopped && r != '?' || strings.ContainsRune(":;,–—-\"”’", r) || v.quoted || bulleted(v.text) {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(v.text); unicode.IsLower(first) {
			continue
		}
		next := i + 1
		for next < len(page) && (page[next].decided && page[next].class != Related && page[next].class != Copyright) {
			next++
		}
		// A signature tells nothing of the line behind it.
		if next < len(page) && page[next].prose() && (i == 0 || page[i-1].decided && page[i-1].why != whySigned || page[i-1].stopped || page[i-1].words > 14) {
			v.set(Subhead, "short line before a paragraph")
		}
	}
}

// bulleted reports whether the line is an item of a list.
func bulleted(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•●▪◦‣·*-–", r) {
		return true
	}
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i > 0 && i < len(s) && (s[i] == '.' || s[i] == ')')
}

// key is the form in which phrases are compared: lower case, straight
// apostrophes, single spaces, neither marks nor pictures at the ends.
func key(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '@' })
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r == ' ' || r == '\t' {
				space = true
				continue
			}
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		case unicode.IsSpace(r), r == '\u200b', r == '\u200e', r == '\u200f':
			space = true
			continue
		case r == '’', r == '‘':
			r = '\''
		case r == '“', r == '”':
			r = '"'
		default:
			r = unicode.ToLower(r)
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// countWords counts the runs of characters between white space.
func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		if r == ' ' || r >= utf8.RuneSelf && unicode.IsSpace(r) || r == '\t' {
			in = false
		} else if !in {
			in = true
			n++
		}
	}
	return n
}
