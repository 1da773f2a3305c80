package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// timelineCommand is /timeline: what happened when, and what is expected.
func timelineCommand(desk Desk) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "timeline",
			Description: "What happened when in a topic, and what is expected",
			Options:     []*discordgo.ApplicationCommandOption{textOption("topic", "Which topic", 100, true)},
		},
		run: func(ctx context.Context, r *request) (*Answer, error) {
			return desk.Timeline(ctx, pick(ctx, desk.Topics, r.text("topic")))
		},
		complete: func(ctx context.Context, r *request) []Choice { return desk.Topics(ctx, r.typed()) },
	}
}
