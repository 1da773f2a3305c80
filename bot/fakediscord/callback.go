package fakediscord

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// interaction returns the one of the request's token, nil if there is none or
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
