package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// briefCommand is /brief: what is known about a topic. The components below all
// answers are its.
func briefCommand(b *Bot) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "brief",
			Description: "What is known about a topic, with sources",
			Options:     []*discordgo.ApplicationCommandOption{topicOption(), sinceOption()},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			since, err := b.times(r)
			if err != nil {
				return nil, err
			}
			return b.show(ctx, r, r.query(Query{Kind: Brief, Topic: b.picked(ctx, r, "topic"), Since: since}), 0)
		},
		complete: completing(b),
		uses:     views(b),
	}
}
