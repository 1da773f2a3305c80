package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"briefbot/bot/channel"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
)

// The steps of a draft.
const (
	doTopics   = "dw.to"
	doDays     = "dw.da"
	doTime     = "dw.ti"
	doZone     = "dw.zo"
	doQuiet    = "dw.qu"
	doThread   = "dw.th"
	doTag      = "dw.ta"
	doOther    = "dw.ot" // opens the form for what no select offers
	doOthers   = "dw.of" // the form comes back
	doTryDraft = "dw.pv"
	doMake     = "dw.ok"
)

// A draft is a subscription that is not made yet. It is kept in the message that
// shows it and nowhere else: its topics as what is chosen in their select, the rest
// in the custom_id of every component.
type draft subscription.Subscription

// threadChoice is a kind of thread, as its button says it.
type threadChoice struct {
	kind  subscription.Thread
	label *language.Phrase
}

// threads are the kinds of threads of a text channel, as the button turns them.
var threads = []threadChoice{{subscription.InChannel, &say.ThreadOff}, {subscription.Further, &say.ThreadMore}, {subscription.Entries, &say.ThreadAll}}

// state is the draft without its topics as fields of a custom_id. tag is the
// identifier of the tag.
func (d *draft) state(tag string) []string {
	quiet := "0"
	if d.Quiet {
		quiet = "1"
	}
	kind := "p"
	if i := slices.IndexFunc(threads, func(t threadChoice) bool { return t.kind == d.Thread }); i >= 0 {
		kind = strconv.Itoa(i)
	}
	return []string{
		shortID(d.Channel), shortID(d.Role), shortID(tag), strconv.FormatInt(int64(d.At), 36), strconv.FormatInt(int64(d.Days), 36),
		quiet + kind + strconv.FormatInt(int64(d.Messages), 36), d.Zone,
	}
}

// shortID is an identifier of Discord's in fewer letters, "" for "".
func shortID(id string) string {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return ""
	}
	return strconv.FormatUint(n, 36)
}

