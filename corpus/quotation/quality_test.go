package quotation

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"briefbot/corpus/golden"
	"briefbot/corpus/shared"
)

var update = flag.Bool("update", false, "write the expected output anew")

// TestQuality recomputes the figures of testdata/quality.txt with the
// benchmark's own scorers.
func TestQuality(t *testing.T) {
	dir := filepath.Join(shared.Dir(t), "bench", "quotes")
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("skipped: the scorers need python3")
	}
	var b bytes.Buffer
	b.WriteString("# Quality of the quotation finder. Made by: go test ./corpus/quotation -run TestQuality -update\n")
	b.WriteString("# Predictions: briefbot eval quotations < IN > PRED. Scorers: bench/quotes of the shared data.\n")
	for _, mode := range []struct {
		name string
		opts Options
	}{{"model and rules (default)", Options{Attitudes: true}}, {"rules only", Options{RulesOnly: true, Attitudes: true}}} {
		q := &quality{t: t, dir: dir, tmp: t.TempDir(), opts: mode.opts}
		fmt.Fprintf(&b, "\n== %s\n", mode.name)
		q.write(&b)
	}
	for _, mode := range []struct {
		name string
		opts Options
	}{{"model and rules (default)", Options{}}, {"rules only", Options{RulesOnly: true}}} {
		fmt.Fprintf(&b, "\n== seeds, %s   found = overlap of half the longer span\n", mode.name)
		kinds, predicted, wrong := scoreSeeds(t, seeds(t, mode.opts))
		for _, k := range []string{"direct", "mixed", "indirect", "all"} {
			x := kinds[k]
			fmt.Fprintf(&b, "%-9s recall %5.1f (%d/%d)  precision %5.1f (of %d)  kind %d/%d  speaker %d/%d  via %d/%d\n", k,
				percent(x.found, x.gold), x.found, x.gold, percent(x.found, predicted[k]), predicted[k], x.kind, x.found, x.speaker, x.found, x.via, x.vias)
		}
		for _, w := range wrong {
			fmt.Fprintf(&b, "  %s\n", w)
		}
	}
	t.Log("\n" + b.String())
	golden.Compare(t, filepath.Join("testdata", "quality.txt"), b.String(), *update)
}

func percent(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// quality runs the scorers on one mode of the finder.
type quality struct {
	t        *testing.T
	dir, tmp string
	opts     Options
}

func (q *quality) write(b *bytes.Buffer) {
	all := q.predict("polnear_dev.jsonl")
	marked := filepath.Join(q.tmp, "marked")
	q.python("to_marked.py", q.gold("polnear_marked_dev.jsonl"), all, marked)

	m := q.score("polnear_marked_dev.jsonl", marked, "--min-words", "3")
	fmt.Fprintf(b, "marked, 3+ words    exact %.2f  joint %.2f  joint_res %.2f  named speaker %.2f  pronouns resolved %.2f\n",
		m.Exact.F1, m.Joint.F1, m.JointRes.F1, m.Speaker.Span, m.Speaker.Resolved)
	m = q.score("polnear_marked_dev.jsonl", marked)
	fmt.Fprintf(b, "marked, all lengths recall %.2f  false alarms %d of %d (%.2f)\n", m.Relaxed.R, m.Negatives.Extracted, m.Negatives.Of, m.Negatives.Rate)
	m = q.score("polnear_dev.jsonl", all)
	fmt.Fprintf(b, "all statements      relaxed %.2f  joint %.2f\n", m.Relaxed.F1, m.Joint.F1)
	m = q.score("polnear_dev.jsonl", all, "--speech-only")
	fmt.Fprintf(b, "speech cues only    relaxed %.2f  joint %.2f\n", m.Relaxed.F1, m.Joint.F1)
	out := q.python("score_cofe.py", q.gold("polnear_cofe_dev.jsonl"), all)
	for _, class := range []string{"content", "source", "cue"} {
		found := regexp.MustCompile(`(?m)^` + class + ` +exact P/R/F1 \[([^]]*)\]`).FindStringSubmatch(out)
		if found == nil {
			q.t.Fatalf("no figure for %s in %q", class, out)
		}
		fmt.Fprintf(b, "CofeNet's metric    %-8s %s\n", class, found[1])
	}
	m = q.score("hardcases.jsonl", q.predict("hardcases.jsonl"))
	fmt.Fprintf(b, "hard cases          relaxed %.2f  joint_res %.2f\n", m.Relaxed.F1, m.JointRes.F1)
	m = q.score("wikinews_de_dev.jsonl", q.predict("wikinews_de_dev.jsonl"), "--kinds", "direct")
	fmt.Fprintf(b, "German, direct      exact %.2f  named speaker %.2f\n", m.Exact.F1, m.Speaker.Span)
}

func (q *quality) gold(name string) string { return filepath.Join(q.dir, name) }

// predict runs the evaluation and returns the path of its output.
func (q *quality) predict(name string) string {
	in, err := os.Open(q.gold(name))
	if err != nil {
		q.t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(q.tmp, name))
	if err != nil {
		q.t.Fatal(err)
	}
	if err := Eval(in, out, q.opts); err != nil {
		q.t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		q.t.Fatal(err)
	}
	return out.Name()
}

func (q *quality) python(script string, args ...string) string {
	out, err := exec.Command("python3", append([]string{filepath.Join(q.dir, script)}, args...)...).CombinedOutput()
	if err != nil {
		q.t.Fatalf("%s: %v\n%s", script, err, out)
	}
	return string(out)
}

type figure struct{ P, R, F1 float64 }

type figures struct {
	Exact, Relaxed, Joint figure
	JointRes              figure `json:"joint_res"`
	Speaker               struct {
		Span     float64 `json:"acc_named_span"`
		Resolved float64 `json:"acc_pronoun_resolved"`
	}
	Negatives struct {
		Extracted int
		Of        int
		Rate      float64 `json:"false_alarm_rate"`
	}
	Bad int `json:"bad_offsets"`
}

func (q *quality) score(gold, pred string, args ...string) figures {
	out := filepath.Join(q.tmp, "score.json")
	q.python("score.py", append([]string{q.gold(gold), pred, "--json", out}, args...)...)
	data, err := os.ReadFile(out)
	if err != nil {
		q.t.Fatal(err)
	}
	var f figures
	if err := json.Unmarshal(data, &f); err != nil {
		q.t.Fatal(err)
	}
	if f.Bad > 0 {
		q.t.Errorf("%s %s: %d offsets out of range", gold, strings.Join(args, " "), f.Bad)
	}
	return f
}
