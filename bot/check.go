package bot

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// checkTimeout is how long one request of Check may take.
const checkTimeout = 5 * time.Second

// Check asks Discord, at url as in Options, who the bot is and whether it may post
// in the channel ("" for none), and says so in a line. It returns a *RefusedError
// for a token that Discord does not accept.
func Check(ctx context.Context, url, token, channel string) (string, error) {
	via, err := newTransport(url, checkTimeout, ctx)
	if err != nil {
		return "", err
	}
	defer via.close()
	b := &Bot{opts: Options{Token: botToken(token)}, via: via}
	s, err := b.session(ctx)
	if err != nil {
		return "", err
	}
	r := &rest{s}
	var user struct {
		Username string `json:"username"`
	}
	if err := r.do(ctx, http.MethodGet, discordgo.EndpointUser("@me"), nil, &user); err != nil {
		if _, status := code(err); status == http.StatusUnauthorized {
			return "", &RefusedError{Code: status, Hint: tokenHint}
		}
		return "", err
	}
	says := "the bot is " + user.Username
	if channel == "" {
		return says + "; no channel is configured for digests", nil
	}
	b.rest = r
	lacks, err := b.lacks(ctx, channel)
	if err != nil {
		return "", fmt.Errorf("%s, but the channel for digests cannot be read: %w", says, err)
	}
	if lacks.name != "" {
		return "", fmt.Errorf("%s, but it cannot post in #%s: it needs %s there", says, lacks.channel, lacks.name)
	}
	return says + "; digests go to #" + lacks.channel, nil
}

// lack is a permission that a channel does not give, "" for none.
type lack struct{ channel, name string }

func (b *Bot) lacks(ctx context.Context, channel string) (l lack, err error) {
	info, err := b.channelInfo(ctx, channel)
	if err != nil {
		return l, channelError(channel, err)
	}
	var roles []roleInfo
	if err := b.rest.do(ctx, http.MethodGet, discordgo.EndpointGuildRoles(info.Guild), nil, &roles); err != nil {
		return l, err
	}
	may, _, err := b.permissions(ctx, info, roles)
	if err != nil {
		return l, err
	}
	l.channel = info.Name
	for _, n := range needed {
		if may&(n.bit|discordgo.PermissionAdministrator) == 0 {
			l.name = n.name
			break
		}
	}
	return l, nil
}

// CheckURL returns the error that New returns for Options.URL, nil for none.
func CheckURL(base string) error {
	via, err := newTransport(base, checkTimeout, context.Background())
	if err == nil {
		via.close()
	}
	return err
}
