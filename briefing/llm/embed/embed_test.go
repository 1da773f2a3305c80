package embed_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/briefing/llm/embed"
	"briefbot/briefing/llm/openai"
	"briefbot/briefing/llm/openai/fakeopenai"
	"briefbot/corpus"
)

const key, model = "sk-secret-0123456789", "vectors-1"

var asker = briefing.Asker{Guild: "100200300", User: "400500600"}

// newEmbedder asks the service through go-openai.
func newEmbedder(t testing.TB, service *fakeopenai.Server, store corpus.Store) *embed.Embedder {
	t.Helper()
	client, err := openai.NewEmbedder(openai.Options{
		URL: service.Base(), Model: model, Key: key, Call: time.Second, Stall: time.Second,
		Pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return &embed.Embedder{
		Model: client, Log: slog.New(slog.DiscardHandler), Notes: store,
		Budget: &llm.Budget{Notes: store, Of: "embed", Now: func() time.Time { return noon }},
	}
}

// A desk is a corpus with vectors, and who makes them.
type desk struct {
	service  *fakeopenai.Server
	store    corpus.Store
	corpus   *corpus.Corpus
	embedder *embed.Embedder
	log      *bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{service: fakeopenai.New(key, model, nil), store: told(t), log: new(bytes.Buffer)}
	t.Cleanup(func() { d.service.Close(); d.store.Close() })
	table, _ := paraphrased(t)
	d.service.Embed = fakeopenai.Meanings(table)
	d.embedder = newEmbedder(t, d.service, d.store)
	d.embedder.Log = slog.New(slog.NewTextHandler(d.log, nil))
	var err error
	if d.corpus, err = corpus.Load(t.Context(), d.store, corpus.Options{Model: d.embedder.Space()}); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) fill(t *testing.T, want int) {
	t.Helper()
	if n, err := d.embedder.Fill(t.Context(), d.corpus, nil); n != want || err != nil {
		t.Fatalf("%d articles embedded, %v; want %d", n, err, want)
	}
}

// asked are how many calls came, and the texts of the last.
func (d *desk) asked() (calls int, last []string) {
	all := d.service.Calls()
	if len(all) > 0 {
		input, _ := all[len(all)-1].Body["input"].([]any)
		for _, text := range input {
			last = append(last, text.(string))
		}
	}
	return len(all), last
}

const question = "How many longshoremen joined the stoppage?"

// TestFill has the passages embedded in a few calls, once, and again where that is
// needed.
func TestFill(t *testing.T) {
	d := newDesk(t)
	articles := len(d.corpus.Articles())
	if v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question); v.Dimensions() != 0 || note != "" || err != nil {
		t.Errorf("before: %v, %q, %v", v, note, err)
	}
	if n, _ := d.asked(); n != 0 {
		t.Error("a question is sent before all passages are embedded")
	}
	d.fill(t, articles)
	have, all, dimensions := d.corpus.Embedded()
	if have != all || all == 0 || dimensions == 0 {
		t.Errorf("%d of %d passages, %d dimensions", have, all, dimensions)
	}
	if h, a, dims, err := d.embedder.State(t.Context(), d.store); err != nil || h != a || a < all || dims != dimensions {
		t.Errorf("the store has %d of %d, %d dimensions, %v", h, a, dims, err)
	}
	n, _ := d.asked()
	if n > 1+all/20 {
		t.Errorf("%d calls for %d passages", n, all)
	}
	d.fill(t, 0)
	if again, _ := d.asked(); again != n {
		t.Errorf("%d calls more for nothing", again-n)
	}

	// A new article, and one that changed.
	article := corpus.Article{ID: "new", Source: "test", Format: "text", Language: "en", Text: "Stevedores of Hallen went back to work."}
	if err := d.store.Put(t.Context(), &corpus.Batch{Documents: []*corpus.Document{corpus.Analyze(&article)}}); err != nil {
		t.Fatal(err)
	}
	d.fill(t, 1)
	if _, last := d.asked(); len(last) != 1 || !strings.Contains(last[0], "Hallen went back") {
		t.Errorf("sent %q", last)
	}

	// The model behind the name has other dimensions: a question finds out.
	meanings := d.service.Embed
	d.service.Embed = func(text string) []float32 { return append(meanings(text), .3) }
	v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question)
	if v.Dimensions() != dimensions+1 || note != "" || err != nil {
		t.Errorf("%d dimensions, %q, %v", v.Dimensions(), note, err)
	}
	d.fill(t, articles+1)
	if have, all, now := d.corpus.Embedded(); have != all || now != dimensions+1 {
		t.Errorf("%d of %d passages, %d dimensions", have, all, now)
	}
	// And a start does.
	d.service.Embed = meanings
	d.embedder = newEmbedder(t, d.service, d.store)
	d.fill(t, articles+1)
	if _, _, now := d.corpus.Embedded(); now != dimensions {
		t.Errorf("%d dimensions", now)
	}
}

