package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"golang.org/x/term"

	"briefbot/briefing"
	"briefbot/briefing/render"
)

// growing shows an answer on a terminal as it grows by verified sentences: each
// time in the place of what it showed before.
type growing struct {
	w     io.Writer
	style render.Style
	// height is the number of lines of the terminal: what does not fit is not
	// shown before it is whole.
	height int
	lines  int // shown, to be written over
}

// show shows a brief that is not whole yet.
func (g *growing) show(b *briefing.Brief) {
	var text bytes.Buffer
	if render.Text(&text, b, g.style) != nil {
		return
	}
	fmt.Fprintln(&text, "  …")
	g.clear()
	if n := strings.Count(text.String(), "\n"); n < g.height {
		g.lines = n
		g.w.Write(text.Bytes())
	}
}

// clear takes away what is shown.
func (g *growing) clear() {
	if g.lines > 0 {
		fmt.Fprintf(g.w, "\x1b[%dA\x1b[J", g.lines)
		g.lines = 0
	}
}

// ask has the engine answer. On a terminal that can be written over the answer
// grows while a model writes it.
func (c *call) ask(ctx context.Context, d *desk, q briefing.Question) (*briefing.Brief, error) {
	f, ok := terminal(c.stdout)
	if !ok || c.json || d.engine.Writer == nil || c.getenv("TERM") == "dumb" {
		return d.engine.Answer(ctx, q)
	}
	_, height, err := term.GetSize(int(f.Fd()))
	if err != nil {
		height = 0
	}
	g := &growing{w: c.stdout, style: c.style(), height: height}
	defer g.clear()
	return d.engine.Stream(ctx, q, g.show)
}
