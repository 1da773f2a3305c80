package storetest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"briefbot/corpus"
)

// documents: what goes in comes out.
var documents = []check{
	{"an empty store", func(t *testing.T, s corpus.Store) {
		lacks(t, s, "a")
		changed(t, s, 0)
		changed(t, s, 100)
		noted(t, s, "a", nil)
		if got := collect(t, s.Notes(t.Context(), "")); len(got) > 0 {
			t.Errorf("notes of an empty store: %v", got)
		}
	}},
	{"every field is kept", func(t *testing.T, s corpus.Store) {
		d := full("a")
		putDocuments(t, s, d)
		holds(t, s, d)
	}},
	{"every field counts as a change", func(t *testing.T, s corpus.Store) {
		for _, name := range slices.Sorted(maps.Keys(edits(full("a")))) {
			d := full("a")
			putDocuments(t, s, d)
			before := newest(t, s)
			edits(d)[name]()
			putDocuments(t, s, d)
			if len(changesAfter(t, s, before)) != 1 {
				t.Errorf("%s: its change is no change", name)
			}
			holds(t, s, d)
		}
	}},
	{"any document", func(t *testing.T, s corpus.Store) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			d := drawDocument(rt, fmt.Sprintf("%016x", n))
			putDocuments(t, s, d)
			holds(t, s, d)
			before := newest(t, s)
			got, err := s.Document(t.Context(), d.Article.ID)
			if err != nil {
				rt.Fatal(err)
			}
			// The law that makes it safe to analyse everything again.
			putDocuments(t, s, got)
			changed(t, s, before)
		})
	}},
	{"odd texts", func(t *testing.T, s corpus.Store) {
		for i, text := range []string{
			"", " ", "\x00", "before\x00after", "\ufffd", "\ufeffmark", "a\r\nb\rc\n", "“quotes” 'and' \"more\"; --",
			"\u202eright to left", "👩‍👩‍👧 \U0010ffff", "\u00e9 e\u0301", strings.Repeat("long ", 400_000),
		} {
			d := document(fmt.Sprint("t", i), text)
			putDocuments(t, s, d)
			holds(t, s, d)
		}
	}},
	{"raw bytes", func(t *testing.T, s corpus.Store) {
		for i, raw := range [][]byte{
			nil, []byte("text"), []byte("Text"), {0, 0xff, 0xfe}, bytes.Repeat([]byte("<p>"), 300_000),
		} {
			d := document(fmt.Sprint("r", i), "text")
			d.Article.Raw = raw
			putDocuments(t, s, d)
			holds(t, s, d)
		}
	}},
	{"dates", func(t *testing.T, s corpus.Store) {
		for i, when := range []time.Time{
			{},
			time.Date(2026, 1, 30, 9, 5, 0, 0, time.UTC),
			time.Date(2026, 1, 30, 9, 5, 0, 1, time.FixedZone("", 3*3600+1800)),
			time.Date(2026, 1, 30, 9, 5, 0, 999_999_999, time.FixedZone("", -11*3600)),
			time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC),
			time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC),
			time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		} {
			d := document(fmt.Sprint("d", i), "text")
			d.Article.Published = corpus.Date{Time: when, Inferred: i%2 == 0, How: "a guess"}
			putDocuments(t, s, d)
			holds(t, s, d)
			if got, _ := s.Document(t.Context(), d.Article.ID); got.Article.Published.Time.IsZero() != when.IsZero() {
				t.Errorf("%v: IsZero is not kept", when)
			}
		}
	}},
	{"what was put and what is returned are copies", func(t *testing.T, s corpus.Store) {
		d, want := full("a"), full("a")
		putDocuments(t, s, d)
		for range 2 {
			for _, change := range edits(d) {
				change()
			}
			holds(t, s, want)
			var err error
			if d, err = s.Document(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
			d.Article.Raw[0]++
		}
		holds(t, s, want)
	}},
}
