package entail

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPairs holds what follows, and what does not, in testdata/pairs.txt to the rules.
func TestPairs(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "pairs.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") {
			continue
		}
		evidence, text, ok := strings.Cut(line[1:], " || ")
		if !ok || line[0] != '+' && line[0] != '-' {
			t.Fatalf("no pair: %s", line)
		}
		evidence = strings.TrimSpace(evidence)
		v := Check(text, []Evidence{{Text: evidence, Context: "Now " + evidence}}, nil)
		if follows := v.Reason == ""; follows != (line[0] == '+') {
			t.Errorf("%s: follows %v (%s: %s)\n from %s", text, follows, v.Reason, v.Detail, evidence)
		}
	}
}
