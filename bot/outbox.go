package bot

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// A Slot is one digest of one channel: that of a date.
type Slot struct {
	Channel string
	// Date is the local date of the digest, "2026-11-22". An hour can come twice
	// in a day, a date cannot come twice in a year.
	Date string
	// Title is what the last line of every message begins with, "Digest" if it
	// is "".
	Title string
}

// Compose writes a digest: what is new since the state that the channel's last
// digest ended with, nil for the first, and the state that this one ends with.
// A digest without blocks is one that says nothing.
type Compose func(ctx context.Context, since []byte) (blocks []string, upto []byte, err error)

// A ChannelError is returned where the bot may not post in a channel, or the
// channel is gone. Somebody has to do something about it.
type ChannelError struct {
	Channel string
	Code    int // Discord's
}

func (e *ChannelError) Error() string {
	return fmt.Sprintf("post in channel %s: %s", e.Channel, channelHints[e.Code])
}

// channelHints are the errors of Discord's that stay until somebody acts.
var channelHints = map[int]string{
	codeUnknownChannel:     "there is no such channel; set another",
	codeUnknownGuild:       "the bot is not in that server any more",
	codeMissingAccess:      "the bot does not see it; give it View Channel there",
	codeMissingPermissions: "the bot may not write there; give it Send Messages",
}

// refusedFor is how long a channel that refused a digest is left alone.
const refusedFor = time.Hour

// The states of a digest and of a part of it.
type state string

const (
	pending state = "pending" // of a part: never sent
	sending state = "sending" // of a part: it may have been sent
	sent    state = "sent"    // of a part: it is in the channel
	open    state = "open"    // of a digest: not all parts are sent
	posted  state = "posted"  // of a digest
	refused state = "refused" // of a digest: see ChannelError
	dropped state = "dropped" // of a digest: refused until the next one came
)

// record is the note of a digest. The texts are kept until they are posted, and
// not longer.
type record struct {
	State  state     `json:"state"`
	Parts  []part    `json:"parts"`
	Upto   []byte    `json:"upto,omitempty"`
	Code   int       `json:"code,omitempty"`  // why it was refused
	Again  time.Time `json:"again,omitzero"`  // when to try again
	Posted time.Time `json:"posted,omitzero"` // when the last part was
}

// part is one message of a digest.
type part struct {
	State   state     `json:"state"`
	Text    string    `json:"text,omitempty"`
	Mark    string    `json:"mark"`              // its last line, by which it is found again
	Nonce   string    `json:"nonce"`             // by which Discord knows it again for some minutes
	At      time.Time `json:"at,omitzero"`       // when sending began
	Message string    `json:"message,omitempty"` // its identifier
}

// ledger is the note of a channel.
type ledger struct {
	Last   string `json:"last,omitempty"` // the date of the last digest
	Open   string `json:"open,omitempty"` // the date of one that was begun
	Cursor []byte `json:"cursor,omitempty"`
}

func ledgerKey(channel string) string       { return "digest/" + channel }
func recordKey(channel, date string) string { return "digest/" + channel + "/" + date }

// PostDigest posts the digest of a slot, if it is not posted yet. However often
// it is called, by however many processes on one store, and wherever one of them
// ends: every message of a slot appears once, and the slots of a channel appear
// in order. An error says that the slot is not posted, and may be tried again
// later.
//
// It writes what it is about to post down before it posts, and under the same
// lock finishes a digest that was begun before it composes another. compose is
// called again for a slot of which nothing was sent yet, since what was written
// down may not hold any more, and not for one of which anything may have been.
func (b *Bot) PostDigest(ctx context.Context, slot Slot, compose Compose) error {
	if !b.begin() {
		return errors.New("the bot is ending")
	}
	defer b.work.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.life, cancel)()

	if _, err := time.Parse(time.DateOnly, slot.Date); err != nil {
		return fmt.Errorf("digest for %s: %w", slot.Channel, err)
	}
	unlock, err := b.opts.Notes.Lock(ctx, ledgerKey(slot.Channel))
	if err != nil {
		return fmt.Errorf("digest for %s: %w", slot.Channel, err)
	}
	defer unlock()
	if err := b.postDigest(ctx, slot, compose); err != nil {
		return fmt.Errorf("digest %s for %s: %w", slot.Date, slot.Channel, err)
	}
	return nil
}

func (b *Bot) postDigest(ctx context.Context, slot Slot, compose Compose) error {
	var book ledger
	if _, err := b.read(ctx, ledgerKey(slot.Channel), &book); err != nil {
		return err
	}
	if slot.Date <= book.Last {
		return nil // posted, or its day is over
	}
	if book.Open != "" && book.Open != slot.Date {
		if slot.Date < book.Open {
			return fmt.Errorf("that of %s is begun", book.Open)
		}
		if err := b.finish(ctx, slot.Channel, book.Open, &book); err != nil && !b.drop(ctx, slot.Channel, &book, err) {
			return err
		}
	}
	fresh, err := b.unsent(ctx, slot, &book)
	if err != nil {
		return err
	}
	if fresh {
		blocks, upto, err := compose(ctx, book.Cursor)
		if err != nil {
			return err
		}
		book.Open = slot.Date
		r := &record{State: open, Parts: parts(slot, blocks), Upto: upto}
		if err := b.write(ctx, slot.Channel, slot.Date, r, &book); err != nil {
			return err
		}
	}
	return b.finish(ctx, slot.Channel, slot.Date, &book)
}

