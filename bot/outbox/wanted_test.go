package outbox

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
)

// What people do to a subscription, or to the bot, at the very moment of a digest.
var interventions = map[string]func(t *testing.T, book *subscription.Book, id string){
	"paused": func(t *testing.T, book *subscription.Book, id string) {
		if _, _, err := book.Pause(t.Context(), id, subscription.Pause{By: "1"}); err != nil {
			t.Error(err)
		}
	},
	"removed": func(t *testing.T, book *subscription.Book, id string) {
		if _, err := book.Remove(t.Context(), id); err != nil {
			t.Error(err)
		}
	},
}

// subscribed is a bot with one subscription, and the slot of a day of it.
func subscribed(t *testing.T) (*posting, *subscription.Book, func(day int) Slot) {
	t.Helper()
	r := newPosting(t)
	book := subscription.NewBook(r.opts.Notes.(subscription.Notes), nil, time.Now)
	s, err := book.Add(t.Context(), subscription.Subscription{
		Guild: fakediscord.GuildID, Channel: fakediscord.ChannelID, At: 7 * 60, Days: digest.EveryDay, Zone: "UTC",
	})
	if err != nil {
		t.Fatal(err)
	}
	r.opts.Book = func() *subscription.Book { return book }
	r.make()
	t.Cleanup(r.box.stop)
	return r, book, func(day int) Slot {
		slot := slotOf(day)
		slot.Subscription = s.ID
		return slot
	}
}

// Who pauses a digest or removes it before anything of it was sent gets none of it,
// and none of its words are kept. What it would have said is said once it is resumed.
func TestNotBegunWhereNobodyWantsIt(t *testing.T) {
	t.Parallel()
	for name, intervene := range interventions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, book, slot := subscribed(t)
			err := r.box.Post(r.ctx, slot(1), func(ctx context.Context, since []byte, last string) (*Edition, error) {
				intervene(t, book, slot(1).Subscription)
				return world(1)(ctx, since, last)
			})
			if !errors.Is(err, ErrUnwanted) {
				t.Errorf("error %v", err)
			}
			if n := len(r.fake.Calls(fakediscord.CreateMessage)); n != 0 {
				t.Errorf("%d messages were sent", n)
			}
			for note, err := range r.opts.Notes.Notes(r.ctx, "digest/") {
				t.Errorf("%s is kept, %v", note.Key, err)
			}
			if name == "removed" {
				return
			}
			if _, _, err := book.Resume(r.ctx, slot(1).Subscription); err != nil {
				t.Fatal(err)
			}
			if err := r.box.Post(r.ctx, slot(2), world(2)); err != nil {
				t.Error(err)
			}
			if got := items(r.fake); !slices.Equal(got, upTo(4)) {
				t.Errorf("items %v", got)
			}
		})
	}
}

// A digest that was written down and never sent, because its process ended, is
// deleted with its words where it was paused meanwhile.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	r, book, slot := subscribed(t)
	opts := r.opts
	opts.Notes = &refusing{r.opts.Notes, 1}
	dying, err := open(opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := dying.Post(r.ctx, slot(1), world(1)); err == nil {
		t.Error("no error")
	}
	dying.stop()
	interventions["paused"](t, book, slot(1).Subscription)
	if err := r.box.Post(r.ctx, slot(1), world(1)); !errors.Is(err, ErrUnwanted) {
		t.Errorf("error %v", err)
	}
	if raw, err := r.opts.Notes.Note(r.ctx, recordKey(fakediscord.ChannelID, begun{slot(1).Subscription, slot(1).Date})); raw != nil || err != nil {
		t.Errorf("kept: %s, %v", raw, err)
	}
}

// What is begun is finished, whatever becomes of the subscription between two
// messages of it.
func TestBegunIsFinished(t *testing.T) {
	t.Parallel()
	for name, intervene := range interventions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, book, slot := subscribed(t)
			r.fake.Fail(fakediscord.CreateMessage, 1, func(w http.ResponseWriter, _ *http.Request, serve func(http.ResponseWriter), _ <-chan struct{}) {
				intervene(t, book, slot(1).Subscription)
				serve(w)
			})
			if err := r.box.Post(r.ctx, slot(1), world(1)); err != nil {
				t.Error(err)
			}
			if got := items(r.fake); !slices.Equal(got, upTo(2)) {
				t.Errorf("items %v", got)
			}
		})
	}
}

// A permission that is taken away between two messages stops the digest there; once it
// is given again the rest follows, and nothing twice.
func TestStoppedBetweenMessages(t *testing.T) {
	t.Parallel()
	r, _, slot := subscribed(t)
	r.fake.Fail(fakediscord.CreateMessage, 1, func(w http.ResponseWriter, _ *http.Request, serve func(http.ResponseWriter), _ <-chan struct{}) {
		serve(w)
		r.fake.Permit(fakediscord.ChannelID, fakediscord.ViewChannel|fakediscord.ReadMessageHistory)
	})
	for range 2 {
		var refused *ChannelError
		if err := r.box.Post(r.ctx, slot(1), world(1)); !errors.As(err, &refused) || refused.Code != rest.CodePermissions {
			t.Errorf("error %v", err)
		}
		if got := items(r.fake); !slices.Equal(got, upTo(1)) {
			t.Errorf("items %v", got)
		}
	}
	r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
	if err := r.box.Post(r.ctx, slot(2), world(2)); err != nil {
		t.Error(err)
	}
	if got := items(r.fake); !slices.Equal(got, upTo(4)) {
		t.Errorf("items %v", got)
	}
}
