package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// titleOf is what a digest is about, in plain text.
func (b *Bot) titleOf(ctx context.Context, l language, s *subscription.Subscription) string {
	if len(s.Topics) == 0 {
		return sayAllTopics.in(l)
	}
	var titles []string
	known := b.opts.Desk.Topics(ctx, s.Guild, "")
	for _, topic := range s.Topics {
		title := topic
		if i := slices.IndexFunc(known, func(t Topic) bool { return t.Name == topic }); i >= 0 {
			title = known[i].Title
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, ", ")
}

// described says what a digest is about, where it goes and when.
func (b *Bot) described(ctx context.Context, l language, s *subscription.Subscription) string {
	return sayWhere.in(l, "**"+markdown.Escape(b.titleOf(ctx, l, s))+"**", s.Channel, markdown.Escape(whenIn(l, s)))
}

// listDigests is /digest list.
func (b *Bot) listDigests(ctx context.Context, r *request) (*Answer, error) {
	all, err := b.digestsOf(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	l := r.language()
	if len(all) == 0 {
		return &Answer{Blocks: []string{sayNoDigests.in(l, b.mention("digest subscribe"))}}, nil
	}
	a := &Answer{Blocks: []string{titlePrefix + sayDigestsTitle.in(l, len(all))}}
	var options []selectOption
	for _, s := range all {
		says, err := b.digestLine(ctx, l, s)
		if err != nil {
			return nil, err
		}
		a.Blocks = append(a.Blocks, says)
		options = append(options, selectOption{Label: s.ID + " · " + b.titleOf(ctx, l, s), Value: s.ID, Description: whenIn(l, s)})
	}
	a.rows = []control{row(menu(sayShowOne.in(l), customID("dg.show"), options...))}
	return a, nil
}

// digestLine says of a subscription what, where, when, and what is wrong.
func (b *Bot) digestLine(ctx context.Context, l language, s *subscription.Subscription) (string, error) {
	line := "• **" + s.ID + "** – " + sayWhere.in(l, markdown.Escape(b.titleOf(ctx, l, s)), s.Channel, markdown.Escape(whenIn(l, s)))
	if s.Pause != nil {
		return line + "\n  " + pauseText(l, s), nil
	}
	at, err := b.nextDigest(ctx, l, s)
	if err != nil {
		return "", err
	}
	return line + "\n  " + at, nil
}

// nextDigest says when the next digest comes.
func (b *Bot) nextDigest(ctx context.Context, l language, s *subscription.Subscription) (string, error) {
	plan, err := s.Plan(0)
	if err != nil {
		return "", err
	}
	_, last, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return "", err
	}
	next, ok := plan.Next(last, b.opts.Now())
	if !ok {
		return sayNeverDue.in(l), nil
	}
	return sayNextDigest.in(l, next.At.Unix(), next.At.Unix()), nil
}

// pauseText says since when and why a subscription is paused.
func pauseText(l language, s *subscription.Subscription) string {
	p := s.Pause
	text := sayPaused.in(l, p.At.Unix())
	switch {
	case p.Reason != "":
		text += ": " + markdown.Escape(translated(l, p.Reason))
		if p.Told == subscription.Nowhere {
			text += ". " + sayNotTold.in(l)
		}
	case p.By != "":
		text += " " + sayPausedBy.in(l, p.By)
	default:
		text += " " + sayPausedHere.in(l)
	}
	return text + "."
}

// PausedNotice says to the owner of a digest that it is paused, why, and what to do
// about it, in his language, as Markdown.
func PausedNotice(s *subscription.Subscription) string {
	l := languageOf(s.Locale)
	return sayPausedNotice.in(l, s.ID, s.Channel, markdown.Escape(translated(l, s.Pause.Reason)))
}

// manner says how a digest is, beyond what and when.
func manner(l language, s *subscription.Subscription) string {
	about := []string{sayAtMost.in(l, s.Limit()), saySaysQuiet.in(l), sayMentionsNo.in(l)}
	if s.Limit() == 1 {
		about[0] = sayAtMostOne.in(l)
	}
	if s.Quiet {
		about[1] = sayIsQuiet.in(l)
	}
	if s.Role != "" {
		about[2] = sayMentions.in(l, s.Role)
	}
	switch {
	case s.Thread == subscription.Further:
		about = append(about, sayFurther.in(l))
	case s.Thread == subscription.Entries:
		about = append(about, sayEntries.in(l))
	case s.Thread == subscription.Post && s.Tag != "":
		about = append(about, sayEachTagged.in(l, markdown.Escape(s.Tag)))
	case s.Thread == subscription.Post:
		about = append(about, sayEachPost.in(l))
	}
	return strings.Join(about, " · ")
}

// card shows one subscription, with what can be done about it. head is what was
// done, "" for nothing.
func (b *Bot) card(ctx context.Context, l language, s *subscription.Subscription, head string) (*Answer, error) {
	if head != "" {
		head += " "
	}
	lines := []string{head + b.described(ctx, l, s)}
	toggle := button(sayPause.in(l), customID("dg.pause", s.ID))
	if s.Pause != nil {
		lines = append(lines, pauseText(l, s))
		toggle = button(sayResume.in(l), customID("dg.resume", s.ID))
		toggle.Style = stylePrimary
	} else {
		next, err := b.nextDigest(ctx, l, s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, next)
	}
	lines = append(lines, fmt.Sprintf("-# %s · %s", manner(l, s), sayDigestNamed.in(l, s.ID)))
	buttons := []control{button(sayPreview.in(l), customID("dg.preview", s.ID)), toggle}
	if s.ID != subscription.Configured {
		remove := button(sayRemove.in(l), customID("dg.ask", s.ID))
		remove.Style = styleDanger
		buttons = append(buttons, remove)
	}
	buttons = append(buttons, button(sayAllDigests.in(l), customID("dg.list")))
	return &Answer{Blocks: lines, rows: []control{row(buttons...)}}, nil
}

func (b *Bot) showDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	return b.card(ctx, r.language(), s, "")
}
