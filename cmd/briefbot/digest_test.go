package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// TestSeedsDigest: after three of the articles the fourth brings what it alone
// says, that what was frozen is expected as an update; a copy of it brings nothing,
// nor does one with another footer, in another file or in its own.
func TestSeedsDigest(t *testing.T) {
	ctx := context.Background()
	seeds := filepath.Join(shared.Dir(t), "seeds")
	names, err := filepath.Glob(filepath.Join(seeds, "*.txt"))
	if err != nil || len(names) != 4 {
		t.Fatalf("%d articles, %v", len(names), err)
	}
	dir := t.TempDir()
	copyTo := func(from, to, footer string) {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), append(b, footer...), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	now := evening
	store := memory.New()
	d := &desk{config: defaultConfig(), log: quiet, store: store}
	defer d.Close()
	ingest := func() {
		now = now.AddDate(0, 0, 1)
		in := &corpus.Ingester{Log: quiet, Store: store, Now: func() time.Time { return now }, Report: func(corpus.Receipt) {}}
		if err := in.Ingest(ctx, &source.Directory{Root: dir}); err != nil {
			t.Fatal(err)
		}
	}
	var had digest.Cursor
	compose := func() (*digest.Digest, map[string]int) {
		made, err := digest.Compose(ctx, d.engine, digest.Request{Topic: "iran-us", Had: had, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		// What is kept between digests is what a store gives back.
		if had, err = digest.ParseCursor(made.Next.Marshal()); err != nil {
			t.Fatal(err)
		}
		paths := map[string]int{} // of what is new
		for c := range made.Brief.Claims(briefing.Developments) {
			paths[filepath.Base(made.Brief.Document(c.Citations[0].Article).Article.Path)]++
		}
		return made, paths
	}

	for i, name := range names[:3] {
		copyTo(name, string(rune('0'+i))+".txt", "")
	}
	ingest()
	if err := d.load(ctx); err != nil {
		t.Fatal(err)
	}
	if made, _ := compose(); made.Silent || len(made.Brief.Articles()) < 2 {
		t.Errorf("the first digest cites %d articles", len(made.Brief.Articles()))
	}
	if made, _ := compose(); !made.Silent {
		t.Error("nothing came, and the digest is not silent")
	}

	copyTo(names[3], "3.txt", "")
	ingest()
	made, paths := compose()
	if len(paths) != 1 || paths["3.txt"] == 0 {
		t.Errorf("the digest of the fourth article has developments of %v", paths)
	}
	updated := false
	for c := range made.Brief.Claims(briefing.Developments) {
		if c.Change != briefing.Updated {
			continue
		}
		updated = true
		last := c.Citations[len(c.Citations)-1]
		if now := c.Citations[0].Words; !strings.Contains(now, "expected to take place Friday") || !strings.Contains(last.Words, "frozen") {
			t.Errorf("updated: %s\nfrom: %s", now, last.Words)
		}
		if from := filepath.Base(made.Brief.Document(last.Article).Article.Path); from == "3.txt" {
			t.Error("an update from the new article itself")
		}
	}
	if !updated {
		t.Error("talks that were frozen are expected, and the digest does not call it an update")
	}
	quotationsStand(t, made.Brief)
	reasons, err := made.Why(ctx, d.engine, "Talks expected Friday in Istanbul between Araghchi and Witkoff")
	if err != nil || len(reasons) == 0 || !reasons[0].In || reasons[0].Stage != "digest" {
		t.Errorf("why: %+v, %v", reasons, err)
	}

	copyTo(names[3], "again.txt", "")
	copyTo(names[3], "footer.txt", "\nFollow us on social media\n")
	copyTo(names[2], "2.txt", "\nSubscribe to our newsletter\n")
	ingest()
	made, paths = compose()
	if len(paths) > 0 {
		t.Errorf("another footer is news: %v", paths)
	}
	// The Friday is past by now, and nobody says whether the talks took place.
	due := 0
	for c := range made.Brief.Claims(briefing.FellDue) {
		due++
		if !strings.Contains(c.Citations[0].Words, "expected to take place Friday") {
			t.Errorf("due: %s", c.Citations[0].Words)
		}
	}
	if due != 1 {
		t.Errorf("%d expectations fell due, want one", due)
	}
	if reasons, err = made.Why(ctx, d.engine, "Talks expected Friday in Istanbul between Araghchi and Witkoff"); err != nil || reasons[0].In || reasons[0].Stage != "novelty" {
		t.Errorf("why not again: %+v, %v", reasons, err)
	}
	now = now.AddDate(0, 0, 1)
	if made, _ = compose(); !made.Silent {
		t.Error("what fell due yesterday is told again")
	}
}

// quotationsStand looks up everything that a brief cites once more: the words are
// those at the place in the article.
func quotationsStand(t *testing.T, b *briefing.Brief) {
	t.Helper()
	for c := range b.Claims("") {
		for _, citation := range c.Citations {
			if words, ok := b.Document(citation.Article).Article.Slice(citation.Span); !ok || words != citation.Words {
				t.Errorf("%q does not stand there", citation.Words)
			}
		}
	}
}
