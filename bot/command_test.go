package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
)

// Each archive in testdata is a conversation: in "do" what a user does, line by
// line ("/brief topic:harbour"; with … at its end while typing), in "want" what
// they see.
func TestConversations(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	r := start(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, want, ok := strings.Cut(string(text), "-- want --\n")
			_, do, _ := strings.Cut(head, "-- do --\n")
			if !ok || do == "" {
				t.Fatal("no conversation")
			}
			var got strings.Builder
			for line := range strings.Lines(do) {
				got.WriteString(r.play(strings.TrimSpace(line)))
			}
			if got.String() == want {
				return
			}
			if *update {
				if err := os.WriteFile(file, []byte(head+"-- want --\n"+got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
		})
	}
}

// play does one line and renders what comes of it.
func (r *running) play(line string) string {
	r.t.Helper()
	line, typing := strings.CutSuffix(line, "…")
	command, rest, _ := strings.Cut(strings.TrimPrefix(line, "/"), " ")
	var options []fakediscord.Option
	if name, value, ok := strings.Cut(rest, ":"); ok {
		options = append(options, fakediscord.Opt(name, value))
	}
	var b strings.Builder
	if text, ok := strings.CutPrefix(line, "Check this message: "); ok {
		user := r.fake.User("reader")
		i, err := user.Menu(r.ctx, "Check this message", user.Message(text))
		if err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
		if _, err := i.Reply(r.ctx); err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
		for _, m := range i.Messages() {
			b.WriteString(fakediscord.Render(m))
		}
		return b.String()
	}
	if typing {
		choices, err := r.fake.User("reader").Autocomplete(r.ctx, command, options[0].Name, options[0].Value.(string))
		if err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
		fmt.Fprintf(&b, "%s…\n", line)
		for _, c := range choices {
			fmt.Fprintf(&b, "  %s = %v\n", c.Name, c.Value)
		}
		return b.String()
	}
	i, err := r.fake.User("reader").Slash(r.ctx, command, options...)
	if err != nil {
		return fmt.Sprintf("%s\n  %v\n", line, err)
	}
	if _, err := i.Reply(r.ctx); err != nil {
		r.t.Fatalf("%s: %v", line, err)
	}
	for _, m := range i.Messages() {
		b.WriteString(fakediscord.Render(m))
	}
	return b.String()
}

func TestChoicesAreFitted(t *testing.T) {
	t.Parallel()
	var many []Choice
	for i := range 40 {
		many = append(many, Choice{fmt.Sprint("name ", i, strings.Repeat("𝕏", 80)), fmt.Sprint(i)})
	}
	many[3].Value = strings.Repeat("x", 101)
	got := fitChoices(many)
	if len(got) != maxChoices || got[3].Value != "4" {
		t.Errorf("%d choices, the fourth %q", len(got), got[3].Value)
	}
	for _, c := range got {
		if n := len([]rune(c.Name)); n > 60 || !strings.HasSuffix(c.Name, "…") {
			t.Errorf("name %q of %d characters", c.Name, n)
		}
	}
}
