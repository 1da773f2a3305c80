package corpus

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"briefbot/corpus/embedding"
)

// A Query asks for passages.
type Query struct {
	// Text is searched for by its terms, and read for the outlets and the days
	// that it names.
	Text string
	// Articles says which articles may answer; nil means all. It is called with
	// the corpus locked and calls none of its methods.
	Articles func(*Article) bool
	// Asked is when the question was asked, zero if that is unknown: what was
	// published in the days before comes first.
	Asked time.Time
	// Vector is what the corpus's model makes of the text; none for the search by
	// words alone, which it is too where a passage has no vector of that model yet,
	// or one of other dimensions.
	Vector embedding.Vector
	// Copies makes passages be shown that others before them have nearly word by word.
	Copies bool
	// Limit is the number of hits wanted; 0 means 10.
	Limit int
}

// A Hit is a passage that answers a query: up to three consecutive sentences.
type Hit struct {
	Document *Document
	Passage  Passage
	Score    float64
	// Why breaks the score down, in the order in which it was added up.
	Why []Factor
}

// A Factor is one part of a score.
type Factor struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// Search returns the best passages for the query, best first, of which no two
// share a sentence. Equal scores are ordered by article and offset, so that the
// same corpus gives the same hits.
//
// A question that names outlets has a ranking for each mention and the hits are
// taken from these by how likely each is to answer its part, so that a hit may score
// more than one before it.
func (c *Corpus) Search(ctx context.Context, q Query) ([]Hit, error) {
	q.Limit = cmp.Or(q.Limit, 10)
	c.mu.RLock()
	var found []*contender
	if r := c.index.read(&q); len(r.terms) > 0 {
		if !c.complete(q.Vector.Dimensions()) {
			r.vector = embedding.Vector{}
		}
		found = c.index.rank(r)
	}
	c.mu.RUnlock()
	var hits []Hit
	for _, f := range found {
		d, err := c.Document(ctx, f.article.article.ID)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if p, ok := f.window.in(d); ok {
			hits = append(hits, Hit{Document: d, Passage: p, Score: f.score, Why: f.why()})
		}
	}
	return hits, nil
}
