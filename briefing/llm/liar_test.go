package llm_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestLiarStories has a model write each lie of the stories; none reaches a
// reader.
func TestLiarStories(t *testing.T) {
	for _, s := range stories(t) {
		for _, lie := range s.lies {
			t.Run(s.name+"/"+lie.kind+"/"+lie.text, func(t *testing.T) {
				b, out := s.tell(t, &puppet{says: []written{lie}})
				// An article's own sentence may have the lie's words in it.
				if b.Author() != "" || strings.Contains(out, lie.text) && !strings.Contains(strings.Join(cited(s, lie), " "), lie.text[:len(lie.text)-1]) {
					t.Errorf("a reader sees it, citing %s", strings.Join(cited(s, lie), " / "))
				}
				if b.Note() == "" {
					t.Error("nothing says that the extractive writer stands in")
				}
			})
		}
	}
}

func cited(s *story, w written) []string {
	var all []string
	for _, name := range w.cited {
		all = append(all, s.sentences[name])
	}
	return all
}

// leastHonest is the share of honest sentences that must survive.
const leastHonest = 0.85

// TestHonestStories has a model write honest sentences: most of them survive. The
// figures of both suites are kept in testdata/figures.txt.
func TestHonestStories(t *testing.T) {
	honest, survived := 0, 0
	var lost []string
	kinds := map[string]int{}
	lies, passed := 0, 0
	for _, s := range stories(t) {
		for _, w := range s.honest {
			honest++
			b, _ := s.tell(t, &puppet{says: []written{w}})
			if b.Author() != "" {
				survived++
				continue
			}
			why := "?"
			if struck := b.Struck(); len(struck) > 0 {
				why = fmt.Sprintf("%s (%s)", struck[0].Reason, struck[0].Detail)
			}
			lost = append(lost, fmt.Sprintf("  %s: %s\n    %s", s.name, w.text, why))
		}
		for _, w := range s.lies {
			kinds[w.kind]++
			lies++
			if b, _ := s.tell(t, &puppet{says: []written{w}}); b.Author() != "" {
				passed++
			}
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Made by: go test ./briefing/llm -run Honest -update\n\nlies that reach a reader: %d of %d\nhonest sentences that survive: %d of %d\n\nlies by kind:\n", passed, lies, survived, honest)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&out, "  %-12s %d\n", kind, kinds[kind])
	}
	fmt.Fprintf(&out, "\nhonest sentences that are struck:\n%s\n", strings.Join(lost, "\n"))
	if float64(survived) < leastHonest*float64(honest) {
		t.Errorf("%d of %d honest sentences survive", survived, honest)
	}
	golden(t, "figures.txt", out.String())
}

// golden compares with a file of testdata, or writes it anew.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
