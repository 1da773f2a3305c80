package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"briefbot/bot"
	"briefbot/bot/notebook"
	"briefbot/bot/outbox"
	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/digest/zone"
	"briefbot/briefing/render"
)

// digestOptions are the flags of digest subscribe.
type digestOptions struct {
	channel, role, at, zone, days string
	thread, tag                   string
	silent                        bool
	length                        int
}

func defaultSubscribe() digestOptions {
	return digestOptions{at: "07:00", days: "every day", length: subscription.DefaultMessages}
}

func subscribeFlags(c *call, fs *flagSet) {
	o, def := &c.subscribe, defaultSubscribe()
	fs.StringVar(&o.channel, "channel", "", "with subscribe: the `ID` of the Discord channel (discord.channel in config.yaml)")
	fs.StringVar(&o.at, "time", def.at, "with subscribe: `WHEN` on the clocks of the zone")
	fs.StringVar(&o.zone, "zone", "", "with subscribe: a time `ZONE`, or a city or country in it (digest.zone in config.yaml)")
	fs.StringVar(&o.days, "days", def.days, "with subscribe: `DAYS`, such as weekdays or Mon,Wed,Fri")
	fs.BoolVar(&o.silent, "silent", false, "with subscribe: post nothing on a day without news")
	fs.IntVar(&o.length, "length", def.length, "with subscribe: at most so many `MESSAGES`")
	fs.StringVar(&o.thread, "thread", "", "with subscribe: `WHAT` stands in a thread of the channel: further messages (further), everything (entries); or, in a forum, a post for each digest (post)")
	fs.StringVar(&o.tag, "tag", "", "with subscribe: the `TAG` of the posts, in a forum")
	fs.StringVar(&o.role, "mention", "", "with subscribe: the `ID` of a role that the first message mentions")
}

// office is what manages subscriptions on the command line.
type office struct {
	*call
	config *config
	book   *subscription.Book
	notes  notebook.Store
}

// digestVerbs are what digest does about subscriptions. Any other word is a topic.
var digestVerbs = map[string]struct {
	args, example string
	min, max      int // operands
	run           func(ctx context.Context, o *office, args []string) error
}{
	"subscribe": {"[TOPIC...]", "-channel ID iran-us", 0, 20, runSubscribe},
	"list":      {"", "", 0, 0, runDigestList},
	"preview":   {"[ID]", subscription.Configured, 0, 1, runDigestPreview},
	"pause":     {"[ID]", subscription.Configured, 0, 1, runDigestPause},
	"resume":    {"[ID]", subscription.Configured, 0, 1, runDigestResume},
	"remove":    {"ID", subscription.Configured, 1, 1, runDigestRemove},
	"why":       {"[ID] WORDS", "ceasefire", 1, 100, runDigestWhy},
}

// manageDigests runs a verb of digest. It reports false where the first argument
// is none.
func (c *call) manageDigests(ctx context.Context, args []string) (bool, error) {
	if (len(args) == 0 || args[0] != "subscribe") && c.subscribe != defaultSubscribe() {
		return true, &usageError{message: "-channel, -time, -thread and the like are for digest subscribe", hint: "briefbot help digest says which flags are"}
	}
	if len(args) == 0 {
		return false, nil
	}
	verb, ok := digestVerbs[args[0]]
	if !ok {
		return c.mistypedVerb(args[0])
	}
	if n := len(args) - 1; n < verb.min || n > verb.max {
		return true, usage("digest "+args[0], verb.args, verb.example)
	}
	if c.corpusPath != "" {
		return true, &usageError{message: "digest " + args[0] + " does not take -corpus", hint: "subscriptions are kept in the database"}
	}
	cfg, err := c.readConfig()
	if err != nil {
		return true, err
	}
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return true, err
	}
	defer db.Close()
	configured, err := cfg.configured()
	if err != nil {
		return true, err
	}
	o := &office{call: c, config: cfg, book: subscription.NewBook(db, configured, c.now), notes: db}
	err = verb.run(ctx, o, args[1:])
	var invalid *subscription.InvalidError
	switch {
	case errors.Is(err, subscription.ErrNotFound):
		err = &hintedError{err, "briefbot digest list shows those that there are"}
	case errors.As(err, &invalid):
		err = &usageError{message: invalid.Sentence, hint: "briefbot help digest lists the flags"}
	}
	return true, err
}

