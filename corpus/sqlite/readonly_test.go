package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"briefbot/corpus"
)

// reading opens a database as one that cannot be written.
func reading(t *testing.T, path string) *DB {
	t.Helper()
	list, err := steps(migrations)
	if err != nil {
		t.Fatal(err)
	}
	db := blank(path, list)
	db.readOnly = errors.New("no right to")
	if err := db.openToRead(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// TestReadOnly reads a database that cannot be written, closed and while another
// handle has it open with a log: it has all that was stored, and what would write
// says that it cannot.
func TestReadOnly(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if db.ReadOnly() != nil {
		t.Fatal(db.ReadOnly())
	}
	put := func(db *DB, key string) error {
		return db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: []byte(key)}})
	}
	if err := put(db, "a"); err != nil {
		t.Fatal(err)
	}
	if note, err := reading(t, path).Note(ctx, "a"); string(note) != "a" || err != nil {
		t.Errorf("with a log: %q, %v", note, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r := reading(t, path)
	if note, err := r.Note(ctx, "a"); string(note) != "a" || err != nil {
		t.Errorf("closed: %q, %v", note, err)
	}
	if err := put(r, "b"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Put: %v", err)
	}
	if _, err := r.Lock(ctx, "x"); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Lock: %v", err)
	}
	if err := r.Check(ctx); err != nil {
		t.Error(err)
	}
}

// TestWithoutRights opens a database in a directory that may not be written.
func TestWithoutRights(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("skipped: nothing is forbidden to the superuser")
	}
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Close(), os.Chmod(path, 0o444), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	db, err = Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if db.ReadOnly() == nil {
		t.Error("it is taken for one that can be written")
	}
	if _, err := db.Note(ctx, "a"); err != nil {
		t.Error(err)
	}
}
