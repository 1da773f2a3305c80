package briefing

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDisowned: what an article says that somebody did not say is listed apart, and
// counts nowhere as his.
func TestDisowned(t *testing.T) {
	engine := about(t, `Valley Post, 2026-05-04
# Quarrel at the mill

“The mill stays open,” owner Tor Vang said on Monday. He did not tell the weavers that “looms will burn”.

Vang denied having called the weavers “a rabble”. If Vang says “the mill is bankrupt”, they will strike.

A fake post quoted Vang as saying “weavers are lazy”. Vang denied that wages had been cut.
`)
	b, err := engine.Answer(context.Background(), Question{Kind: Quotes, Text: "Vang"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[Section][]string{}
	for c := range b.Claims("") {
		got[c.Section] = append(got[c.Section], c.Citations[0].Words)
	}
	want := map[Section][]string{
		Statements: {"“The mill stays open,”", "wages had been cut"},
		Disowned:   {"“looms will burn”", "“a rabble”", "“the mill is bankrupt”", "“weavers are lazy”"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := b.Count(Direct); n != 1 {
		t.Errorf("%d direct statements, want 1", n)
	}
	voices, _, err := engine.Voices(context.Background(), Question{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range voices {
		if v.Speaker.Name == "Tor Vang" && (v.Direct != 1 || v.Mixed != 0) {
			t.Errorf("%d direct and %d mixed statements, want 1 and 0", v.Direct, v.Mixed)
		}
	}
}
