package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// needed are the permissions that a digest needs in its channel, with their names
// in Discord, and what for where that is no matter of course.
var needed = []struct {
	bit       int64
	name, why string
}{
	{discordgo.PermissionViewChannel, "View Channel", ""},
	{discordgo.PermissionSendMessages, "Send Messages", ""},
	{discordgo.PermissionReadMessageHistory, "Read Message History", "to see after a breakdown what it has posted already, and not post it twice"},
}

// Types of channels that a digest can go to: text and announcements.
var postable = []int{int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews)}

// channelInfo is what Discord says of a channel.
type channelInfo struct {
	ID         string      `json:"id"`
	Type       int         `json:"type"`
	Guild      string      `json:"guild_id"`
	Name       string      `json:"name"`
	Flags      int         `json:"flags"`
	Tags       []tagInfo   `json:"available_tags"` // of a forum
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

type roleInfo struct {
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

// mayPost returns nil if the bot may post a digest in a channel of the user's
// server now, and mention the role there, if it is not "". Else it is a
// *UserError that says what is missing, and where to give it.
func (b *Bot) mayPost(ctx context.Context, r *request, channel, role string) error {
	var roles []roleInfo
	if channel != r.channel || r.mine == 0 || role != "" {
		if err := b.rest.do(ctx, http.MethodGet, discordgo.EndpointGuildRoles(r.guild), nil, &roles); err != nil {
			return err
		}
	}
	mine, whole := r.mine, int64(0)
	if channel != r.channel || r.mine == 0 {
		info, err := b.channelInfo(ctx, channel)
		switch f, _ := fateOf(err); {
		case err != nil && f == halt:
			return missing(channel, needed[0].name, "", false)
		case err != nil:
			return err
		case info.Guild != r.guild || !slices.Contains(postable, info.Type):
			return &UserError{"A digest goes to a text channel of this server: <#" + channel + "> is none."}
		}
		if mine, whole, err = b.permissions(ctx, info, roles); err != nil {
			return err
		}
	}
	if mine&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	for _, n := range needed {
		if mine&n.bit == 0 {
			return missing(channel, n.name, n.why, whole&n.bit != 0)
		}
	}
	if role == "" {
		return nil
	}
	i := slices.IndexFunc(roles, func(o roleInfo) bool { return o.ID == role })
	switch {
	case i < 0:
		return &UserError{"That role is not there any more: choose another, or none."}
	case !roles[i].Mentionable && mine&discordgo.PermissionMentionEveryone == 0:
		return &UserError{"I may not mention <@&" + role + ">. Allow it in **Server Settings → Roles →** that role **→ Allow anyone to @mention this role**, and run this again; or leave the role out."}
	}
	return nil
}

// missing says which permission is missing, and where to give it. denied is true
// where the bot has it in the server, and the channel takes it away.
func missing(channel, name, why string, denied bool) error {
	if why != "" {
		why = " (" + why + ")"
	}
	text := "I cannot post in <#" + channel + ">: I need **" + name + "** there" + why + ".\n" +
		"Give it to me in **Edit Channel** (the gear beside the channel’s name) **→ Permissions → Advanced permissions**: add briefbot there and allow **" + name + "**"
	if denied {
		text += "; a rule of the channel denies it at present"
	} else {
		text += ". For all channels it is **Server Settings → Roles → briefbot → Permissions**"
	}
	return &UserError{text + ". Then try this again."}
}

// permissions are what the bot may do in a channel, and in the server without
// the channel's rules, by Discord's documented order: everyone, roles, the rules
// for everyone, for roles, for the member.
func (b *Bot) permissions(ctx context.Context, c *channelInfo, roles []roleInfo) (there, whole int64, err error) {
	self, err := b.me(ctx)
	if err != nil {
		return 0, 0, err
	}
	var member struct {
		Roles []string `json:"roles"`
	}
	if err := b.rest.do(ctx, http.MethodGet, discordgo.EndpointGuildMember(c.Guild, self), nil, &member); err != nil {
		return 0, 0, err
	}
	for _, r := range roles {
		if r.ID == c.Guild || slices.Contains(member.Roles, r.ID) {
			whole |= int64(r.Permissions)
		}
	}
	if whole&discordgo.PermissionAdministrator != 0 {
		return whole, whole, nil
	}
	there = whole
	apply := func(match func(o overwrite) bool) {
		var allow, deny int64
		for _, o := range c.Overwrites {
			if match(o) {
				allow |= int64(o.Allow)
				deny |= int64(o.Deny)
			}
		}
		there = there&^deny | allow
	}
	apply(func(o overwrite) bool { return o.ID == c.Guild })
	apply(func(o overwrite) bool { return o.Type == 0 && o.ID != c.Guild && slices.Contains(member.Roles, o.ID) })
	apply(func(o overwrite) bool { return o.Type == 1 && o.ID == self })
	return there, whole, nil
}

func (b *Bot) channelInfo(ctx context.Context, channel string) (*channelInfo, error) {
	c := new(channelInfo)
	return c, b.rest.do(ctx, http.MethodGet, discordgo.EndpointChannel(channel), nil, c)
}

// GuildOf is the server that a channel belongs to. It is remembered: a channel
// does not move.
func (b *Bot) GuildOf(ctx context.Context, channel string) (string, error) {
	b.mu.Lock()
	guild := b.homes[channel]
	b.mu.Unlock()
	if guild != "" {
		return guild, nil
	}
	c, err := b.channelInfo(ctx, channel)
	if err != nil {
		return "", err
	}
	if c.Guild == "" {
		return "", errors.New("the channel belongs to no server")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.homes[channel] = c.Guild
	return c.Guild, nil
}
