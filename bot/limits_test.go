package bot

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

func TestPaginate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &Answer{
			Blocks: rapid.SliceOfN(block(), 1, 20).Draw(t, "blocks"),
			Whole:  rapid.Bool().Draw(t, "whole"),
			paged:  true,
			dress:  func(int, []page) []control { return nil },
		}
		if rapid.Bool().Draw(t, "titled") {
			a.Blocks[0] = titlePrefix + a.Blocks[0]
		}
		for n := range rapid.IntRange(0, 60).Draw(t, "sources") {
			a.Sources = append(a.Sources, markdown.Escape(fmt.Sprintf("[%d] ", n))+markdown.Link("The Daily", "https://a.example/1"))
		}
		pages := layOut(a)
		var all strings.Builder
		for i := range pages {
			a.page = i
			m := paginate(a)[0]
			if n := markdown.Len(m.Content); n > maxShown {
				t.Fatalf("page %d has %d units", i, n)
			}
			all.WriteString(m.Content + "\n")
			for _, e := range m.Embeds {
				if n := markdown.Len(e.Description); n == 0 || n > maxBelow {
					t.Fatalf("the embed of page %d has %d units", i, n)
				}
				all.WriteString(e.Description + "\n")
			}
			if len(m.Embeds) > 1 || !a.Whole && len(m.Embeds) > 0 || m.Mentions.Parse == nil {
				t.Fatalf("page %d: %+v", i, m)
			}
			if len(a.Sources) > 1 && len(pages[i].blocks) > 0 && strings.Contains(shortBlocks(a, pages[i]), `\[1\]`) && !strings.Contains(m.Content, "-# ") {
				t.Fatalf("no source on the page: %q", m.Content)
			}
		}
		for _, b := range a.Blocks {
			if markdown.Len(b) > maxShown-maxTitle-maxSources-2 {
				continue
			}
			if !strings.Contains(all.String(), strings.Trim(b, " \n")) {
				t.Fatalf("block %q is cut or lost in %q", b, all.String())
			}
		}
		a.paged = false
		if got := paginate(a); len(got) > maxPages+1 {
			t.Fatalf("%d messages", len(got))
		}
	})
}

// shortBlocks are the short blocks of a page, which stand there whole.
func shortBlocks(a *Answer, p page) string {
	var all strings.Builder
	for n := range p.blocks {
		if markdown.Len(a.Blocks[n]) < maxShown-maxTitle-maxSources-2 && (n > 0 || !strings.HasPrefix(a.Blocks[0], titlePrefix)) {
			all.WriteString(a.Blocks[n] + "\n")
		}
	}
	return all.String()
}

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
		parts := split(language.English, s, max)
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
	got := split(language.English, long, 500)
	if len(got) != 1 || got[0] != "> (too long to be shown here), she said [1](<https://a.example/1>)." {
		t.Errorf("got %q", got)
	}
}
