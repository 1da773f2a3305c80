package briefing

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

var discard = slog.New(slog.NewTextHandler(io.Discard, nil))

// about is an engine over the articles of a case, each "outlet, date" on its
// first line and text behind, its headline behind "# " if it has one.
func about(t testing.TB, files ...string) *Engine {
	t.Helper()
	ctx := context.Background()
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	var batch corpus.Batch
	for i, file := range files {
		head, text, _ := strings.Cut(file, "\n")
		outlet, day, ok := strings.Cut(head, ", ")
		a := &corpus.Article{Path: fmt.Sprintf("%c.txt", 'a'+i), Format: "text", Language: "en", Text: text}
		a.Outlet.Value = outlet
		if rest, titled := strings.CutPrefix(text, "# "); titled {
			a.Headline.Value, a.Text, _ = strings.Cut(rest, "\n")
		}
		if ok {
			published, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			a.Published.Time = published
		}
		a.Identify()
		batch.Documents = append(batch.Documents, corpus.Analyze(a))
	}
	if err := store.Put(ctx, &batch); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &Engine{Corpus: loaded, Log: discard}
}

func evidence(t testing.TB, e *Engine) *Evidence {
	t.Helper()
	ev, err := e.evidence(context.Background(), Question{Kind: Situation})
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

// outcome is what was found, as the cases write it: without the order of sides.
func outcome(found []Disagreement, updates []Update) string {
	var lines []string
	for _, d := range found {
		var values []string
		for _, s := range d.Sides {
			values = append(values, s.Value)
		}
		slices.Sort(values)
		lines = append(lines, d.Attribute+": "+strings.Join(values, " | "))
	}
	if len(lines) == 0 && len(updates) > 0 {
		return "update"
	}
	if len(lines) == 0 {
		return "none"
	}
	return strings.Join(lines, "\n")
}

// TestDisagreements asks of each case what differs, and has every claim about it
// stand before Verify. Half of the cases are look-alikes that are not to be
// reported.
func TestDisagreements(t *testing.T) {
	archives, err := filepath.Glob("testdata/disagreement/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	cases, lookalikes := 0, 0
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		articles := map[string][]string{}
		wants := map[string]string{}
		var order []string
		for _, f := range archive.Files {
			of, part, _ := strings.Cut(f.Name, "/")
			if part == "want" {
				order = append(order, of)
				wants[of] = strings.TrimSpace(string(f.Data))
			} else {
				articles[of] = append(articles[of], string(f.Data))
			}
		}
		for _, of := range order {
			cases++
			want := wants[of]
			if want == "none" || want == "update" {
				lookalikes++
			} else {
				attribute, values, _ := strings.Cut(want, ": ")
				sides := strings.Split(values, " | ")
				slices.Sort(sides)
				want = attribute + ": " + strings.Join(sides, " | ")
			}
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar")+"/"+of, func(t *testing.T) {
				e := about(t, articles[of]...)
				ev := evidence(t, e)
				if got := outcome(ev.Disagreements()); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
				draft := &Draft{Question: ev.Question, Claims: (&brief{Evidence: ev}).conflicts()}
				_, struck, err := Verify(context.Background(), e.Corpus, draft)
				if err != nil || len(struck) > 0 {
					t.Errorf("struck %v, %v", struck, err)
				}
			})
		}
	}
	if cases < 40 || lookalikes*2 < cases {
		t.Errorf("%d cases, %d of them look-alikes", cases, lookalikes)
	}
}
