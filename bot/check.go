package bot

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/channel"
	"briefbot/bot/gateway"
	"briefbot/bot/language"
	"briefbot/bot/outbox"
	"briefbot/bot/rest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// checkTimeout is how long one request of Check may take.
const checkTimeout = 5 * time.Second

// Check asks Discord, at url as in Options, who the bot is and whether it may post
// the digests of a subscription (nil for none), and says so in a line; it makes the
// subscription suit its channel, and notes the server of that. It returns a *RefusedError for a token that Discord
// does not accept.
func Check(ctx context.Context, url, token string, s *subscription.Subscription) (string, error) {
	client, err := rest.New(ctx, url, token, checkTimeout)
	if err != nil {
		return "", err
	}
	defer client.Close()
	channels := channel.New(client)
	var user struct {
		Username string `json:"username"`
	}
	if err := client.Do(ctx, http.MethodGet, discordgo.EndpointUser("@me"), nil, &user); err != nil {
		if _, status := rest.Code(err); status == http.StatusUnauthorized {
			return "", gateway.BadToken(status)
		}
		return "", err
	}
	says := "the bot is " + user.Username
	if s == nil {
		return says + "; no channel is configured for digests", nil
	}
	info, err := channels.Channel(ctx, s.Channel)
	var mine int64
	if err != nil {
		err = outbox.Refused(s.Channel, err)
	} else {
		mine, err = channels.Mine(ctx, info)
	}
	switch {
	case err != nil:
		return "", fmt.Errorf("%s, but the channel for digests cannot be read: %w", says, err)
	case !info.Postable():
		return "", fmt.Errorf("%s, but #%s takes no digests: it is neither a text channel nor a forum", says, info.Name)
	}
	s.Guild = info.Guild
	if err := suit(info, s, language.English); err != nil {
		// The sentence is Discord's Markdown.
		why := strings.NewReplacer("<#"+info.ID+">", "it", "**", "").Replace(err.Error())
		return "", fmt.Errorf("%s, but #%s takes no digests: %s", says, info.Name, markdown.Plain(why))
	}
	if n := missingIn(mine, s, info); n != nil {
		return "", fmt.Errorf("%s, but it cannot post in #%s: it needs %s there", says, info.Name, n.called(s.Thread, language.English))
	}
	return says + "; digests go to #" + info.Name, nil
}
