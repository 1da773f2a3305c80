// Package outbox posts digests: every message of a slot once and in order, whatever
// happens to the processes, the clocks and the network between.
//
// An Edition is what a digest says. It is laid out on sheets (sheet.go), which become
// parts with their marks (edition.go); what is going to be posted is written down first
// (outbox.go), then sent with a nonce, or looked for by its mark where nobody knows what
// became of it (post.go), in threads and forums too (thread.go). What an error means for
// a message stands in one table (fate.go). What articles a message quotes is noted
// (cite.go), so that it is corrected when they are (amend.go, amend_text.go), by edits of
// the bot's own messages. A notice to those who manage a server goes the same way
// (notice.go).
package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"briefbot/bot/channel"
	"briefbot/bot/message"
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
)

// An Outbox posts and corrects digests, and posts notices. Its fields are set before it
// is used; several goroutines may use it.
type Outbox struct {
	Log      *slog.Logger
	Rest     *rest.Client
	Channels *channel.Directory
	// Notes keep what is posted and what is going to be.
	Notes notebook.Store
	// Book returns the subscriptions: a digest whose subscription is paused or removed is
	// not begun. Where it is nil, every digest is wanted.
	Book func() *subscription.Book
	// Below returns the rows of components below a message that shows these passages;
	// quotes says whether it has words in quotation marks. Nil for none.
	Below func(passages []message.Option, quotes bool) []message.Control
	// Now is the clock of this machine.
	Now func() time.Time
	// Backoff is the first pause before trying again, RequestTimeout how long one
	// request may take.
	Backoff, RequestTimeout time.Duration
}

// A Slot is one digest of one subscription: that of a date.
type Slot struct {
	// Subscription names who gets it.
	Subscription string
	Channel      string
	// Date is the local date of the digest, "2026-11-22". An hour can come twice
	// in a day, a date cannot come twice in a year.
	Date string
	// Title is what the last line of every message begins with, "Digest" if it
	// is "".
	Title string
	// Role is the role that the first message mentions, "" for none.
	Role string
	// Messages is the most messages that it may be, 0 for 10.
	Messages int
	// Thread says where in the channel they stand; Tag is the tag of a post.
	Thread subscription.Thread
	Tag    string
}

// Compose writes a digest: what is new since the state that the channel's last
// digest ended with, nil for the first. last is the date of the subscription's
// last slot, "" for none.
type Compose func(ctx context.Context, since []byte, last string) (*Edition, error)

// The states of a part of a digest.
type state string

const (
	pending state = "pending" // never sent
	sending state = "sending" // it may have been sent
	sent    state = "sent"    // it is in the channel
	dropped state = "dropped" // Discord does not take it
)

// record is the note of a digest. The texts are kept until they are posted, and
// not longer.
type record struct {
	Parts  []part    `json:"parts"`
	Role   string    `json:"role,omitempty"`  // pinged by the first part
	Venue  *venue    `json:"venue,omitempty"` // nil where all parts stand in the channel
	Upto   []byte    `json:"upto,omitempty"`  // the state that it ends with, until it is posted
	Posted time.Time `json:"posted,omitzero"` // when the last part was
}

// part is one message of a digest.
type part struct {
	State   state     `json:"state"`
	Text    string    `json:"text,omitempty"`
	Mark    string    `json:"mark"`              // its last line, by which it is found again
	Nonce   string    `json:"nonce"`             // by which Discord knows it again for some minutes
	At      time.Time `json:"at,omitzero"`       // when sending began
	Channel string    `json:"channel,omitempty"` // the thread that it stands in, "" for the channel
	Message string    `json:"message,omitempty"` // its identifier
	Cites   []told    `json:"cites,omitempty"`   // what it cites
	// Passages are those that its readers may see in their place, until it is posted.
	Passages []message.Option `json:"passages,omitempty"`
	Fixes    []fix            `json:"fixes,omitempty"` // what was corrected in it
}

// ledger is the note of a channel.
type ledger struct {
	// Slots has the date of the last digest of each subscription.
	Slots map[string]string `json:"slots,omitempty"`
	// Begun is the digest that was begun and is not posted, nil if there is none.
	// There is never another: what a digest says depends on those before it.
	Begun *begun `json:"begun,omitempty"`
	// Cursor is the state that the channel's last digest ended with.
	Cursor []byte `json:"cursor,omitempty"`
}

