package briefing

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// seedTopic holds all four articles that stand beside the project.
var seedTopic = Topic{
	Name: "iran-us", Title: "Iran–US",
	Required: [][]string{{"Iran", "Iranian", "Tehran"}, {"US", "United States", "Washington", "Trump"}},
	Parties: []Party{
		{Name: "Tehran", Terms: []string{"Iran", "Iranian", "Tehran"}},
		{Name: "Washington", Terms: []string{"US", "United States", "Washington"}},
		{Name: "Ankara", Terms: []string{"Turkey", "Turkish"}},
	},
}

// overSeeds is an engine over the four articles, which stay where they are: the
// tests speak of offsets and dates.
func overSeeds(t *testing.T) *Engine {
	t.Helper()
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	in := &corpus.Ingester{Log: discard, Store: store, Now: time.Now, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(context.Background(), &source.FS{Label: "seeds", Files: os.DirFS(filepath.Join(shared.Dir(t), "seeds"))}); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(context.Background(), store, corpus.Options{Labels: Labels([]Topic{seedTopic})})
	if err != nil {
		t.Fatal(err)
	}
	return &Engine{Corpus: loaded, Log: discard, Topics: []Topic{seedTopic}}
}

// goldRow is what is known of passages that tell, or seem to tell, one thing.
type goldRow struct {
	ID       string
	Relation string
	Evidence []struct {
		File       string
		Start, End int
	}
}

func goldRows(t *testing.T) []goldRow {
	t.Helper()
	f, err := os.Open(filepath.Join(shared.Dir(t), "gold", "seed_claims.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []goldRow
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row goldRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// TestSeedsDisagreements holds what is found to the gold: the conflicts with all
// their passages, no side against another anywhere else, and what is superseded
// as an update.
func TestSeedsDisagreements(t *testing.T) {
	e := overSeeds(t)
	ev, err := e.evidence(context.Background(), Question{Kind: Situation, Topic: "iran-us"})
	if err != nil {
		t.Fatal(err)
	}
	path := func(c Citation) string { return filepath.Base(ev.chronicle().document(c.Article).Article.Path) }
	found, updates := ev.Disagreements()
	seen := map[string]int{}
	for _, row := range goldRows(t) {
		seen[row.Relation]++
		at := func(c Citation) int { // which of the row's passages the citation has
			return slices.IndexFunc(row.Evidence, func(e struct {
				File       string
				Start, End int
			}) bool {
				return e.File == path(c) && c.Span.Overlap(corpus.Span{Start: e.Start, End: e.End}) > 0
			})
		}
		opposed, most := false, 0
		for _, d := range found {
			sides, passages := map[int]bool{}, map[int]bool{}
			for i, s := range d.Sides {
				for _, c := range s.Citations {
					if n := at(c); n >= 0 {
						sides[i], passages[n] = true, true
					}
				}
			}
			opposed = opposed || len(sides) > 1
			if len(sides) > 1 {
				most = max(most, len(passages))
			}
		}
		updated := slices.ContainsFunc(updates, func(u Update) bool { return at(u.Old) >= 0 && at(u.New) >= 0 && at(u.Old) != at(u.New) })
		switch {
		case row.Relation == "conflict" && most != len(row.Evidence):
			t.Errorf("%s: a conflict with %d of %d passages", row.ID, most, len(row.Evidence))
		case row.Relation != "conflict" && opposed:
			t.Errorf("%s (%s) is reported as a conflict", row.ID, row.Relation)
		case (row.Relation == "superseded") != updated:
			t.Errorf("%s (%s): update %v", row.ID, row.Relation, updated)
		}
	}
	if seen["conflict"] < 3 || seen["superseded"] < 1 || len(seen) < 8 {
		t.Errorf("the gold has %v", seen)
	}
	if len(found) > 3 {
		t.Errorf("%d disagreements, want the three of the gold", len(found))
	}
}

// TestSeedsCorroboration is T11: who confirms Ankara.
func TestSeedsCorroboration(t *testing.T) {
	ev := evidence(t, overSeeds(t))
	for question, want := range map[string]string{
		"How many outlets confirm Ankara?": "two outlets, neither names a source, independence unknown",
		"Who confirms Istanbul?":           "one outlet, which names no source",
	} {
		k, ok := ev.confirmations(question)
		if got := k.Words(); !ok || got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
	if k, ok := ev.confirmations("Who confirms Medvedev?"); ok {
		t.Errorf("%d outlets confirm what stands beside the articles", k.Outlets)
	}
}

// TestSeedsTimeline asks for the events of the ideal timeline, by date and file,
// and that no caption dates one (T10).
func TestSeedsTimeline(t *testing.T) {
	e := overSeeds(t)
	b, err := e.Answer(context.Background(), Question{Kind: Timeline, Topic: "iran-us"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for c := range b.Claims(Events) {
		m, ok := b.Moment(c)
		if !ok {
			t.Errorf("no moment for %s", c.Citations[0].Words)
		}
		line := m.Day()
		if m.Expected {
			line += " expected"
		}
		files := map[string]bool{}
		for _, citation := range c.Citations {
			d := b.Document(citation.Article)
			files[filepath.Base(d.Article.Path)[:3]] = true
			if class, _ := d.ClassAt(citation.Span); class != 0 {
				t.Errorf("%s at %d is cited from a %s", d.Article.Path, citation.Span.Start, class)
			}
		}
		for _, f := range []string{"000", "001", "002", "003"} {
			if files[f] {
				line += " " + f
			}
		}
		got = append(got, line)
	}
	for _, want := range []string{
		"2018 001", "Jun 2025 000 003", "~late Dec 2025 003", "~26 Jan 2026 000", "~30 Jan 2026 000 001", "~30 Jan 2026 001 002",
		"~2 Feb 2026 003", "~3 Feb 2026 003", "~6 Feb 2026 expected 003",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no event %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
	for _, line := range got {
		if strings.Contains(line, "27 Jan") {
			t.Errorf("a caption dates an event: %s", line)
		}
	}
}
