// Package bm25 is an inverted index in memory: documents are numbers and lists
// of terms, a query is a list of weighted terms, and what comes back are the n
// documents of the highest score, exactly.
//
// The score of a document is the sum, over the terms of the query, of
//
//	weight · idf · tf·(K1+1) / (tf + K1·(1 − B + B·length/average length))
//	idf = ln(1 + (N − df + ½) / (df + ½))
//
// after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
// and Beyond" (2009), with the idf that cannot be negative. N, df and the
// average length count the documents that are in the index now: after any
// sequence of Add and Remove the scores are those of an index that never held
// anything else, and the same to the last bit, since a score is summed in an
// order that only those figures decide.
//
// Documents get slots in order of arrival. A posting list names slots in blocks
// of 128 with the bounds of each block (posting.go); a search walks the slots in
// windows and leaves out what the bounds say cannot enter the result
// (search.go). Beside the lists the index keeps each document's record, its
// terms and how often each occurs, from which a document is taken out, the lists
// are made anew when too much in them is dead, and a snapshot is written
// (record.go, snapshot.go).
//
// It is a leaf: it knows nothing of articles and languages.
package bm25

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
)

// Params are the parameters of the score.
type Params struct {
	// K1 says how soon further occurrences of a term stop to count, B how much
	// longer documents lose.
	K1, B float64
}

// standard is what the zero Params stand for: found best for passages of about
// three sentences.
var standard = Params{K1: .9, B: .4}

// A Term is a term of a query. Terms whose weight is not positive are ignored;
// the weights of a term that is given twice are added.
type Term struct {
	Text   string
	Weight float64
}

// A Hit is a document and its score, which is positive.
type Hit struct {
	Doc   uint32
	Score float64
}

// An Index is an inverted index. The zero value is an empty index, ready for
// use. It is safe for use by several goroutines: searches run side by side, a
// change waits for the searches before it and excludes those after it.
type Index struct {
	// Params are the parameters of the score, which the zero value sets to K1 .9
	// and B .4. They must not be changed while the index is in use.
	Params Params

	mu sync.RWMutex
	t  tables
}

// tables are the index without its lock. Slots number the documents in order of
// arrival; a document that is taken out leaves its slot dead.
type tables struct {
	numbers map[string]uint32 // term → its number in lists
	lists   []list
	slots   map[uint32]uint32 // document → its slot
	docs    []uint32          // slot → document
	lengths []uint32          // slot → terms in the document
	dead    []uint64          // slot → one bit, set where it is dead
	records records
	terms   uint64 // sum of the lengths of live documents

	counts []count // scratch of add
}

// A count says how often the term of a number occurs in a document.
type count struct{ number, tf uint32 }

// Len is the number of documents in the index.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.t.slots)
}

// DF is the number of documents in the index that hold the term.
func (x *Index) DF(term string) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	number, ok := x.t.numbers[term]
	if !ok {
		return 0
	}
	return int(x.t.lists[number].df)
}

// Has reports whether the document is in the index.
func (x *Index) Has(doc uint32) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, ok := x.t.slots[doc]
	return ok
}

// Add puts a document into the index, in place of the document of that number
// if there is one. The terms are taken as they are; the order is of no account,
// and a term may come more than once. Add keeps nothing of the slice or of the
// strings.
func (x *Index) Add(doc uint32, terms []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.t.remove(doc)
	x.t.add(doc, terms)
	x.t.compact()
}

// Remove takes a document out of the index. A document that is not there is no
// error.
//
// When a third of what the index holds is dead, and a thousand documents at
// least, Remove (or an Add that replaces) makes the lists anew. Searches wait
// meanwhile, about two microseconds for each passage that stays.
func (x *Index) Remove(doc uint32) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.t.remove(doc)
	x.t.compact()
}

func (t *tables) add(doc uint32, terms []string) {
	if t.numbers == nil {
		t.numbers = make(map[string]uint32)
		t.slots = make(map[uint32]uint32)
	}
	counts := t.counts[:0]
	for _, term := range terms {
		number, ok := t.numbers[term]
		if !ok {
			number = uint32(len(t.lists))
			// A clone, so that the index does not hold on to the text that the
			// term was cut from.
			t.numbers[strings.Clone(term)] = number
			t.lists = append(t.lists, list{})
		}
		counts = append(counts, count{number, 1})
	}
	slices.SortFunc(counts, func(a, b count) int { return cmp.Compare(a.number, b.number) })
	n := 0
	for _, c := range counts {
		if n > 0 && counts[n-1].number == c.number {
			counts[n-1].tf++
			continue
		}
		counts[n] = c
		n++
	}
	t.put(doc, counts[:n])
	t.counts = counts
}

