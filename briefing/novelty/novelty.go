// Package novelty says which sentences of a running story say something new, and
// chooses a few of a day's that do.
//
// A Memory holds what was said before. A sentence is judged by what of it was
// there already: by the one earlier sentence that has most of it, by how many
// have each of its terms, and by whether its terms ever stood near each other;
// then by how many documents have its terms side by side, since what several
// report is what the story is about, and what one page alone has is often the
// page's. Two questions are asked apart: whether a sentence states a fact at all,
// which what was told has nothing to do with, and, if it does, whether one of its
// facts was not told yet, which only what was told decides. Each judgement is a
// logistic regression over such features (see feature.go); the weights are in
// weights.txt, whose head says what they were learnt from.
//
// It is a leaf: it knows sentences, and nothing of articles.
package novelty

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// near is how many terms apart two terms may stand to be a pair.
const near = 7

// A Sentence is one sentence of a document.
type Sentence struct {
	// ID names the sentence, Doc the document that it is from.
	ID, Doc string
	Text    string
}

// A Memory is what was said before of one story, and what of it was told to the
// readers. It is not safe for use by several goroutines.
type Memory struct {
	rarity func(stem string) float64
	model  model
	query  map[int32]bool
	stems  *segment.Stemmer
	terms  map[string]int32
	idf    []float64 // by term

	heard  pile // all that was said
	told   pile // what readers were told
	days   int  // that were read
	scores []float64
	shares []float64
}

// New returns a memory of nothing. Rarity is the inverse document frequency of a
// stem; query is what the story is about, in a few words, and may be empty.
func New(rarity func(stem string) float64, query string) *Memory {
	m := &Memory{rarity: rarity, model: learnt(), stems: segment.NewStemmer(), terms: map[string]int32{}, query: map[int32]bool{}}
	for _, t := range m.vector(query).terms {
		m.query[t] = true
	}
	return m
}

// Hear remembers a sentence that was said.
func (m *Memory) Hear(s Sentence) { m.heard.add(s, m.vector(s.Text)) }

// Novelty is the probability, from 0 to 1, that a sentence which states a fact
// states one that nothing heard so far does. The sentence is not remembered.
func (m *Memory) Novelty(text string) float64 {
	v := m.vector(text)
	return m.model.fresh.of(m.earlier(v).features())
}

// A vector is a sentence as it is compared.
type vector struct {
	seq   []int32   // terms in order
	terms []int32   // sorted, each once
	w     []float64 // of each of terms: TF-IDF, of length 1 together
	sum   float64   // of the terms' rarity
	words int
	caps  float64 // share of words that begin with a capital
}

func (m *Memory) term(stem string) int32 {
	t, ok := m.terms[stem]
	if !ok {
		t = int32(len(m.idf))
		m.terms[strings.Clone(stem)] = t
		m.idf = append(m.idf, m.rarity(stem))
	}
	return t
}

func (m *Memory) vector(text string) *vector {
	v := &vector{}
	for _, stem := range m.stems.Terms(nil, text) {
		v.seq = append(v.seq, m.term(stem))
	}
	sorted := slices.Sorted(slices.Values(v.seq))
	square := 0.
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		w := (1 + math.Log(float64(j-i))) * m.idf[sorted[i]]
		v.terms, v.w = append(v.terms, sorted[i]), append(v.w, w)
		v.sum += m.idf[sorted[i]]
		square += w * w
		i = j
	}
	for i := range v.w {
		v.w[i] /= max(math.Sqrt(square), 1e-9)
	}
	capitals := 0
	for word := range strings.FieldsSeq(text) {
		v.words++
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			capitals++
		}
	}
	v.caps = float64(capitals) / float64(v.words+1)
	return v
}

// A pile is a number of sentences in which those like another are found.
type pile struct {
	ids     []string
	vectors []*vector
	at      [][]int32 // sentences by term
	terms   []mention // documents by term
	pairs   map[uint64]mention
	docs    map[string]int32 // from 1
}