type begun struct {
	Subscription string `json:"subscription"`
	Date         string `json:"date"`
}

// Keys are the keys of all notes about a channel: of what was posted there, and of what
// it has been told.
func Keys(ctx context.Context, notes notebook.Store, channel string) ([]string, error) {
	keys, err := notebook.Keys(ctx, notes, ledgerKey(channel))
	return slices.DeleteFunc(keys, func(key string) bool {
		return key != ledgerKey(channel) && !strings.HasPrefix(key, ledgerKey(channel)+"/")
	}), err
}

func ledgerKey(channel string) string { return "digest/" + channel }

func recordKey(channel string, d begun) string {
	return "digest/" + channel + "/" + d.Subscription + "/" + d.Date
}

// Post posts the digest of a slot, if it is not posted yet. However often
// it is called, by however many processes on one store, and wherever one of them
// ends: every message of a slot appears once, and the slots of a channel appear
// in order. An error says that the slot is not posted: a *ChannelError that it
// will not be until somebody has acted, any other that it may be tried again.
//
// It writes what it is about to post down before it posts, and under the same
// lock finishes a digest that was begun before it composes another. Where the lock
// is lost, what another process has written since ends it: see notebook.Drawer. A digest whose
// subscription was paused or removed while it was composed is not begun, and what is
// begun is finished: half a digest would leave out what no other tells. compose is
// called again for a slot of which nothing was sent yet, since what was written
// down may not hold any more, and not for one of which anything may have been.
func (o *Outbox) Post(ctx context.Context, slot Slot, compose Compose) error {
	if _, err := time.Parse(time.DateOnly, slot.Date); err != nil {
		return fmt.Errorf("digest for %s: %w", slot.Channel, err)
	}
	unlock, err := o.Notes.Lock(ctx, ledgerKey(slot.Channel))
	if err != nil {
		return fmt.Errorf("digest for %s: %w", slot.Channel, err)
	}
	defer unlock()
	if err := o.postSlot(ctx, slot, compose); err != nil {
		return fmt.Errorf("digest %s for %s: %w", slot.Date, slot.Channel, err)
	}
	return nil
}

func (o *Outbox) postSlot(ctx context.Context, slot Slot, compose Compose) error {
	var book ledger
	notes := notebook.Open(o.Notes)
	if _, err := notes.Read(ctx, ledgerKey(slot.Channel), &book); err != nil {
		return err
	}
	if slot.Date <= book.Slots[slot.Subscription] {
		return nil // posted, or its day is over
	}
	own := begun{slot.Subscription, slot.Date}
	if book.Begun != nil {
		sent, err := anySent(ctx, notes, slot.Channel, *book.Begun)
		if err != nil {
			return err
		}
		if sent {
			if err := o.finish(ctx, notes, slot.Channel, &book); err != nil {
				return err
			}
			if slot.Date <= book.Slots[slot.Subscription] {
				return nil
			}
		}
	}
	edition, err := compose(ctx, book.Cursor, book.Slots[slot.Subscription])
	if err != nil {
		return err
	}
	if ok, err := o.wanted(ctx, slot); err != nil {
		return err
	} else if !ok {
		return errors.Join(ErrUnwanted, withdraw(ctx, notes, slot.Channel, own, &book))
	}
	var gone []string
	if book.Begun != nil && *book.Begun != own {
		// Nothing of it was sent, and what it would have said is in this one; or,
		// where it is another subscription's, in the one that it gets yet.
		gone = append(gone, recordKey(slot.Channel, *book.Begun))
	}
	book.Begun = &own
	r := &record{Parts: parts(slot, edition), Role: slot.Role, Venue: venueOf(slot), Upto: edition.State}
	if err := write(ctx, notes, slot.Channel, own, r, &book, gone...); err != nil {
		return err
	}
	return o.finish(ctx, notes, slot.Channel, &book)
}

// ErrUnwanted is returned for a digest whose subscription was paused or removed before
// anything of it was sent.
var ErrUnwanted = errors.New("the subscription is paused or removed")

// wanted reports whether the subscription of a slot is there and not paused. Where
// none are kept, all are.
func (o *Outbox) wanted(ctx context.Context, slot Slot) (bool, error) {
	if o.Book == nil {
		return true, nil
	}
	s, err := o.Book().Get(ctx, slot.Subscription)
	if errors.Is(err, subscription.ErrNotFound) {
		return false, nil
	}
	return err == nil && s.Pause == nil && s.Channel == slot.Channel, err
}

