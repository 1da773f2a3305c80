package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/sqlite"
)

// ferryConfig is a corpus of one directory and one topic.
const ferryConfig = `
sources: [{name: news, directory: news}]
topics: [{name: ferry, title: The ferry, required: [[ferry]]}]
digest: {schedule: 0 6 * * *, zone: UTC, topics: [ferry], catchup: 6h}
`

// editing is somebody who manages a server, and the program that serves it.
type editing struct {
	t      *testing.T
	ctx    context.Context
	fake   *fakediscord.Server
	dir    string
	editor *fakediscord.User
}

// The channels of their server.
const greetings, news = "700000000000000009", "700000000000000002"

func newEditing(t *testing.T) *editing {
	f := fakediscord.New(t)
	f.AddChannel(greetings, "greetings")
	f.AddChannel(news, "news")
	f.SetSystemChannel(greetings)
	e := &editing{t, patience(t), f, t.TempDir(), f.User("editor").Managing().In(news)}
	if err := os.Mkdir(filepath.Join(e.dir, "news"), 0o777); err != nil {
		t.Fatal(err)
	}
	return e
}

// write puts an article into the directory that the program reads.
func (e *editing) write(name, text string) {
	e.t.Helper()
	text = "---\ntitle: The ferry, " + name + "\noutlet: The Harbour Gazette\n---\n\n" + text + "\n"
	if err := os.WriteFile(filepath.Join(e.dir, "news", name), []byte(text), 0o666); err != nil {
		e.t.Fatal(err)
	}
}

// reply is what comes back, in the end.
func (e *editing) reply(i *fakediscord.Interaction, err error) *fakediscord.Message {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
	m, err := i.Reply(e.ctx)
	if err != nil {
		e.t.Fatal(err)
	}
	return m
}

func (e *editing) enter(command string, options ...fakediscord.Option) *fakediscord.Message {
	e.t.Helper()
	return e.reply(e.editor.Slash(e.ctx, command, options...))
}

func (e *editing) click(m *fakediscord.Message, label string) *fakediscord.Message {
	e.t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.Label == label {
				return e.reply(e.editor.Click(e.ctx, m, c.CustomID))
			}
		}
	}
	e.t.Fatalf("no button %s:\n%s", label, fakediscord.Render(m))
	return nil
}

func (e *editing) expect(m *fakediscord.Message, wants ...string) {
	e.t.Helper()
	for _, want := range wants {
		if !strings.Contains(m.Content, want) {
			e.t.Errorf("it lacks %q:\n%s", want, fakediscord.Render(m))
		}
	}
}

// live runs the program from that time on, and ends it.
func (e *editing) live(now time.Time, do func(s *serving)) {
	e.t.Helper()
	s := startServing(e.t, e.fake, e.dir, strings.Replace(ferryConfig, "\n", "", 1), now)
	if err := e.fake.WaitReady(e.ctx); err != nil {
		e.t.Fatalf("%v\n%s", err, s.log.String())
	}
	do(s)
	if e.t.Failed() {
		e.t.Log(s.log.String())
	}
	if err := s.end(); err != nil {
		e.t.Error(err)
	}
}

