package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// sourcesCommand is /sources: which outlets, and how fresh they are.
func sourcesCommand(desk Desk) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "sources",
			Description: "Which outlets the answers come from, and how fresh they are",
		},
		run: func(ctx context.Context, _ *request) (*Answer, error) { return desk.Sources(ctx) },
	}
}
