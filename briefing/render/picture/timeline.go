package picture

import (
	"fmt"
	"io"
)

// A Timeline is a chart of events, the earliest on top.
type Timeline struct {
	Title string
	// Remarks stand below the title, in small type.
	Remarks []string
	Events  []Event
	// Earlier is how many earlier events are left out.
	Earlier int
}

// An Event is an entry of a timeline.
type Event struct {
	// Date is as readers are to see it: "~3 Feb 2026".
	Date string
	// Inferred is true of a date that the article does not state, Expected of
	// what had not come about when it was written.
	Inferred, Expected bool
	Text               string
	// Numbers are those of the sources, in brackets.
	Numbers string
}

// Where the parts of a timeline stand, in pixels from the left.
const (
	railX = margin + 13
	textX = margin + 56
)

// Write draws the timeline.
func (t *Timeline) Write(w io.Writer) error {
	f, err := newFaces()
	if err != nil {
		return err
	}
	c := &canvas{faces: f, y: margin}
	c.text(margin, width-2*margin, piece{t.Title, style{f.title, ink, false}})
	for _, remark := range t.Remarks {
		c.text(margin, width-2*margin, piece{remark, style{f.small, muted, false}})
	}
	if t.Earlier > 0 {
		c.text(margin, width-2*margin, piece{fmt.Sprintf("%d earlier in the text", t.Earlier), style{f.small, muted, false}})
	}
	c.y += 26
	behind := len(c.draws)
	var first, last float64
	for i, e := range t.Events {
		last = c.y + f.bold.height()/2
		if i == 0 {
			first = last
		}
		c.knob(railX, last, e)
		date := []piece{{e.Date + " ", style{f.bold, accent, false}}}
		if e.Expected {
			date = append(date, piece{"expected", style{f.small, muted, false}})
		}
		c.text(textX, width-textX-margin, date...)
		text := []piece{{e.Text + " ", style{f.body, ink, false}}}
		if e.Numbers != "" {
			text = append(text, piece{e.Numbers, style{f.small, muted, false}})
		}
		c.text(textX, width-textX-margin, text...)
		c.y += 24
	}
	if len(t.Events) > 1 {
		c.behind(behind, func() { c.box(railX-2, first, railX+2, last, 2, rule) })
	}
	c.legend(t.Events)
	c.y += margin - 16
	return c.write(w)
}

// knob draws the mark of an event: full where the article states the date, a ring
// where it is inferred, a small dot in a ring where it was expected.
func (c *canvas) knob(x, y float64, e Event) {
	c.dot(x, y, 13, accent)
	switch {
	case e.Expected:
		c.dot(x, y, 9, ground)
		c.dot(x, y, 4, accent)
	case e.Inferred:
		c.dot(x, y, 8, ground)
	}
}

// legend says what the marks mean that the events have.
func (c *canvas) legend(events []Event) {
	kinds := []struct {
		event Event
		says  string
		in    bool
	}{{Event{}, "dated", false}, {Event{Inferred: true}, "date inferred (~)", false}, {Event{Expected: true}, "expected", false}}
	for _, e := range events {
		switch {
		case e.Expected:
			kinds[2].in = true
		case e.Inferred:
			kinds[1].in = true
		default:
			kinds[0].in = true
		}
	}
	f := c.faces.small
	x := float64(textX)
	for _, k := range kinds {
		if !k.in {
			continue
		}
		c.knob(x+13, c.y+f.height()/2, k.event)
		c.set(x+38, line{[]piece{{k.says, style{f, muted, false}}}, f.height()})
		x += 38 + f.width(k.says) + 40
	}
	if len(events) > 0 {
		c.y += f.height()
	}
}
