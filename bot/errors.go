package bot

import (
	"context"
	"errors"
)

// A UserError is an error whose sentence is meant for the user: what was asked
// for cannot be done, and why. It is Markdown: what others wrote is escaped.
type UserError struct{ Sentence string }

func (e *UserError) Error() string { return e.Sentence }

// explain returns what a user is told of an error, in his language.
func explain(err error, l language) string {
	var told *UserError
	switch {
	case errors.As(err, &told):
		return told.Sentence
	case errors.Is(err, context.DeadlineExceeded):
		return sayLate.in(l)
	case errors.Is(err, context.Canceled):
		return sayEnding.in(l)
	}
	return sayBroken.in(l)
}

// userError is a phrase as an error.
func userError(p *phrase, l language, args ...any) error { return &UserError{p.in(l, args...)} }
