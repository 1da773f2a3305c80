package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// items is a source of items given by name: each is the text of one article,
// "!reason" for one that cannot be read, or several articles after "|".
type items struct {
	names []string
	texts map[string]string
	fail  error // the fetch ends with it
}

func (s *items) Name() string { return "items" }

func (s *items) Fetch(_ context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		seen := string(state)
		for _, name := range s.names {
			text := s.texts[name]
			mark := fmt.Sprintf("<%s=%s>", name, text)
			if strings.Contains(seen, mark) {
				continue
			}
			seen += mark
			d := corpus.Delivery{Name: name, State: []byte(seen)}
			if reason, ok := strings.CutPrefix(text, "!"); ok {
				d.Err = errors.New(name + ": " + reason)
			} else {
				for _, t := range strings.Split(text, "|") {
					d.Articles = append(d.Articles, article(name, t))
				}
			}
			if !yield(d, nil) {
				return
			}
		}
		if s.fail != nil {
			yield(corpus.Delivery{}, s.fail)
		}
	}
}

// article is an article whose text may begin with its address and a space.
func article(path, text string) *corpus.Article {
	a := &corpus.Article{Path: path, Format: "text", Language: "en"}
	if address, rest, ok := strings.Cut(text, " "); ok && strings.HasPrefix(address, "http") {
		a.URL, text = address, rest
	}
	a.Text = text
	a.Identify()
	return a
}

// ingest returns what became of each item.
func ingest(t *testing.T, store corpus.Store, src corpus.Source, again bool) []string {
	t.Helper()
	var got []string
	in := &corpus.Ingester{
		Log: slog.New(slog.DiscardHandler), Store: store, Again: again,
		Now:    func() time.Time { return time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC) },
		Report: func(r corpus.Receipt) { got = append(got, r.Item+" "+string(r.Outcome)) },
	}
	err := in.Ingest(context.Background(), src)
	if err != nil {
		got = append(got, "error "+err.Error())
	}
	return got
}

func held(t *testing.T, store corpus.Store) []string {
	t.Helper()
	var texts []string
	for change, err := range store.Changes(context.Background(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if change.Removed {
			continue
		}
		d, err := store.Document(context.Background(), change.ID)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, d.Article.Text)
	}
	slices.Sort(texts)
	return texts
}

