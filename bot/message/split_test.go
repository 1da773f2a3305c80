package message

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefbot/bot/language"
	"briefbot/briefing/render/markdown"
)

// a block as a renderer writes it, some of it longer than any message.
func block() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return "“" + markdown.EscapeQuoted(rapid.StringN(1, 60, -1).Draw(t, "words")) + "”"
		}),
		rapid.Custom(func(t *rapid.T) string {
			n := rapid.IntRange(1, 40).Draw(t, "n")
			return markdown.Link(fmt.Sprintf("[%d]", n), "https://a.example/"+strings.Repeat("p", n))
		}),
		rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat("word. Another 𝕏 ", rapid.IntRange(1, 40).Draw(t, "n"))
		}),
		rapid.Custom(func(t *rapid.T) string { return markdown.Escape(rapid.StringN(0, 30, -1).Draw(t, "text")) }),
		rapid.SampledFrom([]string{"\n", "\n> ", "\n- ", ", said Lund ", `\*`, strings.Repeat("x", 3000), "[", "“"}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, "pieces"), "")
	})
}

var wholes = regexp.MustCompile(`“[^“”]*”|\[[^\[\]\n]*\\\]\]\(<[^>]*>\)`)

// Quotations and links stay whole, or give way to a note; everything else is
// there, in order.
func TestSplit(t *testing.T) {
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n>", r) {
				return -1
			}
			return r
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := block().Draw(t, "s")
		max := rapid.IntRange(300, 2000).Draw(t, "max")
		parts := Split(language.English, s, max)
		for _, p := range parts {
			if n := markdown.Len(p); n > max {
				t.Fatalf("a part has %d units of %d", n, max)
			}
		}
		all := strings.Join(parts, "\n")
		if strings.Contains(all, "(too long to be shown here)") {
			return
		}
		if got, want := squeeze(all), squeeze(s); got != want {
			t.Fatalf("split(%q, %d) = %q", s, max, parts)
		}
		if strings.Count(s, "“") != strings.Count(s, "”") {
			return
		}
		for _, w := range wholes.FindAllString(s, -1) {
			if !strings.Contains(all, w) {
				t.Fatalf("%q was cut in %q", w, parts)
			}
		}
	})
}

func TestSplitLongQuotation(t *testing.T) {
	long := "> “" + strings.Repeat("very ", 600) + "long”, she said [1](<https://a.example/1>)."
	got := Split(language.English, long, 500)
	if len(got) != 1 || got[0] != "> (too long to be shown here), she said [1](<https://a.example/1>)." {
		t.Errorf("got %q", got)
	}
}
