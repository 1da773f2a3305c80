package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
)

// checkMessageCommand is "Check this message" in the menu of a message: every
// quotation in it, and every claim that it attributes to somebody.
func checkMessageCommand(b *Bot) command {
	return command{
		spec:    &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: "Check this message"},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			if r.target == "" {
				return nil, userError(&say.NothingToCheck, r.language())
			}
			q := r.query(Query{Kind: Message, Text: r.target})
			if message.CustomID(doPage, q.state(99, false)...) == "" {
				b.texts.add(r.user, r.target, b.opts.Now())
			}
			return b.show(ctx, r, q, 0)
		},
	}
}

// targetText is the text of the message in whose menu a command was chosen: what
// was written, and what its embeds say.
func targetText(data *discordgo.ApplicationCommandInteractionData) string {
	if data.Resolved == nil {
		return ""
	}
	m := data.Resolved.Messages[data.TargetID]
	if m == nil {
		return ""
	}
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		if e != nil {
			parts = append(parts, e.Title, e.Description)
		}
	}
	return strings.TrimSpace(strings.Join(parts, "\n"))
}
