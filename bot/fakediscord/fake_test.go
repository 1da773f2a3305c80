package fakediscord

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// a client speaks to the server as a bot does, without a library.
type client struct {
	t *testing.T
	s *Server
}

func (c client) do(method, path string, body string) (int, map[string]any, []byte) {
	c.t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	r, err := http.NewRequest(method, c.s.URL+"/api/v9"+path, in)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("User-Agent", "DiscordBot (test, 1)")
	r.Header.Set("Authorization", "Bot "+Token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	transport := &http.Transport{DisableKeepAlives: true}
	res, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Do(r)
	if err != nil {
		return 0, nil, nil
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	var out map[string]any
	json.Unmarshal(raw, &out)
	return res.StatusCode, out, raw
}

// connect identifies and hands every event to got, until the test ends.
func (c client) connect(got func(name string, data map[string]any)) {
	c.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(c.s.websocketURL()+"/?v=9&encoding=json", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	ws.WriteJSON(map[string]any{"op": opIdentify, "d": map[string]any{"token": "Bot " + Token, "intents": 1, "properties": map[string]string{}}})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var p struct {
				Op   int            `json:"op"`
				Type string         `json:"t"`
				Data map[string]any `json:"d"`
			}
			_, raw, err := ws.ReadMessage()
			if err != nil {
				return
			}
			json.Unmarshal(raw, &p)
			if p.Op == opDispatch && got != nil {
				got(p.Type, p.Data)
			}
		}
	}()
	c.t.Cleanup(func() { ws.Close(); <-ended })
}

const commands = `[{"name":"brief","description":"A brief","options":[{"type":3,"name":"topic","description":"Which","required":true,"autocomplete":true}]}]`

func TestConversation(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := New(t)
	c := client{t, s}
	if status, _, _ := c.do("PUT", "/applications/"+AppID+"/commands", commands); status != 200 {
		t.Fatalf("commands: status %d", status)
	}
	silent := `"allowed_mentions":{"parse":[]}`
	c.connect(func(name string, data map[string]any) {
		if name != "INTERACTION_CREATE" {
			return
		}
		at := fmt.Sprintf("/interactions/%s/%s/callback", data["id"], data["token"])
		hook := fmt.Sprintf("/webhooks/%s/%s", AppID, data["token"])
		switch int(data["type"].(float64)) {
		case typeAutocomplete:
			c.do("POST", at, `{"type":8,"data":{"choices":[{"name":"Talks","value":"talks"}]}}`)
		case typeCommand:
			c.do("POST", at, `{"type":5,"data":{"flags":64}}`)
			if status, body, _ := c.do("POST", at, `{"type":5}`); status != 400 || body["code"] != 40060. {
				t.Errorf("second answer: %d %v", status, body)
			}
			c.do("PATCH", hook+"/messages/@original", `{"content":"first",`+silent+`,"components":[{"type":1,"components":[{"type":2,"style":1,"label":"More","custom_id":"more|1"}]}]}`)
			c.do("POST", hook, `{"content":"second","flags":64,`+silent+`}`)
		case typeComponent:
			c.do("POST", at, `{"type":7,"data":{"content":"updated",`+silent+`,"components":[]}}`)
		}
	})
	u := s.User("reader")
	choices, err := u.Autocomplete(ctx, "brief", "topic", "ta")
	if err != nil || len(choices) != 1 || choices[0].Value != "talks" {
		t.Fatalf("choices %v, error %v", choices, err)
	}
	i, err := u.Slash(ctx, "brief", Opt("topic", "talks"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := i.Replies(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	const want = "briefbot to reader, /brief topic:talks (only for them)\n  first\n  [More] more|1\n"
	if s := Render(got[0]); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	if n := len(s.User("other").Visible(ChannelID)); n != 0 {
		t.Errorf("another user sees %d messages", n)
	}
	click, err := u.Click(ctx, got[0], "more|1")
	if err != nil {
		t.Fatal(err)
	}
	after, err := click.Reply(ctx)
	if err != nil || after.Content != "updated" || after.ID != got[0].ID || len(after.Components) != 0 {
		t.Errorf("after the click: %+v, error %v", after, err)
	}
	s.Advance(TokenLifetime + time.Second)
	if status, body, _ := c.do("PATCH", "/webhooks/"+AppID+"/"+i.Token+"/messages/@original", `{"content":"late",`+silent+`}`); status != 401 || body["code"] != 50027. {
		t.Errorf("after 15 minutes: %d %v", status, body)
	}
}

func TestNobodyAnswers(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := New(t)
	c := client{t, s}
	c.do("PUT", "/applications/"+AppID+"/commands", commands)
	c.connect(nil)
	i, err := s.User("reader").Slash(ctx, "brief", Opt("topic", "x"))
	if err != nil {
		t.Fatal(err)
	}
	s.Advance(AckDeadline + 1)
	if _, err := i.Reply(ctx); err != ErrNoAnswer {
		t.Errorf("error %v, want %v", err, ErrNoAnswer)
	}
	if status, body, _ := c.do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", `{"type":5}`); status != 404 || body["code"] != 10062. {
		t.Errorf("late answer: %d %v", status, body)
	}
}

func TestNonce(t *testing.T) {
	s := New(t)
	c := client{t, s}
	post := func(nonce string) string {
		_, body, _ := c.do("POST", "/channels/"+ChannelID+"/messages", `{"content":"x","nonce":"`+nonce+`","enforce_nonce":true,"allowed_mentions":{"parse":[]}}`)
		return fmt.Sprint(body["id"])
	}
	first := post("a")
	if again := post("a"); again != first {
		t.Errorf("same nonce: message %s, want %s", again, first)
	}
	if other := post("b"); other == first {
		t.Error("another nonce: the same message")
	}
	s.Advance(NonceWindow)
	if late := post("a"); late == first {
		t.Error("after the window: the same message")
	}
}

func TestListAfter(t *testing.T) {
	s := New(t)
	for i := range 7 {
		s.Say(ChannelID, "other", fmt.Sprint(i))
	}
	first := s.Messages(ChannelID)[0].ID
	_, _, raw := client{t, s}.do("GET", "/channels/"+ChannelID+"/messages?limit=3&after="+first, "")
	var got []Message
	json.Unmarshal(raw, &got)
	if len(got) != 3 || got[0].Content != "3" || got[2].Content != "1" {
		t.Errorf("got %s", raw)
	}
}

// Each of these must be seen by the server, whether Discord's own description
// is there or not.
func TestViolations(t *testing.T) {
	long := strings.Repeat("x", 2001)
	message := func(body string) func(client) {
		return func(c client) {
			c.do("POST", "/channels/"+ChannelID+"/messages", `{"allowed_mentions":{"parse":[]},`+body+`}`)
		}
	}
	embeds := func(n int, text string) string {
		return `"embeds":[` + strings.TrimSuffix(strings.Repeat(`{"description":"`+text+`"},`, n), ",") + `]`
	}
	button := `{"type":2,"style":1,"label":"a","custom_id":"a"}`
	row := func(parts ...string) string {
		return `{"type":1,"components":[` + strings.Join(parts, ",") + `]}`
	}
	for _, tt := range []struct {
		name string
		do   func(client)
		want string
	}{
		{"route", func(c client) { c.do("GET", "/voice/regions", "") }, "no such route"},
		{"ping", func(c client) { c.do("POST", "/channels/"+ChannelID+"/messages", `{"content":"x"}`) }, "allowed_mentions"},
		{"ping roles", func(c client) {
			c.do("POST", "/channels/"+ChannelID+"/messages", `{"content":"x","allowed_mentions":{"parse":["roles"]}}`)
		}, "allowed_mentions"},
		{"unknown key", message(`"content":"x","color":1`), "color"},
		{"content", message(`"content":"` + long + `"`), "content: 2001"},
		{"surrogates", message(`"content":"` + strings.Repeat("𝕏", 1001) + `"`), "content: 2002"},
		{"embed sum", message(embeds(2, strings.Repeat("x", 3001))), "embeds: 6002"},
		{"embed description", message(embeds(1, strings.Repeat("x", 4097))), "description: 4097"},
		{"embeds", message(embeds(11, "x")), "embeds: 11"},
		{"empty embed", message(`"content":"x","embeds":[{}]`), "is empty"},
		{"custom_id twice", message(`"content":"x","components":[` + row(button, button) + `]`), "is there twice"},
		{"custom_id long", message(`"content":"x","components":[` + row(`{"type":2,"style":1,"label":"a","custom_id":"`+long[:101]+`"}`) + `]`), "custom_id: 101"},
		{"six buttons", message(`"content":"x","components":[` + row(button, button, button, button, button, button) + `]`), "components: 6"},
		{"components in sum", message(`"flags":32768,"components":[{"type":17,"components":[` + strings.TrimSuffix(strings.Repeat(`{"type":10,"content":"x"},`, 40), ",") + `]}]`), "components: 41"},
		{"nonce", message(`"content":"x","nonce":"` + long[:26] + `"`), "nonce: 26"},
		{"fault left", func(c client) { c.s.Fail(CreateMessage, 1, ResetBefore()) }, "left over"},
		{"fault unknown", func(c client) { c.s.Fail("POST /x", 1, ResetBefore()) }, "not known"},
		{"command name", func(c client) {
			c.do("PUT", "/applications/"+AppID+"/commands", `[{"name":"Brief","description":"x"}]`)
		}, "no name of a command"},
		{"command weight", func(c client) {
			option := func(i int) string {
				return fmt.Sprintf(`{"type":3,"name":"o%d","description":"%s","choices":[%s]}`, i, long[:100],
					strings.TrimSuffix(strings.Repeat(`{"name":"`+long[:100]+`","value":"`+long[:100]+`"},`, 20), ","))
			}
			c.do("PUT", "/applications/"+AppID+"/commands", `[{"name":"brief","description":"x","options":[`+option(1)+","+option(2)+`]}]`)
		}, "must be 8000 or fewer"},
		{"user agent", func(c client) {
			if res, err := http.Get(c.s.URL + "/api/v9/gateway"); err == nil {
				res.Body.Close()
			}
		}, "user agent"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := New(t)
			defer http.DefaultClient.CloseIdleConnections()
			tt.do(client{t, s})
			got := strings.Join(s.Forgive(), "\n")
			if !strings.Contains(got, tt.want) {
				t.Errorf("violations %q, want one with %q", got, tt.want)
			}
		})
	}
}

// A fault that acts before stores nothing, one that acts after stores the
// message and says nothing of it.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fault  Fault
		status int
		stored int
	}{
		{"502 before", StatusBefore(502), 502, 0},
		{"502 after", StatusAfter(502), 502, 1},
		{"reset before", ResetBefore(), 0, 0},
		{"reset after", ResetAfter(), 0, 1},
		{"429", RateLimited(time.Second), 429, 0},
		{"429 globally", GloballyRateLimited(time.Second, true), 429, 0},
		{"banned", Banned(time.Second), 429, 0},
		{"refused", Refused(403, 50013, "Missing Permissions"), 403, 0},
		{"delayed", Delayed(time.Millisecond), 200, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := New(t)
			s.Fail(CreateMessage, 1, tt.fault)
			status, _, _ := client{t, s}.do("POST", "/channels/"+ChannelID+"/messages", `{"content":"x","allowed_mentions":{"parse":[]}}`)
			if status != tt.status || len(s.Messages(ChannelID)) != tt.stored {
				t.Errorf("status %d and %d messages, want %d and %d", status, len(s.Messages(ChannelID)), tt.status, tt.stored)
			}
		})
	}
}

