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
	"math"
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
// that a look-up touches one line of the cache. The row has the bit further set
// if a key that belongs here stands further on; only then is it worth looking.
type slot struct{ key, row uint32 }

const further = 1 << 31

// A Decoder labels sequences with a chain of at most 16 labels. It keeps its
// buffers; it is not safe for use by several goroutines. Decoders of one chain
// share its tables.
type Decoder struct {
	tables *tables
	back   [][lanes]uint8
	labels []uint8
	rows   [256]uint32
}

// tables are a chain in the form that decoding is fast with.
type tables struct {
	width int
	slots []slot
	mask  uint32
	// packed has two numbers a row: sixteen lanes of 8 bits, each a weight plus
	// 128. Rows are summed in lanes of 16 bits, which 200 rows cannot overflow.
	packed [][lanes / 8]uint64
	// into[b][a] is the transition from a to b in the upper bits, and lanes-1-a
	// in the lower four, so that the greatest sum names where it comes from, the
	// first of equals; few lists where b may come from, if those are few.
	into  [lanes][lanes]int64
	few   [lanes][]uint8
	start [lanes]int32
	// wide lists the labels that may follow many. Behind these a label a cannot
	// be best if its sum is below that of b by more than ahead[b][a].
	wide  []uint8
	ahead [lanes][lanes]int32
}

// mostFew is the greatest number of labels before that are gone through one by
// one.
const mostFew = 3

// mostFeatures bounds the features of one item.
const mostFeatures = 200

func newTables(c *Chain) *tables {
	if c.width > lanes {
		panic(fmt.Sprintf("linear: %d labels, the decoder holds %d", c.width, lanes))
	}
	t := &tables{width: c.width, slots: make([]slot, len(c.keys)), mask: c.mask}
	for s, row := range c.slots {
		t.slots[s].key, t.slots[s].row = c.keys[s], t.slots[s].row|row
		switch home := c.keys[s] * 0x9E3779B1 & c.mask; {
		case row == 0 && s == 0:
			t.slots[s].key = 1 // 0 would belong here, 1 does not
		case row > 0 && home != uint32(s):
			t.slots[home].row |= further
		}
	}
	t.packed = make([][lanes / 8]uint64, len(c.rows)/c.width+1)
	for i := range t.packed[1:] {
		for k := range lanes {
			w := uint64(128)
			if k < c.width {
				w = uint64(int(c.rows[i*c.width+k]) + 128)
			}
			t.packed[i+1][k/8] |= w << (k % 8 * 8)
		}
	}
	for b := range lanes {
		for a := range lanes {
			weight := int32(Forbidden)
			if a < c.width && b < c.width {
				weight = c.transitions[a*c.width+b]
			}
			if weight > Forbidden {
				t.few[b] = append(t.few[b], uint8(a))
			}
			t.into[b][a] = int64(weight)*lanes + int64(lanes-1-a)
		}
		t.start[b] = Forbidden
		if b < c.width {
			t.start[b] = c.transitions[c.width*c.width+b]
		}
		if len(t.few[b]) > mostFew {
			t.wide = append(t.wide, uint8(b))
		}
	}
	for a := range lanes {
		for b := range lanes {
			t.ahead[b][a] = math.MinInt32
			for _, to := range t.wide {
				t.ahead[b][a] = max(t.ahead[b][a], int32((t.into[to][a]>>4)-(t.into[to][b]>>4)))
			}
		}
	}
	return t
}

// NewDecoder returns a decoder for the chain.
func NewDecoder(c *Chain) *Decoder {
	c.once.Do(func() { c.tables = newTables(c) })
	return &Decoder{tables: c.tables}
}

// node sums the rows of the features. rows is room for their places.
//
// All places are found before any row is read: the look-ups do not wait for each
// other, nor the sums for the look-ups.
func (t *tables) node(features []uint32, node *[lanes]int32, rows *[256]uint32) {
	n := uint8(0)
	for _, f := range features[:min(len(features), mostFeatures)] {
		s := f * 0x9E3779B1 & t.mask
		x := t.slots[s]
		hit := uint8(0)
		if x.key == f {
			hit = 1
		}
		rows[n] = x.row &^ further
		n += hit
		if x.row&further == 0 || hit != 0 {
			continue
		}
		for x.row != 0 {
			s = (s + 1) & t.mask
			if x = t.slots[s]; x.key == f && x.row != 0 {
				rows[n] = x.row &^ further
				n++
				break
			}
		}
	}
	const even = 0x00FF00FF00FF00FF
	var a, b, c, d uint64
	for _, r := range rows[:n] {
		row := &t.packed[r]
		a += row[0] & even
		b += row[0] >> 8 & even
		c += row[1] & even
		d += row[1] >> 8 & even
	}
	bias := int32(n) * 128
	for k := range 4 {
		shift := 16 * k
		node[2*k] = int32(uint16(a>>shift)) - bias
		node[2*k+1] = int32(uint16(b>>shift)) - bias
		node[8+2*k] = int32(uint16(c>>shift)) - bias
		node[8+2*k+1] = int32(uint16(d>>shift)) - bias
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
	var sums [lanes]int64
	var near [lanes]uint8
	from := 0
	for i, end := range ends {
		t.node(features[from:end], &node, &d.rows)
		from = end
		if i == 0 {
			for b := range lanes {
				cur[b] = t.start[b] + node[b]
			}
		} else {
			back := &d.back[i]
			top := 0
			for a, x := range prev {
				sums[a] = int64(x) * lanes
				if x > prev[top] {
					top = a
				}
			}
			const none = int64(2*Forbidden)*lanes + lanes - 1
			for b := range lanes {
				few := t.few[b]
				if len(few) > mostFew {
					continue
				}
				into, best := &t.into[b], none
				for _, a := range few {
					best = max(best, sums[a&15]+into[a&15])
				}
				cur[b], back[b] = int32(best>>4)+node[b], lanes-1-uint8(best&(lanes-1))
			}
			// Of the labels before, few are near enough to the best.
			n, ahead := 0, &t.ahead[top]
			for a, x := range prev {
				near[n] = uint8(a)
				if prev[top]-x <= ahead[a] {
					n++
				}
			}
			for _, b := range t.wide {
				into, best := &t.into[b&15], none
				for _, a := range near[:n] {
					best = max(best, sums[a&15]+into[a&15])
				}
				cur[b&15], back[b&15] = int32(best>>4)+node[b&15], lanes-1-uint8(best&(lanes-1))
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
