// Package vector knows how near the meanings of two search terms are: static
// word vectors, embedded in the program and read without a model or a network.
//
// The file glove.bin is made by package convert from the GloVe vectors of 100
// dimensions; CARD.md says of which, and what it costs to hold. A vector stands
// for a term as segment.Terms makes it, not for a word.
package vector

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sort"
	"sync"
)

// Dimensions is the number of coordinates of a vector.
const Dimensions = 100

//go:embed glove.bin
var glove []byte

// A Table has the vectors of terms, each of length 1. It is never changed, and
// is safe for use by several goroutines.
type Table struct {
	terms   string   // one behind the other, sorted
	ends    []uint32 // of each term, in terms
	lengths []float32
	signs   []sketch
	data    []int8 // Dimensions coordinates a term
}

// A Word is a term's number in a Table, from 0.
type Word uint32

// Embedded returns the table that is part of the program. It is read when it is
// first asked for, which takes some ten milliseconds.
var Embedded = sync.OnceValue(func() *Table {
	t, err := Read(glove)
	if err != nil {
		panic(fmt.Sprintf("embedded vectors: %v", err)) // the file is part of the program
	}
	return t
})

// The file is, in this order: Magic; the number of terms, a uint32; for each
// term, sorted, how many bytes it shares with the one before it, how many follow,
// and these; then the coordinates of each, an int8 each. A vector's scale, which no
// angle depends on, is that its largest coordinate is 127.

// Magic begins the file.
const Magic = "briefbot vectors 1\n"

var errShort = errors.New("read vectors: the file is cut short")

// Read reads a table.
func Read(data []byte) (*Table, error) {
	if len(data) < len(Magic)+4 || string(data[:len(Magic)]) != Magic {
		return nil, errors.New("read vectors: not a file of vectors")
	}
	rest := data[len(Magic):]
	n := int(binary.LittleEndian.Uint32(rest))
	rest = rest[4:]
	if n > len(rest)/(2+Dimensions) {
		return nil, errShort
	}
	t := &Table{ends: make([]uint32, n), lengths: make([]float32, n), signs: make([]sketch, n)}
	terms := make([]byte, 0, 8*n)
	start := 0 // of the term before
	for i := range n {
		if len(rest) < 2 || len(rest) < 2+int(rest[1]) || int(rest[0]) > len(terms)-start {
			return nil, errShort
		}
		shared, own := int(rest[0]), int(rest[1])
		before := start
		start = len(terms)
		terms = append(terms, terms[before:before+shared]...)
		terms = append(terms, rest[2:2+own]...)
		if i > 0 && string(terms[before:start]) >= string(terms[start:]) {
			return nil, errors.New("read vectors: the terms are not in order")
		}
		rest = rest[2+own:]
		t.ends[i] = uint32(len(terms))
	}
	t.terms = string(terms)
	if len(rest) != n*Dimensions {
		return nil, errShort
	}
	t.data = make([]int8, n*Dimensions)
	for i, c := range rest {
		t.data[i] = int8(c)
	}
	for i := range n {
		v := t.coordinates(Word(i))
		t.lengths[i] = float32(math.Sqrt(float64(max(dot(v, v), 1))))
		t.signs[i] = sketchOf(v)
	}
	return t, nil
}

func (t *Table) coordinates(w Word) *[Dimensions]int8 {
	return (*[Dimensions]int8)(t.data[Dimensions*int(w):])
}

// dot is the product of two vectors, which 32 bits hold.
func dot(a, b *[Dimensions]int8) int32 {
	var sum [4]int32
	for i := 0; i < Dimensions; i += 4 {
		sum[0] += int32(a[i]) * int32(b[i])
		sum[1] += int32(a[i+1]) * int32(b[i+1])
		sum[2] += int32(a[i+2]) * int32(b[i+2])
		sum[3] += int32(a[i+3]) * int32(b[i+3])
	}
	return sum[0] + sum[1] + sum[2] + sum[3]
}

// Len is the number of terms.
func (t *Table) Len() int { return len(t.ends) }

// Term is the term that the word stands for.
func (t *Table) Term(w Word) string {
	start := uint32(0)
	if w > 0 {
		start = t.ends[w-1]
	}
	return t.terms[start:t.ends[w]]
}

// Lookup finds the word that stands for a term.
func (t *Table) Lookup(term string) (Word, bool) {
	i := sort.Search(len(t.ends), func(i int) bool { return t.Term(Word(i)) >= term })
	if i == len(t.ends) || t.Term(Word(i)) != term {
		return 0, false
	}
	return Word(i), true
}

// Cosine is the cosine of the angle between the vectors of two words: 1 for the
// same direction, 0 for words that have nothing to do with each other.
func (t *Table) Cosine(a, b Word) float64 {
	return float64(dot(t.coordinates(a), t.coordinates(b))) / (float64(t.lengths[a]) * float64(t.lengths[b]))
}
