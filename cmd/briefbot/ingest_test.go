package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stopper cancels once so many lines have been written.
type stopper struct {
	bytes.Buffer
	lines  int
	cancel context.CancelFunc
}

func (s *stopper) Write(b []byte) (int, error) {
	n, err := s.Buffer.Write(b)
	if bytes.Count(s.Bytes(), []byte("\n")) >= s.lines {
		s.cancel()
	}
	return n, err
}

// TestIngestStopped stops the ingest of one long file: what it listed is stored, and
// the next one goes on from there.
func TestIngestStopped(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	const rows = 300
	var text strings.Builder
	for i := range rows {
		fmt.Fprintf(&text, "{\"id\": \"r%d\", \"title\": \"Ship %d\", \"body\": \"Ship number %d sails on Monday, the harbour master said.\"}\n", i, i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "ships.jsonl"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	getenv := func(string) string { return "" }
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	first := &stopper{lines: 100, cancel: cancel}
	err := run(ctx, []string{"ingest", "ships.jsonl"}, getenv, nil, first, io.Discard)
	if err == nil || err.Error() != "interrupted; what is listed is stored, and the next ingest goes on from there" {
		t.Errorf("stopped: %v", err)
	}
	var second bytes.Buffer
	if err := run(t.Context(), []string{"ingest", "ships.jsonl"}, getenv, nil, &second, io.Discard); err != nil {
		t.Fatal(err)
	}
	listed := map[string]int{}
	for line := range strings.Lines(first.String() + second.String()) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "added" {
			listed[fields[1]]++
		}
	}
	if n := strings.Count(first.String(), "added  "); n < 64 || n == rows {
		t.Errorf("%d articles were listed before the stop", n)
	}
	for id, n := range listed {
		if n != 1 {
			t.Errorf("%s was added %d times", id, n)
		}
	}
	if len(listed) != rows {
		t.Errorf("%d articles were added, want %d", len(listed), rows)
	}
	// One that is stopped before anything is stored says so.
	stopped, cancelled := context.WithCancel(t.Context())
	cancelled()
	var third bytes.Buffer
	err = run(stopped, []string{"ingest", "ships.jsonl"}, getenv, nil, &third, io.Discard)
	if err == nil {
		t.Error("a call that was stopped beforehand has succeeded")
	}
	if strings.Contains(third.String(), "nothing new") {
		t.Errorf("a stopped ingest says %q", third.String())
	}
}
