package corpus_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefbot/corpus"
	"briefbot/corpus/embedding"
	"briefbot/corpus/memory"
)

// concepts are the coordinates of a model of a few words, and a last one for texts
// that have none.
var concepts = [][]string{{"petrol", "gasoline", "fuel"}, {"dear", "expensive", "twice"}, {"ferry", "boat"}, {"strike", "walkout"}}

func conceive(t *testing.T, text string, dimensions int) embedding.Vector {
	t.Helper()
	v := make([]float32, dimensions)
	v[len(concepts)] = .1
	for i, words := range concepts {
		for _, w := range words {
			v[i] += float32(strings.Count(strings.ToLower(text), w))
		}
	}
	vector, err := embedding.Of(v)
	if err != nil {
		t.Fatal(err)
	}
	return vector
}

// embed gives the articles that have none their vectors, as far as ids says.
func embed(t *testing.T, c *corpus.Corpus, dimensions int, ids ...corpus.ID) {
	t.Helper()
	for _, id := range ids {
		d, err := c.Document(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var list []embedding.Vector
		for _, p := range d.Passages {
			list = append(list, conceive(t, p.Of(d.Article.Text), dimensions))
		}
		if err := c.PutVectors(t.Context(), d, list); err != nil {
			t.Fatal(err)
		}
	}
	follow(t, c)
}

func follow(t *testing.T, c *corpus.Corpus) {
	t.Helper()
	if _, err := c.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func putArticles(t *testing.T, store corpus.Store, articles ...[2]string) {
	t.Helper()
	b := &corpus.Batch{}
	for _, a := range articles {
		b.Documents = append(b.Documents, corpus.Analyze(&corpus.Article{ID: corpus.ID(a[0]), Source: "test", Format: "text", Language: "en", Text: a[1]}))
	}
	if err := store.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

// TestMeaning has a question in other words answered by vectors, once all passages
// have theirs, and until then by words alone; what changes is to be embedded again,
// and what only comes again is not.
func TestMeaning(t *testing.T) {
	store := memory.New()
	defer store.Close()
	putArticles(t, store,
		[2]string{"a", "Motorists queue in Lindvik. Gasoline costs twice what it did."},
		[2]string{"b", "The crews of the boat to Holm began a walkout. Nobody knows its end."},
		[2]string{"c", "The council of Holm met. It spoke of schools."},
	)
	options := corpus.Options{Model: "m", Snapshot: filepath.Join(t.TempDir(), "index")}
	c, err := corpus.Load(t.Context(), store, options)
	if err != nil {
		t.Fatal(err)
	}
	const dimensions = 6
	best := func(dimensions int) string {
		t.Helper()
		text := "Why is petrol dear?"
		hits, err := c.Search(t.Context(), corpus.Query{Text: text, Vector: conceive(t, text, dimensions)})
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) == 0 {
			return ""
		}
		if !slices.ContainsFunc(hits[0].Why, func(f corpus.Factor) bool { return f.Name == "meaning" && f.Value > 0 }) {
			t.Errorf("why: %v", hits[0].Why)
		}
		return string(hits[0].Document.Article.ID)
	}
	stands := func(what string, have, all, dims int, unembedded ...corpus.ID) {
		t.Helper()
		if h, a, d := c.Embedded(); h != have || a != all || d != dims {
			t.Errorf("%s: %d of %d passages, %d dimensions; want %d, %d, %d", what, h, a, d, have, all, dims)
		}
		if ids := c.Unembedded(dimensions); !slices.Equal(ids, unembedded) {
			t.Errorf("%s: without vectors: %v, want %v", what, ids, unembedded)
		}
	}
	stands("at first", 0, 3, 0, "a", "b", "c")
	embed(t, c, dimensions, "a", "b")
	stands("some", 2, 3, dimensions, "c")
	if got := best(dimensions); got != "" {
		t.Errorf("before all passages have vectors: %q", got)
	}
	embed(t, c, dimensions, "c")
	stands("all", 3, 3, dimensions)
	if got := best(dimensions); got != "a" {
		t.Errorf("with vectors: %q", got)
	}
	if got := best(dimensions + 1); got != "" {
		t.Errorf("with a vector of other dimensions: %q", got)
	}

	// Another analysis of the same text, and a start from the store.
	d, err := store.Document(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	d.Article.URL = "https://www.example.org/a"
	if err := store.Put(t.Context(), &corpus.Batch{Documents: []*corpus.Document{d}}); err != nil {
		t.Fatal(err)
	}
	follow(t, c)
	stands("the same passages again", 3, 3, dimensions)
	if c, err = corpus.Load(t.Context(), store, options); err != nil {
		t.Fatal(err)
	}
	stands("loaded", 3, 3, dimensions)
	if got := best(dimensions); got != "a" {
		t.Errorf("loaded: %q", got)
	}

	// Another text has no vectors until it gets its own; late ones of the text
	// before it are not taken for them.
	old := d
	putArticles(t, store, [2]string{"a", "Motorists queue in Lindvik. Fuel is expensive. So it was in spring."})
	follow(t, c)
	stands("another text", 2, 3, dimensions, "a")
	if err := c.PutVectors(t.Context(), old, []embedding.Vector{conceive(t, old.Article.Text, dimensions)}); err != nil {
		t.Fatal(err)
	}
	follow(t, c)
	stands("vectors of the text before", 2, 3, dimensions, "a")
	embed(t, c, dimensions, "a")
	stands("its own", 3, 3, dimensions)

	// Other dimensions, one article after the other.
	embed(t, c, dimensions+1, "a", "b")
	stands("other dimensions", 2, 3, dimensions+1, "a", "b")
	embed(t, c, dimensions+1, "c")
	if got := best(dimensions + 1); got != "a" {
		t.Errorf("other dimensions: %q", got)
	}

	// Another model, and none.
	options.Model = "n"
	if c, err = corpus.Load(t.Context(), store, options); err != nil {
		t.Fatal(err)
	}
	stands("another model", 0, 3, 0, "a", "b", "c")
	embed(t, c, dimensions, "a", "b", "c")
	stands("its vectors", 3, 3, dimensions)
	if err := store.Put(t.Context(), &corpus.Batch{Removed: []corpus.ID{"c"}}); err != nil {
		t.Fatal(err)
	}
	follow(t, c)
	stands("one removed", 2, 2, dimensions)
	if err := c.PutVectors(t.Context(), old, nil); err == nil {
		t.Error("fewer vectors than passages are kept")
	}
}
