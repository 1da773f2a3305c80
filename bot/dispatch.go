package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// ackTime is how long the bot tries to acknowledge: Discord gives three
	// seconds, and the event has come a way already.
	ackTime = 2500 * time.Millisecond
	// maxWaiting is how many interactions may wait for their turn. More are told
	// to come back.
	maxWaiting = 500
)

// receive takes an interaction from the gateway. The library calls it in a
// goroutine of its own, and with an empty event where it could not read one.
func (b *Bot) receive(event *discordgo.InteractionCreate) {
	if event == nil || event.Interaction == nil || event.Type == 0 || event.Data == nil {
		b.log.Warn("interaction that cannot be read")
		return
	}
	if !b.begin() {
		return
	}
	defer b.work.Done()
	if !b.seen.first(event.ID) {
		b.log.Debug("interaction came twice", "id", event.ID)
		return
	}
	switch data := event.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		r := newRequest(event.Interaction, &data)
		if event.Type == discordgo.InteractionApplicationCommandAutocomplete {
			b.complete(r)
			return
		}
		b.answer(r)
	default:
		b.refuse(newRequest(event.Interaction, new(discordgo.ApplicationCommandInteractionData)), sentenceOld)
	}
}

// find returns the command of that name, nil if there is none.
func (b *Bot) find(name string) *command {
	for i := range b.commands {
		if b.commands[i].spec.Name == name {
			return &b.commands[i]
		}
	}
	return nil
}

// answer acknowledges a command, runs it and delivers what it says, or a
// sentence about why it says nothing.
func (b *Bot) answer(r *request) {
	begun := time.Now()
	c := b.find(r.command)
	if c == nil {
		b.refuse(r, sentenceOld)
		return
	}
	if !b.enter() {
		b.log.Warn("too many interactions at once", "command", r.command)
		b.refuse(r, sentenceBusy)
		return
	}
	if !b.acknowledge(r, c.private) {
		b.leave()
		return
	}
	acked := time.Since(begun)

	ctx, cancel := context.WithTimeout(b.answers, b.opts.AnswerTimeout)
	defer cancel()
	a, err := b.turn(ctx, c, r)
	if err == nil && (a == nil || len(a.Blocks) == 0 && a.Sources == "") {
		err = errors.New("the answer is empty")
	}
	if err != nil {
		a = &Answer{Blocks: []string{explain(err)}}
	}
	pages := paginate(a)
	delivered := b.deliver(r, pages, c.private)
	b.log.Info("command", "command", r.command, "guild", r.guild, "ack", acked.Round(time.Millisecond),
		"took", time.Since(begun).Round(time.Millisecond), "pages", len(pages), "err", errors.Join(loggable(err), delivered))
}

// loggable is an error without what a user wrote, which a sentence meant for the
// user may repeat.
func loggable(err error) error {
	if errors.As(err, new(*UserError)) {
		return errors.New("the user was told why not")
	}
	return err
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

// turn waits for a slot and runs the command.
func (b *Bot) turn(ctx context.Context, c *command, r *request) (a *Answer, err error) {
	select {
	case b.slots <- struct{}{}:
		defer func() { <-b.slots }()
		b.leave()
	case <-ctx.Done():
		b.leave()
		return nil, ctx.Err()
	}
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("command panicked", "command", r.command, "err", fmt.Sprint(p), "stack", string(debug.Stack()))
			a, err = nil, fmt.Errorf("panic: %v", p)
		}
	}()
	return c.run(ctx, r)
}

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// acknowledge tells Discord that an answer will come. It reports false where
// there is nobody to answer any more.
func (b *Bot) acknowledge(r *request, private bool) bool {
	body := callback{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	if private {
		body.Data = struct {
			Flags discordgo.MessageFlags `json:"flags"`
		}{discordgo.MessageFlagsEphemeral}
	}
	err := b.respond(r, body)
	c, status := code(err)
	switch {
	case err == nil:
		return true
	case c == codeUnknownInteraction, c == codeAcknowledged:
		// Too late, or another connection has answered: nobody is waiting.
		b.log.Info("interaction is not ours any more", "command", r.command, "code", c)
		return false
	}
	b.log.Warn("interaction not acknowledged", "command", r.command, "err", err)
	// Where nobody can say whether it was, a user may be waiting.
	return status == 0 && !errors.As(err, new(*LimitError))
}

// respond sends the first answer, again where nobody can say whether it arrived:
// the second time Discord says that it did.
func (b *Bot) respond(r *request, body callback) error {
	ctx, cancel := context.WithTimeout(b.life, ackTime)
	defer cancel()
	address := discordgo.EndpointInteractionResponse(r.id, r.token)
	for again := false; ; again = true {
		// A connection that hangs must leave time for another.
		try, done := context.WithTimeout(ctx, ackTime*3/5)
		err := b.rest.do(try, http.MethodPost, address, body, nil)
		late := try.Err() != nil
		done()
		if c, _ := code(err); again && c == codeAcknowledged {
			return nil
		}
		if err == nil || !unsure(err) && !late || sleep(ctx, jitter(100*time.Millisecond)) != nil {
			return err
		}
	}
}

// refuse answers at once, for the user alone.
func (b *Bot) refuse(r *request, sentence string) {
	err := b.respond(r, callback{discordgo.InteractionResponseChannelMessageWithSource, message{
		Content: sentence, Mentions: nobody, Flags: discordgo.MessageFlagsEphemeral,
	}})
	if err != nil {
		b.log.Warn("interaction not answered", "err", err)
	}
}

// complete offers choices for what a user is typing.
func (b *Bot) complete(r *request) {
	var choices []Choice
	if c := b.find(r.command); c != nil && c.complete != nil {
		func() {
			defer func() {
				if p := recover(); p != nil {
					b.log.Error("completion panicked", "command", r.command, "err", fmt.Sprint(p), "stack", string(debug.Stack()))
				}
			}()
			ctx, cancel := context.WithTimeout(b.life, ackTime/2)
			defer cancel()
			choices = c.complete(ctx, r)
		}()
	}
	err := b.respond(r, callback{discordgo.InteractionApplicationCommandAutocompleteResult, struct {
		Choices []choice `json:"choices"`
	}{fitChoices(choices)}})
	if c, _ := code(err); err != nil && c != codeUnknownInteraction {
		b.log.Warn("completion not answered", "command", r.command, "err", err)
	}
}
