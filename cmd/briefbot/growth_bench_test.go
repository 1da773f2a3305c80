package main

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/format"
	"briefbot/corpus/sqlite"
)

// generated is a source of so many articles that nobody wrote: made-up words that
// are as rare as words are (Zipf), sentences, 3,000 people with their statements,
// and a date each. Like a source of files it remembers every item in its state.
type generated struct{ articles int }

func (generated) Name() string { return "generated" }

func (g generated) Fetch(_ context.Context, _ []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		words := make([]string, 50_000)
		for i := range words {
			for n := 1 + r.IntN(3) + i/20_000; n >= 0; n-- {
				words[i] += string("bdfgklmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)])
			}
		}
		zipf := rand.NewZipf(r, 1.1, 4, uint64(len(words)-1))
		word := func() string { return words[zipf.Uint64()] }
		name := func() string { w := words[1000+r.IntN(5000)]; return strings.ToUpper(w[:1]) + w[1:] }
		people := make([]string, 3000)
		for i := range people {
			people[i] = name() + " " + name()
		}
		person := func() string { return people[r.IntN(len(people))] }
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for n := range g.articles {
			var b strings.Builder
			sentence := func(length int) {
				s := word()
				b.WriteString(strings.ToUpper(s[:1]) + s[1:])
				for range length {
					b.WriteString(" " + word())
				}
			}
			for range 5 { // 1.7 KB
				sentence(14)
				b.WriteString(". ")
				fmt.Fprintf(&b, "“The %s is %s and the %s %s,” %s said. ", word(), word(), word(), word(), person())
				sentence(10)
				fmt.Fprintf(&b, " in %s, %s said. ", name(), person())
				sentence(9)
				b.WriteString(".\n\n")
			}
			articles, err := format.Decode(format.Input{Name: fmt.Sprintf("%06d.md", n), Bytes: fmt.Appendf(nil,
				"---\ntitle: %s %s %s %d\noutlet: Outlet %d\npublished: %s\n---\n\n%s", name(), word(), word(), n, n%40,
				day.Add(time.Duration(n)*time.Minute).Format(time.RFC3339), b.String())})
			if !yield(corpus.Delivery{Name: articles[0].Path, Articles: articles, Err: err}, nil) {
				return
			}
		}
	}
}

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkGrowth ingests and indexes generated articles of 1.7 KB. A second of
// processor time takes in 683 of 1,000 and 788 of 10,000, and indexes 1,369 and
// 994 (GOMAXPROCS=1). Of 100,000 it took in 629 and indexed 792, on two cores and
// with every statement by somebody else, which made the index 12.4 KB an article
// (8.1 of 10,000 with 3,000 people); meanwhile ingesting held 17 MB, most of it
// the IDs of what the source had delivered.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				db, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "growth.db"))
				if err != nil {
					b.Fatal(err)
				}
				before, begun := heap(), cpu()
				most := 0.0
				in := &corpus.Ingester{Log: quiet, Store: db, Now: time.Now, Report: func(corpus.Receipt) {}, Progress: func(articles int, _, _ int64) {
					if articles%(n/10) == 0 {
						most = max(most, heap())
					}
				}}
				if err := in.Ingest(context.Background(), generated{n}); err != nil {
					b.Fatal(err)
				}
				stored := cpu()
				loaded, err := corpus.Load(context.Background(), db, corpus.Options{Labels: briefing.Labels(defaultConfig().Topics)})
				if err != nil {
					b.Fatal(err)
				}
				indexed := cpu()
				b.ReportMetric(float64(n)/(stored-begun).Seconds(), "ingested/cpu-s")
				b.ReportMetric(float64(n)/(indexed-stored).Seconds(), "indexed/cpu-s")
				b.ReportMetric(most-before, "MB-ingesting")
				b.ReportMetric((heap()-before)*1024/float64(n), "KB-index/article")
				runtime.KeepAlive(loaded)
				db.Close()
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
