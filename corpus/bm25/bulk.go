package bm25

import "slices"

// A bulk fills tables with many documents. Adding them one by one goes to
// another list, somewhere in memory, for each term; a bulk sorts the postings of
// many documents by their lists first, roughly, which takes a third of the time.
type bulk struct {
	t       tables // with all terms
	buckets [][]posting
	n       int // postings in the buckets
}

type posting struct{ number, slot, tf uint32 }

// bucketLen is the number of neighbouring lists that share a bucket, bulkLen the
// number of postings that are sorted at a time: 24 MB.
const (
	bucketLen = 512
	bulkLen   = 1 << 21
)

// put gives the document the next slot. The counts are in order of the numbers,
// each of which has its list; the record is theirs, or nil.
func (b *bulk) put(doc uint32, counts []count, record []byte) {
	if b.buckets == nil {
		b.buckets = make([][]posting, len(b.t.lists)/bucketLen+1)
	}
	slot, _ := b.t.enter(doc, counts, record)
	for _, c := range counts {
		bucket := &b.buckets[c.number/bucketLen]
		*bucket = append(*bucket, posting{c.number, slot, c.tf})
	}
	if b.n += len(counts); b.n >= bulkLen {
		b.empty()
	}
}

// empty moves the postings from the buckets to the lists.
func (b *bulk) empty() {
	for i, bucket := range b.buckets {
		for _, p := range bucket {
			b.t.lists[p.number].append(p.slot, p.tf, b.t.lengths[p.slot])
		}
		b.buckets[i] = bucket[:0]
	}
	b.n = 0
}

// done returns the tables, with no more memory than they need.
func (b *bulk) done() *tables {
	b.empty()
	for i := range b.t.lists {
		l := &b.t.lists[i]
		l.data = slices.Clip(slices.Clone(l.data))
		l.sealed = slices.Clip(slices.Clone(l.sealed))
	}
	return &b.t
}
