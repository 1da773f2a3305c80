package outbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/bot/say"
)

const (
	// nonceFor is how long Discord is trusted to know a nonce again, and so how long
	// after it was noted a message is sent or sent again. Discord says "a few
	// minutes"; what is sent last may be on its way for a while.
	nonceFor = 90 * time.Second
	// deleted stands for the identifier of a message that somebody has deleted.
	deleted = "deleted"
	// skew is how far the clocks of Discord's servers may be apart.
	skew = 10 * time.Minute
	// underway is how long after it was noted a message may have been stored, by a
	// process that was stopped on its way.
	underway = time.Hour
)

// send brings one part into the channel, and only once: save is called before
// anything is sent that was not sent before, and fails where another process has
// taken the task.
//
// A part whose sending was begun and whose end is not known may be in the
// channel. For some minutes it is safe to send it again, since Discord knows the
// nonce; after that the channel is searched for its mark. Nothing is sent later than
// that, however long the process was stopped: what another process has posted
// meanwhile is known to Discord by its nonce.
//
// It pings nobody but those in pings.
func (o *Outbox) send(ctx context.Context, channel string, p *part, pings message.Mentions, save func() error) error {
	certain := p.State == pending // nothing has been sent of which nobody knows what became
	var failed error
	for pause := o.Backoff; ; pause *= 2 {
		begun := time.Now()
		now, err := o.Rest.Date(ctx)
		if err != nil {
			return errors.Join(failed, err)
		}
		// A date in the future is one of a clock that was set.
		if age := now.Sub(p.At); p.State == sending && (age > nonceFor || age < -skew) {
			if failed != nil {
				return failed
			}
			id, err := o.search(ctx, channel, p, now)
			if err != nil {
				return err
			}
			if id != "" {
				p.State, p.Message = sent, id
				return nil
			}
			// What it was searched for in has aged meanwhile.
			p.State, begun = pending, time.Now()
			if now, err = o.Rest.Date(ctx); err != nil {
				return err
			}
		}
		if p.State == pending {
			p.State, p.At = sending, now
			if err := save(); err != nil {
				return err
			}
		}
		id, err := o.post(ctx, channel, p, pings, begun.Add(nonceFor-max(now.Sub(p.At), 0)))
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
			o.Log.Error("message of a digest is not taken", "channel", channel, "slot", p.Mark, "err", err)
			p.State = dropped
			return nil
		case halt:
			if certain {
				// Refused for certain: what it says may be said anew.
				p.State = pending
				return errors.Join(Refused(channel, err), save())
			}
			return Refused(channel, err)
		}
		certain = false
		if !rest.Unsure(err) || backoff.Sleep(ctx, o.Rest.Jitter(pause)) != nil {
			return err
		}
		failed = err
	}
}

// post sends a part with its nonce, not later than until, and returns the message's
// identifier.
func (o *Outbox) post(ctx context.Context, channel string, p *part, pings message.Mentions, until time.Time) (id string, err error) {
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	var stored struct {
		ID string `json:"id"`
	}
	body := message.Message{
		Content: p.Text + "\n" + p.Mark, Rows: o.below(p), Mentions: pings, Flags: discordgo.MessageFlagsSuppressEmbeds,
	}.Once(p.Nonce)
	err = o.Rest.Do(ctx, http.MethodPost, discordgo.EndpointChannelMessages(channel), body, &stored)
	return stored.ID, err
}

// search looks for a part in the channel, among the messages since its sending
// began, and returns the message's identifier, "" if it is not there. It returns a
// *ChannelError where the bot may not read the channel's history: Discord shows an
// empty one then.
func (o *Outbox) search(ctx context.Context, channel string, p *part, now time.Time) (id string, err error) {
	self, err := o.Channels.Me(ctx)
	if err != nil {
		return "", err
	}
	began := p.At
	if now.Before(began) {
		began = now
	}
	after, last := rest.Snowflake(began.Add(-skew)), rest.Snowflake(began.Add(underway))
	for seen := false; after < last; seen = true {
		var page []struct {
			ID      string `json:"id"`
			Content string `json:"content"`
			Author  struct {
				ID string `json:"id"`
			} `json:"author"`
		}
		address := fmt.Sprintf("%s?after=%d&limit=%d", discordgo.EndpointChannelMessages(channel), after, message.MaxPageLimit)
		if err := o.Rest.Do(ctx, http.MethodGet, address, nil, &page); err != nil {
			return "", Refused(channel, err)
		}
		if len(page) == 0 && !seen {
			return "", o.reads(ctx, channel)
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
		if len(page) < message.MaxPageLimit {
			break
		}
	}
	return "", nil
}

// reads returns a *ChannelError unless the bot may read the channel's history.
func (o *Outbox) reads(ctx context.Context, channel string) error {
	info, err := o.Channels.Channel(ctx, channel)
	switch {
	case err != nil:
		return Refused(channel, err)
	case info.Guild == "":
		return nil // a private conversation
	}
	if info.Parent != "" {
		if info, err = o.Channels.Channel(ctx, info.Parent); err != nil {
			return Refused(channel, err)
		}
	}
	mine, err := o.Channels.Mine(ctx, info)
	if err == nil && mine&(discordgo.PermissionReadMessageHistory|discordgo.PermissionAdministrator) == 0 {
		err = &ChannelError{channel, rest.CodePermissions, say.HintHistory.In(language.English)}
	}
	return err
}
