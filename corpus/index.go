package corpus

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"briefbot/corpus/bm25"
	"briefbot/corpus/clean"
	"briefbot/corpus/embedding"
	"briefbot/corpus/segment"
	"briefbot/corpus/vector"
)

// A newsIndex is what is held in memory for searching: the passages and the
// articles as documents of two inverted indexes, and of each passage its terms in
// their order, so that ranking fetches nothing from the store.
type newsIndex struct {
	stemmer  *segment.Stemmer
	terms    *bm25.Terms // of both indexes
	passages *bm25.Index
	articles *bm25.Index
	held     []*heldPassage // by its number in passages; nil once removed
	numbered []*heldArticle // by its number in articles; nil once removed
	tokens   int            // terms of all passages, so that scores do not depend on the past
	outlets  map[string][]outletForm
	vectors  func() *vector.Table // nil without
	words    wordNumbers          // of the terms
}

// A termID numbers a term of the corpus, from 1 in order of arrival, so that
// common terms have small numbers: it is the number in newsIndex.terms and one.
type termID uint32

// In a sequence of terms, sentenceEnd ends each sentence; unknownTerm is a term
// of a question that no passage has, and equals no term of a passage.
const (
	sentenceEnd termID = 0
	unknownTerm termID = math.MaxUint32
)

// A heldArticle is what ranking knows of an article.
type heldArticle struct {
	article  *Article
	number   uint32
	outlets  [2]string // folded names of the outlet and of the origin
	headline []termID
	roundup  bool
	passages []uint32
	vectors  []embedding.Vector // by the number in Document.Passages; nil without
}

func newHeldArticle(light *Article, number uint32) *heldArticle {
	return &heldArticle{
		article: light, number: number,
		outlets: [2]string{outletKey(light.Outlet.Value), outletKey(light.Origin.Value)},
		roundup: isRoundup(light.Headline.Value),
	}
}

// A heldPassage is what ranking knows of a passage.
type heldPassage struct {
	article  *heldArticle
	number   int32 // in Document.Passages
	sentence int32 // number of its first sentence in the article
	class    clean.Class
	// follows says that only white space stands between this passage and the
	// one before it, headed that it is found by the terms of the headline too.
	follows, headed bool
	terms           termSequence
}

// A termSequence is the terms of a passage, sentence by sentence, coded as
// variable-length integers: 1.6 bytes a term in news.
type termSequence []byte

// append appends a term, and whether it may be a name or a number: what answers
// most questions.
func (s termSequence) append(id termID, name bool) termSequence {
	v := uint64(id) << 1
	if name {
		v |= 1
	}
	return binary.AppendUvarint(s, v)
}

// decode appends the terms to dst.
func (s termSequence) decode(dst []termID) []termID {
	dst, _ = s.decodeNames(dst, nil)
	return dst
}

// decodeNames appends the terms to dst, and to names whether each of them may be
// a name or a number.
func (s termSequence) decodeNames(dst []termID, names []bool) ([]termID, []bool) {
	dst, names = slices.Grow(dst, len(s)), slices.Grow(names, len(s))
	for i := 0; i < len(s); {
		v, shift := uint32(0), 0
		for ; s[i] >= 0x80; i++ {
			v |= uint32(s[i]&0x7f) << shift
			shift += 7
		}
		v |= uint32(s[i]) << shift
		i++
		dst, names = append(dst, termID(v>>1)), append(names, v&1 == 1)
	}
	return dst, names
}

func newIndex(stemmer *segment.Stemmer) newsIndex {
	terms := bm25.NewTerms()
	return newsIndex{stemmer: stemmer, terms: terms, passages: bm25.New(terms), articles: bm25.New(terms)}
}

