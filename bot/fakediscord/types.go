package fakediscord

import (
	"encoding/json"
	"time"
)

// Permissions of a channel, as far as a bot that posts needs them. AllPermissions
// are those that an invitation asks for: ManageThreads is none of them.
const (
	ViewChannel           = 1 << 10
	SendMessages          = 1 << 11
	EmbedLinks            = 1 << 14
	ReadMessageHistory    = 1 << 16
	ManageThreads         = 1 << 34
	CreatePublicThreads   = 1 << 35
	SendMessagesInThreads = 1 << 38

	AllPermissions = ViewChannel | SendMessages | EmbedLinks | ReadMessageHistory | CreatePublicThreads | SendMessagesInThreads
)

// Flags of a message.
const (
	FlagEphemeral    = 1 << 6
	FlagLoading      = 1 << 7
	FlagComponentsV2 = 1 << 15
)

// A Guild is what people call a server.
type Guild struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Locale string `json:"preferred_locale"`
	System string `json:"system_channel_id,omitempty"`
}

// A Role is a role of a guild.
type Role struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions string `json:"permissions"` // a number
	Mentionable bool   `json:"mentionable"`
}

// A Channel is a text channel, a forum or a thread.
type Channel struct {
	ID    string `json:"id"`
	Type  int    `json:"type"`
	Guild string `json:"guild_id,omitempty"`
	Name  string `json:"name"`
	Flags int    `json:"flags,omitempty"`
	// Tags are those of a forum.
	Tags []Tag `json:"available_tags,omitempty"`
	// Parent, Owner, Applied and Thread are those of a thread.
	Parent  string          `json:"parent_id,omitempty"`
	Owner   string          `json:"owner_id,omitempty"`
	Applied []string        `json:"applied_tags,omitempty"`
	Thread  *ThreadMetadata `json:"thread_metadata,omitempty"`
	// Permissions are what the bot may do in it; a thread has those of the channel
	// that it stands in.
	Permissions int64 `json:"-"`

	messages []*Message
}

// author is a user on the wire.
type author struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Bot      bool   `json:"bot,omitempty"`
	// Discriminator is what the client library wants to see.
	Discriminator string `json:"discriminator"`
}

var bot = author{ID: BotID, Username: BotName, Bot: true, Discriminator: "0"}

// A Message is a message of the bot in a channel.
type Message struct {
	ID         string      `json:"id"`
	Channel    string      `json:"channel_id"`
	Author     author      `json:"author"`
	Content    string      `json:"content"`
	Embeds     []Embed     `json:"embeds"`
	Components []Component `json:"components"`
	Flags      int         `json:"flags"`
	Timestamp  time.Time   `json:"timestamp"`
	Edited     *time.Time  `json:"edited_timestamp"`
	Type       int         `json:"type"`
	Nonce      string      `json:"nonce,omitempty"`

	// Files are attached to it.
	Files []Upload `json:"-"`
	// Edits counts how often it was edited.
	Edits int `json:"-"`
	// Invoker is the name of the user whose interaction it answers.
	Invoker string `json:"-"`
	// Command is what that user entered, such as "/brief topic:iran-us".
	Command string `json:"-"`

	thread bool // one was made of it
}

// Ephemeral reports whether only the invoker sees the message.
func (m *Message) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// Loading reports whether the message says that the bot is thinking.
func (m *Message) Loading() bool { return m.Flags&FlagLoading != 0 }

// An Embed is a box below a message's text.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Type        string  `json:"type,omitempty"`
	Description string  `json:"description,omitempty"`
	URL         string  `json:"url,omitempty"`
	Timestamp   string  `json:"timestamp,omitempty"`
	Color       int     `json:"color,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	Image       *Media  `json:"image,omitempty"`
	Thumbnail   *Media  `json:"thumbnail,omitempty"`
	Author      *Byline `json:"author,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
}

// Footer, Media, Byline and Field are the parts of an embed.
type (
	Footer struct {
		Text    string `json:"text"`
		IconURL string `json:"icon_url,omitempty"`
	}
	Media struct {
		URL         string `json:"url"`
		Description string `json:"description,omitempty"`
	}
	Byline struct {
		Name    string `json:"name"`
		URL     string `json:"url,omitempty"`
		IconURL string `json:"icon_url,omitempty"`
	}
	Field struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Inline bool   `json:"inline,omitempty"`
	}
)

// The types of components that a message may hold.
const (
	ActionRow    = 1
	Button       = 2
	StringSelect = 3
	TextInput    = 4
)

// A Component is a row, a button, a select, or another part of a message that
// is made of components.
type Component struct {
	Type        int             `json:"type"`
	ID          int             `json:"id,omitempty"`
	CustomID    string          `json:"custom_id,omitempty"`
	Style       int             `json:"style,omitempty"`
	Label       string          `json:"label,omitempty"`
	URL         string          `json:"url,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	Disabled    bool            `json:"disabled,omitempty"`
	Placeholder string          `json:"placeholder,omitempty"`
	MinValues   *int            `json:"min_values,omitempty"`
	MaxValues   int             `json:"max_values,omitempty"`
	Required    *bool           `json:"required,omitempty"`
	Value       string          `json:"value,omitempty"`
	MinLength   int             `json:"min_length,omitempty"`
	MaxLength   int             `json:"max_length,omitempty"`
	Options     []SelectOption  `json:"options,omitempty"`
	Components  []Component     `json:"components,omitempty"`
	Content     string          `json:"content,omitempty"`
	Accessory   *Component      `json:"accessory,omitempty"`
	AccentColor *int            `json:"accent_color,omitempty"`
	Spoiler     bool            `json:"spoiler,omitempty"`
	Divider     *bool           `json:"divider,omitempty"`
	Spacing     int             `json:"spacing,omitempty"`
}

// A SelectOption is one entry of a select.
type SelectOption struct {
	Label       string          `json:"label"`
	Value       string          `json:"value"`
	Description string          `json:"description,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	Default     bool            `json:"default,omitempty"`
}

// A Command is an application command.
type Command struct {
	ID                       string            `json:"id"`
	ApplicationID            string            `json:"application_id"`
	Version                  string            `json:"version"`
	Type                     int               `json:"type,omitempty"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Options                  []CommandOption   `json:"options,omitempty"`
	DefaultMemberPermissions *string           `json:"default_member_permissions,omitempty"`
	DMPermission             *bool             `json:"dm_permission,omitempty"`
	NSFW                     *bool             `json:"nsfw,omitempty"`
	Contexts                 []int             `json:"contexts,omitempty"`
	IntegrationTypes         []int             `json:"integration_types,omitempty"`
}

// A CommandOption is an option of a command, or a subcommand.
type CommandOption struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Autocomplete             bool              `json:"autocomplete,omitempty"`
	Options                  []CommandOption   `json:"options,omitempty"`
	Choices                  []Choice          `json:"choices,omitempty"`
	ChannelTypes             []int             `json:"channel_types,omitempty"`
	MinValue                 *float64          `json:"min_value,omitempty"`
	MaxValue                 *float64          `json:"max_value,omitempty"`
	MinLength                *int              `json:"min_length,omitempty"`
	MaxLength                *int              `json:"max_length,omitempty"`
}

// A Choice is a value that Discord offers for an option.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             any               `json:"value"`
}
