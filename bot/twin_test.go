package bot

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// twinEnv names the directory in which npm has installed discord-digital-twin, as
// testdata/twin/package.json says.
const twinEnv = "BRIEFBOT_TWIN"

// TestTwin plays the conversations of TestConversations against a Discord server
// that others wrote: what its users see is what those of our own see. It takes no
// files, and no client of it refuses what Discord's own refuses: lines that need
// that are left out.
func TestTwin(t *testing.T) {
	dir := os.Getenv(twinEnv)
	if dir == "" {
		t.Skip("set BRIEFBOT_TWIN to a directory with discord-digital-twin to compare with another Discord server")
	}
	other := newTwin(t, dir)
	theirs := newRunning(t, func(r *running) {
		r.opts.URL = other.proxy(t)
	})
	// Its servers are new to the bot, which would introduce itself.
	if err := theirs.opts.Notes.Put(theirs.ctx, batch(welcomeKey(fakediscord.GuildID), welcomeSent)); err != nil {
		t.Fatal(err)
	}
	theirs.run()
	other.bot = theirs.bot
	ours := start(t)
	ours.ctx = t.Context() // node takes its time
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	played := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, do, _ := strings.Cut(string(text), "-- do --\n")
			do, _, _ = strings.Cut(do, "-- want --\n")
			ours.t, other.t, other.seen = t, t, nil
			conversation := &talk{running: ours}
			for line := range strings.Lines(do) {
				line = strings.TrimSpace(line)
				want := conversation.play(line)
				if strings.Contains(want, "\n  file ") || strings.Contains(want, " is required\n") || strings.Contains(want, "use ") && strings.Contains(want, ": the message ") {
					continue
				}
				played++
				if got, want := shown(other.play(line)), shown(want); got != want {
					t.Errorf("%s\nthere:\n%s\nhere:\n%s", line, got, want)
				}
			}
		})
	}
	t.Logf("%d lines were played on both", played)
	if played == 0 {
		t.Error("nothing was played")
	}
}

var heads = regexp.MustCompile(`(?m)^(changed: )?briefbot.*$`)

// shown is what both can show: not who asked, and for whom it is.
func shown(s string) string {
	s = times.ReplaceAllString(identifiers.ReplaceAllString(s, "$1:ID>"), "<t:TIME:")
	return heads.ReplaceAllString(s, "${1}briefbot")
}

// twin is the other server.
type twin struct {
	t       *testing.T
	bot     *Bot
	in      io.Writer
	out     *bufio.Scanner
	address struct{ Rest, Gateway string }

	seen []*fakediscord.Message
	form *fakediscord.Form
	of   *fakediscord.Message // the message from which the form was opened
}

const twinUser = "600000000000000001"

// newTwin starts the server, which ends with the test.
func newTwin(t *testing.T, dir string) *twin {
	t.Helper()
	script, err := filepath.Abs("testdata/twin/twin.mjs")
	if err != nil {
		t.Fatal(err)
	}
	setup, _ := json.Marshal(map[string]any{
		"guild":    map[string]any{"id": fakediscord.GuildID, "name": fakediscord.GuildName},
		"channels": []map[string]any{{"id": fakediscord.ChannelID, "name": "briefings", "type": 0}},
		"users":    []map[string]any{{"id": twinUser, "username": "reader"}},
		"botUser":  map[string]any{"id": fakediscord.BotID, "username": fakediscord.BotName},
		"botToken": fakediscord.Token,
	})
	node := exec.Command("node", script, string(setup))
	node.Dir = dir
	node.Stderr = os.Stderr
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	tw := &twin{t: t, in: in, out: bufio.NewScanner(out)}
	tw.out.Buffer(nil, 16<<20)
	t.Cleanup(func() {
		in.Close()
		if err := node.Wait(); err != nil {
			t.Errorf("node: %v", err)
		}
	})
	if !tw.out.Scan() {
		t.Fatal("node does not start the server")
	}
	if err := json.Unmarshal(tw.out.Bytes(), &tw.address); err != nil {
		t.Fatalf("node says %s: %v", tw.out.Bytes(), err)
	}
	return tw
}

