package corpus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// goneNotes say which articles were taken out and must not come back by
// themselves: their sources may still have them.
const goneNotes = "gone/"

// Gone says when an article was taken out, and why in a few words.
type Gone struct {
	At  time.Time `json:"at"`
	Why string    `json:"why"`
}

// WasRemoved returns when and why the article was taken out, nil if it was not.
func WasRemoved(ctx context.Context, store Store, id ID) (*Gone, error) {
	note, err := store.Note(ctx, goneNotes+string(id))
	if err != nil || note == nil {
		return nil, err
	}
	g := new(Gone)
	if err := json.Unmarshal(note, g); err != nil {
		return nil, fmt.Errorf("note %q: %w", goneNotes+string(id), err)
	}
	return g, nil
}

// Remove takes an article down with the texts that it had before, and sees to it
// that its source does not bring it again. What cites it learns of it through
// Corrections. An article that is not there is ErrNotFound.
func Remove(ctx context.Context, store Store, id ID, gone Gone) error {
	unlock, err := store.Lock(ctx, "ingest")
	if err != nil {
		return fmt.Errorf("wait for an ingest: %w", err)
	}
	defer unlock()
	d, err := store.Document(ctx, id)
	if err != nil {
		return err
	}
	b := &Batch{Removed: []ID{id}, Notes: map[string][]byte{}}
	if b.Notes[goneNotes+string(id)], err = json.Marshal(gone); err != nil {
		return err
	}
	for note, err := range store.Notes(ctx, versionNotes+string(id)+"/") {
		if err != nil {
			return err
		}
		b.Notes[note.Key] = nil
	}
	c := Correction{Article: id, Before: d.Article.Sum(), At: gone.At}
	for _, u := range utterances(d) {
		c.Reworded = append(c.Reworded, Reworded{Before: u.words, Speaker: u.speaker})
	}
	if err := c.note(b.Notes); err != nil {
		return err
	}
	if err := store.Put(ctx, b); err != nil {
		return fmt.Errorf("remove article %s: %w", id, err)
	}
	return nil
}

// Restore lets an article that was taken out come back with the next ingest that
// meets it. It reports whether it was out.
func Restore(ctx context.Context, store Store, id ID) (bool, error) {
	gone, err := WasRemoved(ctx, store, id)
	if err != nil || gone == nil {
		return false, err
	}
	return true, store.Put(ctx, &Batch{Notes: map[string][]byte{goneNotes + string(id): nil}})
}

// Expire takes out the articles that arrived before the given time (or, of those
// that were there before anybody asked, were published before it), with the
// texts they had before; they do not come back by themselves. What was said of
// them stays where it was said: an article that is old is not wrong. It returns
// how many it took out.
func Expire(ctx context.Context, store Store, articles []*Article, before, now time.Time) (int, error) {
	var old []ID
	for _, a := range articles {
		if expired(a, before) {
			old = append(old, a.ID)
		}
	}
	if len(old) == 0 {
		return 0, nil
	}
	unlock, err := store.Lock(ctx, "ingest")
	if err != nil {
		return 0, fmt.Errorf("wait for an ingest: %w", err)
	}
	defer unlock()
	gone, err := json.Marshal(Gone{At: now, Why: "older than is kept"})
	if err != nil {
		return 0, err
	}
	n := 0
	for len(old) > 0 {
		some := old[:min(len(old), batchSize)]
		old = old[len(some):]
		b := &Batch{Notes: map[string][]byte{}}
		for _, id := range some {
			d, err := store.Document(ctx, id)
			if errors.Is(err, ErrNotFound) || err == nil && !expired(d.Article, before) {
				continue // it went, or came anew, while the lock was waited for
			} else if err != nil {
				return n, err
			}
			b.Removed = append(b.Removed, id)
			b.Notes[goneNotes+string(id)] = gone
			for note, err := range store.Notes(ctx, versionNotes+string(id)+"/") {
				if err != nil {
					return n, err
				}
				b.Notes[note.Key] = nil
			}
		}
		if err := store.Put(ctx, b); err != nil {
			return n, fmt.Errorf("take out what is older than is kept: %w", err)
		}
		n += len(b.Removed)
	}
	return n, nil
}

func expired(a *Article, before time.Time) bool {
	at := a.Arrived
	if at.IsZero() {
		at = a.Published.Time
	}
	return !at.IsZero() && at.Before(before)
}
