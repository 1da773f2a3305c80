package bot

import (
	"context"
	"errors"
	"time"

	"briefbot/bot/message"
	"briefbot/bot/say"
)

// errGone is why nothing more is done about an interaction whose message the user
// has deleted.
var errGone = errors.New("the user's message is gone")

// grow takes what an answer says so far, in place of what it said before. It
// waits for nothing, and is called from one goroutine.
func (r *request) grow(a *Answer) {
	select {
	case <-r.grown:
	default:
	}
	r.grown <- a
}

// growing shows an answer while it is being written, until end is closed. It
// skips what is overtaken while it pauses between two edits.
func (b *Bot) growing(r *request, a *Answer, end <-chan struct{}, leave context.CancelCauseFunc) {
	for {
		if !a.empty() && !b.showEarly(r, grownPage(r, a), leave) {
			return
		}
		pause := time.NewTimer(b.opts.Grow)
		select {
		case <-end:
			pause.Stop()
			return
		case <-pause.C:
		}
		select {
		case <-end:
			return
		case a = <-r.grown:
		}
	}
}

// grownPage is the first page of what an answer says so far. It has no
// components: they belong to the whole answer.
func grownPage(r *request, a *Answer) message.Message {
	own := *a
	own.language = r.language()
	p := layOut(&own)[0]
	more := "\n-# " + say.Writing.In(r.language())
	if p.below != "" {
		p.below += more
	} else {
		p.text += more
	}
	return p.message()
}
