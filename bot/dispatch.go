package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/bot/say"
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
		if c := b.find(r.command); c != nil {
			b.answer(r, task{name: r.command, private: c.private, run: c.run})
			return
		}
		r.command = "help"
		b.refuse(r, say.Old.In(r.language(), b.mention("help")))
	case discordgo.MessageComponentInteractionData:
		b.use(newUse(event.Interaction, &data))
	case discordgo.ModalSubmitInteractionData:
		b.use(newForm(event.Interaction, &data))
	default:
		r := newRequest(event.Interaction, nil)
		b.refuse(r, say.Old.In(r.language(), b.mention("help")))
	}
}

// use runs the handler of a component or a form.
func (b *Bot) use(r *request) {
	action, state, ok := message.ReadID(r.custom)
	r.state = state
	var h *handler
	if ok {
		r.command, h = b.handler(action)
	}
	if h == nil {
		b.refuse(r, b.sentenceOldUse(r))
		return
	}
	if h.form != nil {
		if f := h.form(r); f != nil {
			b.open(r, f)
			return
		}
	}
	b.answer(r, task{name: action, private: true, update: h.update, run: h.run})
}

// handler finds the handler of an action, and the command that it belongs to;
// nil if there is none.
func (b *Bot) handler(action string) (command string, h *handler) {
	for i := range b.commands {
		for j := range b.commands[i].uses {
			if b.commands[i].uses[j].action == action {
				return b.commands[i].spec.Name, &b.commands[i].uses[j]
			}
		}
	}
	return "", nil
}

// twice is an action that two handlers have, "" if none is: a button would lead to
// another's.
func (b *Bot) twice() string {
	seen := map[string]bool{}
	for _, c := range b.commands {
		for _, h := range c.uses {
			if seen[h.action] {
				return h.action
			}
			seen[h.action] = true
		}
	}
	return ""
}

// sentenceOldUse answers a component that this version of the bot cannot read:
// it names the command that the message came from, to be clicked.
func (b *Bot) sentenceOldUse(r *request) string {
	name := "help"
	if m := r.source; m != nil && m.Interaction != nil {
		// The name may have a subcommand behind it.
		if first, _, _ := strings.Cut(m.Interaction.Name, " "); b.find(first) != nil {
			name = first
		}
	}
	return say.Old.In(r.language(), b.mention(name))
}

