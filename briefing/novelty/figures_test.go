package novelty

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"briefbot/briefing/story"
	"briefbot/corpus/golden"
	"briefbot/corpus/shared"
)

var update = flag.Bool("update", false, "learn the weights and write weights.txt and testdata/figures.txt")

// A sentence of the benchmark, with the facts it states.
type labelled struct {
	Sentence
	facts []string
	day   int64
}

// A topic of the benchmark.
type topic struct {
	name, query string
	days        [][]labelled
	worth       map[string]float64 // of a fact
	first       map[string]int64   // the day a fact was first stated
}

func lines(t *testing.T, name string, read func([]byte) error) {
	f, err := os.Open(filepath.Join(shared.Dir(t), "bench", "novelty", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		if err := read(s.Bytes()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
}

func topics(t *testing.T) []*topic {
	var all []*topic
	by := map[string]*topic{}
	var about map[string]struct{ Query string }
	b, err := os.ReadFile(filepath.Join(shared.Dir(t), "bench", "novelty", "tstopics.json"))
	if err == nil {
		err = json.Unmarshal(b, &about)
	}
	if err != nil {
		t.Fatal(err)
	}
	lines(t, "tsnov.dev.jsonl", func(line []byte) error {
		var r struct {
			Topic, ID, Doc, Text string
			TS                   int64
			Nuggets              []string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		of := by[r.Topic]
		if of == nil {
			of = &topic{name: r.Topic, query: about[r.Topic].Query, worth: map[string]float64{}, first: map[string]int64{}}
			by[r.Topic], all = of, append(all, of)
		}
		l := labelled{Sentence{r.ID, r.Doc, r.Text}, r.Nuggets, r.TS / 86400}
		if n := len(of.days); n == 0 || of.days[n-1][0].day != l.day {
			of.days = append(of.days, nil)
		}
		of.days[len(of.days)-1] = append(of.days[len(of.days)-1], l)
		for _, f := range r.Nuggets {
			if _, ok := of.first[f]; !ok {
				of.first[f], of.worth[f] = l.day, 1
			}
		}
		return nil
	})
	lines(t, "tsnug.jsonl", func(line []byte) error {
		var r struct {
			Topic, Nugget string
			Importance    float64
		}
		err := json.Unmarshal(line, &r)
		if of := by[r.Topic]; of != nil {
			of.worth[r.Nugget] = r.Importance + 1
		}
		return err
	})
	return all
}

func rarity(t *testing.T) func(string) float64 {
	bg, err := story.English()
	if err != nil {
		t.Fatal(err)
	}
	return bg.Rarity
}

// ranked is the area under the ROC curve and the average precision of a ranking.
func ranked(scores []float64, yes []bool) (area, precision float64) {
	order := make([]int, len(scores))
	positives := 0.
	for i := range order {
		order[i] = i
		if yes[i] {
			positives++
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return scores[order[a]] > scores[order[b]] })
	var hits, misses float64
	for i := 0; i < len(order); {
		p, n, j := 0., 0., i
		for ; j < len(order) && scores[order[j]] == scores[order[i]]; j++ {
			if yes[order[j]] {
				p++
			} else {
				n++
			}
		}
		area += n * (hits + p/2)
		hits, misses, i = hits+p, misses+n, j
		precision += p / positives * hits / (hits + misses)
	}
	return area / positives / misses, precision
}

// factBearing are the features of a topic's sentences that state a fact, and
// whether one of their facts is new, in the order of the file.
func factBearing(of *topic, rarity func(string) float64) (ls []lesson) {
	m := New(rarity, "")
	known := map[string]bool{}
	positives := 0.
	for _, day := range of.days {
		for _, s := range day {
			if len(s.facts) > 0 {
				l := lesson{features: m.earlier(m.vector(s.Text)).features()}
				for _, f := range s.facts {
					l.yes = l.yes || !known[f]
					known[f] = true
				}
				if l.yes {
					positives++
				}
				ls = append(ls, l)
			}
			m.Hear(s.Sentence)
		}
	}
	for i := range ls {
		ls[i].counts = 40 / positives // topics count alike
	}
	return ls
}

// rounds is how often lessons are drawn from what was learnt so far.
const rounds = 2

// TestFigures learns the weights, with each topic left out once, and compares the
// figures on the topic left out, and the weights from all topics, with the
// committed ones.
func TestFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: learns the weights of 24 topics three times")
	}
	all, rarity := topics(t), rarity(t)
	var out bytes.Buffer
	fmt.Fprint(&out, `go test ./briefing/novelty -run Figures -update

Each topic judged by weights learnt from the other 23; macro averages.

Sentence novelty (sentences that state a fact; which are the first to state one)
                         AUROC   AP
`)
	fact := make([][]lesson, len(all))
	for i, of := range all {
		fact[i] = factBearing(of, rarity)
	}
	without := func(lessons [][]lesson, held int) (rest []lesson) {
		for i, ls := range lessons {
			if i != held {
				rest = append(rest, ls...)
			}
		}
		return rest
	}
	novelty := func(label string, score func(held int, f []float64) float64) {
		area, precision := 0., 0.
		for held, ls := range fact {
			var scores []float64
			var yes []bool
			for _, l := range ls {
				scores, yes = append(scores, score(held, l.features)), append(yes, l.yes)
			}
			a, p := ranked(scores, yes)
			area, precision = area+a/float64(len(fact)), precision+p/float64(len(fact))
		}
		fmt.Fprintf(&out, "%-23s  %.4f  %.4f\n", label, area, precision)
	}
	for k, name := range freshFeatures[:4] {
		novelty(name+" alone", func(_ int, f []float64) float64 { return f[k] })
	}
	fresh := make([]logistic, len(all))
	for held := range all {
		fresh[held] = fit(without(fact, held))
	}
	novelty("all, left one out", func(held int, f []float64) float64 { return fresh[held].of(f) })
	// The first round learns from digests that a plain rule made, the second, which
	// counts for more, from those of the first too: what is told depends on the model,
	// and what is new on what was told.
	plain := model{
		states: logistic{weights: make([]float64, stating)},
		untold: logistic{weights: make([]float64, len(choiceFeatures)-telling)},
		news:   logistic{weights: make([]float64, len(choiceFeatures))},
	}
	for k, name := range choiceFeatures {
		plain.news.weights[k] = map[string]float64{"share": 1, "centre": 1, "words": .3, "told": 2}[name]
	}
	plain.score = func(c Choice) float64 { return c.New }
	var stages []*stage
	var lessons []taught
	for _, t := range all {
		of := newStage(t, rarity)
		stages, lessons = append(stages, of), append(lessons, of.lessons(plain, .3))
	}
	models := make([]model, len(all))
	for range rounds {
		for held := range all {
			models[held] = learn(lessons, held)
		}
		for i, of := range stages {
			lessons[i].add(of.lessons(models[i], .7))
		}
	}
	for held := range all {
		models[held] = learn(lessons, held)
	}
	final := learn(lessons, -1)
	final.fresh = fit(without(fact, -1))

	digests := func(label string, again, least, speak float64) {
		var rs []result
		for i, of := range stages {
			m := models[i]
			m.again, m.least, m.speak = again, least, speak
			rs = append(rs, of.replay(m, nil))
		}
		fmt.Fprintf(&out, "%-23s  %v\n", label, macro(rs))
	}
	fmt.Fprint(&out, "\nDigest replay, K = 5\n                         posts  new    redund off    cover  F      silent\n")
	digests("as built", again, least, speak)
	for _, x := range []float64{0, .6, 1.5} {
		digests(fmt.Sprintf("again %.2f", x), x, least, speak)
	}
	digests("least 0.25", again, .25, speak)
	digests("speak 0.10", again, least, .1)
	weights := final.table("# Weights of the regressions in package novelty, learnt from 24 topics of the TREC Temporal\n# Summarization tracks 2013 and 2014 by go test ./briefing/novelty -run Figures -update\n")
	golden.Compare(t, "weights.txt", weights, *update)
	golden.Compare(t, filepath.Join("testdata", "figures.txt"), out.String(), *update)
}
