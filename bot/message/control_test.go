package message

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"pgregory.net/rapid"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
)

// Whatever is put into the rows of a message, what is sent of it Discord takes.
func TestControlsAreTaken(t *testing.T) {
	t0 := t
	t.Parallel()
	texts := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.SampledFrom([]string{"x", "𝕏", "é ", " ", "\u200b"}).Draw(t, "piece"), rapid.SampledFrom([]int{0, 1, 50, 80, 81, 100, 101, 151, 600}).Draw(t, "times"))
	})
	words := texts.Filter(func(s string) bool { return s == "" || strings.TrimSpace(s) != "" })
	options := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Option {
		return Option{Label: words.Draw(t, "label"), Value: words.Draw(t, "value"), Description: words.Draw(t, "description")}
	}), 0, 40)
	controls := rapid.Custom(func(t *rapid.T) Control {
		id := CustomID(rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "action"), words.Draw(t, "state"))
		switch c := Button(words.Draw(t, "label"), id); rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			return c
		case 1:
			return Control{Type: typeButton, Style: styleLink, Label: c.Label, URL: "https://a.example/" + strings.Repeat("p", rapid.IntRange(0, 600).Draw(t, "path"))}
		}
		return Control{Type: typeButton}
	})
	drawn := rapid.Custom(func(t *rapid.T) Control {
		if rapid.Bool().Draw(t, "buttons") {
			return Row(rapid.SliceOfN(controls, 0, 7).Draw(t, "buttons")...)
		}
		m := Menu(words.Draw(t, "placeholder"), CustomID("s", words.Draw(t, "state")), options.Draw(t, "options")...)
		m.MaxValues = rapid.IntRange(0, len(m.Options)).Draw(t, "max")
		return Row(m)
	})
	fake := fakediscord.New(t)
	c, err := rest.New(t.Context(), fake.URL, fakediscord.Token, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	rapid.Check(t, func(t *rapid.T) {
		m := Message{Content: "x", Rows: FitRows(rapid.SliceOfN(drawn, 0, 8).Draw(t, "rows")), Mentions: Nobody}
		if err := c.Do(t0.Context(), http.MethodPost, discordgo.EndpointChannelMessages(fakediscord.ChannelID), m, nil); err != nil {
			t.Fatalf("%v: %v", err, fake.Forgive())
		}
	})
}
