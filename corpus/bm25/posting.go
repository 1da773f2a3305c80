package bm25

import "encoding/binary"

// blockLen is the number of postings in a block. Smaller blocks have tighter
// bounds, larger ones cost less memory.
const blockLen = 128

// A list is the posting list of a term: the slots of the documents that hold it,
// ascending, and how often each does, as steps and frequencies (appendPair).
// Most lists have one block and are small; what only longer ones have is apart.
type list struct {
	data []byte // the postings, but for those in more.frozen
	more *more  // nil for a list of one block
	open block  // the block that postings are added to
	n    uint32 // postings, those of dead slots included
	df   uint32 // live documents
}

// more is what a list of several blocks has.
type more struct {
	sealed []block // the full blocks before the open one
	// frozen are the postings of the first frozenBlocks of them: bytes of a
	// snapshot, which are not copied when postings are added.
	frozen       []byte
	frozenBlocks int
}

// A block is a run of blockLen postings.
type block struct {
	start  uint32 // where it starts in data, or in frozen
	last   uint32 // its last slot
	tf     uint32 // the greatest frequency in it
	length uint32 // the length of the shortest document in it
}

func (l *list) append(slot, tf, length uint32) {
	if l.n%blockLen == 0 {
		if l.n > 0 {
			if l.more == nil {
				l.more = new(more)
			}
			l.more.sealed = append(l.more.sealed, l.open)
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

// blocks is the number of blocks, sealed that of those before the open one; at
// returns a block.
func (l *list) blocks() int { return int(l.n+blockLen-1) / blockLen }

func (l *list) sealed() int {
	if l.more == nil {
		return 0
	}
	return len(l.more.sealed)
}

func (l *list) at(i int) *block {
	if i < l.sealed() {
		return &l.more.sealed[i]
	}
	return &l.open
}

// from are the postings from the start of block i on, to the end of that block
// at least.
func (l *list) from(i int) []byte {
	if l.more != nil && i < l.more.frozenBlocks {
		return l.more.frozen[l.at(i).start:]
	}
	return l.data[l.at(i).start:]
}

// all are the postings, in one or two pieces.
func (l *list) all() (frozen, data []byte) {
	if l.more != nil {
		frozen = l.more.frozen
	}
	return frozen, l.data
}

// appendPair writes a step and a term frequency, which is at least one.
func appendPair(b []byte, step, tf uint32) []byte {
	if tf == 1 {
		return binary.AppendUvarint(b, uint64(step)<<1)
	}
	b = binary.AppendUvarint(b, uint64(step)<<1|1)
	return binary.AppendUvarint(b, uint64(tf-2))
}

// pair reads what appendPair wrote.
func pair(b []byte) (step, tf uint32, rest []byte) {
	var v uint64
	if len(b) >= 2 && b[1] < 0x80 { // the usual case, without a call
		v = uint64(b[0])
		if v < 0x80 {
			b = b[1:]
		} else {
			v = v&0x7f | uint64(b[1])<<7
			b = b[2:]
		}
	} else {
		var size int
		v, size = binary.Uvarint(b)
		b = b[size:]
	}
	tf = 1
	if v&1 != 0 {
		more, size := binary.Uvarint(b)
		b = b[size:]
		tf = uint32(more) + 2
	}
	return uint32(v >> 1), tf, b
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

// stand puts the cursor on the first block of a list.
func (c *cursor) stand(l *list) { c.list, c.block, c.decoded = l, 0, false }

// done reports whether the cursor has left its last block.
func (c *cursor) done() bool { return c.block >= c.list.blocks() }

// next moves to the next block.
func (c *cursor) next() { c.block++; c.decoded = false }

// decode reads the present block and stands on its first posting.
func (c *cursor) decode() {
	l := c.list
	slot := uint32(0)
	if c.block > 0 {
		slot = l.at(c.block - 1).last
	}
	n := min(blockLen, int(l.n)-c.block*blockLen)
	data := l.from(c.block)
	for i := range n {
		var v uint64
		if len(data) >= 2 && data[1] < 0x80 { // as in pair, which is not inlined
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
	for sealed := l.sealed(); lo+step < sealed && l.at(lo+step).last < slot; {
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

// finds moves to the slot, and reports whether the list has it and how often its
// document holds the term.
func (c *cursor) finds(slot uint32) (tf uint32, ok bool) {
	if c.seek(slot) && c.slots[c.pos] == slot {
		return c.tfs[c.pos], true
	}
	return 0, false
}