// mention is how many documents have something, and the last that has it.
type mention struct{ docs, last int32 }

func (n mention) in(doc int32) mention {
	if n.last != doc {
		return mention{n.docs + 1, doc}
	}
	return n
}

// add adds a sentence. Those of one document should follow each other: a document
// that comes back counts again.
func (p *pile) add(s Sentence, v *vector) {
	if p.docs == nil {
		p.docs, p.pairs = map[string]int32{}, map[uint64]mention{}
	}
	doc, ok := p.docs[s.Doc]
	if !ok {
		doc = int32(len(p.docs) + 1)
		p.docs[s.Doc] = doc
	}
	n := int32(len(p.vectors))
	p.ids, p.vectors = append(p.ids, s.ID), append(p.vectors, v)
	for _, t := range v.terms {
		for int(t) >= len(p.at) {
			p.at, p.terms = append(p.at, nil), append(p.terms, mention{})
		}
		p.at[t], p.terms[t] = append(p.at[t], n), p.terms[t].in(doc)
	}
	for pair := range v.pairs {
		p.pairs[pair] = p.pairs[pair].in(doc)
	}
}

// pairs yields the pairs of terms that stand near each other, whichever is
// first, with the places of both.
func (v *vector) pairs(yield func(uint64, [2]int32) bool) {
	for i, a := range v.seq {
		for _, b := range v.seq[i+1 : min(i+1+near, len(v.seq))] {
			if !yield(uint64(min(a, b))<<32|uint64(max(a, b)), [2]int32{a, b}) {
				return
			}
		}
	}
}

func (p *pile) count(t int32) int {
	if int(t) >= len(p.at) {
		return 0
	}
	return len(p.at[t])
}

// docsWith is how many documents have the term.
func (p *pile) docsWith(t int32) float64 {
	if int(t) >= len(p.terms) {
		return 0
	}
	return float64(p.terms[t].docs)
}

// newPairs is the share of a sentence's pairs that the pile has not, rare ones
// counting for more.
func (m *Memory) newPairs(p *pile, v *vector) float64 {
	fresh, all := 0., 0.
	for pair, of := range v.pairs {
		w := min(m.idf[of[0]], m.idf[of[1]])
		all += w
		if p.pairs[pair].docs == 0 {
			fresh += w
		}
	}
	return fresh / max(all, 1)
}

// likeness is what a pile has of a sentence.
type likeness struct {
	cosine  float64 // with the sentence that is most like it
	share   float64 // of its rarity, that one sentence has at the most
	holds   float64 // of one sentence's rarity, that it has at the most
	closest string  // which one that is, "" for none
}

// like compares a sentence with each of the pile that shares a term with it.
func (m *Memory) like(p *pile, v *vector) (l likeness) {
	if len(m.scores) < len(p.vectors) {
		m.scores, m.shares = make([]float64, 2*len(p.vectors)), make([]float64, 2*len(p.vectors))
	}
	scores, shares := m.scores[:len(p.vectors)], m.shares[:len(p.vectors)]
	clear(scores)
	clear(shares)
	for i, t := range v.terms {
		if p.count(t) == 0 {
			continue
		}
		for _, n := range p.at[t] {
			u := p.vectors[n]
			scores[n] += v.w[i] * u.weight(t)
			shares[n] += m.idf[t]
		}
	}
	for n := range scores {
		l.cosine = max(l.cosine, scores[n])
		l.holds = max(l.holds, shares[n]/max(p.vectors[n].sum, 1))
		if share := shares[n] / max(v.sum, 1); share > l.share {
			l.share, l.closest = share, p.ids[n]
		}
	}
	return l
}

// weight is the weight of a term, which the vector must have.
func (v *vector) weight(t int32) float64 {
	at, _ := slices.BinarySearch(v.terms, t)
	return v.w[at]
}
