package corpus

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"briefbot/corpus/bm25"
	"briefbot/corpus/embedding"
)

// What the vectors of a model count for.
const (
	meaningShare      = .4  // of a score, beside what words count for
	meaningCandidates = 100 // passages that are ranked because they are near
)

// vectors are those of one document, as they are held.
type vectors struct {
	Vectors
	list []embedding.Vector // nil for another model's
}

// newVectors reads what was put into the store since the last time.
func (c *Corpus) newVectors(ctx context.Context) ([]vectors, error) {
	if c.options.Model == "" {
		return nil, nil
	}
	var found []vectors
	for v, err := range c.store.Vectors(ctx, c.vectors) {
		if err != nil {
			return nil, err
		}
		held := vectors{Vectors: v}
		if v.Model == c.options.Model {
			if held.list, err = embedding.Unpack(v.Packed); err != nil {
				c.options.Log.Warn("vectors are left out", "article", v.ID, "err", err)
			}
		}
		held.Packed = nil
		found = append(found, held)
	}
	return found, nil
}

// takeVectors gives passages their vectors. Those of other passages than the corpus
// has are of a document that changed since: others follow.
func (c *Corpus) takeVectors(found []vectors) {
	if len(found) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range found {
		if e := c.entries[v.ID]; e != nil && e.cuts == v.Of {
			e.held.vectors = v.list
		}
		c.vectors = v.Seq
	}
}

// embedded reports whether the passages of the article have vectors of these
// dimensions.
func (a *heldArticle) embedded(dimensions int) bool {
	return len(a.passages) == 0 || len(a.vectors) > 0 && a.vectors[0].Dimensions() == dimensions
}

// complete reports whether all passages have vectors of these dimensions: else the
// near ones among them would hide the others.
func (c *Corpus) complete(dimensions int) bool {
	if dimensions == 0 {
		return false
	}
	for _, e := range c.entries {
		if !e.held.embedded(dimensions) {
			return false
		}
	}
	return true
}

// Embedded counts the passages, and those of them that have vectors of the model of
// the corpus, of the dimensions that most have.
func (c *Corpus) Embedded() (have, all, dimensions int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	count := map[int]int{}
	for _, e := range c.entries {
		n := len(e.held.passages)
		all += n
		if len(e.held.vectors) > 0 {
			count[e.held.vectors[0].Dimensions()] += n
		}
	}
	for d, n := range count {
		if n > have || n == have && d > dimensions {
			have, dimensions = n, d
		}
	}
	return have, all, dimensions
}

// Unembedded returns the articles whose passages have no vectors of these
// dimensions, ordered by ID.
func (c *Corpus) Unembedded(dimensions int) []ID {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var ids []ID
	for id, e := range c.entries {
		if !e.held.embedded(dimensions) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// PutVectors keeps what the model of the corpus makes of the passages of a document,
// a vector for each.
func (c *Corpus) PutVectors(ctx context.Context, d *Document, list []embedding.Vector) error {
	if len(list) != len(d.Passages) {
		return fmt.Errorf("vectors of article %s: %d for %d passages", d.Article.ID, len(list), len(d.Passages))
	}
	return c.store.Put(ctx, &Batch{Vectors: []Vectors{{
		ID: d.Article.ID, Model: c.options.Model, Of: d.PassageSum(), Packed: embedding.Pack(list),
	}}})
}

// cosine is how near the passage is to what the request asks.
func (p *heldPassage) cosine(r *request) float64 {
	if int(p.number) >= len(p.article.vectors) {
		return 0
	}
	return embedding.Cosine(r.vector, p.article.vectors[p.number])
}

// A nearPassage is a passage, by its number in the index, with its cosine.
type nearPassage struct {
	number uint32
	of     *heldPassage
	cosine float64
}

func compareNear(a, b nearPassage) int {
	return cmp.Or(
		cmp.Compare(b.cosine, a.cosine),
		cmp.Compare(a.of.article.article.ID, b.of.article.article.ID),
		cmp.Compare(a.of.number, b.of.number))
}

// near are the passages whose vectors are nearest to the question's.
func (x *newsIndex) near(r *request, p *part) []nearPassage {
	best := make([]nearPassage, 0, meaningCandidates+1)
	for _, a := range x.numbered {
		if a == nil || !p.admits(a) || r.articles != nil && !r.articles(a.article) {
			continue
		}
		for _, n := range a.passages {
			passage := x.held[n]
			found := nearPassage{n, passage, passage.cosine(r)}
			if len(best) == meaningCandidates && compareNear(found, best[len(best)-1]) > 0 {
				continue
			}
			at, _ := slices.BinarySearchFunc(best, found, compareNear)
			best = slices.Insert(best, at, found)
			best = best[:min(len(best), meaningCandidates)]
		}
	}
	return best
}

// bring adds the windows of the passages that are near in meaning.
func (x *newsIndex) bring(r *request, p *part, list []*contender, s *windowScratch) []*contender {
	known := make(map[*heldPassage]bool, candidates)
	for _, c := range list {
		known[c.passage] = true
	}
	var hits []bm25.Hit
	for _, n := range x.near(r, p) {
		if !known[n.of] {
			hits = append(hits, bm25.Hit{Doc: n.number, Score: s.bm25(n.of.terms.decode(nil))})
		}
	}
	return append(list, x.contenders(r, hits, 0, s)...)
}

// fuse adds what meaning counts to the scores by words.
func fuse(r *request, list []*contender) {
	if len(list) == 0 {
		return
	}
	cosines := make([]float64, len(list))
	least, most := list[0].score, list[0].score
	for i, c := range list {
		cosines[i] = c.passage.cosine(r)
		least, most = min(least, c.score), max(most, c.score)
	}
	span := most - least
	if span == 0 {
		span = 1
	}
	far, near := slices.Min(cosines), slices.Max(cosines)
	for i, c := range list {
		if near > far {
			c.values[nearMeaning] = span * (cosines[i] - far) / (near - far)
		}
		c.weigh()
	}
}
