package corpus_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

var update = flag.Bool("update", false, "learn the weights of ranking anew")

// What is learnt from, and how.
const (
	learntWindows = 40  // of each part, the best by the weights set by hand
	learntSteps   = 300 // of ascent
	learntStep    = .02 // the length of the first ones, in standard deviations of a measure
	stayed        = 20. // how much a weight costs that goes away from where it began, squared
	folds         = 5
)

// A lessons is the windows of one part of a question: which of them hold one of
// the facts that answer it.
type lessons struct {
	question int
	share    float64 // of the question
	windows  []corpus.Lesson
	right    []bool
}

// A taught is a question of the benchmark.
type taught struct {
	Query    string
	Evidence []struct{ Fact string }
}

func dense(text string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(text) }

// told marks the facts that a text holds, and reports whether there is one.
func (q *taught) told(text string, marks []bool) bool {
	text = dense(text)
	any := false
	for i, e := range q.Evidence {
		if strings.Contains(text, dense(e.Fact)) {
			marks[i], any = true, true
		}
	}
	return any
}

// TestLearnt holds the weights for a part of a question that is of an outlet to
// what testdata/learnt.txt says was learnt. With -update it learns them, which
// takes some minutes, and writes how well weights do on questions that they were
// not learnt from.
func TestLearnt(t *testing.T) {
	name := filepath.Join("testdata", "learnt.txt")
	if *update {
		if err := os.WriteFile(name, learn(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n\n    measure")
	weights := corpus.PartWeights()
	for i, name := range corpus.MeasureNames() {
		line := fmt.Sprintf("\n%-20s %6.2f %6.2f\n", name, corpus.WholeWeights()[i], weights[i])
		if !strings.Contains(table, line) {
			t.Errorf("not what was learnt: %s", line)
		}
	}
}

// learn learns the weights and says how.
func learn(t *testing.T) []byte {
	ctx := context.Background()
	dir := filepath.Join(shared.Dir(t), "bench", "retrieval", "mhr500s")
	store := memory.New()
	in := &corpus.Ingester{Log: slog.New(slog.DiscardHandler), Store: store, Now: time.Now, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(ctx, &source.Directory{Root: filepath.Join(dir, "corpus.jsonl")}); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "queries.dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var questions []taught
	var all []lessons
	for line := range bytes.Lines(data) {
		var q taught
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		if len(q.Evidence) == 0 {
			continue
		}
		lists, err := loaded.Lessons(ctx, q.Query, learntWindows)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range lists {
			l := lessons{len(questions), 1 / float64(len(lists)), list, make([]bool, len(list))}
			told, marks := false, make([]bool, len(q.Evidence))
			for i := range list {
				l.right[i] = q.told(list[i].Text, marks)
				told = told || l.right[i]
			}
			if told {
				all = append(all, l)
			}
		}
		questions = append(questions, q)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `The weights of ranking for what a question asks of an outlet, beside those for a
question as a whole, from which learning set out. Made by

    go test ./corpus -run TestLearnt -update

from all %d questions of the shared mhr500s benchmark that have an answer: of the %d
best windows of each part, those that hold a fact are to be likely, by a logistic
choice among them. In the figures each fifth of the questions is ranked by weights
learnt from the other four, and all of them by the weights for a question as a
whole; facts are the shares of a question's facts in ten passages.

               MRR@10  Hits@10   Hits@4    facts
`, len(questions), learntWindows)
	ranked := func(name string, weights func(fold int) []float64) {
		var mrr, hits10, hits4, facts float64
		for fold := range folds {
			restore := corpus.SetPartWeights(weights(fold))
			for i, q := range questions {
				if i%folds != fold {
					continue
				}
				hits, err := loaded.Search(ctx, corpus.Query{Text: q.Query})
				if err != nil {
					t.Fatal(err)
				}
				told := make([]bool, len(q.Evidence))
				first := 0
				for k, h := range hits {
					if text := h.Passage.Of(h.Document.Article.Text); q.told(text, told) && first == 0 {
						first = k + 1
					}
				}
				if first > 0 {
					mrr += 1 / float64(first)
					hits10++
				}
				if first > 0 && first <= 4 {
					hits4++
				}
				for _, ok := range told {
					if ok {
						facts += 1 / float64(len(told))
					}
				}
			}
			restore()
		}
		n := float64(len(questions))
		fmt.Fprintf(&out, "%-14s %8.3f %8.3f %8.3f %8.3f\n", name, mrr/n, hits10/n, hits4/n, facts/n)
	}
	start := corpus.StartWeights()
	ranked("by hand", func(int) []float64 { return start })
	ranked("learnt", func(fold int) []float64 {
		var four []lessons
		for _, l := range all {
			if l.question%folds != fold {
				four = append(four, l)
			}
		}
		return fit(four, start)
	})
	fmt.Fprint(&out, "\n    measure        by hand learnt\n\n")
	learnt := fit(all, start)
	for i, name := range corpus.MeasureNames() {
		fmt.Fprintf(&out, "%-20s %6.2f %6.2f\n", name, corpus.WholeWeights()[i], learnt[i])
	}
	return out.Bytes()
}

// fit moves weights to where windows that hold a fact are likely among those of
// their part, by a softmax over the scores, and what a weight costs that goes away
// is little: by gradient ascent with moments (Kingma, Ba: Adam, 2015).
func fit(all []lessons, from []float64) []float64 {
	scale := likeliest(all, from)
	deviation := deviations(all)
	w := append([]float64(nil), from...)
	total := 0.
	for _, l := range all {
		total += l.share
	}
	mean, square := make([]float64, len(w)), make([]float64, len(w))
	for step := 1; step <= learntSteps; step++ {
		gradient := make([]float64, len(w))
		for _, l := range all {
			l.slope(w, scale, gradient)
		}
		rate := learntStep / (1 + float64(step)/50)
		for i := range w {
			if deviation[i] == 0 {
				continue // no question tells
			}
			g := gradient[i]/deviation[i]/total - stayed*(w[i]-from[i])*deviation[i]
			mean[i] = .9*mean[i] + .1*g
			square[i] = .999*square[i] + .001*g*g
			of := float64(step)
			w[i] += rate / deviation[i] * mean[i] / (1 - math.Pow(.9, of)) / (math.Sqrt(square[i]/(1-math.Pow(.999, of))) + 1e-8)
		}
	}
	for i := range w {
		w[i] = math.Round(100*w[i]) / 100
	}
	return w
}

// chances are the windows' shares of the softmax, and the sum of those that hold
// a fact.
func (l *lessons) chances(w []float64, scale float64) (chance []float64, right float64) {
	chance = make([]float64, len(l.windows))
	most := math.Inf(-1)
	for i, window := range l.windows {
		for k, v := range window.Measures {
			chance[i] += scale * w[k] * v
		}
		most = max(most, chance[i])
	}
	sum := 0.
	for i := range chance {
		chance[i] = math.Exp(chance[i] - most)
		sum += chance[i]
	}
	for i := range chance {
		chance[i] /= sum
		if l.right[i] {
			right += chance[i]
		}
	}
	return chance, right
}

// slope adds how the logarithm of the chance that a fact is chosen grows with each
// weight.
func (l *lessons) slope(w []float64, scale float64, gradient []float64) {
	chance, right := l.chances(w, scale)
	for i, window := range l.windows {
		rise := -chance[i]
		if l.right[i] {
			rise += chance[i] / max(right, 1e-300)
		}
		for k, v := range window.Measures {
			gradient[k] += l.share * scale * rise * v
		}
	}
}

// likeliest is the scale of scores for which the facts are likeliest.
func likeliest(all []lessons, w []float64) float64 {
	best, most := 0., math.Inf(-1)
	for scale := 1.; scale < 100; scale *= 1.25 {
		sum := 0.
		for _, l := range all {
			_, right := l.chances(w, scale)
			sum += l.share * math.Log(max(right, 1e-300))
		}
		if sum > most {
			best, most = scale, sum
		}
	}
	return best
}

// deviations are how far each measure varies within a part.
func deviations(all []lessons) []float64 {
	var square []float64
	n := 0.
	for _, l := range all {
		mean := make([]float64, len(l.windows[0].Measures))
		square = append(square, make([]float64, len(mean)-len(square))...)
		for _, window := range l.windows {
			for k, v := range window.Measures {
				mean[k] += v / float64(len(l.windows))
			}
		}
		for _, window := range l.windows {
			for k, v := range window.Measures {
				square[k] += (v - mean[k]) * (v - mean[k])
			}
			n++
		}
	}
	for k := range square {
		square[k] = math.Sqrt(square[k] / n)
	}
	return square
}
