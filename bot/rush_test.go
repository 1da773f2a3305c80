package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"briefbot/bot/fakediscord"
	"briefbot/corpus/memory"
)

// rush posts a digest in each of n channels, 32 at a time.
func rush(ctx context.Context, b *Bot, n int) (failed error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	places := make(chan struct{}, 32)
	for i := range n {
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			slot := slotOn(1)
			slot.Channel = rushChannel(i)
			if err := b.PostDigest(ctx, slot, telling(item(1), item(2))); err != nil {
				mu.Lock()
				failed = err
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return failed
}

func rushChannel(i int) string { return fmt.Sprint(710000000000000000 + i) }

// While the posts of many channels wait for the pace that Discord wants, every
// command is answered: nothing of an answer waits behind them.
func TestAnswersPassPosts(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.works() // the commands are registered
	const channels = 64
	for i := range channels {
		r.fake.AddChannel(rushChannel(i), fmt.Sprint("rush-", i))
	}
	// From now on there is a request in 20 seconds.
	slow := r.bot.rest.Pace
	slow.SetLimit(rate.Every(20 * time.Second))
	slow.SetBurst(1)
	for slow.Allow() {
	}
	ctx, cancel := context.WithCancel(r.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		rush(ctx, r.bot, channels)
	}()
	for slow.Tokens() > -.5 { // until a post has reserved its turn
		if r.ctx.Err() != nil {
			t.Fatal("nobody posts")
		}
		runtime.Gosched()
	}
	before := len(r.fake.Calls(fakediscord.CreateMessage))
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			user := r.fake.User(fmt.Sprint("reader-", i))
			asked, err := user.Slash(r.ctx, "brief", fakediscord.Opt("topic", "harbour"))
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := asked.Reply(r.ctx); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(r.fake.Calls(fakediscord.CreateMessage)) - before; n > 0 {
		t.Errorf("%d messages were posted meanwhile: the posts did not wait", n)
	}
	cancel()
	<-done
}

// BenchmarkRush posts the digests of 1,000 channels, two messages each, that are
// due at one minute, while users ask 20 times a second. Discord allows 50
// requests a second. On two busy cores it takes 50 s (40 messages a second; 50
// arrived in the fullest second), and 99 of 100 acknowledgements came within
// 27 to 105 ms.
func BenchmarkRush(b *testing.B) {
	const channels = 1000
	for b.Loop() {
		f, err := fakediscord.Listen("127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		r := benchBot(b, f)
		for i := range channels {
			f.AddChannel(rushChannel(i), fmt.Sprint("rush-", i))
		}
		ctx, cancel := context.WithCancel(b.Context())
		var acks []time.Duration
		var asking sync.WaitGroup
		asking.Go(func() {
			tick := time.NewTicker(50 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
				i, err := f.User("reader").Slash(ctx, "brief", fakediscord.Opt("topic", "harbour"))
				if err != nil {
					return
				}
				if _, err := i.Reply(ctx); err != nil {
					return
				}
				acks = append(acks, i.AckTime())
			}
		})
		begun := time.Now()
		if err := rush(ctx, r, channels); err != nil {
			b.Error(err)
		}
		took := time.Since(begun)
		cancel()
		asking.Wait()
		slices.Sort(acks)
		b.ReportMetric(2*channels/took.Seconds(), "messages/s")
		b.ReportMetric(float64(acks[len(acks)*99/100].Microseconds())/1000, "ack-p99-ms")
		most, first, calls := 0, 0, f.Calls(fakediscord.CreateMessage)
		for last := range calls {
			for calls[last].At.Sub(calls[first].At) >= time.Second {
				first++
			}
			most = max(most, last-first+1)
		}
		b.ReportMetric(float64(most), "most-in-a-second")
		f.Close()
	}
}

// benchBot is a bot that runs against the server until the benchmark ends.
func benchBot(b *testing.B, f *fakediscord.Server) *Bot {
	bot, err := New(Options{
		Token: fakediscord.Token, URL: f.URL, Desk: new(desk), Notes: memory.New(), Log: slog.New(slog.DiscardHandler),
		UserPace: Pace{Burst: 100_000}, GuildPace: Pace{Burst: 100_000},
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- bot.Run(ctx) }()
	b.Cleanup(func() {
		cancel()
		<-ended
	})
	if err := f.WaitReady(b.Context()); err != nil {
		b.Fatal(err)
	}
	return bot
}
