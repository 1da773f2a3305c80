package bot

import (
	"fmt"
	"slices"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/say"
)

// passagesOf are the passages of the entries on a sheet, as options.
func (e *Edition) passagesOf(s sheet) []selectOption {
	var options []selectOption
	for _, at := range s.entries {
		for _, p := range e.Sections[at.section].Passages {
			if p.Block == at.entry {
				options = append(options, selectOption{Label: numbered(p.Number) + p.Label, Value: p.Ref})
			}
		}
	}
	return fitOptions(options)
}

// numbered begins the label of a passage of the article of that number.
func numbered(n int) string { return fmt.Sprintf("[%d] ", n) }

// rows are the components of a message of a digest: its passages in their place, and
// where it quotes, a button to say that it quotes wrongly.
func (p *part) rows() rowList {
	if len(p.Passages) == 0 {
		return nil
	}
	rows := []control{row(menu(say.Context.In(language.English), customID(doContext, commandOf[Brief]), p.Passages...))}
	if strings.Contains(p.Text, "“") {
		rows = append(rows, row(button(say.Wrong.In(language.English), customID(doWhich, commandOf[Brief]))))
	}
	return fitRows(rows)
}

// withoutNumbers are the components of a message of a digest without the passages of
// the articles of these numbers; without any, they are none.
func withoutNumbers(rows []control, numbers []int) rowList {
	kept := slices.Clone(rows)
	for i := range kept {
		kept[i].Components = slices.Clone(kept[i].Components)
		for j := range kept[i].Components {
			c := &kept[i].Components[j]
			if !does(*c, doContext) {
				continue
			}
			c.Options = slices.DeleteFunc(slices.Clone(c.Options), func(o selectOption) bool {
				return slices.ContainsFunc(numbers, func(n int) bool { return strings.HasPrefix(o.Label, numbered(n)) })
			})
			if len(c.Options) == 0 {
				return nil
			}
		}
	}
	return fitRows(kept)
}
