package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// verifyCommand is /verify: whether somebody said what he is said to have said.
func verifyCommand(b *Bot) command {
	const maxQuote = 2000
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "verify",
			Description: "Whether a quotation is in the articles: exact, altered, only reported, or not at all",
			Options: []*discordgo.ApplicationCommandOption{
				textOption("quote", "The words, as somebody quotes them", maxQuote, false), optional(speakerOption()),
				optional(topicOption()), sinceOption(),
			},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			quote, err := bounded(r, "quote", maxQuote)
			if err != nil {
				return nil, err
			}
			since, err := b.times(r)
			if err != nil {
				return nil, err
			}
			return b.show(ctx, r, r.query(Query{Kind: Verify, Text: quote, Speaker: b.picked(ctx, r, "speaker"), Topic: b.picked(ctx, r, "topic"), Since: since}), 0)
		},
		complete: completing(b),
	}
}
