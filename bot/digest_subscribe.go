package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/digest/zone"
	"briefbot/briefing/render/markdown"
)

// What a digest is unless its options say otherwise.
const (
	defaultAt   = digest.Clock(7 * 60)
	defaultDays = digest.EveryDay
	// maxTopics is how many topics a digest has, unless it has all.
	maxTopics = 5
)

func subscribeOptions() []*discordgo.ApplicationCommandOption {
	one, most := 1.0, float64(subscription.MaxMessages)
	thread := &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: "thread", Description: "What stands in a thread of the channel. Nothing, if you leave it out",
	}
	for _, t := range []subscription.Thread{subscription.Further, subscription.Entries} {
		thread.Choices = append(thread.Choices, &discordgo.ApplicationCommandOptionChoice{Name: string(t), Value: string(t)})
	}
	return []*discordgo.ApplicationCommandOption{
		optional(textOption("topic", "What about; several with commas between them. All topics, if you leave it out", message.MaxChoice, true)),
		optional(textOption("time", "When, on the clocks of the zone: 07:00, 7am, 18:30. At 07:00, if you leave it out", 20, true)),
		optional(textOption("zone", "Whose clocks: a city, a country or an abbreviation", message.MaxChoice, true)),
		optional(textOption("days", "On which days: weekdays, weekends, Mon, Wed, Fri. Every day, if you leave it out", 60, true)),
		{
			Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where: a text channel or a forum. In this channel, if you leave it out",
			ChannelTypes: []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum},
		},
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: "silent", Description: "Post nothing on a day without news. Otherwise one line says so"},
		{Type: discordgo.ApplicationCommandOptionInteger, Name: "length", Description: "At most so many messages; 3, if you leave it out", MinValue: &one, MaxValue: most},
		{Type: discordgo.ApplicationCommandOptionRole, Name: "mention", Description: "A role that the first message mentions. Nobody, if you leave it out"},
		thread,
		optional(textOption("tag", "The tag of the posts, in a forum. None, if you leave it out", message.MaxChoice, true)),
	}
}

// subscribe is /digest subscribe: it shows what the options say as a draft. What
// they leave out is as usual, and nothing is set up yet.
func (b *Bot) subscribe(ctx context.Context, r *request) (*Answer, error) {
	l := r.language()
	d := &draft{
		Guild: r.guild, Channel: cmp.Or(r.text("channel"), r.channel), Role: r.text("mention"), Owner: r.user, Locale: r.locale, Quiet: r.text("silent") == "true",
		Thread: subscription.Thread(r.text("thread")), Tag: r.text("tag"),
	}
	var err error
	if d.Topics, err = b.topicsOf(ctx, r); err != nil {
		return nil, err
	}
	if d.At, err = clockOf(l, r.text("time")); err != nil {
		return nil, err
	}
	if d.Days, err = daysOf(l, r.text("days")); err != nil {
		return nil, err
	}
	if d.Zone, err = b.zoneOf(ctx, r); err != nil {
		return nil, err
	}
	if d.Messages, err = lengthOf(l, r.text("length")); err != nil {
		return nil, err
	}
	if d.Role == r.guild {
		return nil, userError(&say.NotEveryone, l)
	}
	return b.showDraft(ctx, r, d)
}

// topicsOf are the topics that a user means.
func (b *Bot) topicsOf(ctx context.Context, r *request) ([]string, error) {
	var topics []string
	for typed := range strings.SplitSeq(r.text("topic"), ",") {
		if typed = message.OneLine(typed); typed == "" {
			continue
		}
		c := pick(func(typed string) []Choice { return b.topics(ctx, r, typed) }, typed)
		if c.Name == "" {
			var known []string
			for _, c := range b.opts.Desk.Topics(ctx, r.guild, "") {
				known = append(known, shortName(c.Name))
			}
			return nil, userError(&say.UnknownTopic, r.language(), markdown.Escape(message.Shorten(typed, 60)), markdown.Escape(strings.Join(known, ", ")))
		}
		if !slices.Contains(topics, c.Value) {
			topics = append(topics, c.Value)
		}
	}
	if len(topics) > maxTopics {
		return nil, userError(&say.ManyTopics, r.language(), maxTopics)
	}
	return topics, nil
}

func clockOf(l language.Language, typed string) (digest.Clock, error) {
	if typed == "" {
		return defaultAt, nil
	}
	at, err := digest.ParseClock(typed)
	if err != nil {
		return 0, userError(&say.NoTime, l, markdown.Escape(message.Shorten(message.OneLine(typed), 40)))
	}
	return at, nil
}

