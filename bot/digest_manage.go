package bot

import (
	"context"
	"errors"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/outbox"
	"briefbot/bot/say"
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
	head := "-# " + say.PreviewFor.In(l, s.Channel)
	if len(e.Sections)+len(e.Head)+len(e.Foot) == 0 {
		e.Foot = []string{say.WouldBeSilent.In(l)}
	}
	e.Head = append([]string{head}, e.Head...)
	return &Answer{Blocks: e.Pages(maxShown - 2)}, nil
}

func (b *Bot) pauseDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild, l := s.Guild, r.language()
	s, now, err := b.opts.Digests.Book().Pause(ctx, s.ID, subscription.Pause{By: r.user})
	if err != nil {
		return nil, digestError(l, err)
	}
	s.Guild = guild
	head := say.PausedAlready.In(l)
	if now {
		head = say.PausedNow.In(l)
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
	head := say.NotPaused.In(l)
	if now {
		head = say.Resumed.In(l)
	}
	return b.card(ctx, l, s, head)
}

func (b *Bot) askToRemove(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	l := r.language()
	if s.ID == subscription.Configured {
		return nil, userError(&say.InConfig, l)
	}
	yes := message.Button(say.RemoveIt.In(l), message.CustomID("dg.remove", s.ID))
	yes.Style = message.StyleDanger
	return &Answer{
		Blocks: []string{b.described(ctx, l, s), say.RemoveAsk.In(l)},
		rows:   []message.Control{message.Row(yes, message.Button(say.KeepIt.In(l), message.CustomID("dg.show", s.ID)))},
	}, nil
}

func (b *Bot) removeDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	l := r.language()
	if s.ID == subscription.Configured {
		return nil, userError(&say.InConfig, l)
	}
	s, err := b.opts.Digests.Book().Remove(ctx, s.ID)
	if err != nil {
		return nil, digestError(l, err)
	}
	if err := outbox.Forget(ctx, b.opts.Notes, b.opts.Digests.Book(), s.Channel); err != nil {
		return nil, err
	}
	return &Answer{
		Blocks: []string{say.RemovedOne.In(l, b.described(ctx, l, s))},
		rows:   []message.Control{message.Row(message.Button(say.AllDigests.In(l), message.CustomID("dg.list")))},
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
func digestError(l language.Language, err error) error {
	var invalid *subscription.InvalidError
	switch {
	case errors.Is(err, subscription.ErrNotFound):
		return userError(&say.DigestGone, l)
	case !errors.As(err, &invalid):
		return err
	case invalid.Same != nil:
		return userError(&say.SameDigest, l, invalid.Same.ID, markdown.Escape(say.When(l, invalid.Same)))
	case invalid.Full > 0:
		return userError(&say.ManyDigests, l, invalid.Full)
	}
	return &Refusal{invalid.Sentence}
}
