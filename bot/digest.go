package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// Digests is what /digest manages. The command is there if Options.Digests is.
type Digests interface {
	// Book has the subscriptions.
	Book() *subscription.Book
	// Zone is the name of the time zone that the configuration names.
	Zone() string
	// Preview writes the digest that a subscription would get now, whose channel
	// has been told since.
	Preview(ctx context.Context, s *subscription.Subscription, since []byte) (*Edition, error)
	// Why says why something is, or is not, in the digests of a subscription,
	// whose channel has been told since. It is Markdown.
	Why(ctx context.Context, s *subscription.Subscription, since []byte, item string) ([]string, error)
}

// digestCommand is /digest: the digests of a server, for those who manage it.
func digestCommand(b *Bot) command {
	one := optional(textOption("digest", "Which digest; not needed where there is one", maxChoice, true))
	c := command{
		spec: &discordgo.ApplicationCommand{
			Name: "digest", Description: "Digests of what is new, in a channel of this server",
			Options: []*discordgo.ApplicationCommandOption{
				subcommand("subscribe", "Post a digest every day, or on some days", subscribeOptions()...),
				subcommand("list", "All digests of this server: when the next one comes, and what is wrong"),
				subcommand("preview", "The digest as it would be now; nobody else sees it", one),
				subcommand("pause", "Post none until it is resumed", one),
				subcommand("resume", "Post again: the next one tells what is new since the last", one),
				subcommand("remove", "Post none any more", one),
				subcommand("why", "Why something is in the digests, or is not", textOption("item", "A headline, an address or some words of it", 300, false), one),
			},
		},
		private: true,
		manage:  true,
		uses: []handler{
			{action: "dg.show", update: true, run: b.chosen(b.showDigest)},
			{action: "dg.preview", run: b.chosen(b.previewDigest)},
			{action: "dg.pause", update: true, run: b.chosen(b.pauseDigest)},
			{action: "dg.resume", update: true, run: b.chosen(b.resumeDigest)},
			{action: "dg.ask", update: true, run: b.chosen(b.askToRemove)},
			{action: "dg.remove", update: true, run: b.chosen(b.removeDigest)},
			{action: "dg.list", update: true, run: managed(b.listDigests)},
		},
		complete: b.completeDigest,
	}
	subcommands := map[string]run{
		"subscribe": b.subscribe, "list": b.listDigests, "preview": b.chosen(b.previewDigest), "pause": b.chosen(b.pauseDigest),
		"resume": b.chosen(b.resumeDigest), "remove": b.chosen(b.askToRemove), "why": b.chosen(b.whyDigest),
	}
	c.run = managed(func(ctx context.Context, r *request) (*Answer, error) {
		run := subcommands[r.sub]
		if run == nil {
			return nil, &UserError{"There is no such subcommand any more."}
		}
		return run(ctx, r)
	})
	return c
}

func subcommand(name, description string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options,
	}
}

// managed lets only those pass who may manage the server: Discord asks for that
// too, unless the server's settings say otherwise, and never for buttons.
func managed(run run) run {
	return func(ctx context.Context, r *request) (*Answer, error) {
		switch {
		case r.guild == "":
			return nil, &UserError{"Digests belong to a server: run this in one."}
		case !r.manages():
			return nil, &UserError{"Only members who may manage the server can do this: they have **Manage Server** in Server Settings → Roles."}
		}
		return run(ctx, r)
	}
}

// chosen finds the subscription that a request is about: the one of the button,
// of the select or of the option, or the only one there is.
func (b *Bot) chosen(do func(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error)) run {
	return managed(func(ctx context.Context, r *request) (*Answer, error) {
		all, err := b.digestsOf(ctx, r.guild)
		if err != nil {
			return nil, err
		}
		typed, _, _ := strings.Cut(r.text("digest"), " · ")
		id := or(r.kept(0), typed)
		if len(r.values) > 0 {
			id = r.values[0]
		}
		if i := slices.IndexFunc(all, func(s *subscription.Subscription) bool { return strings.EqualFold(s.ID, id) }); i >= 0 {
			return do(ctx, r, all[i])
		}
		here := slices.DeleteFunc(slices.Clone(all), func(s *subscription.Subscription) bool { return s.Channel != r.channel })
		switch {
		case id != "":
			return nil, &UserError{"There is no digest **" + markdown.Escape(shorten(oneLine(id), 60)) + "** in this server any more. " + b.mention("digest list") + " shows those that there are."}
		case len(all) == 0:
			return nil, &UserError{"This server has no digest yet. " + b.mention("digest subscribe") + " makes one."}
		case len(all) == 1:
			return do(ctx, r, all[0])
		case len(here) == 1:
			return do(ctx, r, here[0])
		}
		return nil, &UserError{fmt.Sprintf("This server has %d digests: choose one with the option **digest**. %s shows them.", len(all), b.mention("digest list"))}
	})
}

