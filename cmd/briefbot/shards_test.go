package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

// split is a bot whose two shards two processes keep, on one database.
type split struct {
	t        *testing.T
	ctx      context.Context
	fake     *fakediscord.Server
	db       *sqlite.DB
	dir      string
	channels [2]string // of a server on each shard
	log      lockedBuffer
}

func newSplit(t *testing.T) *split {
	s := &split{t: t, ctx: patience(t), fake: fakediscord.New(t), dir: t.TempDir()}
	s.fake.SetStarts(fakediscord.Starts{Shards: 2, Total: 1000, Remaining: 1000, Concurrency: 16})
	s.fake.Advance(24*time.Hour + time.Until(time.Now().Truncate(24*time.Hour).Add(7*time.Hour)))
	var err error
	if s.db, err = sqlite.Open(t.Context(), filepath.Join(s.dir, "briefbot.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.db.Close() })
	book := subscription.NewBook(s.db, nil, func() time.Time { return s.fake.Now().Add(-time.Hour) })
	for n := range s.channels {
		guild := fmt.Sprint((uint64(190_000_000_000) + uint64(n)) << 22)
		s.channels[n] = fmt.Sprint(700000000000000200 + n)
		if got := fakediscord.ShardOf(guild, 2); got != n {
			t.Fatalf("server %d is on shard %d", n, got)
		}
		s.fake.AddGuild(guild, s.channels[n])
		_, err := book.Add(t.Context(), subscription.Subscription{Guild: guild, Channel: s.channels[n], At: 7 * 60, Days: digest.EveryDay, Zone: "UTC"})
		if err != nil {
			t.Fatal(err)
		}
		config := fmt.Sprintf("database: %q\ndiscord: {url: %q, shards: {count: 2, own: [%d]}}\ntopics: [{name: ferry, title: The ferry, required: [[ferry]]}]\n",
			filepath.Join(s.dir, "briefbot.db"), s.fake.URL, n)
		if err := os.WriteFile(s.config(n), []byte(config), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *split) config(shard int) string { return filepath.Join(s.dir, fmt.Sprintf("%d.yaml", shard)) }

// news takes in an article of now.
func (s *split) news(name, text string) {
	s.t.Helper()
	now := s.fake.Now()
	text = fmt.Sprintf("---\ntitle: The ferry, %s\noutlet: The Harbour Gazette\npublished: %s\n---\n\n%s\n", name, now.Format(time.DateOnly), text)
	in := &corpus.Ingester{Log: quiet, Store: s.db, Now: func() time.Time { return now }, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(s.ctx, &source.FS{Label: name, Files: fstest.MapFS{name + ".md": {Data: []byte(text)}}}); err != nil {
		s.t.Fatal(err)
	}
}

// start starts the program that keeps a shard.
func (s *split) start(shard int) *exec.Cmd {
	s.t.Helper()
	cmd := exec.Command("briefbot-at", "-config", s.config(shard), "serve")
	cmd.Env = append(os.Environ(), startEnv+"="+s.fake.Now().Format(time.RFC3339Nano), "DISCORD_TOKEN="+fakediscord.Token)
	cmd.Stderr = &s.log
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	return cmd
}

// asks lets users of a shard's server ask, and checks that each gets one answer.
func (s *split) asks(shard int) {
	s.t.Helper()
	for n := range 3 {
		i, err := s.fake.User(fmt.Sprint("reader ", shard, n)).In(s.channels[shard]).Slash(s.ctx, "brief", fakediscord.Opt("topic", "ferry"))
		if err != nil {
			s.t.Fatal(err)
		}
		m, err := i.Reply(s.ctx)
		if err != nil || !strings.Contains(m.Content, "The ferry") {
			s.t.Errorf("shard %d: %v, %v", shard, m, err)
		}
		if all := i.Messages(); len(all) != 1 {
			s.t.Errorf("shard %d: %d answers", shard, len(all))
		}
	}
}

// posted waits until each channel has so many digests.
func (s *split) posted(want int) {
	s.t.Helper()
	if err := s.fake.WaitEach(s.ctx, s.channels[:], func(_ string, posted []string) bool { return len(posted) >= want }); err != nil {
		s.t.Fatalf("%v\n%s", err, s.log.String())
	}
}

// TestSplitShards: two processes of the program, with a shard each, are one bot.
// Commands are registered once, each question is answered once, each digest posted
// once; one that is killed takes nothing of the other with it, and comes back.
func TestSplitShards(t *testing.T) {
	s := newSplit(t)
	s.news("one", "The ferry will stop in April, harbour master Jon Hale said.")
	s.start(0)
	other := s.start(1)
	if err := s.fake.WaitShards(s.ctx, 2); err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	s.asks(0)
	s.asks(1)
	s.posted(1)

	other.Process.Kill()
	other.Wait()
	if err := s.fake.WaitShards(s.ctx, 1); err != nil {
		t.Fatal(err)
	}
	s.asks(0)
	s.fake.Advance(24 * time.Hour)
	s.news("two", "The island bought a second ferry from Norway on Tuesday, mayor Ada Lind announced.")
	s.start(1)
	if err := s.fake.WaitShards(s.ctx, 2); err != nil {
		t.Fatal(err)
	}
	s.asks(1)
	s.asks(0)
	s.posted(2)
	for _, channel := range s.channels {
		var days []string
		for _, m := range s.fake.Posted(channel) {
			days = append(days, marked.FindStringSubmatch(m.Content)[1])
		}
		if len(days) != 2 || days[0] == days[1] {
			t.Errorf("channel %s has the digests of %v", channel, days)
		}
	}
	if n := s.fake.Overwrites(); n != 1 {
		t.Errorf("commands were registered %d times", n)
	}
	for n := range s.channels {
		if got, want := s.fake.ShardIdentifies(n, 2), 1+n; got != want {
			t.Errorf("shard %d identified %d times, want %d", n, got, want)
		}
	}
	if t.Failed() {
		t.Log(s.log.String())
	}
}