func TestIngest(t *testing.T) {
	store := memory.New()
	defer store.Close()
	src := &items{
		names: []string{"a", "b", "c", "d", "e"},
		texts: map[string]string{
			"a": "The ferry sails at noon.",
			"b": "The ferry sails at noon.", // the same article in another file
			"c": "!not UTF-8",
			"d": "http://example.org/x?utm_source=mail One bridge is closed.|http://example.org/y Another opens.",
			"e": "http://example.org/x One bridge is closed, says the mayor.", // another text of d's first
		},
	}
	steps := []struct {
		name  string
		act   func()
		again bool
		want  []string
		held  []string
	}{
		{
			name: "first", act: func() {},
			want: []string{"a added", "b duplicate", "c refused", "d added", "d added", "e duplicate"},
			held: []string{"Another opens.", "One bridge is closed.", "The ferry sails at noon."},
		},
		{
			name: "nothing new", act: func() {},
			held: []string{"Another opens.", "One bridge is closed.", "The ferry sails at noon."},
		},
		{
			name: "again", act: func() {}, again: true,
			want: []string{"a unchanged", "b duplicate", "c refused", "d unchanged", "d unchanged", "e duplicate"},
			held: []string{"Another opens.", "One bridge is closed.", "The ferry sails at noon."},
		},
		{
			name: "a file is rewritten, another mended", act: func() {
				src.texts["a"] = "The ferry sails at one."
				src.texts["c"] = "The harbour is full."
			},
			want: []string{"a added", "c added"},
			// b still holds what a held before.
			held: []string{"Another opens.", "One bridge is closed.", "The ferry sails at noon.", "The ferry sails at one.", "The harbour is full."},
		},
		{
			name: "an article is corrected", act: func() { src.texts["d"] = "http://example.org/x Two bridges are closed." },
			want: []string{"d updated", "d replaced"},
			held: []string{"The ferry sails at noon.", "The ferry sails at one.", "The harbour is full.", "Two bridges are closed."},
		},
		{
			name: "the copy is rewritten too", act: func() { src.texts["b"] = "The ferry does not sail." },
			want: []string{"b added", "b replaced"},
			held: []string{"The ferry does not sail.", "The ferry sails at one.", "The harbour is full.", "Two bridges are closed."},
		},
		{
			name: "a file breaks", act: func() { src.texts["a"] = "!gone" },
			want: []string{"a refused"},
			held: []string{"The ferry does not sail.", "The ferry sails at one.", "The harbour is full.", "Two bridges are closed."},
		},
		{
			name: "the source fails at its end", act: func() {
				src.texts["c"] = "The harbour is empty."
				src.fail = errors.New("disk on fire")
			},
			want: []string{"c added", "c replaced", "error source items: disk on fire"},
			held: []string{"The ferry does not sail.", "The ferry sails at one.", "The harbour is empty.", "Two bridges are closed."},
		},
	}
	for _, step := range steps {
		step.act()
		if diff := cmp.Diff(step.want, ingest(t, store, src, step.again)); diff != "" {
			t.Errorf("%s: outcomes (-want +got):\n%s", step.name, diff)
		}
		if diff := cmp.Diff(step.held, held(t, store)); diff != "" {
			t.Errorf("%s: held (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestIngestCopies: what several outlets publish in the same words is an article of
// each, however often and in whatever order it is read; the same outlet's is one, and
// so is what names no outlet.
func TestIngestCopies(t *testing.T) {
	store := memory.New()
	defer store.Close()
	const text = "The ferry sails at noon, its owner said."
	of := func(outlet string) *corpus.Article {
		a := article(outlet, text)
		a.Outlet.Value = outlet
		return a
	}
	read := func(audience string, outlets ...string) []string {
		t.Helper()
		var got []string
		in := &corpus.Ingester{
			Log: slog.New(slog.DiscardHandler), Store: store, Again: true, Audience: audience,
			Now:    func() time.Time { return time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC) },
			Report: func(r corpus.Receipt) { got = append(got, r.Item+" "+string(r.Outcome)) },
		}
		var src given
		for i, o := range outlets {
			src = append(src, corpus.Delivery{Name: fmt.Sprint(i, o), Articles: []*corpus.Article{of(o)}})
		}
		if err := in.Ingest(context.Background(), src); err != nil {
			t.Fatal(err)
		}
		return got
	}
	steps := []struct {
		audience string
		outlets  []string
		want     []string
	}{
		{"", []string{"Coast", "Larn", "", "coast"}, []string{"0Coast added", "1Larn added", "2 duplicate", "3coast duplicate"}},
		{"", []string{"Larn", "Havn", "Coast"}, []string{"0Larn unchanged", "1Havn added", "2Coast unchanged"}},
		{"guild", []string{"Larn", "Moor", "Moor"}, []string{"0Larn unchanged", "1Moor added", "2Moor duplicate"}},
	}
	for _, step := range steps {
		if diff := cmp.Diff(step.want, read(step.audience, step.outlets...)); diff != "" {
			t.Errorf("%q %v (-want +got):\n%s", step.audience, step.outlets, diff)
		}
	}
	if got := held(t, store); len(got) != 4 {
		t.Errorf("%d articles, want 4", len(got))
	}
}

// given is a source of deliveries as they are.
type given []corpus.Delivery

func (given) Name() string { return "given" }

func (g given) Fetch(context.Context, []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		for _, d := range g {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// failing is a store whose Put fails at the n-th call, before or after it acted.
type failing struct {
	corpus.Store
	calls, at int
	after     bool
}

func (s *failing) Put(ctx context.Context, b *corpus.Batch) error {
	s.calls++
	if s.calls == s.at && !s.after {
		return errors.New("killed")
	}
	if err := s.Store.Put(ctx, b); err != nil {
		return err
	}
	if s.calls == s.at {
		return errors.New("killed")
	}
	return nil
}

// TestIngestResumes kills an ingest of 200 articles at each of its writes: what
// comes after it takes in the rest, each article once.
func TestIngestResumes(t *testing.T) {
	src := &items{texts: map[string]string{}}
	for i := range 200 {
		name := fmt.Sprintf("%03d", i)
		src.names = append(src.names, name)
		src.texts[name] = fmt.Sprintf("Article number %d of the run.", i)
	}
	for at := 1; at <= 4; at++ {
		for _, after := range []bool{false, true} {
			store := memory.New()
			ingest(t, &failing{Store: store, at: at, after: after}, src, false)
			rest := ingest(t, store, src, false)
			if n := len(held(t, store)); n != 200 {
				t.Errorf("killed at write %d (after it acted: %v): %d articles, want 200", at, after, n)
			}
			for _, line := range rest {
				if !strings.HasSuffix(line, " added") {
					t.Errorf("killed at write %d (after it acted: %v): %s", at, after, line)
				}
			}
			store.Close()
		}
	}
}

// TestArrival: an article that comes again with another footer came when it came
// first; one that has become another article came now.
func TestArrival(t *testing.T) {
	store := memory.New()
	defer store.Close()
	day := 1
	read := func(text string) time.Time {
		t.Helper()
		src := &items{names: []string{"a"}, texts: map[string]string{"a": text}}
		in := &corpus.Ingester{
			Log: slog.New(slog.DiscardHandler), Store: store, Report: func(corpus.Receipt) {},
			Now: func() time.Time { return time.Date(2026, 3, day, 7, 0, 0, 0, time.UTC) },
		}
		if err := in.Ingest(context.Background(), src); err != nil {
			t.Fatal(err)
		}
		day++
		texts := held(t, store)
		if len(texts) != 1 {
			t.Fatalf("%d articles", len(texts))
		}
		d, err := store.Document(context.Background(), article("a", text).ID)
		if err != nil {
			t.Fatal(err)
		}
		return d.Article.Arrived
	}
	const story = "The ferry sails at noon on Monday. The captain has mended the engine. The island is glad of it."
	steps := []struct {
		text string
		day  int
	}{
		{story, 1},
		{story + "\n\nFollow us on social media", 1},
		{"http://example.org/a " + story, 1}, // it has got an address
		{"http://example.org/a " + story + " Nobody complained.", 1},
		{"http://example.org/a The bridge is closed until May. Trucks go by the old road.", 5},
	}
	for _, step := range steps {
		if got := read(step.text); got.Day() != step.day {
			t.Errorf("%q arrived on day %d, want %d", step.text, got.Day(), step.day)
		}
	}
}
