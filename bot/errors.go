package bot

import (
	"context"
	"errors"
	"strings"

	"briefbot/briefing/render/markdown"
)

// A UserError is an error whose sentence is meant for the user: what was asked
// for cannot be done, and why. It is Markdown: what others wrote is escaped.
type UserError struct{ Sentence string }

func (e *UserError) Error() string { return e.Sentence }

// UnknownTopic is the error for a topic that there is not, in the language of who
// asked: it names those that there are. All names are plain text.
func UnknownTopic(q Query, known []string) error {
	l := languageOf(q.Language)
	if len(known) == 0 {
		return userError(&sayNoTopics, l)
	}
	return userError(&sayUnknownTopic, l, markdown.Escape(q.Topic), markdown.Escape(strings.Join(known, ", ")))
}

// NothingToCheck is the error for a quotation or a message in which there is
// nothing that could be checked.
func NothingToCheck(q Query) error {
	if q.Kind == Message {
		return userError(&sayNoClaims, languageOf(q.Language))
	}
	return userError(&sayNoWords, languageOf(q.Language))
}

// explain returns what a user is told of an error, in his language.
func explain(err error, l language) string {
	var told *UserError
	var refused *Refusal
	switch {
	case errors.As(err, &told):
		return told.Sentence
	case errors.As(err, &refused):
		return refused.in(l)
	case errors.Is(err, context.DeadlineExceeded):
		return sayLate.in(l)
	case errors.Is(err, context.Canceled):
		return sayEnding.in(l)
	}
	return sayBroken.in(l)
}

// userError is a phrase as an error.
func userError(p *phrase, l language, args ...any) error { return &UserError{p.in(l, args...)} }
