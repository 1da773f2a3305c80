package main

import (
	"context"
	"strings"
	"testing"

	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/memory"
)

// TestOutageIsNotQuiet: a channel that asked for silence on quiet days has it where
// nothing is new and the sources were read; where they were not, it is told.
func TestOutageIsNotQuiet(t *testing.T) {
	ctx := context.Background()
	d := &desk{config: defaultConfig(), log: quiet, store: memory.New()}
	defer d.Close()
	if err := d.load(ctx); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name        string
		quiet, well bool
		says        bool
	}{
		{"a quiet day, told", false, true, true},
		{"a quiet day, not to be told", true, true, false},
		{"an outage, told", false, false, true},
		{"an outage where quiet days are not told", true, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRound(d, evening, func(string) (string, bool) { return "1 of 2 sources read: north failed.", test.well })
			e, err := r.compose(ctx, &subscription.Subscription{Topics: []string{"iran-us"}, Quiet: test.quiet}, digest.Slot{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(append(e.Head, e.Foot...), "\n")
			if test.says != strings.Contains(text, "1 of 2 sources read") || !test.says && text != "" {
				t.Errorf("posted: %q", text)
			}
			if len(e.State) == 0 {
				t.Error("what was told is not kept")
			}
		})
	}
}