// mistypedVerb is an error where the first argument of digest is no topic and nearly a
// verb.
func (c *call) mistypedVerb(typed string) (bool, error) {
	cfg, err := c.readConfig()
	if err != nil || briefing.FindTopic(cfg.Topics, typed) != nil {
		return err != nil, err
	}
	if verb := nearest(typed, slices.Sorted(maps.Keys(digestVerbs))); verb != "" {
		return true, &usageError{message: fmt.Sprintf("digest has no verb, and there is no topic, %q", typed), hint: "did you mean briefbot digest " + verb + "?"}
	}
	return false, nil
}

// zoneOf is the one time zone that -zone means.
func zoneOf(typed string) (string, error) {
	name, others := zone.New().Only(typed)
	if name != "" {
		return name, nil
	}
	hint := "a zone of the IANA database, a city or a country: Europe/Berlin, New York, Turkey"
	if len(others) > 0 {
		var names []string
		for _, z := range others {
			says := z.Name
			if z.Country != "" {
				says += " (" + z.Country + ")"
			}
			names = append(names, says)
		}
		hint = "did you mean " + strings.Join(names, ", ") + "?"
	}
	return "", &usageError{message: fmt.Sprintf("-zone %q: not one time zone", typed), hint: hint}
}

func runSubscribe(ctx context.Context, o *office, args []string) error {
	f := &o.subscribe
	if f.length < 1 {
		return &usageError{message: fmt.Sprintf("-length %d: a digest has 1 to %d messages", f.length, subscription.MaxMessages)}
	}
	s := subscription.Subscription{Channel: f.channel, Role: f.role, Quiet: f.silent, Messages: f.length, Zone: f.zone,
		Thread: subscription.Thread(f.thread), Tag: f.tag}
	if s.Tag != "" && s.Thread == subscription.InChannel {
		s.Thread = subscription.Post // nothing else has tags
	}
	if s.Channel == "" {
		s.Channel = o.config.Discord.Channel
	}
	if s.Channel == "" {
		return &usageError{message: "digest subscribe: which channel?", hint: "-channel takes its ID, which Discord shows by Copy Channel ID in developer mode"}
	}
	var err error
	if s.At, err = digest.ParseClock(f.at); err != nil {
		return &usageError{message: "-time: " + err.Error()}
	}
	if s.Days, err = digest.ParseDays(f.days); err != nil {
		return &usageError{message: "-days: " + err.Error(), hint: "every day, weekdays, weekends, Mon,Wed,Fri"}
	}
	if s.Zone == "" {
		s.Zone = o.config.Digest.Zone
	} else if s.Zone, err = zoneOf(s.Zone); err != nil {
		return err
	}
	says, unfit := "", error(nil)
	if o.config.Discord.token != "" {
		says, unfit = bot.Check(ctx, o.config.Discord.URL, o.config.Discord.token, &s)
	}
	if s.Topics, s.Guild, err = o.topicsOf(ctx, args, s.Guild); err != nil {
		return err
	}
	made, err := o.book.Add(ctx, s)
	if err != nil {
		return err
	}
	if err := o.show(ctx, made); err != nil || o.json {
		return err
	}
	if o.config.Discord.token == "" {
		fmt.Fprintln(o.stdout, "not checked whether the bot may post there: DISCORD_TOKEN is not set")
		return nil
	}
	if unfit != nil {
		return &hintedError{fmt.Errorf("it is subscribed, but: %w", unfit), "briefbot digest remove " + made.ID + " takes it back"}
	}
	fmt.Fprintln(o.stdout, says)
	return nil
}

// entry is a subscription in JSON.
type entry struct {
	*subscription.Subscription
	When string    `json:"when"`
	Next time.Time `json:"next,omitzero"`
}

// next is when the next digest of a subscription comes, zero for never.
func (o *office) next(ctx context.Context, s *subscription.Subscription) (time.Time, error) {
	plan, err := s.Plan(0)
	if err != nil || s.Pause != nil {
		return time.Time{}, err
	}
	_, last, err := outbox.Told(ctx, o.notes, s.Channel, s.ID)
	if err != nil {
		return time.Time{}, err
	}
	next, _ := plan.Next(last, o.now())
	return next.At, nil
}

// threadSays is what is said of where the messages of a digest stand.
var threadSays = map[subscription.Thread]string{
	subscription.Further: "further messages in a thread", subscription.Entries: "everything in a thread", subscription.Post: "a post of the forum each",
}

