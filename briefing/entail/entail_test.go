package entail

import "testing"

// TestCheck has one case for each reason, and for each turn of a sentence that
// says the same.
func TestCheck(t *testing.T) {
	const (
		accuse = "Foreign Minister Ida Lorne accused Belmark of shelling the town of Ristau on Friday."
		expect = "The talks are expected to begin in Velt on Monday, according to two diplomats."
		counts = "The blast killed four soldiers and wounded 11 civilians near Tarn, the ministry said."
		refuse = "Premier Otto Brask did not rule out a visit to Belmark, but he said it would not be soon."
	)
	tests := []struct {
		name, text string
		evidence   []string
		want       Reason
	}{
		{"verbatim", accuse, []string{accuse}, ""},
		{"shortened", "Lorne accused Belmark of shelling Ristau.", []string{accuse}, ""},
		{"passive", "Belmark was accused by Ida Lorne of shelling the town of Ristau.", []string{accuse}, ""},
		{"apposition", "Ida Lorne, the foreign minister, accused Belmark of shelling Ristau on Friday.", []string{accuse}, ""},
		{"source in front", "Two diplomats said the talks are expected to begin in Velt on Monday.", []string{expect}, ""},
		{"source behind", "Four soldiers were killed by the blast, according to the ministry.", []string{counts}, ""},
		{"joined", "Lorne accused Belmark of shelling Ristau, and Brask did not rule out a visit to Belmark.", []string{accuse, refuse}, ""},
		{"swapped", "Belmark accused Foreign Minister Ida Lorne of shelling the town of Ristau.", []string{accuse}, Roles},
		{"another's deed", "Otto Brask accused Belmark of shelling Ristau.", []string{accuse, refuse}, Roles},
		{"another's office", "Premier Ida Lorne accused Belmark of shelling Ristau.", []string{accuse, refuse}, Roles},
		{"new name", "Lorne accused Tarnow of shelling Ristau.", []string{accuse}, NewName},
		{"new number", "The blast killed five soldiers, the ministry said.", []string{counts}, NewNumber},
		{"new word", "Lorne furiously accused Belmark of shelling Ristau.", []string{accuse}, NewWord},
		{"numbers swapped", "The blast killed 11 soldiers and wounded four civilians, the ministry said.", []string{counts}, Counted},
		{"another day", "Lorne accused Belmark of shelling Ristau on Monday.", []string{accuse, expect}, Moved},
		{"another place", "The blast killed four soldiers near Velt, the ministry said.", []string{counts, expect}, Moved},
		{"negation lost", "Brask ruled out a visit to Belmark.", []string{refuse}, LostNegation},
		{"negation new", "Lorne did not accuse Belmark of shelling Ristau.", []string{accuse}, NewNegation},
		{"negation moved", "Brask did not say it would be soon.", []string{refuse}, NewNegation},
		{"expected told as done", "The talks began in Velt on Monday.", []string{expect}, Modality},
		{"claim told as fact", "Belmark shelled the town of Ristau on Friday.", []string{accuse}, Modality},
		{"on nobody's word", "The blast killed four soldiers.", []string{counts}, Source},
		{"words in a mouth", "Lorne said the talks are expected to begin in Velt.", []string{accuse, expect}, Source},
		{"confirmed", "The ministry confirmed that the blast killed four soldiers.", []string{counts}, Certainty},
		{"no verb", "Four soldiers near Tarn.", []string{counts}, Unclear},
		{"another language", "Der Minister sagte gestern, dass vier Soldaten getötet wurden.", []string{counts}, Language},
		{"no evidence", "Lorne accused Belmark of shelling Ristau.", nil, NewWord},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var evidence []Evidence
			for _, e := range test.evidence {
				evidence = append(evidence, Evidence{Text: e})
			}
			if got := Check(test.text, evidence, nil); got.Reason != test.want {
				t.Errorf("%s\n got %q (%s)\nwant %q", test.text, got.Reason, got.Detail, test.want)
			}
		})
	}
}

// FuzzCheck has it read anything: it neither panics nor changes its mind.
func FuzzCheck(f *testing.F) {
	f.Add("Lorne accused Belmark.", "Belmark was accused, said Lorne, who, in May, had not ruled it out.")
	f.Add("“a”, and of, of and: to be", "according to if that who which not no to")
	f.Fuzz(func(t *testing.T, text, evidence string) {
		e := []Evidence{{Text: evidence, Context: evidence + text}}
		if a, b := Check(text, e, []string{text}), Check(text, e, []string{text}); a != b {
			t.Errorf("%v, then %v", a, b)
		}
	})
}
