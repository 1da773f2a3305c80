package briefing

import (
	"cmp"
	"context"
	"slices"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// quotes drafts who said what: every statement of the speaker, newest article
// first, those that the articles say he did not make apart, then each article that names him without letting him speak.
func quotes(ctx context.Context, e *Evidence) ([]Claim, error) {
	if e.Speaker == nil {
		return nil, nil
	}
	byArticle := map[corpus.ID][]int{}
	var ids []corpus.ID
	for _, ref := range e.Speaker.Statements {
		if len(byArticle[ref.Article]) == 0 {
			ids = append(ids, ref.Article)
		}
		byArticle[ref.Article] = append(byArticle[ref.Article], ref.Index)
	}
	documents, err := e.read(ctx, ids)
	if err != nil {
		return nil, err
	}
	var speaking []*corpus.Document
	for _, d := range documents {
		if len(byArticle[d.Article.ID]) > 0 {
			speaking = append(speaking, d)
		}
	}
	e.reprinted = reprintsOf(speaking, newOutlets(e.Outlets))
	var claims []Claim
	for _, d := range documents {
		indexes := byArticle[d.Article.ID]
		slices.SortFunc(indexes, func(a, b int) int {
			return cmp.Compare(d.Quotations[a].Content.Start, d.Quotations[b].Content.Start)
		})
		for _, i := range indexes {
			if only := e.Question.Only; only != "" && only != kindOf(d.Quotations[i].Kind) {
				continue
			}
			if disowned(d.Article.Text, &d.Quotations[i]) {
				claims = append(claims, statementClaim(Disowned, d, &d.Quotations[i], e.Speaker.Name))
				continue
			}
			claims = append(claims, Claim{
				Section:   Statements,
				Parts:     []Part{{Cited: 1}},
				Citations: []Citation{citeStatement(d, &d.Quotations[i], e.Speaker.Name)},
			})
		}
	}
	claims = e.reprinted.together(claims)
	silent, err := e.read(ctx, e.Speaker.Mentioned)
	if err != nil {
		return nil, err
	}
	for _, d := range silent {
		if len(byArticle[d.Article.ID]) > 0 {
			continue
		}
		if span, ok := e.mention(d); ok {
			claims = append(claims, textClaim(Silent, d, span))
		}
	}
	return claims, nil
}

// read returns those of the articles that the question is about, newest first.
func (e *Evidence) read(ctx context.Context, ids []corpus.ID) ([]*corpus.Document, error) {
	var documents []*corpus.Document
	for _, id := range ids {
		d, err := e.Corpus.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		if e.Holds(d.Article) {
			documents = append(documents, d)
		}
	}
	slices.SortFunc(documents, corpus.NewestFirst)
	return documents, nil
}

// mention is the first sentence of the article's body, or else of a caption,
// that names the speaker.
func (e *Evidence) mention(d *corpus.Document) (corpus.Span, bool) {
	var caption corpus.Span
	for _, p := range d.People {
		known := e.Corpus.Resolve(p.Name)
		if len(known) != 1 || known[0] != e.Speaker {
			continue
		}
		for _, m := range p.Mentions {
			class, ok := d.ClassAt(m)
			sentence := uncut(d, d.SentenceAt(m))
			switch {
			case ok && class == clean.Body:
				return sentence, true
			case ok && class == clean.Caption && caption.Len() == 0:
				caption = sentence
			}
		}
	}
	return caption, caption.Len() > 0
}
