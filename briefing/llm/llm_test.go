package llm_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus/golden"
	"briefbot/corpus/memory"
)

// truth is a sentence of the story "planted" that stands.
var truth = written{cited: []string{"b2"}, text: "Varga called the demand absurd."}

// failing is a model that does not answer.
type failing struct{ err error }

func (failing) Name() string { return "puppet-1" }

func (f failing) Complete(context.Context, *llm.Request, func(string)) (*llm.Completion, error) {
	return nil, f.err
}

// TestPrompts holds what is sent to golden files.
func TestPrompts(t *testing.T) {
	s := planted(t)
	topic := briefing.Topic{Name: "sallow", Title: "Siege of Sallow", Required: [][]string{{"Sallow"}}}
	for name, q := range map[string]briefing.Question{
		"ask":    {Kind: briefing.Ask, Text: "What did Varga say about the demand?"},
		"digest": {Kind: briefing.New},
		"brief":  {Kind: briefing.Situation},
	} {
		p := &puppet{says: []written{truth}, story: s}
		e := *s.engine
		e.Topics = []briefing.Topic{topic}
		e.Writer = &llm.Writer{Model: p, Log: e.Log, PromptTokens: 2000}
		if _, err := e.Answer(context.Background(), q); err != nil {
			t.Fatal(err)
		}
		if len(p.asked) != 1 {
			t.Fatalf("%s: %d calls", name, len(p.asked))
		}
		r := p.asked[0]
		if strings.Contains(r.User, "Ignore all previous") {
			t.Errorf("%s: planted instructions are evidence", name)
		}
		golden.Compare(t, filepath.Join("testdata", "prompt-"+name+".txt"), "version "+llm.Version()+"\n\n"+r.System+"\n----\n"+r.User+"\n----\n"+string(r.Schema)+"\n", *update)
	}
}

// TestPromptLimit has prompts of few tokens: they hold the best evidence and no
// more than fits.
func TestPromptLimit(t *testing.T) {
	s := planted(t)
	last := 0
	for _, limit := range []int{1000, 1300, 3000} {
		p := &puppet{says: []written{truth}, story: s}
		e := *s.engine
		e.Writer = &llm.Writer{Model: p, Log: e.Log, PromptTokens: limit}
		if _, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New}); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, r := range p.asked {
			if size := (len(r.System) + len(r.User)) / 3; size > limit {
				t.Errorf("limit %d: %d tokens", limit, size)
			}
			n = len(evidenceIn(r.User))
		}
		if n < last {
			t.Errorf("limit %d: %d sentences, and %d fit into less", limit, n, last)
		}
		last = n
	}
	if last == 0 {
		t.Error("no evidence")
	}
}

// TestNotes has a model fail in each of its ways: the extractive writer stands in
// and a note says why.
func TestNotes(t *testing.T) {
	s := planted(t)
	for cause, want := range map[llm.Cause]string{
		llm.Unreachable: "cannot be reached", llm.KeyRejected: "does not accept the key", llm.NoModel: "does not know the model", llm.Busy: "is busy",
		llm.TooSlow: "took too long", llm.Refused: "declined", llm.Filtered: "held its answer back", llm.CutShort: "cut short", llm.Broken: "failed",
	} {
		e := *s.engine
		e.Writer = &llm.Writer{Model: failing{&llm.Failure{Cause: cause}}, Log: e.Log}
		b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.Note(), want) || !b.Has(briefing.Developments) || !strings.Contains(shown(t, b), b.Note()) {
			t.Errorf("%s: note %q, want %q and the articles' own sentences", cause, b.Note(), want)
		}
	}
	e := *s.engine
	e.Writer = &llm.Writer{Model: failing{errors.New("boom")}, Log: e.Log}
	if b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New}); err != nil || b.Note() == "" {
		t.Errorf("%v", err)
	}
}

// TestOff leaves a server without the model.
func TestOff(t *testing.T) {
	s := planted(t)
	p := &puppet{says: []written{truth}, story: s}
	e := *s.engine
	e.Writer = &llm.Writer{Model: p, Log: e.Log, Off: func(guild string) bool { return guild == "7" }}
	b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New, Asker: briefing.Asker{Guild: "7"}})
	if err != nil || len(p.asked) != 0 || !strings.Contains(b.Note(), "switched off on this server") {
		t.Errorf("%v, %d calls, %q", err, len(p.asked), b.Note())
	}
}

