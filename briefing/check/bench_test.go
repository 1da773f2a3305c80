package check_test

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// claim is a quotation of the shared retrieval set with its speaker.
type claim struct {
	quote, speaker string
	changed        bool
}

// large is the corpus of 1,368 articles with quotations of it, true ones and
// ones with a word changed.
func large(b *testing.B) (*corpus.Corpus, []claim) {
	b.Helper()
	root := filepath.Join(shared.Dir(b), "bench", "retrieval", "rtqa22", "corpus.jsonl")
	store := memory.New()
	b.Cleanup(func() { store.Close() })
	ingest(b, store, &source.Directory{Root: root})
	c, err := corpus.Load(context.Background(), store, corpus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var claims []claim
	statements := 0
	for _, a := range c.Articles() {
		d, err := c.Document(context.Background(), a.ID)
		if err != nil {
			b.Fatal(err)
		}
		statements += len(d.Quotations)
		for i, q := range d.Quotations {
			if len(q.Fragments) == 0 || i%7 != 0 {
				continue
			}
			quote := q.Fragments[0].Of(d.Article.Text)
			if known := c.SpeakersOf(&q); len(known) != 1 {
				continue
			}
			claims = append(claims, claim{quote, q.Speaker, false})
			var words []string
			for w := range segment.Words(quote) {
				words = append(words, w.Of(quote))
			}
			if len(words) > 4 {
				words[len(words)/2] = "xylophone"
				claims = append(claims, claim{strings.Join(words, " "), q.Speaker, true})
			}
		}
	}
	b.Logf("%d articles, %d statements, %d claims", len(c.Articles()), statements, len(claims))
	return c, claims
}

// BenchmarkQuote checks quotations against 1,368 articles. It
// reports p95 and the slowest beside the mean, how many true quotations are found
// exact, and how many of those with a word changed are found altered and how many
// exact, which must be none.
func BenchmarkQuote(b *testing.B) {
	c, claims := large(b)
	k := check.New(&briefing.Engine{Log: discard, Corpus: c})
	ctx := context.Background()
	if _, err := k.Quote(ctx, "x", ""); err != nil { // builds the index
		b.Fatal(err)
	}
	var took []time.Duration
	var asked, right [2]float64
	wrong := 0.0
	for i := 0; b.Loop(); i++ {
		claim := claims[i%len(claims)]
		begun := time.Now()
		r, err := k.Quote(ctx, claim.quote, claim.speaker)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begun))
		verdict := r.Results[0].Verdict
		switch {
		case claim.changed:
			asked[1]++
			if verdict == check.Altered || verdict == check.Joined {
				right[1]++
			} else if verdict == check.Exact || verdict == check.OtherSpeaker {
				wrong++
			}
		default:
			asked[0]++
			if verdict == check.Exact {
				right[0]++
			} else {
				b.Logf("%s by %q: %d bytes", verdict, claim.speaker, len(claim.quote))
			}
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(100*right[0]/max(asked[0], 1), "exact-%")
	b.ReportMetric(100*right[1]/max(asked[1], 1), "altered-%")
	b.ReportMetric(wrong, "changed-but-exact")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
}

// BenchmarkIndex builds the index over 1,368 articles, and reports the memory it
// holds.
func BenchmarkIndex(b *testing.B) {
	c, _ := large(b)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		k := check.New(&briefing.Engine{Log: discard, Corpus: c})
		if _, err := k.Quote(context.Background(), "x", ""); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(k)
	}
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MB")
}
