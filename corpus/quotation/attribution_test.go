package quotation_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/format"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
)

var (
	drawn = flag.Uint64("draw", 0, "draw attributions with this seed to judge by hand")
	sheet = flag.String("sheet", "", "the `file` that the draw is written to, outside of the project: it holds articles' text")
)

// articleRows are the lines of the shared benchmark by the identifiers of their
// articles, and these in order.
func articleRows(t *testing.T) (ids []string, rows map[string][]byte) {
	t.Helper()
	f, err := os.Open(filepath.Join(shared.Dir(t), "bench", "retrieval", "rtqa22", "corpus.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows = map[string][]byte{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var row struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.ID)
		rows[row.ID] = slices.Clone(in.Bytes())
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return ids, rows
}

// analyzed is the article of a line with all that is found in it.
func analyzed(t *testing.T, row []byte) *corpus.Document {
	t.Helper()
	articles, err := format.Decode(format.Input{Name: "row.jsonl", Bytes: append(row, '\n'), Received: time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(articles) != 1 {
		t.Fatalf("%d articles: %v", len(articles), err)
	}
	return corpus.Explain(articles[0])
}

// drawSize is how many attributions a draw has.
const drawSize = 100

// TestDraw writes a work sheet: attributions drawn with a seed from all direct
// quotations that the program attributes, with the text around them.
func TestDraw(t *testing.T) {
	if *drawn == 0 || *sheet == "" {
		t.Skip("skipped: no -draw and -sheet")
	}
	type place struct {
		id string
		d  *corpus.Document
		q  *corpus.Quotation
	}
	var all []place
	ids, rows := articleRows(t)
	for _, id := range ids {
		d := analyzed(t, rows[id])
		for i := range d.Quotations {
			if q := &d.Quotations[i]; q.Kind == quotation.Direct && q.Speaker != "" {
				all = append(all, place{id, d, q})
			}
		}
	}
	random := rand.New(rand.NewPCG(*drawn, 22))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	t.Logf("%d direct quotations with a speaker", len(all))
	var b bytes.Buffer
	for n, p := range all[:drawSize] {
		text, c := p.d.Article.Text, p.q.Content
		from, to := max(0, c.Start-700), min(len(text), c.End+300)
		fmt.Fprintf(&b, "#%d %s\t%d\t%s\nmention %q cue %q\n%s\n…%s⟦%s⟧%s…\n\n", n+1, p.id, c.Start, p.q.Speaker,
			p.q.Mention.Of(text), p.q.Cue.Of(text), strings.Join(p.q.Why, " / "), strings.ToValidUTF8(text[from:c.Start], ""), c.Of(text), strings.ToValidUTF8(text[c.End:to], ""))
	}
	if err := os.WriteFile(*sheet, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A judged attribution is one whose article was read.
type judged struct {
	draw, article string
	start         int
	speakers      []string // "-" for nobody's statement
}

// TestAttribution holds the committed figures to attributions of real articles that
// were judged by reading them.
func TestAttribution(t *testing.T) {
	_, rows := articleRows(t)
	data, err := os.ReadFile(filepath.Join("testdata", "attribution.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	documents := map[string]*corpus.Document{}
	figures := map[string]map[string]int{}
	var draws, wrong []string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		start, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		j := judged{f[0], f[1], start, strings.Split(f[3], "|")}
		if documents[j.article] == nil {
			documents[j.article] = analyzed(t, rows[j.article])
		}
		if figures[j.draw] == nil {
			draws = append(draws, j.draw)
			figures[j.draw] = map[string]int{}
		}
		outcome, found := j.judge(documents[j.article])
		figures[j.draw][outcome]++
		if outcome != "right" {
			wrong = append(wrong, fmt.Sprintf("%s: draw %s %s %d: %q for %q\n", outcome, j.draw, j.article, j.start, found, f[3]))
		}
	}
	var got strings.Builder
	got.WriteString("Attributions of direct quotations in real articles, judged by hand\n(testdata/attribution.tsv). Made by: go test ./corpus/quotation -run TestAttribution -update\n\n")
	for _, d := range draws {
		n := figures[d]
		fmt.Fprintf(&got, "draw %s  right %d  wrong %d  unattributed %d  precision %.1f\n", d, n["right"], n["wrong"], n["unattributed"], 100*float64(n["right"])/float64(max(1, n["right"]+n["wrong"])))
	}
	got.WriteString("\n" + strings.Join(wrong, ""))
	path := filepath.Join("testdata", "attribution.txt")
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got.String() {
		t.Errorf("%s does not say what was measured; run with -update and look at the difference:\n%s", path, got.String())
	}
}

// judge compares the judgement with what is found in the article.
func (j *judged) judge(d *corpus.Document) (outcome, speaker string) {
	best := -1
	for i := range d.Quotations {
		q := &d.Quotations[i]
		at := corpus.Span{Start: j.start, End: j.start + 12}
		if len(q.Fragments) > 0 && q.Content.Overlap(at) > 0 && (best < 0 || cmp.Compare(q.Content.Len(), d.Quotations[best].Content.Len()) < 0) {
			best = i
		}
	}
	if best >= 0 {
		speaker = d.Quotations[best].Speaker
	}
	switch segment.Fold(speaker) {
	case "", "he", "she", "they", "it", "who":
		if slices.Contains(j.speakers, "-") {
			return "right", speaker
		}
		return "unattributed", speaker
	}
	for _, name := range j.speakers {
		if within(name, speaker) || within(speaker, name) {
			return "right", speaker
		}
	}
	return "wrong", speaker
}

// within reports whether all words of a name are words of another.
func within(name, other string) bool {
	has := map[string]bool{}
	for w := range segment.Words(other) {
		has[segment.Fold(w.Of(other))] = true
	}
	n := 0
	for w := range segment.Words(name) {
		if n++; !has[segment.Fold(w.Of(name))] {
			return false
		}
	}
	return n > 0
}