// add takes a document in. The article is the one without its text.
func (x *newsIndex) add(d *Document, light *Article) *heldArticle {
	text := d.Article.Text
	a := newHeldArticle(light, uint32(len(x.numbered)))
	for _, t := range x.stemmer.Terms(nil, light.Headline.Value) {
		a.headline = append(a.headline, x.id(t))
	}
	titled := false // pages and feeds have their headline beside the text
	for _, l := range d.Lines {
		titled = titled || l.Class == clean.Headline
	}
	var terms []string
	var ids []uint32
	all := numbers(nil, a.headline)
	sentences, last := 0, -1
	for i, p := range d.Passages {
		terms, ids = terms[:0], ids[:0]
		var sequence termSequence
		enter := func(t string, name bool) {
			id := x.id(t)
			sequence, ids = sequence.append(id, name), append(ids, uint32(id-1))
		}
		first := sentences
		for s := range segment.Sentences(text, p.Span) {
			before := len(terms)
			shown := d.Opened(s).Of(text)
			for w := range segment.Words(shown) {
				word, n := w.Of(shown), len(terms)
				terms = x.stemmer.Terms(terms, word)
				name := w.Start > 0 && capital(word) || '0' <= word[0] && word[0] <= '9'
				for _, t := range terms[n:] {
					enter(t, name)
				}
			}
			n := len(terms)
			terms = x.absent(terms, before, d, s)
			for _, t := range terms[n:] {
				enter(t, true)
			}
			sequence = append(sequence, byte(sentenceEnd))
			sentences++
		}
		x.tokens += len(ids)
		all = append(all, ids...)
		headed := i == 0 && !titled
		if headed {
			ids = numbers(ids, a.headline)
		}
		if len(ids) == 0 {
			continue
		}
		follows := last >= 0 && last == i-1 && d.Passages[last].Class == p.Class &&
			strings.TrimSpace(text[d.Passages[last].End:p.Start]) == ""
		last = i
		n := uint32(len(x.held))
		x.passages.Add(n, ids)
		x.held = append(x.held, &heldPassage{a, int32(i), int32(first), p.Class, follows, headed, slices.Clip(slices.Clone(sequence))})
		a.passages = append(a.passages, n)
	}
	x.articles.Add(a.number, all)
	x.numbered = append(x.numbered, a)
	return a
}

// absent appends the names of those who speak in a sentence, or are mentioned
// there by a role or a pronoun, and are not named in it.
func (x *newsIndex) absent(terms []string, from int, d *Document, s Span) []string {
	add := func(name string) {
		n := len(terms)
		terms = x.stemmer.Terms(terms, name)
		for _, t := range terms[n:] {
			if slices.Contains(terms[from:n], t) {
				terms = terms[:n]
				return
			}
		}
	}
	for _, q := range d.Quotations {
		if s.Start <= q.Content.Start && q.Content.Start < s.End {
			add(q.Speaker)
		}
	}
	for _, p := range d.People {
		if slices.ContainsFunc(p.Mentions, s.Covers) {
			add(p.Name)
		}
	}
	return terms
}

// numbers appends the numbers of the terms that the indexes know, of a sequence
// of terms.
func numbers(dst []uint32, ids []termID) []uint32 {
	for _, id := range ids {
		if id != sentenceEnd {
			dst = append(dst, uint32(id-1))
		}
	}
	return dst
}

// remove takes an article out, whose terms are those that add gave it.
func (x *newsIndex) remove(a *heldArticle) {
	all := numbers(nil, a.headline)
	for _, n := range a.passages {
		p := x.held[n]
		ids := numbers(nil, p.terms.decode(nil))
		x.tokens -= len(ids)
		all = append(all, ids...)
		if p.headed {
			ids = numbers(ids, a.headline)
		}
		if !x.passages.Remove(n, ids) {
			panic(fmt.Sprintf("corpus: the index holds other terms of passage %d of article %s", p.number, a.article.ID))
		}
		x.held[n] = nil
	}
	if !x.articles.Remove(a.number, all) {
		panic(fmt.Sprintf("corpus: the index holds other terms of article %s", a.article.ID))
	}
	x.numbered[a.number] = nil
}

// id is the term's number, given to it now if it has none.
func (x *newsIndex) id(term string) termID { return termID(x.terms.Enter(term) + 1) }

// text is the term of a number that is not sentenceEnd or unknownTerm.
func (x *newsIndex) text(id termID) string { return x.terms.Text(uint32(id - 1)) }

// known is the term's number, unknownTerm if it has none.
func (x *newsIndex) known(term string) termID {
	if number, ok := x.terms.Number(term); ok {
		return termID(number + 1)
	}
	return unknownTerm
}

// rarity is the term's inverse document frequency over the passages.
func (x *newsIndex) rarity(term string) float64 { return x.rare(x.passages.DF(term)) }

// rare is the rarity of a term that so many passages have.
func (x *newsIndex) rare(passages int) float64 {
	n, df := float64(x.passages.Len()), float64(passages)
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// meanLength is the mean number of terms of a passage.
func (x *newsIndex) meanLength() float64 {
	return float64(max(1, x.tokens)) / float64(max(1, x.passages.Len()))
}

// roundupPhrases stand in the headlines of articles that list the day's stories.
var roundupPhrases = []string{"things to know", "things you need", "ten things", "start your week", "briefing:", "what to know today"}

// isRoundup reports whether the headline is that of a list of stories: each is
// told there in a sentence or two, and in full elsewhere.
func isRoundup(headline string) bool {
	folded := segment.Fold(headline)
	for _, phrase := range roundupPhrases {
		if strings.Contains(folded, phrase) {
			return true
		}
	}
	return strings.Count(headline, ", ") >= 3
}
