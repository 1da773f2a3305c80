package corpus

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"sync"

	"briefbot/corpus/clean"
)

// A snapshot is the index as it is held in memory, so that a start need not
// build it. The file is a head, parts, the table of the parts, and a tail that
// says where the table is:
//
//	head   magic, version
//	parts  the state and the articles (gob), the terms, the passages (varints
//	       and strings), the two inverted indexes (package bm25)
//	table  length and CRC-32C of each part, and of the table itself
//
// It belongs to one state of one store: beside it the store keeps a note with
// the token that the file has, new for each file, so that a store that was put
// back from a backup does not meet the snapshot of a state it never had.
const (
	snapshotHead = "briefbot index\r\n\x03" // the last byte is the version
	snapshotNote = "corpus/snapshot"
)

// The parts of a snapshot, in the order in which they stand.
const (
	partState = iota
	partArticles
	partTerms
	partPassages
	partPassageIndex
	partArticleIndex
	snapshotParts
)

// tailLen is the length of the table: of each part its length and checksum, then
// the checksum of all that.
const tailLen = snapshotParts*12 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errSnapshot = errors.New("no whole snapshot of this version")

// savedState is the part that says what a snapshot is of.
type savedState struct {
	Token  string // of the store's note
	Key    [sha256.Size]byte
	Seq    Seq
	Tokens int // newsIndex.tokens
	// Numbered and Held are the lengths of newsIndex.numbered and held, in which
	// what was removed leaves gaps.
	Numbered, Held int
}

// savedEntry is an entry in a snapshot.
type savedEntry struct {
	Article  *Article
	Sum      Sum
	Cuts     Sum
	Arrived  Seq
	Labels   []string
	People   []namedPerson
	Speakers []string
	Number   uint32
	Headline []termID
}

// savedTogether is how many entries are coded as one value, so that reading them
// makes no list of all.
const savedTogether = 1024

