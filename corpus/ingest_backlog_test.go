package corpus_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// deliveries is a source that delivers these.
type deliveries []corpus.Delivery

func (deliveries) Name() string { return "feed" }

func (s deliveries) Fetch(context.Context, []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		for _, d := range s {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// TestBacklogAndTeasers says when an article has come that was known, in part or as a
// whole, or that was there when its source was added.
func TestBacklogAndTeasers(t *testing.T) {
	const long = "The council of Port Alder has voted for a new lock. Nobody cheered in the hall. The mayor left early."
	const short = "The council of Port Alder has voted…"
	at := func(day int) time.Time { return time.Date(2026, 3, day, 7, 0, 0, 0, time.UTC) }
	item := func(path, text string, teaser, backlog bool) corpus.Delivery {
		a := article("", "https://today.example/"+path+" "+text)
		a.Teaser = teaser
		return corpus.Delivery{Name: "i", Articles: []*corpus.Article{a}, Backlog: backlog, Loose: true}
	}
	tests := []struct {
		name          string
		first, second corpus.Delivery
		want          []string // path, teaser, day of arrival
	}{
		{"the backlog has come at no time", item("a", long, false, true), item("a", long, false, false), []string{"a false never"}},
		{"an item that is new", item("a", long, false, true), item("b", "Another story altogether stands here.", false, false), []string{"a false never", "b false 2"}},
		{"the full text of a teaser", item("a", short, true, false), item("a", long, false, false), []string{"a false 1"}},
		{"the full text of a teaser of the backlog", item("a", short, true, true), item("a", long, false, false), []string{"a false never"}},
		{"a teaser of what is known in full", item("a", long, false, false), item("a", short, true, false), []string{"a false 1"}},
		{"another address", item("a", long, false, false), item("b", long+" He did not return.", false, false), []string{"b false 1"}},
		{"another address, of the backlog", item("a", long, false, true), item("b", long+" He did not return.", false, false), []string{"b false never"}},
		{"a name that is used again", item("a", long, false, false), item("b", "Another story altogether stands here.", false, false), []string{"a false 1", "b false 2"}},
		{"known, and in the backlog of another source", item("a", long, false, false), item("a", long+" He did not return. Some say so. Others do not. It rained. It was cold.", false, true), []string{"a false 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			store := memory.New()
			defer store.Close()
			for day, d := range []corpus.Delivery{tt.first, tt.second} {
				in := &corpus.Ingester{Log: slog.New(slog.DiscardHandler), Store: store, Now: func() time.Time { return at(day + 1) }, Report: func(corpus.Receipt) {}}
				if err := in.Ingest(t.Context(), deliveries{d}); err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			for _, path := range []string{"a", "b"} {
				d, err := store.Document(t.Context(), article("", "https://today.example/"+path+" x").ID)
				if err != nil {
					continue
				}
				day := "never"
				if !d.Article.Arrived.IsZero() {
					day = fmt.Sprint(d.Article.Arrived.Day())
				}
				got = append(got, fmt.Sprintf("%s %v %s", path, d.Article.Teaser, day))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
