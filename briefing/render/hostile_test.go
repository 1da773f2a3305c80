package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"briefbot/briefing"
	"briefbot/briefing/render"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// hostilePieces are what an article may hold that means something to Discord, to
// a terminal or to the eye.
var hostilePieces = []string{
	"we will talk", "the talks", "with America", "@everyone", "@here", "<@600000000000000001>", "<@&1>", "<#7>", "</brief:1>", "<t:1:R>", "<:x:1>",
	"# big", "-# small", "> quoted", ">>> all", "- item", "1. item", "**bold**", "__under__", "_it_", "*it*", "~~gone~~", "||spoiler||",
	"`code`", "```fence```", "[free](https://evil.example)", "<https://evil.example>", "https://evil.example/a_b_(c)", "discord.gg/abc", `\`, `\*`, "|", "%s", "{}",
	"\u202eabc\u202c", "\u2067x\u2069", "\u200f", "zero\u200bwidth", "joi\u200dner", "\ufeff", "مرحبا", "שלום", "𝕏𝕐", "👩‍👩‍👧‍👦", "é", "‘no’", `"no"`,
}

// seenAs is a text as it is read: without what has no width, and with one space
// where there is any.
func seenAs(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Cc) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// TestHostileQuotations makes articles whose quotations are full of markup,
// pings and invisible characters: what a user reads between “ and ”, in whatever
// answer, is a slice of the article.
func TestHostileQuotations(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		text.WriteString("Iran and the United States\n\n")
		for n := range rapid.IntRange(1, 3).Draw(t, "quotations") {
			words := strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostilePieces), 2, 12).Draw(t, "words"), " ")
			fmt.Fprintf(&text, "“We say %d times that %s,” President Masoud Pezeshkian of Iran said in Tehran on the United States.\n\n", n, words)
		}
		a := &corpus.Article{Path: "hostile.txt", Format: "text", Language: "en", Text: text.String(), URL: "https://example.org/x"}
		a.Identify()
		store := memory.New()
		defer store.Close()
		if err := store.Put(context.Background(), &corpus.Batch{Documents: []*corpus.Document{corpus.Analyze(a)}}); err != nil {
			t.Fatal(err)
		}
		loaded, err := corpus.Load(context.Background(), store, corpus.Options{Labels: briefing.Labels([]briefing.Topic{topic})})
		if err != nil {
			t.Fatal(err)
		}
		e := &briefing.Engine{Log: discard, Corpus: loaded, Topics: []briefing.Topic{topic}}
		for _, q := range []briefing.Question{
			questions[0].q, {Kind: briefing.Quotes, Text: "Pezeshkian"}, {Kind: briefing.Ask, Text: "What did Pezeshkian say about the United States?"},
		} {
			b, err := answer(e, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, block := range render.Discord(b).Blocks {
				for rest := markdown.Plain(block); ; {
					_, after, ok := strings.Cut(rest, "“")
					if !ok {
						break
					}
					words, tail, closed := strings.Cut(after, "”")
					if !closed {
						t.Fatalf("a quotation is cut: %q", block)
					}
					rest = tail
					shown++
					if !strings.Contains(seenAs(a.Text), seenAs(words)) {
						t.Fatalf("%q is shown as %q, which the article does not have", words, block)
					}
				}
			}
		}
	})
	t.Logf("%d quotations were shown", shown)
	if shown == 0 {
		t.Error("nothing was quoted")
	}
}
