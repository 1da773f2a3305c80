package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"briefbot/corpus"
)

const (
	// The columns of document in the order of a row's fields.
	columns = `id, source, path, format, ref, url,
		headline, headline_how, outlet, outlet_how, byline, byline_how, origin, origin_how,
		note, teaser, published, published_inferred, published_how, arrived, corrected, language, audience,
		digest, text, analysis, raw_form, raw`

	sqlDigest = `SELECT digest FROM document WHERE id = ?`
	// The number is one more than any before. The change that it replaces goes.
	sqlChange = `INSERT OR REPLACE INTO change (id, removed) VALUES (?, ?)`
	sqlPut    = `INSERT OR REPLACE INTO document (` + columns + `)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlRemove   = `DELETE FROM document WHERE id = ?`
	sqlDocument = `SELECT ` + columns + ` FROM document WHERE id = ?`
	sqlNewest   = `SELECT coalesce(max(seq), 0) FROM change`
	sqlChanges  = `SELECT seq, id, removed FROM change WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`
)

// pageLen is how many changes are read at a time.
const pageLen = 1000

// Put writes the batch: first what is removed, then documents, vectors, notes.
func (db *DB) Put(ctx context.Context, b *corpus.Batch) error {
	if err := db.putBatch(ctx, b); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	return nil
}

func (db *DB) putBatch(ctx context.Context, b *corpus.Batch) error {
	if err := db.ready(ctx); err != nil {
		return err
	}
	// What can be done without keeping others from writing.
	rows := make([]*row, len(b.Documents))
	for i, d := range b.Documents {
		var err error
		if rows[i], err = encode(d); err != nil {
			return fmt.Errorf("document %d: %w", i, err)
		}
	}
	for key := range b.Notes {
		if key == "" || !utf8.ValidString(key) || strings.ContainsRune(key, 0) {
			return fmt.Errorf("%q is no key for a note", key)
		}
	}
	for i, v := range b.Vectors {
		if v.ID == "" || !utf8.ValidString(v.Model) {
			return fmt.Errorf("vectors %d are of no document or of a model that is not UTF-8", i)
		}
	}
	if len(rows)+len(b.Removed)+len(b.Vectors)+len(b.Notes) == 0 {
		return nil
	}
	return db.write(ctx, func(whole context.Context, tx *sql.Tx) error {
		if err := db.unchanged(whole, tx, b.If); err != nil {
			return err
		}
		remove, change := tx.StmtContext(whole, db.put[sqlRemove]), tx.StmtContext(whole, db.put[sqlChange])
		drop := tx.StmtContext(whole, db.put[sqlDropVectors])
		for _, id := range b.Removed {
			if err := ctx.Err(); err != nil {
				return err
			}
			result, err := remove.ExecContext(whole, id)
			if err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
			if n, err := result.RowsAffected(); err != nil || n == 0 {
				continue // it was not there, and nothing changes
			}
			if _, err := change.ExecContext(whole, id, true); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
			if _, err := drop.ExecContext(whole, id); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
		}
		digest, put := tx.StmtContext(whole, db.put[sqlDigest]), tx.StmtContext(whole, db.put[sqlPut])
		for _, r := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			id := r.article.ID
			var old []byte
			err := digest.QueryRowContext(whole, id).Scan(&old)
			if err == nil && bytes.Equal(old, r.digest) {
				continue
			}
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return fmt.Errorf("article %s: %w", id, err)
			}
			if err := r.pack(); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
			if _, err := change.ExecContext(whole, id, false); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
			if _, err := put.ExecContext(whole, r.fields()...); err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
		}
		if err := db.putVectors(ctx, whole, tx, b.Vectors); err != nil {
			return err
		}
		return db.setNotes(whole, tx, b.Notes)
	})
}

// Document returns the document of that ID, or corpus.ErrNotFound.
func (db *DB) Document(ctx context.Context, id corpus.ID) (*corpus.Document, error) {
	if err := db.ready(ctx); err != nil {
		return nil, fmt.Errorf("article %s: %w", id, err)
	}
	var r row
	err := db.get[sqlDocument].QueryRowContext(context.WithoutCancel(ctx), id).Scan(r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		err = corpus.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", id, err)
	}
	d, err := r.decode()
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", id, err)
	}
	return d, nil
}

// Changes yields what had changed when it was begun. It holds on to nothing
// while it yields: a loop may call the store again and take its time.
func (db *DB) Changes(ctx context.Context, after corpus.Seq) iter.Seq2[corpus.Change, error] {
	return func(yield func(corpus.Change, error) bool) {
		err := db.ready(ctx)
		var newest corpus.Seq
		if err == nil {
			err = db.get[sqlNewest].QueryRowContext(context.WithoutCancel(ctx)).Scan(&newest)
		}
		for err == nil && after < newest {
			var page []corpus.Change
			if page, err = db.changes(ctx, after, newest); len(page) == 0 {
				break
			}
			for _, c := range page {
				if err = ctx.Err(); err != nil {
					break
				}
				if !yield(c, nil) {
					return
				}
				after = c.Seq
			}
		}
		if err != nil {
			yield(corpus.Change{}, fmt.Errorf("changes: %w", err))
		}
	}
}

// changes reads a page of changes.
func (db *DB) changes(ctx context.Context, after, newest corpus.Seq) ([]corpus.Change, error) {
	if err := db.ready(ctx); err != nil {
		return nil, err
	}
	rows, err := db.get[sqlChanges].QueryContext(context.WithoutCancel(ctx), after, newest, pageLen)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	page := make([]corpus.Change, 0, pageLen)
	for rows.Next() {
		var c corpus.Change
		if err := rows.Scan(&c.Seq, &c.ID, &c.Removed); err != nil {
			return nil, err
		}
		page = append(page, c)
	}
	return page, rows.Err()
}
