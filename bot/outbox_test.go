package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/corpus"
)

func compose(blocks ...string) Compose {
	return func(context.Context, []byte, string) (*Edition, error) {
		return &Edition{Sections: []Section{{Entries: blocks}}, State: []byte("1")}, nil
	}
}

// item is a block so long that two of them make two messages.
func item(n int) string { return fmt.Sprintf("item %d %s", n, strings.Repeat("x", 1200)) }

// world is a source of news in which two items happen a day. Its Compose hands
// out what happened since the state, which is the number of the last item.
func world(day int) Compose {
	return func(_ context.Context, since []byte, _ string) (*Edition, error) {
		last := 0
		fmt.Sscan(string(since), &last)
		e := &Edition{Sections: make([]Section, 1), State: fmt.Append(nil, 2*day)}
		for n := last + 1; n <= 2*day; n++ {
			e.Sections[0].Entries = append(e.Sections[0].Entries, item(n))
		}
		return e, nil
	}
}

func slotOf(day int) Slot {
	date := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	return Slot{Subscription: "daily", Channel: fakediscord.ChannelID, Date: date.Format(time.DateOnly), Title: "harbour"}
}

// items returns the numbers of the items in the channel, in order.
func items(f *fakediscord.Server) []int {
	var out []int
	for _, m := range f.Posted(fakediscord.ChannelID) {
		var n int
		if _, err := fmt.Sscanf(m.Content, "item %d ", &n); err != nil {
			n = -1
		}
		out = append(out, n)
	}
	return out
}

func upTo(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i+1)
	}
	return out
}

// A post that meets a fault is in the channel once, and PostDigest knows.
func TestPostFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		n     int
		fault fakediscord.Fault
	}{
		{"429", 2, fakediscord.RateLimited(100 * time.Millisecond)},
		{"429 globally", 1, fakediscord.GloballyRateLimited(100*time.Millisecond, false)},
		{"429 globally with reset", 1, fakediscord.GloballyRateLimited(100*time.Millisecond, true)},
		{"500 before", 2, fakediscord.StatusBefore(500)},
		{"500 after", 2, fakediscord.StatusAfter(500)},
		{"502 before", 2, fakediscord.StatusBefore(502)},
		{"502 after", 2, fakediscord.StatusAfter(502)},
		{"503 before", 2, fakediscord.StatusBefore(503)},
		{"504 before", 2, fakediscord.StatusBefore(504)},
		{"503 after", 2, fakediscord.StatusAfter(503)},
		{"504 after", 2, fakediscord.StatusAfter(504)},
		{"reset before", 2, fakediscord.ResetBefore()},
		{"reset after", 2, fakediscord.ResetAfter()},
		{"hang before", 1, fakediscord.HangBefore()},
		{"hang after", 1, fakediscord.HangAfter()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t, func(r *running) { r.opts.RequestTimeout = 200 * time.Millisecond })
			r.make()
			defer r.bot.stop()
			r.fake.Fail(fakediscord.CreateMessage, tt.n, tt.fault)
			if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err != nil {
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
	r := newRunning(t, func(r *running) { r.opts.Now = r.fake.Now })
	r.make()
	defer r.bot.stop()
	r.fake.Fail(fakediscord.CreateMessage, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		for n := range 250 {
			r.fake.Say(fakediscord.ChannelID, "other", fmt.Sprint("-# harbour · 21 November 2026 · daily · ", n))
		}
		fakediscord.StatusAfter(502)(w, q, serve, done)
		r.fake.Advance(6 * time.Minute)
	})
	if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err == nil {
		t.Error("no error, though the message's fate is unknown")
	}
	if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err != nil {
		t.Error(err)
	}
	if got := items(r.fake); !slices.Equal(got, upTo(2)) {
		t.Errorf("items %v", got)
	}
}

// A begun digest is finished before the next day's is composed.
func TestInOrder(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	ctx, cancel := context.WithCancel(r.ctx)
	r.fake.Fail(fakediscord.CreateMessage, 1, func(http.ResponseWriter, *http.Request, func(http.ResponseWriter), <-chan struct{}) { cancel() })
	if err := r.bot.PostDigest(ctx, slotOf(1), world(1)); err == nil {
		t.Error("no error")
	}
	for _, day := range []int{2, 1, 2, 3} { // also days that are over
		if err := r.bot.PostDigest(r.ctx, slotOf(day), world(day)); err != nil {
			t.Error(err)
		}
	}
	if got := items(r.fake); !slices.Equal(got, upTo(6)) {
		t.Errorf("items %v", got)
	}
	if state, last, err := r.bot.Told(r.ctx, fakediscord.ChannelID, "daily"); err != nil || string(state) != "6" || last != slotOf(3).Date {
		t.Errorf("state %q, last slot %q, error %v", state, last, err)
	}
}

