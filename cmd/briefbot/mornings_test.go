package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/corpus/golden"
)

// An arrival is an item that a feed has from a morning on. One with the name of
// another takes its place.
type arrival struct{ feed, name, title, text string }

// mornings are five days of a story in three feeds.
var mornings = [][]arrival{
	{
		{"gazette", "dam", "Dam at Alder closed to visitors", "<p>The Alder dam was closed to visitors on Friday after engineers found damp concrete, water minister Dana Whitlock said.</p><p>“We are looking at every gate,” Whitlock said.</p>"},
		{"office", "notice", "Notice on the Alder dam", "<p>The road over the Alder dam is closed until further notice.</p><p>Visitors may use the bridge at Lowmoor.</p>"},
	},
	{
		{"gazette", "crack", "Crack found in Alder dam", "<p>Engineers have found a crack of three metres in the Alder dam, water minister Dana Whitlock said on Monday.</p><p>“The dam is not in danger,” Whitlock told reporters at Lowmoor.</p><p>Some 200 people were asked to leave their houses below the dam.</p>"},
		{"mirror", "crack", "Crack found in Alder dam", "<p>Engineers have found a crack of three metres in the Alder dam, water minister Dana Whitlock said on Monday.</p><p>“The dam is not in danger,” Whitlock told reporters at Lowmoor.</p><p>Some 200 people were asked to leave their houses below the dam.</p><p>This report first appeared in The Valley Gazette.</p>"},
		{"office", "meeting", "Meeting on the dam", "<p>Whitlock and the mayors of the valley are expected to meet on Wednesday in Lowmoor to decide on repairs to the Alder dam.</p>"},
	},
	{
		{"mirror", "people", "Houses emptied below Alder dam", "<p>At Alder dam, 350 people have been asked to leave their houses, fire chief Omar Keel told the Mirror on Tuesday.</p><p>“Nobody sleeps below the dam tonight,” Keel said.</p><p>Engineers of the university of Lowmoor have measured the crack in the Alder dam as well: it is three metres long, professor Ines Kober said.</p>"},
		{"gazette", "again", "The crack in the dam", "<p>Engineers have found a crack of three metres in the Alder dam, Dana Whitlock said on Monday.</p>"},
	},
	{},
	{
		{"gazette", "crack", "Crack found in Alder dam", "<p>Engineers have found a crack of three metres in the Alder dam, water minister Dana Whitlock said on Monday.</p><p>“The dam is not in danger tonight,” Whitlock told reporters at Lowmoor.</p><p>Some 200 people were asked to leave their houses below the dam.</p>"},
		{"gazette", "denial", "No repair before May", "<p>Whitlock denied on Thursday that the Alder dam will be repaired in March.</p><p>“There will be no repair before May,” she said.</p>"},
	},
}

// TestFiveMornings follows three feeds for five days, with a digest each morning:
// what is new and nothing twice, one event once, a copy as no confirmation, an
// honest line on a quiet day, the feed that fails, what was corrected.
func TestFiveMornings(t *testing.T) {
	f := fakediscord.New(t)
	dir := t.TempDir()
	feeds := map[string]*publisher{
		"gazette": newPublisher(t, "The Valley Gazette"), "mirror": newPublisher(t, "Lowmoor Mirror"), "office": newPublisher(t, "Water Office"),
	}
	config := "fetch: {allow: [127.0.0.0/8]}\n" +
		"topics: [{name: dam, title: The Alder dam, required: [[dam]]}]\n" +
		"digest: {schedule: 0 7 * * *, zone: UTC, topics: [dam], catchup: 6h}\nsources:\n"
	for _, name := range []string{"gazette", "mirror", "office"} {
		feeds[name].site = "http://" + name + ".example" // articles are known by it: a port would be another each time
		config += fmt.Sprintf("  - {name: %s, feed: %q}\n", name, feeds[name].URL+"/feed")
	}
	items := map[string][]arrival{}
	var seen strings.Builder
	said := 0
	for n, arrivals := range mornings {
		for _, a := range arrivals {
			kept := items[a.feed][:0:0]
			for _, old := range items[a.feed] {
				if old.name != a.name {
					kept = append(kept, old)
				}
			}
			items[a.feed] = append(kept, a)
			feeds[a.feed].items.Store(new(string))
			for _, item := range items[a.feed] {
				feeds[a.feed].add(item.name, item.title, item.text)
			}
		}
		status := int64(200)
		if n == 3 {
			status = 503
		}
		feeds["office"].status.Store(status)
		s := startServing(t, f, dir, config, time.Date(2026, 3, 2+n, 7, 0, 5, 0, time.UTC))
		if _, err := f.WaitPosted(patience(t), fakediscord.ChannelID, said+1); err != nil {
			t.Fatalf("day %d: %v\n%s", n+1, err, s.log.String())
		}
		if n == len(mornings)-1 {
			// What Tuesday's message quoted was corrected.
			if err := f.WaitCalls(patience(t), fakediscord.EditMessage, 1); err != nil {
				t.Errorf("%v\n%s", err, s.log.String())
			}
		}
		if err := s.end(); err != nil {
			t.Error(err)
		}
		posted := f.Posted(fakediscord.ChannelID)
		fmt.Fprintf(&seen, "=== %s\n", time.Date(2026, 3, 2+n, 7, 0, 0, 0, time.UTC).Format("Monday 2 January 2006"))
		for _, m := range posted[said:] {
			seen.WriteString(m.Content + "\n\n")
		}
		said = len(posted)
	}
	for _, m := range f.Posted(fakediscord.ChannelID) {
		if m.Edits > 0 {
			fmt.Fprintf(&seen, "=== edited %d times\n%s\n\n", m.Edits, m.Content)
		}
	}
	// A machine may need more than a minute for a morning.
	got := failingFor.ReplaceAllString(seen.String(), "failing: office for under a minute (")
	golden.Compare(t, filepath.Join("testdata", "mornings.golden"), got, *update)
}

var failingFor = regexp.MustCompile(`failing: office for [a-z0-9 ]+ \(`)
