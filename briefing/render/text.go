package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"briefbot/briefing"
)

// Style says how text is written to a terminal.
type Style struct {
	// Width is the number of columns; 0 means 80.
	Width int
	// Colour allows bold and dim text by ANSI sequences.
	Colour bool
}

// Text writes the brief for a terminal.
func Text(w io.Writer, b *briefing.Brief, style Style) error {
	return writePage(w, b, lay(b), style)
}

func writePage(w io.Writer, b *briefing.Brief, p page, style Style) error {
	t := newTerminal(w, style)
	t.line(t.bold(plain(p.title)), "", "")
	t.line(t.dim(plain(strings.Join(p.subtitle, " · "))), "", "")
	if feeds := b.Coverage().Feeds; feeds != "" {
		t.line(plain(feeds), "", "")
	}
	for _, bl := range p.blocks {
		t.newline()
		if bl.heading != "" {
			t.line(t.bold(plain(bl.heading)), "", "")
		}
		if bl.remark != "" {
			for line := range strings.SplitSeq(bl.remark, "\n") {
				t.line(plain(line), "", "")
			}
		}
		for _, it := range bl.items {
			if it.mark == counted {
				it.note = "briefbot digest -all shows them"
			}
			if it.mark == listed {
				t.line(t.item(b, it), "  • ", "    ")
			} else {
				t.line(t.item(b, it), "      ", "      ")
			}
			for _, why := range it.why {
				t.line(t.dim(plain(why)), "      ", "        ")
			}
		}
	}
	if len(p.sources) > 0 {
		t.newline()
		t.line(t.bold("Sources"), "", "")
		for _, s := range p.sources {
			mark := fmt.Sprintf("  [%d] ", s.number)
			t.line(t.source(b, s), mark, strings.Repeat(" ", len(mark)))
		}
	}
	return t.w.Flush()
}

type terminal struct {
	w     *bufio.Writer
	style Style
}

func (t *terminal) newline() { t.w.WriteByte('\n') }

func (t *terminal) item(b *briefing.Brief, it item) string {
	var s strings.Builder
	if it.lead != "" {
		s.WriteString(t.bold(plain(it.lead)) + " – ")
	}
	for _, r := range it.runs {
		s.WriteString(plain(r.text))
		for _, c := range r.refs {
			fmt.Fprintf(&s, " [%d]", b.Number(c.Article))
		}
	}
	for _, c := range it.cites {
		fmt.Fprintf(&s, " [%d]", b.Number(c.Article))
	}
	if it.note != "" {
		s.WriteString(" " + t.dim("("+plain(it.note)+")"))
	}
	return s.String()
}

func (t *terminal) source(b *briefing.Brief, s source) string {
	line := t.bold(plain(s.name))
	if len(s.labels) > 0 {
		line += " – " + plain(strings.Join(s.labels, ", "))
	}
	line += " · " + plain(strings.Join(s.details, " · "))
	a := b.Articles()[s.number-1].Article
	if s.url != "" {
		line += " · " + plain(s.url)
	} else if a.Path != "" {
		line += " · " + plain(a.Path)
	}
	return line
}

func (t *terminal) bold(s string) string { return t.ansi("1", s) }
func (t *terminal) dim(s string) string  { return t.ansi("2", s) }

func (t *terminal) ansi(code, s string) string {
	if !t.style.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// line writes text broken at spaces to the terminal's width: the first line
// behind first, the others behind rest.
func (t *terminal) line(text, first, rest string) {
	column := columns(first)
	t.w.WriteString(first)
	for i, word := range strings.Split(text, " ") {
		n := columns(word)
		switch {
		case i > 0 && column+1+n > t.style.Width:
			t.w.WriteString("\n" + rest)
			column = columns(rest)
		case i > 0:
			t.w.WriteByte(' ')
			column++
		}
		t.w.WriteString(word)
		column += n
	}
	t.w.WriteByte('\n')
}

// columns is how many columns a terminal gives to s.
func columns(s string) int {
	n, escape := 0, false
	for _, r := range s {
		switch {
		case r == 0x1b:
			escape = true
		case escape:
			escape = r != 'm'
		case unicode.Is(unicode.Mn, r):
		default:
			switch width.LookupRune(r).Kind() {
			case width.EastAsianWide, width.EastAsianFullwidth:
				n += 2
			default:
				n++
			}
		}
	}
	return n
}

// Plain returns text that others wrote without what would steer a terminal.
func Plain(s string) string { return plain(s) }

// plain takes from text what would steer a terminal: control characters, and
// the marks that turn the direction of writing.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}
