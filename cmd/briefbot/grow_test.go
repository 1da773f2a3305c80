package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing"
	"briefbot/briefing/llm/openai/fakeopenai"
	"briefbot/briefing/render"
)

// TestGrowsOnDiscord has a model write over the fake Discord: what is verified is
// seen before the answer is whole, what is a lie never, and the answer is last.
func TestGrowsOnDiscord(t *testing.T) {
	const first = "Talks between Iran and the United States are expected on Friday in Istanbul, according to regional officials and diplomats."
	says := map[string][]string{
		"brief": {
			"bottom_line|tenuous|" + first,
			"positions|dignified diplomacy|Pezeshkian told Erdogan that Iran pursues [[dignified diplomacy]] under international law.",
			"positions|dignified diplomacy|Erdogan told Pezeshkian that Iran pursues [[dignified diplomacy]] under international law.",
		},
		"ask": {
			"answer|tenuous|" + first,
			"answer|tenuous|Talks between Iran and the United States took place on Friday in Istanbul, said regional officials.",
			"answer|tenuous|Talks between Iran and the United States are not tenuous any more, according to diplomats.",
		},
	}
	for _, tt := range []struct{ command, option, value string }{
		{"brief", "topic", "iran-us"}, {"ask", "question", "When are the talks expected?"},
	} {
		t.Run(tt.command, func(t *testing.T) {
			f := fakediscord.New(t)
			ctx := patience(t)
			model := fakeopenai.New("", "small-1", scribe(says[tt.command]...))
			defer model.Close()
			model.Midway = func() { waitEdit(ctx, f, "writing …") }
			s := startServing(t, f, t.TempDir(), strings.Replace(modelConfig(model.Base(), "small-1"), "5s", "30s", 1), evening)
			if err := f.WaitReady(ctx); err != nil {
				t.Fatalf("%v\n%s", err, s.log.String())
			}
			if _, err := f.User("reader").Slash(ctx, tt.command, fakediscord.Opt(tt.option, tt.value)); err != nil {
				t.Fatal(err)
			}
			if err := waitEdit(ctx, f, "written by small-1 from the cited passages, checked"); err != nil {
				t.Fatalf("%v\n%s", err, s.log.String())
			}
			if err := s.end(); err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, c := range f.Calls(fakediscord.EditReply) {
				var m struct {
					Content string
					Embeds  []struct{ Description string }
				}
				if err := json.Unmarshal(c.Body, &m); err != nil {
					t.Fatal(err)
				}
				if !strings.HasPrefix(m.Content, "-# found") { // what a slow machine waits for
					texts = append(texts, fmt.Sprint(m.Content, m.Embeds))
				}
			}
			for n, text := range texts {
				if !strings.Contains(text, "according to regional officials and diplomats") || strings.Contains(text, "took place") || strings.Contains(text, "any more") || strings.Contains(text, "Erdogan told Pezeshkian") {
					t.Errorf("look %d: %s", n, text)
				}
				if writing := strings.Contains(text, "writing …"); writing == (n == len(texts)-1) {
					t.Errorf("look %d of %d: %s", n, len(texts), text)
				}
			}
		})
	}
}

// waitEdit waits until a reply was edited to have the words.
func waitEdit(ctx context.Context, f *fakediscord.Server, words string) error {
	for n := 1; ; n++ {
		if err := f.WaitCalls(ctx, fakediscord.EditReply, n); err != nil {
			return fmt.Errorf("%q: %w", words, err)
		}
		if strings.Contains(string(f.Calls(fakediscord.EditReply)[n-1].Body), words) {
			return nil
		}
	}
}

// TestGrowing has an answer grow on a terminal of few lines: each time over what
// was there, nothing of it where it does not fit, and nothing is left of it.
func TestGrowing(t *testing.T) {
	ctx := t.Context()
	c := &call{
		getenv: func(string) string { return "" }, stderr: new(bytes.Buffer), now: func() time.Time { return evening },
	}
	d, err := c.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	b, err := d.engine.Answer(ctx, briefing.Question{Kind: briefing.Ask, Text: "When are the talks expected?"})
	if err != nil {
		t.Fatal(err)
	}
	var whole bytes.Buffer
	style := render.Style{Width: 80}
	if err := render.Text(&whole, b, style); err != nil {
		t.Fatal(err)
	}
	text := whole.String() + "  …\n"
	lines := strings.Count(text, "\n")
	up := fmt.Sprintf("\x1b[%dA\x1b[J", lines)
	for _, tt := range []struct {
		name   string
		height int
		want   string
	}{
		{"fits", lines + 1, text + up + text + up},
		{"does not fit", lines, ""},
		{"height unknown", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			g := &growing{w: &out, style: style, height: tt.height}
			g.clear() // nothing is shown yet
			g.show(b)
			g.show(b)
			g.clear()
			g.clear()
			if got := out.String(); got != tt.want {
				t.Errorf("%q\nwant %q", got, tt.want)
			}
		})
	}
}
