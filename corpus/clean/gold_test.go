package clean_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/corpus/clean"
	"briefbot/corpus/shared"
)

// goldLine is a line of seed_boilerplate.jsonl.
type goldLine struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Class   string `json:"cls"`
	Content bool   `json:"content"`
	Text    string `json:"text"`
}

// accepted says which of our classes agree with a class of the gold.
var accepted = map[string][]clean.Class{
	"body":                        {clean.Body},
	"title":                       {clean.Headline},
	"title (in related list)":     {clean.Related},
	"subhead":                     {clean.Subhead},
	"caption":                     {clean.Caption},
	"caption+credit":              {clean.Caption},
	"recap-table":                 {clean.Table},
	"breadcrumb":                  {clean.Breadcrumb},
	"metadata:byline":             {clean.Byline},
	"metadata:date":               {clean.Dateline},
	"metadata:syndication":        {clean.Syndication},
	"metadata:copyright":          {clean.Copyright},
	"boilerplate:share":           {clean.Share},
	"boilerplate:audio-player":    {clean.Share},
	"boilerplate:separator":       {clean.Separator},
	"boilerplate:related-teaser":  {clean.Teaser, clean.Related},
	"boilerplate:related-heading": {clean.Related},
	"boilerplate:pingback":        {clean.Pingback},
	"boilerplate:mirror-notice":   {clean.Navigation},
	"boilerplate:mirror-url":      {clean.Navigation},
	"boilerplate:app-promo":       {clean.Navigation, clean.Related},
}

func TestGold(t *testing.T) {
	dir := shared.Dir(t)
	f, err := os.Open(filepath.Join(dir, "gold", "seed_boilerplate.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := map[string]map[int]clean.Line{}
	rows, right, content, lost := 0, 0, 0, 0
	for in := bufio.NewScanner(f); in.Scan(); rows++ {
		var g goldLine
		if err := json.Unmarshal(in.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if got[g.File] == nil {
			text, err := os.ReadFile(filepath.Join(dir, "seeds", g.File))
			if err != nil {
				t.Fatal(err)
			}
			got[g.File] = map[int]clean.Line{}
			for _, line := range clean.Lines(string(text)) {
				got[g.File][line.Number] = line
			}
		}
		line := got[g.File][g.Line]
		agrees := false
		for _, c := range accepted[g.Class] {
			agrees = agrees || line.Class == c
		}
		if agrees {
			right++
		} else {
			t.Logf("%s:%d: gold %s, got %v (%s)", g.File, g.Line, g.Class, line.Class, line.Why)
		}
		// Headings between paragraphs only announce, and captions may tell of another day.
		if asserts := line.Class == clean.Body || line.Class == clean.Headline || line.Class == clean.Table; asserts == g.Content {
			content++
		}
		if g.Class == "body" && line.Class != clean.Body {
			lost++
		}
	}
	t.Logf("lines %d, class right %d (%.1f %%), content right %d (%.1f %%), body lines lost %d",
		rows, right, 100*float64(right)/float64(rows), content, 100*float64(content)/float64(rows), lost)
	if lost > 0 || right*100 < rows*98 || content*100 < rows*98 {
		t.Error("below the bar: no body line lost, 98 % of the lines right")
	}
}

// goldDoc is an entry of seed_docs.json.
type goldDoc struct {
	File      string  `json:"file"`
	Title     *string `json:"title"`
	Outlet    *string `json:"outlet"`
	Byline    *string `json:"byline"`
	Published *string `json:"published"`
	Inferred  string  `json:"published_inferred"`
	Publisher string  `json:"original_publisher"`
}

func TestGoldRecords(t *testing.T) {
	dir := shared.Dir(t)
	b, err := os.ReadFile(filepath.Join(dir, "gold", "seed_docs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var docs []goldDoc
	if err := json.Unmarshal(b, &docs); err != nil {
		t.Fatal(err)
	}
	value := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for _, g := range docs {
		text, err := os.ReadFile(filepath.Join(dir, "seeds", g.File))
		if err != nil {
			t.Fatal(err)
		}
		r := clean.Read(string(text), clean.Lines(string(text)))
		check := func(what, got, want, how string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s %q (%s), want %q", g.File, what, got, how, want)
			}
			if got != "" && how == "" {
				t.Errorf("%s: %s does not say how it was found", g.File, what)
			}
		}
		check("headline", r.Headline.Value, value(g.Title), r.Headline.How)
		check("outlet", r.Outlet.Value, value(g.Outlet), r.Outlet.How)
		// The gold keeps the photographer in the byline.
		if want := value(g.Byline); want == "" || !strings.Contains(want, r.Byline.Value) || r.Byline.Value == "" || strings.Contains(r.Byline.Value, "/") {
			check("byline", r.Byline.Value, want, r.Byline.How)
		}
		if publisher, _, _ := strings.Cut(g.Publisher, " (lines"); publisher != g.Publisher {
			check("origin", r.Origin.Value, publisher, r.Origin.How)
		} else {
			check("origin", r.Origin.Value, "", r.Origin.How)
		}
		date, how := "", r.Published.How
		switch {
		case r.Published.Time.IsZero():
		case r.Published.Inferred:
			date = "~" + r.Published.Time.Format(time.DateOnly)
		default:
			date = r.Published.Time.Format("2006-01-02T15:04")
		}
		want := value(g.Published)
		if want == "" && !strings.Contains(g.Inferred, "/") && g.Inferred != "" {
			want = "~" + g.Inferred
		}
		check("published", date, want, how)
	}
}

// TestInferredDates compares what is inferred with what is known of 1,368
// articles, and counts the lines that are not taken for content there.
func TestInferredDates(t *testing.T) {
	f, err := os.Open(filepath.Join(shared.Dir(t), "bench", "retrieval", "rtqa22", "corpus.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	articles, inferred, near, lines, page := 0, 0, 0, 0, 0
	for in.Scan() {
		var row struct {
			ID        string `json:"id"`
			Body      string `json:"body"`
			Published string `json:"published_at"`
		}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		articles++
		classed := clean.Lines(row.Body)
		for _, l := range classed {
			lines++
			if !l.Class.Content() && l.Class != clean.Separator {
				page++
			}
		}
		r := clean.Read(row.Body, classed)
		if !r.Published.Inferred {
			continue
		}
		inferred++
		known, err := time.Parse(time.DateOnly, row.Published)
		if err != nil {
			t.Fatal(err)
		}
		if d := r.Published.Time.Sub(known).Abs(); d <= 24*time.Hour {
			near++
		} else {
			t.Logf("%s: off by %v: %s", row.ID, d, r.Published.How)
		}
	}
	t.Logf("%d articles: %d dates inferred, %d within a day; %d of %d lines are page", articles, inferred, near, page, lines)
	if inferred < 10 || near*100 < inferred*95 {
		t.Error("below the bar: 95 % of the inferred dates within a day")
	}
}
