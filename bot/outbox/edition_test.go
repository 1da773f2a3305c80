package outbox

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// TestParts: whatever an edition says, its messages fit, are as many as may be,
// in order, and say how much is left out; and the foot is there.
func TestParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &Edition{Head: []string{"-# late"}, Foot: []string{"-# 3 of 3 sources read"}}
		n := rapid.IntRange(0, 40).Draw(t, "entries")
		for i := range rapid.IntRange(1, max(1, min(3, n))).Draw(t, "sections") {
			e.Sections = append(e.Sections, Section{Head: fmt.Sprintf("## title %d", i)})
		}
		for i := range n {
			s := &e.Sections[i*len(e.Sections)/n]
			number := 1 + len(s.Entries)
			s.Entries = append(s.Entries, fmt.Sprintf("item %d: %s. \\[%d\\]", i, strings.Repeat("word ", rapid.IntRange(0, 250).Draw(t, "words")), number))
			s.Sources = append(s.Sources, fmt.Sprintf("\\[%d\\] source of %d, %s", number, i, strings.Repeat("x", rapid.IntRange(0, 60).Draw(t, "source"))))
		}
		slot := slotOf(1)
		slot.Role = rapid.SampledFrom([]string{"", "650000000000000001"}).Draw(t, "role")
		slot.Messages = rapid.IntRange(0, 12).Draw(t, "messages")
		all := parts(slot, e)
		most := maxDigest
		if slot.Messages > 0 {
			most = min(most, slot.Messages)
		}
		if len(all) == 0 || len(all) > most {
			t.Fatalf("%d messages, at most %d", len(all), most)
		}
		text, nonces := "", map[string]bool{}
		for i, p := range all {
			size := markdown.Len(p.Text) + 1 + markdown.Len(p.Mark)
			if p.Text == "" || size > message.MaxContent || nonces[p.Nonce] || !strings.HasSuffix(p.Mark, fmt.Sprintf("%d/%d", i+1, len(all))) {
				t.Errorf("message %d of %d: %d units, %q", i+1, len(all), size, p.Mark)
			}
			nonces[p.Nonce] = true
			counted := strings.Count(p.Text, " more\n") > 0 || strings.HasSuffix(p.Text, " more")
			for line := range strings.Lines(p.Text) {
				var number int
				if _, err := fmt.Sscanf(line, "item %d:", &number); err == nil && !counted && !strings.Contains(p.Text, fmt.Sprintf("source of %d,", number)) {
					t.Errorf("message %d shows item %d without its source:\n%s", i+1, number, p.Text)
				}
			}
			if strings.HasPrefix(p.Text, "-# \\[") || strings.Contains(p.Text, "\n## title") && strings.HasSuffix(strings.TrimRight(p.Text, "012"), "## title ") && n > 0 {
				t.Errorf("message %d begins with sources or ends with a title:\n%s", i+1, p.Text)
			}
			text += strings.TrimPrefix(p.Text, mention(slot.Role)) + "\n"
		}
		there := 0
		for there < n && strings.Contains(text, fmt.Sprintf("item %d:", there)) {
			there++
		}
		said := 0
		if i := strings.Index(text, " more entr"); i >= 0 {
			fmt.Sscanf(text[strings.LastIndexByte(text[:i], '\n')+1:], "-# %d", &said)
		}
		if there+said != n || strings.Count(text, "item ") != there {
			t.Errorf("%d of %d entries, %d are said to be left out:\n%s", there, n, said, text)
		}
		if !strings.HasPrefix(text, "-# late\n") || !strings.HasSuffix(text, "-# 3 of 3 sources read\n") {
			t.Errorf("head or foot is not there:\n%s", text)
		}
	})
	if all := parts(slotOf(1), &Edition{}); len(all) != 0 {
		t.Errorf("an edition that says nothing has %d messages", len(all))
	}
}
