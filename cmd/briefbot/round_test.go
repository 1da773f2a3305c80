package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/source"
)

// TestRoundComposesOnce: a thousand channels that are due at one minute and have
// been told the same are told the same, and each topic is composed once; one that
// has been told something else is composed for by itself.
func TestRoundComposesOnce(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	files := fstest.MapFS{
		"ferry.txt":  {Data: []byte("The ferry stops\n\nThe ferry will stop in April, harbour master Jon Hale told the council on Monday.")},
		"bridge.txt": {Data: []byte("The bridge opens\n\nThe bridge over the sound was opened by mayor Ada Lind before two thousand people.")},
	}
	in := &corpus.Ingester{Log: quiet, Store: store, Now: func() time.Time { return evening }, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(ctx, &source.FS{Label: "news", Files: files}); err != nil {
		t.Fatal(err)
	}
	cfg := defaultConfig()
	cfg.Topics = []briefing.Topic{
		{Name: "ferry", Title: "The ferry", Required: [][]string{{"ferry"}}}, {Name: "bridge", Title: "The bridge", Required: [][]string{{"bridge"}}},
	}
	now := func() time.Time { return evening.Add(time.Hour) }
	d := &desk{config: cfg, log: quiet, now: now, store: store}
	defer d.Close()
	if err := d.load(ctx); err != nil {
		t.Fatal(err)
	}
	r := newRound(d, now(), func(string) (string, bool) { return "1 of 1 sources read.", true })
	compose := func(id int, since []byte) string {
		sub := &subscription.Subscription{ID: fmt.Sprint(id), Guild: fmt.Sprint(id), Channel: fmt.Sprint(id)}
		if id%2 > 0 {
			sub.Topics = []string{"bridge"}
		}
		e, err := r.compose(ctx, sub, digest.Slot{At: now()}, since)
		if err != nil {
			t.Error(err)
			return ""
		}
		return fmt.Sprint(e.Sections, string(e.State))
	}
	says := make([]string, 1000)
	var wg sync.WaitGroup
	for i := range says {
		wg.Go(func() { says[i] = compose(i, nil) })
	}
	wg.Wait()
	for i, s := range says {
		if s == "" || s != says[i%2] {
			t.Fatalf("channel %d is told\n%s\nand channel %d\n%s", i, s, i%2, says[i%2])
		}
	}
	if len(r.sections) != 2 {
		t.Errorf("%d sections composed, want 2", len(r.sections))
	}
	had := digest.Cursor{Seq: 1, At: evening}
	if other := compose(1, fmt.Appendf(nil, `{"topics":{"bridge":%s}}`, had.Marshal())); other == says[1] || len(r.sections) != 3 {
		t.Errorf("a channel that has been told is told\n%s\nafter %d sections", other, len(r.sections))
	}
}
