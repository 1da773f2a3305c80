package sqlite

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"briefbot/corpus"
	"briefbot/corpus/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) corpus.Store {
		return open(t, filepath.Join(t.TempDir(), "test.db"))
	})
}

func TestShared(t *testing.T) {
	storetest.Shared(t, func(t *testing.T) func() (corpus.Store, error) {
		path := filepath.Join(t.TempDir(), "test.db")
		return func() (corpus.Store, error) { return Open(t.Context(), path) }
	})
}
