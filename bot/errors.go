package bot

import (
	"context"
	"errors"
)

// Sentences for users. They say what to do, and never what broke inside.
const (
	sentenceOld = "This belongs to an older version of the bot. Run the command again."
	// sentenceOldButton names the command that makes a new message.
	sentenceOldButton = "This message is from an older version of the bot, and its buttons are no longer understood. Run %s again."

	sentenceBusy   = "Too many people are asking at this moment. Try again in a minute."
	sentenceLate   = "This took too long, and I gave up. Try again, or ask something narrower."
	sentenceEnding = "I am being restarted. Ask again in a minute."
	sentenceBroken = "Something went wrong on my side; it is in my log. Try again, and tell whoever runs this bot if it stays so."
)

// A UserError is an error whose sentence is meant for the user: what was asked
// for cannot be done, and why. It is Markdown: what others wrote is escaped.
type UserError struct{ Sentence string }

func (e *UserError) Error() string { return e.Sentence }

// explain returns what a user is told of an error.
func explain(err error) string {
	var told *UserError
	switch {
	case errors.As(err, &told):
		return told.Sentence
	case errors.Is(err, context.DeadlineExceeded):
		return sentenceLate
	case errors.Is(err, context.Canceled):
		return sentenceEnding
	}
	return sentenceBroken
}
