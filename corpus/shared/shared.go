// Package shared tells tests where the data are that stand beside the project
// and never enter it: articles by other people, what is true of them, and
// benchmarks.
package shared

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir returns the directory of the shared data: $BRIEFBOT_SHARED, else
// "../shared" beside the module's root. It skips the test, with one line, where
// there is none.
func Dir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BRIEFBOT_SHARED")
	if dir == "" {
		dir = filepath.Join(filepath.Dir(root(t)), "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: no shared data beside the project (set BRIEFBOT_SHARED)")
	}
	return dir
}

// root is the directory that holds go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = parent
	}
}
