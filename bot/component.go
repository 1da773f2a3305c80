package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
)

// A handler says what becomes of a component that a user uses, or of a form that
// a user sends. It is registered with a command (command.uses), and found by the
// action in the component's custom_id; the rest of that is its state. It keeps
// nothing else: a button works after a restart, on any shard, on old messages.
type handler struct {
	// action is unique among all commands.
	action string
	// update replaces the message that the component stands in; otherwise the
	// answer is a new message that the user alone sees.
	update bool
	// form opens a form at once, in place of run, unless it is nil. It must not wait.
	form func(r *request) *message.Form
	run  run
}

// newUse reads an interaction with a component.
func newUse(i *discordgo.Interaction, data *discordgo.MessageComponentInteractionData) *request {
	r := newRequest(i, nil)
	r.custom, r.values = data.CustomID, data.Values
	return r
}

// newForm reads a form that was sent.
func newForm(i *discordgo.Interaction, data *discordgo.ModalSubmitInteractionData) *request {
	r := newRequest(i, nil)
	r.custom = data.CustomID
	for _, c := range data.Components {
		line, ok := c.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, c := range line.Components {
			if in, ok := c.(*discordgo.TextInput); ok {
				r.options = append(r.options, option{name: in.CustomID, value: strings.TrimSpace(in.Value)})
			}
		}
	}
	return r
}