func longID(short string) string {
	n, err := strconv.ParseUint(short, 36, 64)
	if err != nil {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// readDraft is the draft of the message whose component was used; tag is the
// identifier of its tag. It reports false for what this version did not write.
func readDraft(r *request) (d *draft, tag string, ok bool) {
	if len(r.state) != 7 || r.source == nil || len(r.kept(5)) < 3 {
		return nil, "", false
	}
	at, err1 := strconv.ParseInt(r.kept(3), 36, 16)
	days, err2 := strconv.ParseInt(r.kept(4), 36, 16)
	messages, err3 := strconv.ParseInt(r.kept(5)[2:], 36, 16)
	rows, err4 := message.RowsOf(r.source)
	if errors.Join(err1, err2, err3, err4) != nil {
		return nil, "", false
	}
	d = &draft{
		Guild: r.guild, Owner: r.user, Locale: r.locale, Channel: longID(r.kept(0)), Role: longID(r.kept(1)), Zone: r.kept(6),
		At: digest.Clock(at), Days: digest.Days(days), Quiet: r.kept(5)[0] == '1', Messages: int(messages), Thread: subscription.Post,
	}
	if i := int(r.kept(5)[1] - '0'); i >= 0 && i < len(threads) {
		d.Thread = threads[i].kind
	}
	for _, line := range rows {
		for _, c := range line.Components {
			if !does(c, doTopics) {
				continue
			}
			for _, o := range c.Options {
				if o.Default {
					d.Topics = append(d.Topics, o.Value)
				}
			}
		}
	}
	return d, longID(r.kept(2)), d.Channel != ""
}

// drafting are the handlers of the steps of a draft.
func drafting(b *Bot) []handler {
	step := func(change func(ctx context.Context, r *request, d *draft) error) run {
		return b.drafted(func(ctx context.Context, r *request, d *draft) (*Answer, error) {
			if err := change(ctx, r, d); err != nil {
				return nil, err
			}
			return b.showDraft(ctx, r, d)
		})
	}
	return []handler{
		{action: doTopics, update: true, run: step(func(_ context.Context, r *request, d *draft) error {
			d.Topics = r.values
			return nil
		})},
		{action: doDays, update: true, run: step(func(_ context.Context, r *request, d *draft) error {
			d.Days = 0
			for _, v := range r.values {
				if day, err := strconv.Atoi(v); err == nil && day >= 0 && day < len(say.Weekday) {
					d.Days |= 1 << day
				}
			}
			return nil
		})},
		{action: doTime, update: true, run: step(func(_ context.Context, r *request, d *draft) (err error) {
			d.At, err = clockOf(r.language(), strings.Join(r.values, ""))
			return err
		})},
		{action: doZone, update: true, run: step(func(_ context.Context, r *request, d *draft) error {
			d.Zone = strings.Join(r.values, "")
			return nil
		})},
		{action: doQuiet, update: true, run: step(func(_ context.Context, _ *request, d *draft) error {
			d.Quiet = !d.Quiet
			return nil
		})},
		{action: doThread, update: true, run: step(func(_ context.Context, _ *request, d *draft) error {
			if i := slices.IndexFunc(threads, func(t threadChoice) bool { return t.kind == d.Thread }); i >= 0 {
				d.Thread = threads[(i+1)%len(threads)].kind
			}
			return nil
		})},
		{action: doTag, update: true, run: step(func(ctx context.Context, _ *request, d *draft) error {
			info, err := b.channels.Channel(ctx, d.Channel)
			if err == nil {
				d.Tag = info.TagAfter(d.Tag)
			}
			return err
		})},
		{action: doOther, form: func(r *request) *message.Form {
			l := r.language()
			d, _, ok := readDraft(r)
			if !ok {
				return &message.Form{}
			}
			return &message.Form{ID: message.CustomID(doOthers, r.state...), Title: say.DraftOtherTitle.In(l), Inputs: []message.Control{
				message.Input("time", say.TimeLabel.In(l), "07:00", d.At.String(), 20, true),
				message.Input("zone", say.ZoneLabel.In(l), "Berlin", d.Zone, message.MaxChoice, true),
				message.Input("length", say.LengthLabel.In(l), "3", strconv.Itoa((*subscription.Subscription)(d).Limit()), 2, true),
			}}
		}},
		{action: doOthers, update: true, run: step(func(ctx context.Context, r *request, d *draft) (err error) {
			l := r.language()
			if d.At, err = clockOf(l, r.text("time")); err != nil {
				return err
			}
			if d.Messages, err = lengthOf(l, r.text("length")); err != nil {
				return err
			}
			d.Zone, err = b.zoneOf(ctx, r)
			return err
		})},
		{action: doTryDraft, run: b.drafted(func(ctx context.Context, r *request, d *draft) (*Answer, error) {
			s := subscription.Subscription(*d)
			return b.previewDigest(ctx, r, &s)
		})},
		{action: doMake, update: true, run: b.drafted(b.makeDigest)},
	}
}

// drafted lets do have the draft of the message.
func (b *Bot) drafted(do func(ctx context.Context, r *request, d *draft) (*Answer, error)) run {
	return managed(func(ctx context.Context, r *request) (*Answer, error) {
		d, tag, ok := readDraft(r)
		if !ok {
			return nil, b.old(r)
		}
		if tag != "" {
			// Its name is what the subscription has: it may have been changed since.
			forum, err := b.channels.Channel(ctx, d.Channel)
			if err != nil {
				return nil, err
			}
			if i := slices.IndexFunc(forum.Tags, func(t channel.Tag) bool { return t.ID == tag }); i >= 0 {
				d.Tag = forum.Tags[i].Name
			}
		}
		return do(ctx, r, d)
	})
}

// showDraft shows a draft, with what can be changed of it, and whether the bot may
// post it.
func (b *Bot) showDraft(ctx context.Context, r *request, d *draft) (*Answer, error) {
	l := r.language()
	s := (*subscription.Subscription)(d)
	may := say.DraftMayPost.In(l)
	err := b.mayPost(ctx, r, s)
	var told *UserError
	switch {
	case errors.As(err, &told):
		may = "**" + say.DraftNotYet.In(l) + "** " + told.Sentence
	case err != nil:
		return nil, err
	}
	tag := ""
	if d.Tag != "" {
		if forum, err := b.channels.Channel(ctx, d.Channel); err == nil {
			if t := forum.Tag(d.Tag); t != nil {
				tag = t.ID
			}
		}
	}
	s.Since = b.opts.Now()
	next, err := b.nextDigest(ctx, l, s)
	if err != nil {
		return nil, err
	}
	return &Answer{
		Blocks: []string{
			titlePrefix + say.Draft.In(l), b.described(ctx, l, s), next, "-# " + manner(l, s), may, "-# " + say.DraftHint.In(l, say.Subscribe.In(l)),
		},
		rows: b.draftRows(ctx, r, d, d.state(tag)),
	}, nil
}

// makeDigest makes the subscription of a draft, if the bot may post it.
func (b *Bot) makeDigest(ctx context.Context, r *request, d *draft) (*Answer, error) {
	l := r.language()
	s := subscription.Subscription(*d)
	known := b.opts.Desk.Topics(ctx, r.guild, "")
	for _, topic := range s.Topics {
		if !slices.ContainsFunc(known, func(t Topic) bool { return t.Name == topic }) {
			return nil, userError(&say.HintTopicGone, l, topic)
		}
	}
	if err := b.mayPost(ctx, r, &s); err != nil {
		return nil, err
	}
	made, err := b.opts.Digests.Book().Add(ctx, s)
	if err != nil {
		return nil, digestError(l, err)
	}
	a, err := b.card(ctx, l, made, say.DraftDone.In(l))
	if err != nil {
		return nil, err
	}
	if since, _, err := b.Told(ctx, made.Channel, made.ID); err == nil && since == nil {
		a.Blocks = slices.Insert(a.Blocks, 2, say.DraftFirst.In(l))
	}
	return a, nil
}
