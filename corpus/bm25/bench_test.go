package bm25

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"
)

// A writer makes up passages whose words are distributed by Zipf's law, with
// twice as many different words as news has at the same length: half a million
// possible ones, 45 to 75 in a passage.
type writer struct {
	rand *rand.Rand
	zipf *rand.Zipf
}

func newWriter(seed uint64) *writer {
	r := rand.New(rand.NewPCG(seed, 1))
	return &writer{r, rand.NewZipf(r, 1.3, 10, 500_000)}
}

// word spells the word of a rank with two to eight letters, as words are.
func word(rank uint64) string {
	b := []byte{'a' + byte(rank%26)}
	for rank = rank/26 + 1; rank > 0; rank /= 7 {
		b = append(b, "aeiortn"[rank%7])
	}
	return string(b)
}

func (w *writer) passage(terms []string) []string {
	for range 45 + w.rand.IntN(31) {
		terms = append(terms, word(w.zipf.Uint64()))
	}
	return terms
}

// query makes up a query of n different words, drawn as those of passages are.
// Stop words, the 100 most frequent, are among them or not.
func (w *writer) query(n int, stop bool) []Term {
	var query []Term
	for len(query) < n {
		rank := w.zipf.Uint64()
		text := word(rank)
		if (stop || rank >= 100) && !slices.ContainsFunc(query, func(t Term) bool { return t.Text == text }) {
			query = append(query, Term{text, 1})
		}
	}
	return query
}

// filled is an index of n passages, with their terms.
func filled(n int) (*Index, [][]string) {
	w := newWriter(1)
	x := New(NewTerms())
	texts := make([][]string, n)
	for doc := range texts {
		texts[doc] = w.passage(nil)
		x.add(uint32(doc), texts[doc])
	}
	return x, texts
}

// sizes calls f for indexes of 10,000, 100,000 and 1,000,000 passages, the last
// two not with -short.
func sizes(b *testing.B, f func(b *testing.B, n int)) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		if n > 10_000 && testing.Short() {
			break
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { f(b, n) })
	}
}

// On one of two cores of a busy AMD EPYC, medians of the best ten:
//
//	passages     8 terms   of them stop words   30 terms
//	   10,000    .03 ms        .17 ms             .08 ms
//	  100,000    .15 ms        .43 ms             .70 ms
//	1,000,000    2.0 ms        2.4 ms              14 ms
func BenchmarkSearch(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		x, _ := filled(n)
		for _, bench := range []struct {
			name  string
			stop  bool
			terms int
		}{{"8", false, 8}, {"8-with-stop-words", true, 8}, {"30", false, 30}} {
			b.Run(bench.name, func(b *testing.B) {
				w := newWriter(2)
				queries := make([][]Term, 512)
				for i := range queries {
					queries[i] = w.query(bench.terms, bench.stop)
				}
				var took []time.Duration
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					start := time.Now()
					x.Search(queries[i%len(queries)], 10)
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
			})
		}
	})
}

// 8 µs a passage.
func BenchmarkAdd(b *testing.B) {
	w := newWriter(1)
	passages := make([][]string, 10_000)
	for i := range passages {
		passages[i] = w.passage(nil)
	}
	x := New(NewTerms())
	doc := uint32(0)
	for b.Loop() {
		x.add(doc, passages[doc%10_000])
		doc++
	}
}

// On the same machine:
func BenchmarkSnapshot(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		grown := held()
		x, _ := filled(n)
		grown = held() - grown
		terms, index := snapshot(b, x)
		perPassage := func(bytes int) float64 { return float64(bytes) / float64(n) }
		b.Run("write", func(b *testing.B) {
			for b.Loop() {
				x.terms.AppendTo(nil)
				if _, err := x.WriteTo(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(perPassage(grown), "B/passage")
			b.ReportMetric(perPassage(len(terms)+len(index)), "file-B/passage")
		})
		x = nil
		b.Run("read", func(b *testing.B) {
			before := held()
			var y *Index
			for b.Loop() {
				terms, err := ReadTerms(terms)
				if err != nil {
					b.Fatal(err)
				}
				if y, err = ReadIndex(index, terms); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(perPassage(held()-before+len(index)), "B/passage")
			runtime.KeepAlive(y)
		})
	})
}

// held is how many bytes are in use.
func held() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
