package modality

import "testing"

func TestLeaningOf(t *testing.T) {
	for _, c := range []struct {
		cue, content string
		want         Leaning
	}{
		{"rejected", "the plan of the port", Leaning{Takes: true}},
		{"said", "we will not leave", Leaning{Wills: true}},
		{"said", "the order was a disgrace", Leaning{Judges: true}},
		{"according to", "the ferry has nine decks", Leaning{Tells: true}},
		{"had said", "the ferry has nine decks", Leaning{Recalls: true}},
		{"said", "the ferry has nine decks", Leaning{}},
	} {
		if got := LeaningOf(c.cue, c.content); got != c.want {
			t.Errorf("%s %q leans %+v, want %+v", c.cue, c.content, got, c.want)
		}
	}
}

func TestAwaitedIn(t *testing.T) {
	for sentence, want := range map[string]string{
		"It is unclear when Holm will land in Lund.":    "when holm will land in lund ",
		"The council has not issued a permit.":          "issued a permit ",
		"The day of the vote remains unclear.":          " the day of the vote remains unclear ",
		"The ferry is expected to sail on Monday.":      "sail on monday ",
		"The board is considering whether to close it.": "whether to close it ",
		"The ferry sailed on Monday.":                   "",
	} {
		if got := AwaitedIn(sentence); got != want {
			t.Errorf("%q awaits %q, want %q", sentence, got, want)
		}
	}
}

func TestLapsed(t *testing.T) {
	for sentence, want := range map[string]bool{
		"The toll had been scheduled to end in May, but it stays.": true, "The toll is scheduled to end in May.": false,
	} {
		if got := Lapsed(sentence); got != want {
			t.Errorf("%q: %v, want %v", sentence, got, want)
		}
	}
}
