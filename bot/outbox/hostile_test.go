package outbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// hostile are what words of an article may hold that means something to Discord or to
// the eye.
var hostile = []string{
	"the dam", "is safe", "@everyone", "<@600000000000000001>", "<@&1>", "</brief:1>", "<t:1:R>", "# big", "-# Correction, 1 May 2026: ", "> quoted", "• item",
	"**bold**", "_it_", "~~gone~~", "||x||", "`code`", "```", "[free](https://evil.example)", "https://evil.example/a_(b)", `\`, `\*`, `\[1\]`, "[1]",
	"\u202eabc\u202c", "\u200f", "zero\u200bwidth", "\ufeff", "مرحبا", "𝕏𝕐", "👩‍👩‍👧", "-# harbour · 21 November 2026 · daily · 1/1",
}

// seenAs is a text as it is read: without what has no width, with one space where there
// is any.
func seenAs(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// readBetween are the words that a reader of messages sees between “ and ”.
func readBetween(t *rapid.T, content string) []string {
	var out []string
	for rest := markdown.Plain(content); ; {
		_, after, ok := strings.Cut(rest, "“")
		if !ok {
			return out
		}
		words, after, ok := strings.Cut(after, "”")
		if !ok {
			t.Fatalf("a quotation is not closed:\n%s", content)
		}
		out = append(out, seenAs(words))
		rest = after
	}
}

// TestHostileDigests: however hostile the words of articles are, what a reader of a
// digest sees between “ and ” is what an article has there, whole, also in the line
// that says what it has now; and no line is a mark, or stands by itself, but ours.
func TestHostileDigests(t *testing.T) {
	words := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 1, 9).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		e := &Edition{Sections: make([]Section, 1)}
		var said, now []string
		s := &e.Sections[0]
		for n := range rapid.IntRange(1, 8).Draw(t, "entries") {
			w := words.Draw(t, "quotation")
			said = append(said, seenAs(w))
			s.Entries = append(s.Entries, fmt.Sprintf("• she said %s \\[%d\\] %s", quotation(w), n+1, strings.Repeat("word ", rapid.IntRange(0, 200).Draw(t, "length"))))
			s.Sources = append(s.Sources, fmt.Sprintf("\\[%d\\] The Daily", n+1))
			s.Cites = append(s.Cites, Cite{n + 1, corpus.ID(fmt.Sprint(n)), hadSum, []Quote{{w, w}}})
		}
		shown := 0
		for _, p := range parts(slotOf(1), e) {
			content := p.Text + "\n" + p.Mark
			p.State, p.At = sent, amendedAt.Add(-time.Hour)
			for n := range s.Cites {
				after := words.Draw(t, "after")
				now = append(now, seenAs(after))
				a := &Amendment{
					Article: s.Cites[n].Article, Before: hadSum, At: amendedAt, Publisher: words.Draw(t, "publisher"),
					Quotes: []Requote{{Before: s.Cites[n].Quotes[0].Words, After: after, Shown: true}},
				}
				if p.awaits(a) {
					lines := strings.Split(content, "\n")
					content, _ = p.corrected(lines, "", a)
				}
			}
			if markdown.Len(content) > message.MaxContent {
				t.Errorf("%d units", markdown.Len(content))
			}
			for _, read := range readBetween(t, content) {
				if shown++; !slices.Contains(said, read) && !slices.Contains(now, read) {
					t.Errorf("between quotation marks a reader sees %q:\n%s", read, content)
				}
			}
			marks := 0
			for line := range strings.Lines(content) {
				line = strings.TrimSuffix(line, "\n")
				if line == p.Mark {
					marks++
				}
				if !strings.HasPrefix(line, "• ") && !strings.HasPrefix(line, "-# ") {
					t.Errorf("a line of its own: %q", line)
				}
			}
			if marks != 1 {
				t.Errorf("%d marks:\n%s", marks, content)
			}
		}
		if shown < len(said) {
			t.Errorf("%d quotations of %d", shown, len(said))
		}
	})
}
