package bm25

// A Part is what one term of a query adds to a document's score.
type Part struct {
	Term  string
	TF    int // how often the document holds it
	DF    int // documents that hold it
	IDF   float64
	Score float64
}

// Explain returns the parts of a document's score, in the order in which Search
// sums them; their sum is that score to the last bit. Terms that the document
// does not hold have no part, and a document that is not there has none at all.
func (x *Index) Explain(doc uint32, query []Term) []Part {
	x.mu.RLock()
	defer x.mu.RUnlock()
	slot, ok := x.t.slot(doc)
	if !ok {
		return nil
	}
	score := x.scorer()
	var parts []Part
	var c cursor
	for _, f := range x.factors(score, query) {
		c.stand(&x.t.lists[f.number])
		if tf, ok := c.finds(slot); ok {
			parts = append(parts, Part{
				Term: f.text, TF: int(tf), DF: int(x.t.df(f.number)), IDF: f.idf,
				Score: score.of(f.factor, tf, x.t.lengths[slot]),
			})
		}
	}
	return parts
}

// Has reports whether the document is in the index.
func (x *Index) Has(doc uint32) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, ok := x.t.slot(doc)
	return ok
}
