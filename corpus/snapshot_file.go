package corpus

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"sync"
)

// tailLen is the length of the table: of each part its length and checksum, then
// the checksum of all that.
const tailLen = snapshotParts*12 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

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

// coded writes what a description describes.
func (w *partWriter) coded(description func(*coder)) error {
	var c coder
	description(&c)
	w.write(c.out)
	return w.err
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

// readParts reads the parts of a snapshot, side by side, and holds them against
// their table.
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
	parts, errs := make([][]byte, snapshotParts), make([]error, snapshotParts)
	var reading sync.WaitGroup
	defer reading.Wait()
	at := int64(len(snapshotHead))
	for i := range parts {
		n := int64(binary.BigEndian.Uint64(sums[12*i:]))
		if n < 0 || n > left {
			return nil, errSnapshot
		}
		parts[i] = make([]byte, n)
		from, want := at, binary.BigEndian.Uint32(sums[12*i+8:])
		reading.Go(func() { errs[i] = readPart(f, from, parts[i], want) })
		at, left = at+n, left-n
	}
	if left != 0 {
		return nil, errSnapshot
	}
	reading.Wait()
	return parts, errors.Join(errs...)
}

// readPart fills b from an offset, and holds it against its checksum while it is
// in the cache.
func readPart(f *os.File, at int64, b []byte, want uint32) error {
	sum := uint32(0)
	for len(b) > 0 {
		n := min(len(b), 1<<18)
		if _, err := f.ReadAt(b[:n], at); err != nil {
			return err
		}
		sum = crc32.Update(sum, castagnoli, b[:n])
		b, at = b[n:], at+int64(n)
	}
	if sum != want {
		return errSnapshot
	}
	return nil
}
