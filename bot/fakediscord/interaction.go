package fakediscord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// The deadlines of an interaction.
const (
	AckDeadline   = 3 * time.Second
	TokenLifetime = 15 * time.Minute
)

// ErrNoAnswer is what a user reads as "The application did not respond".
var ErrNoAnswer = errors.New("the application did not respond")

// Types of interactions and of answers to them.
const (
	typeCommand      = 2
	typeComponent    = 3
	typeAutocomplete = 4
	typeModal        = 5

	answerMessage      = 4
	answerDeferred     = 5
	answerDeferUpdate  = 6
	answerUpdate       = 7
	answerAutocomplete = 8
	answerModal        = 9
)

// An Interaction is one thing that a user did with the bot.
type Interaction struct {
	ID    string
	Token string

	server  *Server
	kind    int
	user    *User
	command string // as entered
	channel *Channel
	guild   string         // "" for a private conversation
	source  *Message       // the message whose component was used
	event   map[string]any // as it is sent to the bot
	at      time.Time

	begun     time.Time     // by a clock that nobody sets
	took      time.Duration // until the first answer
	acked     time.Time
	answer    int // the type of the first answer
	ephemeral bool
	original  string // the message that @original names
	loading   bool   // deferred, and not edited yet
	updating  bool   // an update is deferred, and neither done nor answered otherwise yet
	messages  []string
	choices   []Choice
	form      *Form
}

// A Form is what Discord calls a modal.
type Form struct {
	CustomID string
	Title    string
	Rows     []Component
}

// Form waits for the form that the bot opens.
func (i *Interaction) Form(ctx context.Context) (*Form, error) {
	if err := i.wait(ctx, func() bool { return i.answer != 0 }); err != nil {
		return nil, err
	}
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	if i.form == nil {
		return nil, fmt.Errorf("%s: answered without a form", i.command)
	}
	return i.form, nil
}

// AckTime is how long the bot took to answer at first, by a clock that nobody
// sets; 0 if it has not.
func (i *Interaction) AckTime() time.Duration {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.took
}

// Event is the event as the gateway sends it, for a bot that is not connected.
func (i *Interaction) Event() []byte {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	raw, err := json.Marshal(i.event)
	if err != nil {
		panic(err) // it is made of texts and numbers
	}
	return raw
}

// Repeat sends the event to the bot once more, as the gateway sometimes does.
func (i *Interaction) Repeat() {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	i.dispatch()
}

// dispatch sends the event to the shard that has it. The server is locked.
func (i *Interaction) dispatch() {
	i.server.dispatch("INTERACTION_CREATE", i.event, func(sess *session) bool { return sess.serves(i.guild) })
}

// Messages returns what the bot has said to it so far, in order.
func (i *Interaction) Messages() []*Message {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	var out []*Message
	for _, id := range i.messages {
		if m := i.channel.find(id); m != nil {
			out = append(out, m.clone())
		}
	}
	return out
}

// Reply waits for the answer: a message that does not say that the bot is
// thinking. It returns ErrNoAnswer where the bot let three seconds pass.
func (i *Interaction) Reply(ctx context.Context) (*Message, error) {
	if err := i.wait(ctx, func() bool { return i.answer != 0 && !i.loading && !i.updating }); err != nil {
		return nil, err
	}
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	m := i.channel.find(i.original)
	if m == nil {
		return nil, fmt.Errorf("%s: answered without a message", i.command)
	}
	return m.clone(), nil
}

// ReplyWhere waits for the answer of which ok is true. ok must not use the server.
func (i *Interaction) ReplyWhere(ctx context.Context, ok func(*Message) bool) (*Message, error) {
	var last *Message
	err := i.wait(ctx, func() bool {
		if i.answer == 0 || i.loading || i.updating {
			return false
		}
		m := i.channel.find(i.original)
		if m == nil {
			return false
		}
		last = m.clone()
		return ok(last)
	})
	return last, err
}

// Replies waits for n messages, none of which says that the bot is thinking.
func (i *Interaction) Replies(ctx context.Context, n int) ([]*Message, error) {
	err := i.wait(ctx, func() bool { return i.answer != 0 && !i.loading && len(i.messages) >= n })
	return i.Messages(), err
}

// wait waits for ok, or for the deadline of the first answer.
func (i *Interaction) wait(ctx context.Context, ok func() bool) error {
	late := false
	timer := time.AfterFunc(AckDeadline, func() {
		i.server.mu.Lock()
		defer i.server.mu.Unlock()
		i.server.touch()
	})
	defer timer.Stop()
	err := i.server.until(ctx, "the answer to "+i.command, func() bool {
		late = i.acked.IsZero() && i.server.now().Sub(i.at) > AckDeadline
		return late || ok()
	})
	if late {
		return ErrNoAnswer
	}
	return err
}
