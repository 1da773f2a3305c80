package modality

import (
	"testing"

	"briefbot/corpus/segment"
)

// TestDisavowed: the first words that a speaker takes from himself.
func TestDisavowed(t *testing.T) {
	tests := []struct{ said, want string }{
		{"I never called it perfectly safe", " perfectly safe"},
		{"I didn’t say the ferry sails, I said it might.", " the ferry sails"},
		{"I have never promised anyone a new ferry, and I will not.", " a new ferry"},
		{"We’ve never said that the ferry sails but we hope so.", " the ferry sails"},
		{"I’m not saying it is a wreck.", " it is a wreck"},
		{"I never used the word wreck", " wreck"},
		{"I said the ferry sails", ""},
		{"I did not say when it sails.", ""},
		{"I cannot say enough about the crew.", ""},
		{"The ferry never sails.", ""},
	}
	for _, test := range tests {
		got := ""
		for _, s := range Disavowed(test.said, segment.Span{End: len(test.said)}) {
			got = s.Of(test.said)
			break
		}
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.said, got, test.want)
		}
	}
}
