package corpus_test

import (
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// TestAudiences: what is for an audience alone is in no other's corpus, is in the place of
// nobody else's, leaves alone what everybody has, stays its own when it is analysed again,
// and is forgotten with its audience.
func TestAudiences(t *testing.T) {
	ctx := t.Context()
	store := memory.New()
	defer store.Close()
	put := func(audience, text string, want corpus.Outcome) {
		t.Helper()
		in := &corpus.Ingester{
			Log: slog.New(slog.DiscardHandler), Store: store, Audience: audience,
			Now: func() time.Time { return time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC) },
			Report: func(r corpus.Receipt) {
				if r.Outcome != want {
					t.Errorf("%s: %q is %s, want %s", audience, text, r.Outcome, want)
				}
			},
		}
		if err := in.Ingest(ctx, deliveries{{Name: text, Articles: []*corpus.Article{article("", text)}}}); err != nil {
			t.Fatal(err)
		}
	}
	const lock = "https://alder.example/lock "
	put("", "https://alder.example/ferry The ferry sails again.", corpus.Added)
	put("north", lock+"The lock is open, said Ada.", corpus.Added)
	put("south", lock+"The lock is shut, said Ada.", corpus.Added)
	put("north", "https://alder.example/ferry The ferry has sunk.", corpus.Unchanged)
	if _, err := corpus.Again(ctx, store, func(a *corpus.Article) (*corpus.Article, error) {
		return article("", a.URL+" "+a.Text+" It was read again."), nil
	}); err != nil {
		t.Fatal(err)
	}
	texts := func(audience string) (all []string) {
		t.Helper()
		c, err := corpus.Load(ctx, corpus.Visible(store, audience), corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range c.Articles() {
			d, err := c.Document(ctx, a.ID)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, d.Article.Text)
		}
		hits, err := c.Search(ctx, corpus.Query{Text: "lock Ada"})
		if want := len(all) - 1; err != nil || len(hits) != want || len(c.Resolve("Ada")) != want {
			t.Errorf("%q: %d hits, %d people, %v", audience, len(hits), len(c.Resolve("Ada")), err)
		}
		slices.Sort(all)
		return all
	}
	const ferry = "The ferry sails again. It was read again."
	open, shut := "The lock is open, said Ada. It was read again.", "The lock is shut, said Ada. It was read again."
	for audience, want := range map[string][]string{"": {ferry}, "north": {ferry, open}, "south": {ferry, shut}, "west": {ferry}} {
		if diff := cmp.Diff(want, texts(audience)); diff != "" {
			t.Errorf("%q: %s", audience, diff)
		}
	}
	id := article("", lock)
	id.For("north")
	if _, err := corpus.Visible(store, "south").Document(ctx, id.ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("another's article: %v", err)
	}
	if n, err := corpus.Forget(ctx, store, "north"); n != 1 || err != nil {
		t.Errorf("forgotten: %d, %v", n, err)
	}
	if diff := cmp.Diff([]string{ferry}, texts("north")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{ferry, shut}, texts("south")); diff != "" {
		t.Error(diff)
	}
}
