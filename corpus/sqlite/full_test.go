package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/corpus"
)

// TestFull writes until the database may not grow: what is refused for want of
// room says so, what was stored stays, and with room the writing goes on.
func TestFull(t *testing.T) {
	ctx := context.Background()
	db, err := Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.writer.ExecContext(ctx, "PRAGMA max_page_count = 40"); err != nil {
		t.Fatal(err)
	}
	big := []byte(strings.Repeat("x", 100_000))
	put := func(key string) error {
		return db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: big}})
	}
	stored := 0
	for err == nil && stored < 10 {
		if err = put(string(rune('a' + stored))); err == nil {
			stored++
		}
	}
	if !errors.Is(err, ErrFull) {
		t.Fatalf("%d notes, then %v", stored, err)
	}
	if _, err := db.writer.ExecContext(ctx, "PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if err := put("z"); err != nil {
		t.Error(err)
	}
	n := 0
	for _, err := range db.Notes(ctx, "") {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != stored+1 {
		t.Errorf("%d notes, want %d", n, stored+1)
	}
}
