package bot

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
)

// What Discord limits for long is told at once to whoever waits for it, is not asked
// for again before its time, and is done after it, once; what it does not limit goes on.
func TestLongLimits(t *testing.T) {
	const long = time.Hour
	for _, tt := range []struct {
		name    string
		fault   fakediscord.Fault
		banned  bool
		other   bool // another channel can be posted in meanwhile
		answers bool // users are answered meanwhile
	}{
		{"of a channel", fakediscord.RateLimited(long), false, true, true},
		{"of the bot", fakediscord.GloballyRateLimited(long, false), false, false, true},
		{"of the bot, with reset", fakediscord.GloballyRateLimited(long, true), false, false, true},
		{"of the address", fakediscord.Banned(long), true, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCrowded(t)
				other := c.guilds(1)[0]
				post := func(channel string) error {
					slot := slotOn(1)
					slot.Channel = channel
					begun := time.Now()
					err := c.bot.PostDigest(t.Context(), slot, telling("x"))
					if took := time.Since(begun); took > time.Minute {
						t.Errorf("told after %v", took)
					}
					return err
				}
				sent := func() int { return len(c.fake.Calls(fakediscord.CreateMessage)) }
				if _, err := c.bot.channels.Me(t.Context()); err != nil {
					t.Fatal(err)
				}
				c.fake.Fail(fakediscord.CreateMessage, 1, tt.fault)
				var limit *rest.LimitError
				for range 5 {
					if err := post(fakediscord.ChannelID); !errors.As(err, &limit) || limit.Banned != tt.banned {
						t.Errorf("while it is limited: %v", err)
					}
					time.Sleep(long / 10)
				}
				if n := sent(); n != 1 {
					t.Errorf("asked %d times", n)
				}
				if err := post(other); (err == nil) != tt.other {
					t.Errorf("another channel: %v", err)
				}
				before := len(c.fake.Calls(""))
				if tt.answers {
					c.ask("reader", other)
				} else if err := c.bot.rest.Do(t.Context(), http.MethodGet, "https://discord.com/api/v9/users/@me", nil, nil); !errors.As(err, &limit) || len(c.fake.Calls("")) != before {
					t.Errorf("%d requests, %v", len(c.fake.Calls(""))-before, err)
				}
				synctest.Wait()
				settle(c.bot)
				time.Sleep(long)
				for _, channel := range []string{fakediscord.ChannelID, other} {
					if err := post(channel); err != nil {
						t.Errorf("afterwards: %v", err)
					}
					if n := len(c.fake.Posted(channel)); n != 1 {
						t.Errorf("%d posts", n)
					}
				}
				c.ask("reader", other)
				synctest.Wait()
				settle(c.bot)
				for _, i := range c.all {
					if m := i.Messages(); len(m) != 1 || !strings.Contains(m[0].Content, "The two mayors met") {
						t.Errorf("%d messages", len(m))
					}
				}
				c.bot.kill()
				for _, v := range c.fake.Violations() {
					t.Error(v)
				}
			})
		})
	}
}
