// Package markdown writes text that others wrote into messages that Discord
// lays out, so that a reader sees that text and nothing else happens: no
// mention, no link, no heading, no spoiler, no preview.
//
// Discord's Markdown is not CommonMark. What the functions here rely on: a
// backslash before a character that is neither letter, digit nor space shows
// that character; headings, lists, subtext and block quotes count at the start
// of a line alone; a link's address in angle brackets gets no preview.
package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Len is the length of s in UTF-16 units, which Discord's limits are safely
// counted in: no other way of counting gives more characters.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// Escape returns s so that Discord shows it as it is, wherever in a message it
// stands. Line breaks are kept. Control characters that are never shown are
// left out. A line with right-to-left letters, or with characters that change
// the direction of text, is isolated by invisible marks (U+2066 to U+2069), so
// that it cannot turn around what stands beside it.
func Escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for line := range strings.Lines(s) {
		text, ended := strings.CutSuffix(line, "\n")
		escapeLine(&b, text, true)
		if ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// EscapeQuoted returns the words of a quotation as they are to stand between
// quotation marks: escaped as by Escape, on one line, a line break and the
// blanks around it shown as a space. Plain of it are the words again.
func EscapeQuoted(words string) string {
	var b strings.Builder
	b.Grow(len(words) + len(words)/8)
	escapeLine(&b, oneLine(words), false)
	return b.String()
}

// Struck returns words struck out.
func Struck(words string) string { return "~~" + EscapeQuoted(words) + "~~" }

// Link returns text as a link to address that has no preview. Where address is
// no http or https address it returns the escaped text alone.
func Link(text, address string) string {
	target, ok := target(address)
	if !ok {
		return EscapeQuoted(text)
	}
	if !balanced(text) {
		// Discord pairs brackets in a link's text even where they are escaped.
		text = strings.NewReplacer("[", "(", "]", ")").Replace(text)
	}
	return "[" + EscapeQuoted(text) + "](<" + target + ">)"
}

// Plain undoes what Escape does: it returns what a reader sees of text without
// Markdown of its own. Characters that change the direction of text are left
// out.
func Plain(s string) string {
	var b strings.Builder
	escaped := false
	for i, r := range s {
		if bidi(r) {
			continue
		}
		if r == '\\' && !escaped && escapable(s[i+1:]) {
			escaped = true
			continue
		}
		b.WriteRune(r)
		escaped = false
	}
	return b.String()
}

// escapable reports whether a backslash before s is an escape and not shown.
func escapable(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && !unicode.IsSpace(r) && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
}

// oneLine replaces each line break and the blanks around it by a space.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i := range lines {
		if i > 0 {
			lines[i] = strings.TrimLeft(lines[i], " \t")
		}
		if i < len(lines)-1 {
			lines[i] = strings.TrimRight(lines[i], " \t")
		}
	}
	return strings.Join(lines, " ")
}

// escapeLine writes one line without its end; start says that it may come to
// stand at the start of a line of the message.
func escapeLine(b *strings.Builder, line string, start bool) {
	if strings.ContainsFunc(line, hidden) {
		// Before all else: what they stand between comes together.
		line = strings.Map(func(r rune) rune {
			if hidden(r) {
				return -1
			}
			return r
		}, line)
	}
	opens, closes := isolation(line)
	for range opens {
		b.WriteRune(firstStrong)
	}
	// Marks at the start of a line count after blanks too.
	digits := 0
	for i, n := 0, 0; i < len(line); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(line[i:])
		rest := line[i+n:]
		switch {
		case strings.ContainsRune("\\*_~`|[]<", r),
			start && digits == 0 && strings.ContainsRune("#>+-", r),
			start && digits > 0 && (r == '.' || r == ')'),
			r == ':' && strings.HasPrefix(rest, "//"),
			r == '@' && (hasPrefixFold(rest, "everyone") || hasPrefixFold(rest, "here")),
			r == '/' && invite(line[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if start {
			switch {
			case unicode.IsDigit(r):
				digits++
			case unicode.IsSpace(r) && digits == 0, zeroWidth(r):
			default:
				start = false
			}
		}
	}
	for range closes {
		b.WriteRune(popIsolate)
	}
}

// hidden reports whether r is a control character that is never shown.
func hidden(r rune) bool { return unicode.IsControl(r) && r != '\t' }

func zeroWidth(r rune) bool {
	return r == 0x200B || r >= 0x200C && r <= 0x200F || r == 0x2060 || r == 0xFEFF
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// invite reports whether a slash after s would make an invitation to a server,
// which gets a preview even without a scheme.
func invite(s string) bool {
	for _, host := range [...]string{"discord.gg", "discord.com/invite", "discordapp.com/invite"} {
		if len(s) >= len(host) && strings.EqualFold(s[len(s)-len(host):], host) {
			return true
		}
	}
	return false
}

func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// target returns an address in the form that may stand in angle brackets in
// parentheses, and whether it is an http or https address at all.
func target(address string) (string, bool) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	const plain = "-._~:/?#@!$&'*+,;=%"
	const digit = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(plain, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digit[c>>4])
			b.WriteByte(digit[c&15])
		}
	}
	return b.String(), true
}
