package story

import (
	"math"
	"slices"
)

// The knobs of the second look.
const (
	// coarse is a single pass so generous that look-alikes fall together and an
	// event seldom falls apart; what it gives is then looked at closely.
	coarseFew, coarseMany = .10, .04
	// closely is the largest number of articles that are looked at so: the work
	// grows with its square.
	closely = 1500

	// cohesion is what two articles of one event are expected to have in common,
	// with the weight of so many pairs of articles, until a group has pairs of its
	// own; separate is the share of the looser group's cohesion that two groups
	// must have in common to be one.
	cohesion, cohesionPairs = .13, 10
	separate                = .5
	// uneven is the power of the ratio of two articles' lengths by which their
	// similarity is raised: a brief report shares less of its vector with a long
	// one than with another brief one.
	uneven = .5

	// apart is the share of articles by which a name or number must be more usual
	// in one group than in the other to tell them apart, and discord how much such
	// names must weigh, on the side that has less of them, against the names that
	// both share. sharedFloor counts as shared in any case.
	apart       = .5
	discord     = .2
	sharedFloor = 6.
	// named is the share of a word's occurrences that have a capital inside a
	// sentence from which on it is a name.
	named = .6

	// backgroundCountsAll is backgroundCounts where all articles are known, whose
	// own frequencies say more then.
	backgroundCountsAll = 2.

	// strays is the size up to which what is left over joins the story that a
	// single pass would have put it in.
	strays = 1
)

// Regroup groups articles that are all known, and returns the story of each, in
// the order of the articles; stories are numbered in the order of their first
// articles. A nil background knows nothing.
//
// Groups of articles are joined while they have about as much in common with
// each other as within themselves (group-average clustering with the criterion
// relative to the groups' own cohesion), and while neither has names and numbers
// that nearly all of its articles have and nearly none of the other's: look-alike
// events share their vocabulary but not their names.
func Regroup(articles []Article, bg *Background) []ID {
	g := &Groups{Background: bg, trust: backgroundCountsAll}
	counts := make([][]count, len(articles))
	for i := range articles {
		counts[i] = g.words.count(head(&articles[i]))
		g.learn(counts[i])
	}
	c := &closer{rarity: g.rarity, names: names(counts, len(g.seen))}
	for i := range articles {
		v, length := g.weigh(counts[i])
		c.items = append(c.items, item{counts[i], v, length})
	}

	all := make([]int, len(articles))
	for i := range all {
		all[i] = i
	}
	first := make([]int, len(articles)) // the first article of each one's story
	for _, part := range g.parts(c, all, thresholds{coarseFew, coarseMany, halfTerms}) {
		pieces := [][]int{part}
		if len(part) > closely {
			pieces = g.parts(c, part, single)
		}
		for _, piece := range pieces {
			labels := c.look(piece)
			c.gather(piece, labels)
			for i, label := range labels {
				first[piece[i]] = piece[label]
			}
		}
	}
	ids := make([]ID, len(articles))
	var next ID
	for i, f := range first {
		if f == i {
			next++
			ids[i] = next
		} else {
			ids[i] = ids[f]
		}
	}
	return ids
}

// parts groups the articles of those numbers in a single pass, each group in
// increasing order. Of g it uses the frequencies.
func (g *Groups) parts(c *closer, of []int, h thresholds) [][]int {
	pass := Groups{Background: g.Background, trust: g.trust, words: g.words, seen: g.seen, prior: g.prior, n: g.n}
	var parts [][]int
	for _, i := range of {
		v := c.items[i].v
		at, _ := pass.closest(v, 0, h)
		if at < 0 {
			at = len(parts)
			parts = append(parts, nil)
			pass.stories = append(pass.stories, &group{})
		}
		parts[at] = append(parts[at], i)
		pass.join(at, v, 1)
	}
	return parts
}

// names says which terms are names or numbers, by how they are mostly written.
func names(counts [][]count, terms int) []bool {
	times, capital := make([]uint32, terms), make([]uint32, terms)
	for _, counted := range counts {
		for _, c := range counted {
			times[c.term] += c.times
			capital[c.term] += c.named
		}
	}
	is := make([]bool, terms)
	for t := range is {
		is[t] = float64(capital[t]) > named*float64(times[t])
	}
	return is
}

// An item is an article as Regroup compares it.
type item struct {
	counted []count
	v       vector
	length  float64 // of v before it was made 1
}

// A closer looks at a few articles closely.
type closer struct {
	items  []item
	rarity func(term) float64
	names  []bool
}

// A bunch is some of the articles that are looked at.
type bunch struct {
	size   float64
	within float64 // sum of the similarities of its pairs
	named  map[term]float64
	best   int // the bunch to join with, -1 for none
	score  float64
}

// look groups the articles of those numbers and returns, for each, the position
// of the first article of its group.
func (c *closer) look(part []int) []int {
	n := len(part)
	label := make([]int, n)
	if n == 1 || n > closely {
		return label
	}
	l := &clustering{closer: c, n: n, between: make([]float64, n*n), barred: make([]bool, n*n), bunches: make([]bunch, n)}
	for i, a := range part {
		label[i] = i
		l.bunches[i] = bunch{size: 1, named: map[term]float64{}}
		for _, ct := range c.items[a].counted {
			if c.names[ct.term] {
				l.bunches[i].named[ct.term] = 1
			}
		}
		for j := range i {
			x := c.similarity(a, part[j])
			l.between[i*n+j], l.between[j*n+i] = x, x
		}
	}
	for i := range l.bunches {
		l.seek(i)
	}
	for {
		at := -1
		for i, b := range l.bunches {
			if b.size > 0 && b.best >= 0 && (at < 0 || b.score > l.bunches[at].score) {
				at = i
			}
		}
		if at < 0 {
			return label
		}
		keep, gone := min(at, l.bunches[at].best), max(at, l.bunches[at].best)
		if l.discord(keep, gone) {
			l.barred[keep*n+gone], l.barred[gone*n+keep] = true, true
			l.seek(keep)
			l.seek(gone)
			continue
		}
		l.merge(keep, gone)
		for i := range label {
			if label[i] == gone {
				label[i] = keep
			}
		}
	}
}

