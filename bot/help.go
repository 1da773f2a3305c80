package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// helpCommand is /help: what one can do, by task.
func helpCommand(*Bot) command {
	blocks := []string{
		"**What do you want to know?**",
		"**/brief** – where a story stands: the bottom line, who says what, what is open",
		"**/ask** – one question, answered with citations, or not at all",
		"**/quotes** – what somebody said, and what others only report that they said",
		"**/verify** – whether a quotation is what somebody said; in a message’s menu under Apps, **Check this message** does it for all of them",
		"**/timeline** – what happened when, and what is expected",
		"**/sources** – the outlets behind the answers, and how fresh they are",
		"\nWords in quotation marks were found again, letter by letter, in the article that is named, said by the person who is named. What cannot be found there is not said.",
	}
	return command{
		spec:    &discordgo.ApplicationCommand{Name: "help", Description: "What you can ask, and what the answers are worth"},
		private: true,
		run:     func(context.Context, *request) (*Answer, error) { return &Answer{Blocks: blocks}, nil },
	}
}
