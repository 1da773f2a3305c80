package message

import (
	"strings"
	"unicode/utf8"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// Split cuts a text that is longer than max units into parts that are not. It
// cuts where a reader minds least: after a line, a sentence, a word; and neither
// between quotation marks, nor inside a link, nor after a backslash. A quotation
// or a link that is itself longer than max gives way to a note that says so.
func Split(l language.Language, s string, max int) []string {
	var parts []string
	for markdown.Len(s) > max {
		at, long := bestCut(s, max)
		if long > 0 {
			s = s[:at] + say.TooLong.In(l) + s[at+long:]
			continue
		}
		quoted := inQuote(s, at)
		if part := strings.TrimRight(s[:at], " \n"); part != "" {
			parts = append(parts, part)
		}
		s = strings.TrimLeft(s[at:], " \n")
		if quoted && s != "" && !strings.HasPrefix(s, QuotePrefix) {
			s = QuotePrefix + s
		}
	}
	if s = strings.Trim(s, " \n"); s != "" || len(parts) == 0 {
		parts = append(parts, s)
	}
	return parts
}

// QuotePrefix begins a line of a block quote.
const QuotePrefix = "> "

// bestCut returns the offset at which to cut s so that the first part has at
// most max units. Where s begins with a quotation or a link that is longer than
// that it returns where it is and how long.
func bestCut(s string, max int) (at, long int) {
	limit := cut(s, max)
	start := 0
	if strings.HasPrefix(s, QuotePrefix) {
		start = len(QuotePrefix)
	}
	var line, sentence, word int
	i := start
	for i < limit {
		n := Whole(s[i:])
		switch {
		case n > 0 && i+n > limit && i == start:
			return i, n
		case n > 0 && i+n > limit:
			// What has no better place is cut in front of it.
			word = i
			limit = i
			continue
		case n == 0:
			n = step(s[i:])
		}
		if i+n > limit {
			break
		}
		switch {
		case i == start:
		case s[i] == '\n':
			line = i + 1
		case s[i] == ' ' && strings.IndexByte(".!?", s[i-1]) >= 0:
			sentence, word = i+1, i+1
		case s[i] == ' ':
			word = i + 1
		}
		i += n
	}
	// A cut that leaves the part less than half full is worse than a rougher one.
	for _, at := range [...]int{line, sentence, word, i} {
		if at > limit/2 {
			return at, 0
		}
	}
	return i, 0
}

// step is the length of the first character of s, together with the backslash
// that may stand before it.
func step(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	if s[0] == '\\' {
		_, m := utf8.DecodeRuneInString(s[1:])
		n += m
	}
	return n
}

// Whole is the length of the quotation or link that s begins with, 0 if it
// begins with neither.
func Whole(s string) int {
	switch {
	case strings.HasPrefix(s, "“"):
		if end := strings.Index(s, "”"); end >= 0 {
			return end + len("”")
		}
	case s[0] == '[':
		mid := strings.Index(s, "](<")
		if mid < 0 || strings.Contains(s[:mid], "\n") {
			return 0
		}
		if end := strings.Index(s[mid:], ">)"); end >= 0 {
			return mid + end + len(">)")
		}
	}
	return 0
}

// cut is the largest offset into s, at the end of a character, before which
// there are at most max UTF-16 units.
func cut(s string, max int) int {
	n := 0
	for i, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
		if n > max {
			return i
		}
	}
	return len(s)
}

// inQuote reports whether the line of s that is cut at offset at is a block
// quote and goes on after it.
func inQuote(s string, at int) bool {
	start := strings.LastIndexByte(s[:at], '\n') + 1
	return start < at && strings.HasPrefix(s[start:], QuotePrefix)
}
