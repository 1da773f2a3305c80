// Package llm is the optional writer on a language model. The model chooses among
// numbered evidence and code quotes: it never types a quotation, and what it
// writes is a draft that briefing.Verify weighs sentence by sentence against what
// it cites.
//
// The way of an answer: prompt.go puts evidence under opaque keys into a prompt
// from prompts/*.tmpl; budget.go asks whether it may be spent; cache.go and
// flight.go save calls; a Model answers; reply.go reads its JSON strictly;
// compose.go makes claims of it. Where any of that fails, or too little is left
// of what the model wrote, the extractive writer's answer stands in, with a note
// that says why.
package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"briefbot/briefing"
)

// A Model completes prompts. Package openai has one.
type Model interface {
	// Name is the model's name, as readers see it.
	Name() string
	// Complete answers a request. It calls partial, unless that is nil, from the
	// same goroutine with all of the text that has come so far, as often as it
	// likes, or never. An error is a *Failure where the cause is known.
	Complete(ctx context.Context, r *Request, partial func(text string)) (*Completion, error)
}

// A Request is one prompt.
type Request struct {
	System, User string
	// Schema is the JSON Schema of the answer. A model that cannot be held to one
	// is told in the prompt.
	Schema json.RawMessage
	// MaxTokens bounds the answer.
	MaxTokens int
}

// A Completion is a model's answer.
type Completion struct {
	Text  string
	Usage Usage
}

// Usage is what a call took, in tokens.
type Usage struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// A Cause says in a word why a model did not answer.
type Cause string

const (
	Unreachable Cause = "unreachable"
	KeyRejected Cause = "key rejected"
	NoModel     Cause = "no such model"
	Busy        Cause = "busy"
	TooSlow     Cause = "too slow"
	Refused     Cause = "refused"
	Filtered    Cause = "filtered"
	CutShort    Cause = "cut short"
	NotJSON     Cause = "not JSON"
	Broken      Cause = "broken"
	OverBudget  Cause = "over budget"
	Struck      Cause = "struck"
	Switched    Cause = "switched off"
)

// notes say to readers why a model did not write an answer.
var notes = map[Cause]string{
	Unreachable: "the model cannot be reached",
	KeyRejected: "the model's service does not accept the key",
	NoModel:     "the model's service does not know the model",
	Busy:        "the model is busy",
	TooSlow:     "the model took too long",
	Refused:     "the model declined to answer",
	Filtered:    "the model's service held its answer back",
	CutShort:    "the model's answer was cut short",
	NotJSON:     "the model's answer could not be read",
	Broken:      "the model failed",
	OverBudget:  "today's budget for the model is spent",
	Struck:      "too little of what the model wrote is borne out by the articles",
	Switched:    "the model is switched off on this server",
}

// A Failure is why a model did not answer. Its text holds no secret, and nothing
// of the prompt.
type Failure struct {
	Cause Cause
	// After is how long the service asks to be left alone, 0 if it does not say.
	After time.Duration
	Err   error
}

func (f *Failure) Error() string {
	if f.Err == nil {
		return string(f.Cause)
	}
	return fmt.Sprintf("%s: %v", f.Cause, f.Err)
}

func (f *Failure) Unwrap() error { return f.Err }

// causeOf is the cause of an error.
func causeOf(err error) Cause {
	var f *Failure
	switch {
	case errors.As(err, &f):
		return f.Cause
	case errors.Is(err, context.DeadlineExceeded):
		return TooSlow
	}
	return Broken
}

// A Writer drafts answers with a model. Its fields are set before the first
// answer and not changed after.
type Writer struct {
	Model Model
	Log   *slog.Logger
	// PromptTokens bounds the prompt, AnswerTokens the answer; 0 means the
	// defaults. Tokens are estimated: there is no one way to count them.
	PromptTokens, AnswerTokens int
	// Timeout bounds an answer, all calls and pauses included; 0 means a minute.
	Timeout time.Duration
	// Budget says what may be spent, nil for no limits.
	Budget *Budget
	// Cache keeps answers, nil for none.
	Cache *Cache
	// Off says for which guilds the model is not to be asked.
	Off func(guild string) bool

	flights flights
}

// Defaults of a Writer.
const (
	defaultPromptTokens = 3000
	defaultAnswerTokens = 900
	defaultTimeout      = time.Minute
)

var _ briefing.Writer = (*Writer)(nil)

