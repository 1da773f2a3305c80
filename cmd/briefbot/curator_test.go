package main

import (
	"fmt"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
)

// A topic that a server adds is answered at once, in that server alone, and goes
// when the bot is removed from it.
func TestServeTopics(t *testing.T) {
	f := fakediscord.New(t)
	s := startServing(t, f, t.TempDir(), "", evening)
	ctx := patience(t)
	reader := f.User("reader")
	say := func(u *fakediscord.User, command string, options ...fakediscord.Option) string {
		t.Helper()
		i, err := u.Slash(ctx, command, options...)
		if err != nil {
			t.Fatal(err)
		}
		m, err := i.Reply(ctx)
		if err != nil {
			t.Fatalf("/%s: %v\n%s", command, err, s.log.String())
		}
		return m.Content
	}
	add := []fakediscord.Option{fakediscord.Opt("name", "turkey"), fakediscord.Opt("title", "What Turkey does"), fakediscord.Opt("terms", "Ankara, Turkey, Turkish")}
	for _, step := range []struct {
		who     *fakediscord.User
		command string
		options []fakediscord.Option
		want    string
	}{
		{reader, "topic add", add, "may manage"},
		{reader, "brief", []fakediscord.Option{fakediscord.Opt("topic", "turkey")}, "There is: iran-us"},
		{reader.Managing(), "topic add", add, "What Turkey does"},
		{reader.Managing(), "topic add", add, "There is a topic turkey already"},
		{reader, "brief", []fakediscord.Option{fakediscord.Opt("topic", "turkey")}, "## What Turkey does · situation brief"},
		{reader, "quotes", []fakediscord.Option{fakediscord.Opt("speaker", "Trump"), fakediscord.Opt("topic", "what turkey does")}, "## Donald Trump"},
		{reader.Alone(), "brief", []fakediscord.Option{fakediscord.Opt("topic", "turkey")}, "There is: iran-us"},
		{reader.Alone(), "brief", []fakediscord.Option{fakediscord.Opt("topic", "turkey@"+fakediscord.GuildID)}, "There is: iran-us"},
		{reader.Managing(), "topic list", nil, "Ankara, Turkey, Turkish"},
		{reader.Managing(), "feed list", nil, "No feed is read"},
		{reader.Managing(), "feed add", []fakediscord.Option{fakediscord.Opt("address", "http://127.0.0.1/feed.xml")}, ""},
	} {
		if got := say(step.who, step.command, step.options...); !strings.Contains(got, step.want) {
			t.Errorf("/%s %v: %q, want %q", step.command, step.options, got, step.want)
		} else if step.want == "" {
			t.Log(got)
		}
	}
	f.Send("GUILD_DELETE", map[string]any{"id": fakediscord.GuildID})
	for n := 0; say(f.User(fmt.Sprint("reader ", n/10)), "brief", fakediscord.Opt("topic", "turkey")) != "There is no topic turkey here. There is: iran-us."; n++ {
		if ctx.Err() != nil {
			t.Fatal("the topic is still there")
		}
	}
}
