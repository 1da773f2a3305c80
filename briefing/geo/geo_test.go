package geo

import (
	"testing"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
)

// TestPlaces finds the places of sentences.
func TestPlaces(t *testing.T) {
	tests := []struct{ sentence, want string }{
		{"They met in Oslo on Tuesday.", "Oslo"},
		{"They met in the UK on Tuesday.", "UK"},
		{"They met in southern Norway.", "Norway"},
		{"They met in Tehran.", "Tehran"},
		{"They met in New York.", "New York"},
		{"They sailed in Norwegian waters.", ""},
		{"They sailed in Eastern waters.", ""},
		{"They met in March.", ""},
		{"They met on Tuesday.", ""},
	}
	for _, test := range tests {
		d := corpus.Analyze(&corpus.Article{Text: test.sentence, Language: "en"})
		got := ""
		for _, p := range Places(d, phrase.Tokens(test.sentence, corpus.Span{End: len(test.sentence)})) {
			got += p.Of(test.sentence)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.sentence, got, test.want)
		}
	}
}

// TestStates finds the states that texts name.
func TestStates(t *testing.T) {
	tests := []struct{ text, first, whole string }{
		{"Iran", "iran", "iran"},
		{"the Iranian envoy", "iran", ""},
		{"They told us in Graz", "", ""},
		{"US", "us", "us"},
		{"Saudi Arabia", "saudi arabia", "saudi arabia"},
		{"United Kingdom", "", "britain"},
		{"South Korean", "", "south korea"},
		{"Harbour", "", ""},
		{"", "", ""},
	}
	for _, test := range tests {
		if got := FirstState(test.text); got != test.first {
			t.Errorf("the first state in %q is %q, want %q", test.text, got, test.first)
		}
		if got := StateNamed(test.text); got != test.whole {
			t.Errorf("%q names %q, want %q", test.text, got, test.whole)
		}
	}
}
