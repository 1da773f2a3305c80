package briefing

import (
	"context"
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"briefbot/corpus"
	"briefbot/corpus/casetest"
)

var update = flag.Bool("update", false, "write what is now into the cases")

// strait is the topic of the cases.
var strait = Topic{
	Name: "strait", Title: "The strait",
	Required: [][]string{{"Sweden", "Swedish", "Stockholm"}, {"Denmark", "Danish", "Copenhagen"}},
	Parties: []Party{
		{Name: "Stockholm", Terms: []string{"Sweden", "Swedish"}},
		{Name: "Copenhagen", Terms: []string{"Denmark", "Danish"}},
	},
}

// TestSituation drafts the brief of each case, of which nothing may be struck.
func TestSituation(t *testing.T) {
	paths, err := filepath.Glob("testdata/brief/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var articles []string
			for _, f := range archive.Files {
				if f.Name != "brief" {
					articles = append(articles, string(f.Data))
				}
			}
			e := about(t, articles...)
			ev := evidence(t, e)
			ev.Topic = &strait
			claims, err := situation(context.Background(), ev)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			section := Section("")
			for i := range claims {
				if claims[i].Section != section {
					section = claims[i].Section
					b.WriteString(string(section) + "\n")
				}
				b.WriteString("  " + answerText(&claims[i]) + "\n")
			}
			c := casetest.Read(t, path)
			if *update {
				c.Set(t, "brief", b.String())
			} else if want := c.File("brief"); b.String() != want {
				t.Errorf("got\n%swant\n%s", b.String(), want)
			}
			if _, struck, err := Verify(context.Background(), e.Corpus, &Draft{Question: ev.Question, Claims: claims}); err != nil || len(struck) > 0 {
				t.Errorf("struck %v, %v", struck, err)
			}
		})
	}
}

func TestPartyOf(t *testing.T) {
	for role, want := range map[string]string{
		"Swedish energy minister": "Stockholm", "minister in Denmark": "Copenhagen", "Danish-born author": "", "former Swedish minister": "",
		"Danish-appointed judge of Sweden": "Stockholm", "director of Danish studies": "", "Norwegian envoy": "",
	} {
		if got := strait.partyOf(&corpus.Speaker{Name: "Greta Falk", Roles: []string{role}}); got != want {
			t.Errorf("%s speaks for %q, want %q", role, got, want)
		}
	}
}

func TestTermsSpelledLikeWords(t *testing.T) {
	for _, c := range []struct {
		content, term string
		want          int
	}{
		{"those who know", "WHO", 0}, {"the WHO said", "WHO", 1}, {"the WHO’s envoy", "WHO", 1}, {"told us", "US", 0}, {"the U.S. envoy", "US", 1},
	} {
		if got := countTerm(" "+foldTerms(c.content)+" ", c.term); got != c.want {
			t.Errorf("%q has %q %d times, want %d", c.content, c.term, got, c.want)
		}
	}
}
