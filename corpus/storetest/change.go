package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"briefbot/corpus"
)

// changes: the one stream that everybody reads.
var changes = []check{
	{"the same again is no change", func(t *testing.T, s corpus.Store) {
		putDocuments(t, s, full("a"), document("b", "text"))
		n := newest(t, s)
		putDocuments(t, s, full("a"), document("b", "text"))
		changed(t, s, n)
		if newest(t, s) != n {
			t.Errorf("the last number went from %d to %d", n, newest(t, s))
		}
	}},
	{"last change of each document, in order", func(t *testing.T, s corpus.Store) {
		putDocuments(t, s, document("c", "1"), document("a", "1"), document("b", "1"))
		changed(t, s, 0, "c", "a", "b")
		n := newest(t, s)
		putDocuments(t, s, document("c", "2"))
		holds(t, s, document("c", "2"))
		changed(t, s, 0, "a", "b", "c")
		changed(t, s, n, "c")

		put(t, s, &corpus.Batch{Removed: []corpus.ID{"a", "nobody"}})
		lacks(t, s, "a")
		changed(t, s, 0, "b", "c", "-a")
		n = newest(t, s)
		put(t, s, &corpus.Batch{Removed: []corpus.ID{"a", "nobody"}})
		changed(t, s, n)

		putDocuments(t, s, document("a", "1"))
		holds(t, s, document("a", "1"))
		changed(t, s, 0, "b", "c", "a")
		changed(t, s, n, "a")
	}},
	{"numbers are never given twice", func(t *testing.T, s corpus.Store) {
		last := corpus.Seq(0)
		for i := range 5 {
			putDocuments(t, s, document("a", fmt.Sprint(i)))
			n := newest(t, s)
			put(t, s, &corpus.Batch{Removed: []corpus.ID{"a"}})
			if m := newest(t, s); n <= last || m <= n {
				t.Fatalf("numbers %d, %d, %d do not ascend", last, n, m)
			} else {
				last = m
			}
		}
	}},
	{"resumed from any number", func(t *testing.T, s corpus.Store) {
		// Enough for a store that reads in pages to read several.
		for i := range 5 {
			b := new(corpus.Batch)
			for j := range 500 {
				b.Documents = append(b.Documents, document(fmt.Sprintf("%d-%d", i, j), "text"))
			}
			b.Removed = []corpus.ID{corpus.ID(fmt.Sprintf("%d-7", i-1))}
			put(t, s, b)
		}
		all := changesAfter(t, s, 0)
		if len(all) != 2500 {
			t.Fatalf("%d changes, want 2500", len(all))
		}
		for i := 0; i < len(all); i += 311 {
			if got := changesAfter(t, s, all[i].Seq); !slices.Equal(got, all[i+1:]) {
				t.Fatalf("after change %d: %d changes, want the %d that follow", i, len(got), len(all)-i-1)
			}
			// A loop that is left takes up where it was left.
			n := 0
			for c, err := range s.Changes(t.Context(), all[i].Seq) {
				if err != nil || c != all[i+1+n] {
					t.Fatalf("got %v, %v; want %v", c, err, all[i+1+n])
				}
				if n++; n == 3 {
					break
				}
			}
		}
	}},
	{"the store is used inside a loop over changes", func(t *testing.T, s corpus.Store) {
		putDocuments(t, s, document("a", "1"), document("b", "1"), document("c", "1"))
		var wg sync.WaitGroup
		// Several at once: one that held on to something that a call inside needs
		// would wait for ever.
		for i := range 12 {
			wg.Go(func() {
				for c, err := range s.Changes(t.Context(), 0) {
					if err != nil {
						t.Error(err)
						return
					}
					if _, err := s.Document(t.Context(), c.ID); err != nil {
						t.Error(err)
					}
					for range s.Notes(t.Context(), "") {
						if err := s.Put(t.Context(), &corpus.Batch{Notes: map[string][]byte{"n": {byte(i)}}}); err != nil {
							t.Error(err)
						}
					}
					b := &corpus.Batch{
						Documents: []*corpus.Document{document(string(c.ID), fmt.Sprint(i))},
						Notes:     map[string][]byte{"n": {byte(i)}},
					}
					if err := s.Put(t.Context(), b); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
	}},
	{"no number becomes visible after a larger one", func(t *testing.T, s corpus.Store) {
		follow(t, s, s, s, s)
	}},
	{"a context that is done", func(t *testing.T, s corpus.Store) {
		put(t, s, &corpus.Batch{Documents: []*corpus.Document{document("a", "1")}, Notes: map[string][]byte{"k": {1}}})
		ctx := canceled(t)
		for name, err := range map[string]error{
			"Put":      s.Put(ctx, &corpus.Batch{Documents: []*corpus.Document{document("a", "2")}}),
			"Document": second(s.Document(ctx, "a")),
			"Changes":  firstError(s.Changes(ctx, 0)),
			"Note":     second(s.Note(ctx, "k")),
			"Notes":    firstError(s.Notes(ctx, "")),
			"Lock":     second(s.Lock(ctx, "l")),
		} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: error %v, want context.Canceled", name, err)
			}
		}
		holds(t, s, document("a", "1"))
		// Half-way through a loop.
		putDocuments(t, s, document("b", "1"), document("c", "1"))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n := 0
		var last error
		for _, err := range s.Changes(ctx, 0) {
			n++
			last = err
			cancel()
		}
		if n != 2 || !errors.Is(last, context.Canceled) {
			t.Errorf("Changes: canceled after the first change, it ends after %d with %v", n, last)
		}
	}},
}

func second[T any](_ T, err error) error { return err }

func firstError[T any](seq func(func(T, error) bool)) (first error) {
	seq(func(_ T, err error) bool {
		first = err
		return err == nil
	})
	return first
}

// follow has writers add documents while somebody follows the changes, each
// time from the last number seen. Whoever is overtaken by a larger number is
// missing in the end.
func follow(t *testing.T, reader corpus.Store, writers ...corpus.Store) {
	const each = 40
	var wg sync.WaitGroup
	for w, s := range writers {
		wg.Go(func() {
			for i := range each {
				b := &corpus.Batch{Documents: []*corpus.Document{
					document(fmt.Sprintf("%d-%d", w, i), "text"),
					document("shared", fmt.Sprintf("%d-%d", w, i)),
				}}
				if err := s.Put(t.Context(), b); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	seen, last := map[corpus.ID]bool{}, corpus.Seq(0)
	for ended := false; !ended; {
		select {
		case <-done:
			ended = true // and once more round
		default:
		}
		for c, err := range reader.Changes(t.Context(), last) {
			if err != nil {
				t.Fatal(err)
			}
			if c.Seq <= last {
				t.Fatalf("number %d after %d", c.Seq, last)
			}
			seen[c.ID], last = true, c.Seq
		}
	}
	if want := each*len(writers) + 1; len(seen) != want {
		t.Errorf("the follower saw %d documents, want %d", len(seen), want)
	}
}