func TestPermissions(t *testing.T) {
	s := New(t)
	c := client{t, s}
	for _, tt := range []struct {
		permissions int64
		channel     string
		code        float64
	}{
		{AllPermissions, "1", 10003},
		{0, ChannelID, 50001},
		{ViewChannel, ChannelID, 50013},
	} {
		s.Permit(ChannelID, tt.permissions)
		_, body, _ := c.do("POST", "/channels/"+tt.channel+"/messages", `{"content":"x","allowed_mentions":{"parse":[]}}`)
		if body["code"] != tt.code {
			t.Errorf("permissions %d: code %v, want %v", tt.permissions, body["code"], tt.code)
		}
	}
}

func TestResume(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s := New(t)
	c := client{t, s}
	c.do("PUT", "/applications/"+AppID+"/commands", commands)
	var session string
	ready := make(chan struct{})
	c.connect(func(name string, data map[string]any) {
		if name == "READY" {
			session = data["session_id"].(string)
			close(ready)
		}
	})
	<-ready
	if _, err := s.User("reader").Slash(ctx, "brief", Opt("topic", "x")); err != nil {
		t.Fatal(err)
	}
	s.Drop()
	ws, _, err := websocket.DefaultDialer.Dial(s.websocketURL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	ws.WriteJSON(map[string]any{"op": opResume, "d": map[string]any{"token": "Bot " + Token, "session_id": session, "seq": 2}})
	var names []string
	for len(names) < 2 {
		_, raw, err := ws.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		var p packet
		json.NewDecoder(bytes.NewReader(raw)).Decode(&p)
		if p.Op == opDispatch {
			names = append(names, p.Type)
		}
	}
	if got := strings.Join(names, " "); got != "INTERACTION_CREATE RESUMED" {
		t.Errorf("after RESUME: %s", got)
	}
}
