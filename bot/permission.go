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

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// A need is a permission that a digest needs in its channel.
type need struct {
	bit  int64
	name *language.Phrase // what Discord calls it
	post *language.Phrase // what it calls it in a forum, nil for the same
	why  *language.Phrase // what for, nil where that is a matter of course
	// where says for which digests; nil for all.
	where func(thread subscription.Thread, moderated bool) bool
}

var needed = []need{
	{bit: discordgo.PermissionViewChannel, name: &say.ViewChannel},
	{bit: discordgo.PermissionSendMessages, name: &say.SendMessages, post: &say.CreatePosts},
	{bit: discordgo.PermissionReadMessageHistory, name: &say.ReadHistory, why: &say.WhyHistory},
	{bit: discordgo.PermissionCreatePublicThreads, name: &say.CreateThreads, where: func(t subscription.Thread, _ bool) bool {
		return t == subscription.Further || t == subscription.Entries
	}},
	{bit: discordgo.PermissionSendMessagesInThreads, name: &say.InThreads, post: &say.InPosts, where: func(t subscription.Thread, _ bool) bool {
		return t != subscription.InChannel
	}},
	{bit: discordgo.PermissionManageThreads, name: &say.ManageThreads, post: &say.ManagePosts, why: &say.WhyModerated, where: func(_ subscription.Thread, moderated bool) bool {
		return moderated
	}},
}

// missingIn is the first permission that a digest needs and mine has not, nil if mine
// has all.
func missingIn(mine int64, s *subscription.Subscription, info *channelInfo) *need {
	if mine&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	tag := info.tag(s.Tag)
	for i := range needed {
		n := &needed[i]
		if mine&n.bit == 0 && (n.where == nil || n.where(s.Thread, tag != nil && tag.Moderated)) {
			return n
		}
	}
	return nil
}

// called is the name of the permission for a digest, in a language.
func (n *need) called(thread subscription.Thread, l language.Language) string {
	if n.post != nil && thread == subscription.Post {
		return n.post.In(l)
	}
	return n.name.In(l)
}

// forum is the type of channels that hold nothing but posts.
const forum = int(discordgo.ChannelTypeGuildForum)

// requireTag is the flag of a forum whose posts need a tag.
const requireTag = 1 << 4

// Types of channels that a digest can go to: text, announcements and forums.
var postable = []int{int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews), forum}

// suit makes a subscription what its channel asks for: a post for each digest in a
// forum, with a tag that there is. What does not go together is a *UserError.
func (c *channelInfo) suit(s *subscription.Subscription, l language.Language) error {
	if c.Type != forum {
		if s.Thread == subscription.Post {
			s.Thread = subscription.InChannel
		}
		if s.Tag != "" {
			return userError(&say.NoForum, l, c.ID)
		}
		return nil
	}
	s.Thread = subscription.Post
	var names []string
	for _, t := range c.Tags {
		names = append(names, markdown.Escape(t.Name))
	}
	known := or(strings.Join(names, ", "), "–")
	if s.Tag == "" {
		if c.Flags&requireTag != 0 {
			return userError(&say.NeedsTag, l, c.ID, known)
		}
		return nil
	}
	tag := c.tag(s.Tag)
	if tag == nil {
		return userError(&say.NoTag, l, c.ID, markdown.Escape(message.Shorten(message.OneLine(s.Tag), 60)), known)
	}
	s.Tag = tag.Name
	return nil
}

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

// mayPost returns nil if the bot may post the digests of a subscription now, and
// mention its role, if it has one; it makes the subscription suit its channel. Else
// it is a *UserError that says what is missing, and where to give it.
func (b *Bot) mayPost(ctx context.Context, r *request, s *subscription.Subscription) error {
	l := r.language()
	info, err := b.channelInfo(ctx, s.Channel)
	switch f, _ := fateOf(err); {
	case err != nil && f == halt:
		return missing(l, s.Channel, say.ViewChannel.In(l), nil, false)
	case err != nil:
		return err
	case info.Guild != r.guild || !slices.Contains(postable, info.Type):
		return userError(&say.NoPlace, l, s.Channel)
	}
	if err := info.suit(s, l); err != nil {
		return err
	}
	var roles []roleInfo
	mine, whole := r.mine, int64(0)
	elsewhere := s.Channel != r.channel || r.mine == 0
	if elsewhere || s.Role != "" {
		if err := b.rest.Do(ctx, http.MethodGet, discordgo.EndpointGuildRoles(r.guild), nil, &roles); err != nil {
			return err
		}
	}
	if elsewhere {
		if mine, whole, err = b.permissions(ctx, info, roles); err != nil {
			return err
		}
	}
	if n := missingIn(mine, s, info); n != nil {
		return missing(l, s.Channel, n.called(s.Thread, l), n.why, whole&n.bit != 0)
	}
	if s.Role == "" || mine&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	i := slices.IndexFunc(roles, func(o roleInfo) bool { return o.ID == s.Role })
	switch {
	case i < 0:
		return userError(&say.NoRole, l)
	case !roles[i].Mentionable && mine&discordgo.PermissionMentionEveryone == 0:
		return userError(&say.NoMention, l, s.Role)
	}
	return nil
}

// missing says which permission is missing, and where to give it. denied is true
// where the bot has it in the server, and the channel takes it away.
func missing(l language.Language, channel, name string, why *language.Phrase, denied bool) error {
	reason := ""
	if why != nil {
		reason = " (" + why.In(l) + ")"
	}
	rule := &say.WholeServer
	if denied {
		rule = &say.Denied
	}
	return &UserError{say.CannotPost.In(l, channel, name) + reason + ".\n" + say.GiveIt.In(l, name) + rule.In(l) + ". " + say.TryAgain.In(l)}
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
	if err := b.rest.Do(ctx, http.MethodGet, discordgo.EndpointGuildMember(c.Guild, self), nil, &member); err != nil {
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
	return c, b.rest.Do(ctx, http.MethodGet, discordgo.EndpointChannel(channel), nil, c)
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