// refusing is a notebook that takes the first n writes.
type refusing struct {
	Notebook
	n int
}

func (r *refusing) Put(ctx context.Context, b *corpus.Batch) error {
	if r.n--; r.n < 0 {
		return errors.New("no room")
	}
	return r.Notebook.Put(ctx, b)
}

// What was written down and not sent is composed anew: what it says may not hold
// any more.
func TestUnsentIsComposedAnew(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	opts := r.opts
	opts.Notes = &refusing{r.opts.Notes, 1}
	b, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.stop()
	if err := b.PostDigest(r.ctx, slotOf(1), compose("before the correction")); err == nil {
		t.Fatal("no error")
	}
	r.make()
	defer r.bot.stop()
	if err := r.bot.PostDigest(r.ctx, slotOf(1), compose("after the correction")); err != nil {
		t.Fatal(err)
	}
	posted := r.fake.Posted(fakediscord.ChannelID)
	if len(posted) != 1 || !strings.HasPrefix(posted[0].Content, "after the correction") {
		t.Errorf("%d messages, %+v", len(posted), posted)
	}
}

// Two processes on one store, and two whose lock does not hold: Discord knows
// the nonce.
func TestTwoPosters(t *testing.T) {
	t.Parallel()
	for _, locked := range []bool{true, false} {
		r := newRunning(t)
		var wg sync.WaitGroup
		for range 2 {
			opts := r.opts
			if !locked {
				opts.Notes = unlocked{r.opts.Notes}
			}
			b, err := New(opts)
			if err != nil {
				t.Fatal(err)
			}
			defer b.stop()
			wg.Go(func() {
				for day := 1; day <= 3; day++ {
					if err := b.PostDigest(r.ctx, slotOf(day), world(day)); err != nil && locked {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if got := items(r.fake); !slices.Equal(got, upTo(6)) {
			t.Errorf("locked %v: items %v", locked, got)
		}
	}
}

type unlocked struct{ Notebook }

func (unlocked) Lock(context.Context, string) (func(), error) { return func() {}, nil }

// A channel that refuses gets what could not be said once it does not any more,
// and the caller is told what to do.
func TestChannelRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		permissions int64
		code        int
		hint        string
	}{
		{"may not write", fakediscord.ViewChannel, 50013, "give it Send Messages"},
		{"may not see", 0, 50001, "give it View Channel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t, func(r *running) { r.opts.Now = r.fake.Now })
			r.make()
			defer r.bot.stop()
			refused := func(day int) {
				t.Helper()
				var e *ChannelError
				err := r.bot.PostDigest(r.ctx, slotOf(day), world(day))
				if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(err.Error(), tt.hint) {
					t.Errorf("error %v, want code %d", err, tt.code)
				}
			}
			r.fake.Permit(fakediscord.ChannelID, tt.permissions)
			refused(1)
			r.fake.Advance(24 * time.Hour)
			refused(2)
			r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
			if err := r.bot.PostDigest(r.ctx, slotOf(2), world(2)); err != nil {
				t.Error(err)
			}
			if got := items(r.fake); !slices.Equal(got, upTo(4)) {
				t.Errorf("items %v", got)
			}
		})
	}
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	var e *ChannelError
	err := r.bot.PostDigest(r.ctx, Slot{Channel: "1", Date: "2026-11-21"}, world(1))
	if !errors.As(err, &e) || e.Code != 10003 || !strings.Contains(err.Error(), "the channel is gone") {
		t.Errorf("unknown channel: %v", err)
	}
}

// What becomes of a message is in the table, by code; what is not there by status.
func TestFates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status, code int
		want         fate
	}{
		{404, 10003, halt}, {404, 10004, halt}, {403, 50001, halt}, {403, 50007, halt}, {403, 50013, halt}, {400, 50024, halt}, {403, 99999, halt},
		{404, 0, again}, {403, 0, again},
		{404, 10008, done}, {400, 50035, drop}, {400, 99999, drop}, {413, 0, drop},
		{429, 20028, again}, {401, 0, again}, {403, 130000, again}, {500, 0, again},
	} {
		t.Run(fmt.Sprint(tt.status, " ", tt.code), func(t *testing.T) {
			t.Parallel()
			r := newRunning(t)
			r.make()
			defer r.bot.stop()
			n := 1
			if tt.status == 429 {
				tt.status = 400 // with 429 it is the transport's
			}
			r.fake.Fail(fakediscord.CreateMessage, n, fakediscord.Refused(tt.status, tt.code, "no"))
			err := r.bot.PostDigest(r.ctx, slotOf(1), world(1))
			switch tt.want {
			case halt:
				if !errors.As(err, new(*ChannelError)) {
					t.Errorf("error %v", err)
				}
			case done, drop:
				// The other message of the digest is posted all the same.
				if got := items(r.fake); err != nil || !slices.Equal(got, []int{2}) {
					t.Errorf("items %v, error %v", got, err)
				}
			case again:
				if errors.As(err, new(*ChannelError)) {
					t.Errorf("error %v", err)
				}
				if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err != nil {
					t.Errorf("again: %v", err)
				}
				if got := items(r.fake); !slices.Equal(got, upTo(2)) {
					t.Errorf("items %v", got)
				}
			}
		})
	}
}

