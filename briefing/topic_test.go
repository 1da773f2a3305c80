package briefing

import (
	"strings"
	"testing"

	"briefbot/corpus"
)

// TestJudgeThroughout: a long article whose headline names the topic, and which comes
// back to it to the end, belongs to it however much it says beside; a list of the
// day's stories does not.
func TestJudgeThroughout(t *testing.T) {
	const (
		on   = "The Lowmoor bridge was on the agenda again."
		off  = "Engineers worked through the night, and the wind did not let up until the morning came."
		dots = 5 // sentences without it between those that have it
	)
	text := func(on ...string) string {
		var b strings.Builder
		for _, s := range on {
			b.WriteString(s + " " + strings.Repeat(off+" ", dots) + "\n\n")
		}
		return b.String()
	}
	for _, tt := range []struct {
		name, headline, text string
		in                   bool
	}{
		{"throughout", "Lowmoor bridge swings in the storm, and holds", text(on, off, on, off, on, on), true},
		{"a place between commas", "Elm Street, Lowmoor, is closed for repairs", text(on, off, on, off, on, on), true},
		{"in the opening", "Bridge swings in the storm", text(on, off, on, off, on, on), true},
		{"neither in the headline nor in the opening", "Bridge swings in the storm", text(off, on, off, on, off, on), false},
		{"in the opening of a list", "Six things to know for Monday: a bridge", text(on, off, on, off, on, on), false},
		{"in the headline and the opening", "Lowmoor bridge swings in the storm", text(on, off, off, off, off, off), true},
		{"once in a long one", "Bridge swings in the storm", text(on, off, off, off, off, off), false},
		{"once in one of some sentences", "Bridge swings in the storm", on + strings.Repeat(" "+off, 10), true},
		{"once, and late, in one of some sentences", "Bridge swings in the storm", strings.Repeat(off+" ", 5) + on + strings.Repeat(" "+off, 5), false},
		{"in one place", "Lowmoor bridge swings in the storm, and holds", text(on, on, off, off, off, off), false},
		{"a list of stories", "Lowmoor bridge, Harbour fees, Film prizes: Daily letter", text(on, off, on, off, on, on), false},
	} {
		a := &corpus.Article{Text: tt.headline + "\n\n" + tt.text, Language: "en"}
		a.Headline.Value = tt.headline
		topic := Topic{Name: "bridge", Required: [][]string{{"Lowmoor"}}}
		if got := topic.Judge(corpus.Analyze(a)); got.In != tt.in {
			t.Errorf("%s: %v, want %v: %s", tt.name, got.In, tt.in, got.Why())
		}
	}
}
