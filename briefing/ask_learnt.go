package briefing

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// A learnt is what was learnt from questions whose answers are known: which of the
// sentences that were found answers best, and how likely that one is right.
type learnt struct {
	rank [measured + 1]float64     // the last is the bias
	sure [sureMeasures + 1]float64 // the same
}

// What is measured of the best sentence beside its own measures.
const (
	sureShare  = measured + iota // of the chances of all that were weighed
	sureMargin                   // over the best that has another candidate
	sureScore                    // by its own measures
	sureMeasures
)

var sureNames = [...]string{"share of the chances", "margin", "score of all"}

// mostMargin bounds how far the best is before the next.
const mostMargin = 4

//go:embed learnt.txt
var learntText string

// learntChoice are the weights of learnt.txt, which TestLearntChoice makes.
var learntChoice = sync.OnceValue(func() *learnt {
	l, err := parseLearnt(learntText)
	if err != nil {
		panic(fmt.Sprintf("embedded weights: %v", err)) // the file is part of the program
	}
	return l
})

// parseLearnt reads lines of a measure's name and its two weights; others, which begin
// with "#", are for people.
func parseLearnt(text string) (*learnt, error) {
	index := map[string]int{}
	for i, name := range measureNames {
		index[name] = i
	}
	for i, name := range sureNames {
		index[name] = measured + i
	}
	index["bias"] = -1
	var l learnt
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 3 {
			return nil, fmt.Errorf("read weights: %q is no line of a name and two weights", line)
		}
		at, ok := index[strings.Join(f[:len(f)-2], " ")]
		rank, err := strconv.ParseFloat(f[len(f)-2], 64)
		sure, wrong := strconv.ParseFloat(f[len(f)-1], 64)
		if !ok || err != nil || wrong != nil {
			return nil, fmt.Errorf("read weights: %q is of nothing that is measured", line)
		}
		delete(index, strings.Join(f[:len(f)-2], " "))
		switch {
		case at < 0:
			l.rank[measured], l.sure[sureMeasures] = rank, sure
		case at < measured:
			l.rank[at], l.sure[at] = rank, sure
		default:
			l.sure[at] = sure
		}
	}
	if len(index) > 0 {
		return nil, fmt.Errorf("read weights: %d are missing", len(index))
	}
	return &l, nil
}

// score is how well a sentence answers by its measures.
func (l *learnt) score(m *answerMeasures) float64 {
	sum := l.rank[measured]
	for k, v := range m {
		sum += l.rank[k] * v
	}
	return sum
}

// chance is the chance that the best of some sentences is right: by its measures, and by
// how far it is before the others, of which each has the key of its best candidate.
func (l *learnt) chance(m *[sureMeasures]float64) float64 {
	z := l.sure[sureMeasures]
	for k, v := range m {
		z += l.sure[k] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// surety measures the sentence of the highest score, which is its index: best is -1
// where there is none.
func surety(scores []float64, keys []string, list []*answerMeasures) (best int, m *[sureMeasures]float64) {
	best = -1
	for i, s := range scores {
		if best < 0 || s > scores[best] {
			best = i
		}
	}
	if best < 0 || math.IsInf(scores[best], -1) {
		return -1, nil
	}
	m = new([sureMeasures]float64)
	copy(m[:], list[best][:])
	sum, next := 0.0, math.Inf(-1)
	for i, s := range scores {
		sum += math.Exp(s - scores[best])
		if keys[i] != keys[best] {
			next = max(next, s)
		}
	}
	m[sureShare] = 1 / sum
	m[sureMargin] = min(scores[best]-next, mostMargin)
	m[sureScore] = scores[best]
	return best, m
}
