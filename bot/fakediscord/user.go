package fakediscord

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A User is somebody who uses the bot, in one channel.
type User struct {
	server  *Server
	id      string
	name    string
	channel string
	times   int // how often each event of theirs is sent

	locale      string // "" for en-US
	permissions int64  // beside what everybody may
	alone       bool   // in a private conversation with the bot
}

// ManageServer is the permission to manage the server.
const ManageServer = 1 << 5

// Speaking returns the user with a client in that language.
func (u *User) Speaking(locale string) *User {
	v := *u
	v.locale = locale
	return &v
}

// Managing returns the user as somebody who may manage the server.
func (u *User) Managing() *User {
	v := *u
	v.permissions |= ManageServer
	return &v
}

// Alone returns the user in a private conversation with the bot.
func (u *User) Alone() *User {
	v := *u
	v.alone = true
	return &v
}

// Submit sends a form that the bot has opened on the interaction, with the
// inputs' values by their custom_ids.
func (u *User) Submit(ctx context.Context, i *Interaction, values map[string]string) (*Interaction, error) {
	f, err := i.Form(ctx)
	if err != nil {
		return nil, err
	}
	var rows []map[string]any
	for _, r := range f.Rows {
		for _, in := range r.Components {
			value := values[in.CustomID]
			if in.Required != nil && *in.Required && value == "" {
				return nil, fmt.Errorf("submit %s: %s is required", f.CustomID, in.CustomID)
			}
			rows = append(rows, map[string]any{"type": ActionRow, "components": []map[string]any{
				{"type": TextInput, "custom_id": in.CustomID, "value": value},
			}})
		}
	}
	return u.interact(typeModal, "form "+f.Title, i.source, map[string]any{"custom_id": f.CustomID, "components": rows}), nil
}

// User returns the user of that name, who acts in the channel #briefings. It
// makes one the first time.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user(name)
}

func (s *Server) user(name string) *User {
	u := s.users[name]
	if u == nil {
		u = &User{server: s, id: fmt.Sprint(600000000000000001 + len(s.users)), name: name, channel: ChannelID, times: 1}
		s.users[name] = u
	}
	return u
}

// In returns the user in another channel.
func (u *User) In(channel string) *User {
	v := *u
	v.channel = channel
	return &v
}

// Repeating returns the user with a gateway that sends each of their events n
// times; one that is sent 0 times is held back until Interaction.Repeat.
func (u *User) Repeating(n int) *User {
	v := *u
	v.times = n
	return &v
}

// An Option is what a user gives with a command.
type Option struct {
	Name  string
	Value any
}

// Opt is an option with a value: a string, a bool, an integer or a float64.
func Opt(name string, value any) Option { return Option{name, value} }

// optionValue is an option in an event.
type optionValue struct {
	Name    string `json:"name"`
	Type    int    `json:"type"`
	Value   any    `json:"value"`
	Focused bool   `json:"focused,omitempty"`
}

// Slash enters a slash command. Like Discord's own client it refuses a command
// that is not registered, options that are not in its description, and required
// ones that are missing. It waits until the bot is connected.
func (u *User) Slash(ctx context.Context, command string, options ...Option) (*Interaction, error) {
	c, values, err := u.fill(ctx, command, options, "")
	if err != nil {
		return nil, err
	}
	entered := "/" + command
	for _, o := range options {
		entered += fmt.Sprintf(" %s:%v", o.Name, o.Value)
	}
	return u.interact(typeCommand, entered, nil, map[string]any{"id": c.ID, "name": c.Name, "type": c.Type, "options": within(command, values)}), nil
}

