package bot

import (
	"context"
	"errors"

	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// previewDigest shows all of the digest, however much of it would be posted.
func (b *Bot) previewDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	since, _, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return nil, err
	}
	e, err := b.opts.Digests.Preview(ctx, s, since)
	if err != nil {
		return nil, err
	}
	l := r.language()
	head := "-# " + sayPreviewFor.in(l, s.Channel)
	if len(e.Sections)+len(e.Head)+len(e.Foot) == 0 {
		e.Foot = []string{sayWouldBeSilent.in(l)}
	}
	e.Head = append([]string{head}, e.Head...)
	return &Answer{Blocks: e.pages(maxShown - 2)}, nil
}

func (b *Bot) pauseDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild, l := s.Guild, r.language()
	s, now, err := b.opts.Digests.Book().Pause(ctx, s.ID, subscription.Pause{By: r.user})
	if err != nil {
		return nil, digestError(l, err)
	}
	s.Guild = guild
	head := sayPausedAlready.in(l)
	if now {
		head = sayPausedNow.in(l)
	}
	return b.card(ctx, l, s, head)
}

// resumeDigest looks first whether the channel takes it now.
func (b *Bot) resumeDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild, l := s.Guild, r.language()
	if err := b.mayPost(ctx, r, s); err != nil {
		return nil, err
	}
	s, now, err := b.opts.Digests.Book().Resume(ctx, s.ID)
	if err != nil {
		return nil, digestError(l, err)
	}
	s.Guild = guild
	head := sayNotPaused.in(l)
	if now {
		head = sayResumed.in(l)
	}
	return b.card(ctx, l, s, head)
}

func (b *Bot) askToRemove(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	l := r.language()
	if s.ID == subscription.Configured {
		return nil, userError(&sayInConfig, l)
	}
	yes := button(sayRemoveIt.in(l), customID("dg.remove", s.ID))
	yes.Style = styleDanger
	return &Answer{
		Blocks: []string{b.described(ctx, l, s), sayRemoveAsk.in(l)},
		rows:   []control{row(yes, button(sayKeepIt.in(l), customID("dg.show", s.ID)))},
	}, nil
}

func (b *Bot) removeDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	l := r.language()
	if s.ID == subscription.Configured {
		return nil, userError(&sayInConfig, l)
	}
	s, err := b.opts.Digests.Book().Remove(ctx, s.ID)
	if err != nil {
		return nil, digestError(l, err)
	}
	if err := Forget(ctx, b.opts.Notes, b.opts.Digests.Book(), s.Channel); err != nil {
		return nil, err
	}
	return &Answer{
		Blocks: []string{sayRemovedOne.in(l, b.described(ctx, l, s))},
		rows:   []control{row(button(sayAllDigests.in(l), customID("dg.list")))},
	}, nil
}

func (b *Bot) whyDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	item, err := bounded(r, "item", 300)
	if err != nil {
		return nil, err
	}
	since, _, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return nil, err
	}
	says, err := b.opts.Digests.Why(ctx, s, since, item)
	if err != nil {
		return nil, err
	}
	return &Answer{Blocks: says}, nil
}

// digestError makes a sentence of what the book does not take.
func digestError(l language, err error) error {
	var invalid *subscription.InvalidError
	switch {
	case errors.Is(err, subscription.ErrNotFound):
		return userError(&sayDigestGone, l)
	case !errors.As(err, &invalid):
		return err
	case invalid.Same != nil:
		return userError(&saySameDigest, l, invalid.Same.ID, markdown.Escape(whenIn(l, invalid.Same)))
	case invalid.Full > 0:
		return userError(&sayManyDigests, l, invalid.Full)
	}
	return &Refusal{invalid.Sentence}
}
