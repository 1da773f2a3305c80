package fakediscord

import (
	"fmt"
	"strings"
)

// Render writes a message as a user sees it, in plain text for golden files:
// who said what to whom, the text, the embeds, the components.
func Render(m *Message) string {
	var b strings.Builder
	fmt.Fprint(&b, m.Author.Username)
	if m.Command != "" {
		fmt.Fprintf(&b, " to %s, %s", m.Invoker, m.Command)
	}
	if m.Ephemeral() {
		fmt.Fprint(&b, " (only for them)")
	}
	if m.Loading() {
		fmt.Fprint(&b, " (is thinking)")
	}
	b.WriteByte('\n')
	lines := func(prefix, text string) {
		for line := range strings.Lines(text) {
			fmt.Fprintln(&b, strings.TrimRight(prefix+strings.TrimRight(line, "\n"), " "))
		}
	}
	lines("  ", m.Content)
	for _, e := range m.Embeds {
		fmt.Fprintf(&b, "  embed #%06x %s\n", e.Color, e.Title)
		if e.Author != nil {
			lines("  | by ", e.Author.Name)
		}
		lines("  | ", e.Description)
		for _, f := range e.Fields {
			lines("  | * ", f.Name)
			lines("  |   ", f.Value)
		}
		if e.Footer != nil {
			lines("  | -- ", e.Footer.Text)
		}
	}
	for _, f := range m.Files {
		fmt.Fprintf(&b, "  file %s (%d bytes)\n", f.Name, len(f.Data))
	}
	for _, row := range m.Components {
		for _, c := range row.Components {
			switch {
			case c.URL != "":
				fmt.Fprintf(&b, "  [%s] -> %s\n", c.Label, c.URL)
			case c.Type == StringSelect:
				fmt.Fprintf(&b, "  <%s> %s\n", c.Placeholder, c.CustomID)
				for _, o := range c.Options {
					fmt.Fprintf(&b, "    %s = %s", o.Label, o.Value)
					if o.Default {
						b.WriteString(" (chosen)")
					}
					b.WriteByte('\n')
				}
			default:
				fmt.Fprintf(&b, "  [%s] %s", c.Label, c.CustomID)
				if c.Disabled {
					b.WriteString(" (disabled)")
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// RenderForm writes a form as a user sees it.
func RenderForm(f *Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "form %s (%s)\n", f.Title, f.CustomID)
	for _, row := range f.Rows {
		for _, c := range row.Components {
			fmt.Fprintf(&b, "  <%s> %s", c.Label, c.CustomID)
			if c.Value != "" {
				fmt.Fprintf(&b, " = %s", c.Value)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
