package clean

import (
	"fmt"
	"strings"
)

// noteLead begins the line by which a note says after which article it was
// written: "Note after Press TV, ~30 January 2026".
const noteLead = "note after "

// After reads the outlet and the date of the article after which a note was
// written: "Press TV, 2026-01-30". A tilde before the date says that the date
// was inferred. An outlet that is described and not named ("an unnamed site")
// is returned as "".
func After(value string) (outlet string, published Date, err error) {
	value = strings.TrimSpace(value)
	i := strings.LastIndexByte(value, '~')
	if i < 0 {
		i = strings.LastIndexByte(value, ',') + 1
	}
	// "Outlet, January 30, 2026" has a comma inside its date.
	if j := strings.LastIndexByte(value[:max(i-1, 0)], ','); j >= 0 && i > 0 && value[i-1] == ',' {
		if _, err := ParseDate(value[j+1:]); err == nil {
			i = j + 1
		}
	}
	date, inferred := strings.CutPrefix(strings.TrimSpace(value[i:]), "~")
	outlet = strings.Trim(value[:i], " ,\u00a0")
	t, err := ParseDate(date)
	if err != nil {
		return "", Date{}, fmt.Errorf("%q: want an outlet, a comma and a date: %w", value, err)
	}
	if strings.HasPrefix(outlet, "a ") || strings.HasPrefix(outlet, "an ") || strings.HasPrefix(outlet, "unnamed ") || strings.HasPrefix(outlet, "unknown") {
		outlet = ""
	}
	return outlet, Date{Time: t, Inferred: inferred}, nil
}

// noteAfter marks the line by which a note says that it is one.
func noteAfter(v *view) {
	if v.words > 20 || !strings.HasPrefix(v.key, noteLead) {
		return
	}
	if _, _, err := After(v.text[len(noteLead):]); err == nil {
		v.set(Syndication, noteWhy)
	}
}

const noteWhy = "says after which article it is a note"

// note fills the record of a note.
func (p *paper) note(r *Record) {
	for i := range p.lines {
		if p.lines[i].Class != Syndication || p.lines[i].Why != noteWhy {
			continue
		}
		outlet, date, err := After(p.at(i)[len(noteLead):])
		if err != nil {
			return
		}
		r.Note = true
		if outlet != "" {
			r.Outlet = Field{outlet, p.line(i)}
		}
		date.How = p.line(i)
		r.Published = date
		return
	}
}
