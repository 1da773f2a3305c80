package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// quotesCommand is /quotes: what somebody said, and who says so.
func quotesCommand(desk Desk) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "quotes",
			Description: "What somebody said, word for word where they are quoted",
			Options:     []*discordgo.ApplicationCommandOption{textOption("speaker", "A name or an office", 100, true)},
		},
		run: func(ctx context.Context, r *request) (*Answer, error) {
			return desk.Quotes(ctx, pick(ctx, desk.Speakers, r.text("speaker")))
		},
		complete: func(ctx context.Context, r *request) []Choice { return desk.Speakers(ctx, r.typed()) },
	}
}
