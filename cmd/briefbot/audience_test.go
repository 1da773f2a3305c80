package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
	"briefbot/corpus/sqlite"
)

// TestServeOwnFeeds: what a feed brings that a server has added is shown to that server
// alone, in answers, choices, lists and digests; two servers read the same feed without
// knowing of each other; and it all goes when the bot is removed.
func TestServeOwnFeeds(t *testing.T) {
	const otherGuild, otherChannel = "820000000000000001", "720000000000000001"
	const thirdGuild, thirdChannel = "820000000000000002", "720000000000000002"
	f := fakediscord.New(t)
	f.AddGuild(otherGuild, otherChannel)
	f.AddGuild(thirdGuild, thirdChannel)
	public, private := newPublisher(t, "The Harbour Gazette"), newPublisher(t, "The Coast Ledger")
	public.add("stop", "The ferry stops", "<p>The ferry will stop in April, harbour master Jon Hale said.</p>")
	private.add("storm", "The ferry in the storm", "<p>The ferry lay in the storm of January for nine hours off Alder Point, pilot Mara Quill said.</p>")
	dir := t.TempDir()
	config := "fetch: {allow: [127.0.0.0/8], ports: [" + private.URL[strings.LastIndex(private.URL, ":")+1:] + "]}\n" +
		"topics: [{name: ferry, title: The ferry, required: [[ferry]]}]\nsources:\n  - {name: Gazette, feed: \"" + public.URL + "/feed\"}\n"
	ctx := patience(t)
	s := startServing(t, f, dir, config, evening)
	reader := f.User("reader")
	other := f.User("other").In(otherChannel)
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
	has := func(u *fakediscord.User, want bool, words, command string, options ...fakediscord.Option) {
		t.Helper()
		if got := say(u, command, options...); strings.Contains(got, words) != want {
			t.Errorf("/%s %v: %q: want %q: %v", command, options, got, words, want)
		}
	}
	address := fakediscord.Opt("address", private.URL+"/feed")
	question := fakediscord.Opt("question", "How long did the ferry lie in the storm?")
	if err := s.log.wait(ctx, `"msg":"feed read"`); err != nil {
		t.Fatal(err)
	}
	has(reader.Managing(), true, "The Coast Ledger", "feed add", address)
	has(reader, true, "nine hours", "ask", question)
	has(other, false, "nine hours", "ask", question)
	has(reader.Alone(), false, "nine hours", "ask", question)
	has(reader, true, "Quill", "quotes", fakediscord.Opt("speaker", "Quill"))
	has(other, false, "nine hours", "quotes", fakediscord.Opt("speaker", "Quill"))
	has(reader, true, "Coast Ledger", "sources")
	has(other, false, "Coast Ledger", "sources")
	has(other.Managing(), false, "Coast Ledger", "feed list")
	for _, tt := range []struct {
		who  *fakediscord.User
		want bool
	}{{reader, true}, {other, false}} {
		choices, err := tt.who.Autocomplete(ctx, "quotes", "speaker", "qu")
		if err != nil || (len(choices) > 0) != tt.want {
			t.Errorf("speakers offered: %v %v", choices, err)
		}
	}
	// What cannot be added adds nothing; whose it would be is noted before it is asked.
	has(f.User("third").In(thirdChannel).Managing(), false, "Coast Ledger", "feed add", fakediscord.Opt("address", "ftp://127.0.0.1/feed"))
	// Both may read it; neither hears of the other.
	has(other.Managing(), true, "Coast Ledger", "feed add", address)
	has(other, true, "nine hours", "ask", question)
	if err := s.end(); err != nil {
		t.Error(err)
	}

	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := held(t, db); n[""] != 1 || n[by(fakediscord.GuildID)] != 1 || n[by(otherGuild)] != 1 {
		t.Errorf("articles by audience: %v", n)
	}
	if note, err := db.Note(ctx, audienceNotes+thirdGuild); err != nil || note == nil {
		t.Errorf("a server whose feed was refused: %q, %v", note, err)
	}
	for guild, channel := range map[string]string{fakediscord.GuildID: fakediscord.ChannelID, otherGuild: otherChannel} {
		_, err := subscription.NewBook(db, nil, func() time.Time { return evening }).Add(t.Context(), subscription.Subscription{
			Guild: guild, Channel: channel, Owner: "900000000000000009", Topics: []string{"ferry"}, At: 7 * 60, Days: digest.EveryDay, Zone: "UTC", Messages: 3,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s = startServing(t, f, dir, config, time.Date(2026, 2, 5, 7, 0, 5, 0, time.UTC))
	has(other.Managing(), true, "Coast Ledger", "feed remove", fakediscord.Opt("name", "The Coast Ledger (2)"))
	posted, err := f.WaitPosted(ctx, otherChannel, 1)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	if text := posted[0].Content; !strings.Contains(text, "nine hours") {
		t.Errorf("the first digest of a server with articles of its own: %s", text)
	}
	f.Send("GUILD_DELETE", map[string]any{"id": fakediscord.GuildID})
	if err := s.log.wait(ctx, "articles of a server forgotten"); err != nil {
		t.Fatal(err)
	}
	if n := held(t, db); n[""] != 1 || n[by(fakediscord.GuildID)] != 0 || n[by(otherGuild)] != 1 {
		t.Errorf("articles by audience: %v", n)
	}
}

// TestAudiencesKeep: of many servers with articles of their own, those are served from
// memory that asked last.
func TestAudiencesKeep(t *testing.T) {
	all := &audiences{guilds: map[string]*audience{}}
	var order []*audience
	for i := range maxDesks + 3 {
		a := &audience{}
		all.guilds[fmt.Sprint(i)] = a
		order = append(order, a)
	}
	for _, a := range order[:maxDesks] {
		all.keep(a, &desk{})
	}
	all.keep(order[0], order[0].desk.Load()) // it asks again
	for _, a := range order[maxDesks:] {
		all.keep(a, &desk{})
	}
	for i, a := range order {
		if got, want := a.desk.Load() != nil, i == 0 || i > 3; got != want {
			t.Errorf("server %d is served from memory: %v", i, got)
		}
	}
}

// held counts the articles of each audience.
func held(t *testing.T, store corpus.Store) map[string]int {
	t.Helper()
	n := map[string]int{}
	for change, err := range store.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if d, err := store.Document(t.Context(), change.ID); err == nil {
			n[d.Article.Audience]++
		}
	}
	return n
}
