package bot

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/fakediscord"
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
			if c.Label == sayExport[english] {
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
