package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
	"briefbot/corpus"
	"briefbot/corpus/memory"
)

func TestShardsValidate(t *testing.T) {
	for _, tt := range []struct {
		shards Shards
		want   string // "" for no error
	}{
		{Shards{}, ""},
		{Shards{Count: 3}, ""},
		{Shards{Count: 3, Own: []int{2, 0}}, ""},
		{Shards{Count: -1}, "want 0 to"},
		{Shards{Own: []int{0}}, "needs a count"},
		{Shards{Count: 3, Own: []int{3}}, "want 0 to 2"},
		{Shards{Count: 3, Own: []int{1, 1}}, "twice"},
	} {
		err := tt.shards.Validate()
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.shards, err, tt.want)
		}
	}
}

// sharded is a Discord with a server on each of three shards.
type sharded struct {
	*running
	guilds, channels [3]string
}

func newSharded(t *testing.T) *sharded {
	s := &sharded{running: newRunning(t)}
	for n := range s.guilds {
		s.guilds[n] = fmt.Sprint((uint64(190_000_000_002) + uint64(n)) << 22)
		s.channels[n] = fmt.Sprint(700000000000000200 + n)
		if got := fakediscord.ShardOf(s.guilds[n], 3); got != n {
			t.Fatalf("server %d is on shard %d", n, got)
		}
		s.fake.AddGuild(s.guilds[n], s.channels[n])
	}
	return s
}

// process runs a bot that keeps these of the three shards, on the same store.
func (s *sharded) process(own ...int) *running {
	s.t.Helper()
	p := *s.running
	p.desk = new(desk)
	p.opts.Desk, p.opts.Shards = p.desk, Shards{Count: 3, Own: own}
	p.run()
	return &p
}

// asks lets a user of the server of each shard ask, and checks that one answer
// comes.
func (s *sharded) asks(shards ...int) {
	s.t.Helper()
	for _, n := range shards {
		i, err := s.fake.User("reader").In(s.channels[n]).Slash(s.ctx, "brief", harbour)
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := i.Reply(s.ctx); err != nil {
			s.t.Errorf("shard %d: %v", n, err)
		}
		if all := i.Messages(); len(all) != 1 {
			s.t.Errorf("shard %d: %d messages", n, len(all))
		}
	}
}

// Two processes split three shards: each server has one of them, commands are
// registered once, a digest is posted by one of them, and one that ends takes the
// others with it in nothing.
func TestShards(t *testing.T) {
	t.Parallel()
	s := newSharded(t)
	one, two := s.process(0), s.process(1, 2)
	if err := s.fake.WaitShards(s.ctx, 3); err != nil {
		t.Fatal(err)
	}
	s.asks(0, 1, 2, 1)
	alone, err := s.fake.User("reader").Alone().Slash(s.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := alone.Reply(s.ctx); err != nil {
		t.Errorf("in private: %v", err)
	}
	if a, b := one.desk.answered(), two.desk.answered(); a != 2 || b != 3 {
		t.Errorf("the processes answered %d and %d, want 2 and 3", a, b)
	}
	for n := range 3 {
		if got := s.fake.ShardIdentifies(n, 3); got != 1 {
			t.Errorf("shard %d identified %d times", n, got)
		}
	}

	posted := make(chan error, 2)
	for _, p := range []*running{one, two} {
		go func() { posted <- p.post(s.channels[1]) }()
	}
	for range 2 {
		if err := <-posted; err != nil {
			t.Error(err)
		}
	}
	if n := len(s.fake.Posted(s.channels[1])); n != 1 {
		t.Errorf("%d digests of one slot", n)
	}

	s.fake.Reconnect()
	for n := range 3 {
		if err := s.fake.WaitIdentifies(s.ctx, n+4); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.fake.WaitShards(s.ctx, 3); err != nil {
		t.Fatal(err)
	}
	s.asks(0, 1, 2)

	one.stop()
	if err := <-one.end; err != nil {
		t.Error(err)
	}
	one.end <- nil
	if err := s.fake.WaitShards(s.ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.asks(1, 2)
	s.process(0)
	if err := s.fake.WaitShards(s.ctx, 3); err != nil {
		t.Fatal(err)
	}
	s.asks(0)
	if n := s.fake.Overwrites(); n != 1 {
		t.Errorf("commands were written %d times", n)
	}
}

// Without a configuration Discord says how many shards there are, and is asked
// until it does.
func TestShardsAsDiscordWants(t *testing.T) {
	t.Parallel()
	s := newSharded(t)
	s.fake.SetStarts(fakediscord.Starts{Shards: 3, Total: 1000, Remaining: 1000, Concurrency: 1})
	s.fake.Fail("GET /gateway/bot", rest.Attempts+1, fakediscord.StatusBefore(503))
	s.run()
	if err := s.fake.WaitShards(s.ctx, 3); err != nil {
		t.Fatal(err)
	}
	s.asks(0, 1, 2)
	if s := s.log.String(); !strings.Contains(s, "shard=2/3") {
		t.Error("the log does not tell the shards apart")
	}
}

// What Discord refuses one shard for ends the process, and not after many tries.
func TestShardRefused(t *testing.T) {
	t.Parallel()
	s := newSharded(t)
	s.fake.FailConnect(1, fakediscord.CloseInsteadOfReady(4014, "no"))
	p := s.process(0, 1)
	err := <-p.end
	p.end <- nil
	if !errors.As(err, new(*RefusedError)) {
		t.Errorf("Run returned %v", err)
	}
	if n := s.fake.Identifies(); n > 2 {
		t.Errorf("%d IDENTIFYs", n)
	}
}

// limits is what Discord says.
func limits(total, remaining, concurrency int, reset time.Duration) *startLimit {
	info := new(startLimit)
	info.Limit.Total, info.Limit.Remaining, info.Limit.Concurrency, info.Limit.ResetAfter = total, remaining, concurrency, reset.Milliseconds()
	return info
}

// clocked is a starts with a clock of its own.
func clocked(notes Notebook) (s *starts, now *time.Time) {
	s = newStarts(slog.New(slog.DiscardHandler), notes, nil, "x")
	now = new(time.Time)
	*now = time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return *now }
	return s, now
}

// The shards of a group begin one after the other, whatever process they are in.
func TestStartsInGroups(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		concurrency int
		want        []time.Duration // by shard
	}{
		{1, []time.Duration{0, 6, 12, 18}},
		{2, []time.Duration{0, 0, 6, 6}},
		{16, []time.Duration{0, 0, 0, 0}},
		{0, []time.Duration{0, 6, 12, 18}},
	} {
		notes := memory.New()
		var got []time.Duration
		for shard := range tt.want {
			s, now := clocked(notes) // each of them a process
			at, _, err := s.grant(t.Context(), limits(1000, 1000, tt.concurrency, 0), shard, 4)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, at.Sub(*now)/time.Second)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("concurrency %d: after %v s, want %v", tt.concurrency, got, tt.want)
		}
	}
}