// Write implements briefing.Writer. Lists of statements, timelines and checks of
// quotations are not for a model, nor are counts of origins: those the
// extractive writer makes.
func (w *Writer) Write(ctx context.Context, e *briefing.Evidence) (*briefing.Draft, error) {
	j := jobs[e.Question.Kind]
	if j == nil {
		return briefing.Extractive{}.Write(ctx, e)
	}
	m, err := e.Material(ctx, mostSentences)
	if err != nil {
		return nil, err
	}
	if !m.Supported || m.Counted || len(m.Sentences) == 0 {
		return &briefing.Draft{Claims: m.Claims}, nil
	}
	if w.Off != nil && w.Off(e.Question.Asker.Guild) {
		return &briefing.Draft{Claims: m.Claims, Note: note(Switched)}, nil
	}
	d, err := w.write(ctx, e, m, j)
	if err == nil {
		return d, nil
	}
	instead, err := w.instead(ctx, d, err)
	if err != nil {
		return nil, err
	}
	instead.Claims = m.Claims
	return instead, nil
}

// instead is a draft without claims yet, with a note why they are not the model's;
// d is what it wrote, nil for nothing.
func (w *Writer) instead(ctx context.Context, d *briefing.Draft, err error) (*briefing.Draft, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err() // nobody waits any more
	}
	cause := causeOf(err)
	w.Log.Warn("the extractive writer stands in for the model", "model", w.Model.Name(), "cause", cause, "err", err)
	instead := &briefing.Draft{Note: note(cause), Prompt: Version()}
	if d != nil {
		instead.Struck = d.Struck
	}
	return instead, nil
}

// note is the sentence for readers.
func note(c Cause) string {
	return "Not written by the model, but in the articles' own sentences: " + notes[c] + "."
}

// write has the model write. With an error it may return a draft all the same,
// for what was struck.
func (w *Writer) write(ctx context.Context, e *briefing.Evidence, m *briefing.Material, j *job) (*briefing.Draft, error) {
	timeout := w.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	p, err := newPrompt(e, m, j, or(w.PromptTokens, defaultPromptTokens))
	if err != nil {
		return nil, err
	}
	c := &composer{prompt: p, author: w.Model.Name(), evidence: e, material: m, job: j}
	shown := 0
	grow := func(text string) {
		sentences := complete(text)
		if len(sentences) <= shown {
			return
		}
		shown = len(sentences)
		if d, err := c.draft(ctx, sentences); err == nil && len(d.Claims) > 0 {
			if err := e.Show(ctx, d); err != nil {
				w.Log.Warn("show what is written so far", "err", err)
			}
		}
	}
	text, err := w.ask(ctx, e.Question.Asker, p, e.Watched(), grow)
	if err != nil {
		return nil, err
	}
	sentences, err := parseReply(text)
	if err != nil {
		return nil, &Failure{Cause: NotJSON, Err: err}
	}
	d, err := c.draft(ctx, sentences)
	if err != nil {
		return nil, err
	}
	if !c.enough(d) {
		return d, &Failure{Cause: Struck, Err: fmt.Errorf("%d of %d sentences struck", len(d.Struck), len(sentences))}
	}
	d.Claims = append(d.Claims, c.byCode()...)
	return d, nil
}

// ask gets the answer to a prompt: one that is kept, one that is on its way, or a
// new one.
func (w *Writer) ask(ctx context.Context, asker briefing.Asker, p *prompt, stream bool, grow func(string)) (string, error) {
	key := p.hash(w.Model.Name())
	if text, ok := w.Cache.get(ctx, w.Log, key); ok {
		return text, nil
	}
	return w.flights.do(ctx, key, func(ctx context.Context, partial func(string)) (string, error) {
		request := &Request{System: p.system, User: p.user, Schema: schema(p.job), MaxTokens: or(w.AnswerTokens, defaultAnswerTokens)}
		held, err := w.Budget.Hold(ctx, asker, p.tokens(), request.MaxTokens)
		if err != nil {
			return "", err
		}
		if !stream {
			partial = nil
		}
		done, err := w.Model.Complete(ctx, request, partial)
		if err != nil {
			held.Settle(ctx, w.Log, nil)
			return "", err
		}
		usage := done.Usage
		if usage == (Usage{}) {
			usage = Usage{p.tokens(), Tokens(done.Text)}
		}
		held.Settle(ctx, w.Log, &usage)
		// What cannot be read is asked for again next time.
		if _, err := parseReply(done.Text); err == nil {
			w.Cache.put(ctx, w.Log, key, done.Text)
		}
		return done.Text, nil
	}, grow)
}

func or(a, b int) int {
	if a > 0 {
		return a
	}
	return b
}
