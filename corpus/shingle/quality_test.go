package shingle

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/corpus/golden"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
)

var update = flag.Bool("update", false, "write testdata/figures.txt")

type document struct{ Text, Cluster string }

func documents(t testing.TB, name string) []document {
	t.Helper()
	f, err := os.Open(filepath.Join(shared.Dir(t), "bench", "novelty", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []document
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var d document
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// An edit makes a near copy of a text, as pages and editors do.
type edit struct {
	name string
	make func(r *rand.Rand, text string, lexicon []string) string
}

var edits = []edit{
	{"boilerplate added", func(r *rand.Rand, text string, _ []string) string { return boilerplate(r, text) }},
	{"first half", func(_ *rand.Rand, text string, _ []string) string {
		w := strings.Fields(text)
		return strings.Join(w[:len(w)/2], " ")
	}},
	{"excerpt of 60 words", func(r *rand.Rand, text string, _ []string) string {
		w := strings.Fields(text)
		at := r.IntN(len(w) - excerpt + 1)
		return strings.Join(w[at:at+excerpt], " ")
	}},
	{"30 % of sentences dropped", func(r *rand.Rand, text string, _ []string) string { return dropped(r, text) }},
	{"sentences shuffled", func(r *rand.Rand, text string, _ []string) string { return shuffled(r, text) }},
	{"10 % of words replaced", func(r *rand.Rand, text string, l []string) string { return replaced(r, text, l, .1) }},
	{"20 % of words replaced", func(r *rand.Rand, text string, l []string) string { return replaced(r, text, l, .2) }},
	{"all of it", func(r *rand.Rand, text string, l []string) string {
		return boilerplate(r, replaced(r, shuffled(r, dropped(r, text)), l, .2))
	}},
}

// excerpt is also the length below which a text is no article to make copies of.
const excerpt = 60

var around = []string{
	"Share this story with your friends and sign up for our morning letter.",
	"Read more of today's news on our page, or download the app.",
	"Copyright by the publisher. This material may not be republished without permission.",
	"Advertisement: scroll down to continue reading below.",
	"Comments are closed on this article after three days.",
	"Follow us for more, and tell us what you think of this report.",
}

func boilerplate(r *rand.Rand, text string) string {
	p := r.Perm(len(around))
	return around[p[0]] + " " + around[p[1]] + "\n" + text + "\n" + around[p[2]] + " " + around[p[3]]
}

func sentences(text string) []string {
	var all []string
	for p := range segment.Paragraphs(text) {
		for s := range segment.Sentences(text, p) {
			all = append(all, s.Of(text))
		}
	}
	return all
}

// dropped leaves out three sentences in ten, never the last one that is left.
func dropped(r *rand.Rand, text string) string {
	all := sentences(text)
	n := len(all) * 3 / 10
	for range n {
		i := r.IntN(len(all))
		all = append(all[:i], all[i+1:]...)
	}
	return strings.Join(all, " ")
}

func shuffled(r *rand.Rand, text string) string {
	all := sentences(text)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return strings.Join(all, " ")
}

func replaced(r *rand.Rand, text string, lexicon []string, share float64) string {
	w := strings.Fields(text)
	for i := range w {
		if r.Float64() < share {
			w[i] = lexicon[r.IntN(len(lexicon))]
		}
	}
	return strings.Join(w, " ")
}

// TestFigures measures recall on every edit and false positives, and compares
// them with the committed file and with the bars.
func TestFigures(t *testing.T) {
	originals, others := documents(t, "ecb.dev.jsonl"), documents(t, "fnc.dev.jsonl")
	var texts, lexicon []string
	for _, d := range originals {
		if w := strings.Fields(d.Text); len(w) >= excerpt {
			texts = append(texts, d.Text)
			lexicon = append(lexicon, w...)
		}
	}
	var index Index
	sets := make([]Set, len(texts))
	for i, text := range texts {
		sets[i] = Of(text)
		index.Add(sets[i])
	}

	var out bytes.Buffer
	fmt.Fprintf(&out, "go test ./corpus/shingle -run Figures -update\n\n")
	fmt.Fprintf(&out, "Near copies of the %d texts of ecb.dev that have %d words or more, one of each edit:\n", len(texts), excerpt)
	fmt.Fprintf(&out, "recall of the comparison, and of the index that holds all of them.\n\n")
	for n, e := range edits {
		r := rand.New(rand.NewPCG(uint64(n), 42))
		found, indexed := 0, 0
		for i, text := range texts {
			s := Of(e.make(r, text, lexicon))
			if s.Near(sets[i]) {
				found++
			}
			for _, c := range index.Near(s) {
				if c.Text == i {
					indexed++
				}
			}
		}
		recall, inIndex := float64(found)/float64(len(texts)), float64(indexed)/float64(len(texts))
		fmt.Fprintf(&out, "  %-28s %.4f  %.4f\n", e.name, recall, inIndex)
		if min(recall, inIndex) < .98 {
			t.Errorf("%s: recall %.4f, in the index %.4f; want .98", e.name, recall, inIndex)
		}
	}

	pairs, wrong := 0, 0
	others2 := make([]Set, len(others))
	for i, d := range others {
		others2[i] = Of(d.Text)
		for j := range i {
			if d.Cluster == others[j].Cluster {
				continue
			}
			pairs++
			if others2[i].Near(others2[j]) {
				wrong++
			}
		}
	}
	rate := float64(wrong) / float64(pairs)
	fmt.Fprintf(&out, "\nPairs of fnc.dev from different clusters: %d, taken for near copies %d (%.4f %%).\n", pairs, wrong, 100*rate)
	if rate > .001 {
		t.Errorf("false positives %.4f %%, want .1 %%", 100*rate)
	}

	golden.Compare(t, filepath.Join("testdata", "figures.txt"), out.String(), *update)
}
