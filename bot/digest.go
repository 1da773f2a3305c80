package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/outbox"
	"briefbot/bot/say"
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
	Preview(ctx context.Context, s *subscription.Subscription, since []byte) (*outbox.Edition, error)
	// Why says why something is, or is not, in the digests of a subscription,
	// whose channel has been told since. It is Markdown.
	Why(ctx context.Context, s *subscription.Subscription, since []byte, item string) ([]string, error)
}

// digestCommand is /digest: the digests of a server, for those who manage it.
func digestCommand(b *Bot) command {
	one := optional(textOption("digest", "Which digest; not needed where there is one", message.MaxChoice, true))
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
		uses: append(drafting(b), []handler{
			{action: "dg.show", update: true, run: b.chosen(b.showDigest)},
			{action: "dg.preview", run: b.chosen(b.previewDigest)},
			{action: "dg.pause", update: true, run: b.chosen(b.pauseDigest)},
			{action: "dg.resume", update: true, run: b.chosen(b.resumeDigest)},
			{action: "dg.ask", update: true, run: b.chosen(b.askToRemove)},
			{action: "dg.remove", update: true, run: b.chosen(b.removeDigest)},
			{action: "dg.list", update: true, run: managed(b.listDigests)},
		}...),
		complete: b.completeDigest,
	}
	subcommands := map[string]run{
		"subscribe": b.subscribe, "list": b.listDigests, "preview": b.chosen(b.previewDigest), "pause": b.chosen(b.pauseDigest),
		"resume": b.chosen(b.resumeDigest), "remove": b.chosen(b.askToRemove), "why": b.chosen(b.whyDigest),
	}
	c.run = managed(func(ctx context.Context, r *request) (*Answer, error) {
		run := subcommands[r.sub]
		if run == nil {
			return nil, b.old(r)
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
			return nil, userError(&say.InServer, r.language())
		case !r.manages():
			return nil, userError(&say.MayManage, r.language())
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
		id := cmp.Or(r.kept(0), typed)
		if len(r.values) > 0 {
			id = r.values[0]
		}
		if i := slices.IndexFunc(all, func(s *subscription.Subscription) bool { return strings.EqualFold(s.ID, id) }); i >= 0 {
			return do(ctx, r, all[i])
		}
		here := slices.DeleteFunc(slices.Clone(all), func(s *subscription.Subscription) bool { return s.Channel != r.channel })
		l := r.language()
		switch {
		case id != "":
			return nil, userError(&say.NoDigest, l, markdown.Escape(message.Shorten(message.OneLine(id), 60)), b.mention("digest list"))
		case len(all) == 0:
			return nil, userError(&say.NoDigests, l, b.mention("digest subscribe"))
		case len(all) == 1:
			return do(ctx, r, all[0])
		case len(here) == 1:
			return do(ctx, r, here[0])
		}
		return nil, userError(&say.WhichDigest, l, len(all), b.mention("digest list"))
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
			s.Guild, _ = b.channels.GuildOf(ctx, s.Channel)
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
	l := r.language()
	for _, s := range all {
		label := s.ID + " · " + b.titleOf(ctx, l, s) + " · " + say.When(l, s)
		if s.Pause != nil {
			label += " · " + say.PausedShow.In(l)
		}
		if strings.Contains(strings.ToLower(label), strings.ToLower(typed)) {
			out = append(out, Choice{label, s.ID})
		}
	}
	return out
}

// belowDigest are the components below a message of a digest: its passages in their
// place, and where it quotes, a button to say that it quotes wrongly.
func belowDigest(passages []message.Option, quotes bool) []message.Control {
	rows := []message.Control{message.Row(message.Menu(say.Context.In(language.English), message.CustomID(doContext, commandOf[Brief]), passages...))}
	if quotes {
		rows = append(rows, message.Row(message.Button(say.Wrong.In(language.English), message.CustomID(doWhich, commandOf[Brief]))))
	}
	return rows
}
