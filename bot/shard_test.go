package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/gateway"
	"briefbot/bot/rest"
	"briefbot/corpus"
)

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
	p.opts.Desk, p.opts.Shards = p.desk, gateway.Shards{Count: 3, Own: own}
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
	if !errors.As(err, new(*gateway.RefusedError)) {
		t.Errorf("Run returned %v", err)
	}
	if n := s.fake.Identifies(); n > 2 {
		t.Errorf("%d IDENTIFYs", n)
	}
}

// No connection is begun where none is left for the day.
func TestNoneLeft(t *testing.T) {
	t.Parallel()
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

func batch(key, value string) *corpus.Batch {
	return &corpus.Batch{Notes: map[string][]byte{key: []byte(value)}}
}
