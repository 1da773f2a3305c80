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
	"sync"
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

// A Chain labels sequences: the score of a labelling is the sum of the weights
// of each item's features for its label, and of the transitions.
type Chain struct {
	*Table
	// transitions[a*width+b] is the weight of label b behind label a; the last
	// row is for the first label of a sequence.
	transitions []int32

	once   sync.Once
	tables *tables
}

// Forbidden is the weight of a transition that must not be.
const Forbidden = -1 << 24

// lanes is the number of labels that a decoder holds; shorter rows are padded.
const lanes = 16

// slot is a place of a decoder's hash table. Key and row stand side by side, so
// that a look-up touches one line of the cache.
type slot struct{ key, row uint32 }

// A Decoder labels sequences with a chain of at most 16 labels. It keeps its
// buffers; it is not safe for use by several goroutines. Decoders of one chain
// share its tables.
type Decoder struct {
	tables *tables
	back   [][lanes]uint8
	labels []uint8
}

// tables are a chain in the form that decoding is fast with.
type tables struct {
	width int
	slots []slot
	mask  uint32
	// packed has four numbers a row: sixteen lanes of 16 bits, each a weight
	// plus 128. Rows are summed lane by lane with four additions; 200 rows
	// cannot overflow a lane.
	packed [][lanes / 4]uint64
	// into[b][a] is the transition from a to b; from lists where b may come
	// from, if those are few.
	into  [lanes][lanes]int32
	few   [lanes][]uint8
	start [lanes]int32
}

// mostFeatures bounds the features of one item.
const mostFeatures = 200

func newTables(c *Chain) *tables {
	if c.width > lanes {
		panic(fmt.Sprintf("linear: %d labels, the decoder holds %d", c.width, lanes))
	}
	t := &tables{width: c.width, slots: make([]slot, len(c.keys)), mask: c.mask}
	for s, row := range c.slots {
		t.slots[s] = slot{c.keys[s], row}
	}
	t.packed = make([][lanes / 4]uint64, len(c.rows)/c.width+1)
	for i := range t.packed[1:] {
		for k := range lanes {
			w := uint64(128)
			if k < c.width {
				w = uint64(int(c.rows[i*c.width+k]) + 128)
			}
			t.packed[i+1][k/4] |= w << (k % 4 * 16)
		}
	}
	for b := range lanes {
		for a := range lanes {
			t.into[b][a] = Forbidden
			if a < c.width && b < c.width {
				t.into[b][a] = c.transitions[a*c.width+b]
			}
			if t.into[b][a] > Forbidden {
				t.few[b] = append(t.few[b], uint8(a))
			}
		}
		t.start[b] = Forbidden
		if b < c.width {
			t.start[b] = c.transitions[c.width*c.width+b]
		}
	}
	return t
}

// NewDecoder returns a decoder for the chain.
func NewDecoder(c *Chain) *Decoder {
	c.once.Do(func() { c.tables = newTables(c) })
	return &Decoder{tables: c.tables}
}

// node sums the rows of the features.
func (t *tables) node(features []uint32, node *[lanes]int32) {
	var a, b, c, d uint64
	n := int32(0)
	for _, f := range features[:min(len(features), mostFeatures)] {
		s := f * 0x9E3779B1 & t.mask
		for t.slots[s].row != 0 {
			if t.slots[s].key == f {
				row := &t.packed[t.slots[s].row]
				a += row[0]
				b += row[1]
				c += row[2]
				d += row[3]
				n++
				break
			}
			s = (s + 1) & t.mask
		}
	}
	n *= 128
	for k := range 4 {
		shift := 16 * k
		node[k] = int32(uint16(a>>shift)) - n
		node[4+k] = int32(uint16(b>>shift)) - n
		node[8+k] = int32(uint16(c>>shift)) - n
		node[12+k] = int32(uint16(d>>shift)) - n
	}
}

// Decode returns the best labels of a sequence (Viterbi 1967). The features of
// item i are features[ends[i-1]:ends[i]], of which 200 count. The result is
// valid until the next call.
func (d *Decoder) Decode(features []uint32, ends []int) []uint8 {
	t, n := d.tables, len(ends)
	if n == 0 {
		return nil
	}
	d.back = grow(d.back, n)
	d.labels = grow(d.labels, n)
	var prev, cur, node [lanes]int32
	from := 0
	for i, end := range ends {
		t.node(features[from:end], &node)
		from = end
		if i == 0 {
			for b := range lanes {
				cur[b] = t.start[b] + node[b]
			}
		} else {
			back := &d.back[i]
			for b := range lanes {
				into := &t.into[b]
				best, arg := int32(2*Forbidden), 0
				if few := t.few[b]; len(few) < 4 {
					for _, a := range few {
						if s := prev[a&15] + into[a&15]; s > best {
							best, arg = s, int(a)
						}
					}
				} else {
					for a := range lanes {
						if s := prev[a] + into[a]; s > best {
							best, arg = s, a
						}
					}
				}
				cur[b], back[b] = best+node[b], uint8(arg)
			}
		}
		if i%64 == 63 {
			// Keep the sums of long sequences in range.
			top := cur[0]
			for _, x := range cur {
				top = max(top, x)
			}
			for b := range cur {
				cur[b] = max(cur[b]-top, Forbidden)
			}
		}
		prev = cur
	}
	best := 0
	for b := range t.width {
		if prev[b] > prev[best] {
			best = b
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.labels[i] = uint8(best)
		best = int(d.back[i][best])
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

// Favor adds weight to the label wherever it stands: a positive weight makes it
// likelier.
func (c *Chain) Favor(label int, weight int32) {
	for a := range c.width + 1 {
		if t := &c.transitions[a*c.width+label]; *t > Forbidden {
			*t += weight
		}
	}
}