// Two subscriptions of one channel: what one has told the other does not tell
// again, and what one could not tell the other does.
func TestTwoSubscriptions(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	slot := func(subscription string, day int) Slot {
		s := slotOf(day)
		s.Subscription = subscription
		return s
	}
	ctx, cancel := context.WithCancel(r.ctx)
	stopped := func(ctx context.Context, since []byte, last string) (*Edition, error) {
		defer cancel() // after it is composed and before anything is sent
		return world(2)(ctx, since, last)
	}
	if err := r.bot.PostDigest(r.ctx, slot("morning", 1), world(1)); err != nil {
		t.Error(err)
	}
	if err := r.bot.PostDigest(ctx, slot("morning", 2), stopped); err == nil {
		t.Error("no error")
	}
	for _, s := range []Slot{slot("evening", 2), slot("morning", 2), slot("evening", 2)} {
		if err := r.bot.PostDigest(r.ctx, s, world(2)); err != nil {
			t.Error(err)
		}
	}
	if got := items(r.fake); !slices.Equal(got, upTo(4)) {
		t.Errorf("items %v", got)
	}
	if m := r.fake.Posted(fakediscord.ChannelID)[2]; !strings.Contains(m.Content, "evening · 1/2") {
		t.Errorf("the third message ends with %q", m.Content[max(0, len(m.Content)-60):])
	}
}

// The role of a subscription is pinged by the first message, and by no other.
func TestRoleIsMentionedOnce(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	const role = "650000000000000001"
	r.fake.AllowMention(role)
	slot := slotOf(1)
	slot.Role = role
	if err := r.bot.PostDigest(r.ctx, slot, compose(item(1)+"<@&999> @everyone", item(2))); err != nil {
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
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Refused(404, 10008, "Unknown Message"))
	if err := r.bot.PostDigest(r.ctx, slotOf(1), compose("x")); err != nil {
		t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 0 {
		t.Errorf("%d messages", n)
	}
}

// Nothing to say is said by not saying anything, once; and texts do not stay in
// the store once they are posted.
func TestSilentAndForgotten(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	composed := 0
	silent := func(context.Context, []byte, string) (*Edition, error) {
		composed++
		return &Edition{State: []byte("s")}, nil
	}
	for range 2 {
		if err := r.bot.PostDigest(r.ctx, slotOf(1), silent); err != nil {
			t.Error(err)
		}
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 0 || composed != 1 {
		t.Errorf("%d messages, composed %d times", n, composed)
	}
	if err := r.bot.PostDigest(r.ctx, slotOf(2), compose("something secret")); err != nil {
		t.Error(err)
	}
	raw, err := r.opts.Notes.Note(r.ctx, recordKey(fakediscord.ChannelID, begun{"daily", slotOf(2).Date}))
	var rec record
	if err != nil || json.Unmarshal(raw, &rec) != nil || rec.Posted.IsZero() || rec.Parts[0].Message == "" || strings.Contains(string(raw), "secret") {
		t.Errorf("record %s, error %v", raw, err)
	}
}

// What the composer cannot write is not posted, and may be tried again.
func TestComposeFails(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	bad := errors.New("no corpus")
	err := r.bot.PostDigest(r.ctx, slotOf(1), func(context.Context, []byte, string) (*Edition, error) { return nil, bad })
	if !errors.Is(err, bad) {
		t.Errorf("error %v", err)
	}
	if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err != nil {
		t.Error(err)
	}
	if got := items(r.fake); !slices.Equal(got, upTo(2)) {
		t.Errorf("items %v", got)
	}
	if err := r.bot.PostDigest(r.ctx, Slot{Channel: "1", Date: "tomorrow"}, world(1)); err == nil {
		t.Error("no error for a date that is none")
	}
}

// Work that was handed to the bot is finished before Run returns.
func TestDigestSurvivesShutdown(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Delayed(300*time.Millisecond))
	done := make(chan error, 1)
	go func() { done <- r.bot.PostDigest(r.ctx, slotOf(1), world(1)) }()
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
	if got := items(r.fake); !slices.Equal(got, upTo(2)) {
		t.Errorf("items %v", got)
	}
	if err := r.bot.PostDigest(r.ctx, slotOf(2), world(2)); err == nil {
		t.Error("a bot that has ended posts")
	}
}
