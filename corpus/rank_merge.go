package corpus

import "math"

const (
	// certainty is how much likelier the window is to answer that scores better, by
	// a share of what the terms of the question weigh: the logarithm per unit.
	certainty = 5
	// likely is how many windows share the chances: the others are too many to have one.
	likely = 40
	// answered is what the chances of a ranking's other windows count beside before,
	// once one was taken: the other parts of the question want an answer too.
	answered = .6
)

// A ranking is the windows that may answer a part of the question, best first.
type ranking struct {
	part    *part
	list    []*contender
	scratch *windowScratch // that they were measured with
}

// reckon gives each window of the ranking its chance to be the one that answers the
// part, by a softmax over the scores.
func (k *ranking) reckon() {
	sum, total := 0.0, k.scratch.weights.total()
	for i, c := range k.list {
		c.chance = math.Exp(certainty * (c.score - k.list[0].score) / total)
		if i < likely {
			sum += c.chance
		}
	}
	for _, c := range k.list {
		c.chance /= sum
	}
}

// A merger takes the passages of several rankings, none that shares a sentence with
// one before it.
type merger struct {
	list  []*contender
	taken map[*heldArticle][]window
}

// merge takes the passages of the rankings, each time the first of the one where it
// is likeliest to answer: one that is sure of its first passage comes first with it,
// and leaves the places behind to those that are not.
func (m *merger) merge(rankings []*ranking) {
	if m.taken == nil {
		m.taken = map[*heldArticle][]window{}
	}
	next, left := make([]int, len(rankings)), make([]float64, len(rankings))
	for i := range left {
		left[i] = 1
	}
	for {
		at, best := -1, 0.0
		for i, k := range rankings {
			if next[i] == len(k.list) {
				continue
			}
			if chance := left[i] * k.list[next[i]].chance; at < 0 || chance > best {
				at, best = i, chance
			}
		}
		if at < 0 {
			return
		}
		if m.take(rankings[at].list[next[at]]) {
			left[at] *= answered
		}
		next[at]++
	}
}

// take takes a passage, unless it shares a sentence with one that is taken.
func (m *merger) take(c *contender) bool {
	for _, w := range m.taken[c.article] {
		if w.overlaps(c.window) {
			return false
		}
	}
	m.taken[c.article] = append(m.taken[c.article], c.window)
	m.list = append(m.list, c)
	return true
}
