package bot

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// block is a block as a renderer writes it: quotations, links and text, some of it
// longer than any message.
func block() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 700), 1, 12).Draw(t, "pieces") {
			switch n % 3 {
			case 0:
				b.WriteString("“" + markdown.EscapeQuoted(strings.Repeat("a word, ", n%20+1)) + "”")
			case 1:
				b.WriteString(markdown.Link(fmt.Sprintf("[%d]", i), "https://a.example/"+strings.Repeat("p", n%60)))
			default:
				b.WriteString(strings.Repeat("said 𝕏. ", n) + "\n> ")
			}
		}
		return b.String()
	})
}

func TestPaginate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &Answer{
			Blocks: rapid.SliceOfN(block(), 1, 20).Draw(t, "blocks"),
			Whole:  rapid.Bool().Draw(t, "whole"),
			paged:  true,
			dress:  func(int, []page) []message.Control { return nil },
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
			if markdown.Len(b) > maxShown-maxTitle-message.MaxSources-2 {
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
		if markdown.Len(a.Blocks[n]) < maxShown-maxTitle-message.MaxSources-2 && (n > 0 || !strings.HasPrefix(a.Blocks[0], titlePrefix)) {
			all.WriteString(a.Blocks[n] + "\n")
		}
	}
	return all.String()
}
