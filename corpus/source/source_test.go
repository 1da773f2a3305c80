package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/format"
)

// fetched runs a fetch to its end and returns a line for every delivery, and the
// last state.
func fetched(t *testing.T, src corpus.Source, state []byte) (lines []string, next []byte) {
	t.Helper()
	next = state
	for d, err := range src.Fetch(t.Context(), state) {
		if err != nil {
			return append(lines, "error: "+err.Error()), next
		}
		for _, a := range d.Articles {
			lines = append(lines, fmt.Sprintf("%s: %s %s", d.Name, a.Format, a.Path))
			if a.Source != src.Name() {
				t.Errorf("source %q, want %q", a.Source, src.Name())
			}
		}
		if d.Err != nil {
			lines = append(lines, d.Err.Error())
		}
		if d.State != nil {
			next = d.State
		}
	}
	return lines, next
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "in/b.txt", "The second file.")
	write(t, "in/a.txt", "The first file.")
	write(t, "in/a/deep.md", "# A heading\n\nA paragraph.")
	write(t, "in/.hidden.txt", "Nobody reads this.")
	write(t, "in/.git/x.txt", "Nor this.")
	write(t, "in/empty.txt", "")
	write(t, "in/rows.jsonl", "{\"body\": \"One.\"}\n{\"body\": 2}\n{\"body\": \"Three.\"}\n")
	write(t, "in/table.csv", "a,b")
	write(t, "in/picture.png", "\x89PNG\r\n")

	src := &Directory{Root: "./in"}
	first, state := fetched(t, src, nil)
	broken := []string{
		"in/empty.txt: empty",
		"in/picture.png: a PNG picture, not an article",
		"in/rows.jsonl: line 2: body: want a string, not a number",
	}
	unknown := `in/table.csv: unknown format (extension ".csv"); known: text, Markdown, HTML, RSS, Atom, JSON Feed, JSONL`
	want(t, first,
		"in/a/deep.md: markdown in/a/deep.md", "in/a.txt: text in/a.txt", "in/b.txt: text in/b.txt",
		broken[0], broken[1], broken[2],
		"in/rows.jsonl: jsonl in/rows.jsonl", "in/rows.jsonl: jsonl in/rows.jsonl", unknown)
	again, same := fetched(t, src, state)
	want(t, again, broken[0], broken[1], broken[2], unknown)
	if string(same) != string(state) {
		t.Error("the state of the same files differs")
	}
	if once, other := fetched(t, src, nil); cmp.Diff(once, first) != "" || string(other) != string(state) {
		t.Error("two fetches of the same files differ")
	}

	// Touched, changed, removed, added.
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes("in/a.txt", later, later); err != nil {
		t.Fatal(err)
	}
	write(t, "in/b.txt", "The second file, corrected.")
	write(t, "in/c.txt", "The third file.")
	for _, name := range []string{"in/empty.txt", "in/picture.png", "in/rows.jsonl", "in/table.csv"} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	changed, state := fetched(t, src, state)
	want(t, changed, "in/b.txt: text in/b.txt", "in/c.txt: text in/c.txt")
	if strings.Contains(string(state), "rows.jsonl") {
		t.Error("a file that is gone is remembered")
	}
	if rest, _ := fetched(t, src, state); len(rest) > 0 {
		t.Errorf("delivered again: %v", rest)
	}
}

func TestDirectoryTroubles(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "in/a.txt", "The first file.")
	write(t, "in/sub/b.txt", "The second file.")
	write(t, "elsewhere/c.txt", "A file that a link leads to.")
	for name, to := range map[string]string{"in/sub/loop": "..", "in/sub/self": "self", "in/nowhere": "missing", "in/link": "../elsewhere"} {
		if err := os.Symlink(to, name); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	if err := syscall.Mkfifo("in/pipe", 0o644); err != nil {
		t.Fatal(err)
	}
	big, err := os.Create("in/big.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(big.Truncate(50<<20), big.Close()); err != nil { // sparse: it would be zero bytes to read
		t.Fatal(err)
	}
	got, _ := fetched(t, &Directory{Root: "in"}, nil)
	want(t, got,
		"in/a.txt: text in/a.txt",
		"in/big.txt: 50 MB: larger than the limit of 32 MB",
		"in/link/c.txt: text in/link/c.txt",
		"in/nowhere: no such file or directory",
		"in/pipe: not a file but a named pipe",
		"in/sub/b.txt: text in/sub/b.txt",
		"in/sub/loop: a symbolic link that leads back to a directory above it",
		"in/sub/self: too many levels of symbolic links")
}

func TestDirectoryWithoutRights(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("skipped: nothing is forbidden to the superuser")
	}
	t.Chdir(t.TempDir())
	write(t, "in/a.txt", "The first file.")
	write(t, "in/closed/b.txt", "Nobody may read this.")
	write(t, "in/secret.txt", "Nor this.")
	if err := errors.Join(os.Chmod("in/closed", 0), os.Chmod("in/secret.txt", 0)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod("in/closed", 0o755)
	got, _ := fetched(t, &Directory{Root: "in"}, nil)
	want(t, got, "in/a.txt: text in/a.txt", "in/closed: permission denied", "in/secret.txt: permission denied")
}

func TestRoots(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "in/a.txt", "The first file.")
	got, _ := fetched(t, &Directory{Root: "in/../in//a.txt", Label: "one"}, nil)
	want(t, got, "in/a.txt: text in/a.txt")
	got, _ = fetched(t, &Directory{Root: "missing"}, nil)
	want(t, got, "error: missing: no such file or directory")
	if err := os.Mkdir("nothing", 0o755); err != nil {
		t.Fatal(err)
	}
	if got, state := fetched(t, &Directory{Root: "nothing"}, nil); len(got) > 0 || state != nil {
		t.Error(got)
	}
	got, _ = fetched(t, &Directory{Root: "in"}, []byte("{broken"))
	if len(got) != 1 || !strings.HasPrefix(got[0], "error: in: read the state: ") {
		t.Error(got)
	}
}

