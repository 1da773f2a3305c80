package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"briefbot/bot"
	"briefbot/briefing"
	"briefbot/briefing/render"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// room is where the bot asks: at the desk that is served now, whose briefs it
// shows as Discord does.
type room struct{ serving *atomic.Pointer[desk] }

// desk is the one that is served now.
func (r room) desk() *desk { return r.serving.Load() }

var _ bot.Desk = room{}

// Brief implements bot.Desk.
func (r room) Brief(ctx context.Context, topic string) (*bot.Answer, error) {
	return r.answer(ctx, briefing.Question{Kind: briefing.Situation, Topic: topic})
}

// Ask implements bot.Desk.
func (r room) Ask(ctx context.Context, question string) (*bot.Answer, error) {
	return r.answer(ctx, briefing.Question{Kind: briefing.Ask, Text: question})
}

// Quotes implements bot.Desk.
func (r room) Quotes(ctx context.Context, speaker string) (*bot.Answer, error) {
	return r.answer(ctx, briefing.Question{Kind: briefing.Quotes, Text: speaker})
}

// Timeline implements bot.Desk.
func (r room) Timeline(ctx context.Context, topic string) (*bot.Answer, error) {
	return r.answer(ctx, briefing.Question{Kind: briefing.Timeline, Topic: topic})
}

// Sources implements bot.Desk.
func (r room) Sources(ctx context.Context) (*bot.Answer, error) {
	d := r.desk()
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	return message(render.NewShelf(d.engine).Discord()), nil
}

// answer takes in what has changed and answers.
func (r room) answer(ctx context.Context, q briefing.Question) (*bot.Answer, error) {
	d := r.desk()
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	b, err := d.engine.Answer(ctx, q)
	var unknown *briefing.UnknownTopicError
	if errors.As(err, &unknown) {
		return nil, &bot.UserError{Sentence: "There is no topic " + markdown.Escape(unknown.Name) +
			" here. There is: " + markdown.Escape(strings.Join(unknown.Known, ", ")) + "."}
	} else if err != nil {
		return nil, err
	}
	return message(render.Discord(b)), nil
}

func message(m render.Message) *bot.Answer { return &bot.Answer{Blocks: m.Blocks, Sources: m.Sources} }

// follow takes in what other processes have stored since.
func (d *desk) follow(ctx context.Context) error {
	_, err := d.engine.Corpus.Sync(ctx)
	return err
}

// Topics implements bot.Desk.
func (r room) Topics(_ context.Context, prefix string) []bot.Choice {
	var choices []bot.Choice
	for _, t := range r.desk().engine.Topics {
		for _, name := range append([]string{t.Name, t.Title}, t.Aliases...) {
			if strings.HasPrefix(strings.ToLower(name), strings.ToLower(strings.TrimSpace(prefix))) {
				choices = append(choices, bot.Choice{Name: t.Title, Value: t.Name})
				break
			}
		}
	}
	return choices
}

// Speakers implements bot.Desk.
func (r room) Speakers(_ context.Context, prefix string) []bot.Choice {
	var choices []bot.Choice
	for _, s := range r.desk().engine.Corpus.Complete(prefix) {
		choices = append(choices, bot.Choice{Name: describe(s), Value: s.Name})
	}
	return choices
}

// describe is a speaker as the list of choices shows him.
func describe(s *corpus.Speaker) string {
	name := s.Name
	if len(s.Roles) > 0 {
		name += " – " + s.Roles[0]
	}
	return fmt.Sprintf("%s (%d)", name, len(s.Statements))
}
