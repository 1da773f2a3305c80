package story

import (
	"math"
	"slices"
)

// The knobs of stories that turn out to be two.
const (
	// young is the number of articles up to which a story that grows may turn out
	// to be two. Later on, what differs is more often another side of a long event.
	young = 12
	// youngFrom is the number from which on it may.
	youngFrom = 5
	// halfFrom is the number of articles that a half must have, and bothHalves the
	// share of a story's articles that both must have before the rest is shared out.
	halfFrom, bothHalves = 2, .6
	// twoEvents is how much the names and numbers that each half has for itself must
	// weigh, against those that both share, for them to be two events.
	twoEvents = .5
	// once is what a term counts that one article of a story alone has.
	once = .5
	// divided is the largest group that Regroup looks at in this way.
	divided = 40
)

// halves are the two halves of the articles, by position, where they tell of two
// events, and nil where they do not.
//
// What look-alikes share says nothing of them: inside a story a term weighs the
// less the more of its articles have it, as in Yang, Zhang, Carbonell and Jin,
// "Topic-conditioned novelty detection" (2002). With such weights articles are
// joined, those closest to each other in the mean first; halves are what is joined
// late. Near copies make halves too, but the rest has no names that they lack.
func (c *closer) halves() (a, b []int) {
	n := len(c.items)
	if n < youngFrom {
		return nil, nil
	}
	between := c.within()
	found := twoEvents
	for groups := singles(n); len(groups) > 1; {
		i, j := closestPair(groups, between)
		x, y := groups[i], groups[j]
		if min(len(x), len(y)) >= halfFrom && float64(len(x)+len(y)) >= bothHalves*float64(n) {
			bx, by := c.bunch(x), c.bunch(y)
			if t := c.apart(&bx, &by); t > found {
				a, b, found = x, y, t
			}
		}
		groups[i] = slices.Concat(x, y)
		groups = slices.Delete(groups, j, j+1)
	}
	if a == nil {
		return nil, nil
	}
	ofA, ofB := slices.Clone(a), slices.Clone(b)
	for i := range n {
		switch {
		case slices.Contains(a, i) || slices.Contains(b, i):
		case mean(between, []int{i}, a) > mean(between, []int{i}, b):
			ofA = append(ofA, i)
		default:
			ofB = append(ofB, i)
		}
	}
	slices.Sort(ofA)
	slices.Sort(ofB)
	return ofA, ofB
}

// apart is the weight of the names that each of two bunches has for itself, of the
// one that has less, over that of the names that both share.
func (c *closer) apart(a, b *bunch) float64 {
	ofA, shared := c.own(a, b)
	ofB, _ := c.own(b, a)
	return min(ofA, ofB) / (shared + sharedFloor)
}

// within are the cosines of the articles, of vectors whose terms weigh the less the
// more of these articles have them.
func (c *closer) within() [][]float64 {
	n := len(c.items)
	g := c.g
	g.have = append(g.have, make([]uint8, len(g.seen)-len(g.have))...)
	for _, it := range c.items {
		for _, w := range it.v {
			g.have[w.term]++
		}
	}
	defer func() {
		for _, it := range c.items {
			for _, w := range it.v {
				g.have[w.term] = 0
			}
		}
	}()
	share := make([]float64, n+1) // articles that have a term → what it counts
	for k := 1; k <= n; k++ {
		share[k] = math.Sqrt(math.Log((float64(n)+1)/(float64(k)+.5)) / math.Log(float64(n)+1))
	}
	share[1] *= once
	between := make([][]float64, n)
	vs := make([]vector, n)
	for i, it := range c.items {
		v := slices.Clone(it.v)
		var square float64
		for k := range v {
			w := float64(v[k].w) * share[g.have[v[k].term]]
			v[k].w = float32(w)
			square += w * w
		}
		if square > 0 {
			v.scale(1 / math.Sqrt(square))
		}
		vs[i], between[i] = v, make([]float64, n)
		for j := range i {
			x := v.dot(vs[j])
			between[i][j], between[j][i] = x, x
		}
	}
	return between
}

func singles(n int) [][]int {
	groups := make([][]int, n)
	for i := range groups {
		groups[i] = []int{i}
	}
	return groups
}

// closestPair are the positions of the two groups closest to each other in the
// mean, in order; the first of several.
func closestPair(groups [][]int, between [][]float64) (int, int) {
	i, j, most := 0, 1, -1.
	for x := range groups {
		for y := range x {
			if m := mean(between, groups[x], groups[y]); m > most {
				i, j, most = y, x, m
			}
		}
	}
	return i, j
}

// mean is the mean of the values of the pairs of two groups.
func mean(between [][]float64, a, b []int) float64 {
	sum := 0.
	for _, i := range a {
		for _, j := range b {
			sum += between[i][j]
		}
	}
	return sum / float64(len(a)*len(b))
}

// closer looks at the articles of a young story, and of another if one is given.
func (g *Groups) closer(of ...*group) *closer {
	c := &closer{g: g}
	for _, s := range of {
		for _, v := range s.young {
			c.items = append(c.items, item{v: v})
		}
	}
	return c
}

// foreign are the articles, by position, that a young story's newest one has to
// itself with others, where they are another event than the rest, which is no
// smaller.
func (g *Groups) foreign(s *group) []int {
	a, b := g.closer(s).halves()
	if slices.Contains(b, len(s.young)-1) {
		a, b = b, a
	}
	if len(a) > len(b) {
		return nil
	}
	return a
}

// leave makes a story of its own of some of a young story's articles, if it can at
// that place, and returns its position. What was said of them stands: only later
// ones are compared with the new story.
func (g *Groups) leave(from int, some []int, place int) int {
	s := g.stories[from]
	var sum vector
	var stay, away []vector
	for i, v := range s.young {
		if slices.Contains(some, i) {
			sum, away = sum.plus(v, func(term) {}), append(away, v)
		} else {
			stay = append(stay, v)
		}
	}
	s.young = stay
	s.sum.minus(sum)
	s.square = s.sum.dot(s.sum)
	s.size -= len(some)
	to := g.begin(place)
	g.stories[to].newest, g.stories[to].young = s.newest, away
	g.join(to, sum, len(some))
	return to
}

// two reports whether the names of two young stories tell them apart.
func (g *Groups) two(s, o *group) bool {
	if len(s.young) == 0 || len(o.young) == 0 {
		return false
	}
	c := g.closer(s, o)
	all := make([]int, len(c.items))
	for i := range all {
		all[i] = i
	}
	a, b := c.bunch(all[:len(s.young)]), c.bunch(all[len(s.young):])
	return c.apart(&a, &b) > twoEvents
}

// divide parts groups whose articles turn out to tell of two events.
func (c *closer) divide(label []int) {
	for groups := c.groups(label); len(groups) > 0; groups = groups[1:] {
		group := groups[0]
		if len(group) > divided {
			continue
		}
		of := &closer{g: c.g}
		for _, i := range group {
			of.items = append(of.items, c.items[i])
		}
		a, b := of.halves()
		if a == nil {
			continue
		}
		for _, half := range [][]int{a, b} {
			var rest []int
			for _, i := range half {
				rest = append(rest, group[i])
				label[group[i]] = rest[0]
			}
			groups = append(groups, rest)
		}
	}
	c.relabel(label)
}
