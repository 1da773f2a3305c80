package novelty

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// result is what the scorer says of a topic.
type result struct {
	posts, fresh, redundant, off, coverage, f, silent float64
	silents                                           float64 // 0 if the topic has no silent day
}

// noted is what was weighed up at a step of a replay: whether it states a fact, one
// that was not told, and one that was not told and is first stated that day.
type noted struct {
	features             []float64
	states, untold, news bool
}

// A stage is a topic ready to be replayed: its days' candidates.
type stage struct {
	*topic
	memory *Memory
	open   [][]*candidate
}

func newStage(of *topic, rarity func(string) float64) *stage {
	s := &stage{topic: of, memory: New(rarity, of.query)}
	for _, day := range of.days {
		var sentences []Sentence
		for _, l := range day {
			sentences = append(sentences, l.Sentence)
		}
		s.open = append(s.open, s.memory.weigh(sentences, func(s Sentence) bool { return utf8.RuneCountInString(s.Text) <= 600 }))
	}
	return s
}

// replay is a digest a day, scored as the benchmark does.
func (of *stage) replay(by model, see func(noted)) (r result) {
	of.memory.told = pile{}
	known := map[string]bool{}
	newsOn := map[int64]bool{}
	all, got := 0., 0.
	for _, f := range slices.Sorted(maps.Keys(of.first)) {
		newsOn[of.first[f]] = true
		all += of.worth[f]
	}
	for i, day := range of.days {
		told := of.memory.choose(of.open[i], 5, by, func(c *candidate, features []float64) {
			s := day[c.at]
			n := noted{features: features, states: len(s.facts) > 0}
			for _, f := range s.facts {
				if !known[f] {
					n.untold = true
					n.news = n.news || of.first[f] == s.day
					if features == nil {
						known[f] = true
						got += of.worth[f]
					}
				}
			}
			switch {
			case features != nil:
				if see != nil {
					see(n)
				}
			case n.untold:
				r.fresh++
			case n.states:
				r.redundant++
			default:
				r.off++
			}
		})
		r.posts += float64(len(told))
		if !newsOn[day[0].day] {
			r.silents++
			if len(told) == 0 {
				r.silent++
			}
		}
	}
	n := max(r.posts, 1)
	r.fresh, r.redundant, r.off, r.coverage = r.fresh/n, r.redundant/n, r.off/n, got/max(all, 1)
	if r.fresh+r.coverage > 0 {
		r.f = 2 * r.fresh * r.coverage / (r.fresh + r.coverage)
	}
	if r.silents > 0 {
		r.silent /= r.silents
	}
	return r
}

func macro(rs []result) (m result) {
	n := float64(len(rs))
	silents := 0.
	for _, r := range rs {
		m.posts += r.posts / n
		m.fresh += r.fresh / n
		m.redundant += r.redundant / n
		m.off += r.off / n
		m.coverage += r.coverage / n
		m.f += r.f / n
		if r.silents > 0 {
			m.silent += r.silent
			silents++
		}
	}
	m.silent /= silents
	return m
}

func (r result) String() string {
	return fmt.Sprintf("%5.1f  %.3f  %.3f  %.3f  %.3f  %.3f  %.3f", r.posts, r.fresh, r.redundant, r.off, r.coverage, r.f, r.silent)
}

// taught is what the regressions of a choice learn from.
type taught struct{ states, untold, news []lesson }

func (t *taught) add(other taught) {
	t.states, t.untold, t.news = append(t.states, other.states...), append(t.untold, other.untold...), append(t.news, other.news...)
}

// lessons makes lessons of what a replay weighed up: one in two of what is news,
// and one in six of the rest, which counts for as many.
func (of *stage) lessons(by model, counts float64) (t taught) {
	n := 0
	of.replay(by, func(x noted) {
		l := lesson{features: x.features, counts: 6}
		if x.news {
			l.counts = 2
		}
		if n++; n%int(l.counts) != 0 {
			return
		}
		l.features, l.yes = x.features[:stating], x.states
		t.states = append(t.states, l)
		if x.states {
			l.features, l.yes = x.features[telling:], x.untold
			t.untold = append(t.untold, l)
		}
		l.features, l.yes = x.features, x.news
		t.news = append(t.news, l)
	})
	for _, ls := range [][]lesson{t.states, t.untold, t.news} {
		for i := range ls {
			ls[i].counts *= counts * 200 / float64(len(t.states)) // topics count alike
		}
	}
	return t
}

// learn learns the regressions of a choice from all topics but one.
func learn(lessons []taught, held int) (m model) {
	var all taught
	for i, t := range lessons {
		if i != held {
			all.add(t)
		}
	}
	m.states, m.untold, m.news = fit(all.states), fit(all.untold), fit(all.news)
	m.again, m.least = .7, .25 // so much is told that there is enough to learn from
	return m
}
