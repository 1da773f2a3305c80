package bm25

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// reference is an index as one would write it who had all day: every document
// is scored by the formula.
type reference struct {
	params Params
	docs   map[uint32][]string
}

func (r reference) search(query []Term, n int, keep func(uint32) bool) []Hit {
	average := 0.
	for _, terms := range r.docs {
		average += float64(len(terms))
	}
	average /= float64(len(r.docs))
	type part struct {
		text           string
		weight, factor float64
		df             int
	}
	parts := map[string]*part{}
	for _, q := range query {
		if q.Weight > 0 {
			if parts[q.Text] == nil {
				parts[q.Text] = &part{text: q.Text}
			}
			parts[q.Text].weight += q.Weight
		}
	}
	var order []*part
	for text, p := range parts {
		for _, terms := range r.docs {
			if slices.Contains(terms, text) {
				p.df++
			}
		}
		d, all := float64(p.df), float64(len(r.docs))
		p.factor = p.weight * math.Log1p((all-d+.5)/(d+.5)) * (r.params.K1 + 1)
		order = append(order, p)
	}
	slices.SortFunc(order, func(a, b *part) int {
		return cmp.Or(cmp.Compare(b.factor, a.factor), cmp.Compare(a.text, b.text))
	})
	var hits []Hit
	for doc, terms := range r.docs {
		score, found := 0., false
		for _, p := range order {
			tf := 0.
			for _, term := range terms {
				if term == p.text {
					tf++
				}
			}
			if tf > 0 {
				found = true
				norm := r.params.K1 * (1 - r.params.B + r.params.B*float64(len(terms))/average)
				score += p.factor * tf / (tf + norm)
			}
		}
		if found && (keep == nil || keep(doc)) {
			hits = append(hits, Hit{doc, score})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc))
	})
	return hits[:min(max(n, 0), len(hits))]
}