// withdraw deletes a digest of which nothing was sent.
func withdraw(ctx context.Context, notes *notebook.Drawer, channel string, d begun, book *ledger) error {
	if book.Begun == nil || *book.Begun != d {
		return nil
	}
	book.Begun = nil
	return notes.Put(ctx, map[string]any{recordKey(channel, d): nil, ledgerKey(channel): book})
}

// anySent reports whether anything of a digest that was begun may have been sent.
func anySent(ctx context.Context, notes *notebook.Drawer, channel string, d begun) (bool, error) {
	var r record
	if _, err := notes.Read(ctx, recordKey(channel, d), &r); err != nil {
		return false, err
	}
	return slices.ContainsFunc(r.Parts, func(p part) bool { return p.State != pending }), nil
}

// finish sends what is left of the digest that was begun.
func (o *Outbox) finish(ctx context.Context, notes *notebook.Drawer, channel string, book *ledger) error {
	d := *book.Begun
	var r record
	found, err := notes.Read(ctx, recordKey(channel, d), &r)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("the record of %s is gone", d.Date)
	}
	start := time.Now()
	save := func() error { return notes.Put(ctx, map[string]any{recordKey(channel, d): &r}) }
	for i := range r.Parts {
		p := &r.Parts[i]
		if p.State == sent || p.State == dropped {
			continue
		}
		pings := message.Nobody
		if i == 0 {
			pings = message.Only(r.Role)
		}
		if err := o.sendPart(ctx, channel, &r, i, pings, save); err != nil {
			return err
		}
		if i == len(r.Parts)-1 {
			break // what follows writes it down
		}
		if err := save(); err != nil {
			return err
		}
	}
	r.Posted = o.Now()
	for i := range r.Parts {
		r.Parts[i].Text, r.Parts[i].Passages = "", nil
	}
	if book.Slots == nil {
		book.Slots = map[string]string{}
	}
	book.Slots[d.Subscription], book.Begun, book.Cursor = d.Date, nil, r.Upto
	r.Upto = nil
	if err := write(ctx, notes, channel, d, &r, book); err != nil {
		return err
	}
	o.Log.Info("digest posted", "channel", channel, "slot", d.Date, "subscription", d.Subscription, "parts", len(r.Parts), "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// sendPart brings the ith part of a digest to where it stands.
func (o *Outbox) sendPart(ctx context.Context, channel string, r *record, i int, pings message.Mentions, save func() error) error {
	if i == 0 && r.Venue != nil && r.Venue.Kind == subscription.Post {
		return o.sendPost(ctx, channel, r, pings, save)
	}
	at, err := o.place(ctx, channel, r, i)
	if err != nil {
		return err
	}
	if at != channel {
		return o.follow(ctx, channel, at, &r.Parts[i], save)
	}
	return o.send(ctx, channel, &r.Parts[i], pings, save)
}

// Told returns what a channel has been told: the state that its last digest ended
// with, nil if there was none, and the date of the last slot of a subscription,
// "" if there was none.
func Told(ctx context.Context, notes notebook.Store, channel, subscription string) (state []byte, last string, err error) {
	var book ledger
	_, err = notebook.Read(ctx, notes, ledgerKey(channel), &book)
	return book.Cursor, book.Slots[subscription], err
}

// Forget deletes what a channel has been told, once it has no subscription any
// more: one that is made later begins anew. What has been posted is kept.
func Forget(ctx context.Context, notes notebook.Store, book *subscription.Book, channel string) error {
	unlock, err := notes.Lock(ctx, ledgerKey(channel))
	if err != nil {
		return err
	}
	defer unlock()
	all, err := book.All(ctx)
	if err != nil || slices.ContainsFunc(all, func(s *subscription.Subscription) bool { return s.Channel == channel }) {
		return err
	}
	return notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{ledgerKey(channel): nil}})
}

// write puts down the record of the digest that was begun and the ledger of its
// channel, and deletes notes, in one transaction.
func write(ctx context.Context, notes *notebook.Drawer, channel string, d begun, r *record, book *ledger, gone ...string) error {
	values := map[string]any{recordKey(channel, d): r, ledgerKey(channel): book}
	for _, key := range gone {
		values[key] = nil
	}
	return notes.Put(ctx, values)
}
