package corpus

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus/clean"
)

// A grown store holds made-up documents that it makes when it is asked for them,
// so that a large one takes no memory. Each number in changes is a document that
// was put, or with a minus one that was removed.
type grown struct {
	Store
	passages int // of each document
	changes  []int
	notes    map[string][]byte
	asked    int // documents
}

func newGrown(n, passages int) *grown {
	s := &grown{passages: passages, notes: map[string][]byte{}}
	for i := range n {
		s.changes = append(s.changes, i+1)
	}
	return s
}

func (s *grown) Changes(_ context.Context, after Seq) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		for i, n := range s.changes {
			c := Change{Seq: Seq(i + 1), ID: grownID(max(n, -n)), Removed: n < 0}
			if c.Seq > after && !yield(c, nil) {
				return
			}
		}
	}
}

func grownID(n int) ID { return ID(fmt.Sprintf("%016x", n)) }

func (s *grown) Note(_ context.Context, key string) ([]byte, error) { return s.notes[key], nil }

func (s *grown) Put(_ context.Context, b *Batch) error {
	for key, note := range b.Notes {
		s.notes[key] = note
	}
	return nil
}

// Document makes up passages of three sentences of some twenty words each,
// with ten people, of whom some speak.
func (s *grown) Document(_ context.Context, id ID) (*Document, error) {
	s.asked++
	var n uint64
	if _, err := fmt.Sscanf(string(id), "%x", &n); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(n, 3))
	zipf := rand.NewZipf(random, 1.2, 8, 300_000)
	names := rand.NewZipf(random, 1.1, 20, 100_000)
	surname := func() string { return fmt.Sprintf("Name%d", names.Uint64()) }
	var text strings.Builder
	d := &Document{}
	for range s.passages {
		start := text.Len()
		for range 3 {
			text.WriteString("Then")
			for range 19 {
				fmt.Fprintf(&text, " w%dx", zipf.Uint64())
			}
			text.WriteString(". ")
		}
		d.Passages = append(d.Passages, Passage{Span{Start: start, End: text.Len() - 1}, clean.Body})
	}
	for i := range 10 {
		last := surname()
		name := fmt.Sprintf("F%d %s", len(last)*7%13, last)
		d.People = append(d.People, Person{Name: name, Roles: []string{"minister of " + surname()}, Mentions: []Span{{Start: i, End: i + 1}}})
		if i < 4 {
			d.Quotations = append(d.Quotations, Quotation{Speaker: name, Content: Span{Start: i * 100, End: i*100 + 9}})
		}
	}
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n%300))
	d.Article = &Article{
		ID: id, Text: text.String(), Published: Date{Time: day}, Arrived: day.Add(time.Hour), Language: "en",
		Headline: Field{Value: fmt.Sprintf("W%dx meets w%dx", zipf.Uint64(), zipf.Uint64())},
		Outlet:   Field{Value: fmt.Sprintf("Outlet %d", n%50)},
	}
	return d, nil
}

// answers is what the corpus says to some questions.
func answers(t *testing.T, c *Corpus) []any {
	var all []any
	for _, q := range []string{"w1x w7x w30x", "what did w12x say of w90x in Outlet 3", "w3x meets"} {
		hits, err := c.Search(context.Background(), Query{Text: q, Limit: 8})
		if err != nil || len(hits) == 0 {
			t.Fatalf("%s: %v, %v", q, hits, err)
		}
		all = append(all, hits)
	}
	return append(all, c.Articles(), c.Complete("name1"), c.Resolve("F1"), c.Known("w3x"), c.Rarity("w40x"), c.Seq(), c.Arrived(grownID(7)))
}

// What a snapshot gives back answers as what was built does, also when more has
// changed since, and asks the store for what is new alone.
func TestSnapshot(t *testing.T) {
	ctx := context.Background()
	options := Options{Labels: func(d *Document) []string { return []string{string(d.Article.ID[15:])} }}
	const n = 400
	store := newGrown(n, 3)
	for i := range 90 {
		store.changes = append(store.changes, -(i*3 + 1))
	}
	options.Snapshot = filepath.Join(t.TempDir(), "index")
	if _, err := Load(ctx, store, options); err != nil {
		t.Fatal(err)
	}
	store.changes = append(store.changes, -2, n+1, n+2)
	store.asked = 0
	restored, err := Load(ctx, store, options)
	if err != nil {
		t.Fatal(err)
	}
	if store.asked != 2 {
		t.Errorf("the store was asked for %d documents, want the 2 new ones", store.asked)
	}
	built, err := Load(ctx, store, Options{Labels: options.Labels})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(t, built), answers(t, restored), cmp.AllowUnexported(Speaker{})); diff != "" {
		t.Errorf("restored (+) answers otherwise than built (-):\n%s", diff)
	}
	if !restored.Labelled(grownID(0x15), "5") || restored.Labelled(grownID(0x15), "6") {
		t.Error("the labels are others")
	}
}

