package quotation

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefbot/corpus/segment"
)

func TestPairMarks(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`He said "yes" and "no".`, []string{`"yes"`, `"no"`}},
		{"“One.", []string{"“One."}},
		{"“One. “Two,” she said.", []string{"“One.", "“Two,”"}},
		{"“astray and “Two,” she said.", []string{"“Two,”"}},
		{"The 'fake' bill and Roe's plan", []string{"'fake'"}},
		{`He’s 6'2" tall`, nil},
		{"A ‘scare’ word, it’s fine", []string{"‘scare’"}},
		{"She said “he told me ‘go’ twice.”", []string{"“he told me ‘go’ twice.”"}},
		{"Er sagte „ja“ und „nein“.", []string{"„ja“", "„nein“"}},
		{"Er sagte »ja« und «nein».", []string{"»ja«", "«nein»"}},
		{"’em all, ’tis fine", nil},
		{"‘The voters’ patience isn’t endless.’", []string{"‘The voters’ patience isn’t endless.’"}},
		{"the ‘dreamers’ and the ‘doers’ met", []string{"‘dreamers’", "‘doers’"}},
		{"“”", []string{"“”"}},
		{"", nil},
	} {
		var got []string
		for _, r := range pairMarks(nil, c.text, at(0, len(c.text))) {
			got = append(got, r.Of(c.text))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// TestPairMarksLaws holds what every text must give: regions in range, in order,
// apart from each other, with their marks outside; and that a paragraph's marks
// do not change what another paragraph's give.
func TestPairMarksLaws(t *testing.T) {
	piece := rapid.SampledFrom([]string{`"`, "“", "”", "„", "«", "»", "‘", "’", "'", "``", "''", " ", "a", "Roe", ".", ",", "s", "5", "é", "(", ")", "—"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "text"), "")
		other := strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "other"), "")
		regions := pairMarks(nil, text, at(0, len(text)))
		last := 0
		for _, r := range regions {
			if !r.In(text) || !r.inner.In(text) || !r.Covers(r.inner) || r.Start < last || r.inner.Start == r.Start {
				t.Fatalf("region %+v in %q, the one before ends at %d", r, text, last)
			}
			last = r.End
		}
		both := other + "\n" + text
		p := at(len(other)+1, len(both))
		again := pairMarks(nil, both, p)
		if len(again) != len(regions) {
			t.Fatalf("%q gives %d regions by itself, %d behind %q", text, len(regions), len(again), other)
		}
	})
}

// TestTokensCover holds that tokens are in order, and that between them there
// is nothing but white space.
func TestTokensCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{`"`, "“Yes,”", " ", "said", "Mr. Roe", "U.S.", "don’t", "Roe’s", "1,000", "a-b", "...", "—", "(", "é", "’", "'s", "\u00a0", "x@y.z"}), 0, 30).Draw(t, "text"), "")
		var blocks []Block
		for s := range segment.Paragraphs(text) {
			blocks = append(blocks, Block{Span: s})
		}
		f := newFinder(text, blocks, Options{Language: "en"})
		last := 0
		for _, k := range f.tokens {
			if int(k.start) < last || k.end <= k.start {
				t.Fatalf("token %d:%d behind %d in %q", k.start, k.end, last, text)
			}
			if strings.TrimSpace(text[last:k.start]) != "" {
				t.Fatalf("%q is in no token of %q", text[last:k.start], text)
			}
			last = int(k.end)
		}
		if strings.TrimSpace(text[last:]) != "" {
			t.Fatalf("%q is in no token of %q", text[last:], text)
		}
	})
}
