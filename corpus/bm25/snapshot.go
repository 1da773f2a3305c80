package bm25

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// A snapshot of an index is varints: how many lists and how many documents there
// are; of each document the step from the number of the one before it, and its
// length; of each list how many documents it names, how many bytes its postings
// take, and the postings as they are in memory.
//
// The bounds of blocks are not written. They follow from the rest, and so does
// each document's length, against which the postings are held: a snapshot that
// is read cannot disagree with itself. That it is the one that was written is for
// him to see who keeps it: there is no checksum in it, and no version.

// WriteTo writes a snapshot of the documents in the index, without its Terms.
// Searches may run beside it, changes wait for it. The same changes in the same
// order give the same bytes.
func (x *Index) WriteTo(w io.Writer) (n int64, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	counted := &countingWriter{w: w}
	buffered := bufio.NewWriterSize(counted, 1<<16)
	x.t.write(buffered)
	err = buffered.Flush()
	return counted.n, err
}

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// write writes the snapshot to what keeps its first error for itself.
func (t *tables) write(w io.Writer) {
	var scratch []byte
	number := func(v uint64) {
		scratch = binary.AppendUvarint(scratch[:0], v)
		w.Write(scratch)
	}
	number(uint64(len(t.lists)))
	number(uint64(t.live))
	fresh := make([]uint32, len(t.docs)) // slot → its slot among the live
	last, n := uint32(0), uint32(0)
	for slot, doc := range t.docs {
		fresh[slot] = n
		if !t.isDead(uint32(slot)) {
			number(uint64(doc - last))
			number(uint64(t.lengths[slot]))
			last = doc
			n++
		}
	}
	var postings []byte
	for i := range t.lists {
		l := &t.lists[i]
		number(uint64(l.df))
		if l.df == 0 {
			continue
		}
		frozen, data := l.all()
		if t.live < len(t.docs) {
			postings = t.livePostings(postings[:0], l, fresh)
			frozen, data = nil, postings
		}
		number(uint64(len(frozen) + len(data)))
		w.Write(frozen)
		w.Write(data)
	}
}

// livePostings appends the list's postings of live documents.
func (t *tables) livePostings(b []byte, l *list, fresh []uint32) []byte {
	old, last := uint32(0), uint32(0)
	frozen, data := l.all()
	for _, rest := range [][]byte{frozen, data} {
		for len(rest) > 0 {
			var step, tf uint32
			step, tf, rest = pair(rest)
			if old += step; !t.isDead(old) {
				b = appendPair(b, fresh[old]-last, tf)
				last = fresh[old]
			}
		}
	}
	return b
}

// ReadIndex makes an index of a snapshot, which is all of b. The index keeps b,
// which is not changed from then on. The terms are those that the index had, with
// the same numbers.
func ReadIndex(b []byte, terms *Terms) (*Index, error) {
	t, err := read(b, terms.Len())
	if err != nil {
		return nil, err
	}
	return &Index{terms: terms, t: *t}, nil
}

// read reads a snapshot of documents whose terms have numbers below terms.
func read(b []byte, terms int) (*tables, error) {
	r := reader{rest: b}
	lists, docs := r.number(uint64(terms)), r.number(uint64(len(b)))
	if r.wrong {
		return nil, fmt.Errorf("%w: how much it holds", ErrSnapshot)
	}
	t := &tables{
		lists: make([]list, lists), docs: make([]uint32, docs), lengths: make([]uint32, docs),
		dead: make([]uint64, (docs+63)/64), live: docs,
	}
	doc := uint64(0)
	for i := range t.docs {
		step := uint64(r.number(math.MaxUint32))
		doc += step
		if doc > math.MaxUint32 || i > 0 && step == 0 {
			return nil, fmt.Errorf("%w: document %d", ErrSnapshot, doc)
		}
		t.docs[i] = uint32(doc)
		t.lengths[i] = uint32(r.number(math.MaxUint32))
		t.terms += uint64(t.lengths[i])
	}
	sums := make([]uint32, docs) // slot → occurrences of terms read so far
	for i := range t.lists {
		l := &t.lists[i]
		l.df = uint32(r.number(uint64(docs)))
		if l.n = l.df; l.n == 0 {
			continue
		}
		size := r.number(uint64(len(r.rest)))
		if size > len(r.rest) || !t.check(l, r.rest[:size:size], sums) {
			return nil, fmt.Errorf("%w: the postings of term %d", ErrSnapshot, i)
		}
		r.rest = r.rest[size:]
	}
	switch {
	case r.wrong:
		return nil, fmt.Errorf("%w: it ends too soon", ErrSnapshot)
	case len(r.rest) > 0:
		return nil, fmt.Errorf("%w: it goes on behind its end", ErrSnapshot)
	case !slices.Equal(sums, t.lengths):
		return nil, fmt.Errorf("%w: a document has other terms than its length says", ErrSnapshot)
	}
	return t, nil
}

// check takes in the list's n postings, which are all of b, and holds them against
// the documents. What they add to each document is added to sums.
func (t *tables) check(l *list, b []byte, sums []uint32) bool {
	docs := uint64(len(t.docs))
	slot, rest := uint64(0), b
	var sealed []block
	if blocks := l.blocks(); blocks > 1 {
		sealed = make([]block, 0, blocks-1)
	}
	for i := range l.n {
		if i%blockLen == 0 {
			if i > 0 {
				sealed = append(sealed, l.open)
			}
			l.open = block{start: uint32(len(b) - len(rest)), length: math.MaxUint32}
		}
		v, n := uvarint(rest)
		if n <= 0 || i > 0 && v>>1 == 0 || v>>1 >= docs {
			return false
		}
		rest = rest[n:]
		tf := uint64(1)
		if v&1 != 0 {
			more, n := uvarint(rest)
			if n <= 0 || more > math.MaxUint32-2 {
				return false
			}
			rest = rest[n:]
			tf = more + 2
		}
		slot += v >> 1
		if slot >= docs {
			return false
		}
		length, sum := t.lengths[slot], uint64(sums[slot])+tf
		if sum > uint64(length) {
			return false
		}
		sums[slot] = uint32(sum)
		l.open.last = uint32(slot)
		l.open.tf = max(l.open.tf, uint32(tf))
		l.open.length = min(l.open.length, length)
	}
	if len(rest) > 0 {
		return false
	}
	l.data = b
	if len(sealed) > 0 {
		at := l.open.start
		l.more = &more{sealed: sealed, frozen: b[:at:at], frozenBlocks: len(sealed)}
		l.data, l.open.start = b[at:], 0
	}
	return true
}

// uvarint is binary.Uvarint, with the usual case inlined.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// A reader reads numbers. After one that is wrong it reads zeros.
type reader struct {
	rest  []byte
	wrong bool
}

// number reads a number of at most limit.
func (r *reader) number(limit uint64) int {
	v, n := binary.Uvarint(r.rest)
	if r.wrong || n <= 0 || v > limit {
		r.wrong = true
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}