// unsent reports whether nothing of the slot's digest can have been sent: it is
// not written down, or no part of it was begun.
func (b *Bot) unsent(ctx context.Context, slot Slot, book *ledger) (bool, error) {
	if book.Open != slot.Date {
		return true, nil
	}
	var r record
	if _, err := b.read(ctx, recordKey(slot.Channel, slot.Date), &r); err != nil {
		return false, err
	}
	for _, p := range r.Parts {
		if p.State != pending {
			return false, nil
		}
	}
	return r.State == open, nil
}

// finish sends what is left of a digest that is written down.
func (b *Bot) finish(ctx context.Context, channel, date string, book *ledger) error {
	var r record
	found, err := b.read(ctx, recordKey(channel, date), &r)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("its record is gone")
	}
	if r.State == refused && b.opts.Now().Before(r.Again) {
		return &ChannelError{channel, r.Code}
	}
	begun := time.Now()
	for i := range r.Parts {
		if r.Parts[i].State == sent {
			continue
		}
		err := b.send(ctx, channel, &r.Parts[i], func() error { return b.write(ctx, channel, date, &r, nil) })
		if err == nil {
			err = b.write(ctx, channel, date, &r, nil)
		}
		var refusal *ChannelError
		if errors.As(err, &refusal) {
			r.State, r.Code, r.Again = refused, refusal.Code, b.opts.Now().Add(refusedFor)
			return errors.Join(err, b.write(ctx, channel, date, &r, nil))
		}
		if err != nil {
			return err
		}
	}
	r.State, r.Posted, r.Code, r.Again = posted, b.opts.Now(), 0, time.Time{}
	for i := range r.Parts {
		r.Parts[i].Text = ""
	}
	*book = ledger{Last: date, Cursor: r.Upto}
	if err := b.write(ctx, channel, date, &r, book); err != nil {
		return err
	}
	b.log.Info("digest posted", "channel", channel, "slot", date, "parts", len(r.Parts), "took", time.Since(begun).Round(time.Millisecond))
	return nil
}

// drop gives up a digest that the channel refused, so that the next can be
// composed: it holds what the dropped one would have said, since the cursor
// stays where it was. It reports false for any other error.
func (b *Bot) drop(ctx context.Context, channel string, book *ledger, err error) bool {
	var refusal *ChannelError
	if !errors.As(err, &refusal) {
		return false
	}
	date := book.Open
	*book = ledger{Last: date, Cursor: book.Cursor}
	if err := b.write(ctx, channel, date, &record{State: dropped, Code: refusal.Code}, book); err != nil {
		return false
	}
	b.log.Warn("digest dropped", "channel", channel, "slot", date, "err", refusal)
	return true
}

// parts makes messages of the blocks, each with its mark as its last line.
func parts(slot Slot, blocks []string) []part {
	title := "Digest"
	if slot.Title != "" {
		title = markdown.EscapeQuoted(slot.Title)
	}
	date := slot.Date
	if day, err := time.Parse(time.DateOnly, slot.Date); err == nil {
		date = day.Format("2 January 2006")
	}
	mark := func(i, n int) string { return fmt.Sprintf("-# %s · %s · %d/%d", title, date, i, n) }
	texts := pack(blocks, maxContent-markdown.Len(mark(99, 99))-1)
	out := make([]part, len(texts))
	for i, text := range texts {
		m := mark(i+1, len(texts))
		out[i] = part{State: pending, Text: text, Mark: m, Nonce: nonce(recordKey(slot.Channel, slot.Date), i)}
	}
	return out
}

// nonce names a part for Discord.
func nonce(key string, i int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", key, i))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}

// Cursor returns the state that the last digest of a channel ended with, nil if
// there was none.
func (b *Bot) Cursor(ctx context.Context, channel string) ([]byte, error) {
	var book ledger
	_, err := b.read(ctx, ledgerKey(channel), &book)
	return book.Cursor, err
}

// read decodes a note, and reports whether it is there.
func (b *Bot) read(ctx context.Context, key string, v any) (bool, error) {
	raw, err := b.opts.Notes.Note(ctx, key)
	if err != nil || raw == nil {
		return false, err
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return false, fmt.Errorf("note %s: %w", key, err)
	}
	return true, nil
}

// write puts down a record and, unless it is nil, the ledger of its channel, in
// one transaction.
func (b *Bot) write(ctx context.Context, channel, date string, r *record, book *ledger) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	notes := map[string][]byte{recordKey(channel, date): raw}
	if book != nil {
		if raw, err = json.Marshal(book); err != nil {
			return err
		}
		notes[ledgerKey(channel)] = raw
	}
	return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: notes})
}
