package bot

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/render/markdown"
)

// Discord's limits, in UTF-16 units where it is text.
const (
	maxContent   = 2000 // the text of a message
	maxEmbed     = 4096 // the text of an embed
	maxEmbedSum  = 6000 // of all embeds of a message
	maxChoices   = 25
	maxChoice    = 100 // the name and the value of a choice
	maxNonce     = 25
	maxPageLimit = 100 // messages in one list

	maxRows             = 5 // of components
	maxInRow            = 5
	maxCustomID         = 100
	maxLabel            = 80
	maxPlaceholder      = 150
	maxButtonURL        = 512
	maxInputLabel       = 45
	maxInputPlaceholder = 100
	maxFormTitle        = 45
	maxAlt              = 1024 // what is said of a picture
)

// How the bot uses what Discord allows.
const (
	// maxPages is how many messages an answer may be that has no buttons to page
	// through it.
	maxPages = 5
	// maxShown is how much of a message the bot fills: the rest is for the line
	// that says who shared it.
	maxShown = maxContent - 120
	// maxTitle is how much of a message an answer's title may take, maxSources
	// how much the sources.
	maxTitle   = 900
	maxSources = 700
	// maxBelow is how much stands in the embed below a message.
	maxBelow = 2000
	// accent is the colour of all embeds.
	accent = 0x2f6f8f
)

// message is what the bot sends, in every place where Discord takes a message.
type message struct {
	Content  string                 `json:"content"`
	Embeds   embedList              `json:"embeds"`
	Rows     rowList                `json:"components"`
	Mentions mentions               `json:"allowed_mentions"`
	Flags    discordgo.MessageFlags `json:"flags,omitempty"`
	Files    []file                 `json:"-"` // sent beside it
	// Attached describes the files; without any, what was attached stays.
	Attached []attachment `json:"attachments,omitempty"`
}

// Form implements rest.Form.
func (m message) Form() (any, []*discordgo.File) {
	var files []*discordgo.File
	for i, f := range m.Files {
		m.Attached = append(m.Attached, attachment{strconv.Itoa(i), f.name, shorten(f.alt, maxAlt)})
		files = append(files, &discordgo.File{Name: f.name, ContentType: f.kind, Reader: bytes.NewReader(f.data)})
	}
	return m, files
}

// A file is attached to a message.
type file struct {
	name, kind string // kind is a media type
	data       []byte
	alt        string // what is to be seen, "" for what is no picture
}

// attachment says what the file of that index is.
type attachment struct {
	ID          string `json:"id"` // the index, which Discord takes for an identifier
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// embedList and rowList are sent even where they are empty: an edit that leaves
// them out would leave what was there before.
type (
	embedList []embed
	rowList   []control
)

// MarshalJSON implements json.Marshaler.
func (l embedList) MarshalJSON() ([]byte, error) { return listJSON(l) }

// MarshalJSON implements json.Marshaler.
func (l rowList) MarshalJSON() ([]byte, error) { return listJSON(l) }

func listJSON[T any, L ~[]T](l L) ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}

type embed struct {
	Description string `json:"description"`
	Color       int    `json:"color"`
}

// mentions says who is pinged.
type mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
	Users []string `json:"users,omitempty"`
}

// nobody is pinged by any message of the bot: news names people. The exceptions
// are the role that a subscription names, and its owner when it is paused.
var nobody = mentions{Parse: []string{}}

// only pings the role; nobody, for "".
func only(role string) mentions {
	m := nobody
	if role != "" {
		m.Roles = []string{role}
	}
	return m
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// fitChoices cuts choices to what Discord accepts: one that does not come back
// as it was is left out.
func fitChoices(choices []Choice) []choice {
	out := []choice{}
	for _, c := range choices {
		if c.Name == "" || c.Value == "" || markdown.Len(c.Value) > maxChoice {
			continue
		}
		if len(out) == maxChoices {
			break
		}
		out = append(out, choice{shorten(c.Name, maxChoice), c.Value})
	}
	return out
}

// shorten cuts plain text to max units, the last of them an ellipsis.
func shorten(s string, max int) string {
	if markdown.Len(s) <= max {
		return s
	}
	return strings.TrimSpace(s[:cut(s, max-1)]) + "…"
}
