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

// A holding is which articles an item holds now, by what was delivered of it.
type holding struct {
	item    string // its name
	ids     []ID   // what was just delivered
	part    *Part  // of what, nil where that is all
	more    bool   // more comes of the item
	before  []ID   // what it held before
	orphans []ID   // what of that it holds no longer
}

// holding compares what was delivered of the item with what it held before.
func (l *ledger) holding(ctx context.Context, d *Delivery, ids []ID) (*holding, error) {
	h := &holding{item: d.Name, ids: ids, part: d.Part, more: d.more()}
	if err := l.read(ctx, l.key(d.Name), &h.before); err != nil {
		return nil, err
	}
	stays := set(ids)
	if d.Part != nil {
		stays = set(d.Part.Whole)
	}
	for _, id := range h.before {
		if !stays[id] {
			h.orphans = append(h.orphans, id)
		}
	}
	return h, nil
}

// write notes what the item holds. Gone are the orphans that it is not said to hold
// any longer: all of them where nothing more comes of the item.
func (h *holding) write(ctx context.Context, l *ledger, gone []ID) error {
	now, dropped := set(h.ids), set(gone)
	earlier := map[ID]bool{}
	if h.part != nil {
		earlier = set(h.part.Whole[:h.part.At])
	}
	var list, later []ID
	for _, id := range h.before {
		switch {
		case now[id] || dropped[id]:
		case earlier[id]:
			list = append(list, id)
		case h.more:
			later = append(later, id)
		}
	}
	list = append(append(list, h.ids...), later...)
	if slices.Equal(h.before, list) {
		return nil
	}
	for _, id := range gone {
		if err := l.hold(ctx, id, h.item, false); err != nil {
			return err
		}
	}
	for _, id := range h.ids {
		if err := l.hold(ctx, id, h.item, true); err != nil {
			return err
		}
	}
	return l.write(l.key(h.item), list)
}

func set(ids []ID) map[ID]bool {
	m := make(map[ID]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// key is the key of the note with the articles of an item: an item's name may be
// any bytes, a key may not.
func (l *ledger) key(name string) string {
	sum := sha256.Sum256([]byte(l.item(name)))
	return "item/" + hex.EncodeToString(sum[:12])
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
