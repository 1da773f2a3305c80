package parallel_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"briefbot/briefing/parallel"
	"briefbot/corpus"
)

// source is an article of one paragraph.
func source(outlet, day, text string) parallel.Source {
	base, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	a := &corpus.Article{Path: outlet, Format: "text", Language: "en", Text: text}
	a.Published.Time = base
	a.Identify()
	return parallel.Source{Document: corpus.Analyze(a), Base: base, Origin: outlet}
}

// outcome is what was found, without the order of sides.
func outcome(pairs []parallel.Pair) string {
	var lines []string
	for _, p := range pairs {
		values := []string{p.One.Value.Of(p.One.Document.Article.Text), p.Two.Value.Of(p.Two.Document.Article.Text)}
		slices.Sort(values)
		line := p.Question + ": " + strings.Join(values, " | ")
		if p.Later {
			line += ", later"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "; ")
}

var findings = []struct{ one, two, want string }{
	{"2026-03-05 The Kessel tunnel was shut on Monday after a leak.", "2026-03-06 The Kessel tunnel was closed on Tuesday after a leak, police said.", "when: Monday | Tuesday"},
	{"2026-03-05 The Kessel tunnel will cost 12 million euros.", "2026-03-05 The Kessel tunnel will cost 17 million euros.", "how much: 12 million euros | 17 million euros"},
	{"2026-03-02 The Kessel tunnel will cost 12 million euros.", "2026-03-20 The Kessel tunnel will now cost 17 million euros, up from 12 million.", "how much: 12 million euros | 17 million euros, later"},
	{"2026-03-02 The Kessel tunnel will cost 11 million euros.", "2026-03-20 The Kessel tunnel will now cost 17 million euros, up from 12 million.", ""},
	{"2026-03-02 The Kessel tunnel will cost 12 million euros.", "2026-03-20 The Kessel tunnel will cost 17 million euros.", ""},
	{"2026-03-05 The flood destroyed 120 houses in Kessel on Monday.", "2026-03-05 The flood destroyed about 80 homes in Kessel on Monday.", "how many: 120 | about 80"},
	{"2026-03-05 The Kessel lock was closed on Monday after cracks were found in two gates.", "2026-03-06 The Kessel lock was closed on Tuesday after cracks were found in three gates.", "how many: three | two; when: Monday | Tuesday"},
	{"2026-03-05 The pilot of the Kessel ferry is a 34-year-old.", "2026-03-05 The pilot of the Kessel ferry is a 43-year-old.", "how old: 34-year-old | 43-year-old"},
	{"2026-03-05 The mayor of Kessel could sell 12 ferries.", "2026-03-05 The mayor of Kessel could sell 17 ferries.", ""},
	{"2026-03-05 A man was stabbed in Kessel on Monday.", "2026-03-05 A man was stabbed in Tarn on Monday.", ""},
	{"2026-03-05 The Kessel ferry hit a pier.", "2026-03-05 The Tarn ferry hit a pier.", ""},
}

func TestFind(t *testing.T) {
	for _, test := range findings {
		one, two := source("one", test.one[:10], test.one[11:]), source("two", test.two[:10], test.two[11:])
		if got := outcome(parallel.Find([]parallel.Source{one, two})); got != test.want {
			t.Errorf("%s / %s: %q, want %q", test.one, test.two, got, test.want)
		}
	}
}

// TestOrder: it does not matter in which order the articles come, and one origin does not
// differ from itself.
func TestOrder(t *testing.T) {
	for _, test := range findings {
		one, two := source("one", test.one[:10], test.one[11:]), source("two", test.two[:10], test.two[11:])
		if got, want := outcome(parallel.Find([]parallel.Source{two, one})), outcome(parallel.Find([]parallel.Source{one, two})); got != want {
			t.Errorf("%s / %s: %q the other way round, else %q", test.one, test.two, got, want)
		}
		two.Origin = one.Origin
		if got := outcome(parallel.Find([]parallel.Source{one, two})); got != "" {
			t.Errorf("%s / %s of one origin: %q", test.one, test.two, got)
		}
	}
}

// FuzzFind holds all values to the bytes of their sentences.
func FuzzFind(f *testing.F) {
	for _, test := range findings {
		f.Add(test.one[11:], test.two[11:])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || len(a)+len(b) > 2000 {
			t.Skip()
		}
		for _, p := range parallel.Find([]parallel.Source{source("one", "2026-03-05", a), source("two", "2026-03-06", b)}) {
			for _, s := range []parallel.Telling{p.One, p.Two} {
				if !s.Sentence.Covers(s.Value) || !s.Value.In(s.Document.Article.Text) || s.Value.Len() == 0 {
					t.Fatalf("%+v of %+v", s.Value, s.Sentence)
				}
			}
		}
	})
}
