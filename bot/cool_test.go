package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

func TestCooler(t *testing.T) {
	c := &cooler{pace: Pace{3, time.Second}}
	now := time.Date(2026, 2, 4, 7, 0, 0, 0, time.UTC)
	ask := func(key string, after time.Duration) bool { return c.wait(key, now.Add(after)).IsZero() }
	for i := range 3 {
		if !ask("a", 0) {
			t.Errorf("question %d is refused", i)
		}
	}
	if at := c.wait("a", now); !at.Equal(now.Add(time.Second)) {
		t.Errorf("the fourth may be asked at %v", at)
	}
	for _, step := range []struct {
		key   string
		after time.Duration
		want  bool
	}{
		{"b", 0, true}, {"a", 999 * time.Millisecond, false}, {"a", time.Second, true}, {"a", time.Second, false},
		{"a", time.Hour, true}, {"a", time.Hour, true}, {"a", time.Hour, true}, {"a", time.Hour, false}, {"", 0, true},
	} {
		if got := ask(step.key, step.after); got != step.want {
			t.Errorf("%s after %v: %t", step.key, step.after, got)
		}
	}
	free := &cooler{pace: Pace{Burst: 1}}
	for _, at := range []time.Time{now.Add(time.Second), now} { // in another order than they were read
		if until := free.wait("a", at); !until.IsZero() {
			t.Errorf("without a pace, until %v", until)
		}
	}
	for i := range 3 * maxCooling {
		ask(fmt.Sprint(i), 2*time.Hour)
	}
	if len(c.full) > maxCooling {
		t.Errorf("%d keys are remembered", len(c.full))
	}
}

// Whoever asks too much is told when to ask again; others are answered.
func TestCoolDown(t *testing.T) {
	t.Parallel()
	r := start(t, func(r *running) { r.opts.UserPace = Pace{2, time.Hour} })
	for n := range 3 {
		m := r.ask("brief", harbour)
		if cooled := strings.Contains(m.Content, "Ask again <t:"); cooled != (n == 2) || n == 2 && !m.Ephemeral() {
			t.Errorf("answer %d: %s", n, fakediscord.Render(m))
		}
	}
	i, err := r.fake.User("other").Slash(r.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := i.Reply(r.ctx); err != nil || !strings.Contains(m.Content, "The two mayors") {
		t.Errorf("another user: %v, %v", m, err)
	}
}

// An answer that takes long says what it waits for, then comes.
func TestStage(t *testing.T) {
	t.Parallel()
	r := start(t, func(r *running) { r.opts.Stage = 20 * time.Millisecond })
	goOn := make(chan bool)
	r.desk.before = func(context.Context, string) error { <-goOn; return nil }
	i, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Reply(r.ctx)
	if err != nil || m.Content != "-# found 2 articles from 2 outlets, reading …" {
		t.Errorf("meanwhile: %v, %v", m, err)
	}
	goOn <- true
	settle(r.bot)
	if len(i.Messages()) != 1 {
		t.Fatalf("%d messages", len(i.Messages()))
	}
	if m := i.Messages()[0]; !strings.Contains(m.Content, "The two mayors met") || m.Edits != 2 {
		t.Errorf("then: %s", fakediscord.Render(m))
	}
}