func TestFS(t *testing.T) {
	src := &FS{Label: "sample", Files: fstest.MapFS{
		"notes/b.txt":  {Data: []byte("The second file.")},
		"notes/a.md":   {Data: []byte("A paragraph.")},
		"notes/.x.txt": {Data: []byte("Nobody reads this.")},
		"notes/pipe":   {Mode: fs.ModeNamedPipe},
	}}
	got, state := fetched(t, src, nil)
	want(t, got, "sample/notes/a.md: markdown sample/notes/a.md", "sample/notes/b.txt: text sample/notes/b.txt", "sample/notes/pipe: not a file but a named pipe")
	if got, _ = fetched(t, src, state); len(got) != 1 {
		t.Errorf("delivered again: %v", got)
	}
}

// TestStateNeverRunsAhead stops a fetch after every number of deliveries and
// goes on from the last state: nothing may be missing.
func TestStateNeverRunsAhead(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 3*every + 5 {
		files[fmt.Sprintf("%03d.txt", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "File number %d.", i)}
	}
	src := &FS{Label: "in", Files: files}
	for stop := 0; stop < len(files); stop += 7 {
		seen, n := map[string]bool{}, 0
		var state []byte
		for d := range src.Fetch(t.Context(), nil) {
			seen[d.Name] = true
			if d.State != nil {
				state = d.State
			}
			if n++; n > stop {
				break
			}
		}
		for d := range src.Fetch(t.Context(), state) {
			seen[d.Name] = true
		}
		if len(seen) != len(files) {
			t.Fatalf("stopped after %d: %d files of %d", stop, len(seen), len(files))
		}
	}
}

func TestManyErrorsOfOneFile(t *testing.T) {
	src := &FS{Label: "in", Files: fstest.MapFS{"a.jsonl": {Data: []byte(strings.Repeat("{}\n", 1000))}}}
	got, state := fetched(t, src, nil)
	if len(got) != maxErrors+1 || got[maxErrors] != "in/a.jsonl: and 980 more errors" {
		t.Errorf("%d lines, the last %q", len(got), got[len(got)-1])
	}
	if again, _ := fetched(t, src, state); cmp.Diff(got, again) != "" {
		t.Error(cmp.Diff(got, again))
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	src := &FS{Label: "in", Files: fstest.MapFS{"a.txt": {Data: []byte("One.")}, "b.txt": {Data: []byte("Two.")}, "c.txt": {Data: []byte("Three.")}}}
	var last error
	n := 0
	for _, err := range src.Fetch(ctx, nil) {
		n, last = n+1, err
		cancel()
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d deliveries, %v", n, last)
	}
}

// TestReadIsLimited reads a file that has grown without end since it was found.
func TestReadIsLimited(t *testing.T) {
	b, err := read(entry{name: "a.txt", size: 1, open: func() (io.ReadCloser, error) { return io.NopCloser(endless{}), nil }})
	if err != nil || len(b) != format.MaxBytes+1 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// TestPartsOfAFile stops the fetch of a long file behind each of its parts and
// goes on from the state: every row comes, and none of those twice that the state
// knows.
func TestPartsOfAFile(t *testing.T) {
	const rows = 4*every + 5
	var text strings.Builder
	for i := range rows {
		fmt.Fprintf(&text, "{\"id\": \"r%d\", \"body\": \"Row number %d.\"}\n", i, i)
	}
	text.WriteString("{\"id\": 3\n")
	src := &FS{Label: "in", Files: fstest.MapFS{"a.txt": {Data: []byte("One.")}, "rows.jsonl": {Data: []byte(text.String())}, "z.txt": {Data: []byte("Two.")}}}
	for stop := 1; stop < 8; stop++ {
		var state []byte
		seen, known := map[string]int{}, map[string]bool{}
		read := func(state []byte, most int) (last []byte) {
			n := 0
			for d, err := range src.Fetch(t.Context(), state) {
				if err != nil {
					t.Fatal(err)
				}
				for i, a := range d.Articles {
					seen[a.Path+a.Ref]++
					if p := d.Part; p != nil && p.Whole[p.At+i] != a.ID {
						t.Errorf("%s is not at %d of the whole", a.Ref, p.At+i)
					}
				}
				if d.State != nil {
					last = d.State
					for name := range seen {
						known[name] = true
					}
				}
				if n++; n == most {
					break
				}
			}
			return last
		}
		state = read(nil, stop)
		if stop > 3 && !strings.Contains(string(state), fmt.Sprintf(`"taken":%d`, (stop-2)*every)) && stop < 7 {
			t.Errorf("stopped behind delivery %d: the state is %s", stop, state)
		}
		before := known
		seen, known = map[string]int{}, map[string]bool{}
		read(state, 0)
		for name := range before {
			if seen[name] > 0 {
				t.Errorf("stopped behind delivery %d: %s comes twice", stop, name)
			}
			seen[name] = 1
		}
		if len(seen) != rows+2 {
			t.Errorf("stopped behind delivery %d: %d articles, want %d", stop, len(seen), rows+2)
		}
	}
	_, state := fetched(t, src, nil)
	if again, _ := fetched(t, src, state); len(again) != 1 || strings.Contains(string(state), "taken") {
		t.Errorf("all was taken, and %v comes again", again)
	}
}
