package modality

import (
	"testing"
)

// TestAgrees: the same words say another thing where they deny, negate, expect or
// count otherwise.
func TestAgrees(t *testing.T) {
	tests := []struct {
		earlier, now string
		agrees       bool
	}{
		{"The flood killed 12 people.", "Twelve people were killed by the flood.", true},
		{"The flood killed 12 people.", "The flood killed 19 people.", false},
		{"The flood killed 12 people and left 300 homeless.", "The flood killed 12 people.", true},
		{"The flood cost 1,200 farms their harvest.", "It cost 1200 farms their harvest.", true},
		{"The minister resigned.", "The minister denied that he resigned.", false},
		{"The minister denied it.", "It is not true, the minister said.", false},
		{"The bridge is safe.", "The bridge is not safe.", false},
		{"The envoys are expected to meet on Friday.", "The envoys met on Friday.", false},
		{"The envoys are expected to meet on Friday.", "The envoys plan to meet on Friday.", true},
		{"The envoys are expected to meet on Friday.", "The envoys are expected to meet on Saturday.", false},
		{"The talks remain frozen.", "The talks are expected to resume.", false},
	}
	for _, test := range tests {
		if got := StanceOf(test.now).Agrees(StanceOf(test.earlier)); got != test.agrees {
			t.Errorf("%q after %q: agrees %v, want %v (%+v, %+v)", test.now, test.earlier, got, test.agrees, StanceOf(test.now), StanceOf(test.earlier))
		}
	}
}

func TestGainsays(t *testing.T) {
	for sentence, want := range map[string]bool{
		"The ministry denied that the talks took place.":    true,
		"The talks never happened, Roth said.":              true,
		"The state canceled 30 million crowns of the debt.": false,
		"Roth called off the visit.":                        false,
		"Roth visited Orsk.":                                false,
	} {
		if got := Gainsays(sentence); got != want {
			t.Errorf("%s: %v", sentence, got)
		}
	}
	for sentence, want := range map[string]bool{
		"Roth plans to visit Orsk.":          true,
		"Roth had plans to visit Orsk.":      false,
		"The visit had been scheduled for 3": false,
	} {
		if got := StanceOf(sentence).Awaits; got != want {
			t.Errorf("%s: awaits %v", sentence, got)
		}
	}
}
