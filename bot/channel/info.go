package channel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// An Info is what Discord says of a channel.
type Info struct {
	ID         string      `json:"id"`
	Type       int         `json:"type"`
	Guild      string      `json:"guild_id"`
	Name       string      `json:"name"`
	Flags      int         `json:"flags"`
	Tags       []Tag       `json:"available_tags"` // of a forum
	Parent     string      `json:"parent_id"`      // of a thread: the channel whose rules it has
	Overwrites []overwrite `json:"permission_overwrites"`
}

// overwrite is a rule of a channel for a role or a member.
type overwrite struct {
	ID    string `json:"id"`
	Type  int    `json:"type"` // 0 for a role, 1 for a member
	Allow bits   `json:"allow"`
	Deny  bits   `json:"deny"`
}

// A Role is one of a server.
type Role struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions bits   `json:"permissions"`
	Mentionable bool   `json:"mentionable"`
}

// bits are permissions; Discord writes them as a number in a string.
type bits int64

// UnmarshalJSON implements json.Unmarshaler.
func (b *bits) UnmarshalJSON(raw []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	if err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	*b = bits(n)
	return nil
}

// A Tag is a tag of a forum.
type Tag struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Moderated bool   `json:"moderated"`
}

// Tag is the forum's tag of a name, nil if it has none.
func (c *Info) Tag(name string) *Tag {
	i := slices.IndexFunc(c.Tags, func(t Tag) bool { return strings.EqualFold(strings.TrimSpace(t.Name), strings.TrimSpace(name)) })
	if i < 0 {
		return nil
	}
	return &c.Tags[i]
}

// TagAfter is the name of the forum's tag after that of a name, "" after the last
// where posts need none.
func (c *Info) TagAfter(name string) string {
	i := -1
	if t := c.Tag(name); t != nil {
		i = slices.IndexFunc(c.Tags, func(o Tag) bool { return o.ID == t.ID })
	}
	switch {
	case i+1 < len(c.Tags):
		return c.Tags[i+1].Name
	case len(c.Tags) > 0 && c.NeedsTag():
		return c.Tags[0].Name
	}
	return ""
}

// forum is the type of channels that hold nothing but posts.
const forum = int(discordgo.ChannelTypeGuildForum)

// requireTag is the flag of a forum whose posts need a tag.
const requireTag = 1 << 4

// Forum reports whether it is a forum: a channel that holds nothing but posts.
func (c *Info) Forum() bool { return c.Type == forum }

// NeedsTag reports whether it is a forum each of whose posts needs a tag.
func (c *Info) NeedsTag() bool { return c.Flags&requireTag != 0 }

// Postable reports whether it is of a type that digests can go to: text, announcements
// and forums.
func (c *Info) Postable() bool {
	return c.Forum() || c.Type == int(discordgo.ChannelTypeGuildText) || c.Type == int(discordgo.ChannelTypeGuildNews)
}
