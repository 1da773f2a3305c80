package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefbot/bot"
	"briefbot/briefing"
	"briefbot/briefing/topics"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
)

// curator keeps what servers add: it is where the bot asks for it.
type curator struct{ *server }

var _ bot.Curator = curator{}

// topics is the book of the topics, those of the configuration among them.
func (s *server) topics() *topics.Book { return topics.NewBook(s.db, s.config.Topics) }

// relabel lets the desk that is served know the topics that there are. The
// articles are listed under them before the first question about one.
func (s *server) relabel(ctx context.Context) error {
	s.labelling.Lock()
	defer s.labelling.Unlock()
	all, err := s.topics().All(ctx)
	if err != nil {
		return err
	}
	d := s.serving.Load()
	if topicKey(all) == topicKey(d.engine.Topics) {
		return nil
	}
	begun := time.Now()
	if err := d.engine.Corpus.Relabel(ctx, topicKey(all), briefing.Labels(all)); err != nil {
		return fmt.Errorf("list the articles by topic: %w", err)
	}
	if !s.serving.CompareAndSwap(d, d.with(all)) {
		return nil // another corpus is served by now: the next round sees to it
	}
	s.log.Info("topics have changed", "topics", len(all), "took", time.Since(begun).Round(time.Millisecond))
	return nil
}

// topicKey tells sets of topics apart, and the code that reads them.
func topicKey(all []briefing.Topic) string { return fmt.Sprintf("%s %+q", build(), all) }

// Topics implements bot.Curator.
func (c curator) Topics(ctx context.Context, guild string) ([]bot.Added, error) {
	have, err := c.topics().Guild(ctx, guild)
	if err != nil {
		return nil, err
	}
	var out []bot.Added
	for i := range have {
		out = append(out, c.topic(&have[i]))
	}
	return out, nil
}

// topic is a topic as it is listed: its terms, and how many articles have them.
func (c curator) topic(t *briefing.Topic) bot.Added {
	var groups []string
	for _, g := range t.Required {
		groups = append(groups, strings.Join(g, ", "))
	}
	guild, short := topics.Split(t.Name)
	d, n := c.atHand(guild), 0
	for _, a := range d.engine.Corpus.Articles() {
		if d.engine.Corpus.Labelled(a.ID, t.Name) {
			n++
		}
	}
	return bot.Added{Name: short, Title: t.Title, Terms: strings.Join(groups, "; "), Articles: n, Own: true}
}

// AddTopic implements bot.Curator.
func (c curator) AddTopic(ctx context.Context, guild, name, title, terms string) (bot.Added, error) {
	t, err := c.topics().Add(ctx, guild, name, title, terms)
	if err != nil {
		return bot.Added{}, forUser(err)
	}
	if err := c.relabel(ctx); err != nil {
		return bot.Added{}, err
	}
	return c.topic(t), nil
}

// RemoveTopic implements bot.Curator.
func (c curator) RemoveTopic(ctx context.Context, guild, name string) (bot.Added, error) {
	t, err := c.topics().Remove(ctx, guild, name)
	if err != nil {
		return bot.Added{}, forUser(err)
	}
	return c.topic(t), c.relabel(ctx)
}

// feedsPerGuild is how many feeds a server may add: they cost everybody.
const feedsPerGuild = 20

// Feeds implements bot.Curator.
func (c curator) Feeds(ctx context.Context, guild string) ([]bot.Added, error) {
	all, err := c.intake.feeds.All(ctx)
	if err != nil {
		return nil, err
	}
	all = shownTo(all, by(guild))
	var out []bot.Added
	for i := range all {
		out = append(out, c.feed(&all[i], guild))
	}
	return out, nil
}

// feed is a feed as it is listed.
func (c curator) feed(s *feed.Status, guild string) bot.Added {
	return bot.Added{
		Name: s.Name, Title: s.Name, Own: s.By == by(guild),
		Feed: &bot.FeedState{Items: s.Items, Read: s.Success, Failing: s.Failing, Says: s.Reason},
	}
}

// AddFeed implements bot.Curator.
func (c curator) AddFeed(ctx context.Context, guild, address, name string) (bot.Added, error) {
	all, err := c.Feeds(ctx, guild)
	if err != nil {
		return bot.Added{}, err
	}
	own := 0
	for _, f := range all {
		if f.Own {
			own++
		}
	}
	if own >= feedsPerGuild {
		return bot.Added{}, &bot.Refusal{Reason: fmt.Sprintf("a server adds at most %d feeds: remove one first", feedsPerGuild)}
	}
	// First, so that no stop leaves articles of which nobody knows whose they are.
	if err := c.own(ctx, guild); err != nil {
		return bot.Added{}, err
	}
	r, err := c.intake.feeds.Add(ctx, feed.Feed{Name: name, URL: address, Audience: by(guild), By: by(guild)})
	if err != nil {
		return bot.Added{}, forUser(err)
	}
	c.catchUp(ctx)
	return bot.Added{Name: r.Feed.Name, Title: r.Feed.Name, Feed: &bot.FeedState{Says: fetch.Redact(r.Summary())}, Own: true}, nil
}

// RemoveFeed implements bot.Curator.
func (c curator) RemoveFeed(ctx context.Context, guild, name string) (bot.Added, error) {
	s, err := c.intake.feeds.Find(ctx, name, by(guild))
	if err != nil {
		return bot.Added{}, forUser(err)
	}
	if s.By != by(guild) {
		return bot.Added{}, &bot.Refusal{Reason: s.Name + " was not added by this server"}
	}
	if _, err := c.intake.feeds.Remove(ctx, s.Name); err != nil {
		return bot.Added{}, forUser(err)
	}
	return c.feed(&s, guild), nil
}

// left deletes what a server added beside its notes.
func (s *server) left(ctx context.Context, guild string) error {
	errs := []error{s.relabel(ctx)}
	feeds, err := s.intake.feeds.All(ctx)
	errs = append(errs, err)
	for _, f := range feeds {
		if f.By == by(guild) {
			_, err := s.intake.feeds.Remove(ctx, f.Name)
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, s.forget(ctx, guild))...)
}

// forUser makes an error that says why something cannot be added one for users.
func forUser(err error) error {
	var topic *topics.InvalidError
	var feed *feed.Error
	switch {
	case errors.As(err, &topic):
		return &bot.Refusal{Reason: topic.Reason}
	case errors.As(err, &feed):
		return &bot.Refusal{Reason: feed.Says}
	}
	return err
}
