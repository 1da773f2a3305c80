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
// Terms are numbers too, which a dictionary gives that several indexes may share
// (terms.go). Documents get slots in order of arrival. A posting list names slots
// in blocks of 128 with the bounds of each block (posting.go); a search walks the
// slots in windows and leaves out what the bounds say cannot enter the result
// (search.go). What a document's terms were is not kept: whoever takes it out
// says so, and is held to it. The lists are made anew when too much in them is
// dead. A snapshot has the lists as they are in memory (snapshot.go), so that
// reading it is checking it.
//
// It is a leaf: it knows nothing of articles and languages.
package bm25

import (
	"bytes"
	"fmt"
	"iter"
	"math"
	"slices"
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

// An Index is an inverted index, made by New or ReadIndex. It is safe for use by
// several goroutines: searches run side by side, a change waits for the searches
// before it and excludes those after it.
type Index struct {
	// Params are the parameters of the score, which the zero value sets to K1 .9
	// and B .4. They must not be changed while the index is in use.
	Params Params

	terms *Terms
	mu    sync.RWMutex
	t     tables
}

// New returns an empty index of documents whose terms have their numbers from
// terms.
func New(terms *Terms) *Index { return &Index{terms: terms} }

// tables are the index without its lock. Slots number the documents in order of
// arrival; a document that is taken out leaves its slot dead.
type tables struct {
	lists   []list   // by the number of the term
	docs    []uint32 // slot → document, ascending
	lengths []uint32 // slot → terms in the document
	dead    []uint64 // slot → one bit, set where it is dead
	live    int      // documents
	terms   uint64   // sum of the lengths of live documents
}

// A count says how often the term of a number occurs in a document.
type count struct{ number, tf uint32 }

// Len is the number of documents in the index.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.t.live
}

// DF is the number of documents in the index that hold the term.
func (x *Index) DF(term string) int {
	number, ok := x.terms.Number(term)
	if !ok {
		return 0
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return int(x.t.df(number))
}

// DFOf is what DF is of the term of a number that the index's Terms gave.
func (x *Index) DFOf(number uint32) int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return int(x.t.df(number))
}

// df is the number of live documents that hold the term, which may be one that
// only another index has.
func (t *tables) df(number uint32) uint32 {
	if int(number) >= len(t.lists) {
		return 0
	}
	return t.lists[number].df
}

// Docs yields the documents in the index, in order of their numbers. The loop
// changes nothing in it.
func (x *Index) Docs() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		x.mu.RLock()
		defer x.mu.RUnlock()
		for slot, doc := range x.t.docs {
			if !x.t.isDead(uint32(slot)) && !yield(doc) {
				return
			}
		}
	}
}

// slot is where a live document is.
func (t *tables) slot(doc uint32) (slot uint32, ok bool) {
	i, ok := slices.BinarySearch(t.docs, doc)
	return uint32(i), ok && !t.isDead(uint32(i))
}

// Add puts a document into the index. Its number is greater than that of any that
// the index holds or has held, else Add panics. The terms are numbers of the
// index's Terms; the order is of no account, and a term may come more than once.
// Add keeps nothing of the slice.
func (x *Index) Add(doc uint32, terms []uint32) {
	x.mu.Lock()
	defer x.mu.Unlock()
	t := &x.t
	if n := len(t.docs); n > 0 && t.docs[n-1] >= doc {
		panic(fmt.Sprintf("bm25: document %d comes after document %d", doc, t.docs[n-1]))
	}
	slot, length := t.enter(doc, uint32(len(terms)))
	for _, c := range counted(terms) {
		for int(c.number) >= len(t.lists) {
			t.lists = append(t.lists, list{})
		}
		t.lists[c.number].append(slot, c.tf, length)
	}
}

// enter gives the document the next slot, without its postings.
func (t *tables) enter(doc, length uint32) (slot, _ uint32) {
	slot = uint32(len(t.docs))
	t.docs = append(t.docs, doc)
	t.lengths = append(t.lengths, length)
	if int(slot)/64 == len(t.dead) {
		t.dead = append(t.dead, 0)
	}
	t.live++
	t.terms += uint64(length)
	return slot, length
}

// counted says how often each of the terms comes, in order of their numbers.
func counted(terms []uint32) []count {
	sorted := slices.Sorted(slices.Values(terms))
	counts := make([]count, 0, len(sorted))
	for _, number := range sorted {
		if n := len(counts); n > 0 && counts[n-1].number == number {
			counts[n-1].tf++
		} else {
			counts = append(counts, count{number, 1})
		}
	}
	return counts
}

// Remove takes a document out of the index. The terms are those that it was added
// with, in any order. Where the document is not there, or has other terms, Remove
// reports false and does nothing.
//
// When a third of what the index holds is dead, and a thousand documents at
// least, Remove makes the lists anew. Searches wait meanwhile, about a
// microsecond for each passage that stays.
func (x *Index) Remove(doc uint32, terms []uint32) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	t := &x.t
	slot, ok := t.slot(doc)
	if !ok || t.lengths[slot] != uint32(len(terms)) {
		return false
	}
	counts := counted(terms)
	var c cursor
	for _, has := range counts {
		if t.df(has.number) == 0 {
			return false
		}
		c.stand(&t.lists[has.number])
		if tf, ok := c.finds(slot); !ok || tf != has.tf {
			return false
		}
	}
	for _, has := range counts {
		t.lists[has.number].df--
	}
	t.dead[slot/64] |= 1 << (slot % 64)
	t.live--
	t.terms -= uint64(t.lengths[slot])
	t.compact()
	return true
}

func (t *tables) isDead(slot uint32) bool { return t.dead[slot/64]>>(slot%64)&1 != 0 }

// compact makes the tables anew without the dead when the dead are a third of
// all and enough to be worth it.
func (t *tables) compact() {
	dead := len(t.docs) - t.live
	if dead < 1024 || dead < len(t.docs)/3 {
		return
	}
	var b bytes.Buffer
	t.write(&b) // a buffer takes everything
	fresh, err := read(b.Bytes(), len(t.lists))
	if err != nil {
		panic(fmt.Sprintf("bm25: what was written just now: %v", err))
	}
	*t = *fresh
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
	s := scorer{k1: p.K1, n: float64(x.t.live), base: p.K1 * (1 - p.B)}
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
