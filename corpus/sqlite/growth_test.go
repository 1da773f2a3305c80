package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus/bm25"
)

// BenchmarkGrowth asks the same 8-term questions of the index in memory and of
// SQLite's FTS5, with 10,000, 100,000 and 1,000,000 passages of made-up words
// that are distributed as words are, and gives the medians for the ten best.
//
//	go test ./corpus/sqlite -run '^$' -bench Growth -benchtime 20x -cpu 1 -timeout 30m
//
// On one of two cores of a busy AMD EPYC:
//
//	 passages    memory       FTS5    ratio
//	   10,000    .06 ms      15 ms      260
//	  100,000    .39 ms      76 ms      190
//	1,000,000    4.4 ms   1,390 ms      310
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 10_000 {
				b.Skip("more than 10,000 passages are not for -short")
			}
			random := rand.New(rand.NewPCG(1, 1))
			zipf := rand.NewZipf(random, 1.3, 10, 500_000)
			ctx := context.Background()
			db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "growth.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			db.SetMaxOpenConns(1)
			numbers := bm25.NewTerms()
			index := bm25.New(numbers)
			fill(b, ctx, db, index, numbers, n, func() []string {
				terms := make([]string, 45+random.IntN(31))
				for i := range terms {
					terms[i] = fmt.Sprintf("w%d", zipf.Uint64())
				}
				return terms
			})
			var memory, fts []time.Duration
			for b.Loop() {
				var query []bm25.Term
				var words []string
				for len(query) < 8 {
					if rank := zipf.Uint64(); rank >= 100 { // no stop words
						word := fmt.Sprintf("w%d", rank)
						query, words = append(query, bm25.Term{Text: word, Weight: 1}), append(words, `"`+word+`"`)
					}
				}
				start := time.Now()
				hits := index.Search(query, 10)
				memory = append(memory, time.Since(start))
				start = time.Now()
				rows, err := db.QueryContext(ctx, `SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10`, strings.Join(words, " OR "))
				if err != nil {
					b.Fatal(err)
				}
				found := 0
				for rows.Next() {
					found++
				}
				if err := rows.Err(); err != nil || found != len(hits) {
					b.Fatalf("FTS5 found %d of %d: %v", found, len(hits), err)
				}
				fts = append(fts, time.Since(start))
			}
			median := func(d []time.Duration) float64 {
				slices.Sort(d)
				return float64(d[len(d)/2].Microseconds()) / 1000
			}
			b.ReportMetric(median(memory), "ms-memory")
			b.ReportMetric(median(fts), "ms-fts5")
			b.ReportMetric(median(fts)/median(memory), "fts5/memory")
		})
	}
}

// fill puts n passages into both.
func fill(b *testing.B, ctx context.Context, db *sql.DB, index *bm25.Index, numbers *bm25.Terms, n int, passage func() []string) {
	b.Helper()
	for _, statement := range []string{
		`PRAGMA journal_mode=OFF`, `PRAGMA synchronous=OFF`,
		`CREATE VIRTUAL TABLE passage USING fts5(text, content='')`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			b.Fatal(err)
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO passage(rowid, text) VALUES (?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	for i := range n {
		terms := passage()
		ids := make([]uint32, len(terms))
		for i, term := range terms {
			ids[i] = numbers.Enter(term)
		}
		index.Add(uint32(i), ids)
		if _, err := insert.ExecContext(ctx, i+1, strings.Join(terms, " ")); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
