package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"briefbot/bot"
	"briefbot/bot/outbox"
	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render"
	"briefbot/briefing/render/markdown"
	"briefbot/briefing/topics"
)

// press is what /digest manages.
type press struct{ s *server }

var _ bot.Digests = press{}

// Book implements bot.Digests.
func (p press) Book() *subscription.Book { return p.s.book }

// Zone implements bot.Digests.
func (p press) Zone() string { return p.s.config.Digest.Zone }

// Preview implements bot.Digests.
func (p press) Preview(ctx context.Context, sub *subscription.Subscription, since []byte) (*outbox.Edition, error) {
	d, err := p.s.desk(ctx, sub.Guild)
	if err != nil {
		return nil, err
	}
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	r := newRound(d, p.s.now(), p.s.intake.health)
	r.everything = true
	e, err := r.compose(ctx, sub, digest.Slot{}, since)
	return e, topicGone(err)
}

// topicGone tells a user of a subscription whose topic was taken away.
func topicGone(err error) error {
	var unknown *briefing.UnknownTopicError
	if errors.As(err, &unknown) {
		_, short := topics.Split(unknown.Name)
		return &bot.UserError{Sentence: "There is no topic " + markdown.Escape(short) + " any more: this digest cannot be written. Add the topic again, or remove the digest."}
	}
	return err
}

// Why implements bot.Digests.
func (p press) Why(ctx context.Context, sub *subscription.Subscription, since []byte, item string) ([]string, error) {
	d, err := p.s.desk(ctx, sub.Guild)
	if err != nil {
		return nil, err
	}
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	r := newRound(d, p.s.now(), p.s.intake.health)
	var blocks []string
	err = r.each(ctx, sub, since, func(topic string, made *digest.Digest) error {
		reasons, err := made.Why(ctx, d.engine, item)
		if err != nil {
			return err
		}
		blocks = append(blocks, "### "+markdown.Escape(r.topicTitle(topic)))
		blocks = append(blocks, render.WhyDiscord(render.Why(d.engine, reasons))...)
		return nil
	})
	return blocks, topicGone(err)
}

// told is the state of a channel: what it has been told of each topic.
type told struct {
	Topics map[string]json.RawMessage `json:"topics"`
}

// readTold reads the state of a channel, nil for none.
func readTold(since []byte) (t told, err error) {
	if len(since) > 0 {
		if err := json.Unmarshal(since, &t); err != nil {
			return t, fmt.Errorf("read what the channel has been told: %w", err)
		}
	}
	if t.Topics == nil {
		t.Topics = map[string]json.RawMessage{}
	}
	return t, nil
}

// topicsOf are the names of the topics of a subscription.
func (r *round) topicsOf(sub *subscription.Subscription) []string {
	if len(sub.Topics) > 0 {
		return sub.Topics
	}
	return r.desk.config.digestTopics()
}

// topicTitle is the title of a topic, its name where there is none.
func (r *round) topicTitle(name string) string {
	for _, t := range r.desk.engine.Topics {
		if t.Name == name {
			return t.Title
		}
	}
	return name
}

// each composes the digest of each topic of a subscription.
func (r *round) each(ctx context.Context, sub *subscription.Subscription, since []byte, do func(topic string, made *digest.Digest) error) error {
	state, err := readTold(since)
	if err != nil {
		return err
	}
	for _, topic := range r.topicsOf(sub) {
		had, err := digest.ParseCursor(state.Topics[topic])
		if err != nil {
			return err
		}
		made, err := r.desk.digest(ctx, digest.Request{Topic: topic, Had: had, Now: r.now})
		if err != nil {
			return err
		}
		if err := do(topic, made); err != nil {
			return err
		}
	}
	return nil
}
