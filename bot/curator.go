package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/render/markdown"
)

// A Curator keeps what those who manage a server add to it: topics that it alone
// sees, and feeds. What cannot be done, and why, is a *UserError.
type Curator interface {
	// Topics are the topics that the server has added, by name.
	Topics(ctx context.Context, guild string) ([]Added, error)
	// AddTopic adds one: its name as users type it, its title, and the terms that
	// an article must have, those of a group separated by commas and groups by
	// semicolons.
	AddTopic(ctx context.Context, guild, name, title, terms string) (Added, error)
	// RemoveTopic removes one of Topics.
	RemoveTopic(ctx context.Context, guild, name string) (Added, error)
	// Feeds are the feeds that are followed, by whomever they were added.
	Feeds(ctx context.Context, guild string) ([]Added, error)
	// AddFeed follows one from now on, under a name, or its title for "".
	AddFeed(ctx context.Context, guild, address, name string) (Added, error)
	// RemoveFeed removes one that the server has added.
	RemoveFeed(ctx context.Context, guild, name string) (Added, error)
}

// Added is a topic or a feed in a list. All of it is plain text.
type Added struct {
	Name, Title string
	// Says is what is to be said of it: its terms, how it fares.
	Says string
	// Own is true of what the server itself has added, and may remove.
	Own bool
}

// line is it in Discord's Markdown.
func (a Added) line() string {
	line := "• **" + markdown.Escape(a.Title) + "**"
	if a.Name != a.Title {
		line += " (" + markdown.Escape(a.Name) + ")"
	}
	if a.Says != "" {
		line += " – " + markdown.Escape(a.Says)
	}
	return line
}

// sub is a subcommand with its options.
func sub(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options,
	}
}

// curating is a command with the subcommands add, list and remove, for members who
// may manage the server.
func curating(b *Bot, spec *discordgo.ApplicationCommand, list func(context.Context, string) ([]Added, error), do map[string]run, none *phrase) command {
	do["list"] = func(ctx context.Context, r *request) (*Answer, error) {
		all, err := list(ctx, r.guild)
		if err != nil {
			return nil, err
		}
		a := &Answer{}
		for _, one := range all {
			a.Blocks = append(a.Blocks, one.line())
		}
		if len(all) == 0 {
			a.Blocks = []string{none.in(r.language(), b.mention(spec.Name+" add"))}
		}
		return a, nil
	}
	return command{
		spec: spec, private: true, manage: true,
		run: managing(func(ctx context.Context, r *request) (*Answer, error) {
			if do[r.sub] == nil {
				return nil, b.old(r)
			}
			return do[r.sub](ctx, r)
		}),
		complete: func(ctx context.Context, r *request) []Choice {
			name, typed := r.typing()
			if name != "name" || r.sub != "remove" || !r.manages() {
				return nil
			}
			all, err := list(ctx, r.guild)
			if err != nil {
				return nil
			}
			var choices []Choice
			for _, one := range all {
				if one.Own && strings.Contains(strings.ToLower(one.Name+" "+one.Title), strings.ToLower(typed)) {
					choices = append(choices, Choice{one.Title, one.Name})
				}
			}
			return choices
		},
	}
}