// However often processes start and break, a day has no more connections than
// Discord allows, and half of them wait for nothing.
func TestStartsOfADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ total, shards int }{{1000, 1}, {1000, 40}, {2000, 100}, {100, 1}, {1, 1}} {
		notes := memory.New()
		granted, waited := 0, -1
		s, now := clocked(notes)
		end := now.Add(24 * time.Hour)
		for !now.After(end) {
			at, ok, err := s.grant(t.Context(), limits(tt.total, tt.total, tt.shards, 0), granted%tt.shards, tt.shards)
			switch {
			case err != nil:
				t.Fatal(err)
			case ok:
				granted++
			case waited < 0:
				waited = granted
			}
			s, now = clocked(notes) // each of them a process
			*now = at
		}
		if granted > tt.total || granted < tt.total*8/10 || waited < tt.total/2 {
			t.Errorf("%+v: %d connections in a day, %d of them at once", tt, granted, waited)
		}
	}
}

// Where none remains the next waits until Discord has counted anew.
func TestStartsExhausted(t *testing.T) {
	t.Parallel()
	s, now := clocked(memory.New())
	at, ok, err := s.grant(t.Context(), limits(1000, 0, 1, 3*time.Hour), 0, 1)
	if err != nil || ok || at.Sub(*now) != 3*time.Hour {
		t.Errorf("after %v, error %v", at.Sub(*now), err)
	}

	r := newRunning(t)
	r.fake.SetStarts(fakediscord.Starts{Shards: 1, Total: 1000, Remaining: 0, ResetAfter: time.Hour, Concurrency: 1})
	r.run()
	if err := r.fake.WaitCalls(r.ctx, "GET /gateway/bot", 2); err != nil { // for the count, and for the start
		t.Fatal(err)
	}
	r.stop()
	if err := <-r.end; err != nil {
		t.Error(err)
	}
	r.end <- nil
	if n := r.fake.Identifies(); n != 0 {
		t.Errorf("%d IDENTIFYs though none is left", n)
	}
}

// A shard that connects again waits for its own last connection, unless that was
// another process's.
func TestStartsAgain(t *testing.T) {
	t.Parallel()
	notes := memory.New()
	info := limits(1000, 1000, 1, 0)
	var got []time.Duration
	for range 2 {
		s, now := clocked(notes)
		for range 2 {
			at, _, err := s.grant(t.Context(), info, 0, 1)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, at.Sub(*now)/time.Second)
		}
	}
	if want := []time.Duration{0, 6, 0, 6}; !slices.Equal(got, want) {
		t.Errorf("after %v s, want %v", got, want)
	}
}

// A clock that is set back makes nobody wait for it to come forward again.
func TestStartsClock(t *testing.T) {
	t.Parallel()
	notes := memory.New()
	info := limits(1000, 1000, 1, 0)
	s, now := clocked(notes)
	for range 2 {
		if _, _, err := s.grant(t.Context(), info, 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	*now = now.Add(-48 * time.Hour)
	at, _, err := s.grant(t.Context(), info, 0, 1)
	if err != nil || at.Sub(*now) > 2*startSpacing {
		t.Errorf("after %v, error %v", at.Sub(*now), err)
	}
	if err := notes.Put(context.Background(), batch(s.key, "{")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.grant(t.Context(), info, 0, 1); err != nil {
		t.Errorf("a note that cannot be read: %v", err)
	}
}

func batch(key, value string) *corpus.Batch {
	return &corpus.Batch{Notes: map[string][]byte{key: []byte(value)}}
}
