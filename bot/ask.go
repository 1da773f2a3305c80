package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// askCommand is /ask: a question, answered in the corpus's own words or not at
// all.
func askCommand(b *Bot) command {
	const maxQuestion = 400
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "ask",
			Description: "Ask the articles; what they do not say is not answered",
			Options: []*discordgo.ApplicationCommandOption{
				textOption("question", "In your own words", maxQuestion, false), optional(topicOption()), sinceOption(),
			},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			question, err := bounded(r, "question", maxQuestion)
			if err != nil {
				return nil, err
			}
			since, err := b.times(r)
			if err != nil {
				return nil, err
			}
			return b.show(ctx, r, r.query(Query{Kind: Ask, Text: question, Topic: b.picked(ctx, r, "topic"), Since: since}), 0)
		},
		complete: completing(b),
	}
}
