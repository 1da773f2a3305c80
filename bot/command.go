package bot

import (
	"context"
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
	run func(ctx context.Context, r *request) (*Answer, error)
	// complete offers choices for the option that the user is typing in; nil
	// where the command has none.
	complete func(ctx context.Context, r *request) []Choice
}

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
	guild   string // "" in a private conversation
	channel string
	locale  string
	options []option
	target  string // the text of the message in whose menu it was chosen
}

type option struct {
	name    string
	value   string
	focused bool // the user is typing in it
}

// text is the value of an option, "" if it was not given.
func (r *request) text(name string) string {
	for _, o := range r.options {
		if o.name == name {
			return o.value
		}
	}
	return ""
}

// typed is what the user has typed so far.
func (r *request) typed() string {
	for _, o := range r.options {
		if o.focused {
			return o.value
		}
	}
	return ""
}

// newRequest reads an interaction with a command's data.
func newRequest(i *discordgo.Interaction, data *discordgo.ApplicationCommandInteractionData) *request {
	r := &request{id: i.ID, token: i.Token, app: i.AppID, command: data.Name, guild: i.GuildID, channel: i.ChannelID, locale: string(i.Locale), target: targetText(data)}
	for _, o := range data.Options {
		if o == nil {
			continue
		}
		value, _ := o.Value.(string)
		r.options = append(r.options, option{o.Name, strings.TrimSpace(value), o.Focused})
	}
	return r
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
