package digest_test

import (
	"context"
	"strings"
	"testing"
)

// TestWhyFirst: of a channel's first digest, too, it can be asked why something is in
// it or is not.
func TestWhyFirst(t *testing.T) {
	w := newWorld(t, orsk)
	d := w.morning(map[string]string{"dam.md": "---\ntitle: Orsk dam springs a leak above Velm\noutlet: Northern Post\npublished: 2026-03-02\nlanguage: en\n---\n\n" +
		"Water has been seeping through the Orsk dam above the town of Velm since Sunday, the regional water authority said.\n\n" +
		"The canteen of the Orsk dam serves a soup on Mondays that is known as far as Tolva.\n"})
	for words, in := range map[string]bool{"water seeping through the dam": true, "canteen serves a soup": false, "whales": false} {
		reasons, err := d.Why(context.Background(), w.engine, words)
		if err != nil {
			t.Fatal(err)
		}
		if r := reasons[0]; r.In != in || strings.Contains(r.Rule, "first digest") != (words != "whales") {
			t.Errorf("%s: %+v", words, r)
		}
	}
	id := w.engine.Corpus.Articles()[0].ID
	if reasons, err := d.Why(context.Background(), w.engine, string(id)); err != nil || len(reasons) != 2 {
		t.Errorf("%+v, %v", reasons, err)
	}
}
