package story

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// stream makes n articles of 300 words on n/10 events: the words of an event are
// some hundred out of a large vocabulary, in which few words are common.
func stream(n int) func(i int) Article {
	return func(i int) Article {
		event := rand.New(rand.NewPCG(uint64(i*7919%max(1, n/10)), 1))
		r := rand.New(rand.NewPCG(uint64(i), 2))
		own := make([]int, 120)
		for k := range own {
			own[k] = event.IntN(200_000)
		}
		var b strings.Builder
		for range 300 {
			if r.IntN(2) == 0 {
				fmt.Fprintf(&b, "w%x ", own[r.IntN(len(own))])
			} else {
				fmt.Fprintf(&b, "c%x ", int(2000*r.Float64()*r.Float64()*r.Float64()))
			}
		}
		return Article{ID: fmt.Sprint(i), Text: b.String()}
	}
}

// BenchmarkUpdate adds 50,000 articles and reports how many a second, and the
// memory that they hold at the end.
func BenchmarkUpdate(b *testing.B) {
	const n = 50_000
	for b.Loop() {
		b.StopTimer()
		make := stream(n)
		g := &Groups{}
		b.StartTimer()
		for i := range n {
			b.StopTimer()
			a := make(i)
			b.StartTimer()
			g.Update(a)
		}
		b.StopTimer()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-held")
		b.ReportMetric(float64(g.Len()), "stories")
		b.StartTimer()
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "articles/s")
}