// open shows a form, at once: Discord takes no form later.
func (b *Bot) open(r *request, f *message.Form) {
	f.Title = message.Shorten(f.Title, message.MaxFormTitle)
	if f.ID == "" {
		b.refuse(r, b.sentenceOldUse(r))
		return
	}
	if err := b.respond(r, callback{discordgo.InteractionResponseModal, f}); err != nil {
		b.log.Warn("form not shown", "command", r.command, "err", err)
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

// A task is what the dispatcher does about an interaction.
type task struct {
	name    string // for the log
	private bool   // the answer is for the user alone
	update  bool   // the answer replaces the message whose component was used
	run     run
}

// answer acknowledges an interaction, runs its task and delivers what it says,
// or a sentence about why it says nothing.
func (b *Bot) answer(r *request, t task) {
	begun := time.Now()
	if says := b.cool(r); says != "" {
		b.refuse(r, says)
		return
	}
	if !b.enter() {
		b.log.Warn("too many interactions at once", "command", r.command)
		b.refuse(r, say.Busy.In(r.language()))
		return
	}
	if !b.acknowledge(r, t) {
		b.leave()
		return
	}
	acked := time.Since(begun)

	ctx, cancel := context.WithTimeout(b.answers, b.opts.AnswerTimeout)
	defer cancel()
	ctx, leave := context.WithCancelCause(ctx)
	defer leave(nil)
	quiet := b.staging(r, t, leave)
	a, err := b.turn(ctx, t.run, r)
	quiet()
	if cause := context.Cause(ctx); cause == errGone {
		err = cause
	}
	if err == nil && a.empty() {
		err = errors.New("the answer is empty")
	}
	pages, delivered := 0, error(nil)
	switch {
	case errors.Is(err, errTwice), errors.Is(err, errGone):
	case err != nil && t.update:
		// The message that is there stays as it is.
		b.whisper(r, paginate(&Answer{Blocks: []string{explain(err, r.language())}})[0])
	default:
		if err != nil {
			a = &Answer{Blocks: []string{explain(err, r.language())}}
		}
		own := *a
		own.language = r.language()
		all := paginate(&own)
		pages = len(all)
		delivered = b.deliver(r, all, t.private)
		b.afterwards(r, a, delivered == nil)
	}
	b.log.Info("command", "command", r.command, "task", t.name, "guild", r.guild, "ack", acked.Round(time.Millisecond),
		"took", time.Since(begun).Round(time.Millisecond), "pages", pages, "err", errors.Join(loggable(err), delivered))
}

// errTwice is returned by a handler that did its work already, for another press
// of the same button.
var errTwice = errors.New("done already")

// afterwards does what an answer asks for beyond itself.
func (b *Bot) afterwards(r *request, a *Answer, delivered bool) {
	if !delivered {
		return
	}
	defer b.welcomeLate(r)
	if a.public != nil {
		ctx, cancel := context.WithTimeout(b.life, replyTime)
		defer cancel()
		err := b.followUp(r, *a.public)
		if err != nil {
			err = b.deliverLate(ctx, r, []message.Message{*a.public}, err)
		}
		if err != nil {
			b.log.Warn("not shared", "guild", r.guild, "err", err)
			if !rest.Unsure(err) {
				b.whisper(r, message.Message{Content: say.NotShared.In(r.language()), Mentions: message.Nobody})
			}
			return
		}
	}
	if a.delivered != nil {
		ctx, cancel := context.WithTimeout(b.life, replyTime)
		defer cancel()
		if err := a.delivered(ctx); err != nil {
			b.log.Warn("not noted", "command", r.command, "guild", r.guild, "err", err)
		}
	}
}

// loggable is an error without what a user wrote, which a sentence meant for the
// user may repeat.
func loggable(err error) error {
	if errors.As(err, new(*UserError)) || errors.As(err, new(*Refusal)) {
		return errors.New("the user was told why not")
	}
	return err
}

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// acknowledge tells Discord that an answer will come. It reports false where
// there is nobody to answer any more.
func (b *Bot) acknowledge(r *request, t task) bool {
	body := callback{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	if t.update {
		body.Type = discordgo.InteractionResponseDeferredMessageUpdate
	} else if t.private {
		body.Data = struct {
			Flags discordgo.MessageFlags `json:"flags"`
		}{discordgo.MessageFlagsEphemeral}
	}
	err := b.respond(r, body)
	c, status := rest.Code(err)
	switch {
	case err == nil:
		return true
	case c == rest.CodeUnknownInteraction, c == rest.CodeAcknowledged:
		// Too late, or another connection has answered: nobody is waiting.
		b.log.Info("interaction is not ours any more", "command", r.command, "code", c)
		return false
	}
	b.log.Warn("interaction not acknowledged", "command", r.command, "err", err)
	// Where nobody can say whether it was, a user may be waiting.
	return status == 0 && !errors.As(err, new(*rest.LimitError))
}

// respond sends the first answer, again where nobody can say whether it arrived:
// the second time Discord says that it did.
func (b *Bot) respond(r *request, body callback) error {
	ctx, cancel := context.WithTimeout(b.life, b.ackTime)
	defer cancel()
	address := discordgo.EndpointInteractionResponse(r.id, r.token)
	for again := false; ; again = true {
		// A connection that hangs must leave time for another.
		try, done := context.WithTimeout(ctx, b.ackTime*3/5)
		err := b.rest.Do(try, http.MethodPost, address, body, nil)
		late := try.Err() != nil
		done()
		if c, _ := rest.Code(err); again && c == rest.CodeAcknowledged {
			return nil
		}
		if err == nil || !rest.Unsure(err) && !late || backoff.Sleep(ctx, backoff.Jitter(100*time.Millisecond)) != nil {
			return err
		}
	}
}

// refuse answers at once, for the user alone.
func (b *Bot) refuse(r *request, sentence string) {
	err := b.respond(r, callback{discordgo.InteractionResponseChannelMessageWithSource, message.Message{
		Content: sentence, Mentions: message.Nobody, Flags: discordgo.MessageFlagsEphemeral,
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
			ctx, cancel := context.WithTimeout(b.life, b.ackTime/2)
			defer cancel()
			choices = c.complete(ctx, r)
		}()
	}
	err := b.respond(r, callback{discordgo.InteractionApplicationCommandAutocompleteResult, struct {
		Choices []choice `json:"choices"`
	}{fitChoices(choices)}})
	if c, _ := rest.Code(err); err != nil && c != rest.CodeUnknownInteraction {
		b.log.Warn("completion not answered", "command", r.command, "err", err)
	}
}
