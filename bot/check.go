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

// Check asks Discord, at url as in Options, who the bot is and whether it sees
// the channel ("" for none), and says so in a line. It returns a *RefusedError
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
	var found struct {
		Name string `json:"name"`
	}
	if err := r.do(ctx, http.MethodGet, discordgo.EndpointChannel(channel), nil, &found); err != nil {
		return "", fmt.Errorf("%s, but the channel for digests cannot be read: %w", says, err)
	}
	return says + "; digests go to #" + found.Name, nil
}

// CheckURL returns the error that New returns for Options.URL, nil for none.
func CheckURL(base string) error {
	via, err := newTransport(base, checkTimeout, context.Background())
	if err == nil {
		via.close()
	}
	return err
}
