// Package picture draws what Discord cannot set: a timeline as a chart, and a
// quotation in its paragraph as a card. Both are PNG with a ground of their own,
// so that they look the same on a light and on a dark page, and are set for the
// width of a telephone.
//
// It draws what it is given and reads no articles. The type is Go's own (Latin,
// Greek and Cyrillic); a letter that it lacks is drawn as a box, and the text
// that stands beside every picture has it.
package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Sizes in pixels. A telephone shows a picture of this width at about a third,
// so that the body is as large there as the text around it.
const (
	width      = 1000
	margin     = 52
	bodySize   = 34
	smallSize  = 26
	titleSize  = 44
	lineHeight = 1.36 // of the size
)

var (
	ground    = color.NRGBA{0xfb, 0xfa, 0xf7, 0xff}
	ink       = color.NRGBA{0x1f, 0x23, 0x28, 0xff}
	muted     = color.NRGBA{0x59, 0x63, 0x6e, 0xff}
	accent    = color.NRGBA{0x0b, 0x5c, 0xad, 0xff}
	rule      = color.NRGBA{0xd5, 0xd9, 0xde, 0xff}
	highlight = color.NRGBA{0xff, 0xe7, 0x8f, 0xff}
)

// style is how a piece of text is set.
type style struct {
	face  *face
	color color.NRGBA
	mark  bool // drawn on a highlighted ground
}

// piece is text in one style.
type piece struct {
	text  string
	style style
}

// face is a font at a size.
type face struct {
	font.Face
	size float64
}

func (f *face) width(s string) float64 { return float64(font.MeasureString(f, s)) / 64 }

// height is from one line to the next.
func (f *face) height() float64 { return math.Round(f.size * lineHeight) }

// type faces of a picture.
type faces struct{ body, bold, small, smallBold, title *face }

func newFaces() (*faces, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	at := func(f *opentype.Font, size float64) *face {
		made, e := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
		if e != nil {
			err = e
		}
		return &face{made, size}
	}
	all := &faces{
		body: at(regular, bodySize), bold: at(bold, bodySize),
		small: at(regular, smallSize), smallBold: at(bold, smallSize), title: at(bold, titleSize),
	}
	return all, err
}

// line is what stands on one line.
type line struct {
	pieces []piece
	height float64
}

// wrap breaks text into lines of at most the given width, at spaces; a word that
// is longer than a line is broken where the line ends. Pieces between which no
// space stands are one word.
func wrap(pieces []piece, room float64) []line {
	var lines []line
	var now line
	x := 0.0
	put := func(p piece) {
		if n := len(now.pieces); n > 0 && now.pieces[n-1].style == p.style {
			now.pieces[n-1].text += p.text
		} else {
			now.pieces = append(now.pieces, p)
		}
		now.height = max(now.height, p.style.face.height())
		x += p.style.face.width(p.text)
	}
	end := func() {
		lines = append(lines, now)
		now, x = line{}, 0
	}
	for _, word := range words(pieces) {
		wide := 0.0
		for _, p := range word {
			wide += p.style.face.width(p.text)
		}
		if x > 0 {
			space := piece{" ", now.pieces[len(now.pieces)-1].style}
			if x+space.style.face.width(" ")+wide > room {
				end()
			} else if space.style == word[0].style {
				put(space)
			} else {
				space.style.mark = false
				put(space)
			}
		}
		for _, p := range word {
			for p.text != "" {
				n := fitting(p.style.face, p.text, room-x)
				if n == 0 && x > 0 {
					end()
					continue
				}
				n = max(n, firstRune(p.text))
				put(piece{p.text[:n], p.style})
				p.text = p.text[n:]
			}
		}
	}
	if len(now.pieces) > 0 {
		end()
	}
	return lines
}

// words are the pieces between white space.
func words(pieces []piece) [][]piece {
	var all [][]piece
	var word []piece
	for _, p := range pieces {
		for p.text != "" {
			n := strings.IndexFunc(p.text, isBreak)
			if n < 0 {
				n = len(p.text)
			}
			if n > 0 {
				word = append(word, piece{p.text[:n], p.style})
			}
			if p.text = p.text[n:]; p.text == "" {
				break
			}
			if len(word) > 0 {
				all, word = append(all, word), nil
			}
			p.text = p.text[firstRune(p.text):]
		}
	}
	if len(word) > 0 {
		all = append(all, word)
	}
	return all
}

