package corpus

import (
	"math"
	"slices"
)

// What the best windows agree on.
const (
	voters     = 24  // windows that vote
	votePower  = 5   // a vote counts as the window's share of the best score, to this power
	voteAgain  = .3  // and as much less, for each vote of the same article before it
	secondBest = .3  // of the second name of a sentence beside the first
	leastFit   = .2  // cosine of a name and the thing asked for, from which it counts more
	fitShare   = 10. // and how much more for each unit
)

// A ballot is what was voted on. Its zero value is of no votes.
type ballot struct {
	votes  map[termID]float64
	most   float64
	counts filter // these names and the terms of the question
}

// vote lets the best windows of the rankings vote on what the answer may be: the
// names and numbers which the question has not and which good windows of several
// articles have, weighed by how rare they are. Windows that have what got most votes
// gain. In the end the rankings' scores count the votes.
func (x *newsIndex) vote(r *request, rankings []*ranking) {
	b := ballot{votes: map[termID]float64{}}
	for _, k := range rankings {
		x.collect(r, k, b.votes)
		for _, w := range k.scratch.weights {
			b.counts.add(w.id)
		}
	}
	for id := range b.votes {
		b.counts.add(id)
		text := x.text(id)
		b.votes[id] *= x.rarity(text) * x.fits(r, text)
		b.most = max(b.most, b.votes[id])
	}
	for _, k := range rankings {
		k.scratch.votes = b
		for _, c := range k.list {
			b.poll(c, k.scratch.weights)
			c.weigh()
		}
		slices.SortFunc(k.list, compareContenders)
	}
}

// collect adds the votes of a ranking's best windows.
func (x *newsIndex) collect(r *request, k *ranking, votes map[termID]float64) {
	if len(k.list) == 0 || k.list[0].score <= 0 {
		return
	}
	said := map[*heldArticle]float64{} // what the next vote of the article counts
	var voted []termID
	for _, c := range apart(k.list, voters) {
		again, ok := said[c.article]
		if !ok {
			again = 1
		}
		said[c.article] = again * voteAgain
		share := again * math.Pow(max(0, c.score/k.list[0].score), votePower)
		voted = voted[:0]
		for i, id := range c.terms {
			if c.names[i] && r.kind.admits(x.text(id)) && !slices.Contains(r.sequence, id) && !slices.Contains(voted, id) {
				voted = append(voted, id)
				votes[id] += share
			}
		}
	}
}

// poll measures what the window has of the names that got votes, as shares of
// the most.
func (b *ballot) poll(c *contender, weights weights) {
	if b.most == 0 {
		return
	}
	v := &c.values
	best, matched, first, second := 0.0, 0.0, 0.0, 0.0
	for i, id := range c.terms {
		if id == sentenceEnd {
			v[answerBeside] = max(v[answerBeside], (first+secondBest*second)*matched)
			matched, first, second = 0, 0, 0
			continue
		}
		if !b.counts.may(id) || slices.Contains(c.terms[:i], id) {
			continue
		}
		matched += weights.of(id)
		share := b.votes[id] / b.most
		best = max(best, share)
		if share > first {
			first, second = share, first
		} else {
			second = max(second, share)
		}
	}
	v[answerWords] = best * c.base
}
