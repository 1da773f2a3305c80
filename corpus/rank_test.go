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
