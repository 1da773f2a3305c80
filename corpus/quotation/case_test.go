package quotation

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestCases runs the cases of testdata/cases, one a phenomenon: a text, "=>",
// and the statements to be found in it.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			n++
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+file.Name, func(t *testing.T) {
				text, want, ok := strings.Cut(string(file.Data), "\n=>\n")
				if !ok {
					t.Fatal("no line =>")
				}
				f := Find(text, nil, Options{})
				checkFindings(t, text, f)
				if got := lines(text, f); got != want {
					t.Errorf("got\n%swant\n%s", got, want)
				}
			})
		}
	}
	if n < 120 {
		t.Errorf("%d cases, want 120 at least", n)
	}
}

// lines writes the statements as the cases give them.
func lines(text string, f *Findings) string {
	names := map[Kind]string{Direct: "direct", Mixed: "mixed", Reported: "reported"}
	var b strings.Builder
	for _, q := range f.Quotations {
		b.WriteString(names[q.Kind] + " | " + q.Speaker + " | " + q.Content.Of(text))
		if q.Via.Len() > 0 && !strings.HasPrefix(strings.ToLower(q.Via.Of(text)), "according to") || q.Via.Len() > 0 && q.Via.Start > q.Cue.End {
			b.WriteString(" | via " + q.Via.Of(text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
