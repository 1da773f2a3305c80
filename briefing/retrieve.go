package briefing

import (
	"context"

	"briefbot/corpus"
)

// Retrieved is what the corpus has on a question.
type Retrieved struct {
	// Hits are passages, best first.
	Hits []corpus.Hit
	// Supported says whether they support an answer; if not, they come near and
	// Reason says what is missing.
	Supported bool
	Reason    string
}

// Retrieve finds passages for a question.
func (e *Engine) Retrieve(ctx context.Context, q Question, limit int) (*Retrieved, error) {
	hits, err := e.Corpus.Search(ctx, corpus.Query{Text: q.Text, Asked: q.Asked, Limit: limit})
	if err != nil {
		return nil, err
	}
	return &Retrieved{Hits: hits, Supported: true}, nil
}
