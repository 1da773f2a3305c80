package storetest

import (
	"bytes"
	"errors"
	"slices"
	"sync"
	"testing"

	"briefbot/corpus"
)

// Shared checks several handles on one database. open makes an empty database
// and returns a function that opens a handle on it each time; Shared closes
// them.
func Shared(t *testing.T, open func(t *testing.T) (handle func() (corpus.Store, error))) {
	with := func(name string, n int, f func(t *testing.T, s []corpus.Store)) {
		t.Run(name, func(t *testing.T) {
			handle := open(t)
			// All at once, as processes start.
			stores := make([]corpus.Store, n)
			var wg sync.WaitGroup
			for i := range stores {
				wg.Go(func() {
					var err error
					if stores[i], err = handle(); err != nil {
						t.Errorf("open: %v", err)
					}
				})
			}
			wg.Wait()
			if t.Failed() {
				return
			}
			defer func() {
				for _, s := range stores {
					shut(t, s)
				}
			}()
			f(t, stores)
		})
	}
	with("what one puts the others see", 3, func(t *testing.T, s []corpus.Store) {
		for i, writer := range s {
			before := newest(t, writer)
			d := full("a")
			d.Article.Source = string(rune('a' + i))
			put(t, writer, &corpus.Batch{
				Documents: []*corpus.Document{d}, Notes: map[string][]byte{"k": {byte(i)}}})
			for _, reader := range s {
				holds(t, reader, d)
				noted(t, reader, "k", []byte{byte(i)})
				changed(t, reader, before, "a")
				putDocuments(t, reader, d) // the same again
			}
			changed(t, s[0], before, "a")
		}
	})
	with("of those who write what nobody has changed meanwhile one does", 4, func(t *testing.T, s []corpus.Store) {
		var wg sync.WaitGroup
		for _, store := range s {
			wg.Go(func() {
				for n := 0; n < 10; {
					have, err := store.Note(t.Context(), "n")
					if err != nil {
						t.Error(err)
						return
					}
					next := append(slices.Clone(have), 'x')
					err = store.Put(t.Context(), &corpus.Batch{Notes: map[string][]byte{"n": next}, If: map[string][]byte{"n": have}})
					switch {
					case err == nil:
						n++
					case !errors.Is(err, corpus.ErrChanged):
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		noted(t, s[0], "n", bytes.Repeat([]byte("x"), 10*len(s)))
	})
	with("a lock excludes other handles", 2, func(t *testing.T, s []corpus.Store) {
		exclude(t, s[0], s[1])
	})
	with("a handle that is closed loses its locks", 3, func(t *testing.T, s []corpus.Store) {
		unlock := lock(t, s[2], "x")
		refused(t, s[0], "x")
		shut(t, s[2])
		again := lock(t, s[1], "x")
		unlock()
		refused(t, s[0], "x")
		again()
		s[2] = nopCloser{s[2]}
	})
	with("what is counted under a lock is counted right", 4, func(t *testing.T, s []corpus.Store) {
		count(t, s...)
	})
	with("no number becomes visible after a larger one", 5, func(t *testing.T, s []corpus.Store) {
		follow(t, s[0], s[1:]...)
	})
}

// A nopCloser has been closed.
type nopCloser struct{ corpus.Store }

func (nopCloser) Close() error { return nil }
