package message

import (
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/render/markdown"
)

// Types and styles of components.
const (
	TypeRow    = 1
	typeButton = 2
	typeSelect = 3
	typeInput  = 4

	StylePrimary   = 1
	StyleSecondary = 2
	StyleSuccess   = 3
	StyleDanger    = 4
	styleLink      = 5

	styleLine      = 1 // of an input
	styleParagraph = 2
)

// A Control is a component as Discord takes it: a row, a button, a select, an input.
type Control struct {
	Type        int       `json:"type"`
	Style       int       `json:"style,omitempty"`
	Label       string    `json:"label,omitempty"`
	ID          string    `json:"custom_id,omitempty"`
	URL         string    `json:"url,omitempty"`
	Disabled    bool      `json:"disabled,omitempty"`
	Placeholder string    `json:"placeholder,omitempty"`
	Options     []Option  `json:"options,omitempty"`
	MinValues   *int      `json:"min_values,omitempty"`
	MaxValues   int       `json:"max_values,omitempty"`
	Value       string    `json:"value,omitempty"`
	MinLength   int       `json:"min_length,omitempty"`
	MaxLength   int       `json:"max_length,omitempty"`
	Required    *bool     `json:"required,omitempty"`
	Components  []Control `json:"components,omitempty"`
}

// An Option is one of a select.
type Option struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// Button is a button that says label and does what id says.
func Button(label, id string) Control {
	return Control{Type: typeButton, Style: StyleSecondary, Label: label, ID: id}
}

// Menu is a select of one of the options.
func Menu(placeholder, id string, options ...Option) Control {
	return Control{Type: typeSelect, Placeholder: placeholder, ID: id, Options: options}
}

// Input is a line of a form with an input in it, one for a paragraph if max is
// more than a line's worth.
func Input(id, label, placeholder, value string, max int, required bool) Control {
	style := styleLine
	if max > 100 {
		style = styleParagraph
	}
	return Control{Type: TypeRow, Components: []Control{{
		Type: typeInput, ID: id, Label: Shorten(label, maxInputLabel), Style: style,
		Placeholder: Shorten(placeholder, maxInputPlaceholder), Value: Shorten(value, max), MaxLength: max, Required: &required,
	}}}
}

// Row puts components side by side: up to five buttons, or one select.
func Row(controls ...Control) Control { return Control{Type: TypeRow, Components: controls} }

// FitRows cuts rows to what Discord takes. A component whose state did not fit,
// a select without options, a button that says nothing, a row without components and whatever is too much
// are left out.
func FitRows(rows []Control) Rows {
	var out Rows
	have := map[string]bool{}
	for _, r := range rows {
		fitted := Control{Type: TypeRow}
		for _, c := range r.Components {
			c.Options = FitOptions(c.Options)
			switch {
			case c.Style == styleLink && (c.URL == "" || len(c.URL) > maxButtonURL),
				c.Style != styleLink && (c.ID == "" || have[c.ID]),
				c.Type == typeSelect && len(c.Options) == 0,
				c.Type == typeButton && c.Label == "",
				len(fitted.Components) == maxInRow:
				continue
			}
			have[c.ID] = true
			c.Label = Shorten(c.Label, maxLabel)
			c.Placeholder = Shorten(c.Placeholder, maxPlaceholder)
			c.MaxValues = min(c.MaxValues, len(c.Options))
			fitted.Components = append(fitted.Components, c)
		}
		if len(fitted.Components) > 0 && len(out) < maxRows {
			out = append(out, fitted)
		}
	}
	return out
}

// FitOptions cuts the options of a select; of several with one value the first
// counts.
func FitOptions(options []Option) []Option {
	var out []Option
	have := map[string]bool{}
	for _, o := range options {
		if o.Label == "" || o.Value == "" || markdown.Len(o.Value) > MaxChoice || have[o.Value] || len(out) == MaxChoices {
			continue
		}
		have[o.Value] = true
		o.Label, o.Description = Shorten(o.Label, MaxChoice), Shorten(o.Description, MaxChoice)
		out = append(out, o)
	}
	return out
}

// RowsOf are the components of a message that came with an event.
func RowsOf(m *discordgo.Message) ([]Control, error) {
	raw, err := json.Marshal(m.Components)
	if err != nil {
		return nil, fmt.Errorf("read the message's components: %w", err)
	}
	var rows []Control
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, fmt.Errorf("read the message's components: %w", err)
	}
	return rows, nil
}

// A Form is what Discord calls a modal: a title and inputs. Its answer comes to
// the handler of the action in id; the inputs' values are the request's options.
type Form struct {
	ID     string    `json:"custom_id"`
	Title  string    `json:"title"`
	Inputs []Control `json:"components"` // rows
}
