package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/corpus"
	"briefbot/corpus/storetest"
)

func TestMain(m *testing.M) {
	if task := os.Getenv("SQLITE_TEST_TASK"); task != "" {
		os.Exit(child(task)) // process_test.go
	}
	goleak.VerifyTestMain(m)
}

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

func fresh(t testing.TB) string { return filepath.Join(t.TempDir(), "test.db") }

// foreign opens the file as any other program would.
func foreign(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func run(t testing.TB, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) corpus.Store { return open(t, fresh(t)) })
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t *testing.T) func() (corpus.Store, error) {
		path := fresh(t)
		return func() (corpus.Store, error) { return Open(t.Context(), path) }
	})
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"a text", func(t *testing.T, path string) {
			write(t, path, strings.Repeat("This is no database. ", 100))
		}, "it is not a database"},
		{"a short text", func(t *testing.T, path string) { write(t, path, "x") }, "it is not a database"},
		{"a directory", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "it is not a file"},
		{"another program's", func(t *testing.T, path string) {
			run(t, foreign(t, path), "CREATE TABLE bookmark (url TEXT)")
		}, "it is a database of another program"},
		{"another program's by its mark", func(t *testing.T, path string) {
			run(t, foreign(t, path), "PRAGMA application_id = 7; PRAGMA user_version = 1")
		}, "it is a database of another program"},
		{"a newer version's", func(t *testing.T, path string) {
			open(t, path).Close()
			run(t, foreign(t, path), "PRAGMA user_version = 99")
		}, "it was written by a newer version of this program: version 99 of the database, the program knows "},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := fresh(t)
			test.make(t, path)
			before, _ := os.ReadFile(path)
			_, err := Open(t.Context(), path)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("error %v, want one with %q and the path", err, test.want)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
	t.Run("no directory", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "none", "test.db")
		if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("error %v, want one with the path", err)
		}
	})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Names that mean something in an address.
func TestOpenOddNames(t *testing.T) {
	for _, name := range []string{"a b.db", "50%.db", "what?.db", "a#b.db", "%41.db", "ü.db", "&mode=ro.db", ":memory:"} {
		path := filepath.Join(t.TempDir(), name)
		db := open(t, path)
		if err := db.Put(t.Context(), &corpus.Batch{Notes: map[string][]byte{"k": {1}}}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestVersion(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	if have, want, err := db.Version(t.Context()); have != want || want != len(db.steps) || err != nil {
		t.Errorf("Version() = %d, %d, %v", have, want, err)
	}
	run(t, foreign(t, path), "PRAGMA user_version = 99") // by a newer process
	if have, _, err := db.Version(t.Context()); have != 99 || err != nil {
		t.Errorf("Version() = %d, %v, want 99", have, err)
	}
}

func TestCheck(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	for i := range 50 {
		if err := db.Put(t.Context(), &corpus.Batch{Documents: []*corpus.Document{example(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Check(t.Context()); err != nil {
		t.Errorf("a sound database: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(file) / 2; i < len(file)/2+3*4096; i++ {
		file[i] ^= 0x55
	}
	write(t, path, string(file))
	db = open(t, path)
	if err := db.Check(t.Context()); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged database: error %v, want one with the path", err)
	}
}

// Another process that does not let go.
func TestBusy(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	run(t, foreign(t, path), "BEGIN IMMEDIATE")
	batch := &corpus.Batch{Notes: map[string][]byte{"k": {1}}}

	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := db.Put(ctx, batch); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Put until a deadline: %v", err)
	}
	db.patience = 0
	if err := db.Put(t.Context(), batch); !errors.Is(err, errBusy) {
		t.Errorf("Put without patience: %v, want %v", err, errBusy)
	}
	// Readers do not mind.
	if _, err := db.Note(t.Context(), "k"); err != nil {
		t.Error(err)
	}
}
