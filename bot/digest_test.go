package bot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
)

// press is Digests over a book.
type press struct {
	book *subscription.Book
	news []string
}

func (p *press) Book() *subscription.Book { return p.book }
func (p *press) Zone() string             { return "Europe/Berlin" }

func (p *press) Preview(_ context.Context, s *subscription.Subscription, since []byte) (*Edition, error) {
	if len(p.news) == 0 && s.Quiet {
		return &Edition{}, nil
	}
	return &Edition{Sections: []Section{{Head: "## " + strings.Join(s.Topics, ", "), Entries: p.news}}, Foot: []string{"-# 3 of 3 sources read"}}, nil
}

func (p *press) Why(_ context.Context, s *subscription.Subscription, since []byte, item string) ([]string, error) {
	return []string{"**" + item + "** is not in " + s.ID + ": nobody said it."}, nil
}

const (
	otherChannel = "700000000000000002"
	editorsRole  = "650000000000000001"
	quietRole    = "650000000000000002"
)

// digestMorning is the time of the conversations.
var digestMorning = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// startDigests runs a bot with /digest at the time of the conversations.
func startDigests(t *testing.T) (*running, *press) {
	p := new(press)
	r := start(t, func(r *running) {
		now := func() time.Time { return digestMorning }
		p.book = subscription.NewBook(r.opts.Notes.(subscription.Notes), &subscription.Subscription{
			ID: subscription.Configured, Channel: otherChannel, Zone: "UTC", Days: digest.EveryDay, Cron: "0 6 * * *",
			Schedule: digest.Weekly{At: 6 * 60, Days: digest.EveryDay},
		}, now)
		r.opts.Now, r.opts.Digests = now, p
		r.fake.AddChannel(otherChannel, "news")
		r.fake.AddRole(fakediscord.Role{ID: editorsRole, Name: "Editors", Permissions: "0", Mentionable: true})
		r.fake.AddRole(fakediscord.Role{ID: quietRole, Name: "Quiet", Permissions: "0"})
	})
	return r, p
}

