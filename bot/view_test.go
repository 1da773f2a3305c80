package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/corpus"
)

// Buttons outlive the process that made them: another one, which knows nothing of
// the message, turns its pages.
func TestButtonsOutliveTheBot(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.run()
	user := r.fake.User("reader")
	long := strings.Repeat("Who pays for the bridge, “and why” | 100%? ", 8)
	for _, question := range []string{"long", long} {
		m := r.ask("ask", fakediscord.Opt("question", question))
		r.stop()
		if err := <-r.end; err != nil {
			t.Fatal(err)
		}
		r.end <- nil
		r.run()
		export := ""
		for _, c := range m.Components[0].Components {
			if c.Label == say.Export[language.English] {
				export = c.CustomID
			}
		}
		i, err := user.Click(r.ctx, m, export)
		if err != nil {
			t.Fatal(err)
		}
		got, err := i.Reply(r.ctx)
		if err != nil || len(got.Files) != 1 {
			t.Fatalf("after a restart: %v, %v", got, err)
		}
		if question == long && !strings.Contains(string(got.Files[0].Data), "for the bridge") {
			t.Errorf("the question is not what it was: %s", got.Files[0].Data)
		}
	}
}

// A component that cannot be read names the command that the message came from.
func TestOldButtonNamesItsCommand(t *testing.T) {
	b := testBot(t)
	b.know(map[string]string{"quotes": "7", "help": "8"})
	for from, want := range map[string]string{"quotes": "</quotes:7>", "quotes add": "</quotes:7>", "gone": "</help:8>", "": "</help:8>"} {
		r := &request{source: &discordgo.Message{}}
		if from != "" {
			r.source.Interaction = &discordgo.MessageInteraction{Name: from}
		}
		if got := b.sentenceOldUse(r); !strings.Contains(got, want) {
			t.Errorf("a message of %q: %q, want %s", from, got, want)
		}
	}
}

// A name is found by its value, its name, then by what is a letter or two away;
// where two are as near, by none.
func TestPick(t *testing.T) {
	all := []Choice{{"Anna Lund – mayor (4)", "Anna Lund"}, {"Bela Nagy (3)", "Bela Nagy"}, {"Bela Nady (1)", "Bela Nady"}, {"Iran–US · 5 new today", "iran-us"}}
	choices := func(typed string) []Choice {
		var out []Choice
		for _, c := range all {
			if strings.HasPrefix(strings.ToLower(c.Name), strings.ToLower(typed)) {
				out = append(out, c)
			}
		}
		return out
	}
	for typed, want := range map[string]string{
		"Anna Lund": "Anna Lund", "anna lund": "Anna Lund", "Anna Lund – mayor (4)": "Anna Lund", "Anna Lund – mayor (3)": "Anna Lund",
		"Iran–US · 9 new today": "iran-us", "IRAN-US": "iran-us", "Ana Lund": "Anna Lund", "Ann": "Ann", "Bela Naty": "Bela Naty",
		"somebody else": "somebody else", "Lund": "Lund",
	} {
		if got := pick(choices, typed); got.Value != want {
			t.Errorf("%q is taken for %q, want %q", typed, got.Value, want)
		}
	}
}

func TestSingle(t *testing.T) {
	for text, want := range map[string]string{
		`he said “no” and "yes"`: "he said ‘no’ and 'yes'", "„nein“ «non» 「いいえ」": "‘nein‘ ‘non’ ‘いいえ’", "it’s 'fine'": "it’s 'fine'",
	} {
		if got := single(text); got != want {
			t.Errorf("single(%q) = %q, want %q", text, got, want)
		}
	}
}

// The pages of a long message that was checked turn for an hour, for who asked alone,
// and not once they have it deleted.
func TestTexts(t *testing.T) {
	t.Parallel()
	var have texts
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	sum := textSum("a long message")
	have.add("6", "a long message", now)
	if says, ok := have.of("6", sum, now.Add(59*time.Minute)); !ok || says != "a long message" {
		t.Errorf("%q, %v", says, ok)
	}
	if _, ok := have.of("7", sum, now); ok {
		t.Error("another user has it, too")
	}
	if _, ok := have.of("6", sum, now.Add(time.Hour)); ok {
		t.Error("it is kept for longer than an hour")
	}
	for i := range 3 * maxTexts {
		have.add("8", fmt.Sprint(i), now)
	}
	if _, ok := have.of("6", sum, now); ok || len(have.now)+len(have.old) > 2*maxTexts {
		t.Errorf("%d and %d are kept", len(have.now), len(have.old))
	}
	if !have.forget("8") || have.forget("8") {
		t.Error("what is forgotten is there, or what was there is not forgotten")
	}
}

// What a user had seen before there were pages is where they go on, and is forgotten
// with the rest.
func TestLookBeforePages(t *testing.T) {
	t.Parallel()
	r := start(t)
	q := &request{user: "600000000000000001", guild: fakediscord.GuildID, channel: fakediscord.ChannelID}
	key := seenKey(q, "harbour")
	if err := r.opts.Notes.Put(r.ctx, &corpus.Batch{Notes: map[string][]byte{key: []byte("day 3")}}); err != nil {
		t.Fatal(err)
	}
	if m := r.ask("new", fakediscord.Opt("topic", "harbour")); !strings.Contains(m.Content, "after day 3") || strings.Contains(m.Content, "first look") {
		t.Errorf("%s", fakediscord.Render(m))
	}
	settle(r.bot)
	last, err := r.bot.lookOf(r.ctx, key)
	if err != nil || string(last.From) != "day 3" || string(last.Upto) != "day 31" {
		t.Errorf("%q, %v", last, err)
	}
}
