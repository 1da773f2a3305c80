package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"briefbot/bot/fakediscord"
	"briefbot/bot/gateway"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/outbox"
	"briefbot/bot/say"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/memory"
)

// forumOf is a forum of these tests, tagsOf are its tags.
const forumOf = "700000000000000003"

var tagsOf = []fakediscord.Tag{{ID: "710000000000000001", Name: "News"}, {ID: "710000000000000002", Name: "Staff", Moderated: true}}

// press is Digests over a book.
type press struct {
	book *subscription.Book
	news []string
}

func (p *press) Book() *subscription.Book { return p.book }
func (p *press) Zone() string             { return "Europe/Berlin" }

func (p *press) Preview(_ context.Context, s *subscription.Subscription, since []byte) (*outbox.Edition, error) {
	if len(p.news) == 0 && s.Quiet {
		return &outbox.Edition{}, nil
	}
	return &outbox.Edition{Sections: []outbox.Section{{Head: "## " + strings.Join(s.Topics, ", "), Entries: p.news}}, Foot: []string{"-# 3 of 3 sources read"}}, nil
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
		r.fake.AddForum(forumOf, "digests", fakediscord.RequireTag, tagsOf...)
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
	var seen strings.Builder
	conversation := &talk{running: r}
	for _, step := range digestSteps(t, r, p) {
		if step.do != nil {
			step.do()
		}
		if step.says != "" {
			fmt.Fprintf(&seen, "\n# %s\n", step.says)
		}
		for line := range strings.Lines(step.lines) {
			if line = strings.TrimSpace(line); line != "" {
				seen.WriteString(shortened(conversation.play(line)))
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

// A digestStep is a part of the conversation of TestDigestTalk.
type digestStep struct {
	says  string // what happens before
	do    func()
	lines string
}

func digestSteps(t *testing.T, r *running, p *press) []digestStep {
	permit := func(channel string, permissions int64) func() {
		return func() { r.fake.Permit(channel, permissions) }
	}
	return []digestStep{
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
		{"With all defaults: a draft, changed step by step, looked at and made.", nil, `manager: /digest subscribe
			manager: choose The harbour + Elections
			manager: choose Mon + Wed + Fri
			manager: choose 18:00
			manager: choose America/New_York
			manager: click Other time, zone …
			manager: submit time:6:45 zone:Atlantis length:2
			manager: click Other time, zone …
			manager: submit time:soon zone:Turkey length:2
			manager: click Other time, zone …
			manager: submit time:6:45am zone:Turkey length:2
			manager: click Quiet days: say so
			manager: click Thread: none
			manager: click Thread: further messages
			manager: click Preview
			click Subscribe
			manager: click Subscribe`},
		{"Another draft, that everything is said of at once.", nil, `manager: /digest subscribe topic:The harbour, elections time:6.45pm zone:Atlantis days:Mon, Wed silent:true length:1
			manager: /digest subscribe topic:The harbour, elections time:6:45pm zone:new york days:Mon, Wed silent:true length:1 mention:` + editorsRole + `
			manager: click Subscribe`},
		{"All defaults.", nil, `manager: /digest subscribe
			manager: click Subscribe`},
		{"What cannot be meant.", nil, `manager: /digest subscribe topic:harbor master
			manager: /digest subscribe time:soon
			manager: /digest subscribe zone:new
			manager: /digest subscribe zone:ist
			manager: /digest subscribe days:someday
			manager: /digest subscribe length:99
			manager: /digest subscribe channel:12345
			manager: /digest subscribe mention:` + fakediscord.GuildID + `
			manager: /digest subscribe mention:` + quietRole + `
			manager: /digest subscribe tag:News
			manager: /digest subscribe
			manager: click Subscribe`},
		{"A channel that the bot may not write in: this one, another; not in threads.", permit(fakediscord.ChannelID, fakediscord.ViewChannel), "manager: /digest subscribe time:9"},
		{"", permit(otherChannel, fakediscord.ViewChannel|fakediscord.SendMessages), "manager: /digest subscribe time:9 channel:" + otherChannel},
		{"", permit(otherChannel, 0), "manager: /digest subscribe time:9 channel:" + otherChannel + "\nmanager: click Subscribe"},
		{"", permit(otherChannel, fakediscord.AllPermissions&^fakediscord.CreatePublicThreads), "manager: /digest subscribe time:9 thread:entries channel:" + otherChannel},
		{"", permit(otherChannel, fakediscord.AllPermissions&^fakediscord.SendMessagesInThreads), "manager: /digest subscribe time:9 thread:further channel:" + otherChannel},
		{"A forum, whose posts need a tag.", nil, `manager: /digest subscribe channel:` + forumOf + `
			manager: /digest subscribe channel:` + forumOf + ` tag:…
			manager: /digest subscribe channel:` + forumOf + ` tag:sport
			manager: /digest subscribe channel:` + forumOf + ` tag:staff
			manager: click Tag: Staff
			manager: choose Elections
			manager: click Subscribe`},
		{"A forum in which the bot may make no posts.", permit(forumOf, fakediscord.AllPermissions&^fakediscord.SendMessages), "manager: /digest subscribe tag:news channel:" + forumOf},
		{"All is well again.", func() {
			r.fake.Permit(otherChannel, fakediscord.AllPermissions)
			r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
		}, "manager: /digest list"},
		{"A broken channel pauses a digest.", func() {
			all, err := p.book.Guild(r.ctx, fakediscord.GuildID)
			if err != nil {
				t.Fatal(err)
			}
			why := outbox.ChannelError{Code: 50013, Hint: say.HintWrite.In(language.English)}
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
	}
}

// shortened is what a talk shows without most options of long selects.
func shortened(seen string) string {
	var out, options []string
	flush := func() {
		if len(options) > 8 {
			n := len(options)
			options = slices.DeleteFunc(options, func(o string) bool { return !strings.HasSuffix(o, " (chosen)") })
			options = append(options, fmt.Sprintf("    … of %d", n))
		}
		out, options = append(out, options...), nil
	}
	for line := range strings.SplitSeq(seen, "\n") {
		if strings.HasPrefix(line, "    ") {
			options = append(options, line)
			continue
		}
		flush()
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// A notice is posted once, in the system channel, and pings the owner alone;
// where there is none, or the bot may not write there, the caller hears of it.
func TestNotify(t *testing.T) {
	t.Parallel()
	r, _ := startDigests(t)
	const owner = "600000000000000009"
	r.fake.AllowMention(owner)
	n := outbox.Notice{Key: "k", Guild: fakediscord.GuildID, User: owner, Text: "The digest is paused.", Mark: "digest abc · paused"}
	if err := r.bot.Notify(r.ctx, n); !errors.Is(err, outbox.ErrNowhere) {
		t.Errorf("without a system channel: %v", err)
	}
	r.fake.SetSystemChannel(otherChannel)
	r.fake.Permit(otherChannel, fakediscord.ViewChannel)
	if err := r.bot.Notify(r.ctx, n); !errors.Is(err, outbox.ErrNowhere) {
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
	if err := r.bot.Notify(r.ctx, outbox.Notice{Key: "l", Text: "x", Mark: "x"}); !errors.Is(err, outbox.ErrNowhere) {
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
		says, err := Check(t.Context(), f.URL, fakediscord.Token, &subscription.Subscription{Channel: fakediscord.ChannelID})
		if err != nil {
			says = err.Error()
		}
		if says != want {
			t.Errorf("it says %q, want %q", says, want)
		}
	}
	f.Permit(fakediscord.ChannelID, fakediscord.AllPermissions&^fakediscord.CreatePublicThreads)
	f.AddForum(forumOf, "digests", fakediscord.RequireTag, tagsOf...)
	for _, tt := range []struct {
		s    subscription.Subscription
		want string
	}{
		{subscription.Subscription{Channel: fakediscord.ChannelID, Thread: subscription.Further}, "the bot is briefbot, but it cannot post in #briefings: it needs Create Public Threads there"},
		{subscription.Subscription{Channel: forumOf}, "the bot is briefbot, but #digests takes no digests: it wants a tag on every post: choose one with the option tag. It has: News, Staff."},
		{subscription.Subscription{Channel: forumOf, Thread: subscription.Post, Tag: "Staff"}, "the bot is briefbot, but it cannot post in #digests: it needs Manage Posts there"},
		{subscription.Subscription{Channel: forumOf, Thread: subscription.Post, Tag: "news"}, "the bot is briefbot; digests go to #digests"},
	} {
		says, err := Check(t.Context(), f.URL, fakediscord.Token, &tt.s)
		if err != nil {
			says = err.Error()
		}
		if says != tt.want {
			t.Errorf("it says %q, want %q", says, tt.want)
		}
	}
	if says, err := Check(t.Context(), f.URL, fakediscord.Token, nil); err != nil || says != "the bot is briefbot; no channel is configured for digests" {
		t.Errorf("%q, %v", says, err)
	}
	if _, err := Check(t.Context(), f.URL, "wrong", nil); !errors.As(err, new(*gateway.RefusedError)) {
		t.Errorf("a wrong token: %v", err)
	}
}

// Whatever a draft says, its custom_ids fit and say it again.
func TestDraftIsKept(t *testing.T) {
	t.Parallel()
	b := testBot(t)
	b.opts.Digests = &press{book: subscription.NewBook(memory.New(), nil, time.Now)}
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Uint64Range(1, 1<<63).Draw(t, "channel")
		d := &draft{
			Guild: "8", Channel: fmt.Sprint(id), Role: rapid.SampledFrom([]string{"", fmt.Sprint(id - 1)}).Draw(t, "role"),
			At: digest.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at")), Days: digest.Days(rapid.IntRange(1, 127).Draw(t, "days")),
			Zone: rapid.SampledFrom([]string{"UTC", "America/Argentina/ComodRivadavia", "Europe/Berlin"}).Draw(t, "zone"), Quiet: rapid.Bool().Draw(t, "quiet"),
			Messages: rapid.IntRange(0, subscription.MaxMessages).Draw(t, "messages"),
			Thread:   rapid.SampledFrom([]subscription.Thread{subscription.InChannel, subscription.Further, subscription.Entries, subscription.Post}).Draw(t, "thread"),
			Topics:   rapid.SampledFrom([][]string{nil, {"harbour"}, {"harbour", "elections"}}).Draw(t, "topics"),
		}
		tag := rapid.SampledFrom([]string{"", fmt.Sprint(id)}).Draw(t, "tag")
		rows := message.FitRows(b.draftRows(t.Context(), &request{guild: "8"}, d, d.state(tag)))
		if len(rows) != 5 || len(rows[4].Components) != 5 {
			t.Fatalf("%d rows, %d buttons", len(rows), len(rows[4].Components))
		}
		raw, _ := json.Marshal(message.Message{Content: "x", Rows: rows})
		var m discordgo.Message
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Fatal(err)
		}
		for _, line := range rows {
			for _, c := range line.Components {
				_, state, ok := message.ReadID(c.ID)
				got, gotTag, read := readDraft(&request{guild: "8", state: state, source: &m})
				if !ok || !read || gotTag != tag || cmp.Diff(d, got) != "" {
					t.Fatalf("%s: %v, tag %q: %s", c.ID, read, gotTag, cmp.Diff(d, got))
				}
			}
		}
	})
}
