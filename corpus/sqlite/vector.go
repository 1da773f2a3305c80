package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"briefbot/corpus"
)

const (
	// The number is one more than any before; nothing is kept of a document that is
	// not there.
	sqlPutVectors = `
		INSERT OR REPLACE INTO vector (id, model, passages, packed)
		SELECT id, ?2, ?3, ?4 FROM document WHERE id = ?1`
	sqlDropVectors   = `DELETE FROM vector WHERE id = ?`
	sqlNewestVectors = `SELECT coalesce(max(seq), 0) FROM vector`
	sqlVectors       = `SELECT seq, id, model, passages, packed FROM vector WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`
)

// vectorPage is how many documents' vectors are read at a time: a document's may
// take a hundred kilobytes.
const vectorPage = 100

// putVectors writes vectors in a transaction.
func (db *DB) putVectors(ctx, whole context.Context, tx *sql.Tx, list []corpus.Vectors) error {
	put := tx.StmtContext(whole, db.put[sqlPutVectors])
	for _, v := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		packed := v.Packed
		if packed == nil {
			packed = []byte{}
		}
		if _, err := put.ExecContext(whole, v.ID, v.Model, v.Of[:], packed); err != nil {
			return fmt.Errorf("vectors of article %s: %w", v.ID, err)
		}
	}
	return nil
}

// Vectors yields the vectors as they were when it was begun, those apart that were
// replaced since: they come with their new number next time. It holds on to nothing
// while it yields.
func (db *DB) Vectors(ctx context.Context, after corpus.Seq) iter.Seq2[corpus.Vectors, error] {
	return func(yield func(corpus.Vectors, error) bool) {
		err := db.ready(ctx)
		var newest corpus.Seq
		if err == nil {
			err = db.get[sqlNewestVectors].QueryRowContext(context.WithoutCancel(ctx)).Scan(&newest)
		}
		for err == nil && after < newest {
			var page []corpus.Vectors
			if page, err = db.vectors(ctx, after, newest); len(page) == 0 {
				break
			}
			for _, v := range page {
				if err = ctx.Err(); err != nil {
					break
				}
				if !yield(v, nil) {
					return
				}
				after = v.Seq
			}
		}
		if err != nil {
			yield(corpus.Vectors{}, fmt.Errorf("vectors: %w", err))
		}
	}
}

// vectors reads a page of them.
func (db *DB) vectors(ctx context.Context, after, newest corpus.Seq) ([]corpus.Vectors, error) {
	if err := db.ready(ctx); err != nil {
		return nil, err
	}
	rows, err := db.get[sqlVectors].QueryContext(context.WithoutCancel(ctx), after, newest, vectorPage)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []corpus.Vectors
	for rows.Next() {
		v := corpus.Vectors{}
		var sum []byte
		if err := rows.Scan(&v.Seq, &v.ID, &v.Model, &sum, &v.Packed); err != nil {
			return nil, err
		}
		copy(v.Of[:], sum)
		page = append(page, v)
	}
	return page, rows.Err()
}
