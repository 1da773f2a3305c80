package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A ledger remembers, in notes, which articles each item of a source holds and
// which items hold each article. What it changes is in its notes until the batch
// is written.
type ledger struct {
	store  Store
	source string
	notes  map[string][]byte
}

func newLedger(store Store, source string) ledger {
	return ledger{store: store, source: source, notes: map[string][]byte{}}
}

// item is the name under which the ledger knows an item of the source.
func (l *ledger) item(name string) string {
	return strings.ToValidUTF8(l.source+"\x00"+name, "\uFFFD")
}

// holders are the items that hold the article, in the order in which they came.
func (l *ledger) holders(ctx context.Context, id ID) ([]string, error) {
	var items []string
	return items, l.read(ctx, "holders/"+string(id), &items)
}

// replace says that the item now holds these articles, and returns those that it
// held before and holds no longer.
func (l *ledger) replace(ctx context.Context, name string, ids []ID) (orphans []ID, err error) {
	// An item's name may be any bytes, a key may not.
	sum := sha256.Sum256([]byte(l.item(name)))
	key := "item/" + hex.EncodeToString(sum[:12])
	var before []ID
	if err := l.read(ctx, key, &before); err != nil {
		return nil, err
	}
	if slices.Equal(before, ids) {
		return nil, nil
	}
	for _, id := range before {
		if !slices.Contains(ids, id) {
			orphans = append(orphans, id)
			if err := l.hold(ctx, id, name, false); err != nil {
				return nil, err
			}
		}
	}
	for _, id := range ids {
		if err := l.hold(ctx, id, name, true); err != nil {
			return nil, err
		}
	}
	return orphans, l.write(key, ids)
}

// hold notes that the item holds the article, or that it does not.
func (l *ledger) hold(ctx context.Context, id ID, name string, holds bool) error {
	items, err := l.holders(ctx, id)
	if err != nil {
		return err
	}
	item := l.item(name)
	switch at := slices.Index(items, item); {
	case holds && at < 0:
		items = append(items, item)
	case !holds && at >= 0:
		items = slices.Delete(items, at, at+1)
	}
	key := "holders/" + string(id)
	if len(items) == 0 {
		l.notes[key] = nil
		return nil
	}
	return l.write(key, items)
}

func (l *ledger) read(ctx context.Context, key string, to any) error {
	value, ok := l.notes[key]
	if !ok {
		var err error
		if value, err = l.store.Note(ctx, key); err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
	}
	if len(value) == 0 {
		return nil
	}
	if err := json.Unmarshal(value, to); err != nil {
		return fmt.Errorf("note %q: %w", key, err)
	}
	return nil
}

func (l *ledger) write(key string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	l.notes[key] = b
	return nil
}
