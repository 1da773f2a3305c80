package bot

import (
	"context"
	"errors"
	"slices"

	"briefbot/bot/notebook"
	"briefbot/corpus"
)

// maxShares is how many answers are known, of each server, to have been shared.
const maxShares = 64

// sharesKey is the note of what was shared in a server, or in private conversations:
// sums of messages' identifiers and texts. A server's goes with what else is kept of
// it.
func sharesKey(r *request) string {
	if r.guild == "" {
		return "bot/shared"
	}
	return guildPrefix(r.guild) + "shared"
}

// firstShare notes that a text of a message is being shared, and reports whether
// nobody has shared it before: the same button can be pressed twice, and another
// process may take the second press.
func (b *Bot) firstShare(ctx context.Context, r *request, message, text string) (bool, error) {
	id := textSum(message + " " + text)
	for {
		notes, shared := notebook.Open(b.opts.Notes), []string(nil)
		if _, err := notes.Read(ctx, sharesKey(r), &shared); err != nil {
			return false, err
		}
		if slices.Contains(shared, id) {
			return false, nil
		}
		shared = append(shared[max(0, len(shared)+1-maxShares):], id)
		if err := notes.Put(ctx, map[string]any{sharesKey(r): shared}); !errors.Is(err, corpus.ErrChanged) {
			return err == nil, err
		}
	}
}
