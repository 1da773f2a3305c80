package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
)

// topicCommand is /topic: the stories that a server follows beside those that
// everybody does.
func topicCommand(b *Bot) command {
	c := b.opts.Curator
	return curating(b, &discordgo.ApplicationCommand{
		Name: "topic", Description: "Stories that this server follows: add, list, remove",
		Options: []*discordgo.ApplicationCommandOption{
			sub("add", "Follow a story of your own",
				textOption("name", "One word, such as harbour-bridge", message.MaxChoice, false),
				textOption("title", "What readers see", message.MaxChoice, false),
				textOption("terms", "What an article must have: harbour, port; bridge – a comma is or, a semicolon is and", 500, false)),
			sub("list", "The stories that this server follows"),
			sub("remove", "Follow a story no more", textOption("name", "One word, such as harbour-bridge", message.MaxChoice, true)),
		},
	}, c.Topics, map[string]run{
		"add": func(ctx context.Context, r *request) (*Answer, error) {
			added, err := c.AddTopic(ctx, r.guild, message.OneLine(r.text("name")), message.OneLine(r.text("title")), message.OneLine(r.text("terms")))
			if err != nil {
				return nil, err
			}
			return &Answer{Blocks: []string{say.Added.In(r.language()), added.line(r.language())}}, nil
		},
		"remove": func(ctx context.Context, r *request) (*Answer, error) {
			removed, err := c.RemoveTopic(ctx, r.guild, message.OneLine(r.text("name")))
			if err != nil {
				return nil, err
			}
			return &Answer{Blocks: []string{say.Removed.In(r.language()), removed.line(r.language())}}, nil
		},
	}, &say.NoOwnTopics)
}