// key stands for all but the store that decides what the index holds. Whether an
// article was analysed again is not in it: that is a change in the store.
func (c *Corpus) key() [sha256.Size]byte {
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
	w.part(func() error {
		return gob.NewEncoder(w).Encode(savedState{token, c.key(), c.seq, x.tokens, len(x.numbered), len(x.held)})
	})
	w.part(func() error { return c.writeEntries(w) })
	w.part(func() error {
		var b []byte
		for _, term := range x.texts {
			b = append(binary.AppendUvarint(b, uint64(len(term))), term...)
		}
		w.write(b)
		return nil
	})
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

func (c *Corpus) writeEntries(w io.Writer) error {
	g := gob.NewEncoder(w)
	var some []savedEntry
	for n, a := range c.index.numbered {
		if a != nil {
			e := c.entries[a.article.ID]
			some = append(some, savedEntry{e.article, e.sum, e.cuts, e.arrived, e.labels, e.named.people, e.named.speakers, a.number, a.headline})
		}
		if len(some) == savedTogether || n == len(c.index.numbered)-1 && len(some) > 0 {
			if err := g.Encode(some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	return nil
}

// append appends the passage to a snapshot: the number of its article and one, or
// 0 where it was removed; its own numbers; its class and whether it follows; its
// terms.
func (p *heldPassage) append(b []byte) []byte {
	if p == nil {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(p.article.number)+1)
	b = binary.AppendUvarint(b, uint64(p.number))
	b = binary.AppendUvarint(b, uint64(p.sentence))
	follows := byte(0)
	if p.follows {
		follows = 1
	}
	b = append(b, byte(p.class), follows)
	b = binary.AppendUvarint(b, uint64(len(p.terms)))
	return append(b, p.terms...)
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
	if err := gob.NewDecoder(bytes.NewReader(parts[partState])).Decode(&state); err != nil {
		return fmt.Errorf("read %s: %w", c.options.Snapshot, err)
	}
	note, err := c.store.Note(ctx, snapshotNote)
	switch {
	case err != nil:
		return err
	case string(note) != state.Token:
		return fmt.Errorf("read %s: it was made for another state of the store", c.options.Snapshot)
	case state.Key != c.key():
		return fmt.Errorf("read %s: it was made under another configuration", c.options.Snapshot)
	}
	if err := c.rebuild(&state, parts); err != nil {
		return fmt.Errorf("read %s: %w", c.options.Snapshot, err)
	}
	c.unsaved = 0
	return nil
}

// rebuild makes what is held in memory from the parts of a snapshot. The indexes
// take about as long as all the rest, and are read beside it.
func (c *Corpus) rebuild(state *savedState, parts [][]byte) error {
	x := &c.index
	x.tokens = state.Tokens
	x.numbered = make([]*heldArticle, state.Numbered)
	c.seq = state.Seq
	var indexes error
	var reading sync.WaitGroup
	reading.Go(func() {
		_, err1 := x.passages.ReadFrom(bytes.NewReader(parts[partPassageIndex]))
		_, err2 := x.articles.ReadFrom(bytes.NewReader(parts[partArticleIndex]))
		indexes = errors.Join(err1, err2)
	})
	rest := func() error {
		if err := x.readTerms(parts[partTerms]); err != nil {
			return err
		}
		if err := c.readEntries(parts[partArticles]); err != nil {
			return err
		}
		if err := x.readPassages(parts[partPassages], state.Held); err != nil {
			return err
		}
		x.nameOutlets()
		c.ordered, c.people = c.arrange(nil)
		return nil
	}()
	reading.Wait()
	return errors.Join(indexes, rest)
}

func (c *Corpus) readEntries(part []byte) error {
	g := gob.NewDecoder(bytes.NewReader(part))
	for {
		var some []savedEntry
		if err := g.Decode(&some); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		for _, s := range some {
			if s.Article == nil || int(s.Number) >= len(c.index.numbered) {
				return errSnapshot
			}
			held := newHeldArticle(s.Article, s.Number)
			held.headline = s.Headline
			c.index.numbered[s.Number] = held
			c.entries[s.Article.ID] = &entry{
				article: s.Article, sum: s.Sum, cuts: s.Cuts, held: held, arrived: s.Arrived, labels: s.Labels,
				named: named{s.Article.ID, s.People, s.Speakers},
			}
		}
	}
}

func (x *newsIndex) readTerms(part []byte) error {
	r := varints{part}
	for len(r.rest) > 0 {
		term, ok := r.bytes()
		if !ok {
			return errSnapshot
		}
		x.enter(string(term))
	}
	return nil
}

// readPassages reads what heldPassage.append wrote. The terms stay where they
// are in part.
func (x *newsIndex) readPassages(part []byte, held int) error {
	if held > len(part) {
		return errSnapshot
	}
	x.held = make([]*heldPassage, held)
	slab := make([]heldPassage, held)
	r := varints{part}
	for n := range x.held {
		article, ok := r.uvarint()
		if !ok || article > uint64(len(x.numbered)) {
			return errSnapshot
		}
		if article == 0 {
			continue
		}
		p := &slab[n]
		number, ok1 := r.uvarint()
		sentence, ok2 := r.uvarint()
		if !ok1 || !ok2 || len(r.rest) < 2 || number > math.MaxInt32 || sentence > math.MaxInt32 {
			return errSnapshot
		}
		p.article, p.number, p.sentence = x.numbered[article-1], int32(number), int32(sentence)
		p.class, p.follows = clean.Class(r.rest[0]), r.rest[1] == 1
		r.rest = r.rest[2:]
		terms, ok := r.bytes()
		if !ok || p.article == nil {
			return errSnapshot
		}
		p.terms = terms
		p.article.passages = append(p.article.passages, uint32(n))
		x.held[n] = p
	}
	return nil
}

// varints reads what is left of a part.
type varints struct{ rest []byte }

func (r *varints) uvarint() (uint64, bool) {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		return 0, false
	}
	r.rest = r.rest[n:]
	return v, true
}

// bytes reads a length and as many bytes, which stay where they are.
func (r *varints) bytes() ([]byte, bool) {
	n, ok := r.uvarint()
	if !ok || n > uint64(len(r.rest)) {
		return nil, false
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b, true
}

// A partWriter writes the parts of a snapshot and keeps their table. After an
// error it writes nothing more.
type partWriter struct {
	w     io.Writer
	table []byte
	n     int
	sum   uint32
	err   error
}

// Write implements io.Writer.
func (w *partWriter) Write(b []byte) (int, error) {
	w.write(b)
	return len(b), w.err
}

func (w *partWriter) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
	w.n += len(b)
	w.sum = crc32.Update(w.sum, castagnoli, b)
}

// part writes all that f writes as one part.
func (w *partWriter) part(f func() error) {
	w.n, w.sum = 0, 0
	if err := f(); w.err == nil {
		w.err = err
	}
	w.table = binary.BigEndian.AppendUint64(w.table, uint64(w.n))
	w.table = binary.BigEndian.AppendUint32(w.table, w.sum)
}

// end writes the table.
func (w *partWriter) end() error {
	w.write(binary.BigEndian.AppendUint32(w.table, crc32.Checksum(w.table, castagnoli)))
	return w.err
}

// readParts reads the parts of a snapshot and holds them against their table.
func readParts(f *os.File) ([][]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	left := info.Size() - int64(len(snapshotHead)) - tailLen
	if left < 0 {
		return nil, errSnapshot
	}
	head, table := make([]byte, len(snapshotHead)), make([]byte, tailLen)
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, err
	}
	if _, err := f.ReadAt(table, info.Size()-tailLen); err != nil {
		return nil, err
	}
	sums := table[:tailLen-4]
	if string(head) != snapshotHead || binary.BigEndian.Uint32(table[len(sums):]) != crc32.Checksum(sums, castagnoli) {
		return nil, errSnapshot
	}
	parts := make([][]byte, snapshotParts)
	at := int64(len(snapshotHead))
	for i := range parts {
		n := int64(binary.BigEndian.Uint64(sums[12*i:]))
		if n < 0 || n > left {
			return nil, errSnapshot
		}
		parts[i] = make([]byte, n)
		if _, err := f.ReadAt(parts[i], at); err != nil {
			return nil, err
		}
		if crc32.Checksum(parts[i], castagnoli) != binary.BigEndian.Uint32(sums[12*i+8:]) {
			return nil, errSnapshot
		}
		at, left = at+n, left-n
	}
	if left != 0 {
		return nil, errSnapshot
	}
	return parts, nil
}
