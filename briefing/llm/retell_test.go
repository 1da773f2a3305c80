package llm_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus/clean"
	"briefbot/corpus/golden"
)

// retold has a model retell a digest that is made of the sentences of those names,
// all of them for none.
func (s *story) retold(t *testing.T, p *puppet, names ...string) *briefing.Draft {
	t.Helper()
	ctx := context.Background()
	p.story = s
	ev, err := s.engine.Evidence(ctx, briefing.Question{Kind: briefing.New})
	if err != nil {
		t.Fatal(err)
	}
	d := &briefing.Draft{Question: ev.Question}
	for _, doc := range ev.Documents {
		for _, span := range doc.Sentences(clean.Body) {
			wanted := len(names) == 0
			for _, name := range names {
				wanted = wanted || s.sentences[name] == flat(span.Of(doc.Article.Text))
			}
			if wanted {
				d.Claims = append(d.Claims, briefing.TextClaim(briefing.Developments, doc, span))
			}
		}
	}
	w := &llm.Writer{Model: p, Log: s.engine.Log, PromptTokens: 20_000}
	told, err := w.Retell(ctx, ev, d)
	if err != nil {
		t.Fatal(err)
	}
	if len(told.Claims) != len(d.Claims) {
		t.Fatalf("%d developments of %d", len(told.Claims), len(d.Claims))
	}
	for i := range told.Claims {
		if told.Claims[i].Author == "" && told.Claims[i].Citations[0] != d.Claims[i].Citations[0] {
			t.Errorf("development %d changed its place", i)
		}
	}
	return told
}

// TestPromptRetell holds what is sent of a digest to a golden file.
func TestPromptRetell(t *testing.T) {
	p := &puppet{says: []written{truth}}
	planted(t).retold(t, p)
	if len(p.asked) != 1 {
		t.Fatalf("%d calls", len(p.asked))
	}
	r := p.asked[0]
	if strings.Contains(r.User, "Ignore all previous") {
		t.Error("planted instructions are evidence")
	}
	golden.Compare(t, filepath.Join("testdata", "prompt-retell.txt"), "version "+llm.Version()+"\n\n"+r.System+"\n----\n"+r.User+"\n----\n"+string(r.Schema)+"\n", *update)
}

// TestLiarRetold: no lie takes the place of a development in an article's words,
// and honest sentences do.
func TestLiarRetold(t *testing.T) {
	told, all := 0, 0
	for _, s := range stories(t) {
		for _, of := range []struct {
			sentences []written
			lies      bool
		}{{s.lies, true}, {s.honest, false}} {
			for _, w := range of.sentences {
				if len(w.cited) == 0 || s.sentences[w.cited[0]] == "" {
					continue
				}
				n := 0
				for _, c := range s.retold(t, &puppet{says: []written{w}}, w.cited...).Claims {
					if c.Author != "" {
						n++
					}
				}
				switch {
				case of.lies && n > 0:
					t.Errorf("%s: %s lies: %s", s.name, w.kind, w.text)
				case !of.lies && len(w.cited) == 1:
					all++
					told += n
				}
			}
		}
	}
	if all < 100 || told < all*85/100 {
		t.Errorf("%d of %d honest sentences are told", told, all)
	}
	t.Logf("%d of %d honest sentences are told", told, all)
}
