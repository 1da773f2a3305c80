package bot

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// over is a context whose time is over, which its timer does not know yet.
type over struct{ context.Context }

func (over) Deadline() (time.Time, bool) { return time.Now().Add(-time.Second), true }

// A process that was stopped sends nothing whose time is over, though its timers
// have not run.
func TestNothingIsSentTooLate(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	q, err := http.NewRequest(http.MethodGet, "https://discord.com/api/v9/users/@me", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.bot.via.attempt(over{r.ctx}, q); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if n := len(r.fake.Calls("")); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// Discord's time is asked for where the clock here was set, and is never that clock's.
func TestDate(t *testing.T) {
	t.Parallel()
	off := -3 * time.Hour
	r := newRunning(t, func(r *running) { r.opts.Now = func() time.Time { return time.Now().Add(off) } })
	r.make()
	defer r.bot.stop()
	for _, tt := range []struct {
		name  string
		off   time.Duration
		asked int // so far
	}{
		{"the first time", off, 1}, {"known", off, 1}, {"set forward", 20 * time.Hour, 2}, {"known again", 20 * time.Hour, 2}, {"set back", -20 * time.Hour, 3},
	} {
		off = tt.off
		got, err := r.bot.date(r.ctx)
		if age := time.Since(got); err != nil || age < 0 || age > dateOff {
			t.Errorf("%s: %v ago, %v", tt.name, age, err)
		}
		if n := len(r.fake.Calls("GET /gateway")); n != tt.asked {
			t.Errorf("%s: asked %d times, want %d", tt.name, n, tt.asked)
		}
	}
}

// A channel whose history the bot may not read looks empty. What may be there is not
// posted again: whoever manages it is told what to give.
func TestHistoryMustBeReadable(t *testing.T) {
	t.Parallel()
	r := newRunning(t, func(r *running) { r.opts.Now = r.fake.Now })
	r.make()
	defer r.bot.stop()
	ctx, cancel := context.WithCancel(r.ctx)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.HangAfter())
	done := make(chan error, 1)
	go func() { done <- r.bot.PostDigest(ctx, slotOf(1), compose("x")) }()
	if _, err := r.fake.WaitPosted(r.ctx, fakediscord.ChannelID, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	<-done
	r.fake.Advance(time.Hour)
	r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions&^fakediscord.ReadMessageHistory)
	var refused *ChannelError
	if err := r.bot.PostDigest(r.ctx, slotOf(1), compose("x")); !errors.As(err, &refused) || refused.Code != codePermissions {
		t.Errorf("without the permission: %v", err)
	}
	r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
	if err := r.bot.PostDigest(r.ctx, slotOf(1), compose("x")); err != nil {
		t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		t.Errorf("%d messages", n)
	}
}
