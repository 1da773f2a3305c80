package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// quotesCommand is /quotes: what somebody said, and who says so.
func quotesCommand(b *Bot) command {
	kind := optional(textOption("kind", "Word for word, only reported, or a mixture of both", 0, false))
	kind.MinLength, kind.MaxLength = nil, 0
	for _, k := range []string{"direct", "mixed", "reported"} {
		kind.Choices = append(kind.Choices, &discordgo.ApplicationCommandOptionChoice{Name: k, Value: k})
	}
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "quotes",
			Description: "What somebody said, word for word where they are quoted",
			Options:     []*discordgo.ApplicationCommandOption{speakerOption(), optional(topicOption()), kind, sinceOption()},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			since, err := b.times(r)
			if err != nil {
				return nil, err
			}
			return b.show(ctx, r, r.query(Query{
				Kind: Quotes, Speaker: b.picked(ctx, r, "speaker"), Topic: b.picked(ctx, r, "topic"), Said: r.text("kind"), Since: since,
			}), 0)
		},
		complete: completing(b),
	}
}
