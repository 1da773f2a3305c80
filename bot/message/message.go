// Package message has what the bot sends, as Discord takes it: texts, rows of buttons
// and selects, forms, embeds, files, and who is pinged. Texts are cut to size (split.go,
// text.go), components are fitted (control.go), and what a component does stands in its
// custom_id (id.go): the bot keeps nothing else of it.
//
// Lengths are in UTF-16 units, as Discord counts them.
package message

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// A Message is what the bot sends, in every place where Discord takes a message.
type Message struct {
	Content  string                 `json:"content"`
	Embeds   Embeds                 `json:"embeds"`
	Rows     Rows                   `json:"components"`
	Mentions Mentions               `json:"allowed_mentions"`
	Flags    discordgo.MessageFlags `json:"flags,omitempty"`
	Files    []File                 `json:"-"` // sent beside it
	// Attached describes the files; without any, what was attached stays.
	Attached []attachment `json:"attachments,omitempty"`
}

// Form implements rest.Form: a message with files is sent as a form.
func (m Message) Form() (any, []*discordgo.File) {
	var files []*discordgo.File
	for i, f := range m.Files {
		m.Attached = append(m.Attached, attachment{strconv.Itoa(i), f.Name, Shorten(f.Alt, maxAlt)})
		files = append(files, &discordgo.File{Name: f.Name, ContentType: f.Kind, Reader: bytes.NewReader(f.Data)})
	}
	return m, files
}

// A File is attached to a message.
type File struct {
	Name, Kind string // Kind is a media type
	Data       []byte
	Alt        string // what is to be seen, "" for what is no picture
}

// attachment says what the file of that index is.
type attachment struct {
	ID          string `json:"id"` // the index, which Discord takes for an identifier
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type (
	// Embeds are those of a message. They are sent even where there are none: an edit
	// that leaves them out would leave what was there before.
	Embeds []Embed
	// Rows are those of a message's components, each a Control of the type TypeRow.
	// They are sent even where there are none, as Embeds are.
	Rows []Control
)

// MarshalJSON implements json.Marshaler.
func (l Embeds) MarshalJSON() ([]byte, error) { return listJSON(l) }

// MarshalJSON implements json.Marshaler.
func (l Rows) MarshalJSON() ([]byte, error) { return listJSON(l) }

func listJSON[T any, L ~[]T](l L) ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

// An Embed is a text with a coloured edge below a message's own, as Markdown.
type Embed struct {
	Description string `json:"description"`
	Color       int    `json:"color"`
}

// Mentions says who is pinged: the roles and users with these identifiers.
type Mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
	Users []string `json:"users,omitempty"`
}

// Nobody is pinged by a message of the bot: news names people. The exceptions
// are the role that a subscription names, and its owner when it is paused.
var Nobody = Mentions{Parse: []string{}}

// Only pings the role and nobody else; nobody, for "".
func Only(role string) Mentions {
	m := Nobody
	if role != "" {
		m.Roles = []string{role}
	}
	return m
}

// once is a message without files that Discord stores once for each nonce, as long as
// it knows that. The client library knows no nonces.
type once struct {
	Message
	Nonce   string `json:"nonce"`
	Enforce bool   `json:"enforce_nonce"`
}

// Once is the message, one without files, as a body that Discord stores once for the
// nonce.
func (m Message) Once(nonce string) any { return once{m, nonce, true} }

// Nonce is the nonce of the ith message of what key names: always the same one.
func Nonce(key string, i int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", key, i))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}
