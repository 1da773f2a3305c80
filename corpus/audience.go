package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// For makes the article one for an audience alone. It has an ID of its own then, so
// that what one audience's source brings is never in the place of another's.
func (a *Article) For(audience string) {
	a.Audience = audience
	if audience == "" {
		return
	}
	sum := sha256.Sum256([]byte("audience\x00" + audience + "\x00" + string(a.ID)))
	a.ID = ID(hex.EncodeToString(sum[:8]))
}

// Visible is a store without the documents of other audiences than the given one;
// those for everybody are in it. Changes yields their numbers all the same.
func Visible(store Store, audience string) Store { return &visible{store, audience} }

type visible struct {
	Store
	audience string
}

// Document returns ErrNotFound for a document of another audience.
func (v *visible) Document(ctx context.Context, id ID) (*Document, error) {
	d, err := v.Store.Document(ctx, id)
	if err == nil && d.Article.Audience != "" && d.Article.Audience != v.audience {
		return nil, fmt.Errorf("article %s: %w", id, ErrNotFound)
	}
	return d, err
}

// Forget takes out all articles of an audience, with the texts that they had before.
// What was said of them stays where it was said. It returns how many there were.
func Forget(ctx context.Context, store Store, audience string) (int, error) {
	unlock, err := store.Lock(ctx, "ingest")
	if err != nil {
		return 0, fmt.Errorf("wait for an ingest: %w", err)
	}
	defer unlock()
	n := 0
	for change, err := range store.Changes(ctx, 0) {
		if err != nil {
			return n, err
		}
		if change.Removed {
			continue
		}
		d, err := store.Document(ctx, change.ID)
		if errors.Is(err, ErrNotFound) {
			continue
		} else if err != nil {
			return n, err
		}
		if d.Article.Audience != audience {
			continue
		}
		b := &Batch{Removed: []ID{change.ID}, Notes: map[string][]byte{}}
		for note, err := range store.Notes(ctx, versionNotes+string(change.ID)+"/") {
			if err != nil {
				return n, err
			}
			b.Notes[note.Key] = nil
		}
		if err := store.Put(ctx, b); err != nil {
			return n, fmt.Errorf("forget the articles of %s: %w", audience, err)
		}
		n++
	}
	return n, nil
}
