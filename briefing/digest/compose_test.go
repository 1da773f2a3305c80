package digest_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/render"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/source"
)

var update = flag.Bool("update", false, "write the digests of testdata anew")

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// A world is a corpus that grows from day to day, and a channel that has a digest
// every morning at seven.
type world struct {
	t      *testing.T
	store  corpus.Store
	engine *briefing.Engine
	files  fstest.MapFS
	now    time.Time
	had    digest.Cursor
}

func newWorld(t *testing.T, topic briefing.Topic) *world {
	w := &world{t: t, store: memory.New(), files: fstest.MapFS{}, now: time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)}
	t.Cleanup(func() { w.store.Close() })
	c, err := corpus.Load(context.Background(), w.store, corpus.Options{Labels: briefing.Labels([]briefing.Topic{topic})})
	if err != nil {
		t.Fatal(err)
	}
	w.engine = &briefing.Engine{Log: quiet, Corpus: c, Topics: []briefing.Topic{topic}}
	return w
}

// morning is the next day: files come in at six, and at seven there is a digest.
func (w *world) morning(files map[string]string) *digest.Digest {
	w.t.Helper()
	w.now = w.now.AddDate(0, 0, 1)
	w.ingest(files, w.now.Add(-time.Hour))
	ctx := context.Background()
	var corrections []corpus.Correction
	for c, err := range corpus.Corrections(ctx, w.store, w.had.At) {
		if err != nil {
			w.t.Fatal(err)
		}
		corrections = append(corrections, *c)
	}
	d, err := digest.Compose(ctx, w.engine, digest.Request{Topic: w.engine.Topics[0].Name, Had: w.had, Corrections: corrections, Versions: w.versions, Now: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	if w.had, err = digest.ParseCursor(d.Next.Marshal()); err != nil {
		w.t.Fatal(err)
	}
	w.sound(d)
	return d
}

// ingest lets files come in.
func (w *world) ingest(files map[string]string, at time.Time) {
	w.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w.files[name] = &fstest.MapFile{Data: []byte(files[name]), ModTime: w.now.Add(-2 * time.Hour)}
	}
	in := &corpus.Ingester{Log: quiet, Store: w.store, Now: func() time.Time { return at }, Report: func(r corpus.Receipt) {
		if r.Outcome == corpus.Refused {
			w.t.Errorf("%+v", r)
		}
	}}
	if err := in.Ingest(context.Background(), &source.FS{Label: "news", Files: w.files, Now: func() time.Time { return w.now }}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) versions(ctx context.Context, id corpus.ID) ([]corpus.Version, error) {
	return corpus.Versions(ctx, w.store, id)
}

// TestEditedUntold: what an article said before it was edited is news where no digest
// had a chance to tell it.
func TestEditedUntold(t *testing.T) {
	article := func(name, more string) string {
		return "---\ntitle: " + name + "\noutlet: Northern Post\nlanguage: en\nurl: https://northern-post.example/" + name + "\n---\n\n" + more
	}
	w := newWorld(t, orsk)
	w.morning(map[string]string{"mayor.md": article("mayor", "The mayor of Velm, Ada Lorent, opened the harvest fair.")})
	const said = "Water has been seeping through the Orsk dam above the town of Velm since Sunday, the regional water authority said."
	w.ingest(map[string]string{"dam.md": article("dam", said)}, w.now.Add(time.Hour))
	d := w.morning(map[string]string{"dam.md": article("dam", strings.Replace(said, "Sunday", "Saturday", 1))})
	if got := brief(d); got != "new" {
		t.Errorf("%s:\n%s", got, show(t, d))
	}
}

// sound holds a digest to what holds of every one: each citation is the bytes of
// its article, and nothing was struck that was composed.
func (w *world) sound(d *digest.Digest) {
	w.t.Helper()
	entry := 0
	for c := range d.Brief.Claims("") {
		for _, k := range c.Citations {
			if words, ok := d.Brief.Document(k.Article).Article.Slice(k.Span); !ok || words != k.Words {
				w.t.Errorf("%q does not stand at %v of %s", k.Words, k.Span, k.Article)
			}
		}
		if d.Brief.Question().Kind == briefing.New && (c.Entry < max(entry, 1) || c.Entry > entry+1) {
			w.t.Errorf("entry %d after entry %d", c.Entry, entry)
		}
		entry = c.Entry
	}
}

func show(t *testing.T, d *digest.Digest) string {
	var b bytes.Buffer
	if err := render.Text(&b, d.Brief, render.Style{Width: 100}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// orsk is the topic of the files of testdata: a story that never happened.
var orsk = briefing.Topic{
	Name: "orsk", Title: "Orsk dam",
	Required: [][]string{{"Orsk", "Velm", "Harne", "Tolva"}},
	Parties:  []briefing.Party{{Name: "Government", Terms: []string{"minister", "ministry", "government"}}},
}

// mornings are the kinds of news that each file of testdata has to give, morning by
// morning: the entries by |, what falls due as "due", and "" for a quiet day.
var mornings = map[string][]string{
	"repeats":       {"new", ""},
	"six_posts":     {"new new new"},
	"reprints":      {"new new new", ""},
	"two_events":    {"new new new|new new new"},
	"edited":        {""},
	"updated":       {"updated updated new"},
	"second_origin": {"new", "second_origin new", ""},
	"walked_back":   {"new", "walked_back new"},
	"fell_due":      {"new new", "updated", "new|due", "second_origin"},
	"corrected":     {"new new new", "corrected"},
	"untold":        {"new new new", "updated", "updated"},
	"measured":      {"new", "second_origin"},
	"restated":      {"new", "updated"},
	"due_once":      {"new new new", "updated", "new", "new|due", "new"},
	"confirms":      {"new", "new", "second_origin new"},
	"retold":        {"new new new"},
	"one_source":    {"new", "", "second_origin"},
	"background":    {"", "", "new", ""},
	"called_off":    {"new new", "new", "walked_back"},
}

// brief is a digest as its kinds of news.
func brief(d *digest.Digest) string {
	var b strings.Builder
	last := 1
	for c := range d.Brief.Claims("") {
		kind := string(c.Change)
		if c.Section == briefing.FellDue {
			kind = "due"
		}
		if kind == "" {
			continue
		}
		if c.Entry != last {
			b.WriteByte('|')
		} else if b.Len() > 0 {
			b.WriteByte(' ')
		}
		last = c.Entry
		b.WriteString(kind)
	}
	if d.Silent != (b.Len() == 0) {
		return "silent, and it is not"
	}
	return b.String()
}

// TestDays runs the days of each file of testdata and compares the digests of the
// mornings after the first with those in it. A file N/NAME of an archive comes in
// on day N; one that came before under the same name is edited. Each file is about
// one thing that readers of digests complain about; its comment says which.
func TestDays(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			byDay := map[int]map[string]string{}
			last := 0
			var kept []txtar.File
			var want string
			for _, f := range a.Files {
				if f.Name == "digests" {
					want = string(f.Data)
					continue
				}
				kept = append(kept, f)
				var day int
				var rest string
				if _, err := fmt.Sscanf(strings.Replace(f.Name, "/", " ", 1), "%d %s", &day, &rest); err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				if byDay[day] == nil {
					byDay[day] = map[string]string{}
				}
				byDay[day][rest], last = string(f.Data), max(last, day)
			}
			w := newWorld(t, orsk)
			var got strings.Builder
			var news []string
			for day := 1; day <= last; day++ {
				d := w.morning(byDay[day])
				if day > 1 {
					news = append(news, brief(d))
					fmt.Fprintf(&got, "== day %d ==\n%s\n", day, show(t, d))
				}
			}
			if want := mornings[strings.TrimSuffix(filepath.Base(name), ".txtar")]; !slices.Equal(news, want) {
				t.Errorf("the mornings tell %q, want %q", news, want)
			}
			if *update {
				a.Files = append(kept, txtar.File{Name: "digests", Data: []byte(got.String())})
				writeFile(t, name, txtar.Format(a))
				return
			}
			if got.String() != want {
				t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
			}
		})
	}
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestLength: however long the sentences and the addresses of articles are, no
// block of a digest in Discord's Markdown is longer than a message, entries stay in
// one block where they fit, and none cuts a quotation.
func TestLength(t *testing.T) {
	const message = 2000
	for _, words := range []int{8, 30, 55} {
		w := newWorld(t, orsk)
		w.morning(map[string]string{"a.md": "---\ntitle: Orsk dam\noutlet: A\npublished: 2026-03-02\n---\n\nThe Orsk dam above Velm holds, the authority said. Velm is calm.\n"})
		files := map[string]string{}
		for i := range 12 {
			var b strings.Builder
			fmt.Fprintf(&b, "---\ntitle: Orsk dam, part %d\noutlet: Outlet %d\nurl: https://outlet%d.example/%s\npublished: 2026-03-03\n---\n", i, i, i, strings.Repeat("long-path/", 12))
			for s := range 4 {
				fmt.Fprintf(&b, "\nThe Orsk dam in Velm")
				for k := range words {
					fmt.Fprintf(&b, " w%dx%dx%d", i, s, k)
				}
				fmt.Fprintf(&b, ", and “this is how it has to be in part %d of it,” the mayor of Velm, Ada Lorent, said.\n", s)
			}
			files[fmt.Sprintf("%d.md", i)] = b.String()
		}
		d := w.morning(files)
		if d.Silent {
			t.Fatal("nothing new")
		}
		m := render.Discord(d.Brief)
		for _, block := range m.Blocks {
			if n := markdown.Len(block); n > message {
				t.Errorf("a block of %d units: %.80s…", n, block)
			}
			if strings.Count(block, "“") != strings.Count(block, "”") {
				t.Errorf("a quotation is cut: %s", block)
			}
		}
	}
}
