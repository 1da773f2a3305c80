package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/render/markdown"
)

// idVersion is the version of the custom_ids that this version of the bot makes
// and reads. Raise it where a state changes its meaning: buttons that are in
// channels already then get a plain answer in place of a guess.
const idVersion = "1"

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
	form func(r *request) *form
	run  run
}

// A form is what Discord calls a modal: a title and inputs. Its answer comes to
// the handler of the action in id; the inputs' values are the request's options.
type form struct {
	ID     string    `json:"custom_id"`
	Title  string    `json:"title"`
	Inputs []control `json:"components"` // rows
}

// customID names an action and its state. It is "" where that is longer than
// Discord takes: the component is then left out.
func customID(action string, state ...string) string {
	parts := []string{idVersion, action}
	for _, s := range state {
		parts = append(parts, idEscape.Replace(s))
	}
	id := strings.Join(parts, "|")
	if markdown.Len(id) > maxCustomID {
		return ""
	}
	return id
}

// readID reads what customID wrote. It reports false for what another version
// wrote, or nobody.
func readID(id string) (action string, state []string, ok bool) {
	parts := strings.Split(id, "|")
	if len(parts) < 2 || parts[0] != idVersion {
		return "", nil, false
	}
	for _, s := range parts[2:] {
		state = append(state, idUnescape.Replace(s))
	}
	return parts[1], state, true
}

var (
	idEscape   = strings.NewReplacer("%", "%25", "|", "%7C")
	idUnescape = strings.NewReplacer("%7C", "|", "%25", "%")
)

// Types and styles of components.
const (
	typeRow    = 1
	typeButton = 2
	typeSelect = 3
	typeInput  = 4

	stylePrimary   = 1
	styleSecondary = 2
	styleSuccess   = 3
	styleDanger    = 4
	styleLink      = 5

	styleLine      = 1 // of an input
	styleParagraph = 2
)

// control is a component on the wire: a row, a button, a select, an input.
type control struct {
	Type        int            `json:"type"`
	Style       int            `json:"style,omitempty"`
	Label       string         `json:"label,omitempty"`
	ID          string         `json:"custom_id,omitempty"`
	URL         string         `json:"url,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	Options     []selectOption `json:"options,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"`
	MaxValues   int            `json:"max_values,omitempty"`
	Value       string         `json:"value,omitempty"`
	MinLength   int            `json:"min_length,omitempty"`
	MaxLength   int            `json:"max_length,omitempty"`
	Required    *bool          `json:"required,omitempty"`
	Components  []control      `json:"components,omitempty"`
}

type selectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// button is a button that says label and does what id says.
func button(label, id string) control {
	return control{Type: typeButton, Style: styleSecondary, Label: label, ID: id}
}

// menu is a select of one of the options.
func menu(placeholder, id string, options ...selectOption) control {
	return control{Type: typeSelect, Placeholder: placeholder, ID: id, Options: options}
}

// input is a line of a form with an input in it, one for a paragraph if max is
// more than a line's worth.
func input(id, label, placeholder, value string, max int, required bool) control {
	style := styleLine
	if max > 100 {
		style = styleParagraph
	}
	return control{Type: typeRow, Components: []control{{
		Type: typeInput, ID: id, Label: shorten(label, maxInputLabel), Style: style,
		Placeholder: shorten(placeholder, maxInputPlaceholder), Value: shorten(value, max), MaxLength: max, Required: &required,
	}}}
}

// row puts components side by side: up to five buttons, or one select.
func row(controls ...control) control { return control{Type: typeRow, Components: controls} }

// fitRows cuts rows to what Discord takes. A component whose state did not fit,
// a select without options, a button that says nothing, a row without components and whatever is too much
// are left out.
func fitRows(rows []control) rowList {
	var out rowList
	have := map[string]bool{}
	for _, r := range rows {
		fitted := control{Type: typeRow}
		for _, c := range r.Components {
			c.Options = fitOptions(c.Options)
			switch {
			case c.Style == styleLink && (c.URL == "" || len(c.URL) > maxButtonURL),
				c.Style != styleLink && (c.ID == "" || have[c.ID]),
				c.Type == typeSelect && len(c.Options) == 0,
				c.Type == typeButton && c.Label == "",
				len(fitted.Components) == maxInRow:
				continue
			}
			have[c.ID] = true
			c.Label = shorten(c.Label, maxLabel)
			c.Placeholder = shorten(c.Placeholder, maxPlaceholder)
			c.MaxValues = min(c.MaxValues, len(c.Options))
			fitted.Components = append(fitted.Components, c)
		}
		if len(fitted.Components) > 0 && len(out) < maxRows {
			out = append(out, fitted)
		}
	}
	return out
}

// fitOptions cuts the options of a select; of several with one value the first
// counts.
func fitOptions(options []selectOption) []selectOption {
	var out []selectOption
	have := map[string]bool{}
	for _, o := range options {
		if o.Label == "" || o.Value == "" || markdown.Len(o.Value) > maxChoice || have[o.Value] || len(out) == maxChoices {
			continue
		}
		have[o.Value] = true
		o.Label, o.Description = shorten(o.Label, maxChoice), shorten(o.Description, maxChoice)
		out = append(out, o)
	}
	return out
}

// rowsOf are the components of a message that came with an event.
func rowsOf(m *discordgo.Message) ([]control, error) {
	raw, err := json.Marshal(m.Components)
	if err != nil {
		return nil, fmt.Errorf("read the message's components: %w", err)
	}
	var rows []control
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, fmt.Errorf("read the message's components: %w", err)
	}
	return rows, nil
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
