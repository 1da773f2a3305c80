package story

import (
	"cmp"
	"slices"
	"time"
)

const (
	// hourly is the largest number of articles whose order is mended together.
	hourly = 64
	// patience is how many articles are learnt again at most in one hour, so that a
	// flood that arrives in any order is not held up.
	patience = 256
)

// An hour is what has arrived of articles published in one hour. What is learnt
// from them does not depend on the order in which they arrive: where one comes
// later than another that was published after it, both are taken back and learnt
// again in order of publication. What was said of the other stands. It ends early
// where two stories become one, which is not taken back.
type hour struct {
	number   int64         // hours since 1970, 0 for none
	arrivals []arrival     // in order of publication
	stories  int           // number of stories before
	before   map[int]group // position → what a story was before
	again    int           // articles learnt again
}

// An arrival is an article as it arrived, with the position of the story that it
// was said to belong to, -1 if nothing was said of it yet.
type arrival struct {
	counted   []count
	published int64
	said      int
}

// begun reports whether the story at that position began in this hour.
func (h *hour) begun(at int) bool { return h.number != 0 && at >= h.stories }

// saidOf reports whether an article of the hour was said to belong to the story at
// that position.
func (h *hour) saidOf(at int) bool {
	return slices.ContainsFunc(h.arrivals, func(a arrival) bool { return a.said == at })
}

// arrive assigns an article of those terms.
func (g *Groups) arrive(counted []count, at time.Time) Assignment {
	if at.IsZero() || at.Unix() <= 0 {
		g.hour = hour{}
		return g.assign(counted, unix(at), -1)
	}
	a := arrival{counted, at.Unix(), -1}
	h := &g.hour
	if n := a.published/3600 + 1; n != h.number {
		g.settled(n, 0)
	} else if h.again >= patience || len(h.arrivals) >= hourly {
		g.settled(n, h.again)
	}
	i, _ := slices.BinarySearchFunc(h.arrivals, a.published+1, func(x arrival, t int64) int { return cmp.Compare(x.published, t) })
	last := i == len(h.arrivals)
	if !last {
		g.takeBack()
	}
	h.arrivals = slices.Insert(h.arrivals, i, a)
	var as Assignment
	if last {
		as = g.assign(counted, a.published, -1)
	} else {
		h.again += len(h.arrivals)
		as = g.again(i)
	}
	h.arrivals[i].said = int(as.Story) - 1
	if as.Merged != 0 { // what was said of two stories at once is not taken back
		g.settled(h.number, h.again)
	}
	return as
}

// settled begins the hour of that number, or what is left of it, in which so many
// articles have been learnt again: what came before is not taken back any more.
func (g *Groups) settled(number int64, again int) {
	g.hour = hour{number: number, stories: len(g.stories), before: map[int]group{}, again: again}
}

// again learns the hour's articles again and returns what that says of one of
// them.
func (g *Groups) again(of int) (as Assignment) {
	h := &g.hour
	now, before := make([]int, len(h.arrivals)), len(g.stories)
	var merged ID
	for i, a := range h.arrivals {
		x := g.assign(a.counted, a.published, a.said)
		now[i], merged = int(x.Story)-1, max(merged, x.Merged)
		if i == of {
			as = x
		}
	}
	if of < 0 {
		return as
	}
	if as.Merged = merged; merged != 0 {
		as.Story, _ = g.group(as.Story)
		return as
	}
	// A story that the article began may be one that later articles began before it
	// came.
	at := now[of]
	if at < before || at != len(g.stories)-1 {
		return as
	}
	for i, a := range h.arrivals {
		if i != of && now[i] == at && g.vacant(a.said) {
			g.move(at, a.said)
			as.Story, as.New = ID(a.said+1), false
			break
		}
	}
	return as
}

// move moves what is in the last story to the place of one that nothing is in.
func (g *Groups) move(last, to int) {
	s, o := g.stories[last], g.stories[to]
	for _, w := range s.sum {
		g.unlist(w.term, last)
		g.list(w.term, to)
	}
	said := o.articles
	*o = *s
	o.articles = said
	g.stories = g.stories[:last]
}

// touch sees to it that the story at that position can be taken back.
func (g *Groups) touch(at int) {
	if g.hour.number == 0 || g.hour.begun(at) {
		return
	}
	if _, ok := g.hour.before[at]; !ok {
		g.hour.before[at] = g.stories[at].clone()
	}
}

// clone is a copy of the story without its articles.
func (s *group) clone() group {
	c := *s
	c.articles, c.sum, c.young = nil, slices.Clone(s.sum), slices.Clone(s.young)
	return c
}

// takeBack makes the stories what they were before the hour, but for the articles
// that were said to belong to them.
func (g *Groups) takeBack() {
	h := &g.hour
	if h.number == 0 {
		return
	}
	reset := func(at int, to group) {
		s := g.stories[at]
		for _, w := range s.sum {
			g.unlist(w.term, at)
		}
		to.articles = s.articles
		*s = to
		for _, w := range s.sum {
			g.list(w.term, at)
		}
	}
	for at, s := range h.before {
		reset(at, s.clone())
	}
	for at := h.stories; at < len(g.stories); at++ {
		reset(at, group{})
	}
	for _, a := range h.arrivals {
		g.forget(a.counted)
	}
}

// unix is the time in seconds since 1970, 0 if not known.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
