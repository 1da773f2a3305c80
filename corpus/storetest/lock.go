package storetest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"briefbot/corpus"
)

// locks: one holder at a time.
var locks = []check{
	{"a lock excludes", func(t *testing.T, s corpus.Store) { exclude(t, s, s) }},
	{"what is counted under a lock is counted right", func(t *testing.T, s corpus.Store) {
		count(t, s, s, s, s)
	}},
}

func lock(t *testing.T, s corpus.Store, name string) (unlock func()) {
	t.Helper()
	unlock, err := s.Lock(t.Context(), name)
	if err != nil {
		t.Fatalf("Lock(%s): %v", name, err)
	}
	return unlock
}

// refused checks that the lock is held by somebody.
func refused(t *testing.T, s corpus.Store, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := s.Lock(ctx, name); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Lock(%s) of what is locked: error %v, want context.DeadlineExceeded", name, err)
	}
}

// exclude checks two handles, or one against itself.
func exclude(t *testing.T, a, b corpus.Store) {
	unlock := lock(t, a, "x")
	refused(t, a, "x")
	refused(t, b, "x")
	other := lock(t, b, "y")
	refused(t, a, "y")
	unlock()
	again := lock(t, b, "x")
	unlock() // once more, which must not take it from b
	refused(t, a, "x")
	again()
	other()
	lock(t, a, "x")()

	// One who waits gets it.
	unlock = lock(t, a, "x")
	got := make(chan error)
	go func() {
		unlock, err := b.Lock(t.Context(), "x")
		if err == nil {
			unlock()
		}
		got <- err
	}()
	unlock()
	if err := <-got; err != nil {
		t.Errorf("Lock after a wait: %v", err)
	}
}

// count has all handles read, add one, and write, in turn.
func count(t *testing.T, stores ...corpus.Store) {
	const each = 20
	var wg sync.WaitGroup
	for _, s := range stores {
		wg.Go(func() {
			for range each {
				unlock, err := s.Lock(t.Context(), "count")
				if err != nil {
					t.Error(err)
					return
				}
				value, err := s.Note(t.Context(), "count")
				if err == nil {
					n, _ := strconv.Atoi(string(value))
					value = []byte(strconv.Itoa(n + 1))
					err = s.Put(t.Context(), &corpus.Batch{Notes: map[string][]byte{"count": value}})
				}
				if err != nil {
					t.Error(err)
				}
				unlock()
			}
		})
	}
	wg.Wait()
	noted(t, stores[0], "count", []byte(strconv.Itoa(each*len(stores))))
}

// closed checks that a closed store does nothing.
func closed(t *testing.T, s corpus.Store) {
	putDocuments(t, s, document("a", "1"))
	unlock := lock(t, s, "x")
	shut(t, s)
	unlock() // too late, and no harm
	ctx := t.Context()
	for name, err := range map[string]error{
		"Put":      s.Put(ctx, &corpus.Batch{Documents: []*corpus.Document{document("b", "1")}}),
		"Document": second(s.Document(ctx, "a")),
		"Changes":  firstError(s.Changes(ctx, 0)),
		"Note":     second(s.Note(ctx, "k")),
		"Vectors":  firstError(s.Vectors(ctx, 0)),
		"Notes":    firstError(s.Notes(ctx, "")),
		"Lock":     second(s.Lock(ctx, "y")),
	} {
		if err == nil || errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%s of a closed store: error %v, want another", name, err)
		}
	}
}

// closing checks that nobody waits for ever.
func closing(t *testing.T, s corpus.Store) {
	unlock := lock(t, s, "x")
	got := make(chan error)
	go func() { got <- second(s.Lock(t.Context(), "x")) }()
	shut(t, s)
	if err := <-got; err == nil {
		t.Error("Lock of a store that is closed: no error")
	}
	unlock()
}
