package digest

import "testing"

func TestSameThing(t *testing.T) {
	for _, tt := range []struct {
		now, before string
		want        bool
	}{
		{"Talks are expected on Friday", "direct talks remain frozen", true},
		{"talks are expected", "negotiations were frozen", true},
		{"a flight to Orsk scheduled", "flights were delayed", false},
		{"the flights are expected to resume", "flights were halted", true},
		{"", "", true},
	} {
		if got := sameThing(tt.now, tt.before); got != tt.want {
			t.Errorf("%q after %q: %v", tt.now, tt.before, got)
		}
	}
}
