package bm25

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"strings"
	"sync"
)

// Terms number terms, from 0 in order of arrival. Several indexes of the same
// texts share them, so that each term is held once. They are safe for use by
// several goroutines.
//
// A Go map from strings takes some 50 bytes a term beside its text, and most of
// the time in which a snapshot is read. This is a table of numbers, with the
// texts of those that came with a snapshot in one string.
type Terms struct {
	seed maphash.Seed // another in each process: nobody can choose terms that collide

	mu    sync.RWMutex
	texts string   // of the terms that came with a snapshot
	ends  []uint32 // number → where its text ends in texts
	added []string // of the terms after these
	// table holds number + 1 at the place that the text's hash says, or at the
	// next free one behind it. Its length is a power of two; 0 is free.
	table []uint32
}

// NewTerms returns Terms that have no term yet.
func NewTerms() *Terms { return &Terms{seed: maphash.MakeSeed()} }

// Len is how many terms have numbers.
func (t *Terms) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.len()
}

func (t *Terms) len() int { return len(t.ends) + len(t.added) }

// Number is the number of a term, and whether it has one.
func (t *Terms) Number(text string) (uint32, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if len(t.table) == 0 {
		return 0, false
	}
	number := t.table[t.place(text)]
	return number - 1, number > 0
}

// Text is the term of a number that Number or Enter gave.
func (t *Terms) Text(number uint32) string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.text(number)
}

func (t *Terms) text(number uint32) string {
	switch n := int(number); {
	case n >= len(t.ends):
		return t.added[n-len(t.ends)]
	case n == 0:
		return t.texts[:t.ends[0]]
	default:
		return t.texts[t.ends[n-1]:t.ends[n]]
	}
}

// Enter is the number of a term, given to it now if it has none. Nothing is kept
// of the string.
func (t *Terms) Enter(text string) uint32 {
	if number, ok := t.Number(text); ok {
		return number
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := t.len() + 1; n > len(t.table)*3/4 {
		t.makeTable(2 * n)
	}
	at := t.place(text)
	if t.table[at] == 0 { // nobody entered it meanwhile
		t.added = append(t.added, strings.Clone(text))
		t.table[at] = uint32(t.len())
	}
	return t.table[at] - 1
}

// place is where in the table the text stands, or would stand.
func (t *Terms) place(text string) int {
	mask := len(t.table) - 1
	at := int(maphash.String(t.seed, text)) & mask
	for t.table[at] != 0 && t.text(t.table[at]-1) != text {
		at = (at + 1) & mask
	}
	return at
}

// makeTable makes a table for n terms at least, and puts those that are there
// into it. It reports false where one comes twice.
func (t *Terms) makeTable(n int) bool {
	size := 64
	for size*3/4 < n {
		size *= 2
	}
	t.table = make([]uint32, size)
	for number := range uint32(t.len()) {
		at := t.place(t.text(number))
		if t.table[at] != 0 {
			return false
		}
		t.table[at] = number + 1
	}
	return true
}

// ErrSnapshot is wrapped by the errors of ReadTerms and ReadIndex for bytes that
// are no snapshot.
var ErrSnapshot = errors.New("no snapshot of an index")

// AppendTo appends a snapshot of the terms to b: of each, in order of the
// numbers, its length and its text.
func (t *Terms) AppendTo(b []byte) []byte {
	t.mu.RLock()
	defer t.mu.RUnlock()
	for number := range uint32(t.len()) {
		text := t.text(number)
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	return b
}

// ReadTerms makes Terms of a snapshot, which is all of b.
func ReadTerms(b []byte) (*Terms, error) {
	t := NewTerms()
	var texts strings.Builder
	texts.Grow(len(b))
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) || texts.Len() > math.MaxUint32-int(n) {
			return nil, fmt.Errorf("%w: a term is longer than what is left", ErrSnapshot)
		}
		texts.Write(b[size : size+int(n)])
		t.ends = append(t.ends, uint32(texts.Len()))
		b = b[size+int(n):]
	}
	t.texts = texts.String()
	if !t.makeTable(len(t.ends)) {
		return nil, fmt.Errorf("%w: a term comes twice", ErrSnapshot)
	}
	return t, nil
}
