package bot

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
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
			conversation := &talk{running: r}
			for line := range strings.Lines(do) {
				got.WriteString(conversation.play(strings.TrimSpace(line)))
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

// talk is a conversation: who speaks, and what was said last.
type talk struct {
	*running
	user   *fakediscord.User
	seen   []*fakediscord.Message   // what "click" and "choose" use: the last that has it
	open   *fakediscord.Interaction // the interaction whose form "submit" sends
	locale string                   // the reader's, "" for English
	// at is where what was used last stands. A talk that leads another tells it where
	// to look: labels are other ones there.
	at     position
	chosen []int // options
	lead   *talk
}

// position is where a component stands: in which message that was seen, which row,
// which column.
type position struct{ message, row, column int }

// speakers are who may stand before a line: "manager: /topic add …".
var speakers = map[string]func(*fakediscord.User) *fakediscord.User{
	"manager":   (*fakediscord.User).Managing,
	"alone":     (*fakediscord.User).Alone,
	"in German": func(u *fakediscord.User) *fakediscord.User { return u.Speaking("de") },
}

// play does one line and renders what comes of it.
func (c *talk) play(line string) string {
	c.t.Helper()
	c.user = c.fake.User("reader")
	if c.locale != "" {
		c.user = c.user.Speaking(c.locale)
	}
	entered := line
	for who, as := range speakers {
		if rest, ok := strings.CutPrefix(line, who+": "); ok {
			c.user, line = as(c.user), rest
		}
	}
	i, err := c.do(line)
	var offered *choicesError
	switch {
	case errors.As(err, &offered):
		return fmt.Sprintf("%s\n%s", entered, offered)
	case err != nil:
		return fmt.Sprintf("%s\n  %v\n", entered, err)
	}
	if f, err := i.Form(c.ctx); err == nil {
		c.open = i
		return fmt.Sprintf("%s\n%s", entered, fakediscord.RenderForm(f))
	}
	m, err := i.Reply(c.ctx)
	if err != nil {
		c.t.Fatalf("%s: %v", line, err)
	}
	settle(c.bot) // what follows the answer
	var b strings.Builder
	if len(i.Messages()) == 0 || i.Messages()[0].ID != m.ID {
		b.WriteString("changed: " + fakediscord.Render(m)) // the message was there before
	}
	for _, m := range i.Messages() {
		b.WriteString(fakediscord.Render(m))
	}
	c.seen = append(slices.DeleteFunc(c.seen, func(o *fakediscord.Message) bool { return o.ID == m.ID }), i.Messages()...)
	if len(i.Messages()) == 0 || i.Messages()[0].ID != m.ID {
		c.seen = append(c.seen, m)
	}
	return times.ReplaceAllString(identifiers.ReplaceAllString(b.String(), "$1:ID>"), "<t:TIME:")
}

// identifiers are those of commands; they and times differ from run to run.
var (
	identifiers = regexp.MustCompile(`(</[a-z ]+):[0-9]+>`)
	times       = regexp.MustCompile(`<t:[0-9]+:`)
)

// A choicesError is no error: it is what the bot offers to somebody who types.
type choicesError struct{ choices []fakediscord.Choice }

func (e *choicesError) Error() string {
	var b strings.Builder
	for _, c := range e.choices {
		fmt.Fprintf(&b, "  %s = %v\n", c.Name, c.Value)
	}
	return b.String()
}

// do enters a line.
func (c *talk) do(line string) (*fakediscord.Interaction, error) {
	verb, rest, _ := strings.Cut(line, " ")
	switch {
	case strings.HasPrefix(line, "Check this message: "):
		return c.user.Menu(c.ctx, "Check this message", c.user.Message(strings.TrimPrefix(line, "Check this message: ")))
	case verb == "click":
		m, id := c.find(func(p fakediscord.Component) bool { return p.Label == rest })
		return c.user.Click(c.ctx, m, id.CustomID)
	case verb == "choose":
		labels := strings.Split(rest, " + ") // several in one select
		m, id := c.find(func(p fakediscord.Component) bool {
			return slices.ContainsFunc(p.Options, func(o fakediscord.SelectOption) bool { return o.Label == labels[0] })
		})
		if c.lead == nil {
			c.chosen = nil
			for i, o := range id.Options {
				if slices.Contains(labels, o.Label) {
					c.chosen = append(c.chosen, i)
				}
			}
		} else {
			c.chosen = c.lead.chosen
		}
		var values []string
		for _, i := range c.chosen {
			values = append(values, id.Options[i].Value)
		}
		return c.user.Select(c.ctx, m, id.CustomID, values...)
	case verb == "submit":
		values := map[string]string{}
		for _, v := range parseOptions(rest) {
			values[v.Name] = v.Value.(string)
		}
		return c.user.Submit(c.ctx, c.open, values)
	}
	line, typing := strings.CutSuffix(line, "…")
	at := strings.Index(line+":", ":")
	at = max(strings.LastIndexByte(line[:min(at, len(line))], ' '), 0)
	command, options := strings.TrimPrefix(line, "/"), []fakediscord.Option(nil)
	if strings.Contains(line, ":") {
		command, options = strings.TrimPrefix(line[:at], "/"), parseOptions(line[at:])
	}
	if typing {
		last := options[len(options)-1]
		choices, err := c.user.Autocomplete(c.ctx, command, last.Name, last.Value.(string), options[:len(options)-1]...)
		if err != nil {
			return nil, err
		}
		return nil, &choicesError{choices}
	}
	return c.user.Slash(c.ctx, command, options...)
}

var optionName = regexp.MustCompile(`(?:^| )([a-z_]+):`)

// parseOptions reads "speaker:lund since:24h"; a value goes on to the next name.
func parseOptions(s string) []fakediscord.Option {
	var options []fakediscord.Option
	names := optionName.FindAllStringSubmatchIndex(s, -1)
	for i, n := range names {
		end := len(s)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		options = append(options, fakediscord.Opt(s[n[2]:n[3]], strings.TrimSpace(s[n[1]:end])))
	}
	return options
}

// find is the component of which ok is true, of the last message that has one.
func (c *talk) find(ok func(fakediscord.Component) bool) (*fakediscord.Message, fakediscord.Component) {
	c.t.Helper()
	if c.lead != nil {
		at := c.lead.at
		m := c.seen[at.message]
		return m, m.Components[at.row].Components[at.column]
	}
	for i, m := range slices.Backward(c.seen) {
		for j, row := range m.Components {
			for k, p := range row.Components {
				if ok(p) {
					c.at = position{i, j, k}
					return m, p
				}
			}
		}
	}
	c.t.Fatal("no message has such a component")
	panic("unreachable")
}

func TestChoicesAreFitted(t *testing.T) {
	t.Parallel()
	var many []Choice
	for i := range 40 {
		many = append(many, Choice{fmt.Sprint("name ", i, strings.Repeat("𝕏", 80)), fmt.Sprint(i)})
	}
	many[3].Value = strings.Repeat("x", 101)
	got := fitChoices(many)
	if len(got) != message.MaxChoices || got[3].Value != "4" {
		t.Errorf("%d choices, the fourth %q", len(got), got[3].Value)
	}
	for _, c := range got {
		if n := len([]rune(c.Name)); n > 60 || !strings.HasSuffix(c.Name, "…") {
			t.Errorf("name %q of %d characters", c.Name, n)
		}
	}
}
