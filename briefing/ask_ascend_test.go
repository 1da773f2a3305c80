package briefing

import (
	"math"
	"slices"
)

// A trial is a lesson as it is learnt from: with its right sentences, or without them,
// when nothing answers it.
type trial struct {
	*lesson
	without bool
	weight  float64
}

func trials(all []*lesson) []trial {
	var list []trial
	for _, l := range all {
		switch {
		case l.abstains:
		case l.null:
			list = append(list, trial{l, true, 1})
		case l.set == "paraphrased" && l.known():
			list = append(list, trial{l, false, paraWeight})
		case l.known():
			list = append(list, trial{l, false, 1}, trial{l, true, withoutWeight})
		}
	}
	return list
}

// scores are those of the sentences; of one that is taken away, minus infinity.
func (l *lesson) scores(by *learnt, without bool) []float64 {
	list := make([]float64, len(l.measures))
	for i, m := range l.measures {
		if list[i] = by.score(m); without && l.right[i] {
			list[i] = math.Inf(-1)
		}
	}
	return list
}

// A spread is the mean and the deviation of each measure, by which weights are learnt.
type spread struct{ mean, deviation []float64 }

func spreadOf(rows [][]float64) spread {
	s := spread{make([]float64, len(rows[0])), make([]float64, len(rows[0]))}
	for _, r := range rows {
		for k, v := range r {
			s.mean[k] += v / float64(len(rows))
		}
	}
	for _, r := range rows {
		for k, v := range r {
			s.deviation[k] += (v - s.mean[k]) * (v - s.mean[k]) / float64(len(rows))
		}
	}
	for k, v := range s.deviation {
		s.deviation[k] = math.Sqrt(v)
	}
	return s
}

// plain are weights of the measures as they are, from those of the measures in
// deviations from their mean; the last is the bias.
func (s spread) plain(w []float64) []float64 {
	plain := slices.Clone(w)
	last := len(w) - 1
	for k, d := range s.deviation {
		if plain[k] = 0; d > 0 {
			plain[k] = w[k] / d
			plain[last] -= plain[k] * s.mean[k]
		}
	}
	return plain
}

// ascend finds weights by gradient ascent with moments (Kingma, Ba: Adam, 2015).
func ascend(w []float64, ridge float64, slope func(w, gradient []float64)) {
	mean, square := make([]float64, len(w)), make([]float64, len(w))
	for step := 1.; step <= learnSteps; step++ {
		g := make([]float64, len(w))
		slope(w, g)
		for k := range w {
			if k < len(w)-1 {
				g[k] -= ridge * w[k]
			}
			mean[k] = .9*mean[k] + .1*g[k]
			square[k] = .99*square[k] + .01*g[k]*g[k]
			w[k] += learnRate / (1 + step/100) * mean[k] / (1 - math.Pow(.9, step)) / (math.Sqrt(square[k]/(1-math.Pow(.99, step))) + 1e-8)
		}
	}
}

// standard are the rows in deviations from their mean, with a one behind them.
func (s spread) standard(row []float64) []float64 {
	out := make([]float64, len(row)+1)
	for k, v := range row {
		if s.deviation[k] > 0 {
			out[k] = (v - s.mean[k]) / s.deviation[k]
		}
	}
	out[len(row)] = 1
	return out
}

// learn learns first which sentence to choose, by a logistic choice among them and
// silence, then when the chosen one is right.
func learn(all []*lesson) *learnt {
	list := trials(all)
	var rows [][]float64
	for _, l := range all {
		for _, m := range l.measures {
			rows = append(rows, m[:])
		}
	}
	s := spreadOf(rows)
	standard := map[*answerMeasures][]float64{}
	for _, l := range all {
		for _, m := range l.measures {
			standard[m] = s.standard(m[:])
		}
	}
	total := 0.
	for _, tr := range list {
		total += tr.weight
	}
	w := make([]float64, measured+1)
	w[measured] = -5
	ascend(w, rankRidge, func(w, g []float64) {
		for _, tr := range list {
			tr.slope(standard, w, tr.weight/total, g)
		}
	})
	var by learnt
	copy(by.rank[:], s.plain(w))
	by.learnSurety(list)
	return &by
}

// slope adds how the logarithm of the chance grows with each weight that a right
// sentence is chosen, or none where none is right.
func (tr *trial) slope(standard map[*answerMeasures][]float64, w []float64, weight float64, g []float64) {
	scores := make([]float64, len(tr.measures))
	most := 0.
	for i, m := range tr.measures {
		if scores[i] = math.Inf(-1); tr.without && tr.right[i] {
			continue
		}
		scores[i] = 0
		for k, v := range standard[m] {
			scores[i] += w[k] * v
		}
		most = max(most, scores[i])
	}
	sum, right := math.Exp(-most), 0.
	for i := range scores {
		scores[i] = math.Exp(scores[i] - most)
		sum += scores[i]
		if tr.right[i] && !tr.without {
			right += scores[i]
		}
	}
	for i, m := range tr.measures {
		rise := -scores[i] / sum
		if tr.right[i] && !tr.without {
			rise += scores[i] / max(right, 1e-300)
		}
		if rise == 0 {
			continue
		}
		for k, v := range standard[m] {
			g[k] += weight * rise * v
		}
	}
}

func (by *learnt) learnSurety(list []trial) {
	var rows [][]float64
	var right, weights []float64
	total := 0.
	for _, tr := range list {
		best, m := surety(tr.scores(by, tr.without), tr.keys, tr.measures)
		if best < 0 || tr.set == "paraphrased" {
			continue
		}
		rows = append(rows, m[:])
		right, weights = append(right, truth(!tr.without && tr.right[best])), append(weights, tr.weight)
		total += tr.weight
	}
	s := spreadOf(rows)
	for i := range rows {
		rows[i] = s.standard(rows[i])
	}
	w := make([]float64, sureMeasures+1)
	ascend(w, sureRidge, func(w, g []float64) {
		for i, row := range rows {
			z := 0.
			for k, v := range row {
				z += w[k] * v
			}
			e := (right[i] - 1/(1+math.Exp(-z))) * weights[i] / total
			for k, v := range row {
				g[k] += e * v
			}
		}
	})
	copy(by.sure[:], s.plain(w))
}
