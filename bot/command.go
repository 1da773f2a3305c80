package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A command is data: what Discord is told of it, and what it does.
type command struct {
	spec *discordgo.ApplicationCommand
	// private answers are seen by the asking user alone.
	private bool
	// run answers a request.
	run run
	// uses are the handlers of the components and forms that belong to it.
	uses []handler
	// complete offers choices for the option that the user is typing in; nil
	// where the command has none.
	complete func(ctx context.Context, r *request) []Choice
}

// run answers a request.
type run func(ctx context.Context, r *request) (*Answer, error)

// commands is the table of all commands. Each has a file of its own.
func commands(desk Desk) []command {
	return []command{
		briefCommand(desk),
		askCommand(desk),
		quotesCommand(desk),
		verifyCommand(desk),
		checkMessageCommand(desk),
		timelineCommand(desk),
		sourcesCommand(desk),
		helpCommand(),
	}
}

// request is what a user asked for.
type request struct {
	id      string // of the interaction
	token   string // the right to answer it
	app     string // the application that is asked
	command string
	sub     string // the subcommand, with its group before it: "add"; "" for none
	guild   string // "" in a private conversation
	channel string
	user    string // who asks
	called  string // how the user is called; others wrote it
	locale  string
	// may is what the user may do in the channel, mine what the bot may: bits of
	// Discord's. Both are 0 where Discord does not say.
	may, mine int64
	options   []option
	target    string // the text of the message in whose menu it was chosen

	// Of a component or a form:
	custom string   // its custom_id
	state  []string // what the custom_id carries behind the action
	values []string // what was chosen in a select
	source *discordgo.Message
}

type option struct {
	name    string
	value   string
	focused bool // the user is typing in it
}

// text is the value of an option or an input, "" if it was not given.
func (r *request) text(name string) string {
	for _, o := range r.options {
		if o.name == name {
			return o.value
		}
	}
	return ""
}

// kept is the nth field of a component's state, from 0; "" if it has none.
func (r *request) kept(n int) string {
	if n < len(r.state) {
		return r.state[n]
	}
	return ""
}

// manages reports whether the user may manage the server.
func (r *request) manages() bool {
	return r.guild != "" && r.may&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
}

// typing is the option that the user is typing in, and what it has so far.
func (r *request) typing() (name, typed string) {
	for _, o := range r.options {
		if o.focused {
			return o.name, o.value
		}
	}
	return "", ""
}

// typed is what the user has typed so far.
func (r *request) typed() string {
	_, typed := r.typing()
	return typed
}

// newRequest reads an interaction, with a command's data or without (nil).
func newRequest(i *discordgo.Interaction, data *discordgo.ApplicationCommandInteractionData) *request {
	r := &request{
		id: i.ID, token: i.Token, app: i.AppID, guild: i.GuildID, channel: i.ChannelID,
		locale: string(i.Locale), mine: i.AppPermissions, source: i.Message,
	}
	user := i.User
	if i.Member != nil {
		r.may, r.called = i.Member.Permissions, i.Member.Nick
		user = i.Member.User
	}
	if user != nil {
		r.user = user.ID
		r.called = or(r.called, or(user.GlobalName, user.Username))
	}
	if data != nil {
		r.command, r.target = data.Name, targetText(data)
		r.read(data.Options)
	}
	return r
}

// read takes in options; those of a subcommand are in it.
func (r *request) read(options []*discordgo.ApplicationCommandInteractionDataOption) {
	for _, o := range options {
		switch {
		case o == nil:
		case o.Type == discordgo.ApplicationCommandOptionSubCommand, o.Type == discordgo.ApplicationCommandOptionSubCommandGroup:
			r.sub = strings.TrimSpace(r.sub + " " + o.Name)
			r.read(o.Options)
		default:
			value, ok := o.Value.(string)
			if !ok && o.Value != nil {
				value = fmt.Sprint(o.Value)
			}
			r.options = append(r.options, option{o.Name, strings.TrimSpace(value), o.Focused})
		}
	}
}

// textOption is a required option of text.
func textOption(name, description string, max int, complete bool) *discordgo.ApplicationCommandOption {
	min := 1
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description,
		Required: true, Autocomplete: complete, MinLength: &min, MaxLength: max,
	}
}

// pick finds the choice that a user means. Discord may hand over the name of a
// choice for its value, and a user may type something else than was offered:
// that comes back as it is.
func pick(ctx context.Context, choices func(context.Context, string) []Choice, typed string) string {
	all := append(choices(ctx, typed), choices(ctx, "")...)
	for _, same := range []func(c Choice) bool{
		func(c Choice) bool { return c.Value == typed },
		func(c Choice) bool { return strings.EqualFold(c.Value, typed) },
		func(c Choice) bool { return strings.EqualFold(c.Name, typed) },
	} {
		if i := slices.IndexFunc(all, same); i >= 0 {
			return all[i].Value
		}
	}
	return typed
}
