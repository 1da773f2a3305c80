// Package memory is a store that lives as long as its process: for a call that
// reads a directory without a database, and for tests.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"briefbot/corpus"
)

// errClosed is what a closed store answers.
var errClosed = errors.New("the store is closed")

// A Store keeps documents and notes in memory. It implements corpus.Store for
// one process; what it returns are copies. Use New to make one.
type Store struct {
	mu     sync.Mutex
	seq    corpus.Seq
	kept   map[corpus.ID]kept
	number corpus.Seq // of the last vectors
	vector map[corpus.ID]corpus.Vectors
	notes  map[string][]byte
	locks  map[string]chan struct{} // closed when the lock is free again
	closed chan struct{}
}

// A kept document with its last change. The document is nil where that took it
// out.
type kept struct {
	seq      corpus.Seq
	document *corpus.Document
}

var _ corpus.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	return &Store{
		kept:   make(map[corpus.ID]kept),
		vector: make(map[corpus.ID]corpus.Vectors),
		notes:  make(map[string][]byte),
		locks:  make(map[string]chan struct{}),
		closed: make(chan struct{}),
	}
}

// begin locks the store, unless it is closed or ctx is done.
func (s *Store) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	select {
	case <-s.closed:
		s.mu.Unlock()
		return errClosed
	default:
		return nil
	}
}

// Put writes the batch: first what is removed, then documents, vectors, notes.
func (s *Store) Put(ctx context.Context, b *corpus.Batch) error {
	if err := check(b); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	if err := s.begin(ctx); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	defer s.mu.Unlock()
	for key, want := range b.If {
		if have, ok := s.notes[key]; ok != (want != nil) || !bytes.Equal(have, want) {
			return fmt.Errorf("put: note %s: %w", key, corpus.ErrChanged)
		}
	}
	for _, id := range b.Removed {
		if s.kept[id].document != nil {
			s.seq++
			s.kept[id] = kept{seq: s.seq}
			delete(s.vector, id)
		}
	}
	for _, d := range b.Documents {
		id := d.Article.ID
		if old := s.kept[id].document; old != nil && same(old, d) {
			continue
		}
		s.seq++
		s.kept[id] = kept{s.seq, clone(d)}
	}
	for _, v := range b.Vectors {
		if s.kept[v.ID].document != nil {
			s.number++
			v.Seq, v.Packed = s.number, bytes.Clone(v.Packed)
			s.vector[v.ID] = v
		}
	}
	for key, value := range b.Notes {
		if value == nil {
			delete(s.notes, key)
		} else {
			s.notes[key] = bytes.Clone(value)
		}
	}
	return nil
}

// check says why a batch cannot be stored, before anything is.
func check(b *corpus.Batch) error {
	for i, d := range b.Documents {
		switch {
		case d == nil || d.Article == nil:
			return fmt.Errorf("document %d has no article", i)
		case d.Article.ID == "":
			return fmt.Errorf("document %d has no ID", i)
		case !utf8.ValidString(d.Article.Text):
			return fmt.Errorf("article %s: the text is not UTF-8", d.Article.ID)
		}
		// What cannot be compared cannot be stored.
		if _, err := json.Marshal(d); err != nil {
			return fmt.Errorf("article %s: %w", d.Article.ID, err)
		}
	}
	for i, v := range b.Vectors {
		if v.ID == "" || !utf8.ValidString(v.Model) {
			return fmt.Errorf("vectors %d are of no document or of a model that is not UTF-8", i)
		}
	}
	for key := range b.Notes {
		if key == "" || !utf8.ValidString(key) || strings.ContainsRune(key, 0) {
			return fmt.Errorf("%q is no key for a note", key)
		}
	}
	return nil
}

