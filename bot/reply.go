package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/bot/say"
)

// replyTime is how long the bot tries to deliver an answer. The right to answer
// ends after 15 minutes.
const replyTime = 2 * time.Minute

// deliver edits the first page into the message that says that the bot is
// thinking, and sends the others after it.
func (b *Bot) deliver(r *request, pages []message.Message, private bool) error {
	ctx, cancel := context.WithTimeout(b.life, replyTime)
	defer cancel()
	err := b.edit(ctx, r, pages[0])
	if notTaken(err) {
		// The page is not what Discord takes: the user is not left waiting.
		return errors.Join(err, b.edit(ctx, r, message.Message{Content: say.Broken.In(r.language()), Mentions: message.Nobody}))
	}
	late := func(pages []message.Message, err error) error {
		if private && !r.alone {
			return err // it is for nobody else
		}
		return b.deliverLate(ctx, r, pages, err)
	}
	if err != nil {
		return late(pages, err)
	}
	for n, page := range pages[1:] {
		if private {
			page.Flags |= discordgo.MessageFlagsEphemeral
		}
		err := b.followUp(r, page)
		if notTaken(err) {
			// Whoever reads knows then that something is missing, and where.
			b.log.Warn("a page is not shown", "command", r.command, "page", n+2, "err", err)
			err = b.followUp(r, message.Message{Content: say.PageMissing.In(r.language()), Mentions: message.Nobody, Flags: page.Flags & discordgo.MessageFlagsEphemeral})
		}
		if err != nil {
			return late(pages[n+1:], err)
		}
	}
	return nil
}

// notTaken reports whether Discord refused what a message says, not who says it or
// when: another one may be taken.
func notTaken(err error) bool {
	_, status := rest.Code(err)
	return status == http.StatusBadRequest || status == http.StatusForbidden || status == http.StatusRequestEntityTooLarge
}

// deliverLate posts pages in the channel where err says that the right to answer
// has ended. Who reads along there must be allowed to: see request.alone.
func (b *Bot) deliverLate(ctx context.Context, r *request, pages []message.Message, err error) error {
	if c, _ := rest.Code(err); c != rest.CodeTokenExpired || r.channel == "" {
		return err
	}
	for n, page := range pages {
		page.Flags &^= discordgo.MessageFlagsEphemeral
		var body any = page.Once(message.Nonce("late/"+r.id, n))
		if len(page.Files) > 0 {
			body = page // a form, and tried once
		}
		for pause := b.opts.Backoff; ; pause *= 2 {
			err := b.rest.Do(ctx, http.MethodPost, discordgo.EndpointChannelMessages(r.channel), body, nil)
			if err == nil {
				break
			}
			if !rest.Unsure(err) || len(page.Files) > 0 || backoff.Sleep(ctx, backoff.Jitter(pause)) != nil {
				return fmt.Errorf("answered too late: %w", err)
			}
		}
	}
	b.log.Info("answered in the channel, too late for a reply", "command", r.command, "guild", r.guild)
	return nil
}

// followUp sends another message after the answer. Not again on doubt: these
// messages know no nonce, and one twice is worse than one missing.
func (b *Bot) followUp(r *request, page message.Message) error {
	ctx, cancel := context.WithTimeout(b.life, replyTime)
	defer cancel()
	return b.rest.Do(ctx, http.MethodPost, discordgo.EndpointWebhookToken(r.app, r.token), page, nil)
}

// whisper sends a message after the answer that the user alone sees.
func (b *Bot) whisper(r *request, page message.Message) {
	page.Flags |= discordgo.MessageFlagsEphemeral
	err := b.followUp(r, page)
	if notTaken(err) {
		b.log.Warn("follow-up not taken", "command", r.command, "err", err)
		err = b.followUp(r, message.Message{Content: say.Broken.In(r.language()), Mentions: message.Nobody, Flags: discordgo.MessageFlagsEphemeral})
	}
	if err != nil {
		b.log.Warn("follow-up not sent", "command", r.command, "err", err)
	}
}

// edit replaces the message that says that the bot is thinking. It tries for as
// long as ctx allows: without it the user waits for nothing.
func (b *Bot) edit(ctx context.Context, r *request, page message.Message) error {
	address := discordgo.EndpointWebhookMessage(r.app, r.token, "@original")
	for pause := b.opts.Backoff; ; pause *= 2 {
		err := b.rest.Do(ctx, http.MethodPatch, address, page, nil)
		if err == nil || !rest.Unsure(err) {
			return err
		}
		if backoff.Sleep(ctx, backoff.Jitter(pause)) != nil {
			return err
		}
	}
}

// seen remembers the interactions of some time, at least the last thousand: the
// gateway may send one twice.
type seen struct {
	mu       sync.Mutex
	now, old map[string]bool
}

// first reports whether the identifier is met for the first time.
func (s *seen) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now[id] || s.old[id] {
		return false
	}
	if s.now == nil || len(s.now) >= 1000 {
		s.old, s.now = s.now, make(map[string]bool)
	}
	s.now[id] = true
	return true
}
