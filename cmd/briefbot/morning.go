package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"briefbot/bot"
	"briefbot/bot/outbox"
	"briefbot/bot/say"
	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/topics"
	"briefbot/corpus"
)

// posters is how many digests are posted at the same time: a channel that hangs
// delays no other. The bot keeps the pace that Discord wants whatever it is.
const posters = 32

// configured is the subscription that the configuration names, nil if it names
// none.
func (cfg *config) configured() (*subscription.Subscription, error) {
	if cfg.Discord.Channel == "" {
		return nil, nil
	}
	schedule, _, err := cfg.Digest.clock()
	if err != nil {
		return nil, err
	}
	sub := &subscription.Subscription{
		ID: subscription.Configured, Channel: cfg.Discord.Channel, Topics: cfg.Digest.Topics,
		Zone: cfg.Digest.Zone, Messages: subscription.MaxMessages, Thread: cfg.Digest.Thread, Tag: cfg.Digest.Tag,
	}
	// A time on days of the week is shown as such, anything else as it is written.
	if plain, ok := weekly(schedule, cfg.Digest.Schedule); ok {
		sub.At, sub.Days = plain.At, plain.Days
	} else {
		sub.Days, sub.Schedule, sub.Cron = digest.EveryDay, schedule, cfg.Digest.Schedule
	}
	return sub, nil
}

// weekly is the schedule of a cron expression that names a time on days of the
// week and nothing else.
func weekly(schedule cron.Schedule, spec string) (w digest.Weekly, ok bool) {
	fields := strings.Fields(spec)
	if len(fields) != 5 || fields[2] != "*" || fields[3] != "*" {
		return w, false
	}
	// The first week of a year in which every date comes.
	start := time.Date(2028, 1, 2, 23, 59, 59, 0, time.UTC)
	for t := schedule.Next(start); t.Before(start.AddDate(0, 0, 7)); t = schedule.Next(t) {
		w.At = digest.Clock(t.Hour()*60 + t.Minute())
		w.Days |= 1 << t.Weekday()
	}
	return w, w.Days != 0
}

// morning posts the digests that are due, in goroutines that s.posts counts. It is
// called every minute and once at the start; errors are logged, and the next
// minute tries again.
func (s *server) morning(ctx context.Context) {
	d := s.serving.Load()
	if !d.kept || !s.fresh.Load() {
		return // nothing but a sample, or not up to date yet
	}
	all, err := s.book.All(ctx)
	if err != nil {
		s.report(ctx, "subscriptions", err)
		return
	}
	rounds := s.rounds(d, s.now())
	for _, sub := range all {
		if sub.Pause != nil {
			s.tell(ctx, sub)
			continue
		}
		if gone, err := s.gone(ctx, d, sub); gone != "" || err != nil {
			if s.report(ctx, "topics", err); err == nil {
				s.pause(ctx, sub, subscription.Pause{Reason: goneReason(gone)})
			}
			continue
		}
		plan, err := sub.Plan(s.config.Digest.Catchup)
		if err != nil {
			s.report(ctx, "subscription", err)
			continue
		}
		due, ok := plan.Due(s.posted(sub.ID), rounds.now)
		if !ok || !s.begin(sub.ID) {
			continue
		}
		s.posts.Go(func() {
			defer s.end(sub.ID)
			select {
			case s.poster <- struct{}{}:
				defer func() { <-s.poster }()
			case <-ctx.Done():
				return
			}
			if round, err := rounds.of(ctx, sub.Guild); err != nil {
				s.report(ctx, "digest", err)
			} else {
				s.post(ctx, round, sub, plan, due)
			}
		})
	}
}

// post posts one digest, or pauses its subscription where that cannot be done
// until somebody acts.
func (s *server) post(ctx context.Context, round *round, sub *subscription.Subscription, plan digest.Plan, due digest.Slot) {
	// Another process may have posted since this one did: the store knows.
	_, last, err := s.bot.Told(ctx, sub.Channel, sub.ID)
	if err != nil {
		s.report(ctx, "digest", err)
		return
	}
	if now, ok := plan.Due(last, round.now); ok {
		due = now
		slot := outbox.Slot{
			Subscription: sub.ID, Channel: sub.Channel, Date: due.Date, Title: round.title(sub), Role: sub.Role, Messages: sub.Limit(),
			Thread: sub.Thread, Tag: sub.Tag,
		}
		err = s.bot.PostDigest(ctx, slot, func(ctx context.Context, since []byte, last string) (*outbox.Edition, error) {
			// The digest before it may have been finished just now.
			if now, ok := plan.Due(last, round.now); ok {
				due = now
			}
			return round.compose(ctx, sub, due, since)
		})
	}
	var refusal *outbox.ChannelError
	var unknown *briefing.UnknownTopicError
	switch {
	case err == nil:
		s.note(sub.ID, due.Date)
	case errors.Is(err, outbox.ErrUnwanted), errors.Is(err, corpus.ErrChanged):
		s.log.Info("digest not posted", "subscription", sub.ID, "slot", due.Date, "channel", sub.Channel, "err", err)
	case errors.As(err, &refusal):
		s.pause(ctx, sub, subscription.Pause{Code: refusal.Code, Reason: refusal.Hint})
	case errors.As(err, &unknown):
		s.pause(ctx, sub, subscription.Pause{Reason: say.TopicGone(unknown.Name)})
	case ctx.Err() == nil:
		s.log.Error("digest", "subscription", sub.ID, "slot", due.Date, "channel", sub.Channel, "err", err)
	}
}

