package main

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// BenchmarkChoices is what one key that a user presses costs, with 5,000 speakers:
// Discord waits three seconds, users a fifth of one.
func BenchmarkChoices(b *testing.B) {
	ctx := context.Background()
	store := memory.New()
	defer store.Close()
	first := []string{"Anna", "Bela", "Chiara", "Dilek", "Erik", "Fatma", "Goran", "Hana", "Ivo", "Jale"}
	last := []string{"Lund", "Marek", "Nagy", "Okan", "Petrov", "Quist", "Rossi", "Sahin", "Tanaka", "Ueda"}
	for n := range 2500 {
		one := fmt.Sprintf("%s %s%c%c", first[n%10], last[n/10%10], 'a'+rune(n/100%26), 'a'+rune(n/2600%26))
		two := fmt.Sprintf("%s %s%c%c", first[n/10%10], last[n%10], 'a'+rune(n%26), 'z'-rune(n/100%26))
		text := fmt.Sprintf("Harbour minister %s said on Tuesday that the bridge would be built.\n\n“We shall not pay for it,” engineer %s told reporters in the port.", one, two)
		a := &corpus.Article{Text: text, Published: corpus.Date{Time: evening.Add(-time.Duration(n) * time.Hour)}, Outlet: corpus.Field{Value: fmt.Sprint("Outlet ", n%50)}}
		a.Identify()
		if err := store.Put(ctx, &corpus.Batch{Documents: []*corpus.Document{corpus.Analyze(a)}}); err != nil {
			b.Fatal(err)
		}
	}
	d := &desk{config: defaultConfig(), log: slog.New(slog.DiscardHandler), store: store, now: func() time.Time { return evening }}
	if err := d.load(ctx); err != nil {
		b.Fatal(err)
	}
	served := &server{now: d.now}
	served.serving.Store(d)
	r := room{served}
	for _, tt := range []struct {
		name string
		do   func() int
	}{
		{"speakers, empty", func() int { return len(r.Speakers(ctx, "", "")) }},
		{"speakers, a letter", func() int { return len(r.Speakers(ctx, "", "l")) }},
		{"speakers, nobody", func() int { return len(r.Speakers(ctx, "", "xyzzy")) }},
		{"topics", func() int { return len(r.Topics(ctx, "", "")) }},
		{"outlets", func() int { return len(r.Outlets(ctx, "", "out")) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = tt.do()
			}
			b.ReportMetric(float64(n), "offered")
		})
	}
	b.Logf("%d speakers", len(d.engine.Corpus.Complete("")))
}
