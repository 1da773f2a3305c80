package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
)

// sourcesCommand is /sources: which outlets, and how fresh they are.
func sourcesCommand(b *Bot) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "sources",
			Description: "Which outlets the answers come from, and how fresh they are",
			Options: []*discordgo.ApplicationCommandOption{
				optional(topicOption()), optional(textOption("outlet", "One outlet, with its articles", message.MaxChoice, true)),
			},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			return b.show(ctx, r, r.query(Query{Kind: Sources, Topic: b.picked(ctx, r, "topic"), Outlet: b.picked(ctx, r, "outlet")}), 0)
		},
		complete: completing(b),
	}
}