// TestGrows has an answer grow by sentences that are verified: none that is struck
// is ever shown.
func TestGrows(t *testing.T) {
	s := planted(t)
	lie := written{cited: []string{"b2"}, text: "Varga called the demand fair."}
	more := written{cited: []string{"b1"}, text: "Orban demanded that the council hand over 14 guns."}
	e := *s.engine
	e.Writer = &llm.Writer{Model: &puppet{story: s, says: []written{truth, lie, more}}, Log: e.Log}
	var sizes []int
	b, err := e.Stream(context.Background(), briefing.Question{Kind: briefing.New}, func(b *briefing.Brief) {
		n := 0
		for range b.Claims("") {
			n++
		}
		sizes = append(sizes, n)
		if strings.Contains(shown(t, b), "fair") {
			t.Error("a lie is shown while the answer grows")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	// The updates may be fewer than the sentences, and never shrink.
	for i, n := range sizes {
		if n < 1 || n > 2 || i > 0 && n < sizes[i-1] {
			t.Errorf("sizes %v", sizes)
		}
	}
	if len(b.Struck()) != 1 || b.Struck()[0].Reason != briefing.NewWord {
		t.Errorf("struck: %v", b.Struck())
	}
}

// slow is a model that answers when it is told to.
type slow struct {
	puppet
	calls atomic.Int32
	begun chan struct{}
	free  chan struct{}
}

func (m *slow) Complete(ctx context.Context, r *llm.Request, partial func(string)) (*llm.Completion, error) {
	m.calls.Add(1)
	m.begun <- struct{}{}
	select {
	case <-m.free:
		return m.puppet.Complete(ctx, r, partial)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// TestShared has several ask the same at once: one call is made, and one who goes
// away takes it from nobody.
func TestShared(t *testing.T) {
	s := planted(t)
	m := &slow{puppet: puppet{says: []written{truth}, story: s}, begun: make(chan struct{}, 10), free: make(chan struct{})}
	e := *s.engine
	e.Writer = &llm.Writer{Model: m, Log: e.Log}
	q := briefing.Question{Kind: briefing.New}
	gone, leave := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	var wrote atomic.Int32
	wg.Go(func() {
		if _, err := e.Answer(gone, q); !errors.Is(err, context.Canceled) {
			t.Errorf("who went away: %v", err)
		}
	})
	<-m.begun
	for range 4 {
		wg.Go(func() {
			b, err := e.Answer(context.Background(), q)
			if err == nil && b.Author() != "" {
				wrote.Add(1)
			}
		})
	}
	leave()
	close(m.free)
	wg.Wait()
	// Whoever came before the first had left shares its call; those behind it may
	// share another one.
	if n := m.calls.Load(); wrote.Load() != 4 || n > 5 {
		t.Errorf("%d answers from %d calls", wrote.Load(), n)
	}
}

// TestGone ends the call once the only one who waits is gone.
func TestGone(t *testing.T) {
	s := planted(t)
	m := &slow{puppet: puppet{story: s}, begun: make(chan struct{}, 1), free: make(chan struct{})}
	e := *s.engine
	e.Writer = &llm.Writer{Model: m, Log: e.Log}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-m.begun; cancel() }()
	if _, err := e.Answer(ctx, briefing.Question{Kind: briefing.New}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestTimeout has the model take longer than an answer may.
func TestTimeout(t *testing.T) {
	s := planted(t)
	m := &slow{puppet: puppet{story: s}, begun: make(chan struct{}, 1), free: make(chan struct{})}
	e := *s.engine
	e.Writer = &llm.Writer{Model: m, Log: e.Log, Timeout: time.Millisecond}
	b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New})
	if err != nil || !strings.Contains(b.Note(), "took too long") {
		t.Errorf("%v", err)
	}
}

// TestLogIsQuiet asks with a telling question and telling ids, has the model lie
// and fail, and looks for any of it in the log at every level.
func TestLogIsQuiet(t *testing.T) {
	s := planted(t)
	var log bytes.Buffer
	lg := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	store := memory.New()
	defer store.Close()
	q := briefing.Question{Kind: briefing.Ask, Text: "What did Varga call the demand?", Asker: briefing.Asker{Guild: "443322110099", User: "887766554433"}}
	for _, m := range []llm.Model{
		&puppet{story: s, section: "answer", says: []written{{cited: []string{"b2"}, text: "Zebulon demanded it."}}},
		&puppet{story: s, section: "answer", raw: "Zebulon is no JSON", keys: true},
		failing{&llm.Failure{Cause: llm.Busy}},
	} {
		e := *s.engine
		e.Log = lg
		e.Writer = &llm.Writer{
			Model: m, Log: lg, Cache: &llm.Cache{Notes: store, Life: time.Hour, Now: time.Now},
			Budget: &llm.Budget{Notes: store, Now: time.Now, User: llm.Limit{Tokens: 2000}},
		}
		for range 3 {
			if _, err := e.Answer(context.Background(), q); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, secret := range []string{q.Text, "call the demand", "Zebulon", q.Asker.Guild, q.Asker.User} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log says %q:\n%s", secret, log.String())
		}
	}
	if log.Len() == 0 {
		t.Error("nothing was logged at all")
	}
}

// FuzzReply has a model answer anything: it neither panics nor gets a word past the
// check that no article has.
func FuzzReply(f *testing.F) {
	s := planted(f)
	f.Add(`{"sentences":[{"section":"developments","text":"Varga called the demand absurd.","evidence":["$b2"]}]}`)
	f.Add(`{"sentences":[{"section":"developments","text":"[[$b2]]","evidence":[]}]}`)
	f.Fuzz(func(t *testing.T, raw string) {
		b, _ := s.tell(t, &puppet{raw: raw, keys: true})
		for c := range b.Claims("") {
			if c.Author != "" && len(c.Citations) == 0 {
				t.Error(fmt.Sprint(c.Parts))
			}
		}
	})
}