// A snapshot that is not exactly the one that belongs here is not used, and the
// log says so; what is built instead is right.
func TestSnapshotRefused(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "index")
	store := newGrown(300, 1)
	if _, err := Load(ctx, store, Options{Snapshot: path}); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	token := store.notes[snapshotNote]
	tests := []struct {
		name    string
		options Options
		harm    func(file []byte) []byte
		note    string
	}{
		{name: "another key", options: Options{Key: "other topics"}},
		{name: "other people", options: Options{Profiles: []Profile{{Name: "F1 Name1"}}}},
		{name: "a store put back from a backup", note: "older"},
		{name: "an empty file", harm: func([]byte) []byte { return nil }},
		{name: "cut off", harm: func(b []byte) []byte { return b[:len(b)/2] }},
		{name: "cut off by a byte", harm: func(b []byte) []byte { return b[:len(b)-1] }},
		{name: "longer by a byte", harm: func(b []byte) []byte { return append(b, 0) }},
		{name: "another version", harm: func(b []byte) []byte { b[len(snapshotHead)-1]++; return b }},
	}
	for i := range 14 {
		at := (len(whole) - 1) * i / 13
		tests = append(tests, struct {
			name    string
			options Options
			harm    func(file []byte) []byte
			note    string
		}{name: fmt.Sprint("another byte at ", at), harm: func(b []byte) []byte { b[at] ^= 0x20; return b }})
	}
	for _, test := range tests {
		file := bytes.Clone(whole)
		if test.harm != nil {
			file = test.harm(file)
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		store.notes[snapshotNote] = token
		if test.note != "" {
			store.notes[snapshotNote] = []byte(test.note)
		}
		var log bytes.Buffer
		store.asked = 0
		test.options.Snapshot, test.options.Log = path, slog.New(slog.NewTextHandler(&log, nil))
		c, err := Load(ctx, store, test.options)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if store.asked != 300 || !strings.Contains(log.String(), "built anew") {
			t.Errorf("%s: the store was asked for %d documents of 300; the log says %q", test.name, store.asked, log.String())
		}
		if len(c.Articles()) != 300 {
			t.Errorf("%s: %d articles", test.name, len(c.Articles()))
		}
	}
}

// A directory that may not be written, or is not there, costs the snapshot and
// nothing else.
func TestSnapshotNowhere(t *testing.T) {
	var log bytes.Buffer
	c, err := Load(context.Background(), newGrown(300, 1), Options{
		Snapshot: filepath.Join(t.TempDir(), "nowhere", "index"), Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil || len(c.Articles()) != 300 || !strings.Contains(log.String(), "keep the index") {
		t.Errorf("%v; the log says %q", err, log.String())
	}
}

// Every field of an article comes back, but for its text.
func TestCodeArticle(t *testing.T) {
	full := new(Article)
	fields := reflect.ValueOf(full).Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); v := f.Addr().Interface().(type) {
		case *ID:
			*v = "0123456789abcdef"
		case *string:
			*v = fields.Type().Field(i).Name
		case *bool:
			*v = true
		case *Field:
			*v = Field{Value: fields.Type().Field(i).Name, How: "line 3"}
		case *Date:
			*v = Date{Time: time.Date(2026, 2, 3, 4, 5, 6, 7, time.FixedZone("", 3600)), Inferred: true, How: "front matter"}
		case *time.Time:
			*v = time.Date(2026, 2, i, 0, 0, 0, 0, time.UTC)
		case *[]byte:
		default:
			t.Fatalf("a field of type %s: say here how it is filled, and in codeArticle how it is kept", f.Type())
		}
	}
	full.Text = ""
	for _, want := range []*Article{full, {}} {
		var w coder
		codeArticle(&w, want)
		var got Article
		if !decoded(w.out, func(c *coder) { codeArticle(c, &got) }) {
			t.Fatal("what was written cannot be read")
		}
		if diff := cmp.Diff(want, &got); diff != "" {
			t.Errorf("kept (+) is not what was there (-):\n%s", diff)
		}
		for i := range w.out {
			if decoded(w.out[:i], func(c *coder) { codeArticle(c, new(Article)) }) {
				t.Errorf("%d bytes of %d are read as an article", i, len(w.out))
			}
		}
	}
}

// BenchmarkStart gives how long a start takes that builds the index, and one that
// finds a snapshot, and what is held in memory, by the number of passages:
//
//	go test ./corpus -run '^$' -bench Start -benchtime 1x
//
// Building takes minutes. Where BRIEFBOT_SNAPSHOTS names a directory, the
// snapshots stay there, and a run that finds one builds nothing.
func BenchmarkStart(b *testing.B) {
	for _, passages := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(passages), func(b *testing.B) {
			if testing.Short() && passages > 10_000 {
				b.Skip("a start over more than 10,000 passages is not for -short")
			}
			ctx := context.Background()
			store := newGrown(passages/17, 17)
			dir := os.Getenv("BRIEFBOT_SNAPSHOTS")
			if dir == "" {
				dir = b.TempDir()
			}
			path := filepath.Join(dir, fmt.Sprint("index-", passages))
			token, err := os.ReadFile(path + ".note")
			if err == nil {
				store.notes[snapshotNote] = token
			}
			begun := time.Now()
			if _, err := Load(ctx, store, Options{Snapshot: path}); err != nil {
				b.Fatal(err)
			}
			built := time.Since(begun)
			if store.asked == 0 {
				built = 0 // before this run
			} else if err := os.WriteFile(path+".note", store.notes[snapshotNote], 0o600); err != nil {
				b.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			var c *Corpus
			for b.Loop() {
				if c, err = Load(ctx, store, Options{Snapshot: path}); err != nil {
					b.Fatal(err)
				}
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(c)
			b.ReportMetric(built.Seconds(), "s-built")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s-restored")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(passages), "heap-B/passage")
			b.ReportMetric(float64(info.Size())/float64(passages), "file-B/passage")
		})
	}
}
