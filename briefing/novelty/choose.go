package novelty

import "slices"

// The knobs of a choice.
const (
	// repeat is what the probability of stating old facts alone costs. The larger, the
	// less is told twice, and the less is told.
	repeat = .6
	// speak is what the best sentence of a day has to reach for anything of that
	// day to be told, and more what each further one has to. The larger the first,
	// the more days are silent; the larger the second, the less is beside the
	// point, and the less is told.
	speak, more = .1, .1
)

// A Choice is a sentence that was considered.
type Choice struct {
	// At is its place among the day's sentences.
	At int
	// New is the probability that it states a fact that nothing before the day and
	// nothing told does, Repeats that it states facts that are old or told alone.
	New, Repeats float64
	// Score is what it was chosen by, against Needed.
	Score, Needed float64
	// Closest is the ID of the earlier sentence that has the most of it, Share how
	// much of it, from 0 to 1, weighted by rarity; "" and 0 where none shares a word.
	Closest string
	Share   float64
}

// Choose chooses at most k of the sentences of a day, in the order in which they
// are to be told, and remembers all of them as heard and those as told. A nil fit
// finds every sentence fit to be told.
func (m *Memory) Choose(day []Sentence, k int, fit func(Sentence) bool) []Choice {
	return m.choose(m.weigh(day, fit), k, m.model, nil)
}

// Rank is Choose without a threshold: of every day it chooses k, if it has so
// many that are fit, best first.
func (m *Memory) Rank(day []Sentence, k int, fit func(Sentence) bool) []Choice {
	by := m.model
	by.speak, by.more = -1, -1 // below every score
	return m.choose(m.weigh(day, fit), k, by, nil)
}

// Closest is the earlier sentence that has the most of a text, and how much of it,
// from 0 to 1, weighted by rarity; "" and 0 where none shares a word. Where accept
// is not nil, it is the closest that accept takes, which is not asked of those that
// have less than least.
func (m *Memory) Closest(text string, least float64, accept func(id string) bool) (id string, share float64) {
	v := m.vector(text)
	l := m.like(&m.heard, v)
	if accept == nil || l.closest == "" || accept(l.closest) {
		return l.closest, l.share
	}
	for n, s := range m.shares[:len(m.heard.vectors)] {
		if s /= max(v.sum, 1); s >= least && s > share && accept(m.heard.ids[n]) {
			id, share = m.heard.ids[n], s
		}
	}
	return id, share
}

// weigh measures the sentences of a day that are fit to be told, as far as that
// does not depend on what is told, and remembers all of the day's as heard.
func (m *Memory) weigh(day []Sentence, fit func(Sentence) bool) []*candidate {
	t := m.today(day)
	var open []*candidate
	for at := range day {
		if len(t.vectors[at].terms) > 0 && (fit == nil || fit(day[at])) {
			open = append(open, m.candidate(t, at))
		}
	}
	for i, s := range day {
		m.heard.add(s.ID, t.vectors[i])
	}
	m.days++
	return open
}

// choose chooses among candidates, which it leaves as they are, and remembers
// those chosen as told. See, if there is one, is called with all that is weighed
// up before each choice, and then with the choice alone.
func (m *Memory) choose(open []*candidate, k int, by model, see func(c *candidate, features []float64)) []Choice {
	open = slices.Clone(open)
	var chosen []Choice
	for len(chosen) < k && len(open) > 0 {
		best, of := Choice{}, -1
		for i, c := range open {
			f := m.features(c)
			if see != nil {
				see(c, f)
			}
			x := Choice{At: c.at, New: by.news.of(f), Repeats: by.repeats.of(f), Closest: c.earlier.closest, Share: c.earlier.share}
			if x.Score = x.New - by.repeat*x.Repeats; of < 0 || x.Score > best.Score {
				best, of = x, i
			}
		}
		best.Needed = by.more
		if len(chosen) == 0 {
			best.Needed = by.speak
		}
		if best.Score < best.Needed {
			break
		}
		chosen = append(chosen, best)
		m.told.add("", open[of].v)
		if see != nil {
			see(open[of], nil)
		}
		open = slices.Delete(open, of, of+1)
	}
	return chosen
}
