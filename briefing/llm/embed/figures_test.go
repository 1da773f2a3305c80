package embed_test

import (
	"bytes"
	"flag"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"briefbot/briefing/llm/openai/fakeopenai"
	"briefbot/corpus"
	"briefbot/corpus/golden"
	"briefbot/corpus/memory"
	"briefbot/corpus/source"
	"briefbot/corpus/vector"
)

var update = flag.Bool("update", false, "write testdata/figures.txt")

// a wanted passage is the one that has the words.
type wanted struct{ question, words string }

// paraphrased reads testdata/paraphrase.txtar.
func paraphrased(t testing.TB) (table string, sets map[string][]wanted) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "paraphrase.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	sets = map[string][]wanted{}
	for _, f := range archive.Files {
		if f.Name == "table" {
			table = string(f.Data)
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			question, words, ok := strings.Cut(strings.TrimSpace(line), " | ")
			if !ok {
				t.Fatalf("no bar in %q", line)
			}
			sets[f.Name] = append(sets[f.Name], wanted{question, words})
		}
	}
	return table, sets
}

// told are the articles of the stories in a store.
func told(t testing.TB) corpus.Store {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "testdata", "stories", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no stories", err)
	}
	files := fstest.MapFS{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				files[strings.TrimSuffix(filepath.Base(name), ".txtar")+"-"+f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
	}
	store := memory.New()
	in := &corpus.Ingester{Log: slog.New(slog.DiscardHandler), Store: store, Now: func() time.Time { return noon }, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(t.Context(), &source.FS{Label: "stories", Files: files}); err != nil {
		t.Fatal(err)
	}
	return store
}

var noon = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)

// TestFigures holds testdata/figures.txt to the program: what vectors of a model that
// knows the words bring to questions in other words, and cost those in the same.
func TestFigures(t *testing.T) {
	table, sets := paraphrased(t)
	store := told(t)
	defer store.Close()
	service := fakeopenai.New(key, model, nil)
	defer service.Close()
	service.Embed = fakeopenai.Meanings(table)
	e := newEmbedder(t, service, store)
	var out bytes.Buffer
	fmt.Fprintf(&out, `Questions over the articles of ../testdata/stories, in other words than theirs and in
their own (testdata/paraphrase.txtar), searched for by words alone, with the word
vectors that are part of the program, and with the vectors of a model over HTTP in
their place. The model is a table of words that mean the same, made for these
questions: the figures show what the fusion does with a model that knows, not what
any model knows. Made by

    go test ./briefing/llm/embed -run TestFigures -update

`)
	for _, set := range []string{"paraphrased", "own words"} {
		fmt.Fprintf(&out, "%-34s MRR@10  Hits@1  Hits@4\n", fmt.Sprintf("%s, %d questions", set, len(sets[set])))
		for _, way := range []struct {
			name    string
			options corpus.Options
			asked   bool
		}{
			{"words alone", corpus.Options{}, false},
			{"word vectors", corpus.Options{Vectors: vector.Embedded}, false},
			{"a model's vectors", corpus.Options{Vectors: vector.Embedded, Model: e.Space()}, true},
		} {
			c, err := corpus.Load(t.Context(), store, way.options)
			if err != nil {
				t.Fatal(err)
			}
			if way.asked {
				if _, err := e.Fill(t.Context(), c, nil); err != nil {
					t.Fatal(err)
				}
			}
			mrr, first, four := 0., 0., 0.
			for _, w := range sets[set] {
				q := corpus.Query{Text: w.question}
				if way.asked {
					var note string
					if q.Vector, note, err = e.Embed(t.Context(), c, asker, w.question); err != nil || note != "" || q.Vector.Dimensions() == 0 {
						t.Fatalf("%s: %q, %v", w.question, note, err)
					}
				}
				hits, err := c.Search(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				for i, h := range hits {
					if strings.Contains(h.Passage.Of(h.Document.Article.Text), w.words) {
						mrr += 1 / float64(i+1)
						if i == 0 {
							first++
						}
						if i < 4 {
							four++
						}
						break
					}
				}
			}
			n := float64(len(sets[set]))
			fmt.Fprintf(&out, "  %-32s %6.3f  %6.3f  %6.3f\n", way.name, mrr/n, first/n, four/n)
		}
	}
	golden.Compare(t, filepath.Join("testdata", "figures.txt"), out.String(), *update)
}
