package sqlite

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// example makes up an article of the usual size: 5 KB in 30 paragraphs, 40
// passages, 15 statements, 8 people.
func example(i int) *corpus.Document {
	r := rand.New(rand.NewPCG(uint64(i), 1))
	words := strings.Fields("the minister said talks on the river treaty would resume in spring after both sides agreed to a list of open points and named envoys")
	var text strings.Builder
	d := &corpus.Document{}
	for n := range 30 {
		start := text.Len()
		for range 28 {
			text.WriteString(words[r.IntN(len(words))])
			text.WriteByte(' ')
		}
		line := corpus.Span{Start: start, End: text.Len() - 1}
		text.WriteString("\n\n")
		d.Lines = append(d.Lines, clean.Line{Span: line, Number: 2*n + 1, Why: "prose"})
		d.Passages = append(d.Passages, corpus.Passage{Span: line})
		if n%3 == 0 {
			d.Passages = append(d.Passages, corpus.Passage{Span: corpus.Span{Start: line.Start, End: line.Start + 10}})
		}
		if n%2 == 0 {
			part := corpus.Span{Start: line.Start + 5, End: line.End - 5}
			d.Quotations = append(d.Quotations, corpus.Quotation{
				Kind: corpus.Mixed, Content: line, Fragments: []corpus.Span{part}, Cue: part, Mention: part, Speaker: "Somebody Else",
			})
		}
		if n%4 == 0 {
			d.People = append(d.People, corpus.Person{
				Name: fmt.Sprint("Person ", n), Roles: []string{"river minister"}, Mentions: []corpus.Span{line, line, line},
			})
		}
	}
	d.Article = &corpus.Article{
		ID: corpus.ID(fmt.Sprintf("%016x", i)), Source: "bench", Path: fmt.Sprintf("articles/%d.txt", i), Format: "text",
		Headline: corpus.Field{Value: "River talks to resume", How: "line 1"}, Outlet: corpus.Field{Value: "The Bench", How: "line 2"},
		Published: corpus.Date{Time: time.Date(2026, 1, 1+i%28, 12, 0, 0, 0, time.UTC)},
		Language:  "en", Text: text.String(),
	}
	d.Article.Raw = []byte(d.Article.Text)
	return d
}

// page is example as an HTML page of 60 KB would give it.
func page(i int) *corpus.Document {
	d := example(i)
	var raw strings.Builder
	for raw.Len() < 60_000 {
		for line := range strings.Lines(d.Article.Text) {
			fmt.Fprintf(&raw, "<div class=\"c%d\"><p>%s</p></div>\n", raw.Len()%97, line)
		}
	}
	d.Article.Format, d.Article.Raw = "html", []byte(raw.String())
	return d
}

// On one of two cores of a busy AMD EPYC a text takes 130 µs to put, a page of
// 60 KB 530 µs (most of it to deflate); the same again 36 and 96 µs. The file
// grows by 6.3 and 14 KB.
func BenchmarkPut(b *testing.B) {
	for _, bench := range []struct {
		name string
		make func(int) *corpus.Document
	}{{"text", example}, {"page", page}} {
		documents := make([]*corpus.Document, 1000)
		for i := range documents {
			documents[i] = bench.make(i)
		}
		batches := func(b *testing.B, db *DB) {
			for i := 0; i < len(documents); i += 100 {
				if err := db.Put(b.Context(), &corpus.Batch{Documents: documents[i : i+100]}); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				path := fresh(b)
				db, err := Open(b.Context(), path)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				batches(b, db)
				b.StopTimer()
				db.Close()
				if info, err := os.Stat(path); err == nil {
					b.ReportMetric(float64(info.Size())/1000, "file-B/document")
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/document")
		})
		b.Run(bench.name+"-again", func(b *testing.B) {
			db := open(b, fresh(b))
			batches(b, db)
			for b.Loop() {
				batches(b, db)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/document")
		})
	}
}

// A walk over all documents, as a start makes it: 58 µs a text, 460 µs a page of
// 60 KB, most of it to inflate.
func BenchmarkWalk(b *testing.B) {
	for _, bench := range []struct {
		name string
		n    int
		make func(int) *corpus.Document
	}{{"text", 10_000, example}, {"page", 1000, page}} {
		b.Run(bench.name, func(b *testing.B) {
			db := open(b, fresh(b))
			for i := 0; i < bench.n; i += 100 {
				batch := new(corpus.Batch)
				for j := range 100 {
					batch.Documents = append(batch.Documents, bench.make(i+j))
				}
				if err := db.Put(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				for c, err := range db.Changes(b.Context(), 0) {
					if err != nil {
						b.Fatal(err)
					}
					if _, err := db.Document(b.Context(), c.ID); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(bench.n), "µs/document")
		})
	}
}

// 12 ms for 10,000 changes.
func BenchmarkChanges(b *testing.B) {
	db := open(b, fresh(b))
	for i := range 100 {
		batch := new(corpus.Batch)
		for j := range 100 {
			batch.Documents = append(batch.Documents, &corpus.Document{Article: &corpus.Article{ID: corpus.ID(fmt.Sprintf("%016x", 100*i+j))}})
		}
		if err := db.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		for _, err := range db.Changes(b.Context(), 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
