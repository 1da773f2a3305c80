package fakediscord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
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

// find returns the interaction of the request's token, nil if there is none or
// its time is over.
func (s *Server) interaction(q *request) *Interaction {
	i := s.interactions[q.PathValue("token")]
	if i == nil || s.now().Sub(i.at) > TokenLifetime {
		return nil
	}
	return i
}

func (s *Server) callback(q *request) (int, any) {
	i := s.interaction(q)
	switch {
	case i == nil || i.ID != q.PathValue("interaction"):
		return http.StatusNotFound, unknownInteraction
	case !i.acked.IsZero():
		return http.StatusBadRequest, acknowledged
	case s.now().Sub(i.at) > AckDeadline:
		return http.StatusNotFound, unknownInteraction
	}
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := strict(q.body, &body); err != nil {
		s.violate("%s: body: %v", q.route, err)
		return http.StatusBadRequest, refusal{Code: 50109, Message: "The request body contains invalid JSON."}
	}
	a, ok := answers[body.Type]
	if !ok || !slices.Contains(a.to, i.kind) {
		s.violate("%s: type %d answers no interaction of type %d", q.route, body.Type, i.kind)
		return http.StatusBadRequest, refusal{Code: 50035, Message: "Invalid Form Body"}
	}
	if err := validate(a.schema, q.body); err != nil {
		s.violate("%s: %v", q.route, err)
	}
	if body.Data == nil {
		body.Data = json.RawMessage("{}")
	}
	m, bad := s.decodeMessage(q, body.Data, a.keys)
	if bad == nil {
		bad = a.do(s, q, i, m)
	}
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	i.acked, i.answer, i.took = s.now(), body.Type, time.Since(i.begun)
	return http.StatusNoContent, nil
}

const messageKeys = "content embeds components allowed_mentions flags tts attachments poll"

// answers is the table of first answers: what they may answer, how they are
// validated, what they do.
var answers = map[int]struct {
	to     []int
	schema string
	keys   string
	do     func(*Server, *request, *Interaction, *messageBody) *refusal
}{
	answerMessage: {[]int{typeCommand, typeComponent, typeModal}, "CreateMessageInteractionCallbackRequest", messageKeys,
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			m := s.reply(i, b.Flags.Value)
			m.apply(b)
			if m.empty() {
				return &emptyMessage
			}
			i.original = s.add(i, m)
			return nil
		}},
	answerDeferred: {[]int{typeCommand, typeComponent, typeModal}, "CreateMessageInteractionCallbackRequest", "flags",
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			if b.Flags.Value&^FlagEphemeral != 0 {
				s.violate("%s: flags %d: only %d can be set on deferring", q.route, b.Flags.Value, FlagEphemeral)
			}
			i.ephemeral, i.loading = b.Flags.Value&FlagEphemeral != 0, true
			m := s.reply(i, b.Flags.Value)
			m.Flags |= FlagLoading
			i.original = s.add(i, m)
			return nil
		}},
	answerDeferUpdate: {[]int{typeComponent, typeModal}, "UpdateMessageInteractionCallbackRequest", "",
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			if i.source != nil {
				i.original, i.updating = i.source.ID, true
			}
			return nil
		}},
	answerUpdate: {[]int{typeComponent, typeModal}, "UpdateMessageInteractionCallbackRequest", messageKeys,
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			if i.source == nil {
				return &unknownMessage
			}
			i.original = i.source.ID
			s.edit(i.source, b)
			return nil
		}},
	answerAutocomplete: {[]int{typeAutocomplete}, "ApplicationCommandAutocompleteCallbackRequest", "choices",
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			var p problems
			checkChoices(&p, "choices", b.Choices.Value)
			i.choices = b.Choices.Value
			return s.refuse(q.route, &p)
		}},
	answerModal: {[]int{typeCommand, typeComponent}, "ModalInteractionCallbackRequest", "custom_id title components",
		func(s *Server, q *request, i *Interaction, b *messageBody) *refusal {
			var p problems
			p.between("custom_id", length(b.CustomID.Value), 1, maxCustomID)
			p.between("title", length(b.Title.Value), 1, 45)
			p.between("components", len(b.Components.Value), 1, maxRows)
			i.form = &Form{CustomID: b.CustomID.Value, Title: b.Title.Value, Rows: b.Components.Value}
			return s.refuse(q.route, &p)
		}},
}

// reply is a new message that answers the interaction.
func (s *Server) reply(i *Interaction, flags int) *Message {
	return &Message{Flags: flags & FlagEphemeral, Invoker: i.user.name, Command: i.command}
}

// add stores a message that answers the interaction and returns its identifier.
func (s *Server) add(i *Interaction, m *Message) string {
	s.store(i.channel, m)
	i.messages = append(i.messages, m.ID)
	return m.ID
}

func (s *Server) followUp(q *request) (int, any) {
	i := s.interaction(q)
	switch {
	case q.PathValue("application") != AppID:
		return http.StatusNotFound, unknownWebhook
	case i == nil || i.acked.IsZero():
		return http.StatusUnauthorized, invalidToken
	}
	body, bad := s.readMessage(q, kindFollowUp)
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	i.updating = false
	// The first follow-up after deferring takes the place of "is thinking".
	if m := i.channel.find(i.original); m != nil && i.loading {
		s.answerLoading(i, m, body)
		return http.StatusOK, m
	}
	m := s.reply(i, body.Flags.Value)
	m.apply(body)
	if m.empty() {
		return http.StatusBadRequest, emptyMessage
	}
	s.add(i, m)
	return http.StatusOK, m
}

func (s *Server) answerLoading(i *Interaction, m *Message, body *messageBody) {
	i.loading = false
	m.Flags &^= FlagLoading
	s.edit(m, body)
}

// replyOf returns the message of the request, @original or another.
func (s *Server) replyOf(q *request) (*Interaction, *Message, int, any) {
	i := s.interaction(q)
	switch {
	case q.PathValue("application") != AppID:
		return nil, nil, http.StatusNotFound, unknownWebhook
	case i == nil:
		return nil, nil, http.StatusUnauthorized, invalidToken
	}
	id := q.PathValue("message")
	if id == "@original" {
		id = i.original
	}
	m := i.channel.find(id)
	if m == nil {
		return nil, nil, http.StatusNotFound, unknownMessage
	}
	return i, m, 0, nil
}

func (s *Server) getReply(q *request) (int, any) {
	_, m, status, refused := s.replyOf(q)
	if m == nil {
		return status, refused
	}
	return http.StatusOK, m
}

func (s *Server) editReply(q *request) (int, any) {
	i, m, status, refused := s.replyOf(q)
	if m == nil {
		return status, refused
	}
	body, bad := s.readMessage(q, kindReply)
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	after := m.clone()
	after.apply(body)
	if after.empty() {
		return http.StatusBadRequest, emptyMessage
	}
	if m.ID == i.original && i.loading {
		s.answerLoading(i, m, body)
	} else {
		s.edit(m, body)
		i.updating = i.updating && m.ID != i.original
	}
	return http.StatusOK, m
}

func (s *Server) deleteReply(q *request) (int, any) {
	i, m, status, refused := s.replyOf(q)
	if m == nil {
		return status, refused
	}
	i.channel.messages = slices.DeleteFunc(i.channel.messages, func(o *Message) bool { return o == m })
	return http.StatusNoContent, nil
}
