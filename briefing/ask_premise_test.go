package briefing

import (
	"testing"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A state goes by all its names; its capital is a place of its own.
func TestStateAt(t *testing.T) {
	for text, want := range map[string]string{
		"US": "us", "us": "", "America": "us", "United States": "us", "United": "", "UK": "britain", "Canadian": "canada", "Ottawa": "", "Ankara": "",
	} {
		if got := stateAt(phrase.Tokens(text, segment.Span{End: len(text)}), 0); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
		if got := stateNamed(text); got != want {
			t.Errorf("the name %s: %q, want %q", text, got, want)
		}
	}
}
