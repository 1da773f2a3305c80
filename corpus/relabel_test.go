package corpus_test

import (
	"context"
	"strings"
	"testing"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// After Relabel articles are listed as if the corpus had been loaded with the new
// labels, those that come later too.
func TestRelabel(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	defer store.Close()
	put := func(texts ...string) {
		t.Helper()
		var batch corpus.Batch
		for _, text := range texts {
			a := &corpus.Article{Text: text}
			a.Identify()
			batch.Documents = append(batch.Documents, corpus.Analyze(a))
		}
		if err := store.Put(ctx, &batch); err != nil {
			t.Fatal(err)
		}
	}
	under := func(word string) func(*corpus.Document) []string {
		return func(d *corpus.Document) []string {
			if strings.Contains(d.Article.Text, word) {
				return []string{word}
			}
			return nil
		}
	}
	put("The bridge was opened.", "The tunnel was closed.")
	c, err := corpus.Load(ctx, store, corpus.Options{Labels: under("bridge")})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Relabel(ctx, "tunnel", under("tunnel")); err != nil {
		t.Fatal(err)
	}
	put("Another tunnel was dug.")
	if _, err := c.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, a := range c.Articles() {
		for _, label := range []string{"bridge", "tunnel"} {
			if c.Labelled(a.ID, label) {
				count[label]++
			}
		}
	}
	if count["bridge"] != 0 || count["tunnel"] != 2 {
		t.Errorf("labelled %v", count)
	}
}
