package corpus

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"briefbot/corpus/bm25"
)

// A snapshot is the index as it is held in memory, so that a start need not
// build it. The file is a head, parts, and the table of the parts:
//
//	head   magic, version
//	parts  the state, the articles with the names in them, the terms, the
//	       passages, the two inverted indexes (package bm25)
//	table  length and CRC-32C of each part, and of the table itself
//
// It belongs to one state of one store: beside it the store keeps a note with
// the token that the file has, new for each file, so that a store that was put
// back from a backup does not meet the snapshot of a state it never had.
//
// Most of it is in the form in which it is used: the terms of passages and the
// postings stay where they were read, and are looked through once, against their
// checksums and against each other. What follows from the rest is not in it, so
// that a better reckoning of it needs no new version: who is who, and what the
// outlets are called.
const (
	snapshotHead = "briefbot index\r\n\x05" // the last byte is the version
	snapshotNote = "corpus/snapshot"
)

// The parts of a snapshot, in the order in which they stand.
const (
	partState = iota
	partNames
	partArticles
	partTerms
	partPassages
	partPassageIndex
	partArticleIndex
	snapshotParts
)

var errSnapshot = errors.New("no whole snapshot of this version")

// savedState is the part that says what a snapshot is of.
type savedState struct {
	token string // of the store's note
	key   Sum
	seq   Seq
	// tokens is newsIndex.tokens; numbered and held are the lengths of what it has
	// under these names, in which what was removed leaves gaps.
	tokens, numbered, held int
}

func (s *savedState) code(c *coder) {
	c.text(&s.token)
	c.sum(&s.key)
	number(c, &s.seq)
	number(c, &s.tokens)
	number(c, &s.numbered)
	number(c, &s.held)
}

// key stands for all but the store that decides what the index holds. Whether an
// article was analysed again is not in it: that is a change in the store.
func (c *Corpus) key() Sum {
	return sha256.Sum256(fmt.Appendf(nil, "%q %+q", c.options.Key, c.options.Profiles))
}

// save writes the snapshot, beside the old one and then in its place.
func (c *Corpus) save(ctx context.Context) error {
	token := rand.Text()
	f, err := os.CreateTemp(filepath.Dir(c.options.Snapshot), "."+filepath.Base(c.options.Snapshot)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // in vain once it has its name
	c.mu.RLock()
	err = c.writeSnapshot(f, token)
	c.mu.RUnlock()
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", c.options.Snapshot, err)
	}
	if err := c.store.Put(ctx, &Batch{Notes: map[string][]byte{snapshotNote: []byte(token)}}); err != nil {
		return fmt.Errorf("note the snapshot: %w", err)
	}
	if err := os.Rename(f.Name(), c.options.Snapshot); err != nil {
		return err
	}
	c.unsaved = 0
	return nil
}

func (c *Corpus) writeSnapshot(file io.Writer, token string) error {
	x := &c.index
	w := &partWriter{w: file}
	w.write([]byte(snapshotHead))
	state := savedState{token, c.key(), c.seq, x.tokens, len(x.numbered), len(x.held)}
	w.part(func() error { return w.coded(state.code) })
	names, renamed := c.savedNames()
	w.part(func() error { return w.coded(func(c *coder) { texts(c, &names) }) })
	w.part(func() error { return c.writeEntries(w, renamed) })
	w.part(func() error { w.write(x.terms.AppendTo(nil)); return nil })
	w.part(func() error {
		var b []byte
		for _, p := range x.held {
			if b = p.append(b); len(b) > 1<<16 {
				w.write(b)
				b = b[:0]
			}
		}
		w.write(b)
		return nil
	})
	w.part(func() error { _, err := x.passages.WriteTo(w); return err })
	w.part(func() error { _, err := x.articles.WriteTo(w); return err })
	return w.end()
}

// restore takes the snapshot in.
func (c *Corpus) restore(ctx context.Context) error {
	f, err := os.Open(c.options.Snapshot)
	if err != nil {
		return err
	}
	defer f.Close()
	parts, err := readParts(f)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.options.Snapshot, err)
	}
	var state savedState
	if !decoded(parts[partState], state.code) {
		return fmt.Errorf("read %s: %w", c.options.Snapshot, errSnapshot)
	}
	note, err := c.store.Note(ctx, snapshotNote)
	switch {
	case err != nil:
		return err
	case string(note) != state.token:
		return fmt.Errorf("read %s: it was made for another state of the store", c.options.Snapshot)
	case state.key != c.key():
		return fmt.Errorf("read %s: it was made under another configuration", c.options.Snapshot)
	}
	if err := c.rebuild(&state, parts); err != nil {
		return fmt.Errorf("read %s: %w", c.options.Snapshot, err)
	}
	c.unsaved = 0
	return nil
}

// rebuild makes what is held in memory from the parts of a snapshot. Reading the
// indexes takes about as long as all the rest, and is done beside it.
func (c *Corpus) rebuild(state *savedState, parts [][]byte) error {
	x := &c.index
	var err error
	if x.terms, err = bm25.ReadTerms(parts[partTerms]); err != nil {
		return err
	}
	x.tokens, c.seq = state.tokens, state.seq
	var indexes, rest error
	var reading sync.WaitGroup
	reading.Go(func() {
		var err1, err2 error
		x.passages, err1 = bm25.ReadIndex(parts[partPassageIndex], x.terms)
		x.articles, err2 = bm25.ReadIndex(parts[partArticleIndex], x.terms)
		indexes = errors.Join(err1, err2)
	})
	rest = func() error {
		if !c.readEntries(parts[partNames], parts[partArticles], state.numbered) || !x.readPassages(parts[partPassages], state.held) {
			return errSnapshot
		}
		x.nameOutlets()
		c.ordered, c.people = c.arrange(nil)
		return nil
	}()
	reading.Wait()
	if err := errors.Join(indexes, rest); err != nil {
		return err
	}
	passages := func(n int) bool { return x.held[n] != nil }
	articles := func(n int) bool { return x.numbered[n] != nil }
	if !same(x.passages, len(x.held), passages) || !same(x.articles, len(x.numbered), articles) {
		return errSnapshot // its parts are each whole, and of different indexes
	}
	return nil
}

// same reports whether an index has the documents that are held, of n, and no
// others.
func same(index *bm25.Index, n int, held func(n int) bool) bool {
	next := 0
	for doc := range index.Docs() {
		for next < n && !held(next) {
			next++
		}
		if next == n || uint32(next) != doc {
			return false
		}
		next++
	}
	for next < n && !held(next) {
		next++
	}
	return next == n
}
