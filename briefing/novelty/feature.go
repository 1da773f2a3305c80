package novelty

import (
	"math"
	"slices"
)

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

// choiceFeatures are what a day's sentences are chosen by. The first of them, up to
// and with words, say whether one states a fact, and those from words on, whether
// one that does states a fact that was not told; all of them together, whether that
// fact is new on the day.
var choiceFeatures = []string{
	"cosine", "share", "soft", "pairs", "heard", // as in freshFeatures
	"today",    // rare terms that nothing before has and other documents of the day do
	"centre",   // cosine with the day's sentences together: it is what the day is about
	"support",  // logarithm of the day's documents that say something like it
	"spread",   // share of the day's documents that do: on a slow day few are many
	"query",    // share of the story's words that it has
	"capital",  // share of words with a capital: headlines in a row, menus
	"first",    // 1 on the first day: nothing is known of what is old
	"days",     // logarithm of the days before
	"breaking", // pairs that nothing before has and other documents of the day do
	"linked",   // logarithm of its pairs, each weighted by how many documents have it
	"linkage",  // the mean of that: its words stand together elsewhere, too
	"topical",  // as linked, of terms
	"words",    // as in freshFeatures
	"told",     // distance to the sentence told that is most like it
	"rest",     // share of its rarity that nothing told has
	"links",    // share of its pairs that nothing told has
	"much",     // logarithm of how much was told
	"untold",   // share of what makes it topical that nothing told has
	"topics",   // logarithm of that, not its share
	"joints",   // as topics, of linked
	"beyond",   // what no one sentence told has of it
	"above",    // what it has not of the sentence told that it has most of
	"whole",    // share of linked that nothing told has
	"already",  // sentences of the day that were told, few or many
}

// stating and telling are the ends of the features that say whether a sentence
// states a fact, and the beginning of those that say whether it was told.
var stating, telling = slices.Index(choiceFeatures, "words") + 1, slices.Index(choiceFeatures, "words")

// many is how many sentences of a day make no difference to how many.
const many = 4

// supports is the cosine from which on another document says something like it.
const supports = .35

// candidate is a sentence of a day with what does not change while others are
// chosen.
type candidate struct {
	Sentence
	at      int // in the day
	v       *vector
	earlier earlier
	base    []float64 // the features that say whether it states a fact
	links   []link
	topical []float64 // by its terms
	all     struct{ rarity, linked, topical float64 }
}

// link is a pair of a candidate's terms.
type link struct {
	pair            uint64
	rarity, topical float64
}

// today is what the documents of a day say together.
type today struct {
	sentences []Sentence
	vectors   []*vector
	sum       map[int32]float64
	length    float64
	pile      pile

	// Room for support: by sentence, and which of them are not 0.
	scores  []float64
	touched []int32
}

func (m *Memory) today(day []Sentence) *today {
	t := &today{sentences: day, sum: map[int32]float64{}}
	var order []int32
	for _, s := range day {
		v := m.vector(s.Text)
		t.vectors = append(t.vectors, v)
		t.pile.add(s, v)
		for i, term := range v.terms {
			if _, ok := t.sum[term]; !ok {
				order = append(order, term)
			}
			t.sum[term] += v.w[i]
		}
	}
	for _, term := range order {
		t.length += t.sum[term] * t.sum[term]
	}
	t.length = math.Sqrt(t.length) + 1e-9
	return t
}

// candidate measures the sentence at that place of the day.
func (m *Memory) candidate(t *today, at int) *candidate {
	v := t.vectors[at]
	c := &candidate{Sentence: t.sentences[at], at: at, v: v, earlier: m.earlier(v)}
	alone, centre, query := 0., 0., 0.
	for i, term := range v.terms {
		if m.heard.count(term) == 0 {
			alone += m.idf[term] * others(t.pile.docsWith(term))
		}
		centre += v.w[i] * t.sum[term] / t.length
		if m.query[term] {
			query++
		}
		topical := m.idf[term] * math.Log(m.heard.docsWith(term)+t.pile.docsWith(term))
		c.topical = append(c.topical, topical)
		c.all.topical += topical
	}
	breaking := 0.
	for pair, of := range v.pairs {
		if slices.ContainsFunc(c.links, func(l link) bool { return l.pair == pair }) {
			continue
		}
		l := link{pair: pair, rarity: min(m.idf[of[0]], m.idf[of[1]])}
		before, now := m.heard.pairs[pair].docs, float64(t.pile.pairs[pair].docs)
		if before == 0 {
			breaking += l.rarity * others(now)
		}
		l.topical = l.rarity * math.Log(float64(before)+now)
		c.links = append(c.links, l)
		c.all.rarity += l.rarity
		c.all.linked += l.topical
	}
	first := 0.
	if m.days == 0 {
		first = 1
	}
	e := c.earlier
	support := float64(m.support(t, at))
	c.base = []float64{
		1 - e.cosine, 1 - e.share, e.soft, e.pairs, math.Log(float64(1 + e.heard)),
		math.Log1p(alone), centre, math.Log1p(support), support / float64(len(t.pile.docs)), query / float64(max(1, len(m.query))), v.caps, first, math.Log(float64(1 + m.days)),
		math.Log1p(breaking), math.Log1p(c.all.linked), c.all.linked / max(1, c.all.rarity), math.Log1p(c.all.topical), math.Log(float64(1 + e.words)),
	}
	return c
}

// others says of a number of documents how many are others, from 0 to 1.
func others(docs float64) float64 { return min(docs-1, 5) / 5 }

// support is how many documents of the day, its own among them, have a sentence
// like the one at that place.
func (m *Memory) support(t *today, at int) int {
	v := t.vectors[at]
	if t.scores == nil {
		t.scores = make([]float64, len(t.vectors))
	}
	t.touched = t.touched[:0]
	for i, term := range v.terms {
		for _, n := range t.pile.at[term] {
			if t.scores[n] == 0 {
				t.touched = append(t.touched, n)
			}
			t.scores[n] += v.w[i] * t.vectors[n].weight(term)
		}
	}
	docs := map[string]bool{}
	for _, n := range t.touched {
		if t.scores[n] > supports {
			docs[t.sentences[n].Doc] = true
		}
		t.scores[n] = 0
	}
	return len(docs)
}

// features are the values of choiceFeatures, now that so much was told, and so many
// sentences of the day.
func (m *Memory) features(c *candidate, already int) []float64 {
	rest, topics, links, joints := 0., 0., 0., 0.
	for i, t := range c.v.terms {
		if m.told.count(t) == 0 {
			rest += m.idf[t]
			topics += c.topical[i]
		}
	}
	for _, l := range c.links {
		if m.told.pairs[l.pair].docs == 0 {
			links += l.rarity
			joints += l.topical
		}
	}
	like := m.like(&m.told, c.v)
	return append(c.base[:len(c.base):len(c.base)],
		1-like.cosine, rest/max(c.v.sum, 1), links/max(c.all.rarity, 1), math.Log(float64(1+len(m.told.vectors))),
		topics/max(c.all.topical, 1), math.Log1p(topics), math.Log1p(joints), 1-like.share, 1-like.holds, joints/max(c.all.linked, 1), float64(min(already, many)))
}
