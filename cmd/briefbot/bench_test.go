package main

import (
	"compress/flate"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// ingested is a database with the 1,368 articles of the shared retrieval set.
func ingested(b *testing.B) (*sqlite.DB, int) {
	b.Helper()
	root := filepath.Join(shared.Dir(b), "bench", "retrieval", "rtqa22", "corpus.jsonl")
	db, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	in := &corpus.Ingester{Log: quiet, Store: db, Now: time.Now, Report: func(r corpus.Receipt) {
		if r.Outcome == corpus.Added {
			n++
		}
	}}
	if err := in.Ingest(context.Background(), &source.Directory{Root: root}); err != nil {
		b.Fatal(err)
	}
	return db, n
}

func load(b *testing.B, db corpus.Store) *corpus.Corpus {
	b.Helper()
	loaded, err := corpus.Load(context.Background(), db, corpus.Options{Labels: briefing.Labels(defaultConfig().Topics)})
	if err != nil {
		b.Fatal(err)
	}
	return loaded
}

// BenchmarkIngest decodes, analyses, stores and indexes 1,368 articles of 9.5 MB.
// It may take 8 s of one core. The reference is to deflate the same file with the
// standard library at its best level on the same core: what a machine that is
// busy or slow does to one, it does to the other. With GOMAXPROCS=1, beside seven
// other programs on two cores: 6.9 s of processor time, 12.5 times the reference.
func BenchmarkIngest(b *testing.B) {
	file, err := os.ReadFile(filepath.Join(shared.Dir(b), "bench", "retrieval", "rtqa22", "corpus.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var took, reference time.Duration
	for b.Loop() {
		begun := cpu()
		db, n := ingested(b)
		load(b, db)
		db.Close()
		b.ReportMetric(float64(n), "articles/op")
		stored := cpu()
		w, err := flate.NewWriter(io.Discard, flate.BestCompression)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.Write(file); err != nil {
			b.Fatal(err)
		}
		w.Close()
		took, reference = took+stored-begun, reference+cpu()-stored
	}
	b.ReportMetric(took.Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(took.Seconds()/reference.Seconds(), "x-deflate")
}

// BenchmarkStart loads the database of those articles, as every call does: 2.2 s
// with GOMAXPROCS=1.
func BenchmarkStart(b *testing.B) {
	db, _ := ingested(b)
	defer db.Close()
	for b.Loop() {
		load(b, db)
	}
}

// BenchmarkAsk answers questions over those articles: 51 ms each with
// GOMAXPROCS=1, half of it to see whether outlets differ.
func BenchmarkAsk(b *testing.B) {
	db, _ := ingested(b)
	defer db.Close()
	e := &briefing.Engine{Log: quiet, Corpus: load(b, db), Topics: defaultConfig().Topics}
	questions := []string{
		"Which US national park was closed by flooding?",
		"What did Biden say about gas prices?",
		"How many people were arrested in Idaho?",
		"When did the Fed raise interest rates?",
	}
	for i := 0; b.Loop(); i++ {
		q := briefing.Question{Kind: briefing.Ask, Text: questions[i%len(questions)]}
		if _, err := e.Answer(context.Background(), q); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuotes lists who said what over those articles: 73 ms with
// GOMAXPROCS=1.
func BenchmarkQuotes(b *testing.B) {
	db, _ := ingested(b)
	defer db.Close()
	e := &briefing.Engine{Log: quiet, Corpus: load(b, db), Topics: defaultConfig().Topics}
	for b.Loop() {
		if _, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.Quotes, Text: "Joe Biden"}); err != nil {
			b.Fatal(err)
		}
	}
}