// proxy is the server as the client library wants it: with version 9 of the
// interface, and GET /gateway.
func (tw *twin) proxy(t *testing.T) string {
	t.Helper()
	to, err := url.Parse(tw.address.Rest)
	if err != nil {
		t.Fatal(err)
	}
	transport := new(http.Transport)
	pass := &httputil.ReverseProxy{Transport: transport, Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = "http", to.Host
		r.Out.URL.Path = strings.Replace(r.Out.URL.Path, "/api/v9/", "/api/v10/", 1)
	}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/gateway") {
			json.NewEncoder(w).Encode(map[string]string{"url": tw.address.Gateway})
			return
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { s.Close(); transport.CloseIdleConnections() })
	return s.URL
}

// ask lets the server do something, and decodes what it says.
func (tw *twin) ask(question map[string]any, answer any) {
	tw.t.Helper()
	raw, err := json.Marshal(question)
	if err != nil {
		tw.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(tw.in, "%s\n", raw); err != nil {
		tw.t.Fatal(err)
	}
	var said struct {
		Value json.RawMessage
		Error string
	}
	if !tw.out.Scan() {
		tw.t.Fatal("node has ended")
	}
	if err := errors.Join(json.Unmarshal(tw.out.Bytes(), &said)); err != nil || said.Error != "" {
		tw.t.Fatalf("%v: %v %s", question["do"], err, said.Error)
	}
	if err := json.Unmarshal(said.Value, answer); err != nil && answer != nil {
		tw.t.Fatalf("%v: %v", question["do"], err)
	}
}

func (tw *twin) messages() []*fakediscord.Message {
	tw.t.Helper()
	var all []*fakediscord.Message
	tw.ask(map[string]any{"do": "messages", "channel": fakediscord.ChannelID}, &all)
	slices.SortFunc(all, func(a, b *fakediscord.Message) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// response is what the server notes of an interaction.
type response struct {
	Acknowledged bool
	Type         int
	MessageID    string
	Data         string
}

// interact sends an interaction, and waits until the bot is done with it.
func (tw *twin) interact(kind int, message string, data, event map[string]any) *response {
	tw.t.Helper()
	var made struct{ ID string }
	tw.ask(map[string]any{
		"do": "interact", "channel": fakediscord.ChannelID, "user": twinUser, "type": kind, "data": data, "message": message, "event": event,
	}, &made)
	r := new(response)
	for end := time.Now().Add(20 * time.Second); !r.Acknowledged; {
		if time.Now().After(end) {
			tw.t.Fatalf("no answer to %v", data)
		}
		tw.ask(map[string]any{"do": "response", "id": made.ID}, r)
	}
	settle(tw.bot)
	tw.ask(map[string]any{"do": "response", "id": made.ID}, r)
	return r
}

// event is what a line's beginning ("manager: …") says of the one who speaks.
func event(line string) (rest string, event map[string]any) {
	const permissions = 2147534848
	self := map[string]any{"id": twinUser, "username": "reader", "discriminator": "0"}
	member := map[string]any{"user": self, "roles": []string{}, "permissions": fmt.Sprint(permissions), "joined_at": "2024-01-01T00:00:00Z"}
	event = map[string]any{"member": member, "app_permissions": fmt.Sprint(fakediscord.AllPermissions)}
	who, rest, ok := strings.Cut(line, ": ")
	switch {
	case ok && who == "manager":
		member["permissions"] = fmt.Sprint(permissions | fakediscord.ManageServer)
	case ok && who == "alone":
		event["member"], event["guild_id"], event["guild_locale"], event["user"], event["context"] = nil, nil, nil, self, 1
	case ok && who == "in German":
		event["locale"] = "de"
	default:
		rest = line
	}
	return rest, event
}

// play does one line and renders what comes of it.
func (tw *twin) play(entered string) string {
	tw.t.Helper()
	before := make(map[string]bool)
	for _, m := range tw.messages() {
		before[m.ID] = true
	}
	r := tw.enter(event(entered))
	var data struct {
		Choices    []fakediscord.Choice
		CustomID   string `json:"custom_id"`
		Title      string
		Components []fakediscord.Component
	}
	if r.Data != "" {
		if err := json.Unmarshal([]byte(r.Data), &data); err != nil {
			tw.t.Fatal(err)
		}
	}
	switch r.Type {
	case 8:
		return fmt.Sprintf("%s\n%s", entered, &choicesError{data.Choices})
	case 9:
		tw.form = &fakediscord.Form{CustomID: data.CustomID, Title: data.Title, Rows: data.Components}
		return fmt.Sprintf("%s\n%s", entered, fakediscord.RenderForm(tw.form))
	}
	var b strings.Builder
	for _, m := range tw.messages() {
		if m.ID == r.MessageID && before[m.ID] {
			b.WriteString("changed: " + fakediscord.Render(m))
			tw.seen = append(tw.seen, m)
		}
	}
	for _, m := range tw.messages() {
		if !before[m.ID] {
			b.WriteString(fakediscord.Render(m))
			tw.seen = append(tw.seen, m)
		}
	}
	return b.String()
}

// enter does a line as the event says.
func (tw *twin) enter(line string, event map[string]any) *response {
	tw.t.Helper()
	const command, component, autocomplete, modal = 2, 3, 4, 5
	verb, rest, _ := strings.Cut(line, " ")
	switch {
	case strings.HasPrefix(line, "Check this message: "):
		target := map[string]any{
			"id": "5", "channel_id": fakediscord.ChannelID, "content": strings.TrimPrefix(line, "Check this message: "),
			"timestamp": "2026-01-01T00:00:00Z", "author": map[string]any{"id": twinUser, "username": "reader", "discriminator": "0"},
		}
		return tw.interact(command, "", map[string]any{
			"id": "1", "name": "Check this message", "type": 3, "target_id": "5",
			"resolved": map[string]any{"messages": map[string]any{"5": target}},
		}, event)
	case verb == "click", verb == "choose":
		m, c, value := tw.find(verb, rest)
		tw.of = m
		data := map[string]any{"custom_id": c.CustomID, "component_type": c.Type}
		if verb == "choose" {
			data["values"] = []string{value}
		}
		return tw.interact(component, m.ID, data, event)
	case verb == "submit":
		var rows []map[string]any
		for _, o := range parseOptions(rest) {
			rows = append(rows, map[string]any{"type": 1, "components": []map[string]any{{"type": 4, "custom_id": o.Name, "value": o.Value}}})
		}
		return tw.interact(modal, tw.of.ID, map[string]any{"custom_id": tw.form.CustomID, "components": rows}, event)
	}
	kind := command
	line, typing := strings.CutSuffix(line, "…")
	at := strings.Index(line+":", ":")
	at = max(strings.LastIndexByte(line[:min(at, len(line))], ' '), 0)
	name, options := strings.TrimPrefix(line, "/"), []map[string]any{}
	if strings.Contains(line, ":") {
		name = strings.TrimPrefix(line[:at], "/")
		for _, o := range parseOptions(line[at:]) {
			options = append(options, map[string]any{"name": o.Name, "type": 3, "value": o.Value})
		}
	}
	if typing {
		kind = autocomplete
		options[len(options)-1]["focused"] = true
	}
	if first, sub, ok := strings.Cut(name, " "); ok {
		name, options = first, []map[string]any{{"name": sub, "type": 1, "options": options}}
	}
	return tw.interact(kind, "", map[string]any{"id": "1", "name": name, "type": 1, "options": options}, event)
}

// find is the last message that has the button or the entry of a select, with it.
func (tw *twin) find(verb, label string) (*fakediscord.Message, fakediscord.Component, string) {
	tw.t.Helper()
	for _, m := range slices.Backward(tw.seen) {
		for _, row := range m.Components {
			for _, c := range row.Components {
				if verb == "click" && c.Label == label {
					return m, c, ""
				}
				for _, o := range c.Options {
					if verb == "choose" && o.Label == label {
						return m, c, o.Value
					}
				}
			}
		}
	}
	tw.t.Fatalf("no message has %q", label)
	panic("unreachable")
}
