package quotation

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
)

// goldStatement is a line of gold/seed_statements.jsonl.
type goldStatement struct {
	ID      string `json:"id"`
	File    string `json:"file"`
	Kind    string `json:"kind"`
	Speaker string `json:"speaker"`
	Type    string `json:"speaker_type"`
	Region  string `json:"region"`
	Via     string `json:"reported_via"`
	Content [2]int `json:"content_span"`
	Quotes  []struct {
		Text       string `json:"text"`
		Start, End int
	} `json:"quote_spans"`
	Mention *struct {
		Text string `json:"text"`
	} `json:"speaker_mention"`
}

func (g *goldStatement) span() Span { return at(g.Content[0], g.Content[1]) }

// readLines decodes a file of JSON lines.
func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []T
	s := bufio.NewScanner(file)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		var x T
		if err := json.Unmarshal(s.Bytes(), &x); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, x)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// A seed is one of the real articles with what is true of it.
type seed struct {
	file   string
	text   string
	blocks []Block
	gold   []goldStatement
	lures  []Span // look-alikes that are no statements
	found  *Findings
}

// seeds reads the articles; blocks are the lines that are content or caption.
func seeds(t testing.TB, opts Options) []*seed {
	dir := shared.Dir(t)
	type line struct {
		File    string `json:"file"`
		Start   int    `json:"start"`
		End     int    `json:"end"`
		Class   string `json:"cls"`
		Content bool   `json:"content"`
	}
	var out []*seed
	byFile := map[string]*seed{}
	for _, l := range readLines[line](t, filepath.Join(dir, "gold/seed_boilerplate.jsonl")) {
		s := byFile[l.File]
		if s == nil {
			data, err := os.ReadFile(filepath.Join(dir, "seeds", l.File))
			if err != nil {
				t.Fatal(err)
			}
			s = &seed{file: l.File, text: string(data)}
			byFile[l.File] = s
			out = append(out, s)
		}
		b := Block{Span: segment.Trim(s.text, at(l.Start, l.End))}
		switch {
		case strings.HasPrefix(l.Class, "caption"):
			b.Region = Caption
		case l.Class == "title":
			b.Region = Headline
		case l.Class == "recap-table" || !l.Content:
			continue
		}
		s.blocks = append(s.blocks, b)
	}
	for _, g := range readLines[goldStatement](t, filepath.Join(dir, "gold/seed_statements.jsonl")) {
		byFile[g.File].gold = append(byFile[g.File].gold, g)
	}
	type negative struct {
		File  string `json:"file"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	}
	for _, n := range readLines[negative](t, filepath.Join(dir, "gold/seed_negatives.jsonl")) {
		byFile[n.File].lures = append(byFile[n.File].lures, at(n.Start, n.End))
	}
	for _, s := range out {
		s.found = Find(s.text, s.blocks, opts)
	}
	return out
}

// same reports whether two spans are found to be of one statement.
func same(a, b Span) bool { return 2*a.Overlap(b) >= max(a.Len(), b.Len()) }

func TestSeedsPrint(t *testing.T) {
	for _, s := range seeds(t, Options{}) {
		t.Logf("== %s", s.file)
		used := map[int]bool{}
		for _, g := range s.gold {
			best := -1
			for i, q := range s.found.Quotations {
				if same(q.Content, g.span()) && !used[i] {
					best = i
					break
				}
			}
			if best < 0 {
				t.Logf("MISS  %s %s %q %s", g.ID, g.Kind, g.Speaker, g.span().Of(s.text))
				continue
			}
			used[best] = true
			q := s.found.Quotations[best]
			mark := ""
			if !sameSpeaker(q.Speaker, g.Speaker) {
				mark += " SPEAKER"
			}
			if kindNames[q.Kind] != g.Kind {
				mark += " KIND"
			}
			if (q.Via.Len() > 0) != (g.Via != "") {
				mark += " VIA " + g.Via
			}
			t.Logf("ok    %s %s %q %q %s%s", g.ID, kindNames[q.Kind], g.Speaker, q.Speaker, q.Via.Of(s.text), mark)
		}
		for i, q := range s.found.Quotations {
			if !used[i] {
				t.Logf("FALSE %s %q: %q %s", kindNames[q.Kind], q.Speaker, q.Cue.Of(s.text), q.Content.Of(s.text))
			}
		}
	}
}

// sameSpeaker compares a found speaker with the gold's, which gives states as
// "Iran (state position)" and "Turkey / Ankara".
func sameSpeaker(found, gold string) bool {
	found, gold = segment.Fold(found), segment.Fold(gold)
	if i := strings.Index(gold, " ("); i >= 0 {
		gold = gold[:i]
	}
	if found == gold || gold == "iran" && found == "tehran" || strings.HasSuffix(gold, " "+found) && strings.Contains(gold, "the ") {
		return true
	}
	for part := range strings.SplitSeq(gold, " / ") {
		if found == part {
			return true
		}
	}
	return strings.ReplaceAll(found, "the ", "") == strings.ReplaceAll(gold, "the ", "")
}
