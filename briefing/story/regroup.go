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
	separate                = .6
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
	// aloneFrom is the size from which on a group's lack of the names that the other
	// has says something without names of its own.
	aloneFrom = 4

	// backgroundCountsAll is backgroundCounts where all articles are known, whose
	// own frequencies say more then.
	backgroundCountsAll = 2.

	// mendFrom is the size from which on groups that were not looked at together
	// are compared.
	mendFrom = 4

	// strays is the size up to which what is left over joins the story that a
	// single pass would have put it in, and dwarfed how many times as large as a
	// larger group that story must be to have it.
	strays, dwarfed = 1, 12
)

// Regroup groups articles that are all known, and returns the story of each, in
// the order of the articles; stories are numbered in the order of their first
// articles. A nil background knows nothing.
//
// Groups of articles are joined while they have about as much in common with
// each other as within themselves (group-average clustering with the criterion
// relative to the groups' own cohesion), and while neither has names and numbers
// that nearly all of its articles have and nearly none of the other's: look-alike
// events share their vocabulary but not their names. Groups that a first, coarse
// pass has kept apart are then compared in the same way, groups whose halves tell of
// two events are parted, and what is left over beside a far larger group is taken in
// by it.
func Regroup(articles []Article, bg *Background) []ID {
	g := &Groups{Background: bg, trust: backgroundCountsAll}
	counts := make([][]count, len(articles))
	for i := range articles {
		counts[i] = g.words.count(head(&articles[i]))
		g.learn(counts[i])
	}
	c := &closer{g: g}
	for i := range articles {
		v, length := g.weigh(counts[i])
		c.items = append(c.items, item{v, length})
	}

	all := make([]int, len(articles))
	label := make([]int, len(articles)) // the first article of each one's story
	piece := make([]int, len(articles)) // the first of those each one was looked at with
	for i := range all {
		all[i] = i
	}
	for _, part := range g.parts(c, all, thresholds{coarseFew, coarseMany, halfTerms}) {
		pieces := [][]int{part}
		if len(part) > closely {
			pieces = g.parts(c, part, single)
		}
		for _, p := range pieces {
			for i, l := range c.look(p) {
				label[p[i]], piece[p[i]] = p[l], p[0]
			}
		}
	}
	c.mend(label, piece)
	c.divide(label)
	c.gather(label)
	ids := make([]ID, len(articles))
	var next ID
	for i, f := range label {
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

// An item is an article as it is looked at closely.
type item struct {
	v      vector
	length float64 // of v before it was made 1
}

// A closer looks at a few articles closely.
type closer struct {
	g     *Groups // whose frequencies and names are used
	items []item
}

// look groups the articles of those numbers and returns, for each, the position
// of the first article of its group.
func (c *closer) look(part []int) []int {
	n := len(part)
	if n == 1 || n > closely {
		return make([]int, n)
	}
	l := c.begin(n)
	for i, a := range part {
		l.bunches[i] = c.bunch([]int{a})
		for j := range i {
			x := c.similarity(a, part[j])
			l.between[i*n+j], l.between[j*n+i] = x, x
		}
	}
	l.alone = true
	return l.join()
}

// again groups groups of articles that were not looked at together, as look
// groups articles, and returns, for each, the position of the first of those that
// are one. Of large groups each may have names of its own, as sides of a long event
// have, so that those of one side say nothing.
func (c *closer) again(groups [][]int, piece []int) []int {
	n := len(groups)
	if n > closely {
		label := make([]int, n)
		for i := range label {
			label[i] = i
		}
		return label
	}
	l := c.begin(n)
	sums := make([]vector, n)
	for i, group := range groups {
		sums[i], l.bunches[i] = c.sum(group), c.bunch(group)
		l.bunches[i].within = (sums[i].dot(sums[i]) - l.bunches[i].size) / 2 * c.raise(group, group)
		for j := range i {
			x := sums[i].dot(sums[j]) * c.raise(group, groups[j])
			l.between[i*n+j], l.between[j*n+i] = x, x
			together := piece[group[0]] == piece[groups[j][0]]
			l.barred[i*n+j], l.barred[j*n+i] = together, together
		}
	}
	return l.join()
}

// mend joins groups that were not looked at together, those of a few articles or
// more.
func (c *closer) mend(label, piece []int) {
	groups := slices.DeleteFunc(c.groups(label), func(g []int) bool { return len(g) < mendFrom })
	for i, first := range c.again(groups, piece) {
		for _, a := range groups[i] {
			label[a] = groups[first][0]
		}
	}
	c.relabel(label)
}

// raise is by how much the cosines of the articles of two groups are raised in the
// mean, from some of each.
func (c *closer) raise(a, b []int) float64 {
	const some = 16
	sum, n := 0., 0.
	for i := 0; i < len(a); i += 1 + len(a)/some {
		for j := 0; j < len(b); j += 1 + len(b)/some {
			sum += c.raised(a[i], b[j])
			n++
		}
	}
	return sum / n
}

// gather moves the articles of groups to others that are dwarfed times as large,
// where a single pass would put them there and the names of the two do not
// disagree: of what is reported hundreds of times, a few reports always lie apart.
func (c *closer) gather(label []int) {
	groups := c.groups(label)
	sums, bunches := make([]vector, len(groups)), make([]bunch, len(groups))
	for i, group := range groups {
		if len(group) > strays {
			sums[i] = c.sum(group)
			bunches[i] = c.bunch(group)
		}
	}
	for i, group := range groups {
		var to []int
		for k := range groups {
			if k != i && len(groups[k]) >= reach(len(group)) && (len(group) <= strays || !c.disagree(&bunches[i], &bunches[k])) {
				to = append(to, k)
			}
		}
		for _, a := range group {
			v := c.items[a].v
			best, most := -1, 0.
			for _, k := range to {
				x := v.dot(sums[k]) / math.Sqrt(sums[k].dot(sums[k]))
				if x > most && x >= single.needed(len(groups[k]), len(v)) {
					best, most = k, x
				}
			}
			if best >= 0 {
				label[a] = groups[best][0]
			}
		}
	}
	c.relabel(label)
}

// reach is how many articles a group must have to take in those of one of n.
func reach(n int) int {
	if n <= strays {
		return strays + 1
	}
	return dwarfed * n
}

// groups are the articles of each label, in order of their first articles.
func (c *closer) groups(label []int) [][]int {
	of := make([][]int, len(label))
	for i, l := range label {
		of[l] = append(of[l], i)
	}
	return slices.DeleteFunc(of, func(g []int) bool { return len(g) == 0 })
}

func (c *closer) sum(group []int) (sum vector) {
	for _, a := range group {
		sum = sum.plus(c.items[a].v, func(term) {})
	}
	return sum
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
	cosine := c.items[a].v.dot(c.items[b].v)
	if cosine == 0 {
		return 0
	}
	return cosine * c.raised(a, b)
}

// raised is by how much the cosine of two articles is raised.
func (c *closer) raised(a, b int) float64 {
	x, y := c.items[a].length, c.items[b].length
	if x == 0 || y == 0 {
		return 1
	}
	return math.Pow(max(x, y)/min(x, y), uneven)
}
