package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// verifyCommand is /verify: whether somebody said what he is said to have said.
func verifyCommand(desk Desk) command {
	speaker := textOption("speaker", "Who is said to have said it: a name or an office", 100, true)
	speaker.Required = false
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "verify",
			Description: "Whether a quotation is in the articles: exact, altered, only reported, or not at all",
			Options: []*discordgo.ApplicationCommandOption{
				textOption("quote", "The words, as somebody quotes them", 2000, false), speaker,
			},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			who := r.text("speaker")
			if who != "" {
				who = pick(ctx, desk.Speakers, who)
			}
			return desk.Verify(ctx, r.text("quote"), who)
		},
		complete: func(ctx context.Context, r *request) []Choice { return desk.Speakers(ctx, r.typed()) },
	}
}
