package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
)

// A command is data: what Discord is told of it, and what it does.
type command struct {
	spec *discordgo.ApplicationCommand
	// private answers are seen by the asking user alone.
	private bool
	// manage is true of commands for members who may manage the server.
	manage bool
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
func commands(b *Bot) []command {
	all := []command{
		briefCommand(b),
		askCommand(b),
		quotesCommand(b),
		verifyCommand(b),
		checkMessageCommand(b),
		timelineCommand(b),
		newCommand(b),
		sourcesCommand(b),
		reportsCommand(b),
		helpCommand(b),
		privacyCommand(b),
	}
	if b.opts.Curator != nil {
		all = append(all, topicCommand(b), feedCommand(b))
	}
	if b.opts.Digests != nil {
		all = append(all, digestCommand(b))
	}
	for i := range all {
		localise(all[i].spec)
		place(&all[i])
	}
	return all
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
	alone   bool   // the channel is a private conversation with the bot alone
	user    string // who asks
	called  string // how the user is called; others wrote it
	locale  string
	// guildLocale is the server's language, the user's outside of servers.
	guildLocale string
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

	// staged says what is being waited for; it is nil until stage is called.
	staged atomic.Pointer[func() string]
	// grown has what the answer says so far, for one who waits for it; nil where
	// the user has something else to look at.
	grown chan *Answer
}

// stage sets what the user is told if the answer takes long.
func (r *request) stage(says func() string) { r.staged.Store(&says) }

// language is what the bot speaks with the user.
func (r *request) language() language.Language { return language.Of(r.locale) }

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

// newRequest reads an interaction, with a command's data or without (nil).
func newRequest(i *discordgo.Interaction, data *discordgo.ApplicationCommandInteractionData) *request {
	r := &request{
		id: i.ID, token: i.Token, app: i.AppID, guild: i.GuildID, channel: i.ChannelID,
		locale: string(i.Locale), mine: i.AppPermissions, source: i.Message,
	}
	r.alone = i.Context == discordgo.InteractionContextBotDM && i.GuildID == ""
	r.guildLocale = r.locale
	if i.GuildLocale != nil {
		r.guildLocale = string(*i.GuildLocale)
	}
	user := i.User
	if i.Member != nil {
		r.may, r.called = i.Member.Permissions, i.Member.Nick
		user = i.Member.User
	}
	if user != nil {
		r.user = user.ID
		r.called = cmp.Or(r.called, cmp.Or(user.GlobalName, user.Username))
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
