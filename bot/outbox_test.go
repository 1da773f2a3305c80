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
	return func(context.Context, []byte) ([]string, []byte, error) { return blocks, []byte("1"), nil }
}

// item is a block so long that two of them make two messages.
func item(n int) string { return fmt.Sprintf("item %d %s", n, strings.Repeat("x", 1200)) }

// world is a source of news in which two items happen a day. Its Compose hands
// out what happened since the state, which is the number of the last item.
func world(day int) Compose {
	return func(_ context.Context, since []byte) (blocks []string, upto []byte, err error) {
		last := 0
		fmt.Sscan(string(since), &last)
		for n := last + 1; n <= 2*day; n++ {
			blocks = append(blocks, item(n))
		}
		return blocks, fmt.Append(nil, 2*day), nil
	}
}

func slotOf(day int) Slot {
	date := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	return Slot{Channel: fakediscord.ChannelID, Date: date.Format(time.DateOnly), Title: "harbour"}
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
			const last = "-# harbour · 21 November 2026 · 2/2"
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
			r.fake.Say(fakediscord.ChannelID, "other", fmt.Sprint("-# harbour · 21 November 2026 · ", n))
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
	if cursor, err := r.bot.Cursor(r.ctx, fakediscord.ChannelID); err != nil || string(cursor) != "6" {
		t.Errorf("cursor %q, error %v", cursor, err)
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

// A channel that refuses is left alone, and the next day's digest holds what
// could not be said.
func TestChannelRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		permissions int64
		code        int
	}{
		{"may not write", fakediscord.ViewChannel, 50013},
		{"may not see", 0, 50001},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t, func(r *running) { r.opts.Now = r.fake.Now })
			r.make()
			defer r.bot.stop()
			refused := func(day, calls int) {
				t.Helper()
				var e *ChannelError
				if err := r.bot.PostDigest(r.ctx, slotOf(day), world(day)); !errors.As(err, &e) || e.Code != tt.code {
					t.Errorf("error %v, want code %d", err, tt.code)
				}
				if n := len(r.fake.Calls(fakediscord.CreateMessage)); n != calls {
					t.Errorf("%d requests, want %d", n, calls)
				}
			}
			r.fake.Permit(fakediscord.ChannelID, tt.permissions)
			refused(1, 1)
			refused(1, 1) // too early to try again
			r.fake.Advance(refusedFor)
			if tt.code == 50001 {
				refused(1, 1) // already the search is refused
			} else {
				refused(1, 2)
			}
			calls := len(r.fake.Calls(fakediscord.CreateMessage))
			refused(2, calls+1) // the next day
			r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
			r.fake.Advance(refusedFor)
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
	if !errors.As(err, &e) || e.Code != codeUnknownChannel || !strings.Contains(err.Error(), "no such channel") {
		t.Errorf("unknown channel: %v", err)
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
	silent := func(context.Context, []byte) ([]string, []byte, error) {
		composed++
		return nil, []byte("s"), nil
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
	raw, err := r.opts.Notes.Note(r.ctx, recordKey(fakediscord.ChannelID, slotOf(2).Date))
	var rec record
	if err != nil || json.Unmarshal(raw, &rec) != nil || rec.State != posted || rec.Parts[0].Message == "" || strings.Contains(string(raw), "secret") {
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
	err := r.bot.PostDigest(r.ctx, slotOf(1), func(context.Context, []byte) ([]string, []byte, error) { return nil, nil, bad })
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
