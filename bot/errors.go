package bot

import (
	"context"
	"errors"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// A UserError is an error whose sentence is meant for the user: what was asked
// for cannot be done, and why. It is Markdown: what others wrote is escaped.
type UserError struct{ Sentence string }

func (e *UserError) Error() string { return e.Sentence }

// A Refusal is an error that says, in plain English text and within a sentence, why
// something cannot be added or taken away. Users read it in their language, where the
// bot knows it, else as it is.
type Refusal struct{ Reason string }

func (e *Refusal) Error() string { return e.Reason }

// in is the refusal as a sentence of Markdown.
func (e *Refusal) in(l language.Language) string { return say.Sentence(l, e.Reason) }

// UnknownTopic is the error for a topic that there is not, in the language of who
// asked: it names those that there are. All names are plain text.
func UnknownTopic(q Query, known []string) error {
	l := language.Of(q.Language)
	if len(known) == 0 {
		return userError(&say.NoTopics, l)
	}
	return userError(&say.UnknownTopic, l, markdown.Escape(q.Topic), markdown.Escape(strings.Join(known, ", ")))
}

// NothingToCheck is the error for a quotation or a message in which there is
// nothing that could be checked.
func NothingToCheck(q Query) error {
	if q.Kind == Message {
		return userError(&say.NoClaims, language.Of(q.Language))
	}
	return userError(&say.NoWords, language.Of(q.Language))
}

// explain returns what a user is told of an error, in his language.
func explain(err error, l language.Language) string {
	var told *UserError
	var refused *Refusal
	switch {
	case errors.As(err, &told):
		return told.Sentence
	case errors.As(err, &refused):
		return refused.in(l)
	case errors.Is(err, context.DeadlineExceeded):
		return say.Late.In(l)
	case errors.Is(err, context.Canceled):
		return say.Ending.In(l)
	}
	return say.Broken.In(l)
}

// userError is a phrase as an error.
func userError(p *language.Phrase, l language.Language, args ...any) error {
	return &UserError{p.In(l, args...)}
}
