package corpus_test

import (
	"context"
	"errors"
	"testing"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// TestAgain: what an older decoder and an older analysis made of an article is
// mended, and what they got right makes no change.
func TestAgain(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	defer store.Close()
	good := corpus.Analyze(article("good.txt", "The ferry sails at noon, Ada Lind said."))
	stale := corpus.Analyze(article("stale.txt", "The harbour is full, Jon Hale said."))
	stale.Quotations, stale.Passages = nil, nil
	misread := corpus.Analyze(article("misread.txt", "http://example.org/a The bridge opens."))
	broken := corpus.Analyze(article("broken.txt", "The market is closed."))
	if err := store.Put(ctx, &corpus.Batch{Documents: []*corpus.Document{good, stale, misread, broken}}); err != nil {
		t.Fatal(err)
	}
	decode := func(a *corpus.Article) (*corpus.Article, error) {
		switch a.Path {
		case "misread.txt":
			b := *a
			b.Text = "The bridge opens in May."
			return &b, nil
		case "broken.txt":
			return nil, errors.New("no longer readable")
		}
		b := *a
		return &b, nil
	}
	changed, err := corpus.Again(ctx, store, decode)
	if err != nil || changed != 2 {
		t.Fatalf("%d changed, %v; want 2", changed, err)
	}
	if d, err := store.Document(ctx, stale.Article.ID); err != nil || len(d.Quotations) != 1 {
		t.Errorf("the stale analysis: %v, %v", d, err)
	}
	if d, err := store.Document(ctx, misread.Article.ID); err != nil || d.Article.Text != "The bridge opens in May." {
		t.Errorf("the misread article: %v, %v", d, err)
	}
	if changed, err := corpus.Again(ctx, store, decode); err != nil || changed != 0 {
		t.Errorf("%d changed the second time, %v", changed, err)
	}
}
