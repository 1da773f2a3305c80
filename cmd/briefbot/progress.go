package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	// drawEvery is how often a bar is drawn anew, sayEvery how often a line says
	// how far it is where no bar can be drawn.
	drawEvery = 100 * time.Millisecond
	sayEvery  = 5 * time.Second
	barLen    = 30
)

// bar shows on standard error how far something is that takes long: a bar on a
// terminal that can move its cursor, else a line every few seconds. It shows
// nothing of what is soon over.
type bar struct {
	w     io.Writer
	now   func() time.Time
	draws bool
	green string // before what is done, and after it, where colour is wanted
	plain string

	begun, last time.Time
	drawn       bool
}

func newBar(c *call) *bar {
	_, live := terminal(c.stderr)
	b := &bar{w: c.stderr, now: c.now, draws: live && c.getenv("TERM") != "dumb"}
	if b.draws && c.getenv("NO_COLOR") == "" {
		b.green, b.plain = "\x1b[32m", "\x1b[0m"
	}
	return b
}

// show says that done of so much is done, and how many articles that were; of is
// 0 where nobody knows.
func (b *bar) show(articles int, done, of int64) {
	now := b.now()
	if b.begun.IsZero() {
		b.begun, b.last = now, now
	}
	every := sayEvery
	if b.draws {
		every = drawEvery
	}
	if now.Sub(b.last) < every {
		return
	}
	b.last = now
	if !b.draws {
		fmt.Fprintf(b.w, "briefbot: %s\n", b.says(articles, done, of))
		return
	}
	full := 0
	if of > 0 {
		full = int(barLen * min(done, of) / of)
	}
	fmt.Fprintf(b.w, "\r\x1b[K[%s%s%s%s] %s", b.green, strings.Repeat("#", full), b.plain, strings.Repeat("-", barLen-full), b.says(articles, done, of))
	b.drawn = true
}

// says is how far it is in words.
func (b *bar) says(articles int, done, of int64) string {
	says := plural(articles, "article")
	if of <= 0 {
		return says
	}
	says = fmt.Sprintf("%3d %% · %s", 100*min(done, of)/of, says)
	took := b.last.Sub(b.begun)
	if done > 0 && done < of && took >= 2*time.Second {
		left := time.Duration(float64(took) * float64(of-done) / float64(done)).Round(time.Second)
		says += fmt.Sprintf(" · %s left", left)
	}
	return says
}

// clear takes the bar away, so that a line can stand in its place.
func (b *bar) clear() {
	if b.drawn {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.drawn = false
	}
}
