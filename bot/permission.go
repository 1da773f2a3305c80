package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/channel"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/outbox"
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
func missingIn(mine int64, s *subscription.Subscription, info *channel.Info) *need {
	if mine&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	tag := info.Tag(s.Tag)
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

// suit makes a subscription what its channel asks for: a post for each digest in a
// forum, with a tag that there is. What does not go together is a *UserError.
func suit(c *channel.Info, s *subscription.Subscription, l language.Language) error {
	if !c.Forum() {
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
	known := cmp.Or(strings.Join(names, ", "), "–")
	if s.Tag == "" {
		if c.NeedsTag() {
			return userError(&say.NeedsTag, l, c.ID, known)
		}
		return nil
	}
	tag := c.Tag(s.Tag)
	if tag == nil {
		return userError(&say.NoTag, l, c.ID, markdown.Escape(message.Shorten(message.OneLine(s.Tag), 60)), known)
	}
	s.Tag = tag.Name
	return nil
}

// mayPost returns nil if the bot may post the digests of a subscription now, and
// mention its role, if it has one; it makes the subscription suit its channel. Else
// it is a *UserError that says what is missing, and where to give it.
func (b *Bot) mayPost(ctx context.Context, r *request, s *subscription.Subscription) error {
	l := r.language()
	info, err := b.channels.Channel(ctx, s.Channel)
	switch {
	case errors.As(outbox.Refused(s.Channel, err), new(*outbox.ChannelError)):
		return missing(l, s.Channel, say.ViewChannel.In(l), nil, false)
	case err != nil:
		return err
	case info.Guild != r.guild || !info.Postable():
		return userError(&say.NoPlace, l, s.Channel)
	}
	if err := suit(info, s, l); err != nil {
		return err
	}
	var roles []channel.Role
	mine, whole := r.mine, int64(0)
	elsewhere := s.Channel != r.channel || r.mine == 0
	if elsewhere || s.Role != "" {
		if roles, err = b.channels.Roles(ctx, r.guild); err != nil {
			return err
		}
	}
	if elsewhere {
		if mine, whole, err = b.channels.Permissions(ctx, info, roles); err != nil {
			return err
		}
	}
	if n := missingIn(mine, s, info); n != nil {
		return missing(l, s.Channel, n.called(s.Thread, l), n.why, whole&n.bit != 0)
	}
	if s.Role == "" || mine&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	i := slices.IndexFunc(roles, func(o channel.Role) bool { return o.ID == s.Role })
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
