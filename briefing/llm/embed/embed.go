// Package embed has a service turn texts into vectors, so that questions in other
// words than the articles' find their passages: those of the passages beforehand
// (fill.go), that of a question when it is asked. What is spent is bounded as for
// a model that writes; where anything fails the search is by words alone, and the
// reader is told.
package embed

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus"
	"briefbot/corpus/embedding"
)

// A Model gives texts vectors. Package openai has one.
type Model interface {
	// Name is the model's name.
	Name() string
	// Embed returns a vector for each text, all of the same dimensions, and how many
	// tokens they took, 0 if that is unknown. An error is a *llm.Failure where the
	// cause is known.
	Embed(ctx context.Context, texts []string) (vectors [][]float32, tokens int, err error)
}

// An Embedder asks a model for vectors. Its fields are set before it is used and
// not changed after. It implements briefing.Embedder.
type Embedder struct {
	Model Model
	Log   *slog.Logger
	// Passage and Question stand before what is embedded, for models that want to be
	// told which is which.
	Passage, Question string
	// Timeout bounds what a question waits for; 0 means 10 seconds.
	Timeout time.Duration
	// Budget says what may be spent, nil for no limits.
	Budget *llm.Budget
	// Notes is where who embeds passages is settled between processes.
	Notes llm.Notes
	// Off says for which guilds no question is sent.
	Off func(guild string) bool

	mu         sync.Mutex
	dimensions int // of what came last; 0 before
	kept       map[[sha256.Size]byte]embedding.Vector
}

var _ briefing.Embedder = (*Embedder)(nil)

const (
	defaultTimeout = 10 * time.Second
	// mostKept is how many questions' vectors are kept, so that the same question
	// has the same answer and is paid for once.
	mostKept = 500
	// longest is how much of a text is embedded, in bytes: many models take 512
	// tokens, and a passage has some 400 bytes.
	longest = 1600
)

// Space is the name under which a corpus keeps the vectors: what is of another model
// or was embedded in another way cannot be compared.
func (e *Embedder) Space() string {
	if e.Passage == "" {
		return e.Model.Name()
	}
	return e.Model.Name() + " (" + strings.TrimSpace(e.Passage) + ")"
}

// notes say to readers why no meanings were compared.
var notes = map[llm.Cause]string{
	llm.Unreachable: "the service that compares meanings cannot be reached",
	llm.KeyRejected: "the service that compares meanings does not accept the key",
	llm.NoModel:     "the service that compares meanings does not know the model",
	llm.Busy:        "the service that compares meanings is busy",
	llm.TooSlow:     "the service that compares meanings took too long",
	llm.OverBudget:  "today's budget for comparing meanings is spent",
}

func note(cause llm.Cause) string {
	says, ok := notes[cause]
	if !ok {
		says = "the service that compares meanings failed"
	}
	return "Searched for by words alone: " + says + "."
}

// Embed implements briefing.Embedder. Nothing is sent as long as passages of the
// corpus are without vectors, or for a guild that is off.
func (e *Embedder) Embed(ctx context.Context, c *corpus.Corpus, asker briefing.Asker, question string) (embedding.Vector, string, error) {
	have, all, dimensions := c.Embedded()
	if all == 0 || have < all || e.Off != nil && e.Off(asker.Guild) {
		return embedding.Vector{}, "", nil
	}
	text := e.Question + short(question)
	key := sha256.Sum256([]byte(text))
	e.mu.Lock()
	v, ok := e.kept[key]
	e.mu.Unlock()
	if ok && v.Dimensions() == dimensions {
		return v, "", nil
	}
	timeout := e.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	bounded, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	vectors, err := e.ask(bounded, asker, []string{text})
	if ctx.Err() != nil {
		return embedding.Vector{}, "", ctx.Err() // nobody waits any more
	} else if err != nil {
		cause := causeOf(err)
		e.Log.Warn("the question is searched for by words alone", "model", e.Model.Name(), "cause", cause, "err", err)
		return embedding.Vector{}, note(cause), nil
	}
	v = vectors[0]
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.kept) >= mostKept || e.kept == nil {
		e.kept = map[[sha256.Size]byte]embedding.Vector{}
	}
	e.kept[key] = v
	if v.Dimensions() != dimensions {
		e.Log.Warn("the model has other dimensions than before: the passages are embedded again", "model", e.Model.Name(), "before", dimensions, "now", v.Dimensions())
	}
	return v, "", nil
}

func causeOf(err error) llm.Cause {
	var f *llm.Failure
	switch {
	case errors.As(err, &f):
		return f.Cause
	case errors.Is(err, context.DeadlineExceeded):
		return llm.TooSlow
	}
	return llm.Broken
}

// ask embeds texts, within the budget.
func (e *Embedder) ask(ctx context.Context, asker briefing.Asker, texts []string) ([]embedding.Vector, error) {
	estimate := 0
	for _, t := range texts {
		estimate += llm.Tokens(t)
	}
	held, err := e.Budget.Hold(ctx, asker, estimate, 0)
	if err != nil {
		return nil, err
	}
	raw, tokens, err := e.Model.Embed(ctx, texts)
	if err != nil {
		held.Settle(ctx, e.Log, nil)
		return nil, err
	}
	if tokens <= 0 {
		tokens = estimate
	}
	held.Settle(ctx, e.Log, &llm.Usage{Prompt: tokens})
	if len(raw) != len(texts) {
		return nil, &llm.Failure{Cause: llm.Broken, Err: fmt.Errorf("%d vectors for %d texts", len(raw), len(texts))}
	}
	vectors := make([]embedding.Vector, len(raw))
	for i, r := range raw {
		if vectors[i], err = embedding.Of(r); err != nil {
			return nil, &llm.Failure{Cause: llm.Broken, Err: err}
		}
		if vectors[i].Dimensions() != vectors[0].Dimensions() {
			return nil, &llm.Failure{Cause: llm.Broken, Err: errors.New("vectors of different dimensions")}
		}
	}
	e.mu.Lock()
	e.dimensions = vectors[0].Dimensions()
	e.mu.Unlock()
	return vectors, nil
}

// short is a text in one line, cut where it is too long for a model.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= longest {
		return text
	}
	at := longest
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return text[:at]
}
