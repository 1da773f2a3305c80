package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/corpus/sqlite"
)

// TestDirectoriesAreWatched looks at a directory again and again: what is new is
// taken in, and what is wrong with a file is logged once.
func TestDirectoriesAreWatched(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	cfg := defaultConfig()
	cfg.Sources = []sourceConfig{{Name: "news", Directory: dir}}
	var log bytes.Buffer
	i := &intake{config: cfg, log: slog.New(slog.NewTextHandler(&log, nil)), db: db, now: func() time.Time { return evening }}
	look := func() string {
		t.Helper()
		log.Reset()
		i.directories(t.Context())
		return log.String()
	}
	write("a.txt", "The ferry sails at noon.")
	write("bad.txt", "caf\xe9")
	if got := look(); !strings.Contains(got, "added=1") || !strings.Contains(got, "not UTF-8") {
		t.Error(got)
	}
	if got := look(); got != "" {
		t.Errorf("nothing has changed, and it says: %s", got)
	}
	write("b.txt", "The mail comes on Monday.")
	if got := look(); !strings.Contains(got, "added=1") || strings.Contains(got, "not UTF-8") {
		t.Error(got)
	}
	write("bad.txt", "a zero \x00 byte")
	if got := look(); !strings.Contains(got, "binary") || strings.Contains(got, "source read") {
		t.Error(got)
	}
	if line, well := i.health(""); !well || !strings.HasPrefix(line, "1 of 1 sources read, last at <t:") {
		t.Errorf("%s %v", line, well)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if got := look(); !strings.Contains(got, "source not read") || !strings.Contains(got, "no such file") {
		t.Errorf("a directory that is gone: %s", got)
	}
	if got := look(); got != "" {
		t.Errorf("and again: %s", got)
	}
	if line, well := i.health(""); well || !strings.HasPrefix(line, "0 of 1 sources read: news failed, last at") {
		t.Errorf("%s %v", line, well)
	}
}
