package bm25

import (
	"encoding/binary"
	"iter"
	"slices"
)

// records hold the counts of each slot's document: for each term, in order of
// the numbers, the step from the number before it and whether it occurs more
// than once in one varint, and then, where it does, how often less two.
type records struct {
	// Groups of 256 records each, so that growing copies little.
	groups [][]byte
	starts []uint32 // slot → where its record starts in its group
}

const groupLen = 256

// next begins the record of the next slot. The caller appends it to the group.
func (r *records) next() (group *[]byte) {
	slot := len(r.starts)
	if slot%groupLen == 0 {
		if n := len(r.groups); n > 0 {
			r.groups[n-1] = slices.Clip(slices.Clone(r.groups[n-1]))
		}
		r.groups = append(r.groups, nil)
	}
	group = &r.groups[len(r.groups)-1]
	r.starts = append(r.starts, uint32(len(*group)))
	return group
}

// bytes is the record of a slot.
func (r *records) bytes(slot uint32) []byte {
	g := r.groups[slot/groupLen]
	if next := slot + 1; next%groupLen != 0 && int(next) < len(r.starts) {
		g = g[:r.starts[next]]
	}
	return g[r.starts[slot]:]
}

// all yields the counts of a slot's document, in order of the numbers.
func (r *records) all(slot uint32) iter.Seq[count] {
	return func(yield func(count) bool) {
		b, number := r.bytes(slot), uint32(0)
		for len(b) > 0 {
			v, n := binary.Uvarint(b)
			b = b[n:]
			number += uint32(v >> 1)
			tf := uint32(1)
			if v&1 != 0 {
				more, n := binary.Uvarint(b)
				b = b[n:]
				tf = uint32(more) + 2
			}
			if !yield(count{number, tf}) {
				return
			}
		}
	}
}

func appendCounts(b []byte, counts []count) []byte {
	last := uint32(0)
	for _, c := range counts {
		b = appendPair(b, c.number-last, c.tf)
		last = c.number
	}
	return b
}

// appendPair writes a step and a term frequency, which is at least one.
func appendPair(b []byte, step, tf uint32) []byte {
	if tf == 1 {
		return binary.AppendUvarint(b, uint64(step)<<1)
	}
	b = binary.AppendUvarint(b, uint64(step)<<1|1)
	return binary.AppendUvarint(b, uint64(tf-2))
}
