package story

// A bunch is some of the articles that are looked at.
type bunch struct {
	size   float64
	within float64 // sum of the similarities of its pairs
	named  vector  // how many of its articles have each name
	best   int     // the bunch to join with, -1 for none
	score  float64
}

// bunch is the bunch of those articles, without their similarities.
func (c *closer) bunch(group []int) bunch {
	b := bunch{size: float64(len(group))}
	for _, a := range group {
		b.named = b.named.plus(c.items[a].v.flat(c.g.name), func(term) {})
	}
	return b
}

// A clustering joins bunches, two by two, those that have most in common first.
type clustering struct {
	*closer
	n       int
	between []float64 // sums of similarities between bunches, n by n
	barred  []bool    // pairs found in discord since either last changed
	bunches []bunch
	// alone says that names on one side alone can tell bunches apart.
	alone bool
}

// begin makes room for n bunches.
func (c *closer) begin(n int) *clustering {
	return &clustering{closer: c, n: n, between: make([]float64, n*n), barred: make([]bool, n*n), bunches: make([]bunch, n)}
}

// join joins bunches while there are two that belong together, and returns for
// each the position of the first that it was joined with.
func (l *clustering) join() []int {
	label := make([]int, l.n)
	for i := range l.bunches {
		label[i] = i
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
			l.barred[keep*l.n+gone], l.barred[gone*l.n+keep] = true, true
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
	k.named = k.named.plus(g.named, func(term) {})
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

// discord reports whether the names of two bunches of two articles or more tell
// them apart. Of bunches that have as much in common as their articles have,
// those that disagree on some names say nothing.
func (l *clustering) discord(i, j int) bool {
	a, b := &l.bunches[i], &l.bunches[j]
	if least := min(a.size, b.size); least < 2 {
		return false
	} else if l.alone && least >= aloneFrom && l.foreign(a, b) {
		return true
	}
	return l.score(i, j) < min(l.cohesion(i), l.cohesion(j)) && l.disagree(a, b)
}

// disagree reports whether each of two bunches has names that weigh much and that
// the other lacks.
func (c *closer) disagree(a, b *bunch) bool {
	ofA, shared := c.own(a, b)
	ofB, _ := c.own(b, a)
	return min(ofA, ofB) > discord*(shared+sharedFloor)
}

// foreign reports whether one of two bunches has names of its own that weigh more
// than what both share: the articles of the other may be too short to agree on any.
func (c *closer) foreign(a, b *bunch) bool {
	ofA, shared := c.own(a, b)
	ofB, _ := c.own(b, a)
	return max(ofA, ofB) > shared+sharedFloor
}

// own weighs the names that are usual in a and not in b, and those that are
// usual in both. Half an article is taken off, since one article proves little.
func (c *closer) own(a, b *bunch) (own, shared float64) {
	j := 0
	for _, n := range a.named {
		for j < len(b.named) && b.named[j].term < n.term {
			j++
		}
		inA, inB := (float64(n.w)-.5)/a.size, 0.
		if j < len(b.named) && b.named[j].term == n.term {
			inB = float64(b.named[j].w) / b.size
		} else if n.w == 1 {
			continue
		}
		w := c.g.rarity(n.term)
		shared += w * min(inA, inB)
		if inA-inB > apart {
			own += w * (inA - inB)
		}
	}
	return own, shared
}
