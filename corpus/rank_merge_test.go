package corpus

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"briefbot/corpus/segment"
)

// The ranking that is surest of its first passage gives the first one, and the
// others have their turns; no sentence is taken twice, and nothing is lost that
// shares none.
func TestMerge(t *testing.T) {
	a, b := &heldArticle{}, &heldArticle{}
	names := map[*heldArticle]string{a: "a", b: "b"}
	at := func(of *heldArticle, first int32, chance float64) *contender {
		return &contender{window: window{of, first, 3}, chance: chance}
	}
	for _, c := range []struct {
		name     string
		rankings [][]*contender
		want     string
	}{
		{"none", nil, ""},
		{"one", [][]*contender{{at(a, 3, .1), at(b, 0, .9)}}, "a3 b0"},
		{"surest first", [][]*contender{{at(a, 0, .3), at(a, 3, .25)}, {at(b, 0, .8), at(b, 3, .1)}}, "b0 a0 a3 b3"},
		{"in turn", [][]*contender{{at(a, 0, .5), at(a, 3, .4), at(a, 6, .4)}, {at(b, 0, .5), at(b, 3, .4)}}, "a0 b0 a3 b3 a6"},
		{"shared", [][]*contender{{at(a, 0, .5), at(a, 4, .1)}, {at(a, 2, .4), at(a, 7, .3)}, nil}, "a0 a7 a4"},
	} {
		var rankings []*ranking
		for _, list := range c.rankings {
			rankings = append(rankings, &ranking{list: list})
		}
		var m merger
		m.merge(rankings)
		var got []string
		for _, c := range m.list {
			got = append(got, fmt.Sprint(names[c.article], c.first))
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Chances are in the order of the scores, and those of the likely windows are all
// there are.
func TestReckon(t *testing.T) {
	k := &ranking{scratch: newScratch(weights{{1, 2}, {2, 3}}, 1)}
	k.reckon() // of nothing
	for i := range 2 * likely {
		k.list = append(k.list, &contender{score: 6 - float64(i)/10})
	}
	k.reckon()
	sum := 0.0
	for i, c := range k.list {
		if i < likely {
			sum += c.chance
		}
		if i > 0 && c.chance >= k.list[i-1].chance {
			t.Errorf("window %d has a chance of %v, the better one %v", i, c.chance, k.list[i-1].chance)
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the chances sum up to %v", sum)
	}
}

// What the articles of two outlets agree on counts where a question asks for it,
// though none of them has the words of both its parts.
func TestVoteOfParts(t *testing.T) {
	articles := [][2]string{
		{"The Tide", "The owner of the wharf is accused by the harbour board. Nobody was hurt. It was late."},
		{"The Tide", "Anna Berg is accused by the harbour board of taking fees. Nobody was hurt. It was late."},
		{"Coast News", "The sale of the shipyard made Anna Berg rich. A crowd gathered. It rained."},
		{"Coast News", "The sale of the shipyard made many rich. A crowd gathered. It rained."},
	}
	answers := func(question string) (n int) {
		x := indexed(articles...)
		for _, c := range x.rank(x.read(&Query{Text: question, Limit: 4})) {
			for _, f := range c.why() {
				if f.Name == measured[answerWords].name {
					n++
				}
			}
		}
		return n
	}
	if n := answers("Who is accused by the harbour board according to The Tide, and became rich by the sale of the shipyard as reported by Coast News?"); n < 2 {
		t.Errorf("what both outlets say counts in %d passages", n)
	}
	if n := answers("Does The Tide say that the harbour board accused the owner, while Coast News tells of the sale of the shipyard?"); n != 0 {
		t.Errorf("where nobody is asked for, it counts in %d passages", n)
	}
}

// The words of frameWords are each of another stem, or the list says one twice.
func TestFraming(t *testing.T) {
	seen := map[string]string{}
	for _, w := range frameWords {
		terms := segment.Terms(nil, w)
		if len(terms) != 1 {
			t.Errorf("%s has the terms %q", w, terms)
			continue
		}
		if other, ok := seen[terms[0]]; ok {
			t.Errorf("%s is %s again", w, other)
		}
		seen[terms[0]] = w
	}
	x := indexed(harbour...)
	weight := func(question, term string) float64 {
		for _, t := range x.read(&Query{Text: question}).terms {
			if t.text == term {
				return t.weight
			}
		}
		return -1
	}
	for _, c := range []struct {
		question, term string
		want           float64
	}{
		{"What did The Tide report on the pier?", "report", frameWeight},
		{"What did The Tide report on the pier?", "pier", 1},
		{"What does the report on the pier say?", "report", 1},
	} {
		if got := weight(c.question, c.term); got != c.want {
			t.Errorf("%s: %s weighs %v, want %v", c.question, c.term, got, c.want)
		}
	}
}