func TestSmall(t *testing.T) {
	x := New(NewTerms())
	if got := x.Search([]Term{{"a", 1}}, 10); len(got) != 0 {
		t.Errorf("empty index: %v", got)
	}
	x.add(1, nil)
	x.add(3, []string{"b", "a"})
	x.add(5, []string{"a", "a", "b"})
	x.add(7, []string{"a", "b"})
	x.add(9, []string{"c"})

	docs := func(hits []Hit) (ds []uint32) {
		for _, h := range hits {
			ds = append(ds, h.Doc)
		}
		return ds
	}
	for _, test := range []struct {
		name  string
		query []Term
		n     int
		want  []uint32
	}{
		{"equal scores are ordered by number", []Term{{"b", 1}}, 10, []uint32{3, 7, 5}},
		{"of equal scores the first stay", []Term{{"b", 1}}, 1, []uint32{3}},
		{"more occurrences, more score", []Term{{"a", 1}}, 2, []uint32{5, 3}},
		{"weights count", []Term{{"a", 1}, {"c", .01}}, 10, []uint32{5, 3, 7, 9}},
		{"weights are added", []Term{{"c", 1}, {"a", 1}, {"c", 9}}, 1, []uint32{9}},
		{"no weight, no term", []Term{{"a", 0}, {"b", -1}, {"c", math.NaN()}}, 10, nil},
		{"an unknown term", []Term{{"z", 1}}, 10, nil},
		{"none wanted", []Term{{"a", 1}}, 0, nil},
		{"no query", nil, 3, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := docs(x.Search(test.query, test.n)); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	if got, want := x.Len(), 5; got != want {
		t.Errorf("Len() = %d, want %d", got, want)
	}
	if got, want := x.DF("b"), 3; got != want {
		t.Errorf("DF(b) = %d, want %d", got, want)
	}
	if !x.remove(3, []string{"a", "b"}) || !x.remove(7, []string{"b", "a"}) || !x.remove(1, nil) {
		t.Error("a document with its terms is not removed")
	}
	for name, refused := range map[string]bool{
		"a document that is not there":  x.remove(4, nil),
		"one that is not there now":     x.remove(3, []string{"a", "b"}),
		"a document without its terms":  x.remove(9, nil),
		"with another term":             x.remove(9, []string{"a"}),
		"with a term that nobody has":   x.remove(9, []string{"z"}),
		"with another frequency":        x.remove(5, []string{"a", "b", "b"}),
		"with the terms of another one": x.remove(5, []string{"c"}),
	} {
		if refused {
			t.Errorf("%s is removed", name)
		}
	}
	x.add(11, []string{"c", "c"})
	if got, want := docs(x.Search([]Term{{"a", 1}, {"c", 1}}, 9)), []uint32{5, 11, 9}; !slices.Equal(got, want) {
		t.Errorf("after changes: got %v, want %v", got, want)
	}
	if x.Has(3) || !x.Has(5) || x.DF("b") != 1 || x.DF("z") != 0 || x.Len() != 3 {
		t.Errorf("after changes: Has(3) %v, Has(5) %v, DF(b) %d, DF(z) %d, Len() %d", x.Has(3), x.Has(5), x.DF("b"), x.DF("z"), x.Len())
	}
	defer func() {
		if recover() == nil {
			t.Error("a document of a smaller number is added")
		}
	}()
	x.add(10, []string{"c"})
}

// add and remove take terms as texts.
func (x *Index) add(doc uint32, terms []string)         { x.Add(doc, x.numbers(terms)) }
func (x *Index) remove(doc uint32, terms []string) bool { return x.Remove(doc, x.numbers(terms)) }

func (x *Index) numbers(terms []string) []uint32 {
	numbers := make([]uint32, len(terms))
	for i, term := range terms {
		numbers[i] = x.terms.Enter(term)
	}
	return numbers
}

// drawTerms draws from few terms, the first much more often than the last, so
// that lists are long and scores collide.
func drawTerms(t *rapid.T, label string, most int) []string {
	var terms []string
	for _, v := range rapid.SliceOfN(rapid.IntRange(0, 63), 0, most).Draw(t, label) {
		terms = append(terms, strconv.Itoa(v*v/256))
	}
	return terms
}

func TestSearchIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reference{standard, map[uint32][]string{}}
		x := New(NewTerms())
		if rapid.Bool().Draw(t, "other parameters") {
			x.Params = Params{rapid.Float64Range(.01, 3).Draw(t, "k1"), rapid.Float64Range(0, 1).Draw(t, "b")}
			r.params = x.Params
		}
		// Many documents with little drawing: a few are repeated with new
		// numbers, which fills blocks and makes ties.
		next := uint32(0)
		add := func(terms []string, gap uint32) {
			x.add(next, terms)
			r.docs[next] = terms
			next += gap
		}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			terms := drawTerms(t, "terms", 12)
			gap := rapid.Uint32Range(1, 3).Draw(t, "gap")
			switch rapid.IntRange(0, 6).Draw(t, "kind") {
			case 0:
				doc := rapid.Uint32Range(0, 200).Draw(t, "doc")
				if _, ok := r.docs[doc]; x.remove(doc, r.docs[doc]) != ok {
					t.Fatalf("document %d is removed: %v", doc, !ok)
				}
				delete(r.docs, doc)
			case 1:
				for range rapid.IntRange(0, 500).Draw(t, "copies") {
					add(terms, gap)
				}
			case 2: // what a snapshot gives back goes on
				x = reread(t, x)
			default:
				add(terms, gap)
			}
		}
		var query []Term
		for _, text := range drawTerms(t, "query", 8) {
			query = append(query, Term{text, rapid.SampledFrom([]float64{1, 1, 1, .5, 1e-6, 1e6, 0, -1}).Draw(t, "weight")})
		}
		n := rapid.SampledFrom([]int{1, 2, 10, 100, math.MaxInt}).Draw(t, "n")
		var keep func(uint32) bool
		if m := rapid.Uint32Range(1, 4).Draw(t, "keep"); m > 1 {
			keep = func(doc uint32) bool { return doc%m == 0 }
		}
		got, want := x.SearchFunc(query, n, keep), r.search(query, n, keep)
		if len(got) != len(want) {
			t.Fatalf("%d hits, want %d", len(got), len(want))
		}
		for i, h := range got {
			// The formula is written differently here: equal to rounding.
			if math.Abs(h.Score-want[i].Score) > 1e-12*want[i].Score {
				t.Fatalf("hit %d: got %v, want %v", i, h, want[i])
			}
			sum := 0.
			for _, p := range x.Explain(h.Doc, query) {
				sum += p.Score
			}
			if sum != h.Score {
				t.Fatalf("hit %v: parts add up to %v", h, sum)
			}
		}
		// To the last bit, and with the order of equals: all scored by the index
		// itself, without a limit, is the same as the best n.
		all := x.SearchFunc(query, math.MaxInt, keep)
		if diff := gocmp.Diff(all[:len(got)], got); diff != "" && len(got) > 0 {
			t.Fatalf("the best %d of all (-) and the best %d (+):\n%s", n, n, diff)
		}
		// What was there before is forgotten, and a snapshot keeps everything.
		fresh := New(NewTerms())
		fresh.Params = x.Params
		for _, doc := range slices.Sorted(maps.Keys(r.docs)) {
			fresh.add(doc, r.docs[doc])
		}
		for name, y := range map[string]*Index{"fresh": fresh, "restored": reread(t, x)} {
			if diff := gocmp.Diff(got, y.SearchFunc(query, n, keep)); diff != "" {
				t.Fatalf("the best %d (-) and those of a %s index (+):\n%s", n, name, diff)
			}
			if y.Len() != x.Len() || y.Len() != len(r.docs) {
				t.Fatalf("%d documents, %d in a %s index, want %d", x.Len(), y.Len(), name, len(r.docs))
			}
		}
		if !slices.IsSortedFunc(all, func(a, b Hit) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc))
		}) {
			t.Fatalf("not in order: %v", all)
		}
	})
}

