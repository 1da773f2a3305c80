package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// titleOf is what a digest is about, in plain text.
func (b *Bot) titleOf(ctx context.Context, l language.Language, s *subscription.Subscription) string {
	if len(s.Topics) == 0 {
		return say.AllTopics.In(l)
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
func (b *Bot) described(ctx context.Context, l language.Language, s *subscription.Subscription) string {
	return say.Where.In(l, "**"+markdown.Escape(b.titleOf(ctx, l, s))+"**", s.Channel, markdown.Escape(say.When(l, s)))
}

// listDigests is /digest list.
func (b *Bot) listDigests(ctx context.Context, r *request) (*Answer, error) {
	all, err := b.digestsOf(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	l := r.language()
	if len(all) == 0 {
		return &Answer{Blocks: []string{say.NoDigests.In(l, b.mention("digest subscribe"))}}, nil
	}
	a := &Answer{Blocks: []string{titlePrefix + say.DigestsTitle.In(l, len(all))}}
	var options []message.Option
	for _, s := range all {
		says, err := b.digestLine(ctx, l, s)
		if err != nil {
			return nil, err
		}
		a.Blocks = append(a.Blocks, says)
		options = append(options, message.Option{Label: s.ID + " · " + b.titleOf(ctx, l, s), Value: s.ID, Description: say.When(l, s)})
	}
	a.rows = []message.Control{message.Row(message.Menu(say.ShowOne.In(l), message.CustomID("dg.show"), options...))}
	return a, nil
}

// digestLine says of a subscription what, where, when, and what is wrong.
func (b *Bot) digestLine(ctx context.Context, l language.Language, s *subscription.Subscription) (string, error) {
	line := "• **" + s.ID + "** – " + say.Where.In(l, markdown.Escape(b.titleOf(ctx, l, s)), s.Channel, markdown.Escape(say.When(l, s)))
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
func (b *Bot) nextDigest(ctx context.Context, l language.Language, s *subscription.Subscription) (string, error) {
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
		return say.NeverDue.In(l), nil
	}
	return say.NextDigest.In(l, next.At.Unix(), next.At.Unix()), nil
}

// pauseText says since when and why a subscription is paused.
func pauseText(l language.Language, s *subscription.Subscription) string {
	p := s.Pause
	text := say.Paused.In(l, p.At.Unix())
	switch {
	case p.Reason != "":
		text += ": " + markdown.Escape(say.Translated(l, p.Reason))
		if p.Told == subscription.Nowhere {
			text += ". " + say.NotTold.In(l)
		}
	case p.By != "":
		text += " " + say.PausedBy.In(l, p.By)
	default:
		text += " " + say.PausedHere.In(l)
	}
	return text + "."
}

// PausedNotice says to the owner of a digest that it is paused, why, and what to do
// about it, in his language, as Markdown.
func PausedNotice(s *subscription.Subscription) string {
	l := language.Of(s.Locale)
	return say.PausedNotice.In(l, s.ID, s.Channel, markdown.Escape(say.Translated(l, s.Pause.Reason)))
}

// FeedNotice says that a feed, or a page, cannot be read, since when and why, and when
// it was read last, zero for never: in the language of a locale, as Markdown. The reason
// is what package feed says of it, in English.
func FeedNotice(locale, name, reason string, failing, read time.Time) string {
	l := language.Of(locale)
	text := say.FeedFails.In(l, markdown.Escape(name), failing.Unix(), markdown.Escape(say.Translated(l, "it "+reason)))
	if !read.IsZero() {
		text += " " + say.FeedLastRead.In(l, read.Unix())
	}
	return text + "\n" + say.FeedAskedAgain.In(l)
}

// manner says how a digest is, beyond what and when.
func manner(l language.Language, s *subscription.Subscription) string {
	about := []string{say.AtMost.In(l, s.Limit()), say.SaysQuiet.In(l), say.MentionsNo.In(l)}
	if s.Limit() == 1 {
		about[0] = say.AtMostOne.In(l)
	}
	if s.Quiet {
		about[1] = say.IsQuiet.In(l)
	}
	if s.Role != "" {
		about[2] = say.Mentions.In(l, s.Role)
	}
	switch {
	case s.Thread == subscription.Further:
		about = append(about, say.Further.In(l))
	case s.Thread == subscription.Entries:
		about = append(about, say.Entries.In(l))
	case s.Thread == subscription.Post && s.Tag != "":
		about = append(about, say.EachTagged.In(l, markdown.Escape(s.Tag)))
	case s.Thread == subscription.Post:
		about = append(about, say.EachPost.In(l))
	}
	return strings.Join(about, " · ")
}

// card shows one subscription, with what can be done about it. head is what was
// done, "" for nothing.
func (b *Bot) card(ctx context.Context, l language.Language, s *subscription.Subscription, head string) (*Answer, error) {
	if head != "" {
		head += " "
	}
	lines := []string{head + b.described(ctx, l, s)}
	toggle := message.Button(say.Pause.In(l), message.CustomID("dg.pause", s.ID))
	if s.Pause != nil {
		lines = append(lines, pauseText(l, s))
		toggle = message.Button(say.Resume.In(l), message.CustomID("dg.resume", s.ID))
		toggle.Style = message.StylePrimary
	} else {
		next, err := b.nextDigest(ctx, l, s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, next)
	}
	lines = append(lines, fmt.Sprintf("-# %s · %s", manner(l, s), say.DigestNamed.In(l, s.ID)))
	buttons := []message.Control{message.Button(say.Preview.In(l), message.CustomID("dg.preview", s.ID)), toggle}
	if s.ID != subscription.Configured {
		remove := message.Button(say.Remove.In(l), message.CustomID("dg.ask", s.ID))
		remove.Style = message.StyleDanger
		buttons = append(buttons, remove)
	}
	buttons = append(buttons, message.Button(say.AllDigests.In(l), message.CustomID("dg.list")))
	return &Answer{Blocks: lines, rows: []message.Control{message.Row(buttons...)}}, nil
}

func (b *Bot) showDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	return b.card(ctx, r.language(), s, "")
}
