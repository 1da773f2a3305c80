package bm25

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"
)

// A snapshot is a head, frames, and an empty frame. A frame is the length of its
// payload, the checksum of all payloads so far, and the payload. The payloads
// together are varints and strings: the terms that live documents hold, then
// the live documents in order of their slots, each with its number, the length
// of its record in bytes, and its record (record.go).
//
// Posting lists are not written. They follow from the records, so that a
// snapshot cannot disagree with itself, and their form may change without a new
// version.
const head = "bm25\x00\r\n\x01" // the last byte is the version

// frameLen is the payload of every frame but the last two, in bytes.
const frameLen = 1 << 18

// ErrSnapshot is wrapped by the errors of ReadFrom for input that is no whole
// snapshot of this version.
var ErrSnapshot = errors.New("no valid snapshot of an index")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// WriteTo writes a snapshot of the documents in the index. Searches may run
// beside it, changes wait for it. The same changes in the same order give the
// same bytes.
func (x *Index) WriteTo(w io.Writer) (n int64, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	t := &x.t
	f := &frameWriter{w: w}
	f.write([]byte(head))

	numbers, live := t.live()
	texts := make([]string, len(t.lists))
	for text, number := range t.numbers {
		texts[number] = text
	}
	f.uvarint(live)
	for number, text := range texts {
		if t.lists[number].df > 0 {
			f.uvarint(len(text))
			f.add([]byte(text))
		}
	}
	f.uvarint(len(t.slots))
	var counts []count
	var renumbered []byte
	for slot, doc := range t.docs {
		if t.isDead(uint32(slot)) {
			continue
		}
		record := t.records.bytes(uint32(slot))
		if live < len(t.lists) {
			counts = counts[:0]
			for c := range t.records.all(uint32(slot)) {
				counts = append(counts, count{numbers[c.number], c.tf})
			}
			renumbered = appendCounts(renumbered[:0], counts)
			record = renumbered
		}
		f.uvarint(int(doc))
		f.uvarint(len(record))
		f.add(record)
	}
	f.flush()
	f.flush() // the empty frame
	return f.n, f.err
}

