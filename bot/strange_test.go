package bot

import (
	"strings"
	"time"

	"briefbot/bot/fakediscord"
)

// held makes an interaction whose event the gateway holds back.
func (r *running) held(user string) *fakediscord.Interaction {
	r.t.Helper()
	i, err := r.fake.User(user).Repeating(0).Slash(r.ctx, "brief", harbour)
	if err != nil {
		r.t.Fatal(err)
	}
	return i
}

func reordered(r *running) {
	first, second := r.held("one"), r.held("two")
	for _, i := range []*fakediscord.Interaction{second, first, second} {
		i.Repeat()
		if _, err := i.Reply(r.ctx); err != nil {
			r.t.Error(err)
		}
	}
	settle(r.bot)
	if a, b := len(first.Messages()), len(second.Messages()); a != 1 || b != 1 || r.desk.answered() != 2 {
		r.t.Errorf("%d and %d messages, commands ran %d times", a, b, r.desk.answered())
	}
}

func late(r *running) {
	i := r.held("reader")
	r.fake.Advance(4 * time.Second)
	i.Repeat()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.Callback, 1); err != nil {
		r.t.Error(err)
	}
	settle(r.bot)
	if n := len(i.Messages()); n != 0 || r.desk.answered() != 0 {
		r.t.Errorf("%d messages, commands ran %d times", n, r.desk.answered())
	}
	if n := len(r.fake.Calls("")) - len(r.fake.Calls(fakediscord.Callback)); n != len(r.fake.Calls("GET /gateway"))+len(r.fake.Calls("GET /gateway/bot"))+len(r.fake.Calls(fakediscord.PutCommands)) {
		r.t.Errorf("the late event caused other requests: %+v", r.fake.Calls(""))
	}
	if !strings.Contains(r.log.String(), "not ours any more") {
		r.t.Error("the log does not tell of it")
	}
}

// Whoever is not named is answered all the same.
func nobodyAsks(r *running) {
	data := map[string]any{"id": "1", "name": "brief", "type": 1, "options": []any{map[string]any{"name": "topic", "type": 3, "value": "harbour"}}}
	for _, without := range [][]string{{"member"}, {"member", "guild_id"}, {"member", "locale", "guild_locale", "app_permissions", "context"}} {
		i := r.fake.User("reader").Enter(2, data, without...)
		if m, err := i.Reply(r.ctx); err != nil || !strings.Contains(m.Content, "The two mayors met") {
			r.t.Errorf("without %v: %v, %v", without, m, err)
		}
	}
}

// The client library cannot read the event at all then.
func unknownComponent(r *running) {
	m := r.fake.Give(fakediscord.ChannelID, "a list", fakediscord.Component{Type: fakediscord.Button, Style: 1, Label: "Next", CustomID: "q0|7"}, fakediscord.Component{Type: 99})
	i, err := r.fake.User("reader").Click(r.ctx, m, "q0|7")
	if err != nil {
		r.t.Fatal(err)
	}
	r.works()
	if n := len(i.Messages()); n != 0 {
		r.t.Errorf("%d messages", n)
	}
	if !strings.Contains(r.log.String(), "cannot be read") {
		r.t.Error("the log does not tell of it")
	}
}

func hugeOption(r *running) {
	for _, piece := range []string{"x", "𝕏", "@everyone <@600000000000000001> ", "\u202e\u200b", "“”", "```\n# x\n> y\n"} {
		value := string([]rune(strings.Repeat(piece, 6000))[:6000])
		i := r.fake.User("reader").Enter(2, map[string]any{"id": "1", "name": "ask", "type": 1, "options": []any{map[string]any{"name": "question", "type": 3, "value": value}}})
		if m, err := i.Reply(r.ctx); err != nil || m.Content == "" {
			r.t.Errorf("%q: %v, %v", piece, m, err)
		}
	}
}
