package briefing

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
	"briefbot/corpus/state"
	"briefbot/corpus/vector"

	"github.com/rogpeppe/go-internal/txtar"
)

// How it is learnt.
const (
	learnFolds    = 5
	learnSteps    = 400
	learnRate     = .1
	rankRidge     = .01 // how much a weight costs, squared, of the choice among sentences
	sureRidge     = .03 // the same, of the chance that the best is right
	withoutWeight = .4  // of a question whose right sentences are taken away
	paraWeight    = .5  // of one of whose right sentences one alone is known
)

// A lesson is a question with its sentences as they were measured.
type lesson struct {
	text, set string
	null      bool // no article answers it
	measures  []*answerMeasures
	keys      []string
	right     []bool
	abstains  bool // it is not weighed: the corpus has not what it names
}

// known reports whether a sentence is known that answers.
func (l *lesson) known() bool { return slices.Contains(l.right, true) }

// opened is an engine over the articles of a part of the shared data.
func opened(t *testing.T, path ...string) *Engine {
	t.Helper()
	ctx := context.Background()
	store := memory.New()
	in := &corpus.Ingester{Log: slog.New(slog.DiscardHandler), Store: store, Now: time.Now, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(ctx, &source.Directory{Root: filepath.Join(append([]string{shared.Dir(t)}, path...)...)}); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{Vectors: vector.Embedded})
	if err != nil {
		t.Fatal(err)
	}
	return &Engine{Log: slog.New(slog.DiscardHandler), Corpus: loaded}
}

// holds reports whether a text has three quarters of the words of an answer, of which
// several stand with "|" between them.
func holds(text, answers string) bool {
	has := map[string]bool{}
	for _, w := range plainWords(text) {
		has[w] = true
	}
	for answer := range strings.SplitSeq(answers, "|") {
		words, n := plainWords(answer), 0
		for _, w := range words {
			if has[w] {
				n++
			}
		}
		if len(words) > 0 && float64(n) >= max(1, .75*float64(len(words))) {
			return true
		}
	}
	return false
}

var spelt = map[string]string{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}

// plainWords are the words of a text by what they stand for: numbers in figures, states
// by one name, others by their stems.
func plainWords(text string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		terms := segment.Terms(nil, w)
		switch st := state.Of(w); {
		case spelt[w] != "":
			w = spelt[w]
		case st != "" && w != "us":
			w = st
		case len(terms) == 1:
			w = terms[0]
		case len(terms) == 0:
			continue
		}
		words = append(words, w)
	}
	return words
}

