package event

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/segment"
)

// chronicle reads articles of the days given, each "2026-02-04 text" or "? text",
// each of an origin of its own.
func chronicle(t testing.TB, articles ...string) *Chronicle {
	t.Helper()
	ctx := context.Background()
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	var batch corpus.Batch
	for i, article := range articles {
		day, text, _ := strings.Cut(article, " ")
		a := &corpus.Article{Path: fmt.Sprintf("%c.txt", 'a'+i), Format: "text", Language: "en", Text: text}
		if day != "?" {
			published, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			a.Published.Time = published
		}
		a.Identify()
		batch.Documents = append(batch.Documents, corpus.Analyze(a))
	}
	if err := store.Put(ctx, &batch); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return New(loaded, batch.Documents, func(*corpus.Article) string { return "" })
}

// TestTellings reads what single sentences tell.
func TestTellings(t *testing.T) {
	tests := []struct{ sentence, want string }{
		{"Ada Lorent met Petra Novak in Velm on Monday.", "meet place=Velm when=~2 Feb 2026"},
		{"The flood killed at least 12 people in Tolva.", "disaster place=Tolva, die place=Tolva 12-"},
		{"Envoys are expected to hold talks in Oslo on Friday.", "meet place=Oslo when=~6 Feb 2026 expected"},
		{"The mayor called for calm.", ""},
		{"No further talks were needed.", ""},
		{"They want to avert a strike.", ""},
		{"Police arrested 7 men and injured 3.", "arrest 7-7, injure 3-3"},
		{"The War Ministry kept silent.", ""},
		{"They baked bread.", ""},
	}
	for _, test := range tests {
		c := chronicle(t, "2026-02-04 "+test.sentence)
		var got []string
		for _, told := range c.Tellings {
			words := []string{told.Kind}
			text := told.Document.Article.Text
			if told.Place.Len() > 0 {
				words = append(words, "place="+told.Place.Of(text))
			}
			if told.When != nil {
				words = append(words, "when="+told.When.Day())
			}
			if told.Expected {
				words = append(words, "expected")
			}
			for _, a := range told.Amounts {
				s := fmt.Sprintf("%g-", a.low)
				if a.top < unlimited {
					s += fmt.Sprintf("%g", a.top)
				}
				words = append(words, s)
			}
			got = append(got, strings.Join(words, " "))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s\n got %q\nwant %q", test.sentence, strings.Join(got, ", "), test.want)
		}
	}
}

// TestSame compares the first tellings of two articles.
func TestSame(t *testing.T) {
	const base = "2026-02-04 Ada Lorent met Petra Novak in Velm on Monday about the ferry to the islands and its fares."
	tests := []struct {
		name, other string
		same        func(*Chronicle, *Telling, *Telling) bool
		want        bool
	}{
		{"other words", "2026-02-03 Petra Novak and Ada Lorent held talks in Velm on Monday.", (*Chronicle).Same, true},
		{"another day", "2026-02-04 Ada Lorent met Petra Novak in Velm on Sunday about the ferry to the islands and its fares.", (*Chronicle).Same, false},
		{"another day, told of one", "2026-02-04 Ada Lorent met Petra Novak in Velm on Sunday about the ferry to the islands and its fares.", (*Chronicle).SameButDates, true},
		{"other people", "2026-02-04 Jonas Brandt met Mira Stenholm in Velm on Monday about fish.", (*Chronicle).Same, false},
		{"another kind", "2026-02-04 Ada Lorent arrested Petra Novak in Velm on Monday.", (*Chronicle).Same, false},
		{"still to come", "2026-02-01 Ada Lorent is expected to meet Petra Novak in Velm on Monday.", (*Chronicle).Same, false},
		{"another place", "2026-02-04 Ada Lorent met Petra Novak in Tolva on Monday about the ferry to the islands and its fares.", (*Chronicle).SameButPlaces, true},
		{"another place, another number", "2026-02-04 Ada Lorent met Petra Novak in Tolva on Monday about the ferry to the islands and its fares.", (*Chronicle).SameButAmounts, false},
	}
	for _, test := range tests {
		c := chronicle(t, base, test.other)
		var a, b *Telling
		for i := range c.Tellings {
			if told := &c.Tellings[i]; a == nil && told.Document.Article.Path == "a.txt" {
				a = told
			} else if b == nil && told.Document.Article.Path == "b.txt" {
				b = told
			}
		}
		if a == nil || b == nil {
			t.Errorf("%s: nothing is told in one of the two", test.name)
			continue
		}
		if got := test.same(c, a, b); got != test.want || test.same(c, b, a) != got {
			t.Errorf("%s: %v, the other way round %v; want %v", test.name, got, test.same(c, b, a), test.want)
		}
		if test.same(c, a, a) {
			t.Errorf("%s: an article bears itself out", test.name)
		}
	}
}

// TestDateOf dates an article by what another one tells of the same people.
func TestDateOf(t *testing.T) {
	c := chronicle(t,
		"2026-02-04 Ada Lorent met Petra Novak in Velm on Monday.",
		"? On Monday Ada Lorent met Petra Novak, the minister of fisheries.",
		"? On Monday Jonas Brandt met nobody.")
	want := map[string]string{"a.txt": "2026-02-04", "b.txt": "2026-02-02", "c.txt": "0001-01-01"}
	for i := range c.Tellings {
		d := c.Tellings[i].Document
		if got := c.DateOf(d).Format(time.DateOnly); got != want[d.Article.Path] {
			t.Errorf("%s is of %s, want %s", d.Article.Path, got, want[d.Article.Path])
		}
		delete(want, d.Article.Path)
	}
	if len(want) > 0 {
		t.Errorf("nothing is told in %v", want)
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"12": "12 1 true", "1,000 homes": "1000 1 true", "twelve": "12 1 true", "3 million": "3e+06 2 true",
		"one": "0 0 false", "2018": "0 0 false", "homes": "0 0 false",
	} {
		value, n, ok := Number(phrase.Tokens(text, segment.Span{End: len(text)}), 0)
		if got := fmt.Sprint(value, n, ok); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
