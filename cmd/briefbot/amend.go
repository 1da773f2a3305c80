package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/bot/outbox"
	"briefbot/corpus"
)

const (
	// amendedNote is the time before which all corrections were carried into the
	// digests that they concern.
	amendedNote = "amended"
	// settled is how long after it came a correction is done with: a digest that
	// was written from the text before it is posted by then.
	settled = 10 * time.Minute
)

// amend carries the corrections of articles into the digests that quoted them, in
// a goroutine that s.posts counts.
func (s *server) amend(ctx context.Context) {
	const busy = "corrections" // no subscription is called that
	d := s.serving.Load()
	if !d.kept || !s.begin(busy) {
		return
	}
	s.posts.Go(func() {
		defer s.end(busy)
		s.report(ctx, "correct digests", s.carry(ctx, d))
	})
}

func (s *server) carry(ctx context.Context, d *desk) error {
	raw, err := s.db.Note(ctx, amendedNote)
	if err != nil {
		return err
	}
	now := s.now()
	since := now.Add(-outbox.AmendFor)
	if raw != nil {
		done, err := time.Parse(time.RFC3339, string(raw))
		if err != nil {
			return fmt.Errorf("note %s: %w", amendedNote, err)
		}
		if done.After(since) {
			since = done
		}
	}
	var all []outbox.Amendment
	for c, err := range corpus.Corrections(ctx, s.db, since) {
		if err != nil {
			return err
		}
		a, err := d.amendment(ctx, c)
		if err != nil {
			return err
		}
		all = append(all, a)
	}
	if len(all) == 0 {
		return nil
	}
	if err := s.bot.Amend(ctx, all); err != nil {
		return err
	}
	if done := now.Add(-settled); done.After(since) {
		return s.db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{amendedNote: done.UTC().AppendFormat(nil, time.RFC3339)}})
	}
	return nil
}

// amendment says what a correction means for those who read the article.
func (d *desk) amendment(ctx context.Context, c *corpus.Correction) (outbox.Amendment, error) {
	a := outbox.Amendment{Article: c.Article, Before: c.Before, At: c.At, Down: c.Now == "", Now: c.Now, Publisher: "the source"}
	var now *corpus.Document
	if !a.Down {
		var err error
		now, err = d.store.Document(ctx, c.Now)
		switch {
		case errors.Is(err, corpus.ErrNotFound):
			// Taken out since: nothing of it can be shown.
		case err != nil:
			return a, err
		default:
			a.Sum = now.Article.Sum()
			if name := d.engine.Publisher(now.Article).Name(); name != "" {
				a.Publisher = name
			}
		}
	}
	for _, r := range c.Reworded {
		q := outbox.Requote{Before: r.Before, After: r.After, Speaker: r.AfterSpeaker}
		q.Shown = now != nil && stands(now, r.After)
		a.Quotes = append(a.Quotes, q)
	}
	return a, nil
}

// stands reports whether words are what stands between quotation marks somewhere in
// an article, without any other such mark.
func stands(d *corpus.Document, words string) bool {
	if words == "" || strings.ContainsAny(words, "“”„\"") {
		return false
	}
	return slices.ContainsFunc(d.Quotations, func(q corpus.Quotation) bool {
		return slices.ContainsFunc(q.Fragments, func(f corpus.Span) bool { return f.Of(d.Article.Text) == words })
	})
}