// TestServeSubscriptions lives through what somebody who manages a server does
// with one digest: subscribe, get it, break the channel, be told of it once, mend
// it, resume, get what was missed, remove.
func TestServeSubscriptions(t *testing.T) {
	e := newEditing(t)
	f, ctx, dir := e.fake, e.ctx, e.dir
	day := func(n, hour int) time.Time { return time.Date(2026, 3, n, hour, 0, 5, 0, time.UTC) }
	write, enter, click, expect, live := e.write, e.enter, e.click, e.expect, e.live

	write("one.md", "The ferry will stop in April, harbour master Jon Hale said. “The engine is worn out,” Hale told the council.")
	live(day(2, 9), func(*serving) {
		m := enter("digest subscribe", fakediscord.Opt("topic", "ferry"), fakediscord.Opt("time", "8:30"), fakediscord.Opt("zone", "berlin"), fakediscord.Opt("silent", true))
		expect(m, "**The ferry** in <#"+news+">", "at 08:30 (Europe/Berlin)", "I may post there")
		m = click(m, "Subscribe")
		expect(m, "Done: **The ferry** in <#"+news+">, every day at 08:30 (Europe/Berlin)", fmt.Sprintf("<t:%d:F>", time.Date(2026, 3, 3, 7, 30, 0, 0, time.UTC).Unix()))
		expect(enter("digest preview"), "will stop in April", "nothing is posted")
		expect(enter("digest list"), "Digests of this server (2)", "config")
	})
	if posted := f.Posted(news); len(posted) > 0 {
		t.Fatalf("it was posted before it was due: %s", posted[0].Content)
	}
	live(day(3, 8), func(*serving) {
		posted, err := f.WaitPosted(ctx, news, 1)
		if err != nil {
			t.Fatal(err)
		}
		// Whoever reads it sees a passage in its place, and can say that it is wrong.
		menu := posted[0].Components[0].Components[0]
		i, err := f.User("reader").In(news).Select(ctx, posted[0], menu.CustomID, menu.Options[1].Value)
		if err != nil {
			t.Fatal(err)
		}
		m, err := i.Reply(ctx)
		if err != nil {
			t.Fatal(err)
		}
		expect(m, "__**“The engine is worn out,” Hale told the council.**__")
		if i, err = f.User("reader").In(news).Click(ctx, posted[0], posted[0].Components[1].Components[0].CustomID); err != nil {
			t.Fatal(err)
		}
		if m, err = i.Reply(ctx); err != nil {
			t.Fatal(err)
		}
		if len(m.Components) != 1 || len(m.Components[0].Components[0].Options) != len(menu.Options) {
			t.Errorf("which one is it?\n%s", fakediscord.Render(m))
		}
	})
	// A silent day, and then a day on which the bot may not post.
	live(day(4, 8), func(s *serving) {
		if err := s.log.wait(ctx, "digest posted", "2026-03-04", subscribed(t, dir), `"parts":0`); err != nil {
			t.Error(err)
		}
	})
	write("two.md", "The island bought a second ferry from Norway on Tuesday for three million euros, mayor Ada Lind announced.")
	f.Permit(news, fakediscord.ViewChannel|fakediscord.ReadMessageHistory)
	editorID := "600000000000000001"
	f.AllowMention(editorID)
	for n := 5; n <= 6; n++ { // also the next day it is told once
		live(day(n, 8), func(*serving) {
			told, err := f.WaitPosted(ctx, greetings, 1)
			if err != nil {
				t.Fatal(err)
			}
			expect(told[0], "<@"+editorID+"> I could not post the digest", "in <#"+news+">", "give it Send Messages", "/digest resume")
			if len(told) != 1 {
				t.Errorf("told %d times", len(told))
			}
			expect(enter("digest list"), "**Paused** since", "may not write in the channel")
		})
	}
	live(day(7, 9), func(*serving) {
		if m := enter("digest resume", fakediscord.Opt("digest", subscribed(t, dir))); !strings.Contains(m.Content, "I need **Send Messages** there") {
			t.Errorf("resumed without the permission: %s", m.Content)
		}
		f.Permit(news, fakediscord.AllPermissions)
		expect(enter("digest resume", fakediscord.Opt("digest", subscribed(t, dir))), "Resumed")
	})
	live(day(8, 8), func(s *serving) {
		if err := s.log.wait(ctx, "digest posted", "2026-03-08", subscribed(t, dir)); err != nil {
			t.Fatal(err)
		}
		posted := f.Posted(news)
		if len(posted) != 2 {
			t.Fatalf("%d digests", len(posted))
		}
		expect(posted[1], "second ferry from Norway", "8 March 2026")
		if strings.Contains(posted[1].Content, "April") || strings.Contains(posted[1].Content, "could not be posted") {
			t.Errorf("the second digest:\n%s", posted[1].Content)
		}
		expect(enter("digest why", fakediscord.Opt("item", "second ferry from Norway"), fakediscord.Opt("digest", subscribed(t, dir))), "not in the digest", "2026-03-08")
		m := enter("digest remove", fakediscord.Opt("digest", subscribed(t, dir)))
		expect(click(m, "Remove it"), "Removed")
	})
	// A topic that is taken out of the configuration is said, not passed over.
	live(day(9, 8), func(*serving) {
		expect(click(enter("digest subscribe", fakediscord.Opt("topic", "ferry"), fakediscord.Opt("time", "9:30"), fakediscord.Opt("zone", "utc")), "Subscribe"), "Done")
	})
	db, err := sqlite.Open(ctx, filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = subscription.NewBook(db, nil, time.Now).Change(ctx, subscribed(t, dir), func(s *subscription.Subscription) error {
		s.Topics = []string{"tunnel"}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	live(day(10, 10), func(*serving) {
		told, err := f.WaitPosted(ctx, greetings, 2)
		if err != nil {
			t.Fatal(err)
		}
		expect(told[1], "there is no topic tunnel any more")
		expect(enter("digest preview", fakediscord.Opt("digest", subscribed(t, dir))), "There is no topic tunnel any more")
	})
	live(day(11, 8), func(s *serving) {
		if err := s.log.wait(ctx, "digest posted", "2026-03-11", "config"); err != nil {
			t.Error(err)
		}
	})
	if n := len(f.Posted(news)); n != 2 {
		t.Errorf("%d messages, want 2", n)
	}
}

// TestServeThreads: a digest of the configuration stands in a thread, and one of a
// forum is a post of its own.
func TestServeThreads(t *testing.T) {
	f := fakediscord.New(t)
	const forum = "700000000000000003"
	f.AddForum(forum, "digests", fakediscord.RequireTag, fakediscord.Tag{ID: "710000000000000001", Name: "Ferries"})
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "news"), 0o777); err != nil {
		t.Fatal(err)
	}
	text := "---\ntitle: The ferry\noutlet: The Harbour Gazette\n---\n\nThe ferry will stop in April, harbour master Jon Hale said. “The engine is worn out,” Hale told the council.\n"
	if err := os.WriteFile(filepath.Join(dir, "news", "one.md"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx := patience(t)
	db, err := sqlite.Open(ctx, filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 6, 0, 5, 0, time.UTC)
	_, err = subscription.NewBook(db, nil, func() time.Time { return now.AddDate(0, 0, -1) }).Add(ctx, subscription.Subscription{
		Guild: fakediscord.GuildID, Channel: forum, Zone: "UTC", At: 6 * 60, Days: digest.EveryDay, Topics: []string{"ferry"}, Thread: subscription.Post, Tag: "ferries",
	})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	s := startServing(t, f, dir, strings.Replace(strings.Replace(ferryConfig, "\n", "", 1), "digest: {", "digest: {thread: entries, ", 1), now)
	for _, channel := range []string{fakediscord.ChannelID, forum} {
		if err := s.log.wait(ctx, "digest posted", channel); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	posted, threads := f.Posted(fakediscord.ChannelID), f.Threads(fakediscord.ChannelID)
	if len(posted) != 1 || !strings.HasPrefix(posted[0].Content, "## The ferry") || strings.Contains(posted[0].Content, "April") || len(threads) != 1 {
		t.Fatalf("%d messages, %d threads:\n%s", len(posted), len(threads), fakediscord.Render(posted[0]))
	}
	if all := f.Posted(threads[0].ID); len(all) != 1 || !strings.Contains(all[0].Content, "will stop in April") {
		t.Errorf("in the thread %+v", all)
	}
	posts := f.Threads(forum)
	if len(posts) != 1 || posts[0].String() != "#The ferry · 2 March 2026 [710000000000000001]" {
		t.Fatalf("posts %v", posts)
	}
	if all := f.Posted(posts[0].ID); len(all) != 1 || !strings.Contains(all[0].Content, "will stop in April") {
		t.Errorf("in the post %+v", all)
	}
}

// TestServeTopicRemoved: a digest about a topic that its server has removed is paused,
// and its owner is told once, in words, whenever it would be due.
func TestServeTopicRemoved(t *testing.T) {
	e := newEditing(t)
	e.fake.AllowMention("600000000000000001")
	e.write("one.md", "The quay was closed on Monday, the harbour master said.")
	hour := func(n int) time.Time { return time.Date(2026, 3, 2, n, 0, 5, 0, time.UTC) }
	e.live(hour(9), func(*serving) {
		e.enter("topic add", fakediscord.Opt("name", "quay"), fakediscord.Opt("title", "The quay"), fakediscord.Opt("terms", "quay"))
		e.expect(e.click(e.enter("digest subscribe", fakediscord.Opt("topic", "quay"), fakediscord.Opt("zone", "utc")), "Subscribe"), "Done: **The quay**")
		e.enter("topic remove", fakediscord.Opt("name", "quay"))
	})
	e.live(hour(10), func(*serving) {
		told, err := e.fake.WaitPosted(e.ctx, greetings, 1)
		if err != nil {
			t.Fatal(err)
		}
		e.expect(told[0], "there is no topic quay any more; add it again")
		e.expect(e.enter("digest list"), "**Paused** since", "there is no topic quay any more")
	})
	e.live(hour(11), func(*serving) {
		e.expect(e.enter("digest preview", fakediscord.Opt("digest", subscribed(t, e.dir))), "There is no topic quay any more")
	})
	if n := len(e.fake.Posted(greetings)); n != 1 {
		t.Errorf("told %d times", n)
	}
	if n := len(e.fake.Posted(news)); n != 0 {
		t.Errorf("%d digests without their topic", n)
	}
}

// subscribed is the ID of the subscription that is not the configuration's.
func subscribed(t *testing.T, dir string) string {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := subscription.NewBook(db, nil, time.Now).All(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d subscriptions, %v", len(all), err)
	}
	return all[0].ID
}

// TestConfigured: what the configuration says of its digest is read as people read
// it, where it can be.
func TestConfigured(t *testing.T) {
	for spec, want := range map[string]string{
		"0 7 * * *": "every day at 07:00 (UTC)", "30 18 * * 1-5": "weekdays at 18:30 (UTC)", "5 6 * * sun,3": "Wed, Sun at 06:05 (UTC)",
		"0 7 1 * *": "0 7 1 * * (UTC)", "0 7 * 6 1": "0 7 * 6 1 (UTC)", "@daily": "@daily (UTC)",
	} {
		cfg := defaultConfig()
		cfg.Discord.Channel, cfg.Digest.Schedule = "1", spec
		s, err := cfg.configured()
		if err != nil {
			t.Errorf("%s: %v", spec, err)
			continue
		}
		if s.When() != want {
			t.Errorf("%s is %q, want %q", spec, s.When(), want)
		}
		// Both say the same through a year.
		schedule, zone, err := cfg.Digest.clock()
		if err != nil {
			t.Fatal(err)
		}
		plan, err := s.Plan(time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		other := digest.Plan{Schedule: schedule, Zone: zone}
		for now := evening; now.Before(evening.AddDate(1, 0, 0)); {
			a, ok := plan.Next("", now)
			b, _ := other.Next("", now)
			if !ok || a != b {
				t.Errorf("%s after %s: %+v, want %+v", spec, now, a, b)
				break
			}
			now = a.At
		}
	}
}
