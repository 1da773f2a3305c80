package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/zone"
)

// draftRows are the components of a draft.
func (b *Bot) draftRows(ctx context.Context, r *request, d *draft, state []string) []control {
	l := r.language()
	topics := menu(say.TopicsMenu.In(l), customID(doTopics, state...), b.topicOptions(ctx, r, d)...)
	topics.MinValues, topics.MaxValues = new(int), min(maxTopics, len(topics.Options))
	one := 1
	days := menu("", customID(doDays, state...), dayOptions(l, d.Days)...)
	days.MinValues, days.MaxValues = &one, len(say.Week)

	quiet := button(say.QuietOff.In(l), customID(doQuiet, state...))
	if d.Quiet {
		quiet.Label = say.QuietOn.In(l)
	}
	subscribe := button(say.Subscribe.In(l), customID(doMake, state...))
	subscribe.Style = styleSuccess
	buttons := []control{subscribe, button(say.Preview.In(l), customID(doTryDraft, state...)), quiet}
	if i := slices.IndexFunc(threads, func(t threadChoice) bool { return t.kind == d.Thread }); i >= 0 {
		buttons = append(buttons, button(threads[i].label.In(l), customID(doThread, state...)))
	} else {
		buttons = append(buttons, button(say.TagIs.In(l, or(d.Tag, "–")), customID(doTag, state...)))
	}
	buttons = append(buttons, button(say.DraftOther.In(l), customID(doOther, state...)))
	return []control{
		row(topics), row(days),
		row(menu("", customID(doTime, state...), timeOptions(d.At)...)),
		row(menu("", customID(doZone, state...), b.zoneOptions(ctx, r, d.Zone)...)),
		row(buttons...),
	}
}

// topicOptions are the topics to choose from, those that are chosen first.
func (b *Bot) topicOptions(ctx context.Context, r *request, d *draft) []selectOption {
	var chosen, others []selectOption
	for _, c := range b.topics(ctx, r, "") {
		title, says, _ := strings.Cut(c.Name, " · ")
		o := selectOption{Label: title, Value: c.Value, Description: says, Default: slices.Contains(d.Topics, c.Value)}
		if o.Default {
			chosen = append(chosen, o)
		} else {
			others = append(others, o)
		}
	}
	return append(chosen, others...)
}

func dayOptions(l language.Language, chosen digest.Days) []selectOption {
	var options []selectOption
	for _, day := range say.Week {
		options = append(options, selectOption{Label: say.Weekday[day].In(l), Value: strconv.Itoa(int(day)), Default: chosen.Has(day)})
	}
	return options
}

// timeOptions are the full hours, and the time that is chosen.
func timeOptions(chosen digest.Clock) []selectOption {
	var options []selectOption
	for hour := range digest.Clock(24) {
		if before := (hour - 1) * 60; chosen > before && chosen < hour*60 {
			options = append(options, selectOption{Label: chosen.String(), Value: chosen.String(), Default: true})
		}
		at := (hour * 60).String()
		options = append(options, selectOption{Label: at, Value: at, Default: hour*60 == chosen})
	}
	if chosen > 23*60 {
		options = append(options, selectOption{Label: chosen.String(), Value: chosen.String(), Default: true})
	}
	return options
}

// zoneOptions are the zones to choose from, the one that is chosen first.
func (b *Bot) zoneOptions(ctx context.Context, r *request, chosen string) []selectOption {
	l, now := r.language(), b.opts.Now()
	var options []selectOption
	add := func(z *zone.Zone) {
		if len(options) < maxChoices && !slices.ContainsFunc(options, func(o selectOption) bool { return o.Value == z.Name }) {
			name, says, _ := strings.Cut(say.Zone(l, z, now), " – ")
			options = append(options, selectOption{Label: name, Value: z.Name, Description: says, Default: z.Name == chosen})
		}
	}
	for _, z := range b.zones.Complete(chosen, nil, maxChoices) {
		if z.Name == chosen {
			add(z)
		}
	}
	if len(options) == 0 {
		options = append(options, selectOption{Label: chosen, Value: chosen, Default: true})
	}
	for _, z := range b.zones.Complete("", b.usualZones(ctx, r), maxChoices) {
		add(z)
	}
	return options
}
