package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/briefing/digest"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// TestSeedsDigest is the part of T13 and T14 that a digest has today: after
// three of the articles the fourth brings what it alone says, and a copy of it
// brings nothing, nor does one with another footer, in another file or in its own.
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
	var cursor digest.Cursor
	compose := func() (paths map[string]int, text string) {
		briefs, next, err := digest.Compose(ctx, d.engine, []string{"iran-us"}, cursor, now)
		if err != nil || len(briefs) != 1 {
			t.Fatalf("%d briefs, %v", len(briefs), err)
		}
		cursor = next
		paths = map[string]int{}
		for c := range briefs[0].Claims("") {
			for _, citation := range c.Citations {
				paths[filepath.Base(briefs[0].Document(citation.Article).Article.Path)]++
				text += citation.Words + "\n"
			}
		}
		return paths, text
	}

	for i, name := range names[:3] {
		copyTo(name, string(rune('0'+i))+".txt", "")
	}
	ingest()
	if err := d.load(ctx); err != nil {
		t.Fatal(err)
	}
	if paths, _ := compose(); len(paths) < 2 {
		t.Errorf("the first digest cites %v", paths)
	}
	if paths, _ := compose(); len(paths) > 0 {
		t.Errorf("nothing came, and the digest cites %v", paths)
	}
	copyTo(names[3], "3.txt", "")
	ingest()
	paths, text := compose()
	if len(paths) != 1 || paths["3.txt"] == 0 || !strings.Contains(text, "expected to take place Friday") {
		t.Errorf("the digest of the fourth article cites %v", paths)
	}
	copyTo(names[3], "again.txt", "")
	copyTo(names[3], "footer.txt", "\nFollow us on social media\n")
	copyTo(names[2], "2.txt", "\nSubscribe to our newsletter\n")
	ingest()
	if paths, text := compose(); len(paths) > 0 {
		t.Errorf("another footer is news: %v\n%s", paths, text)
	}
}
