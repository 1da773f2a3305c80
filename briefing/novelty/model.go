package novelty

import (
	_ "embed" // the weights
	"fmt"
	"math"
	"strconv"
	"strings"
)

// logistic is a regression: a weight for each feature, and one for none.
type logistic struct {
	weights []float64
	bias    float64
}

// of is a probability.
func (l logistic) of(features []float64) float64 {
	sum := l.bias
	for i, f := range features {
		sum += l.weights[i] * f
	}
	return 1 / (1 + math.Exp(-sum))
}

// model is what is learnt, and the knobs.
type model struct {
	fresh               logistic // over freshFeatures
	states              logistic // over choiceFeatures[:stating]
	untold              logistic // over choiceFeatures[telling:]
	news                logistic // over choiceFeatures
	again, least, speak float64
	score               func(Choice) float64 // instead of what it brings, less what it repeats
}

// weigh judges a sentence by the values of choiceFeatures.
func (m *model) weigh(features []float64) Choice {
	c := Choice{States: m.states.of(features[:stating]), Untold: m.untold.of(features[telling:]), New: m.news.of(features)}
	if m.score != nil {
		c.Score = m.score(c)
	} else {
		c.Score = c.States * (c.Untold - m.again*(1-c.Untold))
	}
	return c
}

//go:embed weights.txt
var weights string

// learnt is the model that is built in.
func learnt() model {
	m, err := parse(weights)
	if err != nil {
		panic(err) // what is embedded is read by a test
	}
	return m
}

// heads are the regressions of a model by their names in the table.
func (m *model) heads() []struct {
	name     string
	features []string
	to       *logistic
} {
	return []struct {
		name     string
		features []string
		to       *logistic
	}{
		{"fresh", freshFeatures, &m.fresh},
		{"states", choiceFeatures[:stating], &m.states},
		{"untold", choiceFeatures[telling:], &m.untold},
		{"news", choiceFeatures, &m.news},
	}
}

// parse reads a table of weights: a line for each with the regression, the
// feature and the weight, and lines that begin with #.
func parse(table string) (model, error) {
	m := model{again: again, least: least, speak: speak}
	read := map[string]float64{}
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) != 3 {
			return m, fmt.Errorf("read the weights: no weight in %q", line)
		}
		w, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return m, fmt.Errorf("read the weights: %w", err)
		}
		read[f[0]+" "+f[1]] = w
	}
	for _, h := range m.heads() {
		for _, name := range append([]string{"bias"}, h.features...) {
			w, ok := read[h.name+" "+name]
			if !ok {
				return m, fmt.Errorf("read the weights: none of %s for %s", h.name, name)
			}
			if name == "bias" {
				h.to.bias = w
			} else {
				h.to.weights = append(h.to.weights, w)
			}
		}
	}
	return m, nil
}

// table writes what parse reads.
func (m *model) table(comment string) string {
	var b strings.Builder
	b.WriteString(comment)
	for _, h := range m.heads() {
		fmt.Fprintf(&b, "%s bias %.4f\n", h.name, h.to.bias)
		for i, name := range h.features {
			fmt.Fprintf(&b, "%s %s %.4f\n", h.name, name, h.to.weights[i])
		}
	}
	return b.String()
}
