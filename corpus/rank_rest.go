package corpus

import "slices"

// apartWithRests leaves out windows that share a sentence with a better one, but
// not their other sentences: an article may begin with the two that answer, before
// a window that has more of the question's words. It stops at the limit.
func (s *windowScratch) apartWithRests(r *request, p *part, list []*contender, limit int) []*contender {
	var kept []*contender
	taken := map[*heldArticle][]window{}
	known := make(map[window]bool, len(list))
	for _, c := range list {
		known[c.window] = true
	}
	for queue := slices.Clone(list); len(queue) > 0 && len(kept) < limit; {
		c := queue[0]
		queue = queue[1:]
		switch rest := c.without(taken[c.article]); {
		case rest == c.window:
			taken[c.article] = append(taken[c.article], rest)
			kept = append(kept, c)
		case rest.count > 0 && !known[rest] && len(kept) < r.limit:
			known[rest] = true
			c = s.rest(r, p, c, rest)
			at, _ := slices.BinarySearchFunc(queue, c, compareContenders)
			queue = slices.Insert(queue, at, c)
		}
	}
	return kept
}

// without is the longest run of sentences of the window that none of the others
// has, the first of several.
func (w window) without(others []window) window {
	longest := window{article: w.article}
	run := window{article: w.article, first: w.first}
	for i := w.first; i < w.first+w.count; i++ {
		if slices.ContainsFunc(others, window{w.article, i, 1}.overlaps) {
			run.first, run.count = i+1, 0
			continue
		}
		if run.count++; run.count > longest.count {
			longest = run
		}
	}
	return longest
}

// rest measures a part of a contender's window.
func (s *windowScratch) rest(r *request, p *part, c *contender, w window) *contender {
	t := *c
	t.window = w
	from, to, n := 0, 0, c.first
	for i, id := range c.terms {
		if id != sentenceEnd {
			continue
		}
		if n++; n == w.first {
			from = i + 1
		} else if n == w.first+w.count {
			to = i + 1
		}
	}
	t.terms, t.names = c.terms[from:to], c.names[from:to]
	for _, m := range []measure{sentenceWords, wordsReplaced, replacedOften, headlineReplaced, answerWords, answerBeside} {
		t.values[m] = 0
	}
	t.covered = 0
	t.values[windowWords] = s.bm25(t.terms)
	t.base = baseShare*t.values[passageWords] + (1-baseShare)*t.values[windowWords]
	s.measure(&t, r)
	if s.alike != nil {
		s.measureReplaced(&t)
	}
	if s.means != nil {
		s.means.measure(&t)
	}
	s.votes.poll(&t, s.weights)
	t.measureShares(r, p)
	t.weigh()
	t.values[isRest] = t.score
	t.weigh()
	return &t
}
