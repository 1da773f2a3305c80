package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"pgregory.net/rapid"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// A query comes back from its button as it was, whatever is in it; a question that
// does not fit comes back from the title of its message.
func TestQueryTravels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string, max int) string { return message.OneLine(rapid.StringN(0, max, -1).Draw(t, name)) }
		q := Query{
			Kind:  rapid.SampledFrom([]Kind{Brief, Ask, Quotes, Timeline, Voices, Conflicts, Sources, Verify}).Draw(t, "kind"),
			Topic: text("topic", 20), Speaker: text("speaker", 20), Said: rapid.SampledFrom([]string{"", "direct", "mixed", "reported"}).Draw(t, "said"),
			Outlet: text("outlet", 10), Text: text("text", 300), Guild: "8", Language: "tr",
		}
		if rapid.Bool().Draw(t, "since") {
			q.Since = time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "unix"), 0).UTC()
		}
		n := rapid.IntRange(0, 99).Draw(t, "page")
		id := q.id(doPage, n)
		if id == "" {
			if q.Kind == Ask && markdown.Len(message.CustomID(doPage, q.state(n, true)...)) > 0 {
				t.Fatal("a question has no button")
			}
			return
		}
		if markdown.Len(id) > message.MaxCustomID {
			t.Fatalf("%q has %d units", id, markdown.Len(id))
		}
		r := &request{guild: "8", locale: "tr", source: &discordgo.Message{Content: "## " + markdown.Escape(q.Text) + "\n-# searched"}}
		action, state, ok := message.ReadID(id)
		r.state = state
		got, page, read := readQuery(r)
		if !ok || !read || action != doPage || page != n || got != q {
			t.Fatalf("%q is read as %+v, page %d, want %+v", id, got, page, q)
		}
		if strings.HasPrefix(state[7], "#") && q.Text != "" {
			r.source.Content = "## another question\n-# searched"
			if _, _, ok := readQuery(r); ok {
				t.Fatal("another message's title is taken for the question")
			}
		}
	})
}

// Whatever stands in a custom_id, it is read or refused.
func FuzzReadQuery(f *testing.F) {
	f.Add("1|pg|b|0|||harbour|||=")
	f.Add("1|pg|a|0||||||#83f373ca86db")
	f.Add("2|pg|%7C%25|-1|")
	f.Fuzz(func(t *testing.T, id string) {
		action, state, ok := message.ReadID(id)
		if !ok {
			return
		}
		q, page, ok := readQuery(&request{state: state, source: &discordgo.Message{Content: "## x"}})
		if !ok {
			return
		}
		if page < 0 {
			t.Fatalf("%q: page %d", id, page)
		}
		if again := q.id(action, page); again != "" {
			if _, state, ok := message.ReadID(again); !ok || len(state) != 8 {
				t.Fatalf("%q becomes %q", id, again)
			}
		}
	})
}
