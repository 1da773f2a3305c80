package briefing

import (
	"context"
	"strings"
	"testing"
)

// The cases count who confirms a fact: outlets, origins, and whether they name a
// source.
func TestConfirmations(t *testing.T) {
	long := "The old bridge at Falun was closed on Monday after divers found cracks in two of its six piers. " +
		"The council will decide in a week whether buses may cross it again, and until then a ferry carries school children. " +
		"Shopkeepers on the western bank fear for their trade, since half of their customers come over the river on foot."
	tests := []struct {
		name     string
		question string
		articles []string
		want     string
		count    int
	}{
		{"one", "Who confirms cracks in the piers?", []string{"Post, 2026-03-03\n" + long}, "one outlet, which names no source", 1},
		{"reprint", "Who confirms cracks in the piers?", []string{
			"Post, 2026-03-03\n" + long, "Wire, 2026-03-04\n" + strings.Replace(long, "old bridge", "bridge", 1),
		}, "two outlets of one origin, Post (copies count once), which names no source", 2},
		{"own-words", "Who confirms cracks in the piers?", []string{
			"Post, 2026-03-03\n" + long, "Wire, 2026-03-04\nEngineers speak of cracks in piers of the bridge at Falun, which nobody may cross for now.",
		}, "two outlets, neither names a source, independence unknown", 2},
		{"sources", "Who confirms cracks in the piers?", []string{
			"Post, 2026-03-03\nTwo piers of the bridge at Falun have cracks, according to the council.",
			"Wire, 2026-03-04\nThe piers of the bridge at Falun have cracks, according to a diver who saw them.",
		}, "two outlets, both name a source", 2},
		{"named", "Who confirms cracks in the piers?", []string{
			"Post, 2026-03-03\nTwo piers of the bridge at Falun have cracks, Mayor Ib Roth said.",
			"Wire, 2026-03-04\nThe piers of the bridge at Falun have cracks, Falun’s mayor told reporters.",
		}, "two outlets, both name a source", 2},
		{"half", "Who confirms cracks in the piers?", []string{
			"Post, 2026-03-03\nTwo piers of the bridge at Falun have cracks, according to the council.",
			"Wire, 2026-03-04\nCars may not cross the river since piers of the bridge have cracks.",
		}, "two outlets, one of them with a source, independence of the others unknown", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := about(t, test.articles...)
			ev := evidence(t, e)
			k, ok := ev.confirmations(test.question)
			if got := k.Words(); !ok || got != test.want || len(k.Citations) != test.count {
				t.Errorf("%v, %d citations: %s, want %s", ok, len(k.Citations), got, test.want)
			}
			_, struck, err := Verify(context.Background(), e.Corpus, &Draft{Claims: []Claim{k.claim(Answer)}})
			if err != nil || len(struck) > 0 {
				t.Errorf("struck: %v, %v", struck, err)
			}
		})
	}
	ev := evidence(t, about(t, "Post, 2026-03-03\n"+long))
	if _, ok := ev.confirmations("Who confirms a flood?"); ok {
		t.Error("a flood is confirmed that nobody tells of")
	}
}