// same reports whether two documents say the same. Their times may differ in
// how they are held in memory, so that they are compared as they are written.
func same(a, b *corpus.Document) bool {
	if a.Article.Text != b.Article.Text || !bytes.Equal(a.Article.Raw, b.Article.Raw) {
		return false
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// clone copies a document so deep that no part of it can be changed through the
// other.
func clone(d *corpus.Document) *corpus.Document {
	c, a := *d, *d.Article
	a.Raw = bytes.Clone(a.Raw)
	c.Article = &a
	c.Lines = slices.Clone(c.Lines)
	c.Passages = slices.Clone(c.Passages)
	c.Quotations = slices.Clone(c.Quotations)
	for i := range c.Quotations {
		q := &c.Quotations[i]
		q.Fragments = slices.Clone(q.Fragments)
	}
	c.People = slices.Clone(c.People)
	for i := range c.People {
		p := &c.People[i]
		p.Roles, p.Mentions = slices.Clone(p.Roles), slices.Clone(p.Mentions)
	}
	return &c
}

// Document returns the document of that ID, or corpus.ErrNotFound.
func (s *Store) Document(ctx context.Context, id corpus.ID) (*corpus.Document, error) {
	if err := s.begin(ctx); err != nil {
		return nil, fmt.Errorf("article %s: %w", id, err)
	}
	defer s.mu.Unlock()
	d := s.kept[id].document
	if d == nil {
		return nil, fmt.Errorf("article %s: %w", id, corpus.ErrNotFound)
	}
	return clone(d), nil
}

// Changes yields what had changed when it was begun.
func (s *Store) Changes(ctx context.Context, after corpus.Seq) iter.Seq2[corpus.Change, error] {
	return func(yield func(corpus.Change, error) bool) {
		if err := s.begin(ctx); err != nil {
			yield(corpus.Change{}, fmt.Errorf("changes: %w", err))
			return
		}
		var changes []corpus.Change
		for id, k := range s.kept {
			if k.seq > after {
				changes = append(changes, corpus.Change{Seq: k.seq, ID: id, Removed: k.document == nil})
			}
		}
		s.mu.Unlock()
		slices.SortFunc(changes, func(a, b corpus.Change) int { return cmp.Compare(a.Seq, b.Seq) })
		for _, c := range changes {
			if err := ctx.Err(); err != nil {
				yield(corpus.Change{}, fmt.Errorf("changes: %w", err))
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// Vectors yields the vectors as they were when it was begun.
func (s *Store) Vectors(ctx context.Context, after corpus.Seq) iter.Seq2[corpus.Vectors, error] {
	return func(yield func(corpus.Vectors, error) bool) {
		if err := s.begin(ctx); err != nil {
			yield(corpus.Vectors{}, fmt.Errorf("vectors: %w", err))
			return
		}
		var list []corpus.Vectors
		for _, v := range s.vector {
			if v.Seq > after {
				list = append(list, v) // replaced, never changed
			}
		}
		s.mu.Unlock()
		slices.SortFunc(list, func(a, b corpus.Vectors) int { return cmp.Compare(a.Seq, b.Seq) })
		for _, v := range list {
			if err := ctx.Err(); err != nil {
				yield(corpus.Vectors{}, fmt.Errorf("vectors: %w", err))
				return
			}
			v.Packed = bytes.Clone(v.Packed)
			if !yield(v, nil) {
				return
			}
		}
	}
}

// Note returns the note under key, nil if there is none.
func (s *Store) Note(ctx context.Context, key string) ([]byte, error) {
	if err := s.begin(ctx); err != nil {
		return nil, fmt.Errorf("note %s: %w", key, err)
	}
	defer s.mu.Unlock()
	return bytes.Clone(s.notes[key]), nil
}

// Notes yields the notes as they were when it was begun.
func (s *Store) Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		if err := s.begin(ctx); err != nil {
			yield(corpus.Note{}, fmt.Errorf("notes: %w", err))
			return
		}
		notes := maps.Clone(s.notes) // values are replaced, never changed
		s.mu.Unlock()
		for _, key := range slices.Sorted(maps.Keys(notes)) {
			if !strings.HasPrefix(key, prefix) {
				continue
			}
			if err := ctx.Err(); err != nil {
				yield(corpus.Note{}, fmt.Errorf("notes: %w", err))
				return
			}
			if !yield(corpus.Note{Key: key, Value: bytes.Clone(notes[key])}, nil) {
				return
			}
		}
	}
}

// Lock waits for the named lock. It excludes every other holder, also of this
// same store.
func (s *Store) Lock(ctx context.Context, name string) (unlock func(), err error) {
	for {
		if err := s.begin(ctx); err != nil {
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		held, ok := s.locks[name]
		if !ok {
			free := make(chan struct{})
			s.locks[name] = free
			s.mu.Unlock()
			return sync.OnceFunc(func() {
				s.mu.Lock()
				defer s.mu.Unlock()
				delete(s.locks, name)
				close(free)
			}), nil
		}
		s.mu.Unlock()
		select {
		case <-held:
		case <-s.closed:
		case <-ctx.Done():
		}
	}
}

// Close ends the store: what it held is gone. Closing it again is no error.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.closed:
	default:
		close(s.closed)
		s.kept, s.vector, s.notes = nil, nil, nil
	}
	return nil
}
