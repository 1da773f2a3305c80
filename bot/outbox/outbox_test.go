package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"briefbot/bot/fakediscord"
)

// A begun digest is finished before the next day's is composed.
func TestInOrder(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	ctx, cancel := context.WithCancel(r.ctx)
	r.fake.Fail(fakediscord.CreateMessage, 1, func(http.ResponseWriter, *http.Request, func(http.ResponseWriter), <-chan struct{}) { cancel() })
	if err := r.box.Post(ctx, slotOf(1), world(1)); err == nil {
		t.Error("no error")
	}
	for _, day := range []int{2, 1, 2, 3} { // also days that are over
		if err := r.box.Post(r.ctx, slotOf(day), world(day)); err != nil {
			t.Error(err)
		}
	}
	if got := items(r.fake); !slices.Equal(got, upTo(6)) {
		t.Errorf("items %v", got)
	}
	if state, last, err := Told(r.ctx, r.opts.Notes, fakediscord.ChannelID, "daily"); err != nil || string(state) != "6" || last != slotOf(3).Date {
		t.Errorf("state %q, last slot %q, error %v", state, last, err)
	}
}

// What was written down and not sent is composed anew: what it says may not hold
// any more.
func TestUnsentIsComposedAnew(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	opts := r.opts
	opts.Notes = &refusing{r.opts.Notes, 1}
	b, err := open(opts)
	if err != nil {
		t.Fatal(err)
	}
	defer b.stop()
	if err := b.Post(r.ctx, slotOf(1), compose("before the correction")); err == nil {
		t.Fatal("no error")
	}
	r.make()
	defer r.box.stop()
	if err := r.box.Post(r.ctx, slotOf(1), compose("after the correction")); err != nil {
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
		r := newPosting(t)
		r.twice(t, locked, func(b *box) {
			for day := 1; day <= 3; day++ {
				if err := b.Post(r.ctx, slotOf(day), world(day)); err != nil && locked {
					t.Error(err)
				}
			}
		})
		if got := items(r.fake); !slices.Equal(got, upTo(6)) {
			t.Errorf("locked %v: items %v", locked, got)
		}
	}
}

// Two subscriptions of one channel: what one has told the other does not tell
// again, and what one could not tell the other does.
func TestTwoSubscriptions(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	defer r.box.stop()
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
	if err := r.box.Post(r.ctx, slot("morning", 1), world(1)); err != nil {
		t.Error(err)
	}
	if err := r.box.Post(ctx, slot("morning", 2), stopped); err == nil {
		t.Error("no error")
	}
	for _, s := range []Slot{slot("evening", 2), slot("morning", 2), slot("evening", 2)} {
		if err := r.box.Post(r.ctx, s, world(2)); err != nil {
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

// Nothing to say is said by not saying anything, once; and texts do not stay in
// the store once they are posted.
func TestSilentAndForgotten(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	composed := 0
	silent := func(context.Context, []byte, string) (*Edition, error) {
		composed++
		return &Edition{State: []byte("s")}, nil
	}
	for range 2 {
		if err := r.box.Post(r.ctx, slotOf(1), silent); err != nil {
			t.Error(err)
		}
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 0 || composed != 1 {
		t.Errorf("%d messages, composed %d times", n, composed)
	}
	if err := r.box.Post(r.ctx, slotOf(2), compose("something secret")); err != nil {
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
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	bad := errors.New("no corpus")
	err := r.box.Post(r.ctx, slotOf(1), func(context.Context, []byte, string) (*Edition, error) { return nil, bad })
	if !errors.Is(err, bad) {
		t.Errorf("error %v", err)
	}
	if err := r.box.Post(r.ctx, slotOf(1), world(1)); err != nil {
		t.Error(err)
	}
	if got := items(r.fake); !slices.Equal(got, upTo(2)) {
		t.Errorf("items %v", got)
	}
	if err := r.box.Post(r.ctx, Slot{Channel: "1", Date: "tomorrow"}, world(1)); err == nil {
		t.Error("no error for a date that is none")
	}
}

// twice has two bots on one store do the same at the same time and waits for both;
// unless it is locked, the store's lock holds neither of them.
func (r *posting) twice(t *testing.T, locked bool, work func(*box)) {
	t.Helper()
	var wg sync.WaitGroup
	for range 2 {
		opts := r.opts
		if !locked {
			opts.Notes = unlocked{r.opts.Notes}
		}
		b, err := open(opts)
		if err != nil {
			t.Fatal(err)
		}
		defer b.stop()
		wg.Go(func() { work(b) })
	}
	wg.Wait()
}