// show prints one subscription.
func (o *office) show(ctx context.Context, s *subscription.Subscription) error {
	next, err := o.next(ctx, s)
	if err != nil {
		return err
	}
	if o.json {
		return o.writeJSON(entry{s, s.When(), next})
	}
	topics := "all topics"
	if len(s.Topics) > 0 {
		topics = strings.Join(s.Topics, ", ")
	}
	fmt.Fprintf(o.stdout, "%-7s %s in channel %s, %s\n", s.ID, render.Plain(topics), s.Channel, s.When())
	if where := threadSays[s.Thread]; where != "" {
		if s.Tag != "" {
			where += ", tagged " + s.Tag
		}
		fmt.Fprintf(o.stdout, "        %s\n", render.Plain(where))
	}
	says := "next " + next.Format("Mon 2 Jan 2006 15:04 MST")
	switch {
	case s.Pause != nil:
		says = "paused since " + s.Pause.At.Format("2 Jan 2006 15:04 MST")
		if s.Pause.Reason != "" {
			says += ": " + s.Pause.Reason
		}
	case next.IsZero():
		says = "never due"
	}
	fmt.Fprintf(o.stdout, "        %s\n", render.Plain(says))
	return nil
}

func runDigestList(ctx context.Context, o *office, _ []string) error {
	all, err := o.book.All(ctx)
	if err != nil {
		return err
	}
	if o.json {
		list := []entry{}
		for _, s := range all {
			next, err := o.next(ctx, s)
			if err != nil {
				return err
			}
			list = append(list, entry{s, s.When(), next})
		}
		return o.writeJSON(map[string]any{"digests": list})
	}
	if len(all) == 0 {
		fmt.Fprintln(o.stdout, "no digests: briefbot digest subscribe -channel ID, or /digest subscribe on Discord")
	}
	for _, s := range all {
		if err := o.show(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// one is the subscription that the arguments name, or the only one there is.
func (o *office) one(ctx context.Context, args []string) (*subscription.Subscription, error) {
	if len(args) > 0 {
		return o.book.Get(ctx, args[0])
	}
	all, err := o.book.All(ctx)
	if err == nil && len(all) != 1 {
		err = &usageError{message: fmt.Sprintf("which one? there are %d subscriptions", len(all)), hint: "briefbot digest list shows their IDs"}
	}
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func runDigestPause(ctx context.Context, o *office, args []string) error {
	s, err := o.one(ctx, args)
	if err != nil {
		return err
	}
	if s, _, err = o.book.Pause(ctx, s.ID, subscription.Pause{}); err != nil {
		return err
	}
	return o.show(ctx, s)
}

func runDigestResume(ctx context.Context, o *office, args []string) error {
	s, err := o.one(ctx, args)
	if err != nil {
		return err
	}
	if s, _, err = o.book.Resume(ctx, s.ID); err != nil {
		return err
	}
	return o.show(ctx, s)
}

func runDigestRemove(ctx context.Context, o *office, args []string) error {
	s, err := o.book.Remove(ctx, args[0])
	if err != nil {
		return err
	}
	if err := outbox.Forget(ctx, o.notes, o.book, s.Channel); err != nil {
		return err
	}
	if o.json {
		return o.writeJSON(s)
	}
	fmt.Fprintf(o.stdout, "removed %s: %s in channel %s\n", s.ID, s.When(), s.Channel)
	return nil
}

// composed calls do with the digest of each topic of a subscription as it would be
// now.
func (o *office) composed(ctx context.Context, s *subscription.Subscription, do func(d *desk, topic string, made *digest.Digest) error) error {
	since, _, err := outbox.Told(ctx, o.notes, s.Channel, s.ID)
	if err != nil {
		return err
	}
	d, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if own, err := d.store.Note(ctx, audienceNotes+s.Guild); err != nil {
		return err
	} else if s.Guild != "" && own != nil {
		d.audience = by(s.Guild)
		if err := d.load(ctx); err != nil {
			return err
		}
	}
	if err := o.everyTopic(ctx, d); err != nil {
		return err
	}
	r := newRound(d, o.now(), nil)
	return r.each(ctx, s, since, func(topic string, made *digest.Digest) error { return do(d, topic, made) })
}

func runDigestPreview(ctx context.Context, o *office, args []string) error {
	s, err := o.one(ctx, args)
	if err != nil {
		return err
	}
	return o.composed(ctx, s, func(_ *desk, _ string, made *digest.Digest) error { return o.print(made.Brief) })
}

func runDigestWhy(ctx context.Context, o *office, args []string) error {
	s, err := o.book.Get(ctx, args[0])
	if words := args[1:]; err == nil && len(words) > 0 {
		args = words
	} else if s, err = o.one(ctx, nil); err != nil {
		return err
	}
	return o.composed(ctx, s, func(d *desk, _ string, made *digest.Digest) error {
		return o.printWhy(ctx, d, made, strings.Join(args, " "))
	})
}
