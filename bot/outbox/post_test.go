package outbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
)

// A post that meets a fault is in the channel once, and PostDigest knows.
func TestPostFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		n     int
		fault fakediscord.FaultOf
	}{
		{"429", 2, fakediscord.Met(fakediscord.RateLimited(100 * time.Millisecond))},
		{"429 globally", 1, fakediscord.Met(fakediscord.GloballyRateLimited(100*time.Millisecond, false))},
		{"429 globally with reset", 1, fakediscord.Met(fakediscord.GloballyRateLimited(100*time.Millisecond, true))},
		{"500 before", 2, fakediscord.Met(fakediscord.StatusBefore(500))},
		{"500 after", 2, fakediscord.Met(fakediscord.StatusAfter(500))},
		{"502 before", 2, fakediscord.Met(fakediscord.StatusBefore(502))},
		{"502 after", 2, fakediscord.Met(fakediscord.StatusAfter(502))},
		{"503 before", 2, fakediscord.Met(fakediscord.StatusBefore(503))},
		{"504 before", 2, fakediscord.Met(fakediscord.StatusBefore(504))},
		{"503 after", 2, fakediscord.Met(fakediscord.StatusAfter(503))},
		{"504 after", 2, fakediscord.Met(fakediscord.StatusAfter(504))},
		{"reset before", 2, fakediscord.Met(fakediscord.ResetBefore())},
		{"reset after", 2, fakediscord.Met(fakediscord.ResetAfter())},
		{"hang before", 1, (*fakediscord.Hangs).Before},
		{"hang after", 1, (*fakediscord.Hangs).After},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newPosting(t)
			r.make()
			defer r.box.stop()
			r.fake.Fail(fakediscord.CreateMessage, tt.n, tt.fault(r.hung))
			if err := r.box.Post(r.ctx, slotOf(1), world(1)); err != nil {
				t.Error(err)
			}
			if got := items(r.fake); !slices.Equal(got, upTo(2)) {
				t.Errorf("items %v", got)
			}
			const last = "-# harbour · 21 November 2026 · daily · 2/2"
			if m := r.fake.Posted(fakediscord.ChannelID)[1]; !strings.HasSuffix(m.Content, "\n"+last) {
				t.Errorf("the last message ends with %q", m.Content[max(0, len(m.Content)-50):])
			}
		})
	}
}

// Discord is away for longer than it knows a nonce: the message that it stored
// is found by its mark, among a busy channel's.
func TestFoundByItsMark(t *testing.T) {
	t.Parallel()
	r := newPosting(t, func(r *posting) { r.opts.Now = r.fake.Now })
	r.make()
	defer r.box.stop()
	r.fake.Fail(fakediscord.CreateMessage, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		for n := range 250 {
			r.fake.Say(fakediscord.ChannelID, "other", fmt.Sprint("-# harbour · 21 November 2026 · daily · ", n))
		}
		fakediscord.StatusAfter(502)(w, q, serve, done)
		r.fake.Advance(6 * time.Minute)
	})
	if err := r.box.Post(r.ctx, slotOf(1), world(1)); err == nil {
		t.Error("no error, though the message's fate is unknown")
	}
	if err := r.box.Post(r.ctx, slotOf(1), world(1)); err != nil {
		t.Error(err)
	}
	if got := items(r.fake); !slices.Equal(got, upTo(2)) {
		t.Errorf("items %v", got)
	}
}

// The role of a subscription is pinged by the first message, and by no other.
func TestRoleIsMentionedOnce(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	const role = "650000000000000001"
	r.fake.AllowMention(role)
	slot := slotOf(1)
	slot.Role = role
	if err := r.box.Post(r.ctx, slot, compose(item(1)+"<@&999> @everyone", item(2))); err != nil {
		t.Fatal(err)
	}
	posted := r.fake.Posted(fakediscord.ChannelID)
	if len(posted) != 2 || !strings.HasPrefix(posted[0].Content, "<@&"+role+">\nitem 1") || strings.Contains(posted[1].Content, role) {
		t.Errorf("%d messages", len(posted))
	}
	calls := r.fake.Calls(fakediscord.CreateMessage)
	for i, want := range []string{`"allowed_mentions":{"parse":[],"roles":["` + role + `"]}`, `"allowed_mentions":{"parse":[]}`} {
		if !strings.Contains(string(calls[i].Body), want) {
			t.Errorf("message %d: %s", i+1, calls[i].Body)
		}
	}
}

// Whoever deletes a message does not want it again.
func TestDeletedIsDelivered(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Refused(404, 10008, "Unknown Message"))
	if err := r.box.Post(r.ctx, slotOf(1), compose("x")); err != nil {
		t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 0 {
		t.Errorf("%d messages", n)
	}
}

// A channel whose history the bot may not read looks empty. What may be there is not
// posted again: whoever manages it is told what to give.
func TestHistoryMustBeReadable(t *testing.T) {
	t.Parallel()
	r := newPosting(t, func(r *posting) { r.opts.Now = r.fake.Now })
	r.make()
	defer r.box.stop()
	ctx, cancel := context.WithCancel(r.ctx)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.HangAfter())
	done := make(chan error, 1)
	go func() { done <- r.box.Post(ctx, slotOf(1), compose("x")) }()
	if _, err := r.fake.WaitPosted(r.ctx, fakediscord.ChannelID, 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	<-done
	r.fake.Advance(time.Hour)
	r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions&^fakediscord.ReadMessageHistory)
	var refused *ChannelError
	if err := r.box.Post(r.ctx, slotOf(1), compose("x")); !errors.As(err, &refused) || refused.Code != rest.CodePermissions {
		t.Errorf("without the permission: %v", err)
	}
	r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
	if err := r.box.Post(r.ctx, slotOf(1), compose("x")); err != nil {
		t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		t.Errorf("%d messages", n)
	}
}
