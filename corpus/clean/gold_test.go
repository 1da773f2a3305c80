package clean_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

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
	rows, right, content, lost, classed := 0, 0, 0, 0, 0
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
		if line.Class.Asserts() == g.Content {
			content++
		}
		if g.Class == "body" && line.Class != clean.Body {
			lost++
		}
		classed++
	}
	t.Logf("lines %d, class right %d (%.1f %%), content right %d (%.1f %%), body lines lost %d",
		rows, right, 100*float64(right)/float64(rows), content, 100*float64(content)/float64(rows), lost)
	if lost > 0 || right*100 < rows*98 || content*100 < rows*98 {
		t.Error("below the bar: no body line lost, 98 % of the lines right")
	}
}

func TestGoldRecords(t *testing.T) {
	dir := shared.Dir(t)
	files, _ := filepath.Glob(filepath.Join(dir, "seeds", "*.txt"))
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r := clean.Read(string(text), clean.Lines(string(text)))
		b, _ := json.MarshalIndent(r, "", " ")
		t.Logf("%s\n%s", filepath.Base(f), b)
	}
}
