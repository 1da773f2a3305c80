package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/llm/openai/fakeopenai"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/source"
)

// TestRoundModel: what is new is said by the model where it is borne out, once for
// all channels, and else by the article; a server without the model, a spent budget
// and a failure have their notes.
func TestRoundModel(t *testing.T) {
	const (
		own    = "The ferry will stop in April because of the ice, harbour master Jon Hale told the council on Monday."
		honest = "The ferry will stop in April because of the ice, Jon Hale told the council."
		lie    = "The ferry will stop in May because of the ice, Jon Hale told the council."
	)
	for _, tt := range []struct {
		name, says, guild string
		fault             fakeopenai.Fault
		tokens            int64
		want, not         string
		note              string
		calls             int
	}{
		{name: "honest", says: honest, want: "Jon Hale told the council.", not: "on Monday", note: "written by small-1 from the cited passages, checked", calls: 1},
		{name: "lie", says: lie, want: "on Monday", not: "in May", note: "too little of what the model wrote", calls: 1},
		{name: "refused", says: honest, fault: fakeopenai.Refusal, want: "on Monday", note: "the model declined to answer", calls: 1},
		{name: "over budget", says: honest, tokens: 1, want: "on Monday", note: "budget for the model is spent"},
		{name: "off", says: honest, guild: "7", want: "on Monday", note: "switched off on this server"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := context.Background()
			model := fakeopenai.New("", "small-1", scribe("developments|because of the ice|"+tt.says))
			defer model.Close()
			model.Always(tt.fault)
			store := memory.New()
			ingest := func(name, text string) {
				in := &corpus.Ingester{Log: quiet, Store: store, Now: func() time.Time { return evening }, Report: func(corpus.Receipt) {}}
				if err := in.Ingest(ctx, &source.FS{Label: name, Files: fstest.MapFS{name: {Data: []byte(text)}}}); err != nil {
					t.Fatal(err)
				}
			}
			ingest("old.txt", "The ferry sails\n\nThe ferry to the island has a new engine since the summer, the harbour office said.")
			cfg := defaultConfig()
			cfg.Topics = []briefing.Topic{{Name: "ferry", Title: "The ferry", Required: [][]string{{"ferry"}}}}
			cfg.LLM.URL, cfg.LLM.Model, cfg.LLM.Off = model.Base(), "small-1", []string{"7"}
			if tt.tokens > 0 {
				cfg.LLM.Limits.Day.Tokens = tt.tokens
			}
			now := func() time.Time { return evening.Add(time.Hour) }
			d := &desk{config: cfg, log: quiet, now: now, store: store}
			defer d.Close()
			if err := d.load(ctx); err != nil {
				t.Fatal(err)
			}
			had := digest.Cursor{Seq: 1, At: evening.Add(-time.Hour)}
			ingest("new.txt", "The ferry stops\n\n"+own)
			r := newRound(d, now(), func(string) (string, bool) { return "1 of 1 sources read.", true })
			says := make([]string, 50)
			var wg sync.WaitGroup
			for i := range says {
				wg.Go(func() {
					sub := &subscription.Subscription{ID: fmt.Sprint(i), Guild: tt.guild, Channel: fmt.Sprint(i)}
					e, err := r.compose(ctx, sub, digest.Slot{At: now()}, fmt.Appendf(nil, `{"topics":{"ferry":%s}}`, had.Marshal()))
					if err != nil {
						t.Error(err)
						return
					}
					says[i] = e.Sections[0].Head + "\n" + strings.Join(e.Sections[0].Entries, "\n")
				})
			}
			wg.Wait()
			for i, s := range says {
				if s != says[0] {
					t.Fatalf("channel %d is told another thing", i)
				}
			}
			if s := says[0]; !strings.Contains(s, tt.want) || tt.not != "" && strings.Contains(s, tt.not) || !strings.Contains(s, tt.note) {
				t.Errorf("%s", s)
			}
			if n := len(model.Calls()); n != tt.calls {
				t.Errorf("%d calls", n)
			}
		})
	}
}
