package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/corpus"
)

// added is the event of the bot being added to a server.
func added(system string, joined time.Time) map[string]any {
	return map[string]any{
		"id": fakediscord.GuildID, "name": "News room", "preferred_locale": "de", "system_channel_id": system,
		"joined_at": joined.Format(time.RFC3339), "channels": []any{}, "roles": []any{}, "members": []any{},
	}
}

// The welcome comes once, whatever the gateway repeats, and to a server alone that
// the bot has just been added to.
func TestWelcome(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.works()
	r.fake.Send("GUILD_CREATE", added(fakediscord.ChannelID, time.Now().Add(-48*time.Hour)))
	r.fake.Send("GUILD_CREATE", added(fakediscord.ChannelID, time.Now()))
	r.fake.Send("GUILD_CREATE", added(fakediscord.ChannelID, time.Now()))
	posted, err := r.fake.WaitPosted(r.ctx, fakediscord.ChannelID, 1)
	if err != nil {
		t.Fatal(err)
	}
	r.works()
	settle(r.bot)
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		t.Fatalf("%d welcomes", n)
	}
	if !strings.HasPrefix(posted[0].Content, "Ich antworte") || len(posted[0].Components) != 1 {
		t.Errorf("the welcome: %s", fakediscord.Render(posted[0]))
	}
	for _, c := range posted[0].Components[0].Components {
		i, err := r.fake.User("reader").Click(r.ctx, posted[0], c.CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := i.Reply(r.ctx); err != nil || !m.Ephemeral() || strings.Contains(m.Content, say.Broken[language.English]) || strings.Contains(m.Content, "older version") {
			t.Errorf("%s: %v, %v", c.Label, m, err)
		}
	}
}

// A welcome that the system channel does not take follows the first command, for
// whoever gave it.
func TestWelcomeLate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, system string
		permit       int64
	}{
		{"no system channel", "", fakediscord.AllPermissions},
		{"may not write there", "700000000000000009", fakediscord.ViewChannel},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := start(t)
			r.fake.AddChannel("700000000000000009", "system")
			r.fake.Permit("700000000000000009", tt.permit)
			r.fake.Send("GUILD_CREATE", added(tt.system, time.Now()))
			for {
				note, err := r.opts.Notes.Note(r.ctx, welcomeKey(fakediscord.GuildID))
				if err != nil {
					t.Fatal(err)
				}
				if string(note) == welcomeOwed {
					break
				}
			}
			i, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour)
			if err != nil {
				t.Fatal(err)
			}
			got, err := i.Replies(r.ctx, 2)
			if err != nil {
				t.Fatal(err)
			}
			if !got[1].Ephemeral() || !strings.HasPrefix(got[1].Content, "I answer from news") {
				t.Errorf("the second message: %s", fakediscord.Render(got[1]))
			}
			if i, err = r.fake.User("other").Slash(r.ctx, "brief", harbour); err != nil {
				t.Fatal(err)
			}
			if _, err := i.Reply(r.ctx); err != nil {
				t.Fatal(err)
			}
			settle(r.bot)
			if n := len(i.Messages()); n != 1 {
				t.Errorf("%d messages for the second user", n)
			}
		})
	}
}

// What is kept of a server is deleted when the bot is removed from it, not when
// Discord has an outage.
func TestRemoved(t *testing.T) {
	t.Parallel()
	r := start(t)
	kept := map[string][]byte{
		guildPrefix(fakediscord.GuildID) + "topic/x":                []byte("{}"),
		userPrefix("5") + "seen/" + fakediscord.GuildID + "/7/iran": []byte("{}"),
		"subscription/a": []byte(`{"id":"a","guild":"` + fakediscord.GuildID + `","channel":"7"}`),
		"digest/7":       []byte("{}"), "digest/7" + "/a/2026-01-01": []byte("{}"),
	}
	others := map[string][]byte{
		guildPrefix("9") + "topic/x":      []byte("{}"),
		userPrefix("5") + "seen/9/7/iran": []byte("{}"),
		"digest/77":                       []byte("{}"),
	}
	for _, notes := range []map[string][]byte{kept, others} {
		if err := r.opts.Notes.Put(r.ctx, &corpus.Batch{Notes: notes}); err != nil {
			t.Fatal(err)
		}
	}
	left := make(chan string, 2)
	r.bot.opts.Left = func(_ context.Context, guild string) error { left <- guild; return nil }
	r.fake.Send("GUILD_DELETE", map[string]any{"id": fakediscord.GuildID, "unavailable": true})
	r.works()
	r.fake.Send("GUILD_DELETE", map[string]any{"id": fakediscord.GuildID})
	if guild := <-left; guild != fakediscord.GuildID || len(left) > 0 {
		t.Errorf("left %s, and %d more", guild, len(left))
	}
	for want, notes := range map[bool]map[string][]byte{false: kept, true: others} {
		for key := range notes {
			if note, err := r.opts.Notes.Note(r.ctx, key); err != nil || (note != nil) != want {
				t.Errorf("%s: kept %t, want %t (%v)", key, note != nil, want, err)
			}
		}
	}
}
