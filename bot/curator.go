package bot

import (
	"context"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// A Curator keeps what those who manage a server add to it: topics that it alone
// sees, and feeds. What cannot be done, and why, is a *Refusal.
type Curator interface {
	// Topics are the topics that the server has added, by name.
	Topics(ctx context.Context, guild string) ([]Added, error)
	// AddTopic adds one: its name as users type it, its title, and the terms that
	// an article must have, those of a group separated by commas and groups by
	// semicolons.
	AddTopic(ctx context.Context, guild, name, title, terms string) (Added, error)
	// RemoveTopic removes one of Topics.
	RemoveTopic(ctx context.Context, guild, name string) (Added, error)
	// Feeds are the feeds that the server reads: everybody's and its own.
	Feeds(ctx context.Context, guild string) ([]Added, error)
	// AddFeed follows one from now on, under a name, or its title for "". What it
	// brings is shown to the server alone.
	AddFeed(ctx context.Context, guild, address, name string) (Added, error)
	// RemoveFeed removes one that the server has added.
	RemoveFeed(ctx context.Context, guild, name string) (Added, error)
}

// Added is a topic or a feed in a list. All of it is plain text.
type Added struct {
	Name, Title string
	// Terms are those of a topic, Articles how many articles have them.
	Terms    string
	Articles int
	// Feed is how a feed fares, nil for a topic.
	Feed *FeedState
	// Own is true of what the server itself has added, and may remove.
	Own bool
}

// A FeedState is how a feed fares.
type FeedState struct {
	// Items is how many it had when it was Read last, zero for never.
	Items int
	Read  time.Time
	// Failing is since when it cannot be read, zero where it can.
	Failing time.Time
	// Says is why it cannot, or what it is, in English; "" where there is nothing to
	// say.
	Says string
}

// line is it in Discord's Markdown.
func (a Added) line(l language.Language) string {
	line := "• **" + markdown.Escape(a.Title) + "**"
	if a.Name != a.Title {
		line += " (" + markdown.Escape(a.Name) + ")"
	}
	if f := a.Feed; f != nil {
		return line + " – " + f.in(l)
	}
	if a.Terms != "" {
		line += " – " + markdown.Escape(a.Terms)
	}
	return line + " · " + say.ArticleCount.In(l, a.Articles)
}

// in is how the feed fares, in Discord's Markdown.
func (f *FeedState) in(l language.Language) string {
	says := markdown.Escape(say.Translated(l, f.Says))
	switch {
	case !f.Failing.IsZero():
		// The reason is said of the feed: "is not there".
		if own := say.Translated(l, "it "+f.Says); l != language.English && own != "it "+f.Says {
			says = markdown.Escape(own)
		}
		return say.Failing.In(l, says, f.Failing.Unix())
	case says != "":
		return says
	case !f.Read.IsZero():
		return say.Read.In(l, f.Items, f.Read.Unix())
	}
	return say.Unread.In(l)
}

// sub is a subcommand with its options.
func sub(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options,
	}
}

// curating is a command with the subcommands add, list and remove, for members who
// may manage the server.
func curating(b *Bot, spec *discordgo.ApplicationCommand, list func(context.Context, string) ([]Added, error), do map[string]run, none *language.Phrase) command {
	do["list"] = func(ctx context.Context, r *request) (*Answer, error) {
		all, err := list(ctx, r.guild)
		if err != nil {
			return nil, err
		}
		a := &Answer{}
		for _, one := range all {
			a.Blocks = append(a.Blocks, one.line(r.language()))
		}
		if len(all) == 0 {
			a.Blocks = []string{none.In(r.language(), b.mention(spec.Name+" add"))}
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
