package bot

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/bot/say"
)

const (
	// maxAnswer bounds Options.AnswerTimeout: the right to answer ends 15 minutes
	// after the question, and the answer has to be delivered yet.
	maxAnswer = 13 * time.Minute
	// overtime is how long a task that should have ended may take to say
	// something. After that the user is told without it.
	overtime = time.Second
	// maxStage is the longest pause between two signs of life.
	maxStage = 15 * time.Second
)

// staging tells the user what an answer waits for, if it takes longer than
// Options.Stage, and then from time to time that it still does; once there is
// something of the answer, it shows that. It returns a function that ends it:
// after that, nothing of it is under way. It calls leave where nobody waits.
func (b *Bot) staging(r *request, t task, leave context.CancelCauseFunc) (quiet func()) {
	if t.update {
		return func() {} // the user has something to look at
	}
	r.grown = make(chan *Answer, 1)
	begun := time.Now()
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if p := recover(); p != nil {
				b.log.Error("stage panicked", "command", r.command, "err", fmt.Sprint(p))
			}
		}()
		for n, pause := 0, b.opts.Stage; ; n, pause = n+1, min(2*pause, max(maxStage, b.opts.Stage)) {
			timer := time.NewTimer(pause)
			select {
			case <-end:
				timer.Stop()
				return
			case a := <-r.grown:
				timer.Stop()
				b.growing(r, a, end, leave)
				return
			case <-timer.C:
			}
			says := say.Working.In(r.language())
			if f := r.staged.Load(); f != nil {
				says = cmp.Or((*f)(), says)
			}
			if n > 0 {
				took := time.Since(begun).Round(time.Second)
				says += fmt.Sprintf(" %d:%02d", took/time.Minute, took%time.Minute/time.Second)
			}
			if !b.showEarly(r, message.Message{Content: "-# " + says, Mentions: message.Nobody}, leave) {
				return
			}
		}
	}()
	return func() { close(end); <-ended }
}

// showEarly shows what there is before the answer. It reports false where there
// is no place for it any more.
func (b *Bot) showEarly(r *request, m message.Message, leave context.CancelCauseFunc) bool {
	ctx, cancel := context.WithTimeout(b.life, b.opts.RequestTimeout)
	defer cancel()
	err := b.rest.Do(ctx, http.MethodPatch, discordgo.EndpointWebhookMessage(r.app, r.token, "@original"), m, nil)
	if err == nil {
		return true
	}
	b.log.Info("stage not shown", "command", r.command, "err", err)
	c, status := rest.Code(err)
	if c == 0 {
		return true // not Discord's: it may pass
	}
	switch status {
	case http.StatusNotFound:
		// The message, the channel or the server: Discord counts who asks on.
		leave(errGone)
		return false
	case http.StatusUnauthorized, http.StatusForbidden:
		return false
	}
	return true
}

// enter counts an interaction that waits for its turn. It reports false where
// there are too many.
func (b *Bot) enter() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting >= maxWaiting {
		return false
	}
	b.waiting++
	return true
}

func (b *Bot) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waiting--
}

// turn waits for a slot and runs the task. It returns soon after ctx is done,
// whatever the task does: one that hangs keeps its slot and nobody waiting.
func (b *Bot) turn(ctx context.Context, do run, r *request) (*Answer, error) {
	select {
	case b.slots <- struct{}{}:
		b.leave()
	case <-ctx.Done():
		b.leave()
		return nil, ctx.Err()
	}
	type result struct {
		a   *Answer
		err error
	}
	came := make(chan result, 1)
	b.work.Go(func() { // the caller's own work goes on meanwhile
		defer func() { <-b.slots }()
		defer func() {
			if p := recover(); p != nil {
				b.log.Error("command panicked", "command", r.command, "err", fmt.Sprint(p), "stack", string(debug.Stack()))
				came <- result{nil, fmt.Errorf("panic: %v", p)}
			}
		}()
		a, err := do(ctx, r)
		came <- result{a, err}
	})
	select {
	case got := <-came:
		return got.a, got.err
	case <-ctx.Done():
	}
	timer := time.NewTimer(overtime)
	defer timer.Stop()
	select {
	case got := <-came:
		return got.a, got.err
	case <-timer.C:
		b.log.Error("command does not end", "command", r.command)
		return nil, ctx.Err()
	}
}
