package briefing

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestTimeline compares the timeline of each case with the one that is wanted.
// Every claim of it stands before Verify.
func TestTimeline(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "timeline", "events.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	wants := map[string]string{}
	articles := map[string][]string{}
	var order []string
	for _, f := range archive.Files {
		name, part, _ := strings.Cut(f.Name, "/")
		if part == "want" {
			order, wants[name] = append(order, name), string(f.Data)
		} else {
			articles[name] = append(articles[name], string(f.Data))
		}
	}
	if len(order) == 0 {
		t.Fatal("no cases")
	}
	for _, name := range order {
		t.Run(name, func(t *testing.T) {
			e := about(t, articles[name]...)
			b, err := e.Answer(context.Background(), Question{Kind: Timeline})
			if err != nil {
				t.Fatal(err)
			}
			ev := evidence(t, e)
			if all := timeline(ev); len(all) != len(b.Draft().Claims) {
				t.Errorf("%d of %d claims stand", len(b.Draft().Claims), len(all))
			}
			var got strings.Builder
			for c := range b.Claims(Events) {
				m, ok := b.Moment(c)
				if !ok {
					t.Error("a claim without a moment")
				}
				var files []string
				for _, citation := range c.Citations {
					file := strings.TrimSuffix(b.Document(citation.Article).Article.Path, ".txt")
					if len(files) == 0 || files[len(files)-1] != file {
						files = append(files, file)
					}
				}
				got.WriteString(m.Day() + " – " + c.Citations[0].Words + " [" + strings.Join(files, " ") + "]")
				if m.Expected {
					got.WriteString(" (expected)")
				}
				got.WriteByte('\n')
			}
			if diff := cmp.Diff(wants[name], got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
