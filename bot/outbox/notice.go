package outbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/notebook"
)

// A Notice is a message to those who manage a server, of which they can know in no
// other way.
type Notice struct {
	// Key names it: of the notices with one key one is posted.
	Key   string
	Guild string
	// User is mentioned, "" for nobody.
	User string
	// Text is Markdown.
	Text string
	// Mark is its last line, by which it is found again: no other notice has it.
	Mark string
}

// ErrNowhere is returned where the server has no channel for such messages, or
// the bot may not write there.
var ErrNowhere = errors.New("the server has no system channel that the bot may write in")

// notice is the note of a Notice.
type notice struct {
	Channel string `json:"channel"`
	Part    part   `json:"part"`
}

// Notify posts a notice in the system channel of its server, if it is not posted
// yet. It stays posted once wherever a process ends, as a digest does.
func (o *Outbox) Notify(ctx context.Context, n Notice) error {
	key := "notice/" + n.Key
	unlock, err := o.Notes.Lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	var r notice
	notes := notebook.Open(o.Notes)
	found, err := notes.Read(ctx, key, &r)
	if err != nil {
		return err
	}
	if !found {
		channel, err := o.systemChannel(ctx, n.Guild)
		if err != nil {
			return err
		}
		lines := strings.TrimSpace(n.Text)
		if n.User != "" {
			lines = "<@" + n.User + "> " + lines
		}
		r = notice{channel, part{State: pending, Text: message.Split(language.English, lines, message.MaxContent-100)[0], Mark: "-# " + n.Mark, Nonce: message.Nonce(key, 0)}}
	}
	p := &r.Part
	if p.State == sent || p.State == dropped {
		return nil
	}
	save := func() error { return notes.Put(ctx, map[string]any{key: r}) }
	pings := message.Nobody
	if n.User != "" {
		pings.Users = []string{n.User}
	}
	if err := o.send(ctx, r.Channel, p, pings, save); err != nil {
		if errors.As(err, new(*ChannelError)) {
			err = errors.Join(ErrNowhere, notes.Put(ctx, map[string]any{key: nil}))
		}
		return err
	}
	p.Text = ""
	return save()
}

// systemChannel is the channel in which Discord itself greets members.
func (o *Outbox) systemChannel(ctx context.Context, guild string) (string, error) {
	if guild == "" {
		return "", ErrNowhere
	}
	var g struct {
		System string `json:"system_channel_id"`
	}
	if err := o.Rest.Do(ctx, http.MethodGet, discordgo.EndpointGuild(guild), nil, &g); err != nil {
		if f, _ := fateOf(err); f == halt {
			return "", ErrNowhere
		}
		return "", fmt.Errorf("server %s: %w", guild, err)
	}
	if g.System == "" {
		return "", ErrNowhere
	}
	return g.System, nil
}
