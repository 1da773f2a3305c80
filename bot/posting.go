package bot

import (
	"context"
	"errors"

	"briefbot/bot/outbox"
)

// underway does work that Run waits for at its end, and that ends when everything must.
func (b *Bot) underway(ctx context.Context, work func(context.Context) error) error {
	if !b.begin() {
		return errors.New("the bot is ending")
	}
	defer b.work.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.life, cancel)()
	return work(ctx)
}

// PostDigest posts the digest of a slot once, as Outbox.Post does. Run waits for it.
func (b *Bot) PostDigest(ctx context.Context, slot outbox.Slot, compose outbox.Compose) error {
	return b.underway(ctx, func(ctx context.Context) error { return b.outbox.Post(ctx, slot, compose) })
}

// Amend corrects digests that were posted, as Outbox.Amend does. Run waits for it.
func (b *Bot) Amend(ctx context.Context, all []outbox.Amendment) error {
	if len(all) == 0 {
		return nil
	}
	return b.underway(ctx, func(ctx context.Context) error { return b.outbox.Amend(ctx, all) })
}

// Notify posts a notice once, as Outbox.Notify does. Run waits for it.
func (b *Bot) Notify(ctx context.Context, n outbox.Notice) error {
	return b.underway(ctx, func(ctx context.Context) error { return b.outbox.Notify(ctx, n) })
}

// Told returns what a channel has been told, as the function of package outbox does.
func (b *Bot) Told(ctx context.Context, channel, subscription string) (state []byte, last string, err error) {
	return outbox.Told(ctx, b.opts.Notes, channel, subscription)
}

// GuildOf is the server that a channel belongs to.
func (b *Bot) GuildOf(ctx context.Context, channel string) (string, error) {
	return b.channels.GuildOf(ctx, channel)
}