// Autocomplete types into an option of a command and returns what the bot
// offers. Other options may be given.
func (u *User) Autocomplete(ctx context.Context, command, option, typed string, others ...Option) ([]Choice, error) {
	c, values, err := u.fill(ctx, command, append(others, Opt(option, typed)), option)
	if err != nil {
		return nil, err
	}
	i := u.interact(typeAutocomplete, "/"+command+" "+option+":"+typed+"…", nil, map[string]any{"id": c.ID, "name": c.Name, "type": c.Type, "options": within(command, values)})
	if err := i.wait(ctx, func() bool { return i.answer != 0 }); err != nil {
		return nil, err
	}
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return i.choices, nil
}

// Menu chooses a command in the menu of a message. Like Discord's own client it
// refuses a command that is not registered for messages. It waits until the bot is
// connected.
func (u *User) Menu(ctx context.Context, command string, m *Message) (*Interaction, error) {
	var c Command
	err := u.server.until(ctx, "a client with the message command "+command, func() bool {
		have := u.server.command(typeMessageMenu, command)
		if have == nil || !u.server.ready() {
			return false
		}
		c = *have
		return true
	})
	if err != nil {
		return nil, err
	}
	return u.interact(typeCommand, command, nil, map[string]any{
		"id": c.ID, "name": c.Name, "type": c.Type, "target_id": m.ID,
		"resolved": map[string]any{"messages": map[string]any{m.ID: m.clone()}},
	}), nil
}

// Message is a message that the user has written in the channel, for Menu. It is
// not stored: a bot without privileged intents does not hear of it.
func (u *User) Message(text string) *Message {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return &Message{
		ID: u.server.id(), Channel: u.channel, Author: author{ID: u.id, Username: u.name, Discriminator: "0"},
		Content: text, Timestamp: u.server.now(), Embeds: []Embed{}, Components: []Component{},
	}
}

// Click presses the button of a message, Select chooses in its select.
func (u *User) Click(ctx context.Context, m *Message, customID string) (*Interaction, error) {
	return u.use(ctx, m, customID, Button, nil)
}

// Select chooses values in the select of a message.
func (u *User) Select(ctx context.Context, m *Message, customID string, values ...string) (*Interaction, error) {
	return u.use(ctx, m, customID, StringSelect, values)
}

func (u *User) use(ctx context.Context, m *Message, customID string, kind int, values []string) (*Interaction, error) {
	if err := u.server.WaitReady(ctx); err != nil {
		return nil, err
	}
	u.server.mu.Lock()
	source := u.server.channels[m.Channel].find(m.ID)
	u.server.mu.Unlock()
	if source == nil {
		return nil, fmt.Errorf("use %s: the message is gone", customID)
	}
	var c *Component
	for _, row := range source.Components {
		for i := range row.Components {
			if row.Components[i].CustomID == customID && row.Components[i].Type == kind {
				c = &row.Components[i]
			}
		}
	}
	switch {
	case c == nil:
		return nil, fmt.Errorf("use %s: the message has no such component", customID)
	case c.Disabled:
		return nil, fmt.Errorf("use %s: it is disabled", customID)
	case source.Ephemeral() && source.Invoker != u.name:
		return nil, fmt.Errorf("use %s: %s does not see the message", customID, u.name)
	}
	data := map[string]any{"custom_id": customID, "component_type": kind}
	if values != nil {
		data["values"] = values
	}
	return u.interact(typeComponent, c.Label+" ("+customID+")", source, data), nil
}

// within puts the options into the subcommand that stands behind a command's
// name, if one does.
func within(command string, values []optionValue) any {
	_, sub, ok := strings.Cut(command, " ")
	if !ok {
		return values
	}
	return []map[string]any{{"name": sub, "type": 1, "options": values}}
}

