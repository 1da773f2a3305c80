package render

import (
	"regexp"
	"strings"
	"testing"
)

// Every text of ours has all languages, with the same values in it.
func TestLanguages(t *testing.T) {
	values := regexp.MustCompile(`\$[0-9]`)
	complete := func(what string, own [4]string, want int) {
		for l, text := range own {
			seen := map[string]bool{}
			for _, v := range values.FindAllString(text, -1) {
				seen[v] = true
			}
			if text == "" || len(seen) != want || strings.ContainsAny(text, "“”\"") {
				t.Errorf("%s in language %d: %q", what, l, text)
			}
		}
	}
	for english, own := range ours {
		complete(english, own, 0)
	}
	for _, template := range templates {
		complete(template.english.String(), template.own, template.english.NumSubexp())
	}
}

func TestIn(t *testing.T) {
	m := Message{
		Blocks: []string{
			"## The harbour · situation brief\n-# searched: 13 notes after articles (not the articles themselves) from 4 outlets\n-# \\~30 Jan 2026 (\\~ marks an inferred date)",
			"**Bottom line**\n• The corpus does not say. \\[1\\] *(paraphrase)*",
			"• **direct, told** \\[1\\]\n> Bottom line",
			"Claimed: Exact\nThe corpus does not say.",
			"Something that has no translation.",
		},
		Lines: []string{`\[1\] Exact – *note after its article*, 3 Feb 2026`},
	}
	got := m.In("de")
	want := []string{
		"## The harbour · Lagebild\n-# durchsucht: 13 Notizen nach Artikeln (nicht die Artikel selbst), Medien: 4\n-# \\~30 Jan 2026 (\\~ heißt erschlossenes Datum)",
		"**Das Wichtigste**\n• The corpus does not say. \\[1\\] *(sinngemäß)*",
		"• **wörtlich, told** \\[1\\]\n> Bottom line",
		"Behauptet: Exact\nDie Artikel sagen es nicht.",
		"Something that has no translation.",
	}
	for i := range want {
		if got.Blocks[i] != want[i] {
			t.Errorf("block %d: %q, want %q", i, got.Blocks[i], want[i])
		}
	}
	if got.Lines[0] != `\[1\] Exact – *Notiz nach dem Artikel*, 3 Feb 2026` {
		t.Errorf("source %q", got.Lines[0])
	}
	m.typed = true
	if typed := m.In("tr"); !strings.HasPrefix(typed.Blocks[0], "## The harbour · situation brief\n-# arandı") {
		t.Errorf("what a user typed: %q", typed.Blocks[0])
	}
	if same := m.In("en-GB"); same.Blocks[1] != m.Blocks[1] {
		t.Errorf("English: %q", same.Blocks[1])
	}
}
