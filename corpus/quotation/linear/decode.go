package linear

import (
	"fmt"
	"math"
)

// lanes is the number of labels that a decoder holds; shorter rows are padded.
const lanes = 16

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
//
// Labels have lanes, the wide ones first. Scores are kept in the upper 60 bits of
// a number and lanes-1-a in the lower four, where a is the lane before, so that
// the greatest sum names where it comes from, the first of equals.
type tables struct {
	width int
	wide  int          // the number of labels that may follow more than two others
	label [lanes]uint8 // the label of each lane
	// steps, shift and keys are those of the chain's table, the steps spread.
	steps []uint32
	shift uint8
	keys  []uint32
	// packed has two numbers a row: sixteen lanes of 8 bits, each a weight plus
	// 128. Rows are summed in lanes of 16 bits, which 200 rows cannot overflow.
	packed [][lanes / 8]uint64
	start  [lanes]int64
	// from[a][b] is the transition from lane a to lane b, if b is wide; narrow are
	// those to the others.
	from   [lanes][lanes]int64
	narrow []narrow
	// Lane a cannot be the one before a wide lane if its sum is below that of b by
	// more than ahead[b][a].
	ahead [lanes][lanes]int64
}

// A narrow lane follows one of two.
type narrow struct {
	before [2]uint8
	weight [2]int64
}

// mostFeatures bounds the features of one item.
const mostFeatures = 200

func newTables(c *Chain) *tables {
	if c.width > lanes {
		panic(fmt.Sprintf("linear: %d labels, the decoder holds %d", c.width, lanes))
	}
	t := &tables{
		width: c.width, shift: c.shift, keys: c.keys,
		steps: make([]uint32, len(c.steps)), packed: make([][lanes / 8]uint64, len(c.keys)),
	}
	for i, s := range c.steps {
		t.steps[i] = spread(s)
	}
	t.arrange(c)
	for i := range t.packed {
		for k, label := range t.label {
			w := uint64(128)
			if int(label) < c.width {
				w = uint64(int(c.rows[i*c.width+int(label)]) + 128)
			}
			t.packed[i][k/8] |= w << (k % 8 * 8)
		}
	}
	weight := func(a, b int) int64 {
		return int64(c.transition(t.label[a], t.label[b]))*lanes + int64(lanes-1-a)
	}
	for b := range lanes {
		t.start[b] = forbidden * lanes
		if l := int(t.label[b]); l < c.width {
			t.start[b] = int64(c.transitions[c.width*c.width+l]) * lanes
		}
		var n narrow
		found := 0
		for a := range lanes {
			t.from[a][b] = weight(a, b)
			if b >= t.wide && t.from[a][b]>>4 > forbidden {
				n.before[found] = uint8(a)
				found++
			}
		}
		if b >= t.wide {
			for i, a := range n.before {
				n.weight[i] = weight(int(a), b)
			}
			t.narrow = append(t.narrow, n)
		}
	}
	for b := range lanes {
		for a := range lanes {
			t.ahead[b][a] = math.MinInt64
			for to := range t.wide {
				t.ahead[b][a] = max(t.ahead[b][a], (t.from[a][to]>>4-t.from[b][to]>>4)*lanes)
			}
		}
	}
	return t
}

// arrange gives the labels their lanes.
func (t *tables) arrange(c *Chain) {
	var narrow []uint8
	for b := range uint8(lanes) {
		before := 0
		for a := range uint8(lanes) {
			if c.transition(a, b) > forbidden {
				before++
			}
		}
		if before <= 2 {
			narrow = append(narrow, b)
			continue
		}
		t.label[t.wide] = b
		t.wide++
	}
	copy(t.label[t.wide:], narrow)
}

// transition is the weight of label b behind label a, Forbidden if the chain does
// not have one of them.
func (c *Chain) transition(a, b uint8) int32 {
	if int(max(a, b)) >= c.width {
		return forbidden
	}
	return c.transitions[int(a)*c.width+int(b)]
}