// fill checks the options against the registered command.
func (u *User) fill(ctx context.Context, command string, options []Option, focused string) (c *Command, values []optionValue, err error) {
	name, sub, _ := strings.Cut(command, " ")
	err = u.server.until(ctx, "a client with the command /"+name, func() bool {
		if c = u.server.command(typeSlash, name); c == nil || !u.server.ready() {
			return false
		}
		own := *c
		c = &own
		return true
	})
	if err != nil {
		return nil, nil, err
	}
	if sub != "" {
		i := slices.IndexFunc(c.Options, func(o CommandOption) bool { return o.Name == sub && o.Type == 1 })
		if i < 0 {
			return nil, nil, fmt.Errorf("/%s: no such subcommand", command)
		}
		c.Options = c.Options[i].Options
	}
	for _, o := range options {
		i := slices.IndexFunc(c.Options, func(have CommandOption) bool { return have.Name == o.Name })
		if i < 0 {
			return nil, nil, fmt.Errorf("/%s has no option %s", command, o.Name)
		}
		spec := c.Options[i]
		if s, ok := o.Value.(string); ok && focused == "" {
			switch n := length(s); {
			case spec.MinLength != nil && n < *spec.MinLength, spec.MaxLength != nil && n > *spec.MaxLength, n > 6000:
				return nil, nil, fmt.Errorf("/%s: %s has %d characters", command, o.Name, n)
			}
		}
		if o.Name == focused && !spec.Autocomplete {
			return nil, nil, fmt.Errorf("/%s: %s has no autocompletion", command, o.Name)
		}
		values = append(values, optionValue{o.Name, spec.Type, o.Value, o.Name == focused})
	}
	for _, spec := range c.Options {
		if spec.Required && focused == "" && !slices.ContainsFunc(options, func(o Option) bool { return o.Name == spec.Name }) {
			return nil, nil, fmt.Errorf("/%s: %s is required", command, spec.Name)
		}
	}
	return c, values, nil
}

// Enter sends an interaction of any type and data, without the keys of the event
// that are named: what a client would never send, and a gateway might.
func (u *User) Enter(kind int, data map[string]any, without ...string) *Interaction {
	held := *u
	held.times = 0
	i := held.interact(kind, fmt.Sprint("interaction of type ", kind), nil, data)
	for _, key := range without {
		delete(i.event, key)
	}
	i.Repeat()
	return i
}

// interact makes an interaction and sends its event to the bot.
func (u *User) interact(kind int, command string, source *Message, data any) *Interaction {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id()
	i := &Interaction{
		ID: id, Token: "token-" + id, server: s, kind: kind, user: u, command: command,
		channel: s.channels[u.channel], source: source, at: s.now(), begun: time.Now(),
	}
	const permissions = 2147534848
	self := author{ID: u.id, Username: u.name, Discriminator: "0"}
	locale := "en-US"
	if u.locale != "" {
		locale = u.locale
	}
	// Permissions are numbers in strings: the client library reads no others.
	event := map[string]any{
		"id": id, "application_id": AppID, "type": kind, "token": i.Token, "version": 1,
		"channel_id": u.channel, "locale": locale, "context": 1,
		"authorizing_integration_owners": map[string]string{"1": u.id}, "app_permissions": fmt.Sprint(s.permissions(i.channel)), "entitlements": []string{},
		"data": data,
	}
	if u.alone {
		event["user"] = self
	} else {
		i.guild = i.channel.Guild
		event["guild_id"], event["guild_locale"], event["context"] = i.guild, "en-US", 0
		event["authorizing_integration_owners"] = map[string]string{"0": i.guild}
		event["member"] = map[string]any{
			"user": self, "roles": []string{}, "permissions": fmt.Sprint(permissions | u.permissions), "joined_at": "2024-01-01T00:00:00Z",
		}
	}
	if source != nil {
		event["message"] = source.event()
	}
	i.event = event
	s.interactions[i.Token] = i
	s.touch()
	for range u.times {
		i.dispatch()
	}
	return i
}

// Send sends an event of any shape to every shard of the bot, as the gateway might.
func (s *Server) Send(name string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch(name, data, nil)
}

// Visible returns what a user sees of a channel: no ephemeral message of others.
func (u *User) Visible(channel string) []*Message {
	return slices.DeleteFunc(u.server.Messages(channel), func(m *Message) bool { return m.Ephemeral() && m.Invoker != u.name })
}