// digestsOf are the subscriptions of a server: also those that were made outside of
// it, for one of its channels.
func (b *Bot) digestsOf(ctx context.Context, guild string) ([]*subscription.Subscription, error) {
	all, err := b.opts.Digests.Book().All(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if s.Guild == "" {
			// An error says no more than that nobody knows.
			s.Guild, _ = b.GuildOf(ctx, s.Channel)
		}
	}
	return slices.DeleteFunc(all, func(s *subscription.Subscription) bool { return s.Guild != guild }), nil
}

// completeDigest offers choices for the options of /digest.
func (b *Bot) completeDigest(ctx context.Context, r *request) []Choice {
	if !r.manages() {
		return nil
	}
	name, typed := r.typing()
	if name != "digest" {
		return b.completeSubscribe(ctx, r, name, typed)
	}
	all, err := b.digestsOf(ctx, r.guild)
	if err != nil {
		b.log.Warn("digests not offered", "err", err)
		return nil
	}
	var out []Choice
	for _, s := range all {
		label := s.ID + " · " + b.titleOf(ctx, s) + " · " + s.When()
		if s.Pause != nil {
			label += " · paused"
		}
		if strings.Contains(strings.ToLower(label), strings.ToLower(typed)) {
			out = append(out, Choice{label, s.ID})
		}
	}
	return out
}

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

// previewDigest shows all of the digest, however much of it would be posted.
func (b *Bot) previewDigest(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	since, _, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return nil, err
	}
	e, err := b.opts.Digests.Preview(ctx, s, since)
	if err != nil {
		return nil, err
	}
	head := "-# Preview for <#" + s.Channel + ">: nothing is posted, and the next digest tells the same and what comes until then."
	if len(e.Sections)+len(e.Head)+len(e.Foot) == 0 {
		e.Foot = []string{"Nothing is new. This digest is silent then, so it would not be posted."}
	}
	e.Head = append([]string{head}, e.Head...)
	return &Answer{Blocks: e.pages(maxShown - 2)}, nil
}

func (b *Bot) pauseDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild := s.Guild
	s, now, err := b.opts.Digests.Book().Pause(ctx, s.ID, subscription.Pause{By: r.user})
	if err != nil {
		return nil, digestError(err)
	}
	s.Guild = guild
	head := "It is paused already. "
	if now {
		head = "Paused. "
	}
	return b.card(ctx, s, head)
}

// resumeDigest looks first whether the channel takes it now.
func (b *Bot) resumeDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	guild := s.Guild
	if err := b.mayPost(ctx, r, s.Channel, s.Role); err != nil {
		return nil, err
	}
	s, now, err := b.opts.Digests.Book().Resume(ctx, s.ID)
	if err != nil {
		return nil, digestError(err)
	}
	s.Guild = guild
	head := "It was not paused. "
	if now {
		head = "Resumed: the next one tells what is new since the last. "
	}
	return b.card(ctx, s, head)
}

func (b *Bot) askToRemove(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	if s.ID == subscription.Configured {
		return nil, &UserError{"This digest is in the configuration of the bot: whoever runs the bot can take it out there. Here it can be paused."}
	}
	yes := button("Remove it", customID("dg.remove", s.ID))
	yes.Style = styleDanger
	return &Answer{
		Blocks: []string{"Remove the digest **" + markdown.Escape(b.titleOf(ctx, s)) + "** in <#" + s.Channel + ">, " + markdown.Escape(s.When()) + "? What it has posted stays."},
		rows:   []control{row(yes, button("Keep it", customID("dg.show", s.ID)))},
	}, nil
}

func (b *Bot) removeDigest(ctx context.Context, _ *request, s *subscription.Subscription) (*Answer, error) {
	s, err := b.opts.Digests.Book().Remove(ctx, s.ID)
	if err != nil {
		return nil, digestError(err)
	}
	if err := Forget(ctx, b.opts.Notes, b.opts.Digests.Book(), s.Channel); err != nil {
		return nil, err
	}
	return &Answer{
		Blocks: []string{"Removed: **" + markdown.Escape(b.titleOf(ctx, s)) + "** in <#" + s.Channel + ">, " + markdown.Escape(s.When()) + "."},
		rows:   []control{row(button("All digests", customID("dg.list")))},
	}, nil
}

func (b *Bot) whyDigest(ctx context.Context, r *request, s *subscription.Subscription) (*Answer, error) {
	item, err := bounded(r, "item", 300)
	if err != nil {
		return nil, err
	}
	since, _, err := b.Told(ctx, s.Channel, s.ID)
	if err != nil {
		return nil, err
	}
	says, err := b.opts.Digests.Why(ctx, s, since, item)
	if err != nil {
		return nil, err
	}
	return &Answer{Blocks: says}, nil
}

// digestError makes a sentence of what the book does not take.
func digestError(err error) error {
	var invalid *subscription.InvalidError
	switch {
	case errors.As(err, &invalid):
		return &UserError{markdown.Escape(sentence(invalid.Sentence))}
	case errors.Is(err, subscription.ErrNotFound):
		return &UserError{"This digest is not there any more."}
	}
	return err
}

// sentence begins a text with a capital and ends it with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
