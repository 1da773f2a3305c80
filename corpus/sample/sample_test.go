package sample_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/format"
	"briefbot/corpus/sample"
	"briefbot/corpus/segment"
)

// read decodes all notes, in order of their files.
func read(t *testing.T) []*corpus.Document {
	t.Helper()
	var documents []*corpus.Document
	err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.Files(), path)
		if err != nil {
			return err
		}
		articles, err := format.Decode(format.Input{Name: path, Bytes: data})
		for _, a := range articles {
			documents = append(documents, corpus.Analyze(a))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents
}

// body returns the lines of the note's own prose.
func body(d *corpus.Document) []string {
	var lines []string
	for _, l := range d.Lines {
		if l.Class == clean.Body {
			lines = append(lines, l.Of(d.Article.Text))
		}
	}
	return lines
}

func TestRecords(t *testing.T) {
	type record struct{ File, Format, Headline, Outlet, Origin, Published string }
	want := []record{
		{"ankara-press-conference.md", "markdown", "Araghchi rules out talks about Iran’s missiles", "Khaborwala", "", "2026-01-31"},
		{"araghchi-conditions.html", "html", "Araghchi names Iran’s conditions for talks with Washington", "Khaborwala", "", "2026-01-31"},
		{"araghchi-in-istanbul.md", "markdown", "Araghchi in Istanbul for talks with Turkish officials", "Press TV", "", "~2026-01-30"},
		{"background.jsonl", "jsonl", "Washington and Tehran differ on enrichment", "Khaborwala", "", "2026-01-31"},
		{"background.jsonl", "jsonl", "Iran says it has built new drones", "", "", "~2026-01-30"},
		{"background.jsonl", "jsonl", "Hegseth says US forces are ready, Trump warns that time is short", "", "", "~2026-01-30"},
		{"feed.xml", "feed", "Trump speaks of ships heading to Iran", "", "The New York Times", "~2026-02-03"},
		{"feed.xml", "feed", "Witkoff in Israel for talks about Iran", "", "The New York Times", "~2026-02-03"},
		{"feed.xml", "feed", "Trump’s words to the protesters in Iran", "", "The New York Times", "~2026-02-03"},
		{"istanbul-talks.md", "markdown", "Iran and the United States are expected to hold talks in Istanbul on Friday", "", "The New York Times", "~2026-02-03"},
		{"pezeshkian-conditions.txt", "text", "Pezeshkian supports talks with Washington, on conditions", "", "The New York Times", "~2026-02-03"},
		{"phone-call.md", "markdown", "Pezeshkian and Erdogan speak by telephone", "Press TV", "", "~2026-01-30"},
		{"turkish-mediation.html", "html", "Turkey mediates as Araghchi arrives in Ankara", "", "", "~2026-01-30"},
		{"warships.txt", "text", "US warships move towards Iran", "Press TV", "", "~2026-01-30"},
	}
	var got []record
	for _, d := range read(t) {
		a := d.Article
		published := a.Published.Time.Format("2006-01-02")
		if a.Published.Inferred {
			published = "~" + published
		}
		got = append(got, record{strings.TrimPrefix(a.Path, "notes/"), a.Format, a.Headline.Value, a.Outlet.Value, a.Origin.Value, published})
		if !a.Note {
			t.Errorf("%s: %q is not marked as a note", a.Path, a.Headline.Value)
		}
		if a.URL != "" {
			t.Errorf("%s: a note has no address of its own, got %s", a.Path, a.URL)
		}
		if a.Language != "en" {
			t.Errorf("%s: language %q, want en", a.Path, a.Language)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

// TestOnlyProseIsLeft holds what stands around the notes (navigation, share
// lines, teasers) apart from the notes, which are short and made of sentences.
func TestOnlyProseIsLeft(t *testing.T) {
	for _, d := range read(t) {
		words := 0
		for _, line := range body(d) {
			words += len(strings.Fields(line))
			if !strings.HasSuffix(strings.TrimRight(line, "”"), ".") {
				t.Errorf("%s: not a sentence: %q", d.Article.Path, line)
			}
		}
		if words < 60 || words > 160 {
			t.Errorf("%s: %q has %d words, want 60 to 160", d.Article.Path, d.Article.Headline.Value, words)
		}
	}
}

// quotations are the only words of the notes that stand in quotation marks, by
// their first words: who spoke them, and to whom or in what.
var quotations = []struct{ Words, Speaker, Kind string }{
	{"We have ships heading", "Donald Trump", "direct"},
	{"help is on its", "Donald Trump", "direct"},
	{"fair and equitable negotiations", "Masoud Pezeshkian", "mixed"},
	{"provided that a suitable", "Masoud Pezeshkian", "mixed"},
	{"friendly governments in the", "Masoud Pezeshkian", "mixed"},
	{"dignified diplomacy", "Masoud Pezeshkian", "mixed"},
	{"de-escalate", "Recep Tayyip Erdogan", "mixed"},
	{"another beautiful armada", "Donald Trump", "mixed"},
	{"far worse", "Donald Trump", "mixed"},
	{"ready, willing and able", "Donald Trump", "mixed"},
	{"if necessary.", "Donald Trump", "mixed"},
}

func TestQuotations(t *testing.T) {
	kinds := map[corpus.Kind]string{corpus.Direct: "direct", corpus.Mixed: "mixed", corpus.Reported: "reported"}
	n, marks := 0, 0
	for _, d := range read(t) {
		text := d.Article.Text
		marks += strings.Count(text, "“")
		if strings.ContainsAny(text, "\"„«‘") || strings.Count(text, "“") != strings.Count(text, "”") {
			t.Errorf("%s: quotation marks that are not in pairs of “ ”", d.Article.Path)
		}
		for _, q := range d.Quotations {
			for _, f := range q.Fragments {
				if n == len(quotations) {
					t.Fatalf("%s: one quotation too many: %q", d.Article.Path, f.Of(text))
				}
				if want := quotations[n]; !strings.HasPrefix(f.Of(text), want.Words) || q.Speaker != want.Speaker || kinds[q.Kind] != want.Kind {
					t.Errorf("%s: %q, %s by %q; want %q, %s by %q", d.Article.Path, f.Of(text), kinds[q.Kind], q.Speaker, want.Words, want.Kind, want.Speaker)
				}
				n++
			}
		}
	}
	if n != len(quotations) || marks != n {
		t.Errorf("%d quotations found in %d pairs of marks, want %d", n, marks, len(quotations))
	}
}

// TestAraghchiIsNotQuoted: no article has words of his in quotation marks.
func TestAraghchiIsNotQuoted(t *testing.T) {
	reported := 0
	for _, d := range read(t) {
		for _, q := range d.Quotations {
			if segment.Fold(q.Speaker) != "abbas araghchi" {
				continue
			}
			if q.Kind != corpus.Reported {
				t.Errorf("%s: a quotation of Araghchi: %q", d.Article.Path, q.Content.Of(d.Article.Text))
			}
			reported++
		}
	}
	if reported != 8 {
		t.Errorf("%d reported statements of Araghchi, want 8", reported)
	}
}
