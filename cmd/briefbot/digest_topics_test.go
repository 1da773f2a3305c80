package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing"
	"briefbot/briefing/topics"
	"briefbot/corpus"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

// TestSubscribeTopics: the command line takes the topics that servers have added, by
// their names alone where it is clear whose is meant.
func TestSubscribeTopics(t *testing.T) {
	const otherGuild, otherChannel = "900000000000000009", "700000000000000077"
	f := fakediscord.New(t)
	f.AddGuild(otherGuild, otherChannel)
	dir := t.TempDir()
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	in := &corpus.Ingester{Log: quiet, Store: db, Now: func() time.Time { return evening }, Report: func(corpus.Receipt) {}}
	text := "---\ntitle: The quay\noutlet: The Harbour Gazette\npublished: 2026-02-04\n---\n\nThe quay was closed on Monday, harbour master Jon Hale said.\n"
	if err := in.Ingest(t.Context(), &source.FS{Label: "x", Files: fstest.MapFS{"quay.md": {Data: []byte(text)}}}); err != nil {
		t.Fatal(err)
	}
	book := topics.NewBook(db, []briefing.Topic{{Name: "ferry"}})
	for _, add := range [][2]string{{fakediscord.GuildID, "quay"}, {otherGuild, "quay"}, {otherGuild, "tower"}} {
		if _, err := book.Add(t.Context(), add[0], add[1], "The "+add[1], add[1]); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(dir, "config.yaml")
	write := fmt.Sprintf("discord: {url: %q}\ntopics: [{name: ferry, title: The ferry, required: [[ferry]]}]\n", f.URL)
	if err := os.WriteFile(config, []byte(write), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(token string, args ...string) string {
		var out bytes.Buffer
		c := &call{
			getenv: func(key string) string { return map[string]string{"DISCORD_TOKEN": token}[key] },
			stdin:  strings.NewReader(""), stdout: &out, stderr: &out, now: func() time.Time { return evening },
		}
		exitStatus(c.run(context.Background(), append([]string{"-config", config, "digest"}, args...)), &out)
		return out.String()
	}
	for _, tt := range []struct {
		token, channel, topic, want string
	}{
		{"", fakediscord.ChannelID, "ferry", "ferry in channel " + fakediscord.ChannelID},
		{"", fakediscord.ChannelID, "quay", `several servers have a topic "quay"`},
		{"", fakediscord.ChannelID, "Tower", "tower@" + otherGuild + " in channel"},
		{"", fakediscord.ChannelID, "bridge", `no topic is called "bridge"`},
		{fakediscord.Token, fakediscord.ChannelID, "quay", "quay@" + fakediscord.GuildID + " in channel"},
		{fakediscord.Token, fakediscord.ChannelID, "tower", `the topic "tower" is another server's`},
		{fakediscord.Token, fakediscord.ChannelID, "tower@" + otherGuild, `the topic "tower@` + otherGuild + `" is another server's`},
	} {
		if got := run(tt.token, "subscribe", tt.topic, "-channel", tt.channel, "-time", "9:00"); !strings.Contains(got, tt.want) {
			t.Errorf("token %q, channel %s, topic %s: it lacks %q:\n%s", tt.token, tt.channel, tt.topic, tt.want, got)
		}
	}
	if got := run("", "subscribe", "quay@"+fakediscord.GuildID, "tower", "-channel", otherChannel); !strings.Contains(got, `the topic "tower" is another server's`) {
		t.Errorf("topics of two servers: %s", got)
	}
	var id string
	for line := range strings.Lines(run("", "list")) {
		if strings.Contains(line, "quay@"+fakediscord.GuildID) {
			id, _, _ = strings.Cut(line, " ")
		}
	}
	if got := run("", "preview", id); !strings.Contains(got, "The quay was closed on Monday") {
		t.Errorf("preview of %s: %s", id, got)
	}
}
