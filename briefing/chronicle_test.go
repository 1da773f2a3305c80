package briefing

import (
	"context"
	"testing"
	"unicode/utf8"
)

// FuzzEvents makes two articles of any text, of two outlets: nothing crashes,
// and every claim about them stands before Verify.
func FuzzEvents(f *testing.F) {
	f.Add("Petra Novak met US and UK envoys in London on Tuesday, killing 12 of at least 30 men.", "The UK’s Petra Novak met envoys at Oslo in May 2020; 17 were killed, police said.")
	f.Add("“In UK” on 3 March. He proposed a secret summit in the U.S.", "Proposed a video call. Talks in US-Iran remain frozen. The.")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || len(a)+len(b) > 5000 {
			t.Skip()
		}
		e := about(t, "Post, 2026-03-05\n"+a, "Wire, 2026-03-05\n"+b+" ")
		ev := evidence(t, e)
		claims := append((&brief{Evidence: ev}).conflicts(), timeline(ev)...)
		_, struck, err := Verify(context.Background(), e.Corpus, &Draft{Claims: claims})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range struck {
			t.Errorf("%s: %s in %v", s.Reason, s.Detail, s.Claim.Parts)
		}
	})
}