// NewDecoder returns a decoder for the chain.
func NewDecoder(c *Chain) *Decoder {
	c.once.Do(func() { c.tables = newTables(c) })
	return &Decoder{tables: c.tables}
}

// node sums the rows of the features. rows is room for their places.
func (t *tables) node(features []uint32, node *[lanes]int64, rows *[256]uint32) {
	n := t.find(features, rows)
	a, b, c, d := sum(t.packed, rows[:n])
	bias := int64(n) * 128
	for k := range 4 {
		shift := 16 * k
		node[2*k] = (int64(uint16(a>>shift)) - bias) * lanes
		node[2*k+1] = (int64(uint16(b>>shift)) - bias) * lanes
		node[8+2*k] = (int64(uint16(c>>shift)) - bias) * lanes
		node[8+2*k+1] = (int64(uint16(d>>shift)) - bias) * lanes
	}
}

// find writes to rows the places of the features that have one, and returns how
// many these are. Which do is hard to foresee, so it does not branch on it.
func (t *tables) find(features []uint32, rows *[256]uint32) uint8 {
	n := uint8(0)
	keys, steps, shift := t.keys, t.steps, t.shift&31
	places := uint64(len(keys))
	for _, f := range features[:min(len(features), mostFeatures)] {
		at := place(f, steps[f*bucketFactor>>shift], places)
		rows[n] = at
		hit := uint8(0)
		if keys[at] == f {
			hit = 1
		}
		n += hit
	}
	return n
}

// sum adds the rows, in lanes of 16 bits: those of even number of either half,
// and those of odd number.
func sum(packed [][lanes / 8]uint64, rows []uint32) (a, b, c, d uint64) {
	const even = 0x00FF00FF00FF00FF
	for _, r := range rows {
		row := &packed[r]
		a += row[0] & even
		b += row[0] >> 8 & even
		c += row[1] & even
		d += row[1] >> 8 & even
	}
	return a, b, c, d
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
	var sums, node [lanes]int64 // multiples of lanes
	from := 0
	for i, end := range ends {
		t.node(features[from:end], &node, &d.rows)
		from = end
		if i == 0 {
			for b := range sums {
				sums[b] = t.start[b] + node[b]
			}
			continue
		}
		t.step(&sums, &node, &d.back[i])
	}
	best := uint8(0)
	for b := range sums {
		if int(t.label[b]) < t.width && sums[b] > sums[best] {
			best = uint8(b)
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.labels[i] = t.label[best]
		best = d.back[i][best&(lanes-1)]
	}
	return d.labels[:n]
}

// step goes on from the sums of one item to those of the next, and notes for
// each lane which lane is before it.
func (t *tables) step(sums, node *[lanes]int64, back *[lanes]uint8) {
	const low = lanes - 1
	top := int64(math.MinInt64)
	for a, x := range sums {
		top = max(top, x+int64(low-a))
	}
	// Of the labels before, few are near enough to the best.
	ahead := &t.ahead[low-top&low]
	top &^= low
	var near [lanes]uint8
	n := 0
	for a, x := range sums {
		near[n&low] = uint8(a)
		hit := 0
		if top-x <= ahead[a] {
			hit = 1
		}
		n += hit
	}
	var best [lanes]int64
	wide := best[:t.wide&31]
	for b := range wide {
		wide[b] = math.MinInt64
	}
	for _, a := range near[:n] {
		x, from := sums[a&low], t.from[a&low][:len(wide)]
		for b := range wide {
			wide[b] = max(wide[b], x+from[b])
		}
	}
	for i := range t.narrow {
		n := &t.narrow[i]
		best[(t.wide+i)&low] = max(sums[n.before[0]&low]+n.weight[0], sums[n.before[1]&low]+n.weight[1])
	}
	for b, x := range best {
		back[b] = low - uint8(x&low)
		sums[b] = x&^low + node[b]
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)
	}
	return s[:n]
}