// lesson measures the sentences for a question; nil where it is not one for one thing.
func (e *Engine) lesson(t *testing.T, set, text string, right func(s *sentence) bool) *lesson {
	t.Helper()
	ctx := context.Background()
	ev, err := e.evidence(ctx, Question{Kind: Ask, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	a, err := ev.ask(ctx, searchedHits)
	if err != nil {
		t.Fatal(err)
	}
	if !a.factoid() {
		return nil
	}
	l := &lesson{text: text, set: set, null: right == nil, abstains: len(a.unknown) > 0 || a.unsaid() != ""}
	if l.abstains {
		return l
	}
	for _, s := range a.weighAnswers() {
		l.measures, l.keys = append(l.measures, s.answer), append(l.keys, s.key())
		l.right = append(l.right, right != nil && right(s))
	}
	l.abstains = len(l.measures) == 0
	return l
}

// lessons are the questions of the benchmark rtqa22 and of testdata/choice, with what
// answers them, and of those that ask in other words which span does.
func lessons(t *testing.T) []*lesson {
	t.Helper()
	var all []*lesson
	add := func(l *lesson) {
		if l != nil {
			all = append(all, l)
		}
	}
	answered := func(answer string) func(*sentence) bool {
		if answer == "" || answer == "Insufficient information." {
			return nil
		}
		return func(s *sentence) bool { return holds(s.own.Of(s.document.Article.Text), answer) }
	}
	lines := func(name string, read func(line []byte)) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			read(bytes.TrimRight(line, "\n"))
		}
	}
	smallLessons(t, func(e *Engine, question, answer string) {
		if answer != "abstain" {
			add(e.lesson(t, "few articles", question, func(s *sentence) bool { return strings.Contains(s.own.Of(s.document.Article.Text), answer) }))
		} else {
			add(e.lesson(t, "few articles", question, nil))
		}
	})
	seeds := opened(t, "seeds")
	lines(filepath.Join(shared.Dir(t), "gold", "seed_questions.jsonl"), func(line []byte) {
		var q struct {
			Question string
			Quotes   []struct{ Quote string } `json:"gold_quotes"`
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		if len(q.Quotes) == 0 {
			add(seeds.lesson(t, "seeds", q.Question, nil))
			return
		}
		add(seeds.lesson(t, "seeds", q.Question, func(s *sentence) bool {
			own := strings.Join(plainWords(s.own.Of(s.document.Article.Text)), " ")
			for _, g := range q.Quotes {
				if quote := strings.Join(plainWords(g.Quote), " "); own != "" && (strings.Contains(own, quote) || strings.Contains(quote, own)) {
					return true
				}
			}
			return false
		}))
	})
	for _, set := range []string{"rtqa22", "mhr500s"} {
		e := opened(t, "bench", "retrieval", set, "corpus.jsonl")
		lines(filepath.Join("testdata", "choice", "questions.tsv"), func(line []byte) {
			if f := strings.Split(string(line), "\t"); f[0] == set {
				add(e.lesson(t, "own, "+set, f[1], answered(f[2])))
			}
		})
		if set != "rtqa22" {
			continue
		}
		lines(filepath.Join("..", "cmd", "briefbot", "testdata", "paraphrase.jsonl"), func(line []byte) {
			var q struct {
				Query, Article string
				Named          bool
				Start, End     int
			}
			if err := json.Unmarshal(line, &q); err != nil {
				t.Fatal(err)
			}
			if q.Named {
				add(e.lesson(t, "paraphrased", q.Query, func(s *sentence) bool {
					return s.document.Article.Ref == q.Article && s.own.Overlap(corpus.Span{Start: q.Start, End: q.End}) > 0
				}))
			}
		})
		lines(filepath.Join(shared.Dir(t), "bench", "retrieval", set, "queries.dev.jsonl"), func(line []byte) {
			var q struct{ Query, Answer string }
			if err := json.Unmarshal(line, &q); err != nil {
				t.Fatal(err)
			}
			add(e.lesson(t, set, q.Query, answered(q.Answer)))
		})
	}
	return all
}

// smallLessons are the questions of testdata/answers, each over a few articles, with a
// part of what answers them.
func smallLessons(t *testing.T, yield func(e *Engine, question, answer string)) {
	t.Helper()
	files, err := filepath.Glob("testdata/answers/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var articles, questions []string
		for _, f := range archive.Files {
			if f.Name == "questions" {
				questions = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
			} else {
				articles = append(articles, string(f.Data))
			}
		}
		e := about(t, articles...)
		for i := range questions[:len(questions)-1] {
			if answer, ok := strings.CutPrefix(questions[i+1], "= "); ok {
				yield(e, questions[i], answer)
			}
		}
	}
}

// A result counts what became of questions that have an answer, of those that have
// none, and of the former without the sentences that answer them.
type result struct{ right, wrong, silent, kept, answered, without, withoutSilent int }

func (o *result) count(l *lesson, by *learnt, likely float64) {
	says := func(without bool) int {
		if l.abstains {
			return -1
		}
		best, m := surety(l.scores(by, without), l.keys, l.measures)
		if best < 0 || by.chance(m) < likely {
			return -1
		}
		return best
	}
	best := says(false)
	switch {
	case l.null && best < 0:
		o.kept++
	case l.null:
		o.answered++
	case best < 0:
		o.silent++
	case l.right[best]:
		o.right++
	default:
		o.wrong++
	}
	if !l.null {
		o.without++
		if says(true) < 0 {
			o.withoutSilent++
		}
	}
}

// TestLearntChoice holds the weights to those that learnt.txt says were learnt: with
// -update it learns them, which takes some minutes.
func TestLearntChoice(t *testing.T) {
	if *update {
		if err := os.WriteFile("learnt.txt", learnAll(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile("learnt.txt")
	if err != nil {
		t.Fatal(err)
	}
	l, err := parseLearnt(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if l.rank[mBears]+l.rank[mScore]+l.rank[mPassage] <= 0 {
		t.Error("a sentence that has nothing of the question answers better")
	}
	for _, bad := range []string{"", "bears 1 2\n", "bears 1\n", "no measure 1 2\n", strings.Replace(string(text), "bears", "bear", 1)} {
		if _, err := parseLearnt(bad); err == nil {
			t.Errorf("%.20q is taken for weights", bad)
		}
	}
}

// chances are those for which is said what would become of the questions.
var chances = []float64{.3, .35, .4, .45, .5, .55, .6}

// learnAll learns the weights and says how they do.
func learnAll(t *testing.T) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `# The weights by which the sentence that answers a question for one thing is chosen, and
# by which it is told how likely that one is right. Made by
#
#     go test ./briefing -run TestLearntChoice -update
#
# from the questions of the shared benchmark rtqa22, with an answer and without one, and
# from those of testdata/choice, typed as readers do, over rtqa22 and mhr500s; those of
# cmd/briefbot/testdata/paraphrase.jsonl that keep the names teach the choice alone, and
# those of testdata/answers are over a few articles each, and are held by a test. Right
# is a sentence that has the words of the answer. The figures are of five folds, each by
# weights learnt from the other four; the last two columns are of the questions with an
# answer when the sentences that have it are taken away.
#
#                    right  wrong silent |  no answer: silent answered | without it: silent of
`)
	all := lessons(t)
	results := map[string]*result{}
	typed := make([]result, len(chances))
	var sets []string
	for fold := range learnFolds {
		var train []*lesson
		for i, l := range all {
			if i%learnFolds != fold {
				train = append(train, l)
			}
		}
		by := learn(train)
		for i, l := range all {
			if i%learnFolds != fold {
				continue
			}
			if results[l.set] == nil {
				results[l.set] = &result{}
				sets = append(sets, l.set)
			}
			results[l.set].count(l, by, likelyRight)
			for i, chance := range chances {
				if strings.HasPrefix(l.set, "own") {
					typed[i].count(l, by, chance)
				}
			}
		}
	}
	slices.Sort(sets)
	for _, set := range sets {
		o := results[set]
		fmt.Fprintf(&out, "# %-18s %5d %6d %6d | %18d %8d | %18d %2d\n", set, o.right, o.wrong, o.silent, o.kept, o.answered, o.withoutSilent, o.without)
	}
	fmt.Fprintf(&out, "#\n# Those typed as readers do, by the chance above which the best is shown; it is %.2f:\n", likelyRight)
	for i, chance := range chances {
		o := &typed[i]
		fmt.Fprintf(&out, "# %-18.2f %5d %6d %6d | %18d %8d | %18d %2d\n", chance, o.right, o.wrong, o.silent, o.kept, o.answered, o.withoutSilent, o.without)
	}
	by := learn(all)
	fmt.Fprint(&out, "\n#                      choice     sure\n\n")
	for k, name := range measureNames {
		fmt.Fprintf(&out, "%-22s %8.3f %8.3f\n", name, by.rank[k], by.sure[k])
	}
	for k, name := range sureNames {
		fmt.Fprintf(&out, "%-22s %8.3f %8.3f\n", name, 0., by.sure[measured+k])
	}
	fmt.Fprintf(&out, "%-22s %8.3f %8.3f\n", "bias", by.rank[measured], by.sure[sureMeasures])
	return out.Bytes()
}
