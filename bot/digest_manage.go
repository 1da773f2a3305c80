package bot

import (
	"context"
	"errors"
	"strings"

	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// previewDigest shows all of the digest, however much of it would be posted.
func (b *Bot) previewDigest(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	since, _, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return nil, err
	}
	e, err := b.opts.Digests.Preview(ctx, s, since)
	if err != nil {
		return nil, err
	}
	head := "-# Preview for <#" + s.Channel + ">: nothing is posted, and the next digest tells the same and what comes until then."
	if len(e.Sections)+len(e.Head)+len(e.Foot) == 0 {
		e.Foot = []string{"Nothing is new. This digest is silent then, so it would not be posted."}
	}
	e.Head = append([]string{head}, e.Head...)
	return &Answer{Blocks: e.pages(maxShown - 2)}, nil
}

func (b *Bot) pauseDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild := s.Guild
	s, now, err := b.opts.Digests.Book().Pause(ctx, s.ID, subscription.Pause{By: r.user})
	if err != nil {
		return nil, digestError(err)
	}
	s.Guild = guild
	head := "It is paused already. "
	if now {
		head = "Paused. "
	}
	return b.card(ctx, s, head)
}

// resumeDigest looks first whether the channel takes it now.
func (b *Bot) resumeDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild := s.Guild
	if err := b.mayPost(ctx, r, s.Channel, s.Role); err != nil {
		return nil, err
	}
	s, now, err := b.opts.Digests.Book().Resume(ctx, s.ID)
	if err != nil {
		return nil, digestError(err)
	}
	s.Guild = guild
	head := "It was not paused. "
	if now {
		head = "Resumed: the next one tells what is new since the last. "
	}
	return b.card(ctx, s, head)
}

func (b *Bot) askToRemove(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	if s.ID == subscription.Configured {
		return nil, &UserError{"This digest is in the configuration of the bot: whoever runs the bot can take it out there. Here it can be paused."}
	}
	yes := button("Remove it", customID("dg.remove", s.ID))
	yes.Style = styleDanger
	return &Answer{
		Blocks: []string{"Remove the digest **" + markdown.Escape(b.titleOf(ctx, s)) + "** in <#" + s.Channel + ">, " + markdown.Escape(s.When()) + "? What it has posted stays."},
		rows:   []control{row(yes, button("Keep it", customID("dg.show", s.ID)))},
	}, nil
}

func (b *Bot) removeDigest(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	s, err := b.opts.Digests.Book().Remove(ctx, s.ID)
	if err != nil {
		return nil, digestError(err)
	}
	if err := Forget(ctx, b.opts.Notes, b.opts.Digests.Book(), s.Channel); err != nil {
		return nil, err
	}
	return &Answer{
		Blocks: []string{"Removed: **" + markdown.Escape(b.titleOf(ctx, s)) + "** in <#" + s.Channel + ">, " + markdown.Escape(s.When()) + "."},
		rows:   []control{row(button("All digests", customID("dg.list")))},
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
func digestError(err error) error {
	var invalid *subscription.InvalidError
	switch {
	case errors.As(err, &invalid):
		return &UserError{markdown.Escape(sentence(invalid.Sentence))}
	case errors.Is(err, subscription.ErrNotFound):
		return &UserError{"This digest is not there any more."}
	}
	return err
}

// sentence begins a text with a capital and ends it with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
