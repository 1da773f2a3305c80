package picture

import "io"

// A Card is a quotation where it stands.
type Card struct {
	// Speaker said the words; About is who that is, "" if the article does not
	// say.
	Speaker, About string
	// Before, Words and After are the paragraph, or the part of it that is
	// shown; the words are marked.
	Before, Words, After string
	// Outlet and Details say where it stands: the publisher, then its label, the
	// date and the byline.
	Outlet, Details string
	// Proof are lines by which anybody can find the words again: the address,
	// the bytes, the sum of the text.
	Proof []string
}

// Write draws the card.
func (d *Card) Write(w io.Writer) error {
	f, err := newFaces()
	if err != nil {
		return err
	}
	c := &canvas{faces: f, y: margin}
	const left = margin + 30
	const room = width - left - margin
	top := c.y
	if d.Speaker != "" {
		c.text(left, room, piece{d.Speaker, style{f.title, ink, false}})
	}
	if d.About != "" {
		c.text(left, room, piece{d.About, style{f.small, muted, false}})
	}
	c.y += 18
	var text []piece
	for _, p := range []piece{{d.Before, style{f.body, muted, false}}, {d.Words, style{f.body, ink, true}}, {d.After, style{f.body, muted, false}}} {
		if p.text != "" {
			text = append(text, p)
		}
	}
	c.text(left, room, text...)
	c.y += 18
	c.box(margin, top+6, margin+8, c.y-14, 4, accent)
	c.text(left, room, piece{d.Outlet, style{f.smallBold, ink, false}})
	if d.Details != "" {
		c.text(left, room, piece{d.Details, style{f.small, muted, false}})
	}
	c.y += 8
	for _, proof := range d.Proof {
		c.text(left, room, piece{proof, style{f.small, muted, false}})
	}
	c.y += margin - 10
	return c.write(w)
}