// The best n of a large index are the first n of all, to the last bit, before
// and after most of it is taken out again.
func TestSearchIsExactInWindows(t *testing.T) {
	x, texts := filled(10_000)
	check := func() {
		t.Helper()
		w := newWriter(3)
		for i := range 30 {
			query := w.query(1+i%9, i%2 == 0)
			all := x.Search(query, math.MaxInt)
			for _, n := range []int{1, 10, 100} {
				got := x.Search(query, n)
				if !slices.Equal(got, all[:min(n, len(all))]) {
					t.Fatalf("%v: best %d: got %v, want %v", query, n, got, all[:min(n, len(all))])
				}
			}
			for _, h := range all[:min(len(all), 3)] {
				sum := 0.
				for _, p := range x.Explain(h.Doc, query) {
					sum += p.Score
				}
				if sum != h.Score {
					t.Fatalf("%v: parts of %v add up to %v", query, h, sum)
				}
			}
		}
	}
	check()
	for doc := range uint32(10_000) {
		if doc%10 == 0 {
			x.remove(doc, texts[doc])
		}
	}
	check()
	dead := 0
	for doc := range uint32(10_000) {
		if doc%7 != 0 {
			x.remove(doc, texts[doc])
		}
		dead = max(dead, len(x.t.docs)-x.t.live)
	}
	check()
	// The same documents in an index without a past.
	fresh := New(NewTerms())
	for doc, terms := range texts {
		if x.Has(uint32(doc)) {
			fresh.add(uint32(doc), terms)
		}
	}
	if fresh.Len() != x.Len() || x.Len() > 10_000/7+1 {
		t.Fatalf("%d documents, want %d", fresh.Len(), x.Len())
	}
	w := newWriter(4)
	for i := range 30 {
		query := w.query(2+i%9, i%2 == 0)
		if got, want := fresh.Search(query, 50), x.Search(query, 50); !slices.Equal(got, want) {
			t.Fatalf("%v: without a past: got %v, want %v", query, got, want)
		}
	}
	if held := len(x.t.docs); dead < 1024 || held > 2*x.Len() {
		t.Errorf("up to %d dead, and %d slots for %d documents: the lists are not made anew", dead, held, x.Len())
	}
	x.add(10_001, []string{"afresh"})
	if got := x.Search([]Term{{"afresh", 1}}, 10); len(got) != 1 || got[0].Doc != 10_001 {
		t.Errorf("added after that: %v", got)
	}
}

// Of equal scores the smaller numbers come first, however the windows lie.
func TestEqualScoresInWindows(t *testing.T) {
	x := New(NewTerms())
	const last = 3*windowLen + 100
	for i := range uint32(last) {
		terms := []string{"a", "b", "c"}
		if i%2 == 1 {
			terms = []string{"a", "d", "c"}
		}
		x.add(i+1, terms)
	}
	for _, query := range [][]Term{
		{{"a", 1}}, {{"a", 1}, {"c", 1}}, {{"b", 1}}, {{"a", 1}, {"b", 1}, {"c", 1}}, {{"b", .1}, {"a", 3}},
	} {
		step := uint32(1)
		if query[0].Text == "b" || len(query) == 3 {
			step = 2
		}
		for i, h := range x.Search(query, 7) {
			if want := step*uint32(i) + 1; h.Doc != want {
				t.Errorf("%v: hit %d is document %d, want %d", query, i, h.Doc, want)
			}
		}
	}
}

// For the race detector: searches beside changes.
func TestConcurrentUse(t *testing.T) {
	x, texts := filled(2000)
	var wg sync.WaitGroup
	for seed := range uint64(3) {
		wg.Go(func() {
			w := newWriter(seed)
			for range 200 {
				query := w.query(5, false)
				for _, h := range x.Search(query, 5) {
					x.Explain(h.Doc, query)
				}
				x.DF(query[0].Text)
			}
		})
	}
	wg.Go(func() {
		w := newWriter(9)
		for doc := range uint32(3000) {
			if int(doc) < len(texts) {
				x.remove(doc, texts[doc])
			}
			x.add(doc+1_000_000, w.passage(nil))
		}
	})
	wg.Wait()
	if x.Len() != 3000 {
		t.Errorf("%d documents, want 3000", x.Len())
	}
}
