package openai

import (
	"context"
	"fmt"

	"github.com/sashabaranov/go-openai"

	"briefbot/briefing/llm"
)

// An Embedder is a model that gives texts vectors. It implements embed.Model. It is
// safe for use by several goroutines. Use NewEmbedder to make one.
type Embedder struct {
	options    Options
	api        *openai.Client
	breaker    *breaker
	dimensions int
}

// NewEmbedder returns an embedder that asks for vectors of so many dimensions, 0
// for as many as the model gives. It calls nobody.
func NewEmbedder(o Options, dimensions int) (*Embedder, error) {
	api, err := o.connect(maxVectors)
	if err != nil {
		return nil, err
	}
	return &Embedder{options: o, api: api, breaker: &breaker{now: o.Now}, dimensions: dimensions}, nil
}

// Name is the model's name.
func (e *Embedder) Name() string { return e.options.Model }

// Embed returns a vector for each of the texts, in their order and all of the same
// dimensions, and how many tokens they took, 0 where the service does not say. An
// error is a *llm.Failure where the cause is known.
func (e *Embedder) Embed(ctx context.Context, texts []string) (vectors [][]float32, tokens int, err error) {
	if len(texts) == 0 {
		return nil, 0, nil
	}
	if err := e.breaker.allow(); err != nil {
		return nil, 0, err
	}
	answer, err := e.api.CreateEmbeddings(ctx, openai.EmbeddingRequestStrings{
		Input: texts, Model: openai.EmbeddingModel(e.options.Model), Dimensions: e.dimensions,
	})
	if err == nil {
		vectors, err = e.ordered(answer.Data, len(texts))
	}
	if err != nil {
		err = failure(ctx, err, e.options.Key)
	}
	e.breaker.record(ctx, err)
	return vectors, answer.Usage.PromptTokens, err
}

// ordered are the vectors by the numbers of their texts. A service that numbers
// none sends them in order.
func (e *Embedder) ordered(data []openai.Embedding, texts int) ([][]float32, error) {
	broken := func(format string, args ...any) error {
		return &llm.Failure{Cause: llm.Broken, Err: fmt.Errorf(format, args...)}
	}
	if len(data) != texts {
		return nil, broken("%d vectors came for %d texts", len(data), texts)
	}
	numbered := false
	for _, d := range data {
		numbered = numbered || d.Index != 0
	}
	vectors := make([][]float32, texts)
	for i, d := range data {
		if numbered {
			i = d.Index
		}
		switch {
		case i < 0 || i >= texts || vectors[i] != nil:
			return nil, broken("the vectors are numbered in a way that cannot be read")
		case len(d.Embedding) == 0:
			return nil, broken("a vector without coordinates came")
		case len(d.Embedding) != len(data[0].Embedding):
			return nil, broken("vectors of %d and of %d dimensions came", len(data[0].Embedding), len(d.Embedding))
		case e.dimensions > 0 && len(d.Embedding) != e.dimensions:
			return nil, broken("vectors of %d dimensions came, of %d were asked for", len(d.Embedding), e.dimensions)
		}
		vectors[i] = d.Embedding
	}
	return vectors, nil
}
