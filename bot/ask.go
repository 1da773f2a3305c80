package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// askCommand is /ask: a question, answered in the corpus's own words or not at
// all.
func askCommand(desk Desk) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "ask",
			Description: "Ask the articles; what they do not say is not answered",
			Options:     []*discordgo.ApplicationCommandOption{textOption("question", "In your own words", 500, false)},
		},
		run: func(ctx context.Context, r *request) (*Answer, error) { return desk.Ask(ctx, r.text("question")) },
	}
}
