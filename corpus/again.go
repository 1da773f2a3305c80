package corpus

import (
	"context"
	"errors"
	"fmt"
)

// Again decodes and analyses every article of the store anew, from what its
// source delivered, so that a better decoder and a better Analyze improve
// yesterday's articles too. decode reads an article again from its Raw; an
// article that it cannot read is analysed as it stands. Documents that come out
// as they were make no change. It returns how many did change.
func Again(ctx context.Context, store Store, decode func(*Article) (*Article, error), people ...Profile) (changed int, err error) {
	var batch []*Document
	flush := func() error {
		if err := store.Put(ctx, &Batch{Documents: batch}); err != nil {
			return fmt.Errorf("analyse again: %w", err)
		}
		batch = nil
		return nil
	}
	var last Seq
	for change, err := range store.Changes(ctx, 0) {
		if err != nil {
			return 0, fmt.Errorf("analyse again: %w", err)
		}
		last = change.Seq
		if change.Removed {
			continue
		}
		d, err := store.Document(ctx, change.ID)
		if errors.Is(err, ErrNotFound) {
			continue // taken out since
		} else if err != nil {
			return 0, fmt.Errorf("analyse again: %w", err)
		}
		a := d.Article
		read, err := decode(a)
		if err == nil {
			read.For(a.Audience)
		}
		if err == nil && read.ID == a.ID {
			read.Source, read.Path, read.Arrived, read.Corrected = a.Source, a.Path, a.Arrived, a.Corrected
			a = read
		}
		batch = append(batch, Analyze(a, people...))
		if len(batch) == batchSize {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	if err := flush(); err != nil {
		return 0, err
	}
	for _, err := range store.Changes(ctx, last) {
		if err != nil {
			return 0, fmt.Errorf("analyse again: %w", err)
		}
		changed++
	}
	return changed, nil
}
