package corpus

import "briefbot/corpus/clean"

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
	similarWords
	wordsReplaced
	replacedOften
	headlineReplaced
	answerWords
	answerBeside
	dayNamed
	dayAsked
	dayRecent
	inRoundup
	inCaption
	measures
)

// measured says what each measure is called where a rank is explained, and its
// weight. Unless it says otherwise, a measure counts in units of the terms'
// rarity. The weights were set on the shared benchmarks, one half of the questions
// checked with the weights of the other: see cmd/briefbot/testdata/retrieval.txt.
var measured = [measures]struct {
	name   string
	weight float64
}{
	passageWords:  {"passage", .5},              // BM25 of the passage as it was cut
	windowWords:   {"window", .5},               // BM25 of the three sentences that are shown
	sentenceWords: {"sentence", .35},            // terms of the question in the best sentence
	adjacentWords: {"adjacent terms", .25},      // neighbours in the question that are neighbours here
	bestOfArticle: {"best of the article", .25}, // score of the article's best passage, of BM25 alone
	wholeArticle:  {"whole article", .45},       // BM25 of the article as a whole
	headlineWords: {"headline", .3},             // terms of the question in the headline

	// Terms with a meaning near that of a term that is missing, by the cosine. The
	// last three count as far as the question's own words fail: see wanting.
	similarWords:     {"similar words", .2},
	wordsReplaced:    {"words replaced", .6},
	replacedOften:    {"replaced often", .6}, // the same, several in place of one
	headlineReplaced: {"headline replaced", .8},

	// Names and numbers on which the best windows of several articles agree, and
	// which the question has not: see vote.
	answerWords:  {"answer", .4},        // a share of passage and window
	answerBeside: {"answer beside", .4}, // terms of the question in the same sentence, times that share

	// Shares of passage and window.
	dayNamed:  {"day named", .8}, // of a day that the question names
	dayAsked:  {"day asked", .6}, // of the days before the question
	dayRecent: {"recent", .3},    // more of that, where the question says "this week"
	inRoundup: {"roundup", -.4},  // in a list of the day's stories
	inCaption: {"caption", -.3},  // in a caption: it tells of the picture
}

// weigh sums up the score.
func (c *contender) weigh() {
	c.score = 0
	for m, v := range c.values {
		c.score += measured[m].weight * v
	}
}

// why are the parts of the score.
func (c *contender) why() []Factor {
	var parts []Factor
	for m, v := range c.values {
		if v *= measured[m].weight; v != 0 {
			parts = append(parts, Factor{measured[m].name, v})
		}
	}
	return parts
}

// measure measures what the window has of the question.
func (s *windowScratch) measure(c *contender, r *request) {
	n := len(s.weights)
	s.sentence, s.whole, s.often = zeroed(s.sentence, n), zeroed(s.whole, n), zeroed(s.often, n)
	v := &c.values
	for _, id := range c.terms {
		if id == sentenceEnd {
			sum := 0.0
			for i, has := range s.sentence {
				if has == 1 {
					sum += s.weights[i].value
				}
				s.whole[i] = max(s.whole[i], has)
			}
			v[sentenceWords] = max(v[sentenceWords], sum)
			clear(s.sentence)
			continue
		}
		for i := range s.weights {
			if s.weights[i].id == id {
				s.sentence[i] = 1
			}
		}
		for _, t := range s.like.near[id] {
			s.sentence[t.in] = max(s.sentence[t.in], t.cosine)
			s.often[t.in] += t.cosine
		}
	}
	for i, has := range s.whole {
		weight := s.weights[i].value
		if has == 1 {
			c.covered += weight
		} else {
			v[similarWords] += has * weight
		}
		v[replacedOften] += weight * s.often[i] * (k1 + 1) / (s.often[i] + k1)
	}
	v[wordsReplaced] = v[similarWords]
	v[adjacentWords] = adjacent(r.sequence, c.terms, s.weights)
}

// measureArticle measures what the window's article is to the question.
func (s *windowScratch) measureArticle(c *contender, r *request, p *part) {
	v := &c.values
	s.sentence = zeroed(s.sentence, len(s.weights))
	for _, id := range c.article.headline {
		own := s.weights.of(id)
		v[headlineWords] += own
		if own > 0 {
			continue
		}
		for _, t := range s.like.near[id] {
			s.sentence[t.in] = max(s.sentence[t.in], t.cosine)
		}
	}
	for i, has := range s.sentence {
		v[headlineReplaced] += has * s.weights[i].value
	}
	day, asked := r.nearness(p, c.article.article)
	v[dayNamed] = day * c.base
	v[dayAsked] = asked * c.base
	if r.recent {
		v[dayRecent] = asked * c.base
	}
	if c.article.roundup {
		v[inRoundup] = c.base
	}
	if c.passage.class == clean.Caption {
		v[inCaption] = c.base
	}
}

// zeroed is n zeros, in s if they fit.
func zeroed(s []float64, n int) []float64 { return append(s[:0], make([]float64, n)...) }
