package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/notebook"
	"briefbot/bot/outbox"
	"briefbot/bot/rest"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
)

const (
	// doTry shows a brief, doPrivacy what /privacy says, doDigest how to set up a
	// digest: the buttons of the welcome.
	doTry     = "wt"
	doPrivacy = "wy"
	doDigest  = "wd"

	// welcomeWithin is how long after the bot was added to a server it may still
	// introduce itself there: an older event is the server coming back.
	welcomeWithin = time.Hour
)

// guildPrefix begins the keys of what is noted of a server, beside its digests.
func guildPrefix(guild string) string { return "bot/guild/" + guild + "/" }

func welcomeKey(guild string) string { return guildPrefix(guild) + "welcome" }

// The notes of a welcome.
const (
	welcomeSent = "sent"
	welcomeOwed = "owed" // the system channel did not take it: it follows the first command
)

// joined takes the event of a server that is there, or that the bot was added to.
func (b *Bot) joined(event *discordgo.GuildCreate) {
	if event == nil || event.Guild == nil || event.ID == "" || !b.begin() {
		return
	}
	defer b.work.Done()
	g := event.Guild
	if now := b.opts.Now(); g.JoinedAt.IsZero() || now.Sub(g.JoinedAt) > welcomeWithin {
		return
	}
	ctx, cancel := context.WithTimeout(b.life, replyTime)
	defer cancel()
	if err := b.welcome(ctx, g); err != nil {
		b.log.Warn("no welcome", "guild", g.ID, "err", err)
	}
}

// welcome introduces the bot in the server's system channel, once: it is noted
// before it is sent, and not sent again on doubt.
func (b *Bot) welcome(ctx context.Context, g *discordgo.Guild) error {
	key := welcomeKey(g.ID)
	unlock, err := b.opts.Notes.Lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	if have, err := b.opts.Notes.Note(ctx, key); err != nil || have != nil {
		return err
	}
	note := func(state string) error {
		return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: []byte(state)}})
	}
	if g.SystemChannelID == "" {
		return note(welcomeOwed)
	}
	if err := note(welcomeSent); err != nil {
		return err
	}
	body := b.introduction(language.Of(g.PreferredLocale)).Once(message.Nonce(key, 0))
	err = b.rest.Do(ctx, http.MethodPost, discordgo.EndpointChannelMessages(g.SystemChannelID), body, nil)
	if c, status := rest.Code(err); err != nil && status > 0 {
		b.log.Info("the system channel takes no welcome", "guild", g.ID, "code", c)
		return note(welcomeOwed)
	}
	return err
}

// introduction is the welcome: what the bot is for, and where to begin.
func (b *Bot) introduction(l language.Language) message.Message {
	try := message.Button(say.Try.In(l), message.CustomID(doTry))
	try.Style = message.StylePrimary
	return message.Message{
		Content: say.Welcome.In(l, b.mention("help")), Mentions: message.Nobody,
		Rows: message.FitRows([]message.Control{message.Row(try, message.Button(say.TryDigest.In(l), message.CustomID(doDigest)), message.Button(say.TryPrivacy.In(l), message.CustomID(doPrivacy)))}),
	}
}

// welcomeLate introduces the bot to whoever uses it first in a server whose system
// channel did not take the welcome.
func (b *Bot) welcomeLate(r *request) {
	if r.guild == "" || !b.greeted.first(r.guild) {
		return
	}
	ctx, cancel := context.WithTimeout(b.life, replyTime)
	defer cancel()
	key := welcomeKey(r.guild)
	have, err := b.opts.Notes.Note(ctx, key)
	if err != nil || string(have) != welcomeOwed {
		return
	}
	if err := b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: []byte(welcomeSent)}}); err != nil {
		b.log.Warn("no welcome", "guild", r.guild, "err", err)
		return
	}
	b.whisper(r, b.introduction(r.language()))
}

// welcomes are the handlers of the buttons of the welcome.
func welcomes(b *Bot) []handler {
	return []handler{
		{action: doTry, run: func(ctx context.Context, r *request) (*Answer, error) {
			topics := b.opts.Desk.Topics(ctx, r.guild, "")
			if len(topics) == 0 {
				return nil, userError(&say.NoTopics, r.language())
			}
			return b.show(ctx, r, r.query(Query{Kind: Brief, Topic: topics[0].Name}), 0)
		}},
		{action: doPrivacy, run: b.privacy},
		{action: doDigest, run: func(_ context.Context, r *request) (*Answer, error) {
			return &Answer{Blocks: []string{say.DigestHow.In(r.language(), b.mention("digest subscribe"))}}, nil
		}},
	}
}

// left takes the event of a server that is gone: for a while, which is an outage
// of Discord's, or because the bot was removed.
func (b *Bot) left(event *discordgo.GuildDelete) {
	if event == nil || event.Guild == nil || event.ID == "" || event.Unavailable || !b.begin() {
		return
	}
	defer b.work.Done()
	ctx, cancel := context.WithTimeout(b.life, replyTime)
	defer cancel()
	n, err := b.forgetGuild(ctx, event.ID)
	b.log.Info("removed from a server: what was kept of it is deleted", "guild", event.ID, "notes", n, "err", err)
}

// forgetGuild deletes everything that is kept of a server, and returns how many
// notes that were.
func (b *Bot) forgetGuild(ctx context.Context, guild string) (int, error) {
	if guild == "" || strings.Contains(guild, "/") {
		return 0, fmt.Errorf("no server: %q", guild)
	}
	keys, err := notebook.Keys(ctx, b.opts.Notes, guildPrefix(guild))
	if err != nil {
		return 0, err
	}
	read, err := notebook.Keys(ctx, b.opts.Notes, "bot/user/")
	if err != nil {
		return 0, err
	}
	for _, key := range read {
		if strings.Contains(key, "/seen/"+guild+"/") {
			keys = append(keys, key)
		}
	}
	var errs []error
	book := subscription.NewBook(b.opts.Notes, nil, b.opts.Now)
	subscriptions, err := book.Guild(ctx, guild)
	errs = append(errs, err)
	for _, s := range subscriptions {
		posted, err := outbox.Keys(ctx, b.opts.Notes, s.Channel)
		errs = append(errs, err)
		keys = append(keys, posted...)
		_, err = book.Remove(ctx, s.ID)
		errs = append(errs, err)
	}
	errs = append(errs, b.drop(ctx, keys))
	if f := b.opts.Left; f != nil {
		errs = append(errs, f(ctx, guild))
	}
	return len(keys) + len(subscriptions), errors.Join(errs...)
}
