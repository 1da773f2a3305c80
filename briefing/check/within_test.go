package check_test

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/check"
)

// TestWithin checks in the articles of a time alone, and after that in all again.
func TestWithin(t *testing.T) {
	k, _ := load(t, fstest.MapFS{
		"a.jsonl": {Data: []byte(`{"id":"a","title":"Pier","source":"The Harbour Post","published_at":"2026-03-01","body":"“The pier must stand for a hundred years,” said Harbour Minister Olav Dahl in Vardal."}` + "\n")},
		"b.jsonl": {Data: []byte(`{"id":"b","title":"Toll","source":"Northern Wire","published_at":"2026-04-01","body":"“Nobody will pay a toll on that bridge,” said Mayor Ines Prado in Vardal."}` + "\n")},
	})
	const pier, toll = "The pier must stand for a hundred years", "Nobody will pay a toll on that bridge"
	later := k.Within(briefing.Question{Since: time.Date(2026, 3, 15, 0, 0, 0, 0, time.UTC)})
	for _, c := range []struct {
		k       *check.Checker
		quote   string
		verdict check.Verdict
		read    int
	}{
		{k, pier, check.Exact, 2}, {later, pier, check.NotFound, 1}, {later, toll, check.Exact, 1}, {k, pier, check.Exact, 2},
	} {
		r, err := c.k.Quote(context.Background(), c.quote, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Results[0].Verdict; got != c.verdict || r.Brief.Coverage().Articles != c.read {
			t.Errorf("%q: %s in %d articles, want %s in %d", c.quote, got, r.Brief.Coverage().Articles, c.verdict, c.read)
		}
	}
	if _, err := k.Within(briefing.Question{Topic: "nothing"}).Quote(context.Background(), pier, ""); err == nil {
		t.Error("a topic that is none")
	}
}
