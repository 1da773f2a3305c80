package fakediscord

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// NonceWindow is how long a nonce keeps a message from being sent twice, unless
// KnowNonces says otherwise. Discord says "a few minutes".
const NonceWindow = 5 * time.Minute

// nonce is what the server remembers of an enforced nonce.
type nonce struct {
	message string
	at      time.Time
}

// KnowNonces sets how long a nonce keeps a message from being sent twice.
func (s *Server) KnowNonces(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.window = d
}

// Say posts a message of somebody else in a channel.
func (s *Server) Say(channel, who, content string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store(s.channels[channel], &Message{Author: author{ID: s.user(who).id, Username: who}, Content: content})
	s.touch()
}

// Messages returns all messages of a channel, ephemeral ones too, in order.
func (s *Server) Messages(channel string) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Message
	if c := s.channels[channel]; c != nil {
		for _, m := range c.messages {
			out = append(out, m.clone())
		}
	}
	return out
}

// Posted returns the messages that the bot posted in a channel of its own
// accord, in order.
func (s *Server) Posted(channel string) []*Message {
	return slices.DeleteFunc(s.Messages(channel), func(m *Message) bool { return m.Author.ID != BotID || m.Command != "" })
}

// WaitPosted waits until the bot has posted n messages in the channel of its
// own accord, and returns them.
func (s *Server) WaitPosted(ctx context.Context, channel string, n int) ([]*Message, error) {
	err := s.until(ctx, fmt.Sprintf("%d messages in %s", n, channel), func() bool {
		have := 0
		if c := s.channels[channel]; c != nil {
			for _, m := range c.messages {
				if m.Author.ID == BotID && m.Command == "" {
					have++
				}
			}
		}
		return have >= n
	})
	return s.Posted(channel), err
}

// clone is a copy that its holder may read without the lock.
func (m *Message) clone() *Message {
	c := *m
	c.Embeds, c.Components = slices.Clone(m.Embeds), slices.Clone(m.Components)
	return &c
}

// event is the message as it stands in an event: with the command that it
// answers, where it does.
func (m *Message) event() map[string]any {
	raw, _ := json.Marshal(m)
	var e map[string]any
	json.Unmarshal(raw, &e)
	if name, ok := strings.CutPrefix(m.Command, "/"); ok {
		name, _, _ = strings.Cut(name, " ")
		e["interaction"] = map[string]any{"id": m.ID, "type": typeCommand, "name": name}
	}
	return e
}

// store appends a message to the channel, giving it an identifier and a time.
func (s *Server) store(c *Channel, m *Message) *Message {
	m.ID, m.Channel, m.Timestamp = s.id(), c.ID, s.now().UTC()
	if m.Author.ID == "" {
		m.Author = bot
	}
	c.messages = append(c.messages, m)
	s.happen()
	return m
}

// apply sets what the body sets, as Discord does on creating and on editing.
func (m *Message) apply(b *messageBody) {
	if b.Content.Set {
		m.Content = strings.TrimSpace(b.Content.Value)
	}
	if b.Embeds.Set {
		m.Embeds = b.Embeds.Value
	}
	if b.Components.Set {
		m.Components = b.Components.Value
	}
	switch {
	case b.Attachments.Set: // what the message has is not named by what is sent
		m.Files = b.files
	default:
		m.Files = append(m.Files, b.files...)
	}
	if b.Flags.Set {
		// What a message is for cannot be changed any more.
		const fixed = FlagEphemeral | FlagLoading
		m.Flags = m.Flags&fixed | b.Flags.Value&^fixed
	}
}

func (m *Message) empty() bool {
	return m.Content == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Files) == 0
}

