package corpus_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
	"briefbot/corpus/vector"
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
	AskedAt  string `json:"asked_at"`
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

// byHand are the weights that were set by hand, from which learning sets out.
func byHand() corpus.Weighing {
	by := map[string]float64{
		"passage": .5, "window": .5, "sentence": .35, "adjacent terms": .25, "best of the article": .25,
		"whole article": .45, "headline": .3, "words replaced": .6, "replaced often": .6, "headline replaced": .8,
		"answer": .4, "answer beside": .4, "day named": .8, "day asked": .6, "recent": .3, "roundup": -.4, "caption": -.3,
		"late": -.1,
	}
	w := corpus.Weights()
	for i, name := range corpus.MeasureNames() {
		if hand, ok := by[name]; ok { // else it is not learnt
			w.Whole[i], w.Part[i] = hand, hand
		}
	}
	return w
}

// settled are measures whose weights are not learnt: few questions of the benchmarks
// need words in place of others, and those of cmd/briefbot/testdata/paraphrase.jsonl
// do.
var settled = []string{"words replaced", "replaced often", "headline replaced", "mean vector"}

// The benchmarks that teach: one asks of no outlets, the other of nothing else.
var teaching = []struct {
	set    string
	choose func(w *corpus.Weighing) *[]float64
}{
	{"rtqa22", func(w *corpus.Weighing) *[]float64 { return &w.Whole }},
	{"mhr500s", func(w *corpus.Weighing) *[]float64 { return &w.Part }},
}

// TestLearnt holds the weights to what testdata/learnt.txt says was learnt. With
// -update it learns them, which takes some minutes, and writes how well weights do
// on questions that they were not learnt from.
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
	w, hand := corpus.Weights(), byHand()
	for i, name := range corpus.MeasureNames() {
		line := fmt.Sprintf("\n%-20s %7.2f %7.2f %7.2f\n", name, hand.Whole[i], w.Whole[i], w.Part[i])
		if !strings.Contains(string(text), line) {
			t.Errorf("not what was learnt: %s", line)
		}
	}
}

// learn learns the weights and says how.
func learn(t *testing.T) []byte {
	defer corpus.SetWeights(byHand())()
	var out bytes.Buffer
	fmt.Fprintf(&out, `The weights of ranking: by hand, and as they were learnt from there for a question
as a whole and for what one asks of an outlet. Made by

    go test ./corpus -run TestLearnt -update

from all questions with an answer of the shared benchmarks rtqa22, which asks of no
outlets, and mhr500s, which asks of nothing else: of the %d best windows, those that
hold a fact are to be likely, by a logistic choice among them. In the figures each
fifth of the questions is ranked by weights learnt from the other four, and all of
them by those set by hand; facts are the shares of a question's facts in ten
passages.

               MRR@10  Hits@10   Hits@4    facts
`, learntWindows)
	learnt := byHand()
	for _, of := range teaching {
		l := open(t, of.set)
		l.figures(t, &out, of.set+" by hand", func(int) corpus.Weighing { return byHand() })
		l.figures(t, &out, of.set+" learnt", func(fold int) corpus.Weighing {
			var four []lessons
			for _, lesson := range l.lessons {
				if lesson.question%folds != fold {
					four = append(four, lesson)
				}
			}
			w := byHand()
			*of.choose(&w) = fit(four, *of.choose(&w))
			return w
		})
		*of.choose(&learnt) = fit(l.lessons, *of.choose(&learnt))
	}
	fmt.Fprint(&out, "\n                     by hand   whole    part\n\n")
	hand := byHand()
	for i, name := range corpus.MeasureNames() {
		fmt.Fprintf(&out, "%-20s %7.2f %7.2f %7.2f\n", name, hand.Whole[i], learnt.Whole[i], learnt.Part[i])
	}
	return out.Bytes()
}

// A school is a benchmark as it teaches.
type school struct {
	corpus    *corpus.Corpus
	questions []taught
	lessons   []lessons
}

// query is the question as it is asked.
func (q *taught) query() corpus.Query {
	asked, _ := time.Parse(time.DateOnly, q.AskedAt) // without it, zero: unknown
	return corpus.Query{Text: q.Query, Asked: asked}
}

func open(t *testing.T, set string) *school {
	ctx := context.Background()
	dir := filepath.Join(shared.Dir(t), "bench", "retrieval", set)
	store := memory.New()
	in := &corpus.Ingester{Log: slog.New(slog.DiscardHandler), Store: store, Now: time.Now, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(ctx, &source.Directory{Root: filepath.Join(dir, "corpus.jsonl")}); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{Vectors: vector.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "queries.dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	s := &school{corpus: loaded}
	for line := range bytes.Lines(data) {
		var q taught
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		if len(q.Evidence) == 0 {
			continue
		}
		lists, err := loaded.Lessons(ctx, q.query(), learntWindows)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range lists {
			l := lessons{len(s.questions), 1 / float64(len(lists)), list, make([]bool, len(list))}
			told, marks := false, make([]bool, len(q.Evidence))
			for i := range list {
				l.right[i] = q.told(list[i].Text, marks)
				told = told || l.right[i]
			}
			if told {
				s.lessons = append(s.lessons, l)
			}
		}
		s.questions = append(s.questions, q)
	}
	return s
}

// figures writes how the questions of each fold do with the weights for it.
func (s *school) figures(t *testing.T, w io.Writer, name string, weights func(fold int) corpus.Weighing) {
	var mrr, hits10, hits4, facts float64
	for fold := range folds {
		restore := corpus.SetWeights(weights(fold))
		for i, q := range s.questions {
			if i%folds != fold {
				continue
			}
			hits, err := s.corpus.Search(context.Background(), q.query())
			if err != nil {
				t.Fatal(err)
			}
			told := make([]bool, len(q.Evidence))
			first := 0
			for k, h := range hits {
				if text := h.Document.Opened(h.Passage.Span).Of(h.Document.Article.Text); q.told(text, told) && first == 0 {
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
	n := float64(len(s.questions))
	fmt.Fprintf(w, "%-15s %6.3f %8.3f %8.3f %8.3f\n", name, mrr/n, hits10/n, hits4/n, facts/n)
}

// fit moves weights to where windows that hold a fact are likely among those of
// their part, by a softmax over the scores, and what a weight costs that goes away
// is little: by gradient ascent with moments (Kingma, Ba: Adam, 2015).
func fit(all []lessons, from []float64) []float64 {
	scale := likeliest(all, from)
	deviation := deviations(all)
	for i, name := range corpus.MeasureNames() {
		if slices.Contains(settled, name) {
			deviation[i] = 0
		}
	}
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
				continue // nothing tells
			}
			g := gradient[i]/deviation[i]/total - stayed*(w[i]-from[i])*deviation[i]
			mean[i] = .9*mean[i] + .1*g
			square[i] = .999*square[i] + .001*g*g
			of := float64(step)
			w[i] += rate / deviation[i] * mean[i] / (1 - math.Pow(.9, of)) / (math.Sqrt(square[i]/(1-math.Pow(.999, of))) + 1e-8)
		}
	}
	for i := range w {
		w[i] = math.Round(100*w[i])/100 + 0 // not -0
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
