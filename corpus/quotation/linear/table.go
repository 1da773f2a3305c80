package linear

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// A Table maps features to rows of weights, by a perfect hash: each feature has
// a place of its own, at which it alone is looked for (hash, displace and
// compress: Belazzougui, Botelho, Dietzfelbinger 2009). A look-up reads the key
// there, and only of features that the table has a row.
type Table struct {
	width int
	// steps has a number for each bucket of features, a power of two of them; it
	// and the feature give the place.
	steps []uint16
	shift uint8 // 32 less the bits of a bucket's number
	keys  []uint32
	rows  []int8 // width weights of each place
}

// bucketBits is the size of a bucket's number for n features: buckets hold two
// to four.
func bucketBits(n int) uint8 {
	bits := uint8(1)
	for n>>bits > 3 {
		bits++
	}
	return bits
}

const bucketFactor = 0x9E3779B1

// place is where the feature is if the table has it.
func place(feature, spread uint32, places uint64) uint32 {
	return uint32(uint64((feature^spread)*0xC2B2AE35) * places >> 32)
}

// spread brings a step to the form that place takes.
func spread(step uint16) uint32 { return uint32(step) * 0x85EBCA6B }

// newTable makes a table of the given features, which are different; rows holds
// width weights of each, in order. A place that is left over has the key 0 and a
// row of zeros.
func newTable(width int, features []uint32, rows []int8) *Table {
	t := &Table{width: width}
	bits := bucketBits(len(features))
	t.steps, t.shift = make([]uint16, 1<<bits), 32-bits
	buckets := make([][]int, len(t.steps))
	for i, f := range features {
		b := f * bucketFactor >> t.shift
		buckets[b] = append(buckets[b], i)
	}
	order := make([]int, len(buckets))
	for b := range order {
		order[b] = b
	}
	// Large buckets first, while there is much room.
	slices.SortStableFunc(order, func(a, b int) int { return len(buckets[b]) - len(buckets[a]) })
	for places := len(features) + len(features)/16 + 1; ; places += places/16 + 1 {
		if at := t.lay(buckets, order, features, places); at != nil {
			t.keys, t.rows = make([]uint32, places), make([]int8, places*width)
			for i, f := range features {
				t.keys[at[i]] = f
				copy(t.rows[int(at[i])*width:], rows[i*width:i*width+width])
			}
			return t
		}
	}
}

// lay finds a step for each bucket such that no two features have one place, and
// returns the places; nil if there is none.
func (t *Table) lay(buckets [][]int, order []int, features []uint32, places int) []uint32 {
	at := make([]uint32, len(features))
	taken := make([]bool, places)
	for _, b := range order {
		step := 0
	next:
		for ; ; step++ {
			if step == 1<<16 {
				return nil
			}
			for n, i := range buckets[b] {
				at[i] = place(features[i], spread(uint16(step)), uint64(places))
				if taken[at[i]] {
					for _, k := range buckets[b][:n] {
						taken[at[k]] = false
					}
					continue next
				}
				taken[at[i]] = true
			}
			break
		}
		t.steps[b] = uint16(step)
	}
	return at
}

// append writes the table behind data: width, number of buckets and of places,
// the buckets' steps, the keys, the rows.
func (t *Table) append(data []byte) []byte {
	for _, n := range []int{t.width, len(t.steps), len(t.keys)} {
		data = binary.LittleEndian.AppendUint32(data, uint32(n))
	}
	for _, s := range t.steps {
		data = binary.LittleEndian.AppendUint16(data, s)
	}
	for _, k := range t.keys {
		data = binary.LittleEndian.AppendUint32(data, k)
	}
	for _, x := range t.rows {
		data = append(data, byte(x))
	}
	return data
}

// readTable reads a table and returns the data behind it.
func readTable(data []byte) (*Table, []byte, error) {
	var head [3]int
	for i := range head {
		if len(data) < 4 {
			return nil, nil, errShort
		}
		head[i] = int(binary.LittleEndian.Uint32(data))
		data = data[4:]
	}
	width, buckets, places := head[0], head[1], head[2]
	t := &Table{width: width, shift: 31}
	for buckets>>(32-t.shift) > 1 && t.shift > 8 {
		t.shift--
	}
	if width < 1 || width > 64 || places < 1 || places > 1<<24 || buckets != 1<<(32-t.shift) {
		return nil, nil, fmt.Errorf("a table of %d buckets, %d rows of %d weights", buckets, places, width)
	}
	if len(data) < 2*buckets+places*(4+width) {
		return nil, nil, errShort
	}
	t.steps, t.keys, t.rows = make([]uint16, buckets), make([]uint32, places), make([]int8, places*width)
	for i := range t.steps {
		t.steps[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	data = data[2*buckets:]
	for i := range t.keys {
		t.keys[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	data = data[4*places:]
	for i := range t.rows {
		t.rows[i] = int8(data[i])
	}
	return t, data[places*width:], nil
}
