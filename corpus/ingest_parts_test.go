package corpus_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// long is a source of one item with many articles, delivered in parts of so many,
// 0 for in one. Its state is how many were taken of which texts.
type long struct {
	texts []string
	step  int
}

func (s *long) Name() string { return "long" }

func (s *long) Fetch(_ context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		var taken int
		sum := strings.Join(s.texts, "|")
		if before, of, _ := strings.Cut(string(state), " "); of == sum {
			fmt.Sscan(before, &taken)
		}
		var all []*corpus.Article
		var whole []corpus.ID
		for _, text := range s.texts {
			a := article("rows", text)
			all, whole = append(all, a), append(whole, a.ID)
		}
		step := s.step
		if step == 0 {
			step = len(all)
		}
		for at := taken; at < len(all); at += step {
			end := min(at+step, len(all))
			d := corpus.Delivery{Name: "rows", Articles: all[at:end], State: fmt.Appendf(nil, "%d %s", end, sum)}
			if s.step > 0 {
				d.Part = &corpus.Part{Whole: whole, At: at}
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// notes are the store's notes on which item holds what.
func notes(t *testing.T, store corpus.Store) map[string]string {
	t.Helper()
	m := map[string]string{}
	for _, prefix := range []string{"item/", "holders/"} {
		for n, err := range store.Notes(context.Background(), prefix) {
			if err != nil {
				t.Fatal(err)
			}
			m[n.Key] = string(n.Value)
		}
	}
	return m
}

// TestParts rewrites an item again and again: in parts, stopped at any write and
// gone on with, it comes to the same as in one piece.
func TestParts(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		one, parts := memory.New(), memory.New()
		var texts []string
		for round := range 4 {
			for range 100 {
				text := fmt.Sprintf("Ship number %d sails. It has %d cabins. It is %d years old.", random.IntN(150), random.IntN(3), random.IntN(2))
				if i := random.IntN(150); i < len(texts) {
					texts[i] = text
				} else {
					texts = append(texts, text)
				}
			}
			ingest(t, one, &long{texts: slices.Clone(texts)}, false)
			src := &long{texts: slices.Clone(texts), step: 20 + random.IntN(60)}
			if random.IntN(2) == 0 {
				ingest(t, &failing{Store: parts, at: 1 + random.IntN(2), after: random.IntN(2) == 0}, src, false)
			}
			ingest(t, parts, src, false)
			if d := cmp.Diff(held(t, one), held(t, parts)); d != "" {
				t.Fatalf("seed %d, round %d: held:\n%s", seed, round, d)
			}
			if d := cmp.Diff(holdings(notes(t, one)), holdings(notes(t, parts))); d != "" {
				t.Fatalf("seed %d, round %d: the ledger:\n%s", seed, round, d)
			}
		}
	}
}

// holdings are notes with their lists as sets.
func holdings(notes map[string]string) map[string][]string {
	m := map[string][]string{}
	for key, value := range notes {
		ids := strings.Split(strings.Trim(value, "[]"), ",")
		slices.Sort(ids)
		m[key] = slices.Compact(ids)
	}
	return m
}

// TestPartsStopped stops an item in parts at each write: what is stored stays, and
// what comes after it is only the rest.
func TestPartsStopped(t *testing.T) {
	var texts []string
	for i := range 300 {
		texts = append(texts, fmt.Sprintf("Article number %d of the run.", i))
	}
	texts[290] = texts[3] // which stands twice
	src := &long{texts: texts, step: 64}
	for at := 1; at <= 5; at++ {
		store := memory.New()
		ingest(t, &failing{Store: store, at: at}, src, false)
		if n := len(held(t, store)); n != 64*(at-1) {
			t.Errorf("stopped at write %d: %d articles are stored, want %d", at, n, 64*(at-1))
		}
		count := map[string]int{}
		for _, line := range ingest(t, store, src, false) {
			count[line]++
		}
		want := map[string]int{"rows added": 299 - 64*(at-1), "rows duplicate": 1}
		if d := cmp.Diff(want, count); d != "" {
			t.Errorf("stopped at write %d:\n%s", at, d)
		}
	}
}

// TestPartRetells: of a row that was rewritten the former text is known, whichever
// part it stands in.
func TestPartRetells(t *testing.T) {
	var texts []string
	for i := range 200 {
		texts = append(texts, fmt.Sprintf("Ship number %d sails at noon. Ship %d has 20 cabins. Ship %d is 3 years old.", i, i, i))
	}
	store := memory.New()
	ingest(t, store, &long{texts: slices.Clone(texts), step: 64}, false)
	texts[5] = strings.Replace(texts[5], "20 cabins", "21 cabins", 1)
	got := ingest(t, store, &long{texts: texts, step: 64}, false)
	if i := slices.Index(got, "rows replaced"); i < 0 || i > 70 {
		t.Errorf("the former text goes with receipt %d", i)
	}
	versions := 0
	for _, err := range store.Notes(context.Background(), "version/") {
		if err != nil {
			t.Fatal(err)
		}
		versions++
	}
	if versions != 1 {
		t.Errorf("%d former texts are kept, want 1", versions)
	}
}