// TestDigestTalk is what somebody who manages a server does with /digest, and
// somebody who does not, and what they see.
func TestDigestTalk(t *testing.T) {
	t.Parallel()
	r, p := startDigests(t)
	permit := func(channel string, permissions int64) func() {
		return func() { r.fake.Permit(channel, permissions) }
	}
	var seen strings.Builder
	conversation := &talk{running: r}
	for _, step := range []struct {
		says  string // what happens before
		do    func()
		lines string
	}{
		{"Somebody who does not manage the server.", nil, "/digest list"},
		{"Outside of a server.", nil, "alone: /digest list"},
		{"The wizard helps with each option.", nil, `manager: /digest subscribe topic:…
			manager: /digest subscribe topic:harbour, el…
			manager: /digest subscribe time:8…
			manager: /digest subscribe zone:…
			manager: /digest subscribe zone:new y…
			manager: /digest subscribe zone:turk…
			manager: /digest subscribe days:week…
			/digest subscribe zone:new y…`},
		{"With all defaults.", nil, "manager: /digest subscribe"},
		{"With everything.", nil, "manager: /digest subscribe topic:The harbour, elections time:6.45pm zone:Atlantis days:Mon, Wed silent:true length:1"},
		{"", nil, "manager: /digest subscribe topic:The harbour, elections time:6:45pm zone:new york days:Mon, Wed silent:true length:1 mention:" + editorsRole},
		{"What cannot be meant.", nil, `manager: /digest subscribe topic:harbor master
			manager: /digest subscribe time:soon
			manager: /digest subscribe days:someday
			manager: /digest subscribe length:99
			manager: /digest subscribe channel:12345
			manager: /digest subscribe mention:` + fakediscord.GuildID + `
			manager: /digest subscribe mention:` + quietRole + `
			manager: /digest subscribe`},
		{"A channel that the bot may not write in: this one, another.", permit(fakediscord.ChannelID, fakediscord.ViewChannel), "manager: /digest subscribe time:9"},
		{"", permit(otherChannel, fakediscord.ViewChannel|fakediscord.SendMessages), "manager: /digest subscribe time:9 channel:" + otherChannel},
		{"", permit(otherChannel, 0), "manager: /digest subscribe time:9 channel:" + otherChannel},
		{"All is well again.", func() {
			r.fake.Permit(otherChannel, fakediscord.AllPermissions)
			r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
		}, "manager: /digest list"},
		{"A broken channel pauses a digest.", func() {
			all, err := p.book.Guild(r.ctx, fakediscord.GuildID)
			if err != nil {
				t.Fatal(err)
			}
			why := ChannelError{Code: 50013, Hint: fates[50013].hint}
			if _, _, err := p.book.Pause(r.ctx, all[0].ID, subscription.Pause{Code: why.Code, Reason: why.Hint}); err != nil {
				t.Fatal(err)
			}
			r.fake.Permit(fakediscord.ChannelID, fakediscord.ViewChannel)
		}, `manager: /digest list
			manager: choose 86oq8 · all topics
			manager: click Resume`},
		{"", permit(fakediscord.ChannelID, fakediscord.AllPermissions), `manager: click Resume
			manager: click Pause
			click Resume
			manager: click Resume
			manager: click Preview`},
		{"Preview, pause, remove.", func() { p.news = []string{"• The bridge was opened."} }, `manager: /digest preview
			manager: /digest preview digest:co…
			manager: /digest preview digest:config
			manager: /digest pause digest:config
			manager: /digest remove digest:config
			manager: /digest resume digest:config
			manager: /digest why digest:config item:the bridge
			manager: /digest pause digest:nope`},
		{"", nil, `manager: /digest remove digest:86oq8
			manager: click Keep it
			manager: click Remove
			manager: click Remove it
			manager: click All digests`},
	} {
		if step.do != nil {
			step.do()
		}
		if step.says != "" {
			fmt.Fprintf(&seen, "\n# %s\n", step.says)
		}
		for line := range strings.Lines(step.lines) {
			if line = strings.TrimSpace(line); line != "" {
				seen.WriteString(conversation.play(line))
			}
		}
	}
	name := filepath.Join("testdata", "digest.golden")
	want, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), seen.String()); diff != "" {
		if !*update {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if err := os.WriteFile(name, []byte(seen.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A notice is posted once, in the system channel, and pings the owner alone;
// where there is none, or the bot may not write there, the caller hears of it.
func TestNotify(t *testing.T) {
	t.Parallel()
	r, _ := startDigests(t)
	const owner = "600000000000000009"
	r.fake.AllowMention(owner)
	n := Notice{Key: "k", Guild: fakediscord.GuildID, User: owner, Text: "The digest is paused.", Mark: "digest abc · paused"}
	if err := r.bot.Notify(r.ctx, n); !errors.Is(err, ErrNowhere) {
		t.Errorf("without a system channel: %v", err)
	}
	r.fake.SetSystemChannel(otherChannel)
	r.fake.Permit(otherChannel, fakediscord.ViewChannel)
	if err := r.bot.Notify(r.ctx, n); !errors.Is(err, ErrNowhere) {
		t.Errorf("where the bot may not write: %v", err)
	}
	r.fake.Permit(otherChannel, fakediscord.AllPermissions)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.StatusAfter(502))
	for range 2 {
		if err := r.bot.Notify(r.ctx, n); err != nil {
			t.Error(err)
		}
	}
	posted := r.fake.Posted(otherChannel)
	if len(posted) != 1 || posted[0].Content != "<@"+owner+"> The digest is paused.\n-# digest abc · paused" {
		t.Errorf("%d messages: %+v", len(posted), posted)
	}
	if err := r.bot.Notify(r.ctx, Notice{Key: "l", Text: "x", Mark: "x"}); !errors.Is(err, ErrNowhere) {
		t.Errorf("without a server: %v", err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	f := fakediscord.New(t)
	for permissions, want := range map[int64]string{
		fakediscord.AllPermissions: "the bot is briefbot; digests go to #briefings",
		fakediscord.ViewChannel:    "the bot is briefbot, but it cannot post in #briefings: it needs Send Messages there",
		0:                          "the bot is briefbot, but the channel for digests cannot be read: post in channel 700000000000000001: the bot does not see the channel; give it View Channel in Edit Channel → Permissions",
	} {
		f.Permit(fakediscord.ChannelID, permissions)
		says, err := Check(t.Context(), f.URL, fakediscord.Token, fakediscord.ChannelID)
		if err != nil {
			says = err.Error()
		}
		if says != want {
			t.Errorf("it says %q, want %q", says, want)
		}
	}
	if says, err := Check(t.Context(), f.URL, fakediscord.Token, ""); err != nil || says != "the bot is briefbot; no channel is configured for digests" {
		t.Errorf("%q, %v", says, err)
	}
	if _, err := Check(t.Context(), f.URL, "wrong", ""); !errors.As(err, new(*RefusedError)) {
		t.Errorf("a wrong token: %v", err)
	}
}
