package corpus

import (
	"slices"
	"testing"

	"briefbot/corpus/vector"
)

func TestKind(t *testing.T) {
	for _, c := range []struct {
		text  string
		kind  kind
		focus []string
	}{
		{"How many ships sank?", numberKind, nil},
		{"When did the ferry sink?", numberKind, nil},
		{"Who was there when the ferry sank?", nameKind, nil},
		{"Which country lost?", anyKind, []string{"countri", "lost"}},
		{"The ferry sank: in which month of the year?", anyKind, []string{"month"}},
		{"Why did the ferry sink?", anyKind, nil},
	} {
		if k, f := kindOf(c.text), soughtIn(c.text); k != c.kind || !slices.Equal(f, c.focus) {
			t.Errorf("%s: kind %d, focus %q", c.text, k, f)
		}
	}
	for _, c := range []struct {
		kind kind
		term string
		want bool
	}{{anyKind, "1970", true}, {nameKind, "1970", false}, {numberKind, "oslo", false}, {numberKind, "1970", true}, {nameKind, "oslo", true}} {
		if got := c.kind.admits(c.term); got != c.want {
			t.Errorf("kind %d, %s: %v", c.kind, c.term, got)
		}
	}
}

// A question in other words finds its passage with word vectors and not without,
// and says so.
func TestSimilarWords(t *testing.T) {
	x := indexed(
		[2]string{"The Tide", "Motorists queue for gasoline in Lindvik. It costs twice as much as last year."},
		[2]string{"Inland Post", "Drivers of the ferry went on strike in Holm. Their union wants shorter shifts."},
	)
	q := Query{Text: "Why is petrol so expensive?", Limit: 5}
	if r := x.read(&q); len(x.rank(r)) != 0 {
		t.Error("without vectors, a passage without a word of the question is found")
	}
	x.vectors = vector.Embedded
	found := x.rank(x.read(&q))
	if len(found) == 0 || found[0].article.article.Outlet.Value != "The Tide" {
		t.Fatalf("found %v", found)
	}
	if !slices.ContainsFunc(found[0].why(), func(f Factor) bool { return f.Name == "words replaced" && f.Value > 0 }) {
		t.Errorf("why: %v", found[0].why())
	}
	if l := x.alike(x.read(&Query{Text: "Is Holm in Norway?"})); len(l.terms) != 0 {
		t.Errorf("names are replaced by %v", l.terms)
	}
}

// What several articles say of it comes before what has as many words of the
// question.
func TestVote(t *testing.T) {
	x := indexed(
		[2]string{"A", "The mast of the broken ferry was found by divers. A crowd had gathered. It was late."},
		[2]string{"B", "The mast of the broken ferry was found by Anna Berg. A crowd had gathered. It was late."},
		[2]string{"C", "Divers said that it was Berg who found the mast. They had looked for days."},
		[2]string{"D", "Nobody but Berg looked for the mast behind the pier."},
	)
	found := x.rank(x.read(&Query{Text: "Who found the mast of the broken ferry?", Limit: 5}))
	if found[0].article.article.Outlet.Value != "B" {
		t.Errorf("%s is first: %v", found[0].article.article.Outlet.Value, found[0].why())
	}
	for _, c := range found {
		sum := 0.0
		for _, f := range c.why() {
			sum += f.Value
		}
		if diff := sum - c.score; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("%s: the factors sum up to %v, the score is %v", c.article.article.Outlet.Value, sum, c.score)
		}
	}
}

func TestWithout(t *testing.T) {
	a, b := &heldArticle{}, &heldArticle{}
	for _, c := range []struct {
		name   string
		others []window
		want   window
	}{
		{"none", nil, window{a, 4, 3}},
		{"of another article", []window{{b, 4, 3}}, window{a, 4, 3}},
		{"the same", []window{{a, 4, 3}}, window{a, 4, 0}},
		{"behind", []window{{a, 6, 3}}, window{a, 4, 2}},
		{"before", []window{{a, 2, 3}}, window{a, 5, 2}},
		{"in the middle", []window{{a, 5, 1}}, window{a, 4, 1}},
		{"on both sides", []window{{a, 6, 3}, {a, 2, 3}}, window{a, 5, 1}},
		{"two in all", []window{{a, 3, 2}, {a, 5, 2}}, window{a, 4, 0}},
	} {
		if got := (window{a, 4, 3}).without(c.others); got.count != c.want.count || got.count > 0 && got != c.want {
			t.Errorf("%s: sentences %d+%d, want %d+%d", c.name, got.first, got.count, c.want.first, c.want.count)
		}
	}
}

// The sentences that an article begins with are found too where a better window
// begins behind them and has a sentence of theirs.
func TestRest(t *testing.T) {
	x := indexed(
		[2]string{"A", "The north pier at Lindvik is shut. Nobody was hurt. The mast of the broken ferry was found. " +
			"Divers had looked for the broken mast. They found the bell of the ferry too. A crowd gathered."},
		[2]string{"B", "A herd of cows walked through the town of Holm. The mayor watched. It was late."},
	)
	r := x.read(&Query{Text: "Who found the broken mast of the ferry?", Limit: 5})
	found := x.rank(r)
	sentences := map[int32]int{}
	for _, c := range found {
		for i := range c.count {
			sentences[c.first+i]++
		}
		sum := 0.0
		for _, f := range c.why() {
			sum += f.Value
		}
		if diff := sum - c.score; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("sentences %d+%d: the factors sum up to %v, the score is %v", c.first, c.count, sum, c.score)
		}
	}
	if found[0].first != 2 {
		t.Fatalf("the first window begins with sentence %d", found[0].first)
	}
	for i := range int32(6) {
		if sentences[i] != 1 {
			t.Errorf("sentence %d is found %d times", i, sentences[i])
		}
	}
	i := slices.IndexFunc(found, func(c *contender) bool { return c.first == 0 })
	if i < 0 || !slices.ContainsFunc(found[i].why(), func(f Factor) bool { return f.Name == "rest" && f.Value < 0 }) {
		t.Errorf("the rest before the best window says nothing of it")
	}
}

// Of many passages with the same words those of the days that are asked about are
// candidates, wherever they stand in the index.
func TestTimely(t *testing.T) {
	articles := make([][2]string, considered)
	for i := range articles {
		articles[i] = [2]string{"A", "The ferry left Lindvik at noon."}
	}
	x := indexed(articles...)
	asked := x.numbered[candidates+50].article.Published.Time
	r := x.read(&Query{Text: "When did the ferry leave Lindvik?", Asked: asked, Limit: 5})
	terms, _ := r.weighed(&part{}, 1)
	hits := x.candidates(r, &part{}, terms, considered)
	if len(hits) != considered {
		t.Fatalf("%d passages are considered", len(hits))
	}
	chosen := x.timely(r, &part{}, hits)
	if len(chosen) != candidates {
		t.Errorf("%d candidates", len(chosen))
	}
	if at := x.held[chosen[0].Doc].article.article.Published.Time; asked.Sub(at).Hours() > 24*graceDays || at.After(asked) {
		t.Errorf("the first is of %v, asked on %v", at, asked)
	}
}
