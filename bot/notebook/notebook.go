// Package notebook keeps the bot's small records, those that must survive a restart: notes of
// the store, as JSON.
package notebook

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"briefbot/corpus"
)

// A Store keeps the small records that must survive a restart. A corpus.Store is
// one, and its comments say what the methods promise.
type Store interface {
	Note(ctx context.Context, key string) ([]byte, error)
	Put(ctx context.Context, b *corpus.Batch) error
	Lock(ctx context.Context, name string) (unlock func(), err error)
	Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error]
}

// Read decodes a note into v, and reports whether it is there.
func Read(ctx context.Context, notes Store, key string, v any) (bool, error) {
	raw, err := notes.Note(ctx, key)
	if err != nil {
		return false, err
	}
	return decode(key, raw, v)
}

// Keys are the keys of the notes that begin with a prefix, in order.
func Keys(ctx context.Context, notes Store, prefix string) ([]string, error) {
	var keys []string
	for note, err := range notes.Notes(ctx, prefix) {
		if err != nil {
			return nil, err
		}
		keys = append(keys, note.Key)
	}
	return keys, nil
}

func decode(key string, raw []byte, v any) (bool, error) {
	if raw == nil {
		return false, nil
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return false, fmt.Errorf("note %s: %w", key, err)
	}
	return true, nil
}

// A Drawer is notes as one task has read and written them. It does not write over
// what another process has changed meanwhile: a lock can be lost without its holder
// hearing of it, when the machine, or the process alone, was stopped for a while or
// its clock was set. Put returns corpus.ErrChanged then, and the task is the other's.
type Drawer struct {
	notes Store
	known map[string][]byte // nil for a note that is not there
}

// Open returns an empty drawer of notes.
func Open(notes Store) *Drawer { return &Drawer{notes, map[string][]byte{}} }

// Read decodes a note into v, and reports whether it is there.
func (d *Drawer) Read(ctx context.Context, key string, v any) (bool, error) {
	raw, err := d.notes.Note(ctx, key)
	if err != nil {
		return false, err
	}
	d.known[key] = raw
	return decode(key, raw, v)
}

// Put writes values as notes in one transaction. What is nil is deleted.
func (d *Drawer) Put(ctx context.Context, values map[string]any) error {
	batch := corpus.Batch{Notes: map[string][]byte{}, If: map[string][]byte{}}
	for key, v := range values {
		batch.Notes[key] = nil
		if v != nil {
			raw, err := json.Marshal(v)
			if err != nil {
				return err
			}
			batch.Notes[key] = raw
		}
		if held, ok := d.known[key]; ok {
			batch.If[key] = held
		}
	}
	if err := d.notes.Put(ctx, &batch); err != nil {
		return err
	}
	for key, raw := range batch.Notes {
		d.known[key] = raw
	}
	return nil
}
