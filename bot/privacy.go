package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/notebook"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// doForget deletes what is kept of the user.
const doForget = "fg"

// privacyCommand is /privacy: what is kept and what is sent to whom; and what is
// kept of the user can be deleted.
func privacyCommand(b *Bot) command {
	return command{
		spec:    &discordgo.ApplicationCommand{Name: "privacy", Description: "What is stored, who receives what, and how to delete it"},
		private: true,
		run:     b.privacy,
		uses:    []handler{{action: doForget, run: b.forget}},
	}
}

func (b *Bot) privacy(ctx context.Context, r *request) (*Answer, error) {
	kept, err := b.keptOf(ctx, r.user)
	if err != nil {
		return nil, err
	}
	l := r.language()
	a := &Answer{Blocks: strings.Split(say.Privacy.In(l), "\n")}
	if b.opts.Model != nil {
		if host := b.opts.Model(r.guild); host != "" {
			a.Blocks = append(a.Blocks, say.ModelHere.In(l, markdown.Escape(host)))
		}
	}
	if b.opts.Embedder != nil {
		if host := b.opts.Embedder(r.guild); host != "" {
			a.Blocks = append(a.Blocks, say.EmbedderHere.In(l, markdown.Escape(host)))
		}
	}
	a.Blocks = append(a.Blocks, say.Kept.In(l, len(kept)))
	forget := message.Button(say.Forget.In(l), message.CustomID(doForget))
	forget.Style = message.StyleDanger
	a.rows = []message.Control{message.Row(forget)}
	return a, nil
}

// keptOf are the keys of what is noted of a user.
func (b *Bot) keptOf(ctx context.Context, user string) ([]string, error) {
	if user == "" {
		return nil, nil
	}
	return notebook.Keys(ctx, b.opts.Notes, userPrefix(user))
}

// forget deletes what is kept of a user and says what that was.
func (b *Bot) forget(ctx context.Context, r *request) (*Answer, error) {
	keys, err := b.keptOf(ctx, r.user)
	if err != nil {
		return nil, err
	}
	if err := b.drop(ctx, keys); err != nil {
		return nil, err
	}
	picks := b.picks.forget(r.user)
	picks = b.texts.forget(r.user) || picks
	l := r.language()
	switch {
	case len(keys) == 0 && !picks:
		return &Answer{Blocks: []string{say.ForgotNothing.In(l)}}, nil
	default:
		return &Answer{Blocks: []string{say.Forgot.In(l, len(keys))}}, nil
	}
}

// drop deletes notes.
func (b *Bot) drop(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	gone := make(map[string][]byte, len(keys))
	for _, key := range keys {
		gone[key] = nil
	}
	if err := b.opts.Notes.Put(ctx, &corpus.Batch{Notes: gone}); err != nil {
		return fmt.Errorf("delete notes: %w", err)
	}
	return nil
}
