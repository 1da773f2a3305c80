package bot

import (
	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// choice is a suggestion on the wire.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// fitChoices cuts choices to what Discord accepts: one that does not come back
// as it was is left out.
func fitChoices(choices []Choice) []choice {
	out := []choice{}
	for _, c := range choices {
		if c.Name == "" || c.Value == "" || markdown.Len(c.Value) > message.MaxChoice {
			continue
		}
		if len(out) == message.MaxChoices {
			break
		}
		out = append(out, choice{message.Shorten(c.Name, message.MaxChoice), c.Value})
	}
	return out
}