func daysOf(l language.Language, typed string) (digest.Days, error) {
	if typed == "" {
		return defaultDays, nil
	}
	days, err := digest.ParseDays(typed)
	if err != nil {
		return 0, userError(&say.NoDays, l, markdown.Escape(message.Shorten(message.OneLine(typed), 60)))
	}
	return days, nil
}

// lengthOf is how many messages a digest may have, 0 for as many as usual.
func lengthOf(l language.Language, typed string) (int, error) {
	if typed == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > subscription.MaxMessages {
		return 0, userError(&say.NoLength, l, subscription.MaxMessages)
	}
	return n, nil
}

// zoneOf is the zone that a user means: by default that of the server's other
// digests, or of the users' language, or the configuration's.
func (b *Bot) zoneOf(ctx context.Context, r *request) (string, error) {
	typed, _, _ := strings.Cut(r.text("zone"), " – ")
	if typed == "" {
		return b.usualZones(ctx, r)[0], nil
	}
	name, others := b.zones.Only(typed)
	if name != "" {
		return name, nil
	}
	typed = markdown.Escape(message.Shorten(message.OneLine(typed), 60))
	if len(others) == 0 {
		return "", userError(&say.NoZone, r.language(), typed)
	}
	var names []string
	for _, z := range others {
		names = append(names, markdown.Escape(z.Name))
	}
	return "", userError(&say.SeveralZones, r.language(), typed, strings.Join(names, ", "))
}

// usualZones are the zones that a server's users may mean, at least one.
func (b *Bot) usualZones(ctx context.Context, r *request) []string {
	var names []string
	if all, err := b.digestsOf(ctx, r.guild); err == nil {
		for _, s := range all {
			if s.ID != subscription.Configured {
				names = append(names, s.Zone)
			}
		}
	}
	for _, locale := range []string{r.guildLocale, r.locale} {
		// Servers are American until somebody says otherwise.
		if name := zone.Locale(locale); name != "" && locale != "en-US" {
			names = append(names, name)
		}
	}
	return append(names, b.opts.Digests.Zone())
}

// completeSubscribe offers choices for the options of /digest subscribe.
func (b *Bot) completeSubscribe(ctx context.Context, r *request, name, typed string) []Choice {
	var out []Choice
	offer := func(label, value string) {
		if !slices.ContainsFunc(out, func(c Choice) bool { return c.Value == value }) {
			out = append(out, Choice{label, value})
		}
	}
	switch name {
	case "topic":
		before, last := "", typed
		if i := strings.LastIndexByte(typed, ','); i >= 0 {
			before, last = typed[:i+1]+" ", typed[i+1:]
		}
		for _, c := range b.topics(ctx, r, strings.TrimSpace(last)) {
			offer(before+c.Name, before+c.Value)
		}
	case "time":
		if at, err := digest.ParseClock(typed); err == nil {
			offer(at.String(), at.String())
		}
		for _, hour := range []int{7, 6, 8, 9, 12, 17, 18, 20, 22} {
			if at := digest.Clock(hour * 60).String(); strings.Contains(at, typed) {
				offer(at, at)
			}
		}
	case "days":
		l := r.language()
		if days, err := digest.ParseDays(typed); err == nil {
			offer(say.Days(l, days), days.String())
		}
		for _, days := range []digest.Days{digest.EveryDay, digest.Workdays, digest.Weekends, 1 << 1, 1<<1 | 1<<3 | 1<<5, 1<<2 | 1<<4, 1 << 5} {
			if says := say.Days(l, days); strings.Contains(strings.ToLower(says+" "+days.String()), strings.ToLower(typed)) {
				offer(says, days.String())
			}
		}
	case "tag":
		forum, err := b.channels.Channel(ctx, cmp.Or(r.text("channel"), r.channel))
		if err != nil || forum.Guild != r.guild {
			return nil
		}
		for _, t := range forum.Tags {
			if strings.Contains(strings.ToLower(t.Name), strings.ToLower(typed)) {
				offer(t.Name, t.Name)
			}
		}
	case "zone":
		now := b.opts.Now()
		for _, z := range b.zones.Complete(typed, b.usualZones(ctx, r), message.MaxChoices) {
			offer(say.Zone(r.language(), z, now), z.Name)
		}
	}
	return out
}