// TestFillFails keeps what was embedded before an error, and goes on from there.
func TestFillFails(t *testing.T) {
	for _, fault := range []fakeopenai.Fault{
		fakeopenai.BadKey, fakeopenai.RateLimitLong, fakeopenai.Stall, fakeopenai.WrongDimension, fakeopenai.ShortBatch, fakeopenai.ZeroVector, fakeopenai.MixedDimension,
	} {
		d := newDesk(t)
		articles := len(d.corpus.Articles())
		d.service.Fail(fakeopenai.None, fakeopenai.None, fault) // of the probe, of one batch
		n, err := d.embedder.Fill(t.Context(), d.corpus, nil)
		if err == nil || n == 0 || n >= articles {
			t.Errorf("%s: %d of %d articles, %v", fault, n, articles, err)
		} else if strings.Contains(err.Error(), key) {
			t.Errorf("%s: the key stands in %v", fault, err)
		}
		if v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question); v.Dimensions() != 0 || note != "" || err != nil {
			t.Errorf("%s: half embedded: %v, %q, %v", fault, v, note, err)
		}
		rounds := 1
		if fault == fakeopenai.WrongDimension {
			rounds = 2 // the first finds out that it was a slip
		}
		for range rounds {
			_, err = d.embedder.Fill(t.Context(), d.corpus, nil)
		}
		if have, all, _ := d.corpus.Embedded(); have != all || err != nil {
			t.Errorf("%s: then %d of %d passages, %v", fault, have, all, err)
		}
		if sent, _ := d.asked(); sent > 3+2+rounds {
			t.Errorf("%s: %d calls, what was embedded is embedded again", fault, sent)
		}
	}
}

// TestQuestion has a question sent once, without who asks; where that fails the
// reader is told, and nothing else happens.
func TestQuestion(t *testing.T) {
	d := newDesk(t)
	d.fill(t, len(d.corpus.Articles()))
	before, _ := d.asked()
	ask := func() (int, string) {
		t.Helper()
		v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question)
		if err != nil {
			t.Fatal(err)
		}
		return v.Dimensions(), note
	}
	for _, test := range []struct {
		fault fakeopenai.Fault
		says  string
	}{
		{fakeopenai.BadKey, "does not accept the key"},
		{fakeopenai.RateLimitLong, "is busy"},
		{fakeopenai.Stall, "took too long"},
		{fakeopenai.ShortBatch, "failed"},
		{fakeopenai.None, ""},
	} {
		d.service.Fail(test.fault)
		if test.fault == fakeopenai.None {
			d.embedder = newEmbedder(t, d.service, d.store) // its circuit breaker is open
			d.embedder.Log = slog.New(slog.NewTextHandler(d.log, nil))
		}
		dimensions, note := ask()
		if (dimensions == 0) != (test.fault != fakeopenai.None) || !strings.Contains(note, test.says) || (note == "") != (test.says == "") {
			t.Errorf("%s: %d dimensions, %q", test.fault, dimensions, note)
		}
	}
	calls, last := d.asked()
	if calls != before+5 || len(last) != 1 || last[0] != question {
		t.Errorf("%d calls, the last %q", calls-before, last)
	}
	ask()
	if again, _ := d.asked(); again != calls {
		t.Error("the same question is sent twice")
	}
	for _, c := range d.service.Calls() {
		if strings.Contains(c.Raw, asker.Guild) || strings.Contains(c.Raw, asker.User) {
			t.Errorf("who asks stands in %s", c.Raw)
		}
	}
	for _, private := range []string{"longshore", asker.Guild, asker.User, key} {
		if strings.Contains(d.log.String(), private) {
			t.Errorf("%q is logged", private)
		}
	}
}

// TestOffAndBudget sends nothing for a guild that is off, or beyond the budget.
func TestOffAndBudget(t *testing.T) {
	d := newDesk(t)
	d.fill(t, len(d.corpus.Articles()))
	before, _ := d.asked()
	spent, err := d.embedder.Budget.Today(t.Context())
	if err != nil || spent.Calls != int64(before) || spent.Tokens == 0 {
		t.Errorf("spent %+v for %d calls, %v", spent, before, err)
	}
	d.embedder.Off = func(guild string) bool { return guild == asker.Guild }
	if v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question); v.Dimensions() != 0 || note != "" || err != nil {
		t.Errorf("off: %v, %q, %v", v, note, err)
	}
	d.embedder.Off = nil
	d.embedder.Budget.User.Tokens = 3
	v, note, err := d.embedder.Embed(t.Context(), d.corpus, asker, question)
	if v.Dimensions() != 0 || !strings.Contains(note, "budget") || err != nil {
		t.Errorf("over the user's budget: %v, %q, %v", v, note, err)
	}
	if n, _ := d.asked(); n != before {
		t.Errorf("%d calls", n-before)
	}
	if v, _, err := d.embedder.Embed(t.Context(), d.corpus, briefing.Asker{}, question); v.Dimensions() == 0 || err != nil {
		t.Errorf("somebody else: %v, %v", v, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := d.embedder.Embed(ctx, d.corpus, briefing.Asker{}, "Who quit?"); err == nil {
		t.Error("nobody waits, and no error")
	}
}
