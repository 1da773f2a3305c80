package corpus

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"briefbot/corpus/bm25"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// A Query asks for passages.
type Query struct {
	// Text is searched for by its terms.
	Text string
	// Articles says which articles may answer; nil means all. It is called with
	// the corpus locked and calls none of its methods.
	Articles func(*Article) bool
	// Limit is the number of hits wanted; 0 means 10.
	Limit int
}

// A Hit is a passage that answers a query.
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

// candidates is how many passages per wanted hit are ranked in full.
const candidates = 12

// Weights of what news knows beyond BM25, chosen by hand on the shared articles.
const (
	adjacentBonus = 0.35 // per pair of neighbouring terms, of the pair's mean BM25 weight
	articleShare  = 0.3  // of the best score among the article's passages
	captionShare  = 0.7  // of a caption's own score: it tells of the picture
)

// Search returns the best passages for the query, best first. Equal scores are
// ordered by article and offset, so that the same corpus gives the same hits.
func (c *Corpus) Search(ctx context.Context, q Query) ([]Hit, error) {
	limit := cmp.Or(q.Limit, 10)
	wanted := segment.Terms(nil, q.Text)
	terms := queryTerms(wanted)
	if len(terms) == 0 {
		return nil, nil
	}
	c.mu.RLock()
	found := c.index.SearchFunc(terms, limit*candidates, func(n uint32) bool {
		return q.Articles == nil || q.Articles(c.entries[c.passages[n].article].article)
	})
	refs := make([]passageRef, len(found))
	for i, h := range found {
		refs[i] = c.passages[h.Doc]
	}
	weight := map[string]float64{}
	for _, t := range terms {
		weight[t.Text] = c.rarity(t.Text)
	}
	c.mu.RUnlock()

	best := map[ID]float64{}
	var hits []Hit
	for i, ref := range refs {
		d, err := c.Document(ctx, ref.article)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if ref.number >= len(d.Passages) {
			continue
		}
		h := Hit{Document: d, Passage: d.Passages[ref.number]}
		h.add("bm25", found[i].Score)
		h.add("adjacent terms", adjacent(wanted, segment.Terms(nil, h.Passage.Of(d.Article.Text)), weight))
		if h.Passage.Class == clean.Caption {
			h.add("caption", -(1-captionShare)*h.Score)
		}
		best[ref.article] = max(best[ref.article], h.Score)
		hits = append(hits, h)
	}
	for i := range hits {
		hits[i].add("article", articleShare*best[hits[i].Document.Article.ID])
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(
			cmp.Compare(b.Score, a.Score),
			cmp.Compare(a.Document.Article.ID, b.Document.Article.ID),
			cmp.Compare(a.Passage.Start, b.Passage.Start))
	})
	return hits[:min(limit, len(hits))], nil
}

func (h *Hit) add(name string, value float64) {
	if value != 0 {
		h.Score += value
		h.Why = append(h.Why, Factor{name, value})
	}
}

// queryTerms counts a term that the question repeats once.
func queryTerms(terms []string) []bm25.Term {
	var unique []bm25.Term
	for _, t := range terms {
		if !slices.ContainsFunc(unique, func(u bm25.Term) bool { return u.Text == t }) {
			unique = append(unique, bm25.Term{Text: t, Weight: 1})
		}
	}
	return unique
}

// adjacent rewards pairs of terms that follow each other in the question and in
// the passage: "foreign minister" is more than "foreign" and "minister".
func adjacent(wanted, passage []string, weight map[string]float64) float64 {
	bonus := 0.0
	for i := 1; i < len(wanted); i++ {
		for j := 1; j < len(passage); j++ {
			if passage[j-1] == wanted[i-1] && passage[j] == wanted[i] {
				bonus += adjacentBonus * (weight[wanted[i-1]] + weight[wanted[i]]) / 2
				break
			}
		}
	}
	return bonus
}
