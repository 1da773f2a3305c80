package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"briefbot/bot"
	"briefbot/bot/outbox"
	"briefbot/corpus/feed"
)

// overdue tells whom it should of feeds that have failed for long. No digest waits
// for it.
func (s *server) overdue(ctx context.Context) {
	s.report(ctx, "tell of feeds that fail", s.tellOverdue(ctx))
}

// tellOverdue tells the servers that have digests, once, of each feed that has
// failed for long: one notice for a feed and a server, however often this is
// begun again.
func (s *server) tellOverdue(ctx context.Context) error {
	overdue, err := s.intake.feeds.Overdue(ctx, longFailure)
	if err != nil || len(overdue) == 0 {
		return err
	}
	all, err := s.book.All(ctx)
	if err != nil {
		return err
	}
	owners, locales := map[string]string{}, map[string]string{} // by server
	var guilds []string
	for _, sub := range all {
		if sub.Guild != "" && !slices.Contains(guilds, sub.Guild) {
			guilds = append(guilds, sub.Guild)
			owners[sub.Guild], locales[sub.Guild] = sub.Owner, sub.Locale
		}
	}
	if len(guilds) == 0 {
		return nil // the log says it; a server that comes is told
	}
	for _, f := range overdue {
		name := sha256.Sum256([]byte(f.Name))
		concerned := false
		for _, guild := range guilds {
			if f.Audience != "" && f.Audience != by(guild) {
				continue
			}
			concerned = true
			err := s.bot.Notify(ctx, outbox.Notice{
				Key:   "feed/" + hex.EncodeToString(name[:8]) + "/" + f.Failing.UTC().Format(time.RFC3339) + "/" + guild,
				Guild: guild, User: owners[guild], Text: bot.FeedNotice(locales[guild], f.Name, f.Reason, f.Failing, f.Success), Mark: "feed " + hex.EncodeToString(name[:4]) + " · failing since " + when(f.Failing),
			})
			if err != nil && !errors.Is(err, outbox.ErrNowhere) {
				return err
			}
		}
		if !concerned {
			continue
		}
		if err := s.intake.feeds.Told(ctx, []feed.Status{f}); err != nil {
			return err
		}
	}
	return nil
}
