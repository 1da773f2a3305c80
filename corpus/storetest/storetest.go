// Package storetest says whether a store keeps the promises of corpus.Store. A
// new store is right when Run passes, and Shared too where several handles, in
// whatever processes, may have the same database open.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/corpus"
)

// A check is one promise.
type check struct {
	name string
	run  func(t *testing.T, s corpus.Store)
}

// Run checks the stores that open returns. Each must be empty; Run closes it.
func Run(t *testing.T, open func(t *testing.T) corpus.Store) {
	for _, checks := range [][]check{documents, changes, batches, vectors, notes, locks} {
		for _, c := range checks {
			t.Run(c.name, func(t *testing.T) {
				s := open(t)
				defer shut(t, s)
				c.run(t, s)
			})
		}
	}
	// Those that close the store themselves.
	t.Run("closed", func(t *testing.T) { closed(t, open(t)) })
	t.Run("closing frees who waits for a lock", func(t *testing.T) { closing(t, open(t)) })
}

func shut(t *testing.T, s corpus.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
}

// same compares documents: times by instant and offset, no slice with an empty
// one, and long ones without looking for the least difference.
var same = cmp.Options{
	cmp.Comparer(bytes.Equal),
	cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type() != rawType }, cmpopts.EquateEmpty()),
	cmp.Comparer(func(a, b time.Time) bool {
		_, east := a.Zone()
		_, other := b.Zone()
		return a.Equal(b) && east == other
	}),
}

var rawType = reflect.TypeFor[[]byte]()

func put(t testing.TB, s corpus.Store, b *corpus.Batch) {
	t.Helper()
	if err := s.Put(t.Context(), b); err != nil {
		t.Fatalf("Put: %v", err)
	}
}

func putDocuments(t testing.TB, s corpus.Store, ds ...*corpus.Document) {
	t.Helper()
	put(t, s, &corpus.Batch{Documents: ds})
}

// holds checks that the store has exactly this document under its ID.
func holds(t testing.TB, s corpus.Store, want *corpus.Document) {
	t.Helper()
	got, err := s.Document(t.Context(), want.Article.ID)
	if err != nil {
		t.Fatalf("Document: %v", err)
	}
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Fatalf("Document(%s): (-want +got)\n%s", want.Article.ID, diff)
	}
}

func lacks(t testing.TB, s corpus.Store, id corpus.ID) {
	t.Helper()
	if d, err := s.Document(t.Context(), id); !errors.Is(err, corpus.ErrNotFound) || d != nil {
		t.Fatalf("Document(%s) = %v, %v; want nil, ErrNotFound", id, d, err)
	}
}

// noted checks a note; nil means that there is none.
func noted(t testing.TB, s corpus.Store, key string, want []byte) {
	t.Helper()
	got, err := s.Note(t.Context(), key)
	if err != nil {
		t.Fatalf("Note(%q): %v", key, err)
	}
	if (got == nil) != (want == nil) || string(got) != string(want) {
		t.Fatalf("Note(%q) = %#v, want %#v", key, got, want)
	}
}

// collect ends the test at the first error.
func collect[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var all []T
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// changesAfter returns the changes, having checked what is true of all.
func changesAfter(t testing.TB, s corpus.Store, after corpus.Seq) []corpus.Change {
	t.Helper()
	all := collect(t, s.Changes(t.Context(), after))
	last, seen := after, map[corpus.ID]bool{}
	for _, c := range all {
		if c.Seq <= last || c.Seq < 1 {
			t.Fatalf("Changes(%d): number %d after %d", after, c.Seq, last)
		}
		if seen[c.ID] {
			t.Fatalf("Changes(%d): document %s comes twice", after, c.ID)
		}
		last, seen[c.ID] = c.Seq, true
	}
	return all
}

func newest(t testing.TB, s corpus.Store) corpus.Seq {
	t.Helper()
	if all := changesAfter(t, s, 0); len(all) > 0 {
		return all[len(all)-1].Seq
	}
	return 0
}

// changed checks which documents changed after a number, in order; a leading
// "-" means that the document was removed.
func changed(t testing.TB, s corpus.Store, after corpus.Seq, want ...string) {
	t.Helper()
	var got []string
	for _, c := range changesAfter(t, s, after) {
		name := string(c.ID)
		if c.Removed {
			name = "-" + name
		}
		got = append(got, name)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("changes after %d: (-want +got)\n%s", after, diff)
	}
}

// canceled is a context that is done.
func canceled(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
