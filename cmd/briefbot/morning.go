package main

import (
	"context"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"briefbot/bot"
	"briefbot/briefing/digest"
	"briefbot/briefing/render"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// lateAfter is how late a digest says that it is late.
const lateAfter = 15 * time.Minute

// morning posts the digest that is due, if one is. It is called every minute and
// once at the start; errors are logged, and the next minute tries again.
func (s *server) morning(ctx context.Context, schedule cron.Schedule, zone *time.Location) {
	cfg := s.config
	d := s.serving.Load()
	if cfg.Discord.Channel == "" || !d.kept || !s.fresh.Load() {
		return // nowhere to post, nothing but a sample, or not up to date yet
	}
	s.posting.Lock()
	defer s.posting.Unlock()
	due, ok := digest.Plan{Schedule: schedule, Zone: zone, Catchup: cfg.Digest.Catchup}.Due(s.last, s.now())
	if !ok {
		return
	}
	slot := bot.Slot{Channel: cfg.Discord.Channel, Date: due.Date, Title: "Digest"}
	err := s.bot.PostDigest(ctx, slot, func(ctx context.Context, since []byte) ([]string, []byte, error) {
		return s.compose(ctx, d, due, since)
	})
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("digest", "slot", due.Date, "channel", slot.Channel, "err", err)
		}
		return
	}
	s.last = due.Date
}

// compose writes the digest of a slot as blocks of a message.
func (s *server) compose(ctx context.Context, d *desk, due digest.Slot, since []byte) (blocks []string, upto []byte, err error) {
	cursor, err := digest.ParseCursor(since)
	if err != nil {
		return nil, nil, err
	}
	briefs, next, err := digest.Compose(ctx, d.engine, s.config.digestTopics(), cursor, s.now())
	if err != nil {
		return nil, nil, err
	}
	if due.Late >= lateAfter {
		blocks = append(blocks, fmt.Sprintf("-# This digest is late: it was due <t:%d:f>.", due.At.Unix()))
	}
	for _, b := range briefs {
		m := render.Discord(b)
		blocks = append(blocks, m.Blocks...)
		if m.Sources != "" {
			blocks = append(blocks, m.Sources)
		}
	}
	blocks = append(blocks, "-# "+s.health())
	return blocks, next.Marshal(), nil
}

// health says in a line that the sources were read, so that a quiet day can be
// told from an outage.
func (s *server) health() string {
	s.reading.Lock()
	defer s.reading.Unlock()
	if len(s.read) == 0 {
		return "No sources are configured: only what was ingested by hand is searched."
	}
	bad := 0
	for _, r := range s.read {
		if r.err != nil {
			bad++
		}
	}
	line := fmt.Sprintf("%d of %d sources read", len(s.read)-bad, len(s.read))
	if bad > 0 {
		line += ":"
		for _, r := range s.read {
			if r.err != nil {
				line += " " + markdown.Escape(r.source) + " failed;"
			}
		}
		line = line[:len(line)-1]
	}
	last := s.read[0].at
	for _, r := range s.read {
		if r.at.After(last) {
			last = r.at
		}
	}
	return line + fmt.Sprintf(", last at <t:%d:t>.", last.Unix())
}

// reading is what became of the last reading of a source.
type reading struct {
	source string
	at     time.Time
	err    error
	count  map[corpus.Outcome]int
}
