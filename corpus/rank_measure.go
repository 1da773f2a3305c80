package corpus

import (
	"briefbot/corpus/bm25"
	"briefbot/corpus/clean"
)

// A measure is one of the things that a score is the weighted sum of.
type measure int

const (
	passageWords measure = iota
	windowWords
	sentenceWords
	adjacentWords
	bestOfArticle
	wholeArticle
	headlineWords
	wordsReplaced
	replacedOften
	headlineReplaced
	nearMeaning
	meanNear
	answerWords
	answerBeside
	dayNamed
	dayAsked
	dayRecent
	inRoundup
	inCaption
	lateIn
	articleAgain
	isRest
	measures
)

// measured says what each measure is called where a rank is explained, and its
// weights: for a question as a whole, and for what a question asks of an outlet.
// They were learnt from the shared benchmarks, but for those that testdata/learnt.txt
// has unchanged from what was set by hand. Unless it says otherwise, a measure counts
// in units of the terms' rarity.
var measured = [measures]struct {
	name           string
	weight, ofPart float64
}{
	passageWords:  {"passage", .36, .03},             // BM25 of the passage as it was cut
	windowWords:   {"window", .42, .59},              // BM25 of the three sentences that are shown
	sentenceWords: {"sentence", .32, .87},            // terms of the question in the best sentence
	adjacentWords: {"adjacent terms", .2, -.01},      // neighbours in the question that are neighbours here
	bestOfArticle: {"best of the article", .19, .11}, // score of the article's best passage, of BM25 alone
	wholeArticle:  {"whole article", .47, .35},       // BM25 of the article as a whole
	headlineWords: {"headline", .32, .63},            // terms of the question in the headline

	// Terms with a meaning near that of a term that is missing, by the cosine, as
	// far as the question's own words fail: see wanting.
	wordsReplaced:    {"words replaced", .6, .6},
	replacedOften:    {"replaced often", .6, .6}, // the same, several in place of one
	headlineReplaced: {"headline replaced", .8, .8},

	// The cosine of the vectors of question and passage, from the least to the
	// greatest of those that are ranked, in units of what their scores by words span:
	// the convex sum of both, each from 0 to 1, in the shares .4 and .6. See fuse.
	nearMeaning: {"meaning", meaningShare / (1 - meaningShare), meaningShare / (1 - meaningShare)},

	// The cosine of the mean vectors of question and window, times what the question's
	// terms weigh, where no window has much of it: see strange.
	meanNear: {"mean vector", .5, .5},

	// Names and numbers on which the best windows of several articles agree, and
	// which the question has not: see vote.
	answerWords:  {"answer", .35, .63},        // a share of passage and window
	answerBeside: {"answer beside", .52, .52}, // terms of the question in the same sentence, times that share

	// Shares of passage and window.
	dayNamed:  {"day named", .8, .74}, // of a day that the question names
	dayAsked:  {"day asked", .61, .6}, // of the days before the question
	dayRecent: {"recent", .26, .3},    // more of that, where the question says "this week"
	inRoundup: {"roundup", -.44, 0},   // in a list of the day's stories
	inCaption: {"caption", -.32, .22}, // in a caption: it tells of the picture
	lateIn:    {"late", -.15, -.01},   // of the sentences before it, up to lateSentences

	// A share of all that, for each better passage of the article. This one is set by
	// hand for both.
	articleAgain: {"article again", 0, -.1},

	// A share of all that, for what a better passage left of a window: see apartWithRests.
	isRest: {"rest", -.2, -.2},
}

// lateSentences is how far into an article what stands there loses: news tells
// first what is new, and later what went before.
const lateSentences = 30

// weight is what the measure counts in the contender's ranking.
func (c *contender) weight(m measure) float64 {
	if c.ofPart {
		return measured[m].ofPart
	}
	return measured[m].weight
}

// weigh sums up the score.
func (c *contender) weigh() {
	c.score = 0
	for m, v := range c.values {
		c.score += c.weight(measure(m)) * v
	}
}

// why are the parts of the score.
func (c *contender) why() []Factor {
	var parts []Factor
	for m, v := range c.values {
		if v *= c.weight(measure(m)); v != 0 {
			parts = append(parts, Factor{measured[m].name, v})
		}
	}
	return parts
}

// measure measures what the window has of the question.
func (s *windowScratch) measure(c *contender, r *request) {
	s.sentence, s.whole = zeroed(s.sentence, len(s.weights)), zeroed(s.whole, len(s.weights))
	v := &c.values
	sum := 0.0 // of the sentence
	for _, id := range c.terms {
		if id == sentenceEnd {
			v[sentenceWords] = max(v[sentenceWords], sum)
			sum = 0
			clear(s.sentence)
			continue
		}
		if !s.wanted.may(id) {
			continue
		}
		for i := range s.weights {
			if s.weights[i].id != id || s.sentence[i] == 1 {
				continue
			}
			s.sentence[i] = 1
			sum += s.weights[i].value
			if s.whole[i] == 0 {
				s.whole[i] = 1
				c.covered += s.weights[i].value
			}
		}
	}
	v[adjacentWords] = adjacent(r.sequence, c.terms, s.weights)
}

// measureArticles measures what the windows' articles are to the question.
func (x *newsIndex) measureArticles(r *request, p *part, list []*contender, terms []bm25.Term, weights weights) {
	whole := make(map[uint32]float64, candidates)
	for _, h := range x.articles.Search(terms, candidates) {
		whole[h.Doc] = h.Score
	}
	best := make(map[*heldArticle]float64, len(list))
	for _, c := range list {
		best[c.article] = max(best[c.article], c.base)
	}
	for _, c := range list {
		v := &c.values
		v[bestOfArticle] = best[c.article]
		v[wholeArticle] = whole[c.article.number]
		v[headlineWords] = 0
		for _, id := range c.article.headline {
			v[headlineWords] += weights.of(id)
		}
		c.measureShares(r, p)
	}
}

// measureShares measures what counts as a share of passage and window.
func (c *contender) measureShares(r *request, p *part) {
	v := &c.values
	day, asked := r.nearness(p, c.article.article)
	v[dayNamed] = day * c.base
	v[dayAsked] = asked * c.base
	if r.recent {
		v[dayRecent] = asked * c.base
	}
	if c.article.roundup {
		v[inRoundup] = c.base
	}
	v[lateIn] = c.base * min(1, float64(c.first)/lateSentences)
	if c.passage.class == clean.Caption {
		v[inCaption] = c.base
	}
}

// zeroed is n zeros, in s if they fit.
func zeroed(s []float64, n int) []float64 { return append(s[:0], make([]float64, n)...) }