// put gives the document the next slot. The counts are in order of the numbers,
// each of which has its list.
func (t *tables) put(doc uint32, counts []count) {
	slot, length := t.enter(doc, counts, nil)
	for _, c := range counts {
		t.lists[c.number].append(slot, c.tf, length)
	}
}

// enter gives the document the next slot, without its postings. The record is
// that of the counts, or nil.
func (t *tables) enter(doc uint32, counts []count, record []byte) (slot, length uint32) {
	slot = uint32(len(t.docs))
	for _, c := range counts {
		length += c.tf
	}
	if g := t.records.next(); record != nil {
		*g = append(*g, record...)
	} else {
		*g = appendCounts(*g, counts)
	}
	t.slots[doc] = slot
	t.docs = append(t.docs, doc)
	t.lengths = append(t.lengths, length)
	if int(slot)/64 == len(t.dead) {
		t.dead = append(t.dead, 0)
	}
	t.terms += uint64(length)
	return slot, length
}

func (t *tables) remove(doc uint32) {
	slot, ok := t.slots[doc]
	if !ok {
		return
	}
	delete(t.slots, doc)
	t.dead[slot/64] |= 1 << (slot % 64)
	t.terms -= uint64(t.lengths[slot])
	for c := range t.records.all(slot) {
		t.lists[c.number].df--
	}
}

func (t *tables) isDead(slot uint32) bool { return t.dead[slot/64]>>(slot%64)&1 != 0 }

// compact makes the tables anew without the dead when the dead are a third of
// all and enough to be worth it.
func (t *tables) compact() {
	dead := len(t.docs) - len(t.slots)
	if dead < 1024 || dead < len(t.docs)/3 {
		return
	}
	numbers, n := t.live()
	fresh := bulk{t: tables{
		numbers: make(map[string]uint32, n),
		slots:   make(map[uint32]uint32, len(t.slots)),
		lists:   make([]list, n),
	}}
	for term, number := range t.numbers {
		if t.lists[number].df > 0 {
			fresh.t.numbers[term] = numbers[number]
		}
	}
	counts := t.counts[:0]
	for slot, doc := range t.docs {
		if t.isDead(uint32(slot)) {
			continue
		}
		counts = counts[:0]
		for c := range t.records.all(uint32(slot)) {
			counts = append(counts, count{numbers[c.number], c.tf})
		}
		fresh.put(doc, counts, nil)
	}
	*t = *fresh.done()
	t.counts = counts
}

// live numbers the terms that live documents hold, in order of their present
// numbers. The new number of a term without such a document means nothing.
func (t *tables) live() (numbers []uint32, n int) {
	numbers = make([]uint32, len(t.lists))
	for i := range t.lists {
		numbers[i] = uint32(n)
		if t.lists[i].df > 0 {
			n++
		}
	}
	return numbers, n
}

// A scorer is the part of the score that is the same for every term and
// document of a search.
type scorer struct {
	k1    float64
	n     float64 // documents
	base  float64 // K1·(1−B)
	slope float64 // K1·B / average length
}

func (x *Index) scorer() scorer {
	p := x.Params
	if p == (Params{}) {
		p = standard
	}
	s := scorer{k1: p.K1, n: float64(len(x.t.slots)), base: p.K1 * (1 - p.B)}
	if x.t.terms > 0 {
		s.slope = p.K1 * p.B * s.n / float64(x.t.terms)
	}
	return s
}

func (s scorer) idf(df uint32) float64 {
	return math.Log1p((s.n - float64(df) + .5) / (float64(df) + .5))
}

// of is the score of a term that occurs tf times in a document of that length;
// factor is the term's weight · idf · (K1+1). It grows with tf and falls with
// length, which the bounds of blocks rest on.
func (s scorer) of(factor float64, tf, length uint32) float64 {
	f := float64(tf)
	return factor * f / (f + s.base + s.slope*float64(length))
}
