package fakediscord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// opt is a key of a body that may be absent, or null.
type opt[T any] struct {
	Set   bool
	Value T
}

func (o *opt[T]) UnmarshalJSON(b []byte) error {
	o.Set = true
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	return strict(b, &o.Value)
}

// strict decodes JSON and refuses keys that the type does not have.
func strict(b []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// nonceValue is a string or a number.
type nonceValue string

func (n *nonceValue) UnmarshalJSON(b []byte) error {
	*n = nonceValue(strings.Trim(string(b), `"`))
	return nil
}

type allowedMentions struct {
	Parse       *[]string `json:"parse"`
	Roles       []string  `json:"roles"`
	Users       []string  `json:"users"`
	RepliedUser bool      `json:"replied_user"`
}

// messageBody is a message as the bot sends it, of whatever kind.
type messageBody struct {
	Content         opt[string]           `json:"content"`
	Embeds          opt[[]Embed]          `json:"embeds"`
	Components      opt[[]Component]      `json:"components"`
	AllowedMentions opt[*allowedMentions] `json:"allowed_mentions"`
	Flags           opt[int]              `json:"flags"`
	TTS             opt[bool]             `json:"tts"`
	StickerIDs      opt[[]string]         `json:"sticker_ids"`
	Attachments     opt[json.RawMessage]  `json:"attachments"`
	Poll            opt[json.RawMessage]  `json:"poll"`
	Reference       opt[json.RawMessage]  `json:"message_reference"`
	Nonce           opt[nonceValue]       `json:"nonce"`
	EnforceNonce    opt[bool]             `json:"enforce_nonce"`
	Username        opt[string]           `json:"username"`
	AvatarURL       opt[string]           `json:"avatar_url"`
	ThreadName      opt[string]           `json:"thread_name"`

	// Of an answer to an autocompletion and to be shown as a modal.
	Choices  opt[[]Choice] `json:"choices"`
	CustomID opt[string]   `json:"custom_id"`
	Title    opt[string]   `json:"title"`

	files []Upload
}

// A kind is one of the bodies that the server accepts: the schema of Discord's
// description that it is validated by, and the keys that it may have.
type kind struct {
	schema string
	keys   string
}

var (
	kindCreate   = kind{"MessageCreateRequest", "content embeds components allowed_mentions flags tts sticker_ids attachments poll message_reference nonce enforce_nonce"}
	kindEdit     = kind{"MessageEditRequestPartial", "content embeds components allowed_mentions flags attachments"}
	kindFollowUp = kind{"IncomingWebhookRequestPartial", "content embeds components allowed_mentions flags tts attachments poll username avatar_url thread_name"}
	kindReply    = kind{"IncomingWebhookUpdateForInteractionCallbackRequestPartial", "content embeds components allowed_mentions attachments flags"}
)

// readMessage decodes and checks a body. It returns what Discord would refuse
// it with, nil if nothing. s.mu is held.
func (s *Server) readMessage(q *request, k kind) (*messageBody, *refusal) {
	if err := validate(k.schema, q.body); err != nil {
		s.violate("%s: %v", q.route, err)
	}
	return s.decodeMessage(q, q.body, k.keys)
}

func (s *Server) decodeMessage(q *request, raw []byte, keys string) (*messageBody, *refusal) {
	m := new(messageBody)
	if err := strict(raw, m); err != nil {
		s.violate("%s: body: %v", q.route, err)
		return nil, &refusal{Code: 50109, Message: "The request body contains invalid JSON."}
	}
	m.files = q.files
	var have map[string]json.RawMessage
	json.Unmarshal(raw, &have)
	for key := range have {
		if !strings.Contains(" "+keys+" ", " "+key+" ") {
			s.violate("%s: body has the key %q, which does not belong there", q.route, key)
		}
	}
	if strings.Contains(keys, "allowed_mentions") {
		s.checkMentions(q.route, m)
	}
	var p problems
	checkMessage(&p, m)
	return m, s.refuse(q.route, &p)
}

// refuse notes the problems as violations and returns the refusal that Discord
// answers with, nil if there are none. s.mu is held.
func (s *Server) refuse(route string, p *problems) *refusal {
	if len(*p) == 0 {
		return nil
	}
	type one struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	tree := make(map[string]any)
	for _, x := range *p {
		s.violate("%s: %s: %s", route, x.path, x.message)
		at := tree
		for part := range strings.SplitSeq(x.path, ".") {
			next, _ := at[part].(map[string]any)
			if next == nil {
				next = make(map[string]any)
				at[part] = next
			}
			at = next
		}
		at["_errors"] = []one{{"FAKE_CHECK", x.message}}
	}
	return &refusal{Code: 50035, Message: "Invalid Form Body", Errors: tree}
}

// AllowMention lets messages ping these roles and users, by their identifiers.
// Any other ping is a violation.
func (s *Server) AllowMention(ids ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pingable = append(s.pingable, ids...)
}

// checkMentions holds the rule of this project that no message may ping
// anybody whom the test has not named. It is no rule of Discord's.
func (s *Server) checkMentions(route string, m *messageBody) {
	if !m.Content.Set && !m.Embeds.Set && !m.Components.Set {
		return
	}
	a := m.AllowedMentions.Value
	if a == nil || a.Parse == nil || len(*a.Parse) > 0 {
		s.violate("%s: a message must carry allowed_mentions with an empty parse", route)
		return
	}
	for _, id := range slices.Concat(a.Roles, a.Users) {
		if !slices.Contains(s.pingable, id) {
			s.violate("%s: a message pings %s", route, id)
		}
	}
}

// problem is one thing that Discord refuses a body for.
type problem struct{ path, message string }

type problems []problem

func (p *problems) add(path, format string, args ...any) {
	*p = append(*p, problem{path, fmt.Sprintf(format, args...)})
}

// between adds a problem unless low ≤ n ≤ high.
func (p *problems) between(path string, n, low, high int) {
	switch {
	case n > high:
		p.add(path, "%d, must be %d or fewer", n, high)
	case n < low:
		p.add(path, "%d, must be %d or more", n, low)
	}
}
