package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"briefbot/corpus"
)

// A drawer is notes as one task has read and written them. It does not write over
// what another process has changed meanwhile: a lock can be lost without its holder
// hearing of it, when the machine, or the process alone, was stopped for a while or
// its clock was set. put returns corpus.ErrChanged then, and the task is the other's.
type drawer struct {
	notes Notebook
	known map[string][]byte // nil for a note that is not there
}

func (b *Bot) drawer() *drawer { return &drawer{b.opts.Notes, map[string][]byte{}} }

// read decodes a note, and reports whether it is there.
func (d *drawer) read(ctx context.Context, key string, v any) (bool, error) {
	raw, err := d.notes.Note(ctx, key)
	if err != nil {
		return false, err
	}
	d.known[key] = raw
	if raw == nil {
		return false, nil
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return false, fmt.Errorf("note %s: %w", key, err)
	}
	return true, nil
}

// put writes values as notes in one transaction. What is nil is deleted.
func (d *drawer) put(ctx context.Context, values map[string]any) error {
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
