package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
)

// feedCommand is /feed: where articles come from.
func feedCommand(b *Bot) command {
	c := b.opts.Curator
	return curating(b, &discordgo.ApplicationCommand{
		Name: "feed", Description: "Where articles come from: add, list, remove feeds",
		Options: []*discordgo.ApplicationCommandOption{
			sub("add", "Read a feed from now on; what it holds already is news to nobody",
				textOption("address", "The address of a feed: RSS, Atom or JSON", 500, false),
				optional(textOption("name", "What to call it; its own title where this is left out", message.MaxChoice, false))),
			sub("list", "The feeds that are read, and how they fare"),
			sub("remove", "Read a feed no more; its articles stay", textOption("name", "Which one", message.MaxChoice, true)),
		},
	}, c.Feeds, map[string]run{
		"add": func(ctx context.Context, r *request) (*Answer, error) {
			added, err := c.AddFeed(ctx, r.guild, message.OneLine(r.text("address")), message.OneLine(r.text("name")))
			if err != nil {
				return nil, err
			}
			return &Answer{Blocks: []string{say.Added.In(r.language()), added.line(r.language())}}, nil
		},
		"remove": func(ctx context.Context, r *request) (*Answer, error) {
			removed, err := c.RemoveFeed(ctx, r.guild, message.OneLine(r.text("name")))
			if err != nil {
				return nil, err
			}
			return &Answer{Blocks: []string{say.Removed.In(r.language()), removed.line(r.language())}}, nil
		},
	}, &say.NoFeeds)
}