func firstRune(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// isBreak reports whether a line may end at r and r is not drawn. A no-break
// space is neither.
func isBreak(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u200b'
}

// fitting is how many bytes of the text fit.
func fitting(f *face, text string, room float64) int {
	var wide fixed.Int26_6
	last := rune(-1)
	for i, r := range text {
		if last >= 0 {
			wide += f.Kern(last, r)
		}
		advance, _ := f.GlyphAdvance(r)
		if wide += advance; float64(wide)/64 > room {
			return i
		}
		last = r
	}
	return len(text)
}

// canvas is a picture that grows downwards while it is laid out: what is drawn
// is noted, and drawn once the height is known.
type canvas struct {
	faces *faces
	y     float64
	draws []func(*image.NRGBA)
}

// text sets pieces from x on within room, and moves down behind them.
func (c *canvas) text(x, room float64, pieces ...piece) {
	for _, l := range wrap(pieces, room) {
		c.set(x, l)
		c.y += l.height
	}
}

// set puts a line at x and the current height.
func (c *canvas) set(x float64, l line) {
	// The baseline stands a size below the top of the line's middle.
	top := c.y
	for _, p := range l.pieces {
		s, left := p.style, x
		w := s.face.width(p.text)
		base := top + (l.height+s.face.size*0.7)/2
		if s.mark {
			c.box(left-2, top+l.height*0.08, left+w+2, top+l.height*0.95, 4, highlight)
		}
		text := p.text
		c.draws = append(c.draws, func(img *image.NRGBA) {
			d := font.Drawer{Dst: img, Src: image.NewUniform(s.color), Face: s.face, Dot: fixed.Point26_6{
				X: fixed.Int26_6(math.Round(left * 64)), Y: fixed.Int26_6(math.Round(base * 64)),
			}}
			d.DrawString(text)
		})
		x += w
	}
}

// box fills a rectangle with round corners.
func (c *canvas) box(x0, y0, x1, y1, radius float64, fill color.NRGBA) {
	c.shape(fill, x0, y0, x1, y1, func(r *vector.Rasterizer, dx, dy float64) {
		rounded(r, x0-dx, y0-dy, x1-dx, y1-dy, radius)
	})
}

// dot fills a circle.
func (c *canvas) dot(x, y, radius float64, fill color.NRGBA) {
	c.box(x-radius, y-radius, x+radius, y+radius, radius, fill)
}

// shape draws a path inside the given bounds, relative to whose corner it is.
func (c *canvas) shape(fill color.NRGBA, x0, y0, x1, y1 float64, path func(r *vector.Rasterizer, dx, dy float64)) {
	bounds := image.Rect(int(math.Floor(x0))-1, int(math.Floor(y0))-1, int(math.Ceil(x1))+1, int(math.Ceil(y1))+1)
	c.draws = append(c.draws, func(img *image.NRGBA) {
		r := vector.NewRasterizer(bounds.Dx(), bounds.Dy())
		path(r, float64(bounds.Min.X), float64(bounds.Min.Y))
		r.Draw(img, bounds, image.NewUniform(fill), image.Point{})
	})
}

// rounded adds a rectangle with round corners to the path, each corner a cubic
// curve that is within a thousandth of a circle.
func rounded(r *vector.Rasterizer, x0, y0, x1, y1, radius float64) {
	const k = 0.5523
	radius = min(radius, (x1-x0)/2, (y1-y0)/2)
	f := func(v float64) float32 { return float32(v) }
	away := radius * (1 - k)
	r.MoveTo(f(x0+radius), f(y0))
	r.LineTo(f(x1-radius), f(y0))
	r.CubeTo(f(x1-away), f(y0), f(x1), f(y0+away), f(x1), f(y0+radius))
	r.LineTo(f(x1), f(y1-radius))
	r.CubeTo(f(x1), f(y1-away), f(x1-away), f(y1), f(x1-radius), f(y1))
	r.LineTo(f(x0+radius), f(y1))
	r.CubeTo(f(x0+away), f(y1), f(x0), f(y1-away), f(x0), f(y1-radius))
	r.LineTo(f(x0), f(y0+radius))
	r.CubeTo(f(x0), f(y0+away), f(x0+away), f(y0), f(x0+radius), f(y0))
	r.ClosePath()
}

// behind does what draw does, and puts it before the draws from at on.
func (c *canvas) behind(at int, draw func()) {
	n := len(c.draws)
	draw()
	added := slices.Clone(c.draws[n:])
	c.draws = slices.Insert(c.draws[:n], at, added...)
}

// write draws all that was noted on a panel and writes it as PNG.
func (c *canvas) write(w io.Writer) error {
	c.behind(0, func() { c.box(0, 0, width, c.y, 24, ground) })
	img := image.NewNRGBA(image.Rect(0, 0, width, int(math.Ceil(c.y))))
	for _, draw := range c.draws {
		draw(img)
	}
	if err := png.Encode(w, img); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}
