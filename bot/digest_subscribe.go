package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

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
	return []*discordgo.ApplicationCommandOption{
		optional(textOption("topic", "What about; several with commas between them. All topics, if you leave it out", maxChoice, true)),
		optional(textOption("time", "When, on the clocks of the zone: 07:00, 7am, 18:30. At 07:00, if you leave it out", 20, true)),
		optional(textOption("zone", "Whose clocks: a city, a country or an abbreviation", maxChoice, true)),
		optional(textOption("days", "On which days: weekdays, weekends, Mon, Wed, Fri. Every day, if you leave it out", 60, true)),
		{
			Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where. In this channel, if you leave it out",
			ChannelTypes: []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews},
		},
		{Type: discordgo.ApplicationCommandOptionBoolean, Name: "silent", Description: "Post nothing on a day without news. Otherwise one line says so"},
		{Type: discordgo.ApplicationCommandOptionInteger, Name: "length", Description: "At most so many messages; 3, if you leave it out", MinValue: &one, MaxValue: most},
		{Type: discordgo.ApplicationCommandOptionRole, Name: "mention", Description: "A role that the first message mentions. Nobody, if you leave it out"},
	}
}

// subscribe is /digest subscribe.
func (b *Bot) subscribe(ctx context.Context, r *request) (*Answer, error) {
	s := subscription.Subscription{Guild: r.guild, Channel: or(r.text("channel"), r.channel), Role: r.text("mention"), Owner: r.user, Quiet: r.text("silent") == "true"}
	var err error
	if s.Topics, err = b.topicsOf(ctx, r); err != nil {
		return nil, err
	}
	if s.At, err = clockOf(r.text("time")); err != nil {
		return nil, err
	}
	if s.Days, err = daysOf(r.text("days")); err != nil {
		return nil, err
	}
	if s.Zone, err = b.zoneOf(ctx, r); err != nil {
		return nil, err
	}
	if n := r.text("length"); n != "" {
		if s.Messages, err = strconv.Atoi(n); err != nil || s.Messages < 1 {
			return nil, &UserError{fmt.Sprintf("The length is a number of messages, 1 to %d.", subscription.MaxMessages)}
		}
	}
	if s.Role == r.guild {
		return nil, &UserError{"A digest can mention a role, but not everyone: choose another role, or none."}
	}
	if err := b.mayPost(ctx, r, s.Channel, s.Role); err != nil {
		return nil, err
	}
	made, err := b.opts.Digests.Book().Add(ctx, s)
	if err != nil {
		return nil, digestError(err)
	}
	a, err := b.card(ctx, made, "Done: ")
	if err != nil {
		return nil, err
	}
	if r.text("zone") == "" {
		a.Blocks = append(a.Blocks, "-# Not the right clocks? The option **zone** takes a city or a country; this one can be removed.")
	}
	if since, _, err := b.Told(ctx, made.Channel, made.ID); err == nil && since == nil {
		a.Blocks = slices.Insert(a.Blocks, 2, "The first one tells where things stand, the ones after it what is new.")
	}
	return a, nil
}

// topicsOf are the topics that a user means.
func (b *Bot) topicsOf(ctx context.Context, r *request) ([]string, error) {
	var topics []string
	for typed := range strings.SplitSeq(r.text("topic"), ",") {
		if typed = oneLine(typed); typed == "" {
			continue
		}
		c := pick(func(typed string) []Choice { return b.opts.Desk.Topics(ctx, r.guild, typed) }, typed)
		if c.Name == "" {
			var known []string
			for _, c := range b.opts.Desk.Topics(ctx, r.guild, "") {
				known = append(known, c.Value)
			}
			return nil, &UserError{"There is no topic " + markdown.Escape(shorten(typed, 60)) + " here. There is: " + markdown.Escape(strings.Join(known, ", ")) + "."}
		}
		if !slices.Contains(topics, c.Value) {
			topics = append(topics, c.Value)
		}
	}
	if len(topics) > maxTopics {
		return nil, &UserError{fmt.Sprintf("A digest has at most %d topics: leave them out for all of them.", maxTopics)}
	}
	return topics, nil
}

func clockOf(typed string) (digest.Clock, error) {
	if typed == "" {
		return defaultAt, nil
	}
	at, err := digest.ParseClock(typed)
	if err != nil {
		return 0, &UserError{"That is no time of the day: " + markdown.Escape(shorten(oneLine(typed), 40)) + ". 07:00, 7am and 18:30 are."}
	}
	return at, nil
}

func daysOf(typed string) (digest.Days, error) {
	if typed == "" {
		return defaultDays, nil
	}
	days, err := digest.ParseDays(typed)
	if err != nil {
		return 0, &UserError{"Those are no days: " + markdown.Escape(shorten(oneLine(typed), 60)) + ". “weekdays”, “weekends”, “Mon, Wed, Fri” and “every day” are."}
	}
	return days, nil
}

// zoneOf is the zone that a user means: by default that of the server's other
// digests, or of the users' language, or the configuration's.
func (b *Bot) zoneOf(ctx context.Context, r *request) (string, error) {
	typed, _, _ := strings.Cut(r.text("zone"), " – ")
	if typed == "" {
		return b.usualZones(ctx, r)[0], nil
	}
	name, ok := b.zones.Find(typed)
	if !ok {
		return "", &UserError{"I know no time zone " + markdown.Escape(shorten(oneLine(typed), 60)) + ". Type a city or a country: Berlin, New York, Turkey."}
	}
	return name, nil
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
		for _, c := range b.opts.Desk.Topics(ctx, r.guild, strings.TrimSpace(last)) {
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
		if days, err := digest.ParseDays(typed); err == nil {
			offer(days.String(), days.String())
		}
		for _, days := range []digest.Days{digest.EveryDay, digest.Workdays, digest.Weekends, 1 << 1, 1<<1 | 1<<3 | 1<<5, 1<<2 | 1<<4, 1 << 5} {
			if says := days.String(); strings.Contains(strings.ToLower(says), strings.ToLower(typed)) {
				offer(says, says)
			}
		}
	case "zone":
		now := b.opts.Now()
		for _, z := range b.zones.Complete(typed, b.usualZones(ctx, r), maxChoices) {
			offer(z.Label(now), z.Name)
		}
	}
	return out
}
