package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
	"briefbot/bot/outbox"
)

var silent = slog.New(slog.DiscardHandler)

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// item is an entry so long that two of them make two messages.
func item(n int) string { return fmt.Sprintf("item %d %s", n, strings.Repeat("x", 1200)) }

// telling is a digest of these entries.
func telling(entries ...string) outbox.Compose {
	return func(context.Context, []byte, string) (*outbox.Edition, error) {
		return &outbox.Edition{Sections: []outbox.Section{{Entries: entries}}, State: []byte("1")}, nil
	}
}

// slotOn is the slot of a day.
func slotOn(day int) outbox.Slot {
	date := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	return outbox.Slot{Subscription: "daily", Channel: fakediscord.ChannelID, Date: date.Format(time.DateOnly), Title: "harbour"}
}

// Work that was handed to the bot is finished before Run returns.
func TestDigestSurvivesShutdown(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Delayed(300*time.Millisecond))
	done := make(chan error, 1)
	go func() { done <- r.bot.PostDigest(r.ctx, slotOn(1), telling(item(1), item(2))) }()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.CreateMessage, 1); err != nil {
		t.Fatal(err)
	}
	r.stop()
	if err := <-r.end; err != nil {
		t.Error(err)
	}
	r.end <- nil
	if err := <-done; err != nil {
		t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 2 {
		t.Errorf("%d messages", n)
	}
	if err := r.bot.PostDigest(r.ctx, slotOn(2), telling(item(1), item(2))); err == nil {
		t.Error("a bot that has ended posts")
	}
}

// Below a digest its readers find the passages in their place, and can say that it
// quotes wrongly.
func TestBelowDigest(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	digest := func(context.Context, []byte, string) (*outbox.Edition, error) {
		return &outbox.Edition{Sections: []outbox.Section{{
			Entries: []string{"She says “the dam is safe”."}, Passages: []message.Passage{{Block: 0, Number: 1, Label: "she: The dam is safe", Ref: "p1"}},
		}}}, nil
	}
	if err := r.bot.PostDigest(r.ctx, slotOn(1), digest); err != nil {
		t.Fatal(err)
	}
	shown := fakediscord.Render(r.fake.Posted(fakediscord.ChannelID)[0])
	for _, want := range []string{"<In context …> 1|cx|brief", "[1] she: The dam is safe = p1", "[Wrong quote?] 1|wp|brief"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in:\n%s", want, shown)
		}
	}
}
