package bm25

import "encoding/binary"

// blockLen is the number of postings in a block. Smaller blocks have tighter
// bounds, larger ones cost less memory.
const blockLen = 128

// A list is the posting list of a term: the slots of the documents that hold it,
// ascending, and how often each does, as steps and frequencies (appendPair).
type list struct {
	data   []byte
	sealed []block // the full blocks
	open   block   // the block that postings are added to
	n      uint32  // postings, those of dead slots included
	df     uint32  // live documents
}

// A block is a run of blockLen postings.
type block struct {
	start  uint32 // where it starts in data
	last   uint32 // its last slot
	tf     uint32 // the greatest frequency in it
	length uint32 // the length of the shortest document in it
}

func (l *list) append(slot, tf, length uint32) {
	if l.n%blockLen == 0 {
		if l.n > 0 {
			l.sealed = append(l.sealed, l.open)
		}
		l.open = block{start: uint32(len(l.data)), last: l.open.last, tf: tf, length: length}
	}
	l.data = appendPair(l.data, slot-l.open.last, tf)
	l.open.last = slot
	l.open.tf = max(l.open.tf, tf)
	l.open.length = min(l.open.length, length)
	l.n++
	l.df++
}

// blocks is the number of blocks, at returns one of them.
func (l *list) blocks() int { return int(l.n+blockLen-1) / blockLen }

func (l *list) at(i int) *block {
	if i < len(l.sealed) {
		return &l.sealed[i]
	}
	return &l.open
}

// A cursor walks a list. It stands on a block, which it has decoded or not, and
// inside a decoded block on a posting.
type cursor struct {
	list    *list
	factor  float64 // weight · idf · (K1+1)
	bound   float64 // no document scores more by this term
	within  float64 // the same for the present window
	after   float64 // the sum of within over the cursors behind this one
	block   int
	decoded bool
	pos, n  int
	slots   [blockLen]uint32
	tfs     [blockLen]uint32
}

// done reports whether the cursor has left its last block.
func (c *cursor) done() bool { return c.block >= c.list.blocks() }

// next moves to the next block.
func (c *cursor) next() { c.block++; c.decoded = false }

// decode reads the present block and stands on its first posting.
func (c *cursor) decode() {
	l := c.list
	b := l.at(c.block)
	slot := uint32(0)
	if c.block > 0 {
		slot = l.at(c.block - 1).last
	}
	n := min(blockLen, int(l.n)-c.block*blockLen)
	data := l.data[b.start:]
	for i := range n {
		var v uint64
		if len(data) >= 2 && data[1] < 0x80 { // the usual case, without a call
			v = uint64(data[0])
			if v < 0x80 {
				data = data[1:]
			} else {
				v = v&0x7f | uint64(data[1])<<7
				data = data[2:]
			}
		} else {
			var size int
			v, size = binary.Uvarint(data)
			data = data[size:]
		}
		slot += uint32(v >> 1)
		tf := uint32(1)
		if v&1 != 0 {
			more, size := binary.Uvarint(data)
			data = data[size:]
			tf = uint32(more) + 2
		}
		c.slots[i], c.tfs[i] = slot, tf
	}
	c.n, c.pos, c.decoded = n, 0, true
}

// skip moves to the first block that reaches slot. It decodes nothing.
func (c *cursor) skip(slot uint32) {
	l := c.list
	if c.done() || l.at(c.block).last >= slot {
		return
	}
	c.decoded = false
	// Gallop: the block is near more often than far.
	lo, step := c.block, 1 // the block at lo ends before slot
	for lo+step < len(l.sealed) && l.sealed[lo+step].last < slot {
		lo += step
		step *= 2
	}
	hi := min(lo+step, l.blocks()) // the block at hi does not, or is none
	for lo+1 < hi {
		if mid := (lo + hi) / 2; l.at(mid).last < slot {
			lo = mid
		} else {
			hi = mid
		}
	}
	c.block = hi
	if hi < l.blocks() && l.at(hi).last < slot {
		c.block++
	}
}

// seek moves to the first posting at or behind slot. It reports false at the end
// of the list.
func (c *cursor) seek(slot uint32) bool {
	c.skip(slot)
	if c.done() {
		return false
	}
	if !c.decoded {
		c.decode()
	}
	for c.slots[c.pos] < slot { // the block reaches slot: this ends
		c.pos++
	}
	return true
}
