package briefing

import (
	"context"
	"fmt"

	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// Material is what a writer that chooses among sentences may choose from.
type Material struct {
	// Claims are what the extractive writer drafts from the same evidence.
	Claims []Claim
	// Sentences are ordered by how much they matter to the question.
	Sentences []Sentence
	// Supported is false where the corpus does not say: then there is nothing to
	// write.
	Supported bool
	// Counted is true where the answer is a count of origins, which is for code
	// alone to make.
	Counted bool
}

// A Sentence is a sentence of an article, or several where a quotation goes on
// over them.
type Sentence struct {
	Document *corpus.Document
	Span     corpus.Span
	// Quotable are the statements in quotation marks, of a known speaker, that
	// lie in it.
	Quotable []*corpus.Quotation
}

// Material gathers at most limit sentences. Sentences that speak to a machine are
// left out.
func (e *Evidence) Material(ctx context.Context, limit int) (*Material, error) {
	m := &Material{Supported: true}
	seen := map[place]bool{}
	add := func(d *corpus.Document, span corpus.Span) {
		if len(m.Sentences) < limit {
			m.add(seen, d, span)
		}
	}
	var err error
	if m.Claims, err = (Extractive{}).claims(ctx, e); err != nil {
		return nil, err
	}
	if e.Question.Kind == Ask {
		in, err := e.inquire(ctx)
		if err != nil {
			return nil, err
		}
		m.Supported = in.answered()
		m.Counted = in.asked.question.confirmed
		for _, s := range in.asked.found {
			add(s.document, s.span)
		}
		return m, nil
	}
	var cited []*corpus.Document
	for _, c := range m.Claims {
		for _, citation := range c.Citations {
			d, err := e.Corpus.Document(ctx, citation.Article)
			if err != nil {
				return nil, fmt.Errorf("read evidence: %w", err)
			}
			add(d, d.SentenceAt(citation.Span))
			cited = append(cited, d)
		}
	}
	m.Supported = len(m.Sentences) > 0
	for _, d := range append(cited, e.Documents...) {
		for _, span := range d.Sentences(clean.Body) {
			if words := span.Of(d.Article.Text); e.Topic == nil || e.Topic.groupsIn(words) > 0 && !modality.Leans(words) {
				add(d, span)
			}
		}
	}
	return m, nil
}

// MaterialOf gathers the sentences that the claims cite first, in their order, but
// for those that speak to a machine. It has no claims.
func (e *Evidence) MaterialOf(ctx context.Context, claims []Claim) (*Material, error) {
	m := &Material{Supported: true}
	seen := map[place]bool{}
	for i := range claims {
		citation := &claims[i].Citations[0]
		d, err := e.Corpus.Document(ctx, citation.Article)
		if err != nil {
			return nil, fmt.Errorf("read evidence: %w", err)
		}
		m.add(seen, d, citation.Span)
	}
	return m, nil
}

// add adds a sentence of an article's body that was not seen yet.
func (m *Material) add(seen map[place]bool, d *corpus.Document, span corpus.Span) {
	span = uncut(d, span)
	p := place{d.Article.ID, span}
	if class, ok := d.ClassAt(span); seen[p] || !ok || class != clean.Body || planted(span.Of(d.Article.Text)) {
		return
	}
	seen[p] = true
	s := Sentence{Document: d, Span: span}
	for i := range d.Quotations {
		if q := &d.Quotations[i]; q.Kind != corpus.Reported && q.Speaker != "" && span.Covers(q.Content) {
			s.Quotable = append(s.Quotable, q)
		}
	}
	m.Sentences = append(m.Sentences, s)
}

// InOwnWords is the claim that an article's sentence makes where a model's wording of
// it is struck: verbatim, with what it needs to be read alone. It reports false where
// that is longer than a sentence of a model may be, or still needs what stood before
// it.
func (e *Evidence) InOwnWords(section Section, s Sentence) (Claim, bool) {
	claim := standing(e.Corpus, section, s.Document, s.Span)
	shown := 0
	for i, p := range claim.Parts {
		if p.Cited == 0 {
			continue
		}
		words := claim.Citations[p.Cited-1].Words
		if shown += len(words); i == 0 && dangles(words) {
			return claim, false
		}
	}
	return claim, shown <= maxWritten
}

// Verify says which of the claims the articles bear out.
func (e *Evidence) Verify(ctx context.Context, claims []Claim) (kept []Claim, struck []Unsupported, err error) {
	b, struck, err := Verify(ctx, e.Corpus, &Draft{Question: e.Question, Claims: claims})
	if err != nil {
		return nil, nil, err
	}
	return b.claims, struck, nil
}

// Watched reports whether somebody watches the draft grow.
func (e *Evidence) Watched() bool { return e.grow != nil }

// Show shows what a draft has so far to whoever watches it grow.
func (e *Evidence) Show(ctx context.Context, d *Draft) error {
	if e.grow == nil {
		return nil
	}
	part := *d
	part.Question = e.Question
	return e.grow(ctx, &part)
}
