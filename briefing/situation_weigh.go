package briefing

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// beginnings are what the articles of a brief begin with.
type beginnings struct {
	*brief
	of    []opening
	usual map[string]bool // terms that most articles of the topic begin with
	sum   weights         // of what each of the topic's articles begins with
	size  float64         // of sum
}

// opening is what one article begins with.
type opening struct {
	document *corpus.Document
	age      float64
	origin   string
	headline weights
	whole    weights
	lead     weights // what is distinct of whole
}

// beginning is a sentence that a brief may begin with, and what its article begins
// with.
type beginning struct {
	scored
	of    opening
	all   weights // of the sentence
	words weights // what is distinct of them
}

// alike reports whether two sentences, or what their articles begin with, tell the same.
func (l *beginning) alike(o *beginning) bool {
	return max(l.of.lead.cosine(o.of.lead), l.words.cosine(o.words), l.words.cosine(o.of.lead), l.of.lead.cosine(o.words)) >= alikeEnough ||
		l.all.cosine(o.all) >= alikeInAll
}

// weights are the terms of a text with how rare they are, as a unit vector ordered
// by term.
type weights []weight

type weight struct {
	term string
	of   float64
}

// leadSentences is how many sentences an article begins with.
const leadSentences = 2

// alikeInAll is alikeEnough of what also counts what most articles begin with.
const alikeInAll = 0.35

// A term that so large a share of a topic's articles begin with, where there are some,
// does not tell its events apart.
const (
	fairlyMany = 8
	usualShare = 0.4
)

// recent are the beginnings of the articles of a brief that are not background,
// weighed against what all of its articles begin with.
func (s *brief) recent() *beginnings {
	b := &beginnings{brief: s, usual: map[string]bool{}}
	var all []opening
	have := map[string]int{}
	for _, d := range s.Documents {
		text := d.Article.Headline.Value
		sentences := d.Sentences(clean.Body)
		for _, span := range sentences[:min(leadSentences, len(sentences))] {
			text += "\n" + span.Of(d.Article.Text)
		}
		o := opening{document: d, age: s.age(d), origin: s.chronicle().OriginOf(d), headline: b.weigh(d.Article.Headline.Value), whole: b.weigh(text)}
		for _, w := range o.whole {
			have[w.term]++
		}
		all = append(all, o)
	}
	for term, n := range have {
		b.usual[term] = len(all) >= fairlyMany && float64(n) >= usualShare*float64(len(all))
	}
	sums := map[string]float64{}
	for _, o := range all {
		for _, w := range o.whole {
			sums[w.term] += w.of
		}
		if o.age <= recentDays {
			o.lead = b.distinct(o.whole)
			b.of = append(b.of, o)
		}
	}
	for _, term := range slices.Sorted(maps.Keys(sums)) {
		b.sum = append(b.sum, weight{term, sums[term]})
	}
	b.size = b.sum.length()
	return b
}

// distinct are the weights of a text without the terms that most articles of the
// topic begin with.
func (b *beginnings) distinct(v weights) weights {
	v = slices.DeleteFunc(slices.Clone(v), func(w weight) bool { return b.usual[w.term] })
	v.unit()
	return v
}

// centrality is how much words are about what the articles of the topic begin with,
// those aside that tell the same news, from 0 to 1.
func (b *beginnings) centrality(words weights, of opening) float64 {
	sum := words.cosine(b.sum)
	for _, o := range b.of {
		if b.sameNews(o, of, of.lead) {
			sum -= words.cosine(o.whole)
		}
	}
	return max(sum, 0) / b.size
}

func (b *beginnings) weigh(text string) weights {
	var v weights
	for _, t := range slices.Compact(slices.Sorted(slices.Values(segment.Terms(nil, text)))) {
		v = append(v, weight{t, max(b.Corpus.Rarity(t), 0) + 1}) // among few articles no term is rare
	}
	v.unit()
	return v
}

// unit makes the weights a vector of length one.
func (v weights) unit() {
	n := v.length()
	for i := range v {
		v[i].of /= n
	}
}

func (v weights) length() float64 {
	n := 0.0
	for _, w := range v {
		n += w.of * w.of
	}
	return math.Sqrt(n)
}

// cosine is how much two texts are about the same, from 0 to 1.
func (v weights) cosine(w weights) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(v) && j < len(w); {
		switch c := cmp.Compare(v[i].term, w[j].term); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += v[i].of * w[j].of
			i++
			j++
		}
	}
	return sum
}

// tellings counts the articles of about the same days, others than the one, that
// begin with what the words say: an origin's first as one, its others as half of one.
func (b *beginnings) tellings(words weights, of opening) float64 {
	n := 0.0
	heard := map[string]bool{of.origin: true}
	for _, o := range b.of {
		if o.document == of.document || !b.sameNews(o, of, words) {
			continue
		}
		if n += again; !heard[o.origin] {
			heard[o.origin] = true
			n += 1 - again
		}
	}
	return n
}

// sameNews reports whether an article begins with what words of another one of about
// the same days say.
func (b *beginnings) sameNews(o, of opening, words weights) bool {
	return days(o.document, of.document) <= sameNews && o.lead.cosine(words) >= alikeEnough
}

// days is how many days lie between two articles; undated ones are of any day.
func days(a, b *corpus.Document) float64 {
	x, y := a.Article.Published.Time, b.Article.Published.Time
	if x.IsZero() || y.IsZero() {
		return 0
	}
	return math.Abs(x.Sub(y).Hours() / 24)
}