// gone is the first topic of a subscription that is not there any more, "" where all
// are: also not for the store, which knows of a new one before the desk does.
func (s *server) gone(ctx context.Context, d *desk, sub *subscription.Subscription) (string, error) {
	lacks := func(all []briefing.Topic) int {
		return slices.IndexFunc(sub.Topics, func(name string) bool { return briefing.FindTopic(all, name) == nil })
	}
	if lacks(d.engine.Topics) < 0 {
		return "", nil
	}
	all, err := s.topics().All(ctx)
	if i := lacks(all); err == nil && i >= 0 {
		return sub.Topics[i], nil
	}
	return "", err
}

// goneReason is why a subscription is paused whose topic is gone.
func goneReason(topic string) string {
	_, short := topics.Split(topic)
	return "there is no topic " + short + " any more; add it again, or remove this digest and subscribe to another topic"
}

// pause pauses a subscription that cannot be served until somebody acts, and tells
// its owner.
func (s *server) pause(ctx context.Context, sub *subscription.Subscription, why subscription.Pause) {
	paused, now, err := s.book.Pause(ctx, sub.ID, why)
	if errors.Is(err, subscription.ErrNotFound) {
		return // it was removed meanwhile
	}
	if err != nil {
		s.report(ctx, "pause", err)
		return
	}
	if now {
		s.log.Warn("subscription paused", "subscription", sub.ID, "channel", sub.Channel, "err", why.Reason)
		s.tell(ctx, paused)
	}
}

// tellFor is how long the bot tries to tell an owner that a subscription is paused.
const tellFor = time.Hour

// tell tells the owner of a subscription, once, that an error of Discord's has
// paused it. Where nobody can be told, the list and the check say it.
func (s *server) tell(ctx context.Context, sub *subscription.Subscription) {
	p := sub.Pause
	if p.Reason == "" || p.Told != subscription.NotYet || s.now().Sub(p.At) > tellFor {
		return
	}
	told, guild := subscription.Yes, sub.Guild
	if guild == "" {
		// Where the channel may be seen and not written in, this is known.
		guild, _ = s.bot.GuildOf(ctx, sub.Channel)
	}
	err := s.bot.Notify(ctx, outbox.Notice{
		Key: "paused/" + sub.ID + "/" + p.At.Format(time.RFC3339), Guild: guild, User: sub.Owner,
		Text: bot.PausedNotice(sub), Mark: "digest " + sub.ID + " · paused " + p.At.Format("2 January 2006, 15:04 UTC"),
	})
	if errors.Is(err, outbox.ErrNowhere) {
		told, err = subscription.Nowhere, nil
	}
	if err == nil {
		_, err = s.book.Change(ctx, sub.ID, func(now *subscription.Subscription) error {
			if now.Pause != nil && now.Pause.At.Equal(p.At) {
				now.Pause.Told = told
			}
			return nil
		})
	}
	s.report(ctx, "tell of a pause", err)
}

// begin reports whether no other goroutine posts the subscription's digest, and
// keeps others from it until end.
func (s *server) begin(id string) bool {
	s.posting.Lock()
	defer s.posting.Unlock()
	if s.busy[id] {
		return false
	}
	s.busy[id] = true
	return true
}

func (s *server) end(id string) {
	s.posting.Lock()
	defer s.posting.Unlock()
	delete(s.busy, id)
}

// posted is the date of the last slot that this process knows to be posted.
func (s *server) posted(id string) string {
	s.posting.Lock()
	defer s.posting.Unlock()
	return s.last[id]
}

func (s *server) note(id, date string) {
	s.posting.Lock()
	defer s.posting.Unlock()
	s.last[id] = max(s.last[id], date)
}

// title is what the messages of a subscription are called: by its topics, if they
// are few.
func (r *round) title(sub *subscription.Subscription) string {
	if len(sub.Topics) == 0 || len(sub.Topics) > 2 {
		return "Digest"
	}
	var titles []string
	for _, name := range sub.Topics {
		titles = append(titles, r.topicTitle(name))
	}
	return strings.Join(titles, ", ")
}
