package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// timelineCommand is /timeline: what happened when, and what is expected.
func timelineCommand(b *Bot) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "timeline",
			Description: "What happened when in a topic, and what is expected",
			Options:     []*discordgo.ApplicationCommandOption{topicOption()},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			return b.show(ctx, r, r.query(Query{Kind: Timeline, Topic: b.picked(ctx, r, "topic")}), 0)
		},
		complete: completing(b),
	}
}
