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
func (b *Bot) titleOf(ctx context.Context, s *subscription.Subscription) string {
	if len(s.Topics) == 0 {
		return "all topics"
	}
	var titles []string
	known := b.opts.Desk.Topics(ctx, s.Guild, "")
	for _, topic := range s.Topics {
		title := topic
		if i := slices.IndexFunc(known, func(c Choice) bool { return c.Value == topic }); i >= 0 {
			title, _, _ = strings.Cut(known[i].Name, " · ")
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, ", ")
}

// listDigests is /digest list.
func (b *Bot) listDigests(ctx context.Context, r *request) (*Answer, error) {
	all, err := b.digestsOf(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return &Answer{Blocks: []string{"This server has no digest yet. " + b.mention("digest subscribe") + " makes one."}}, nil
	}
	a := &Answer{Blocks: []string{fmt.Sprintf("## Digests of this server (%d)", len(all))}}
	var options []selectOption
	for _, s := range all {
		says, err := b.digestLine(ctx, s)
		if err != nil {
			return nil, err
		}
		a.Blocks = append(a.Blocks, says)
		options = append(options, selectOption{Label: s.ID + " · " + b.titleOf(ctx, s), Value: s.ID, Description: s.When()})
	}
	a.rows = []control{row(menu("Show one …", customID("dg.show"), options...))}
	return a, nil
}

// digestLine says of a subscription what, where, when, and what is wrong.
func (b *Bot) digestLine(ctx context.Context, s *subscription.Subscription) (string, error) {
	line := fmt.Sprintf("• **%s** – %s in <#%s>, %s", s.ID, markdown.Escape(b.titleOf(ctx, s)), s.Channel, markdown.Escape(s.When()))
	if s.Pause != nil {
		return line + "\n  " + pauseText(s), nil
	}
	at, err := b.nextDigest(ctx, s)
	if err != nil {
		return "", err
	}
	return line + "\n  " + at, nil
}

// nextDigest says when the next digest comes.
func (b *Bot) nextDigest(ctx context.Context, s *subscription.Subscription) (string, error) {
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
		return "It is never due.", nil
	}
	return fmt.Sprintf("Next: <t:%d:F> (<t:%d:R>)", next.At.Unix(), next.At.Unix()), nil
}

// pauseText says since when and why a subscription is paused.
func pauseText(s *subscription.Subscription) string {
	p := s.Pause
	text := fmt.Sprintf("**Paused** since <t:%d:f>", p.At.Unix())
	switch {
	case p.Reason != "":
		text += ": " + markdown.Escape(p.Reason)
		if p.Told == subscription.Nowhere {
			text += ". I had no channel to tell you"
		}
	case p.By != "":
		text += " by <@" + p.By + ">"
	default:
		text += " by whoever runs this bot"
	}
	return text + "."
}

// card shows one subscription, with what can be done about it.
func (b *Bot) card(ctx context.Context, s *subscription.Subscription, head string) (*Answer, error) {
	lines := []string{head + "**" + markdown.Escape(b.titleOf(ctx, s)) + "** in <#" + s.Channel + ">, " + markdown.Escape(s.When())}
	toggle := button("Pause", customID("dg.pause", s.ID))
	if s.Pause != nil {
		lines = append(lines, pauseText(s))
		toggle = button("Resume", customID("dg.resume", s.ID))
		toggle.Style = stylePrimary
	} else {
		next, err := b.nextDigest(ctx, s)
		if err != nil {
			return nil, err
		}
		lines = append(lines, next)
	}
	about := []string{"at most " + plural(s.Limit(), "message"), "says so when nothing is new", "mentions nobody"}
	if s.Quiet {
		about[1] = "says nothing when nothing is new"
	}
	if s.Role != "" {
		about[2] = "mentions <@&" + s.Role + ">"
	}
	lines = append(lines, "-# "+strings.Join(about, " · ")+" · digest "+s.ID)
	buttons := []control{button("Preview", customID("dg.preview", s.ID)), toggle}
	if s.ID != subscription.Configured {
		remove := button("Remove", customID("dg.ask", s.ID))
		remove.Style = styleDanger
		buttons = append(buttons, remove)
	}
	buttons = append(buttons, button("All digests", customID("dg.list")))
	return &Answer{Blocks: lines, rows: []control{row(buttons...)}}, nil
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (b *Bot) showDigest(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	return b.card(ctx, s, "")
}
