package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"briefbot/corpus"
)

const (
	// A note that stays the same is not written.
	sqlSetNote = `
		INSERT INTO note (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`
	sqlDropNote = `DELETE FROM note WHERE key = ?`
	sqlNote     = `SELECT value FROM note WHERE key = ?`
	// Keys are compared byte by byte, so those with a prefix are together and
	// follow it; who reads stops behind them.
	sqlNotes = `SELECT key, value FROM note WHERE key >= ? ORDER BY key`
)

// setNotes writes notes in a transaction; nil values delete.
func (db *DB) setNotes(ctx context.Context, tx *sql.Tx, notes map[string][]byte) error {
	set, drop := tx.StmtContext(ctx, db.put[sqlSetNote]), tx.StmtContext(ctx, db.put[sqlDropNote])
	for _, key := range slices.Sorted(maps.Keys(notes)) {
		var err error
		if value := notes[key]; value == nil {
			_, err = drop.ExecContext(ctx, key)
		} else {
			_, err = set.ExecContext(ctx, key, value)
		}
		if err != nil {
			return fmt.Errorf("note %s: %w", key, err)
		}
	}
	return nil
}

// unchanged returns corpus.ErrChanged unless the notes hold that in a transaction.
func (db *DB) unchanged(ctx context.Context, tx *sql.Tx, want map[string][]byte) error {
	get := tx.StmtContext(ctx, db.put[sqlNote])
	for _, key := range slices.Sorted(maps.Keys(want)) {
		var have []byte
		err := get.QueryRowContext(ctx, key).Scan(&have)
		absent := errors.Is(err, sql.ErrNoRows)
		switch {
		case err != nil && !absent:
			return fmt.Errorf("note %s: %w", key, err)
		case absent != (want[key] == nil) || !bytes.Equal(have, want[key]):
			return fmt.Errorf("note %s: %w", key, corpus.ErrChanged)
		}
	}
	return nil
}

// Note returns the note under key, nil if there is none.
func (db *DB) Note(ctx context.Context, key string) ([]byte, error) {
	if err := db.ready(ctx); err != nil {
		return nil, fmt.Errorf("note %s: %w", key, err)
	}
	value := []byte{}
	err := db.get[sqlNote].QueryRowContext(context.WithoutCancel(ctx), key).Scan(&value)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("note %s: %w", key, err)
	case value == nil: // which is how the driver returns an empty blob
		return []byte{}, nil
	}
	return value, nil
}

// Notes yields the notes as they were when it was begun.
func (db *DB) Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error] {
	return func(yield func(corpus.Note, error) bool) {
		notes, err := db.notes(ctx, prefix)
		for _, n := range notes {
			if err = ctx.Err(); err != nil {
				break
			}
			if !yield(n, nil) {
				return
			}
		}
		if err != nil {
			yield(corpus.Note{}, fmt.Errorf("notes %s: %w", prefix, err))
		}
	}
}

// notes reads before anything is yielded: a loop that calls the store again
// must not hold on to a connection.
func (db *DB) notes(ctx context.Context, prefix string) ([]corpus.Note, error) {
	if err := db.ready(ctx); err != nil {
		return nil, err
	}
	rows, err := db.get[sqlNotes].QueryContext(context.WithoutCancel(ctx), prefix)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var notes []corpus.Note
	for rows.Next() {
		n := corpus.Note{Value: []byte{}}
		if err := rows.Scan(&n.Key, &n.Value); err != nil {
			return nil, err
		}
		if !strings.HasPrefix(n.Key, prefix) {
			break
		}
		if n.Value == nil {
			n.Value = []byte{}
		}
		notes = append(notes, n)
	}
	return notes, rows.Err()
}
