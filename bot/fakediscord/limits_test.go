package fakediscord

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Whatever way a body comes, it is held to the limits, those that Discord's own
// description does not know among them.
func TestLimitsOnEveryRoute(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	long, text := strings.Repeat("x", 2001), strings.Repeat("x", 3001)
	button := `{"type":2,"style":1,"label":"a","custom_id":"a"}`
	silent := `"allowed_mentions":{"parse":[]},`
	parts := strings.TrimSuffix(strings.Repeat(`{"type":10,"content":"x"},`, 40), ",")
	rules := []struct{ body, want string }{
		{`{` + silent + `"content":"` + long + `"}`, "content: 2001"},
		{`{` + silent + `"embeds":[{"description":"` + text + `"},{"description":"` + text + `"}]}`, "embeds: 6002"},
		{`{` + silent + `"content":"x","components":[{"type":1,"components":[` + button + `,` + button + `]}]}`, "is there twice"},
		{`{` + silent + `"flags":32768,"components":[{"type":17,"components":[` + parts + `]}]}`, "components: 41"},
		{`{"content":"x"}`, "allowed_mentions"},
	}
	for _, route := range []struct {
		name string
		send func(c client, i *Interaction, posted, body string)
	}{
		{CreateMessage, func(c client, _ *Interaction, _, body string) {
			c.do("POST", "/channels/"+ChannelID+"/messages", body)
		}},
		{"PATCH message", func(c client, _ *Interaction, posted, body string) {
			c.do("PATCH", "/channels/"+ChannelID+"/messages/"+posted, body)
		}},
		{Callback, func(c client, i *Interaction, _, body string) {
			c.do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", `{"type":4,"data":`+body+`}`)
		}},
		{FollowUp, func(c client, i *Interaction, _, body string) {
			c.do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", `{"type":5}`)
			c.do("POST", "/webhooks/"+AppID+"/"+i.Token, body)
		}},
		{EditReply, func(c client, i *Interaction, _, body string) {
			c.do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", `{"type":5}`)
			c.do("PATCH", "/webhooks/"+AppID+"/"+i.Token+"/messages/@original", body)
		}},
	} {
		for _, rule := range rules {
			t.Run(route.name+" "+rule.want, func(t *testing.T) {
				s := New(t)
				c := client{t, s}
				c.do("PUT", "/applications/"+AppID+"/commands", commands)
				c.connect(nil)
				i, err := s.User("reader").Slash(ctx, "brief", Opt("topic", "x"))
				if err != nil {
					t.Fatal(err)
				}
				posted := s.Give(ChannelID, "there").ID
				route.send(c, i, posted, rule.body)
				if got := strings.Join(s.Forgive(), "\n"); !strings.Contains(got, rule.want) {
					t.Errorf("violations %q, want one with %q", got, rule.want)
				}
			})
		}
	}
}

// The answers that are no messages have limits of their own.
func TestLimitsOfOtherAnswers(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	input := `{"type":1,"components":[{"type":4,"style":1,"label":"a","custom_id":"a"}]}`
	choices := strings.TrimSuffix(strings.Repeat(`{"name":"x","value":"x"},`, 26), ",")
	for _, tt := range []struct{ name, body, want string }{
		{"form, custom_id twice", `{"type":9,"data":{"custom_id":"f","title":"F","components":[` + input + `,` + input + `]}}`, "is there twice"},
		{"form, title", `{"type":9,"data":{"custom_id":"f","title":"` + strings.Repeat("x", 46) + `","components":[` + input + `]}}`, "title: 46"},
		{"form, custom_id", `{"type":9,"data":{"custom_id":"` + strings.Repeat("x", 101) + `","title":"F","components":[` + input + `]}}`, "custom_id: 101"},
		{"form, six rows", `{"type":9,"data":{"custom_id":"f","title":"F","components":[` + strings.TrimSuffix(strings.Repeat(input+",", 6), ",") + `]}}`, "components: 6"},
		{"form, rows", `{"type":9,"data":{"custom_id":"f","title":"F","components":[]}}`, "components: 0"},
		{"choices for a command", `{"type":8,"data":{"choices":[` + choices + `]}}`, "answers no interaction"},
		{"update of nothing", `{"type":7,"data":{"content":"x"}}`, "answers no interaction"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := New(t)
			c := client{t, s}
			c.do("PUT", "/applications/"+AppID+"/commands", commands)
			c.connect(nil)
			i, err := s.User("reader").Slash(ctx, "brief", Opt("topic", "x"))
			if err != nil {
				t.Fatal(err)
			}
			c.do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", tt.body)
			if got := strings.Join(s.Forgive(), "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("violations %q, want one with %q", got, tt.want)
			}
		})
	}
	t.Run("choices", func(t *testing.T) {
		s := New(t)
		c := client{t, s}
		c.do("PUT", "/applications/"+AppID+"/commands", commands)
		c.connect(func(name string, data map[string]any) {
			if name == "INTERACTION_CREATE" {
				c.do("POST", "/interactions/"+data["id"].(string)+"/"+data["token"].(string)+"/callback", `{"type":8,"data":{"choices":[`+choices+`]}}`)
			}
		})
		short, end := context.WithTimeout(ctx, 100*time.Millisecond)
		defer end()
		s.User("reader").Autocomplete(short, "brief", "topic", "x")
		if err := s.WaitCalls(ctx, Callback, 1); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Forgive(), "\n"); !strings.Contains(got, "choices: 26") {
			t.Errorf("violations %q", got)
		}
	})
}
