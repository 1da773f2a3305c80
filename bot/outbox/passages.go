package outbox

import (
	"fmt"
	"slices"
	"strings"

	"briefbot/bot/message"
)

// passagesOf are the passages of the entries on a sheet, as options.
func (e *Edition) passagesOf(s sheet) []message.Option {
	var options []message.Option
	for _, at := range s.entries {
		for _, p := range e.Sections[at.section].Passages {
			if p.Block == at.entry {
				options = append(options, message.Option{Label: numbered(p.Number) + p.Label, Value: p.Ref})
			}
		}
	}
	return message.FitOptions(options)
}

// numbered begins the label of a passage of the article of that number.
func numbered(n int) string { return fmt.Sprintf("[%d] ", n) }

// below are the components of a message of a digest: its passages in their place, and
// where it quotes, a button to say that it quotes wrongly.
func (o *Outbox) below(p *part) message.Rows {
	if len(p.Passages) == 0 || o.Below == nil {
		return nil
	}
	return message.FitRows(o.Below(p.Passages, strings.Contains(p.Text, "“")))
}

// withoutNumbers are the components of a message of a digest without the passages of
// the articles of these numbers; without any, they are none.
func withoutNumbers(rows []message.Control, numbers []int) message.Rows {
	kept := slices.Clone(rows)
	for i := range kept {
		kept[i].Components = slices.Clone(kept[i].Components)
		for j := range kept[i].Components {
			c := &kept[i].Components[j]
			if len(c.Options) == 0 {
				continue // it is no select
			}
			c.Options = slices.DeleteFunc(slices.Clone(c.Options), func(o message.Option) bool {
				return slices.ContainsFunc(numbers, func(n int) bool { return strings.HasPrefix(o.Label, numbered(n)) })
			})
			if len(c.Options) == 0 {
				return nil
			}
		}
	}
	return message.FitRows(kept)
}
