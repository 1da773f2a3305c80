package embed

import (
	"context"
	"errors"
	"fmt"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus"
	"briefbot/corpus/embedding"
)

// Bounds of one call for passages: what services and small machines take.
const (
	batchTexts = 32
	batchBytes = 24 << 10
)

// fillLock is held by who embeds passages, so that no two processes pay for the
// same ones.
const fillLock = "embed/fill"

// Fill embeds the passages of the corpus that have no vectors, or other ones than
// the model gives now, and returns of how many articles. The corpus has them when
// it returns. What was embedded before an error is kept; the next call goes on from
// there. Progress, unless it is nil, is told how many of the articles are done.
func (e *Embedder) Fill(ctx context.Context, c *corpus.Corpus, progress func(done, of int)) (int, error) {
	unlock, err := e.Notes.Lock(ctx, fillLock)
	if err != nil {
		return 0, fmt.Errorf("embed passages: %w", err)
	}
	defer unlock()
	if _, err := c.Sync(ctx); err != nil { // another process may have embedded them meanwhile
		return 0, err
	}
	if len(c.Articles()) == 0 {
		return 0, nil
	}
	if e.seen() == 0 { // what the model gives may not be what it gave yesterday
		if _, err := e.ask(ctx, briefing.Asker{}, []string{e.Passage + "news"}); err != nil {
			return 0, fmt.Errorf("embed passages: %w", err)
		}
	}
	f := &filler{Embedder: e, corpus: c, dimensions: e.seen()}
	ids := c.Unembedded(f.dimensions)
	for i, id := range ids {
		if progress != nil {
			progress(i, len(ids))
		}
		d, err := c.Document(ctx, id)
		if errors.Is(err, corpus.ErrNotFound) {
			continue // it was removed since
		}
		if err == nil {
			err = f.add(ctx, d)
		}
		if err != nil {
			return f.done, f.end(ctx, err)
		}
	}
	err = f.flush(ctx)
	return f.done, f.end(ctx, err)
}

// seen are the dimensions of what came last, 0 if nothing did.
func (e *Embedder) seen() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dimensions
}

// A filler gathers passages, of several articles or of a part of one, for each call.
type filler struct {
	*Embedder
	corpus     *corpus.Corpus
	dimensions int
	texts      []string
	bytes      int
	pending    []*filling // the articles of the texts, and of what came already
	done       int
}

// filling is an article whose vectors come.
type filling struct {
	document *corpus.Document
	vectors  []embedding.Vector
}

func (f *filler) add(ctx context.Context, d *corpus.Document) error {
	f.pending = append(f.pending, &filling{document: d})
	for _, p := range d.Passages {
		text := f.Passage + short(d.Article.Headline.Value+". "+p.Of(d.Article.Text))
		if len(f.texts) == batchTexts || len(f.texts) > 0 && f.bytes+len(text) > batchBytes {
			if err := f.flush(ctx); err != nil {
				return err
			}
		}
		f.texts = append(f.texts, text)
		f.bytes += len(text)
	}
	return nil
}

// flush embeds what was gathered, and keeps the articles that are whole.
func (f *filler) flush(ctx context.Context) error {
	if len(f.texts) == 0 {
		return nil
	}
	vectors, err := f.ask(ctx, briefing.Asker{}, f.texts)
	if err != nil {
		return err
	}
	if d := vectors[0].Dimensions(); d != f.dimensions {
		return &llm.Failure{Cause: llm.Broken, Err: fmt.Errorf("the model gave %d dimensions and now gives %d", f.dimensions, d)}
	}
	f.texts, f.bytes = f.texts[:0], 0
	for len(f.pending) > 0 {
		a := f.pending[0]
		n := min(len(a.document.Passages)-len(a.vectors), len(vectors))
		a.vectors, vectors = append(a.vectors, vectors[:n]...), vectors[n:]
		if len(a.vectors) < len(a.document.Passages) {
			break
		}
		if err := f.corpus.PutVectors(ctx, a.document, a.vectors); err != nil {
			return err
		}
		f.pending = f.pending[1:]
		f.done++
	}
	return nil
}

// end has the corpus take in what was kept.
func (f *filler) end(ctx context.Context, err error) error {
	if err != nil {
		err = fmt.Errorf("embed passages: %w", err)
	}
	if f.done > 0 {
		_, follow := f.corpus.Sync(ctx)
		return errors.Join(err, follow)
	}
	return err
}

// State says how far the passages of a store are embedded under a model's name:
// of how many of them, and in how many dimensions most.
func (e *Embedder) State(ctx context.Context, store corpus.Store) (have, all, dimensions int, err error) {
	held := map[corpus.ID]corpus.Vectors{}
	for v, err := range store.Vectors(ctx, 0) {
		if err != nil {
			return 0, 0, 0, err
		}
		if v.Model == e.Space() {
			held[v.ID] = v
		}
	}
	count := map[int]int{}
	for change, err := range store.Changes(ctx, 0) {
		if err != nil {
			return 0, 0, 0, err
		}
		if change.Removed {
			continue
		}
		d, err := store.Document(ctx, change.ID)
		if errors.Is(err, corpus.ErrNotFound) {
			continue
		} else if err != nil {
			return 0, 0, 0, err
		}
		all += len(d.Passages)
		if v := held[change.ID]; v.Of == d.PassageSum() && len(d.Passages) > 0 {
			if list, err := embedding.Unpack(v.Packed); err == nil && len(list) > 0 {
				count[list[0].Dimensions()] += len(list)
			}
		}
	}
	for d, n := range count {
		if n > have || n == have && d > dimensions {
			have, dimensions = n, d
		}
	}
	return have, all, dimensions, nil
}