// gather moves the articles of groups that stayed very small to larger ones of
// the same part, where a single pass would put them.
func (c *closer) gather(part, label []int) {
	size := make([]int, len(part))
	for _, l := range label {
		size[l]++
	}
	sums := map[int]vector{}
	var large []int
	for i, l := range label {
		if size[l] <= strays {
			continue
		}
		if l == i {
			large = append(large, l)
		}
		sums[l] = sums[l].plus(c.items[part[i]].v, func(term) {})
	}
	moved := map[int]int{}
	for i, l := range label {
		if size[l] > strays {
			continue
		}
		v := c.items[part[i]].v
		best, most := -1, 0.
		for _, k := range large {
			x := v.dot(sums[k]) / math.Sqrt(sums[k].dot(sums[k]))
			if x > most && x >= single.needed(size[k], len(v)) {
				best, most = k, x
			}
		}
		if best >= 0 {
			moved[i] = best
		}
	}
	for i, l := range moved {
		label[i] = l
	}
	c.relabel(label)
}

// relabel sees to it that each group is labelled with the position of its first
// article.
func (c *closer) relabel(label []int) {
	first := map[int]int{}
	for i, l := range label {
		if _, ok := first[l]; !ok {
			first[l] = i
		}
		label[i] = first[l]
	}
}

// similarity is the cosine of two articles, raised where one is much shorter.
func (c *closer) similarity(a, b int) float64 {
	x, y := &c.items[a], &c.items[b]
	cosine := x.v.dot(y.v)
	if cosine == 0 {
		return 0
	}
	return cosine * math.Pow(max(x.length, y.length)/min(x.length, y.length), uneven)
}

// A clustering is the state of look.
type clustering struct {
	*closer
	n       int
	between []float64 // sums of similarities between bunches, n by n
	barred  []bool    // pairs found in discord since either last changed
	bunches []bunch
}

// cohesion is the mean similarity of the bunch's pairs, with some pairs of the
// expected one mixed in.
func (l *clustering) cohesion(i int) float64 {
	b := &l.bunches[i]
	return (b.within + cohesionPairs*cohesion) / (b.size*(b.size-1)/2 + cohesionPairs)
}

// score is the mean similarity between two bunches, -1 where they have less in
// common than groups of one story must.
func (l *clustering) score(i, j int) float64 {
	x := l.between[i*l.n+j] / (l.bunches[i].size * l.bunches[j].size)
	if x <= 0 || l.barred[i*l.n+j] || x < separate*min(l.cohesion(i), l.cohesion(j)) {
		return -1
	}
	return x
}

// seek finds the bunch that i is to join with, the first of several.
func (l *clustering) seek(i int) {
	b := &l.bunches[i]
	b.best, b.score = -1, -1
	for j := range l.bunches {
		if j != i && l.bunches[j].size > 0 {
			if s := l.score(i, j); s > b.score {
				b.best, b.score = j, s
			}
		}
	}
}

// merge joins the bunch gone to the bunch keep.
func (l *clustering) merge(keep, gone int) {
	k, g := &l.bunches[keep], &l.bunches[gone]
	k.within += g.within + l.between[keep*l.n+gone]
	k.size += g.size
	for t, n := range g.named {
		k.named[t] += n
	}
	*g = bunch{best: -1}
	for x := range l.bunches {
		if x != keep && l.bunches[x].size > 0 {
			l.between[keep*l.n+x] += l.between[gone*l.n+x]
			l.between[x*l.n+keep] = l.between[keep*l.n+x]
			l.barred[keep*l.n+x], l.barred[x*l.n+keep] = false, false
		}
	}
	l.seek(keep)
	for x := range l.bunches {
		b := &l.bunches[x]
		switch {
		case x == keep || b.size == 0:
		case b.best == keep || b.best == gone:
			l.seek(x)
		default:
			if s := l.score(x, keep); s > b.score || s == b.score && s > 0 && keep < b.best {
				b.best, b.score = keep, s
			}
		}
	}
}

// discord reports whether each of two bunches of two articles or more has names
// of its own that the other lacks. Of bunches that have as much in common as
// their articles have, names say nothing.
func (l *clustering) discord(i, j int) bool {
	a, b := &l.bunches[i], &l.bunches[j]
	if a.size < 2 || b.size < 2 || l.score(i, j) >= min(l.cohesion(i), l.cohesion(j)) {
		return false
	}
	ofA, shared := l.own(a, b)
	ofB, _ := l.own(b, a)
	return min(ofA, ofB) > discord*(shared+sharedFloor)
}

// own weighs the names that are usual in a and not in b, and those that are
// usual in both. Half an article is taken off, since one article proves little.
func (l *clustering) own(a, b *bunch) (own, shared float64) {
	// Sums over a map: in order of the terms, or the last bits would differ.
	terms := make([]term, 0, len(a.named))
	for t, n := range a.named {
		if n > 1 || b.named[t] > 0 {
			terms = append(terms, t)
		}
	}
	slices.Sort(terms)
	for _, t := range terms {
		inA, inB := (a.named[t]-.5)/a.size, b.named[t]/b.size
		if inA <= 0 {
			continue
		}
		w := l.rarity(t)
		shared += w * min(inA, inB)
		if inA-inB > apart {
			own += w * (inA - inB)
		}
	}
	return own, shared
}
