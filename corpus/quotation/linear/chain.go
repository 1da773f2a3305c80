// Package linear holds the linear models that package quotation decides with: a
// chain that labels a sequence, and a ranker that chooses among candidates.
//
// A feature is a 32-bit number. A model knows the features that its training
// kept and gives each a row of weights of one byte, so that a model is small,
// its sums are integers, and the same input has the same output everywhere.
package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A Table maps features to rows of weights.
type Table struct {
	width int
	// slots is a hash table with open addressing: the row of the key in the
	// same place of keys, plus one.
	keys  []uint32
	slots []uint32
	mask  uint32
	rows  []int8
}

// NewTable makes a table of the given features; rows holds width weights of
// each, in order.
func NewTable(width int, features []uint32, rows []int8) *Table {
	size := uint32(16)
	for size < 2*uint32(len(features)) {
		size *= 2
	}
	t := &Table{width: width, keys: make([]uint32, size), slots: make([]uint32, size), mask: size - 1, rows: rows}
	for i, f := range features {
		s := f * 0x9E3779B1 & t.mask
		for t.slots[s] != 0 {
			s = (s + 1) & t.mask
		}
		t.keys[s], t.slots[s] = f, uint32(i+1)
	}
	return t
}

// row is the weights of the feature, nil if the model does not know it.
func (t *Table) row(f uint32) []int8 {
	for s := f * 0x9E3779B1 & t.mask; t.slots[s] != 0; s = (s + 1) & t.mask {
		if t.keys[s] == f {
			i := int(t.slots[s]-1) * t.width
			return t.rows[i : i+t.width : i+t.width]
		}
	}
	return nil
}

// A Chain labels sequences: the score of a labelling is the sum of the weights
// of each item's features for its label, and of the transitions.
type Chain struct {
	*Table
	// transitions[a*width+b] is the weight of label b behind label a; the last
	// row is for the first label of a sequence.
	transitions []int32
}

// Forbidden is the weight of a transition that must not be.
const Forbidden = -1 << 24

// A Decoder labels sequences with a chain. It keeps its buffers; it is not safe
// for use by several goroutines.
type Decoder struct {
	chain  *Chain
	node   []int32
	score  []int32
	back   []uint8
	labels []uint8
	// allowed lists of each label those that may stand before it.
	allowed [][]uint8
}

// NewDecoder returns a decoder for the chain.
func NewDecoder(c *Chain) *Decoder {
	d := &Decoder{chain: c, allowed: make([][]uint8, c.width)}
	for b := range c.width {
		for a := range c.width {
			if c.transitions[a*c.width+b] > Forbidden {
				d.allowed[b] = append(d.allowed[b], uint8(a))
			}
		}
	}
	return d
}

// Decode returns the best labels of a sequence. The features of item i are
// features[ends[i-1]:ends[i]]. The result is valid until the next call.
func (d *Decoder) Decode(features []uint32, ends []int) []uint8 {
	w, n := d.chain.width, len(ends)
	if n == 0 {
		return nil
	}
	d.node = grow(d.node, w)
	d.score = grow(d.score, 2*w)
	d.back = grow(d.back, n*w)
	d.labels = grow(d.labels, n)
	prev, cur := d.score[:w], d.score[w:2*w]
	start := d.chain.transitions[w*w:]
	from := 0
	for i, end := range ends {
		node := d.node[:w]
		clear(node)
		for _, f := range features[from:end] {
			if row := d.chain.row(f); row != nil {
				for k, x := range row {
					node[k] += int32(x)
				}
			}
		}
		from = end
		back := d.back[i*w : i*w+w]
		if i == 0 {
			for b := range cur {
				cur[b] = start[b] + node[b]
			}
		} else {
			for b := range cur {
				best, arg := int32(-1<<31), uint8(0)
				for _, a := range d.allowed[b] {
					if s := prev[a] + d.chain.transitions[int(a)*w+b]; s > best {
						best, arg = s, a
					}
				}
				if len(d.allowed[b]) == 0 {
					best = Forbidden
				}
				cur[b], back[b] = best+node[b], arg
			}
		}
		if i%256 == 255 {
			// Keep the sums of long sequences in range.
			top := cur[0]
			for _, x := range cur {
				top = max(top, x)
			}
			for b := range cur {
				cur[b] = max(cur[b]-top, 2*Forbidden)
			}
		}
		prev, cur = cur, prev
	}
	best := 0
	for b := range prev {
		if prev[b] > prev[best] {
			best = b
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.labels[i] = uint8(best)
		best = int(d.back[i*w+best])
	}
	return d.labels[:n]
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)
	}
	return s[:n]
}

// Append writes the chain behind data in the form that ReadChain reads.
func (c *Chain) Append(data []byte) []byte {
	data = c.Table.Append(data)
	for _, x := range c.transitions {
		data = binary.LittleEndian.AppendUint32(data, uint32(x))
	}
	return data
}

// Append writes the table behind data: width, number of features, then each
// feature and its row, ordered by place.
func (t *Table) Append(data []byte) []byte {
	n := len(t.rows) / t.width
	keys := make([]uint32, n)
	for s, i := range t.slots {
		if i > 0 {
			keys[i-1] = t.keys[s]
		}
	}
	data = binary.LittleEndian.AppendUint32(data, uint32(t.width))
	data = binary.LittleEndian.AppendUint32(data, uint32(n))
	for _, k := range keys {
		data = binary.LittleEndian.AppendUint32(data, k)
	}
	for _, x := range t.rows {
		data = append(data, byte(x))
	}
	return data
}

var errShort = errors.New("the data end early")

// ReadTable reads a table and returns the data behind it.
func ReadTable(data []byte) (*Table, []byte, error) {
	if len(data) < 8 {
		return nil, nil, errShort
	}
	width, n := int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))
	data = data[8:]
	if width < 1 || width > 64 || n < 0 || n > 1<<24 {
		return nil, nil, fmt.Errorf("a table of %d rows of %d weights", n, width)
	}
	if len(data) < n*(4+width) {
		return nil, nil, errShort
	}
	keys := make([]uint32, n)
	for i := range keys {
		keys[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	data = data[4*n:]
	rows := make([]int8, n*width)
	for i := range rows {
		rows[i] = int8(data[i])
	}
	return NewTable(width, keys, rows), data[n*width:], nil
}

// ReadChain reads a chain and returns the data behind it.
func ReadChain(data []byte) (*Chain, []byte, error) {
	t, data, err := ReadTable(data)
	if err != nil {
		return nil, nil, err
	}
	n := t.width * (t.width + 1)
	if len(data) < 4*n {
		return nil, nil, errShort
	}
	c := &Chain{Table: t, transitions: make([]int32, n)}
	for i := range c.transitions {
		c.transitions[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return c, data[4*n:], nil
}

// Sum is the score of a candidate with these features, in a table of width 1.
func (t *Table) Sum(features []uint32) int32 {
	var s int32
	for _, f := range features {
		if row := t.row(f); row != nil {
			s += int32(row[0])
		}
	}
	return s
}

// Favor adds weight to the label wherever it stands: a positive weight makes it
// likelier.
func (c *Chain) Favor(label int, weight int32) {
	for a := range c.width + 1 {
		if t := &c.transitions[a*c.width+label]; *t > Forbidden {
			*t += weight
		}
	}
}
