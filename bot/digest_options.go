package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/zone"
)

// draftRows are the components of a draft.
func (b *Bot) draftRows(ctx context.Context, r *request, d *draft, state []string) []message.Control {
	l := r.language()
	topics := message.Menu(say.TopicsMenu.In(l), message.CustomID(doTopics, state...), b.topicOptions(ctx, r, d)...)
	topics.MinValues, topics.MaxValues = new(int), min(maxTopics, len(topics.Options))
	one := 1
	days := message.Menu("", message.CustomID(doDays, state...), dayOptions(l, d.Days)...)
	days.MinValues, days.MaxValues = &one, len(say.Week)

	quiet := message.Button(say.QuietOff.In(l), message.CustomID(doQuiet, state...))
	if d.Quiet {
		quiet.Label = say.QuietOn.In(l)
	}
	subscribe := message.Button(say.Subscribe.In(l), message.CustomID(doMake, state...))
	subscribe.Style = message.StyleSuccess
	buttons := []message.Control{subscribe, message.Button(say.Preview.In(l), message.CustomID(doTryDraft, state...)), quiet}
	if i := slices.IndexFunc(threads, func(t threadChoice) bool { return t.kind == d.Thread }); i >= 0 {
		buttons = append(buttons, message.Button(threads[i].label.In(l), message.CustomID(doThread, state...)))
	} else {
		buttons = append(buttons, message.Button(say.TagIs.In(l, cmp.Or(d.Tag, "–")), message.CustomID(doTag, state...)))
	}
	buttons = append(buttons, message.Button(say.DraftOther.In(l), message.CustomID(doOther, state...)))
	return []message.Control{
		message.Row(topics), message.Row(days),
		message.Row(message.Menu("", message.CustomID(doTime, state...), timeOptions(d.At)...)),
		message.Row(message.Menu("", message.CustomID(doZone, state...), b.zoneOptions(ctx, r, d.Zone)...)),
		message.Row(buttons...),
	}
}

// topicOptions are the topics to choose from, those that are chosen first.
func (b *Bot) topicOptions(ctx context.Context, r *request, d *draft) []message.Option {
	var chosen, others []message.Option
	for _, c := range b.topics(ctx, r, "") {
		title, says, _ := strings.Cut(c.Name, " · ")
		o := message.Option{Label: title, Value: c.Value, Description: says, Default: slices.Contains(d.Topics, c.Value)}
		if o.Default {
			chosen = append(chosen, o)
		} else {
			others = append(others, o)
		}
	}
	return append(chosen, others...)
}

func dayOptions(l language.Language, chosen digest.Days) []message.Option {
	var options []message.Option
	for _, day := range say.Week {
		options = append(options, message.Option{Label: say.Weekday[day].In(l), Value: strconv.Itoa(int(day)), Default: chosen.Has(day)})
	}
	return options
}

// timeOptions are the full hours, and the time that is chosen.
func timeOptions(chosen digest.Clock) []message.Option {
	var options []message.Option
	for hour := range digest.Clock(24) {
		if before := (hour - 1) * 60; chosen > before && chosen < hour*60 {
			options = append(options, message.Option{Label: chosen.String(), Value: chosen.String(), Default: true})
		}
		at := (hour * 60).String()
		options = append(options, message.Option{Label: at, Value: at, Default: hour*60 == chosen})
	}
	if chosen > 23*60 {
		options = append(options, message.Option{Label: chosen.String(), Value: chosen.String(), Default: true})
	}
	return options
}

// zoneOptions are the zones to choose from, the one that is chosen first.
func (b *Bot) zoneOptions(ctx context.Context, r *request, chosen string) []message.Option {
	l, now := r.language(), b.opts.Now()
	var options []message.Option
	add := func(z *zone.Zone) {
		if len(options) < message.MaxChoices && !slices.ContainsFunc(options, func(o message.Option) bool { return o.Value == z.Name }) {
			name, says, _ := strings.Cut(say.Zone(l, z, now), " – ")
			options = append(options, message.Option{Label: name, Value: z.Name, Description: says, Default: z.Name == chosen})
		}
	}
	for _, z := range b.zones.Complete(chosen, nil, message.MaxChoices) {
		if z.Name == chosen {
			add(z)
		}
	}
	if len(options) == 0 {
		options = append(options, message.Option{Label: chosen, Value: chosen, Default: true})
	}
	for _, z := range b.zones.Complete("", b.usualZones(ctx, r), message.MaxChoices) {
		add(z)
	}
	return options
}
