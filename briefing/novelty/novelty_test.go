package novelty

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// flat finds every stem as rare as any other.
func flat(string) float64 { return 4 }

// flood is a story of three days, written for this test; each line is a document.
var flood = [][]string{
	{
		"The river Orsk burst its banks on Monday and flooded the town of Velm.",
		"A flood hit Velm on Monday after the river Orsk burst its banks, the mayor said.",
		"Velm was flooded when the Orsk burst its banks; 40 people were brought to safety.",
		"Subscribe to our newsletter and follow us.",
	},
	{
		"The river Orsk burst its banks on Monday and flooded the town of Velm.",
		"Two people drowned in Velm, the fire brigade said, and 300 houses stand under water.",
		"Two people have drowned in the flood in Velm, and 300 houses are under water.",
		"Readers share their favourite recipes for autumn soups.",
	},
	{
		"Two people drowned in Velm, the fire brigade said, and 300 houses stand under water.",
		"The river Orsk burst its banks on Monday and flooded the town of Velm.",
	},
}

func day(n int) (ss []Sentence) {
	for i, text := range flood[n] {
		ss = append(ss, Sentence{fmt.Sprintf("%d.%d", n+1, i+1), fmt.Sprintf("%d/%d", n+1, i+1), text})
	}
	return ss
}

// TestNovelty orders what comes second by how much of it is new.
func TestNovelty(t *testing.T) {
	m := New(flat, "")
	for _, s := range day(0) {
		m.Hear(s)
	}
	var last float64
	for _, text := range []string{
		flood[0][0], // said before
		"The river Orsk had burst its banks on Monday and the town of Velm was flooded.", // in other words
		flood[1][1], // new
	} {
		p := m.Novelty(text)
		if p <= last || p >= 1 {
			t.Errorf("novelty %.3f after %.3f: %s", p, last, text)
		}
		last = p
	}
}

// TestChoose: the flood is told once and the drowned once, each in one of the ways
// in which it is reported, and the third day, which has nothing new, tells less
// probable news than the days before.
func TestChoose(t *testing.T) {
	m := New(flat, "velm flood")
	m.model.least, m.model.speak = -2, -1 // of so few sentences nothing is probable
	var scores []float64
	for n := range flood {
		chosen := m.Choose(day(n), 1, nil)
		if len(chosen) != 1 {
			t.Fatalf("day %d: %v", n+1, chosen)
		}
		scores = append(scores, chosen[0].Score)
		text := flood[n][chosen[0].At]
		if n == 0 && !strings.Contains(text, "Orsk") || n == 1 && !strings.Contains(text, "drowned") {
			t.Errorf("day %d: %s", n+1, text)
		}
		if n == 2 && (chosen[0].Share < .99 || chosen[0].Closest == "") {
			t.Errorf("day 3: %+v, want to know where it was said before", chosen[0])
		}
	}
	if scores[2] >= scores[1] || scores[2] >= scores[0] {
		t.Errorf("scores %.3f: a day without news scores as high as one with", scores)
	}
}

// TestChooseBounds: no more than k, none twice, none unfit, and nothing of nothing.
func TestChooseBounds(t *testing.T) {
	for k := range 6 {
		m := New(flat, "")
		m.model.least, m.model.speak = -2, -1
		var at []int
		for _, c := range m.Choose(day(1), k, func(s Sentence) bool { return s.ID != "2.2" }) {
			at = append(at, c.At)
		}
		if len(at) != min(k, 3) || slices.Contains(at, 1) || len(slices.Compact(slices.Sorted(slices.Values(at)))) != len(at) {
			t.Errorf("k = %d: %v", k, at)
		}
	}
	if got := New(flat, "").Choose(nil, 5, nil); len(got) != 0 {
		t.Errorf("of no sentences: %v", got)
	}
	if got := New(flat, "").Choose([]Sentence{{}, {ID: "x", Text: "…"}}, 5, nil); len(got) != 0 {
		t.Errorf("of no words: %v", got)
	}
}

// TestChooseAgain: the same sentences give the same choices, to the last bit.
func TestChooseAgain(t *testing.T) {
	run := func() string {
		m := New(flat, "velm flood")
		m.model.least, m.model.speak = -2, -1
		var b strings.Builder
		for n := range flood {
			fmt.Fprintln(&b, m.Choose(day(n), 2, nil))
		}
		return b.String()
	}
	if a, b := run(), run(); a != b {
		t.Errorf("%s\nthen\n%s", a, b)
	}
}

// TestNear: the sentences that have a share of a text, in the order heard.
func TestNear(t *testing.T) {
	m := New(flat, "")
	for n := range flood {
		for _, s := range day(n) {
			m.Hear(s)
		}
	}
	var ids []string
	for _, n := range m.Near(flood[0][0], .6) {
		if n.Share < .6 || n.Share > 1 {
			t.Errorf("%s has a share of %.2f", n.ID, n.Share)
		}
		ids = append(ids, n.ID)
	}
	if want := []string{"1.1", "1.2", "1.3", "2.1", "3.2"}; !slices.Equal(ids, want) {
		t.Errorf("near are %v, want %v", ids, want)
	}
}

// TestMentions: what one document says twice is in one document.
func TestMentions(t *testing.T) {
	m := New(flat, "")
	for i, doc := range []string{"a", "a", "b"} {
		m.Hear(Sentence{fmt.Sprint(i), doc, "The river Orsk flooded Velm."})
	}
	for term := range m.idf {
		if n := m.heard.docsWith(int32(term)); n != 2 || m.heard.count(int32(term)) != 3 {
			t.Errorf("term %d is in %v documents and %d sentences", term, n, m.heard.count(int32(term)))
		}
	}
	for pair, n := range m.heard.pairs {
		if n.docs != 2 {
			t.Errorf("pair %x is in %d documents", pair, n.docs)
		}
	}
}

func TestParse(t *testing.T) {
	m := learnt()
	again, err := parse(m.table("# comment\n"))
	if err != nil || fmt.Sprint(again) != fmt.Sprint(m) {
		t.Errorf("%v: %v is not %v", err, again, m)
	}
	for _, bad := range []string{"", "news share", "news share x", strings.Replace(weights, "untold much", "untold other", 1)} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%.40q is a table", bad)
		}
	}
}
