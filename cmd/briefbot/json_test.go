package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJSON: whatever knows -json prints one object on one line, and README names
// each of its fields.
func TestJSON(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "### JSON")
	section, _, _ = strings.Cut(section, "\n## ")
	t.Chdir(t.TempDir())
	getenv := func(string) string { return "" }
	calls := [][]string{
		{"brief", "iran-us"}, {"ask", "When are the talks expected?"}, {"ask", "Who won the chess match?"}, {"ask", "-explain", "When are the talks expected?"},
		{"quotes", "Araghchi"}, {"verify", "de-escalate", "-speaker", "Erdogan"}, {"verify", "-message", "Fidan said “de-escalate”. Trump said “ready”."},
		{"timeline", "iran-us"}, {"digest", "iran-us"}, {"digest", "-why", "talks", "iran-us"},
		{"sources"}, {"sources", "-topic", "iran-us", "-explain"}, {"article", "istanbul-talks.md"},
		{"feed", "list"}, {"feed", "test", "ftp://example.org/"},
		{"digest", "list"}, {"digest", "subscribe", "-channel", "123456789012345678", "iran-us"}, {"digest", "pause"}, {"digest", "resume"}, {"digest", "list"},
	}
	for _, args := range calls {
		call := strings.Join(args, " ")
		var out bytes.Buffer
		err := run(t.Context(), append(args, "-json"), getenv, strings.NewReader(""), &out, &bytes.Buffer{})
		if err != nil && args[0] != "feed" {
			t.Errorf("%s: %v", call, err)
			continue
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(out.Bytes(), &object); err != nil || strings.Count(out.String(), "\n") != 1 {
			t.Errorf("%s: no object on one line: %v\n%.300s", call, err, out.String())
			continue
		}
		for field := range object {
			if !strings.Contains(section, "`"+field+"`") {
				t.Errorf("%s: README says nothing of the field %q", call, field)
			}
		}
	}
}