// ReadFrom puts the documents of a snapshot in place of all that the index
// holds. It reads to the end of the snapshot and no byte further. Where it
// returns an error, the index is as it was before.
func (x *Index) ReadFrom(r io.Reader) (n int64, err error) {
	f := &frameReader{r: r}
	t, err := read(f)
	if err != nil {
		return f.n, fmt.Errorf("read snapshot of index: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.t = *t
	return f.n, nil
}

// trusted is how many entries a count may ask to make room for before they are
// read.
const trusted = 1 << 20

func read(f *frameReader) (*tables, error) {
	var magic [len(head)]byte
	if err := f.full(magic[:]); err != nil {
		return nil, err
	}
	if v := len(head) - 1; string(magic[:v]) != head[:v] {
		return nil, fmt.Errorf("%w: it begins otherwise", ErrSnapshot)
	} else if magic[v] != head[v] {
		return nil, fmt.Errorf("%w: version %d, want %d", ErrSnapshot, magic[v], head[v])
	}
	b := new(bulk)
	t := &b.t
	terms := f.uvarint(math.MaxUint32)
	t.numbers = make(map[string]uint32, min(terms, trusted))
	for number := range terms {
		text := string(f.bytes(f.uvarint(math.MaxInt32)))
		if f.err != nil {
			return nil, f.err
		}
		t.numbers[text] = uint32(number)
		t.lists = append(t.lists, list{})
	}
	if len(t.numbers) != len(t.lists) {
		return nil, fmt.Errorf("%w: a term comes twice", ErrSnapshot)
	}
	docs := f.uvarint(math.MaxUint32)
	t.slots = make(map[uint32]uint32, min(docs, trusted))
	t.docs = make([]uint32, 0, min(docs, trusted))
	t.lengths = make([]uint32, 0, min(docs, trusted))
	for range docs {
		doc := uint32(f.uvarint(math.MaxUint32))
		record := f.bytes(f.uvarint(math.MaxInt32))
		if f.err != nil {
			return nil, f.err
		}
		var ok bool
		if t.counts, ok = parseCounts(t.counts[:0], record, len(t.lists)); !ok {
			return nil, fmt.Errorf("%w: the record of document %d", ErrSnapshot, doc)
		}
		b.put(doc, t.counts, record)
		if len(t.slots) < len(t.docs) {
			return nil, fmt.Errorf("%w: document %d comes twice", ErrSnapshot, doc)
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	t = b.done()
	if slices.ContainsFunc(t.lists, func(l list) bool { return l.df == 0 }) {
		return nil, fmt.Errorf("%w: a term without documents", ErrSnapshot)
	}
	return t, nil
}

// parseCounts reads a record of terms numbered below limit.
func parseCounts(counts []count, record []byte, limit int) (_ []count, ok bool) {
	var number, length uint64
	for first := true; len(record) > 0; first = false {
		v, n := binary.Uvarint(record)
		if n <= 0 || !first && v>>1 == 0 {
			return nil, false
		}
		record = record[n:]
		number += v >> 1
		tf := uint64(1)
		if v&1 != 0 {
			more, n := binary.Uvarint(record)
			if n <= 0 || more > math.MaxUint32-2 {
				return nil, false
			}
			record = record[n:]
			tf = more + 2
		}
		length += tf
		if v>>1 > math.MaxUint32 || number >= uint64(limit) || length > math.MaxUint32 {
			return nil, false
		}
		counts = append(counts, count{uint32(number), uint32(tf)})
	}
	return counts, true
}

// A frameWriter writes a body in frames. After an error it writes no more.
type frameWriter struct {
	w    io.Writer
	n    int64
	err  error
	sum  uint32
	body []byte
}

func (f *frameWriter) write(b []byte) {
	if f.err == nil {
		n, err := f.w.Write(b)
		f.n, f.err = f.n+int64(n), err
	}
}

func (f *frameWriter) uvarint(v int) {
	var b [binary.MaxVarintLen64]byte
	f.add(b[:binary.PutUvarint(b[:], uint64(v))])
}

func (f *frameWriter) add(b []byte) {
	f.body = append(f.body, b...)
	for len(f.body) >= frameLen {
		rest := f.body[frameLen:]
		f.frame(f.body[:frameLen])
		f.body = append(f.body[:0], rest...)
	}
}

// flush writes what is left as a frame, which ends the snapshot if that is
// nothing.
func (f *frameWriter) flush() {
	f.frame(f.body)
	f.body = f.body[:0]
}

func (f *frameWriter) frame(payload []byte) {
	f.sum = crc32.Update(f.sum, castagnoli, payload)
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(payload)))
	f.write(binary.LittleEndian.AppendUint32(b, f.sum))
	if len(payload) > 0 {
		f.write(payload)
	}
}

// A frameReader reads a body in frames. It hands out no byte that has not been
// checked. After an error it hands out zeros.
type frameReader struct {
	r     io.Reader
	n     int64
	err   error
	sum   uint32
	frame []byte
	left  []byte // what of the frame has not been read
	long  []byte // scratch of bytes
}

// full fills b.
func (f *frameReader) full(b []byte) error {
	n, err := io.ReadFull(f.r, b)
	f.n += int64(n)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = fmt.Errorf("%w: it ends after %d bytes", ErrSnapshot, f.n)
	}
	return err
}

// next reads a frame. The last one is empty.
func (f *frameReader) next() error {
	var b [8]byte
	if err := f.full(b[:]); err != nil {
		return err
	}
	size := binary.LittleEndian.Uint32(b[:4])
	if size > frameLen {
		return fmt.Errorf("%w: a frame of %d bytes", ErrSnapshot, size)
	}
	if f.frame == nil {
		f.frame = make([]byte, frameLen)
	}
	f.left = f.frame[:size]
	if err := f.full(f.left); err != nil {
		return err
	}
	f.sum = crc32.Update(f.sum, castagnoli, f.left)
	if f.sum != binary.LittleEndian.Uint32(b[4:]) {
		return fmt.Errorf("%w: wrong checksum before byte %d", ErrSnapshot, f.n)
	}
	return nil
}

// fill makes sure that there is a byte left, or an error.
func (f *frameReader) fill() bool {
	if f.err == nil && len(f.left) == 0 {
		if f.err = f.next(); f.err == nil && len(f.left) == 0 {
			f.err = fmt.Errorf("%w: it ends too soon", ErrSnapshot)
		}
	}
	return f.err == nil
}

// uvarint reads a number of at most limit.
func (f *frameReader) uvarint(limit uint64) int {
	var v uint64
	for shift := 0; f.fill(); shift += 7 {
		b := f.left[0]
		f.left = f.left[1:]
		if shift > 56 {
			f.err = fmt.Errorf("%w: a number is too long", ErrSnapshot)
			break
		}
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			if v > limit {
				f.err = fmt.Errorf("%w: %d is too large", ErrSnapshot, v)
				break
			}
			return int(v)
		}
	}
	return 0
}

// bytes reads n bytes, which are valid until the next call.
func (f *frameReader) bytes(n int) []byte {
	if n <= len(f.left) && f.err == nil {
		b := f.left[:n]
		f.left = f.left[n:]
		return b
	}
	f.long = f.long[:0]
	for len(f.long) < n && f.fill() {
		m := min(n-len(f.long), len(f.left))
		f.long = append(f.long, f.left[:m]...)
		f.left = f.left[m:]
	}
	return f.long
}

// end checks that nothing is left and reads the empty frame.
func (f *frameReader) end() error {
	if f.err == nil && len(f.left) == 0 {
		f.err = f.next()
	}
	if f.err == nil && len(f.left) > 0 {
		f.err = fmt.Errorf("%w: it goes on behind its end", ErrSnapshot)
	}
	return f.err
}
