package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// nonceFor is how long Discord is trusted to know a nonce again. It says "a
	// few minutes".
	nonceFor = 2 * time.Minute
	// deleted stands for the identifier of a message that somebody has deleted.
	deleted = "deleted"
	// skew is how far the clocks of this machine and of Discord may be apart.
	skew = 10 * time.Minute
)

// onceMessage is a message that Discord stores once for each nonce. The client
// library knows no nonces.
type onceMessage struct {
	message
	Nonce   string `json:"nonce"`
	Enforce bool   `json:"enforce_nonce"`
}

// send brings one part into the channel, and only once: save is called before
// anything is sent that was not sent before.
//
// A part whose sending was begun and whose end is not known may be in the
// channel. For some minutes it is safe to send it again, since Discord knows the
// nonce; after that the channel is searched for its mark.
//
// It pings nobody but those in pings.
func (b *Bot) send(ctx context.Context, channel string, p *part, pings mentions, save func() error) error {
	certain := p.State == pending // nothing has been sent of which nobody knows what became
	for pause := b.opts.Backoff; ; pause *= 2 {
		if p.State == sending && b.opts.Now().Sub(p.At) > nonceFor {
			id, err := b.search(ctx, channel, p)
			if err != nil {
				return err
			}
			if id != "" {
				p.State, p.Message = sent, id
				return nil
			}
			p.State = pending
		}
		if p.State == pending {
			p.State, p.At = sending, b.opts.Now()
			if err := save(); err != nil {
				return err
			}
		}
		id, err := b.post(ctx, channel, p, pings)
		if err == nil {
			p.State, p.Message = sent, id
			return nil
		}
		switch f, _ := fateOf(err); f {
		case done:
			p.State, p.Message = sent, deleted
			return nil
		case drop:
			// Whatever is wrong with it would be wrong the next time.
			b.log.Error("message of a digest is not taken", "channel", channel, "slot", p.Mark, "err", err)
			p.State = dropped
			return nil
		case halt:
			if certain {
				// Refused for certain: what it says may be said anew.
				p.State = pending
				return errors.Join(channelError(channel, err), save())
			}
			return channelError(channel, err)
		}
		certain = false
		if !unsure(err) || b.opts.Now().Sub(p.At) > nonceFor {
			return err
		}
		if sleep(ctx, jitter(pause)) != nil {
			return err
		}
	}
}

// post sends a part with its nonce and returns the message's identifier.
func (b *Bot) post(ctx context.Context, channel string, p *part, pings mentions) (id string, err error) {
	var stored struct {
		ID string `json:"id"`
	}
	body := onceMessage{message{
		Content: p.Text + "\n" + p.Mark, Mentions: pings, Flags: discordgo.MessageFlagsSuppressEmbeds,
	}, p.Nonce, true}
	err = b.rest.do(ctx, http.MethodPost, discordgo.EndpointChannelMessages(channel), body, &stored)
	return stored.ID, err
}

// search looks for a part in the channel, among the messages since its sending
// began, and returns the message's identifier, "" if it is not there. The bot
// must be allowed to read the channel's history.
func (b *Bot) search(ctx context.Context, channel string, p *part) (id string, err error) {
	self, err := b.me(ctx)
	if err != nil {
		return "", err
	}
	after := snowflake(p.At.Add(-skew))
	last := snowflake(p.At.Add(nonceFor + skew))
	for after < last {
		var page []struct {
			ID      string `json:"id"`
			Content string `json:"content"`
			Author  struct {
				ID string `json:"id"`
			} `json:"author"`
		}
		address := fmt.Sprintf("%s?after=%d&limit=%d", discordgo.EndpointChannelMessages(channel), after, maxPageLimit)
		if err := b.rest.do(ctx, http.MethodGet, address, nil, &page); err != nil {
			return "", channelError(channel, err)
		}
		for _, m := range page {
			if m.Author.ID == self && strings.HasSuffix(m.Content, p.Mark) {
				return m.ID, nil
			}
			n, err := strconv.ParseUint(m.ID, 10, 64)
			if err != nil {
				return "", errors.New("a message's identifier is no number")
			}
			after = max(after, n)
		}
		if len(page) < maxPageLimit {
			break
		}
	}
	return "", nil
}
