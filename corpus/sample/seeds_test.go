package sample_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
)

// seeds begin the names of the articles, by the publisher of the notes after
// them.
var seeds = map[string]string{"Press TV": "000_", "Khaborwala": "001_", "": "002_", "The New York Times": "003_"}

// seed reads the article after which the note was written.
func seed(t *testing.T, a *corpus.Article) (name, text string) {
	t.Helper()
	begin, ok := seeds[a.Outlet.Value+a.Origin.Value]
	if !ok {
		t.Fatalf("%s: after no article that is known", a.Path)
	}
	files, err := filepath.Glob(filepath.Join(shared.Dir(t), "seeds", begin+"*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("seeds/%s*: %d files, want 1 (%v)", begin, len(files), err)
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(files[0]), string(data)
}

var marked = regexp.MustCompile("“[^”]*”")

// TestQuotationsAreTheArticles: what stands in quotation marks is, byte for
// byte, what the article quotes, from the same speaker; and nothing that the
// articles quote is missing.
func TestQuotationsAreTheArticles(t *testing.T) {
	type quoted struct{ File, Words, Speaker string }
	var want, got []quoted

	file, err := os.Open(filepath.Join(shared.Dir(t), "gold", "seed_statements.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s struct {
			File, Speaker string
			Spans         []corpus.Span `json:"quote_spans"`
		}
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		article, err := os.ReadFile(filepath.Join(shared.Dir(t), "seeds", s.File))
		if err != nil {
			t.Fatal(err)
		}
		for _, span := range s.Spans {
			want = append(want, quoted{s.File, span.Of(string(article)), segment.Fold(s.Speaker)})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}

	for _, d := range read(t) {
		name, _ := seed(t, d.Article)
		for _, q := range d.Quotations {
			for _, f := range q.Fragments {
				got = append(got, quoted{name, f.Of(d.Article.Text), segment.Fold(q.Speaker)})
			}
		}
	}
	order := func(a, b quoted) int { return strings.Compare(a.File+a.Words, b.File+b.Words) }
	slices.SortFunc(want, order)
	slices.SortFunc(got, order)
	if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
		t.Errorf("quotations (-articles +notes):\n%s", diff)
	}
}

// TestOwnWords: outside quotation marks the notes share no run of eight words
// with any article.
func TestOwnWords(t *testing.T) {
	const run = 8
	runs := func(text string, each func(string)) {
		var words []string
		for s := range segment.Words(text) {
			words = append(words, segment.Fold(s.Of(text)))
		}
		for i := 0; i+run <= len(words); i++ {
			each(strings.Join(words[i:i+run], " "))
		}
	}
	theirs := map[string]bool{}
	documents := read(t)
	for _, d := range documents {
		_, text := seed(t, d.Article)
		runs(text, func(words string) { theirs[words] = true })
	}
	for _, d := range documents {
		for _, part := range marked.Split(d.Article.Headline.Value+"\n"+d.Article.Text, -1) {
			runs(part, func(words string) {
				if theirs[words] {
					t.Errorf("%s: words of the article: %q", d.Article.Path, words)
				}
			})
		}
	}
}

// TestNothingIsAdded: names and numbers of a note are in its article.
func TestNothingIsAdded(t *testing.T) {
	first := map[string]bool{"both": true, "such": true, "there": true} // words of ours that begin sentences
	for _, d := range read(t) {
		name, text := seed(t, d.Article)
		theirs := map[string]bool{}
		for s := range segment.Words(text) {
			theirs[bare(s.Of(text))] = true
		}
		for _, line := range append(body(d), d.Article.Headline.Value) {
			for s := range segment.Words(line) {
				word := s.Of(line)
				if c := word[0]; (c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') && !theirs[bare(word)] && !first[bare(word)] {
					t.Errorf("%s: %q is not in %s", d.Article.Path, word, name)
				}
			}
		}
	}
}

// bare folds a word and cuts the genitive off.
func bare(word string) string { return strings.TrimSuffix(segment.Fold(word), "'s") }
