package check_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/sample"
	"briefbot/corpus/segment"
	"briefbot/corpus/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

var discard = slog.New(slog.NewTextHandler(io.Discard, nil))

// load makes a checker over files.
func load(t testing.TB, files fs.FS) (*check.Checker, *corpus.Corpus) {
	t.Helper()
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	ingest(t, store, &source.FS{Label: "test", Files: files})
	c, err := corpus.Load(context.Background(), store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return check.New(&briefing.Engine{Log: discard, Corpus: c}), c
}

func ingest(t testing.TB, store corpus.Store, src corpus.Source) {
	t.Helper()
	in := &corpus.Ingester{Log: discard, Store: store, Now: time.Now, Report: func(r corpus.Receipt) {
		if r.Outcome == corpus.Refused {
			t.Errorf("%+v", r)
		}
	}}
	if err := in.Ingest(context.Background(), src); err != nil {
		t.Fatal(err)
	}
}

// TestCases runs the archives in testdata.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := fstest.MapFS{}
			var cases *txtar.File
			for i := range archive.Files {
				if f := &archive.Files[i]; f.Name == "cases" {
					cases = f
				} else if f.Name != "end" {
					files[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			k, _ := load(t, files)
			var got strings.Builder
			for line := range strings.Lines(string(cases.Data)) {
				if strings.HasPrefix(line, " ") {
					continue
				}
				got.WriteString(line)
				quote, speaker, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " | ")
				r, err := k.Quote(context.Background(), quote, speaker)
				if err != nil {
					t.Fatal(err)
				}
				got.WriteString(show(r.Results[0]))
			}
			if diff := cmp.Diff(string(cases.Data), got.String()); diff != "" && !*update {
				t.Errorf("-want +got:\n%s", diff)
			} else if diff != "" {
				cases.Data = []byte(got.String())
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// show writes a result in lines.
func show(r *check.Result) string {
	var s strings.Builder
	fmt.Fprintf(&s, "    %s", r.Verdict)
	if r.Cut {
		s.WriteString(", a negation left out")
	}
	for _, remark := range []struct {
		is   bool
		says string
	}{
		{r.As == modality.NotSaid, "not said"}, {r.As == modality.Supposed, "supposed"}, {r.As == modality.Faked, "made up"}, {r.As == modality.Anothers, "another's"},
		{r.SameWords, "the same words"}, {r.Marked, "marked by the article"}, {r.Denied && r.Verdict == check.ReportedOnly, "denied"},
	} {
		if remark.is {
			s.WriteString(", " + remark.says)
		}
	}
	s.WriteString("\n")
	line := func(mark string, m *check.Match) {
		c := m.Claim.Citations[0]
		var found []string
		for _, p := range m.Parts {
			found = append(found, p.Words)
		}
		if len(found) == 0 {
			found = append(found, c.Words)
		}
		fmt.Fprintf(&s, "    %s %s\n", mark, strings.Join(strings.Fields(fmt.Sprintf("%s %s: %s", c.Speaker, c.Kind, strings.Join(found, " + "))), " "))
	}
	for i := range r.Matches {
		line("=", &r.Matches[i])
	}
	for _, n := range r.Named {
		fmt.Fprintf(&s, "    named: %s in %d\n", n.Speaker, n.Articles)
	}
	if len(r.Namesakes) > 0 {
		fmt.Fprintf(&s, "    namesakes: %s\n", strings.Join(r.Namesakes, ", "))
	}
	if i := r.Inferred; i != nil {
		fmt.Fprintf(&s, "    inferred: %q is %s\n", i.Word, i.Speaker)
	}
	for _, d := range r.Differences {
		fmt.Fprintf(&s, "    %s: %s\n", d.Op, strings.TrimSpace(d.Article+" → "+d.Claim))
	}
	for i := range r.Nearest {
		line("~", &r.Nearest[i])
	}
	return s.String()
}

// fragment is quoted words of the sample.
type fragment struct {
	speaker string
	words   []string
}

// fragments are the quoted words of the sample whose speakers are known.
func fragments(t testing.TB, c *corpus.Corpus) []fragment {
	t.Helper()
	var out []fragment
	for _, a := range c.Articles() {
		d, err := c.Document(context.Background(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Quotations {
			q := &d.Quotations[i]
			known := c.SpeakersOf(q)
			if len(known) != 1 {
				continue
			}
			for _, f := range q.Fragments {
				var words []string
				text := f.Of(d.Article.Text)
				for w := range segment.Words(text) {
					words = append(words, w.Of(text))
				}
				out = append(out, fragment{known[0].Name, words})
			}
		}
	}
	if len(out) < 10 {
		t.Fatalf("the sample has %d quoted fragments", len(out))
	}
	return out
}

// TestTrueAndChanged takes true quotations of the sample, whole and in part, and
// finds them exact, in whatever marks; with one word changed, dropped or added
// inside they never are, and those of five words or more are altered.
func TestTrueAndChanged(t *testing.T) {
	k, c := load(t, sample.Files())
	all := fragments(t, c)
	marks := []string{"“%s”", `"%s"`, "«%s»", "„%s“", "‘%s’", "%s", " %s… ", "%s."}
	verdict := func(t *rapid.T, words []string, speaker string) check.Verdict {
		quote := fmt.Sprintf(rapid.SampledFrom(marks).Draw(t, "marks"), strings.Join(words, rapid.SampledFrom([]string{" ", "  ", "\u00a0", "\n"}).Draw(t, "space")))
		r, err := k.Quote(context.Background(), quote, speaker)
		if err != nil {
			t.Fatal(err)
		}
		if err := sound(r, c); err != nil {
			t.Fatal(err)
		}
		return r.Results[0].Verdict
	}
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(all).Draw(t, "fragment")
		speaker := rapid.SampledFrom([]string{"", f.speaker, strings.ToUpper(f.speaker)}).Draw(t, "speaker")
		from := rapid.IntRange(0, len(f.words)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(f.words)).Draw(t, "to")
		if got := verdict(t, f.words[from:to], speaker); got != check.Exact {
			t.Fatalf("%q by %s: %s", f.words[from:to], speaker, got)
		}
		if len(f.words) < 2 {
			return
		}
		changed := slices.Clone(f.words)
		at := rapid.IntRange(0, len(changed)-1).Draw(t, "at")
		switch rapid.SampledFrom([]string{"change", "drop", "add"}).Draw(t, "how") {
		case "change":
			changed[at] = "xylophone"
		case "drop":
			if at == 0 || at == len(changed)-1 || len(changed) < 3 || changed[at] == changed[at-1] || changed[at] == changed[at+1] {
				return // what is left is a true quotation
			}
			changed = slices.Delete(changed, at, at+1)
		case "add":
			changed = slices.Insert(changed, at, "xylophone")
		}
		got := verdict(t, changed, speaker)
		if got == check.Exact || got == check.OtherSpeaker || len(f.words) >= 5 && got != check.Altered && got != check.Joined {
			t.Fatalf("%q by %s: %s", changed, speaker, got)
		}
	})
}

// sound holds a report to its proof: what it shows are slices of the articles
// that it cites, inside their content.
func sound(r *check.Report, c *corpus.Corpus) error {
	for _, result := range r.Results {
		for _, m := range append(slices.Clone(result.Matches), result.Nearest...) {
			for _, citation := range m.Claim.Citations {
				d, err := c.Document(context.Background(), citation.Article)
				if err != nil {
					return err
				}
				if words, ok := d.Article.Slice(citation.Span); !ok || words != citation.Words || d.Article.Sum() != citation.Sum {
					return fmt.Errorf("%q is not at %v", citation.Words, citation.Span)
				}
				for _, p := range m.Parts {
					if words, ok := d.Article.Slice(p.Span); !ok || words != p.Words {
						return fmt.Errorf("%q is not at %v", p.Words, p.Span)
					}
				}
			}
		}
	}
	return nil
}

// TestAnyClaim gives every text a verdict that is sound, or says that it has no
// words; a message of any text too; and twice the same.
func TestAnyClaim(t *testing.T) {
	k, c := load(t, sample.Files())
	alphabet := []rune("ab AB“”\"'’‘«»„…-—.,:5é世\n<@>*`\u202e\u00ad")
	words := rapid.SampledFrom([]string{"Iran", "Trump", "said", "we", "have", "ships", "not", "de-escalate", "“fair", "equitable", "negotiations”", "…", "\"", "Pezeshkian:"})
	claim := rapid.OneOf(rapid.StringOf(rapid.SampledFrom(alphabet)), rapid.Map(rapid.SliceOf(words), func(w []string) string { return strings.Join(w, " ") }))
	rapid.Check(t, func(t *rapid.T) {
		text := claim.Draw(t, "claim")
		speaker := rapid.SampledFrom([]string{"", "Trump", "“", "Nobody"}).Draw(t, "speaker")
		for _, ask := range []func() (*check.Report, error){
			func() (*check.Report, error) { return k.Quote(context.Background(), text, speaker) },
			func() (*check.Report, error) { return k.Message(context.Background(), text) },
		} {
			r, err := ask()
			if errors.Is(err, check.ErrNoWords) {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			if err := sound(r, c); err != nil {
				t.Fatal(err)
			}
			again, err := ask()
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Results {
				if a, b := show(r.Results[i]), show(again.Results[i]); a != b {
					t.Fatalf("first\n%s\nthen\n%s", a, b)
				}
			}
		}
	})
}

// TestLongAndEmpty gives claims of no words, and of 6,000 characters.
func TestLongAndEmpty(t *testing.T) {
	k, _ := load(t, sample.Files())
	for _, none := range []string{"", " ", "“”", "… ...", "\"\"\"\"", "—", "\u202e\u200b", "!?"} {
		if _, err := k.Quote(context.Background(), none, "Trump"); !errors.Is(err, check.ErrNoWords) {
			t.Errorf("%q: %v", none, err)
		}
		if _, err := k.Message(context.Background(), none); !errors.Is(err, check.ErrNoWords) {
			t.Errorf("message %q: %v", none, err)
		}
	}
	for _, unit := range []string{"we have ships ", "“", "“a” ", "x", "Trump said “we” ", "世", "a… ", "the the ", "'", "\u0301"} {
		long := strings.Repeat(unit, 6000/utf8.RuneCountInString(unit))
		begun := time.Now()
		if _, err := k.Quote(context.Background(), long, "Trump"); err != nil && !errors.Is(err, check.ErrNoWords) {
			t.Errorf("%q…: %v", unit, err)
		}
		if _, err := k.Message(context.Background(), long); err != nil && !errors.Is(err, check.ErrNoWords) {
			t.Errorf("message %q…: %v", unit, err)
		}
		if took := time.Since(begun); took > time.Minute { // on any machine: what grows too fast takes hours
			t.Errorf("%q…: %v", unit, took)
		}
	}
}

// TestFollows asks before and after articles come, change and go.
func TestFollows(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	defer store.Close()
	c, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	k := check.New(&briefing.Engine{Log: discard, Corpus: c})
	verdict := func(quote string) check.Verdict {
		t.Helper()
		if _, err := c.Sync(ctx); err != nil {
			t.Fatal(err)
		}
		r, err := k.Quote(ctx, quote, "")
		if err != nil {
			t.Fatal(err)
		}
		return r.Results[0].Verdict
	}
	put := func(text string) corpus.ID {
		t.Helper()
		a := &corpus.Article{URL: "https://herald.example/1", Path: "1.txt", Format: "text", Source: "test", Language: "en", Text: text}
		a.Identify()
		if err := store.Put(ctx, &corpus.Batch{Documents: []*corpus.Document{corpus.Analyze(a)}}); err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	const first, second = "the ferries belong to the city", "the ferries belong to the bank"
	expect := func(step string, one, two check.Verdict) {
		t.Helper()
		if a, b := verdict(first), verdict(second); a != one || b != two {
			t.Errorf("%s: %s and %s, want %s and %s", step, a, b, one, two)
		}
	}
	expect("empty", check.NotFound, check.NotFound)
	put("“The ferries belong to the city,” Mayor Anna Lund told reporters on Tuesday.")
	expect("added", check.Exact, check.Altered)
	id := put("“The ferries belong to the bank,” Mayor Anna Lund told reporters on Tuesday.")
	expect("changed", check.Altered, check.Exact)
	if err := store.Put(ctx, &corpus.Batch{Removed: []corpus.ID{id}}); err != nil {
		t.Fatal(err)
	}
	expect("removed", check.NotFound, check.NotFound)
}
