package novelty

import "math"

// earlier is what a sentence has in common with what was said before.
type earlier struct {
	likeness
	soft  float64 // share of its rarity, each term divided by 1 + the sentences that have it
	pairs float64 // share of its pairs that nothing before has
	words int
	heard int // sentences before
}

func (m *Memory) earlier(v *vector) earlier {
	e := earlier{likeness: m.like(&m.heard, v), pairs: m.newPairs(&m.heard, v), words: v.words, heard: len(m.heard.vectors)}
	for _, t := range v.terms {
		e.soft += m.idf[t] / (1 + float64(m.heard.count(t))) / max(v.sum, 1)
	}
	return e
}

// freshFeatures are what Novelty goes by.
var freshFeatures = []string{
	"cosine", // distance to the earlier sentence most like it: what single-pass detection uses alone
	"share",  // what no one earlier sentence has of it: a long old sentence holds a short one
	"soft",   // rare terms that few or none had before
	"pairs",  // terms that never stood near each other: old words in a new connection
	"words",  // logarithm of the length: who says more says more that is new
	"heard",  // logarithm of what was said before: of an old story less is new
}

// features are the values of freshFeatures.
func (e earlier) features() []float64 {
	return []float64{1 - e.cosine, 1 - e.share, e.soft, e.pairs, math.Log(float64(1 + e.words)), math.Log(float64(1 + e.heard))}
}

// choiceFeatures are what a day's sentences are chosen by: whether one states a
// fact that is new and not told yet, and whether it states old ones alone.
var choiceFeatures = []string{
	"cosine", "share", "soft", "pairs", "words", "heard", // as in freshFeatures
	"today",   // rare terms that nothing before has and other documents of the day do
	"centre",  // cosine with the day's sentences together: it is what the day is about
	"support", // logarithm of the day's documents that say something like it
	"spread",  // share of the day's documents that do: on a slow day few are many
	"query",   // share of the story's words that it has
	"capital", // share of words with a capital: headlines in a row, menus
	"first",   // 1 on the first day: nothing is known of what is old
	"days",    // logarithm of the days before
	"told",    // distance to the sentence told that is most like it
	"rest",    // share of its rarity that nothing told has
	"links",   // share of its pairs that nothing told has
	"much",    // logarithm of how much was told
}

// supports is the cosine from which on another document says something like it.
const supports = .35

// candidate is a sentence of a day with what does not change while others are
// chosen.
type candidate struct {
	at      int // in the day
	v       *vector
	earlier earlier
	base    []float64
}

// today is what the documents of a day say together.
type today struct {
	sentences []Sentence
	vectors   []*vector
	sum       map[int32]float64
	length    float64
	docs      map[int32]int // documents that have the term
	documents int
	pile      pile // the day's sentences; its IDs are documents
}

func (m *Memory) today(day []Sentence) *today {
	t := &today{sentences: day, sum: map[int32]float64{}, docs: map[int32]int{}}
	last := map[int32]string{}
	documents := map[string]bool{}
	var order []int32
	for _, s := range day {
		v := m.vector(s.Text)
		t.vectors = append(t.vectors, v)
		t.pile.add(s.Doc, v)
		documents[s.Doc] = true
		for i, term := range v.terms {
			if _, ok := t.sum[term]; !ok {
				order = append(order, term)
			}
			t.sum[term] += v.w[i]
			if doc, ok := last[term]; !ok || doc != s.Doc {
				last[term] = s.Doc
				t.docs[term]++
			}
		}
	}
	t.documents = len(documents)
	for _, term := range order {
		t.length += t.sum[term] * t.sum[term]
	}
	t.length = math.Sqrt(t.length) + 1e-9
	return t
}

// candidate measures the sentence at that place of the day.
func (m *Memory) candidate(t *today, at int) *candidate {
	v := t.vectors[at]
	c := &candidate{at: at, v: v, earlier: m.earlier(v)}
	alone, centre, query := 0., 0., 0.
	for i, term := range v.terms {
		if m.heard.count(term) == 0 {
			alone += m.idf[term] * float64(min(t.docs[term]-1, 5)) / 5
		}
		centre += v.w[i] * t.sum[term] / t.length
		if m.query[term] {
			query++
		}
	}
	first := 0.
	if m.days == 0 {
		first = 1
	}
	e := c.earlier
	support := m.support(t, at)
	c.base = []float64{
		1 - e.cosine, 1 - e.share, e.soft, e.pairs, math.Log(float64(1 + e.words)), math.Log(float64(1 + e.heard)),
		math.Log1p(alone), centre, math.Log(float64(1 + support)), float64(support) / float64(t.documents), query / float64(max(1, len(m.query))), v.caps, first, math.Log(float64(1 + m.days)),
	}
	return c
}

// support is how many documents of the day, its own among them, have a sentence
// like the one at that place.
func (m *Memory) support(t *today, at int) int {
	v := t.vectors[at]
	scores := map[int32]float64{}
	var order []int32
	for i, term := range v.terms {
		for _, n := range t.pile.at[term] {
			u := t.vectors[n]
			if _, ok := scores[n]; !ok {
				order = append(order, n)
			}
			scores[n] += v.w[i] * u.weight(term)
		}
	}
	docs := map[string]bool{}
	for _, n := range order {
		if scores[n] > supports {
			docs[t.pile.ids[n]] = true
		}
	}
	return len(docs)
}

// features are the values of choiceFeatures, now that so much was told.
func (m *Memory) features(c *candidate) []float64 {
	rest := 0.
	for _, t := range c.v.terms {
		if m.told.count(t) == 0 {
			rest += m.idf[t] / max(c.v.sum, 1)
		}
	}
	return append(c.base[:len(c.base):len(c.base)],
		1-m.like(&m.told, c.v).cosine, rest, m.newPairs(&m.told, c.v), math.Log(float64(1+len(m.told.vectors))))
}
