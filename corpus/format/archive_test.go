package format

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// An archive is a test case in the txtar format: a comment, then files, each
// under a line "-- name --".
type archive struct {
	path    string
	comment string
	names   []string
	files   map[string]string
}

func readArchive(t testing.TB, path string) *archive {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := &archive{path: path, files: map[string]string{}}
	name := ""
	for line := range strings.Lines(string(b)) {
		bare := strings.TrimSpace(line)
		if n, ok := strings.CutPrefix(bare, "-- "); ok && strings.HasSuffix(n, " --") {
			name = strings.TrimSuffix(n, " --")
			a.names = append(a.names, name)
			a.files[name] = ""
			continue
		}
		if name == "" {
			a.comment += line
		} else {
			a.files[name] += line
		}
	}
	return a
}

// set replaces a file's bytes, or adds the file at the end, and writes the
// archive.
func (a *archive) set(t testing.TB, name, data string) {
	t.Helper()
	if _, ok := a.files[name]; !ok {
		a.names = append(a.names, name)
	}
	a.files[name] = data
	var b bytes.Buffer
	b.WriteString(a.comment)
	for _, n := range a.names {
		b.WriteString("-- " + n + " --\n" + a.files[n])
		if !strings.HasSuffix(a.files[n], "\n") && a.files[n] != "" {
			b.WriteByte('\n')
		}
	}
	if err := os.WriteFile(a.path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
