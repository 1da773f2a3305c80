package novelty

import "slices"

// The knobs of a choice.
const (
	// again is what the probability of stating told facts alone costs. The larger,
	// the less is told twice, and the less is told.
	again = 1.3
	// least is what a sentence has to reach to be told. The larger, the less is
	// beside the point, and the less is told.
	least = .2
	// speak is the probability of being new on the day that one of a day's sentences
	// has to have for any of them to be told. The larger, the more days are silent.
	speak = .2
)

// A Choice is a sentence that was considered.
type Choice struct {
	// At is its place among the day's sentences.
	At int
	// States is the probability that it states a fact of the story, Untold that one of
	// its facts was not told, if it does, and New that such a one was stated on no
	// earlier day either.
	States, Untold, New float64
	// Score is what it was chosen by, against Needed.
	Score, Needed float64
	// Closest is the ID of the earlier sentence that has the most of it, Share how
	// much of it, from 0 to 1, weighted by rarity; "" and 0 where none shares a word.
	Closest string
	Share   float64
}

// Choose chooses at most k of the sentences of a day, in the order in which they
// are to be told, and remembers all of them as heard and those as told. What was
// said on an earlier day and not told may be told, on a day that has something new.
// A nil fit finds every sentence fit to be told.
func (m *Memory) Choose(day []Sentence, k int, fit func(Sentence) bool) []Choice {
	return m.choose(m.weigh(day, fit), k, m.model, nil)
}

// Rank chooses k of the sentences of a day, if it has so many that are fit, those
// first that are most probably new on the day.
func (m *Memory) Rank(day []Sentence, k int, fit func(Sentence) bool) []Choice {
	by := m.model
	by.score, by.least, by.speak = func(c Choice) float64 { return c.New }, 0, 0
	return m.choose(m.weigh(day, fit), k, by, nil)
}

// Closest is the earlier sentence that has the most of a text, and how much of it,
// from 0 to 1, weighted by rarity; "" and 0 where none shares a word. Where accept
// is not nil, it is the closest that accept takes, which is not asked of those that
// have less than atLeast.
func (m *Memory) Closest(text string, atLeast float64, accept func(id string) bool) (id string, share float64) {
	v := m.vector(text)
	l := m.like(&m.heard, v)
	if accept == nil || l.closest == "" || accept(l.closest) {
		return l.closest, l.share
	}
	for n, s := range m.shares[:len(m.heard.vectors)] {
		if s /= max(v.sum, 1); s >= atLeast && s > share && accept(m.heard.ids[n]) {
			id, share = m.heard.ids[n], s
		}
	}
	return id, share
}

// A Near is an earlier sentence that has a share of a text.
type Near struct {
	ID    string
	Share float64 // from 0 to 1, weighted by rarity
}

// Near are the earlier sentences that have at least such a share of a text, in the
// order in which they were heard.
func (m *Memory) Near(text string, atLeast float64) []Near {
	v := m.vector(text)
	m.like(&m.heard, v)
	var near []Near
	for n, s := range m.shares[:len(m.heard.vectors)] {
		if s /= max(v.sum, 1); s >= atLeast {
			near = append(near, Near{m.heard.ids[n], s})
		}
	}
	return near
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
		m.heard.add(s, t.vectors[i])
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
	silent := true
	for len(chosen) < k && len(open) > 0 {
		best, of := Choice{}, -1
		for i, c := range open {
			f := m.features(c, len(chosen))
			if see != nil {
				see(c, f)
			}
			x := by.weigh(f)
			silent = silent && x.New < by.speak
			if of < 0 || x.Score > best.Score {
				best, of = x, i
			}
		}
		if silent || best.Score < by.least {
			break
		}
		c := open[of]
		best.At, best.Needed, best.Closest, best.Share = c.at, by.least, c.earlier.closest, c.earlier.share
		chosen = append(chosen, best)
		m.told.add(c.Sentence, c.v)
		if see != nil {
			see(c, nil)
		}
		open = slices.Delete(open, of, of+1)
	}
	return chosen
}
