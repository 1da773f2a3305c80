package llm_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus/clean"
)

// TestRetellChanges has a model say what changed: with what was before, each by its
// own citation and with the value that changed, or in the articles' words.
func TestRetellChanges(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "changes.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(t, "changes", archive)
	ctx := context.Background()
	ev, err := s.engine.Evidence(ctx, briefing.Question{Kind: briefing.New})
	if err != nil {
		t.Fatal(err)
	}
	cite := func(name string) briefing.Claim {
		for _, doc := range ev.Documents {
			for _, span := range doc.Sentences(clean.Body) {
				if s.sentences[name] == flat(span.Of(doc.Article.Text)) {
					return briefing.TextClaim(briefing.Developments, doc, span)
				}
			}
		}
		t.Fatalf("no sentence %s", name)
		return briefing.Claim{}
	}
	for line := range strings.Lines(string(archive.Files[2].Data)) {
		f := strings.Split(strings.TrimSpace(line), " | ")
		if len(f) != 6 {
			t.Fatalf("%d fields in %q", len(f), line)
		}
		t.Run(f[3]+"/"+f[4], func(t *testing.T) {
			claim := cite(f[1])
			claim.Change = briefing.Change(f[0])
			claim.Citations = append(claim.Citations, cite(f[2]).Citations...)
			claim.Parts = append(claim.Parts, briefing.Part{Prose: claim.Change.Joint()}, briefing.Part{Cited: 2})
			p := &puppet{story: s}
			for i, text := range f[3:5] {
				if text != "-" {
					p.says = append(p.says, written{cited: []string{f[1+i]}, text: text})
				}
			}
			w := &llm.Writer{Model: p, Log: s.engine.Log, PromptTokens: 20_000}
			told, err := w.Retell(ctx, ev, &briefing.Draft{Question: ev.Question, Claims: []briefing.Claim{claim}})
			if err != nil {
				t.Fatal(err)
			}
			b, err := s.engine.Verify(ctx, told)
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Struck()) != len(told.Struck) {
				t.Errorf("struck behind the writer's back: %v", b.Struck())
			}
			out := shown(t, b)
			sees := func(text string) bool { return text != "-" && strings.Contains(out, text) }
			now, before := sees(f[3]), sees(f[4])
			if want := f[5]; now != (want != "none") || before != (want == "both") {
				t.Errorf("new half %v, old half %v in\n%s", now, before, out)
			}
			for _, name := range f[1:3] { // whatever was written, both are cited
				if c := told.Claims[0].Citations; c[0].Words != cite(f[1]).Citations[0].Words || c[len(c)-1].Words != cite(f[2]).Citations[0].Words {
					t.Errorf("%s is not cited", name)
				}
			}
			if (b.Author() != "") != (f[5] != "none") {
				t.Errorf("author %q", b.Author())
			}
			if text := strings.Join(strings.Fields(out), " "); f[5] == "both" && !strings.Contains(text, "said. [1] – before:") && !strings.Contains(text, ". [1] – before:") {
				t.Errorf("the new half is not cited behind it:\n%s", out)
			}
		})
	}
}