// find returns a message of the channel, nil if it has none of that identifier.
func (c *Channel) find(id string) *Message {
	for _, m := range c.messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// channel returns the channel of the request, or a refusal where there is none
// or the bot may not do what need says.
func (s *Server) channel(q *request, need int64) (*Channel, int, any) {
	c := s.channels[q.PathValue("channel")]
	if c == nil {
		return nil, http.StatusNotFound, unknownChannel
	}
	may := s.permissions(c)
	switch {
	case may&ViewChannel == 0:
		return nil, http.StatusForbidden, missingAccess
	case may&need != need:
		return nil, http.StatusForbidden, missingPermissions
	}
	return c, 0, nil
}

func (s *Server) createMessage(q *request) (int, any) {
	need := int64(SendMessages)
	if s.inThread(q) {
		need = SendMessagesInThreads
	}
	c, status, refused := s.channel(q, need)
	if c == nil {
		return status, refused
	}
	if status, refused := s.awaken(c); status != 0 {
		return status, refused
	}
	body, bad := s.readMessage(q, kindCreate)
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	key := BotID + " " + string(body.Nonce.Value)
	if body.EnforceNonce.Value {
		if n, ok := s.nonces[key]; ok && s.now().Sub(n.at) < s.window {
			if m := c.find(n.message); m != nil {
				return http.StatusOK, m
			}
			return http.StatusNotFound, unknownMessage
		}
	}
	m := &Message{Nonce: string(body.Nonce.Value)}
	m.apply(body)
	if s.permissions(c)&EmbedLinks == 0 {
		m.Embeds = nil
	}
	if m.empty() {
		return http.StatusBadRequest, emptyMessage
	}
	s.store(c, m)
	if body.EnforceNonce.Value {
		s.nonces[key] = nonce{m.ID, s.now()}
	}
	return http.StatusOK, m
}

// listMessages answers with the newest message first. With after, they are the
// first messages that follow it.
func (s *Server) listMessages(q *request) (int, any) {
	c, status, refused := s.channel(q, ViewChannel)
	if c == nil {
		return status, refused
	}
	query := q.URL.Query()
	for key := range query {
		if !slices.Contains([]string{"after", "before", "limit"}, key) {
			s.violate("%s: parameter %q", q.route, key)
		}
	}
	limit := 50
	if l := query.Get("limit"); l != "" {
		n, err := strconv.Atoi(l)
		if err != nil || n < 1 || n > 100 {
			return http.StatusBadRequest, refusal{Code: 50035, Message: "Invalid Form Body"}
		}
		limit = n
	}
	found := []*Message{}
	if s.permissions(c)&ReadMessageHistory == 0 {
		return http.StatusOK, found
	}
	after, before := snowflake(query.Get("after"), 0), snowflake(query.Get("before"), 1<<63)
	for _, m := range c.messages {
		if id := snowflake(m.ID, 0); id > after && id < before && !m.Ephemeral() {
			found = append(found, m)
		}
	}
	if len(found) > limit {
		if query.Get("after") != "" {
			found = found[:limit]
		} else {
			found = found[len(found)-limit:]
		}
	}
	slices.Reverse(found)
	return http.StatusOK, found
}

func snowflake(s string, absent uint64) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return absent
	}
	return n
}

// message returns the message of the request that the bot may read.
func (s *Server) message(q *request) (*Channel, *Message, int, any) {
	c, status, refused := s.channel(q, ViewChannel)
	if c == nil {
		return nil, nil, status, refused
	}
	m := c.find(q.PathValue("message"))
	if m == nil {
		return nil, nil, http.StatusNotFound, unknownMessage
	}
	return c, m, 0, nil
}

func (s *Server) getMessage(q *request) (int, any) {
	_, m, status, refused := s.message(q)
	if m == nil {
		return status, refused
	}
	return http.StatusOK, m
}

func (s *Server) editMessage(q *request) (int, any) {
	c, m, status, refused := s.message(q)
	if m == nil {
		return status, refused
	}
	if c.Thread != nil && c.Thread.Archived {
		return http.StatusBadRequest, threadArchived
	}
	if m.Author.ID != BotID {
		return http.StatusForbidden, refusal{Code: 50005, Message: "Cannot edit a message authored by another user"}
	}
	body, bad := s.readMessage(q, kindEdit)
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	s.edit(m, body)
	return http.StatusOK, m
}

// edit applies a body to a message that is there.
func (s *Server) edit(m *Message, body *messageBody) {
	m.apply(body)
	now := s.now().UTC()
	m.Edited = &now
	m.Edits++
}

func (s *Server) deleteMessage(q *request) (int, any) {
	c, m, status, refused := s.message(q)
	if m == nil {
		return status, refused
	}
	c.messages = slices.DeleteFunc(c.messages, func(o *Message) bool { return o == m })
	return http.StatusNoContent, nil
}

// Give puts a message of the bot's into a channel, with components in one row,
// as an older version of the bot may have left it.
func (s *Server) Give(channel, content string, components ...Component) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{Content: content, Components: []Component{{Type: ActionRow, Components: components}}}
	s.store(s.channels[channel], m)
	s.touch()
	return m.clone()
}
