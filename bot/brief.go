package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// briefCommand is /brief: what is known about a topic.
func briefCommand(desk Desk) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "brief",
			Description: "What is known about a topic, with sources",
			Options:     []*discordgo.ApplicationCommandOption{textOption("topic", "Which topic", 100, true)},
		},
		run: func(ctx context.Context, r *request) (*Answer, error) {
			return desk.Brief(ctx, pick(ctx, desk.Topics, r.text("topic")))
		},
		complete: func(ctx context.Context, r *request) []Choice { return desk.Topics(ctx, r.typed()) },
	}
}
