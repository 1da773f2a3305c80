package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/corpus"
	"briefbot/corpus/feed"
)

// What a server's own feeds bring is shown to that server alone. It stands in the
// database beside everything else, under its audience, and is served from a desk of
// that server: what everybody is shown, and its own. A server without feeds of its
// own is served from the desk that all share.

// by is a server as an audience, and as who has added a feed.
func by(guild string) string { return "server " + guild }

// audienceNotes say which servers have, or had, feeds of their own.
const audienceNotes = "audience/"

// maxDesks is how many servers with articles of their own are served from memory at
// a time: each desk holds everybody's articles as well.
const maxDesks = 8

// audiences are the desks of the servers that have articles of their own.
type audiences struct {
	mu     sync.Mutex
	guilds map[string]*audience
	asked  int // how often one was
}

// keep notes that a desk is asked. Of more than maxDesks, the one that was not asked
// for longest is given up, and read again when it is.
func (all *audiences) keep(a *audience, d *desk) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.asked++
	a.asked = all.asked
	a.desk.Store(d)
	n, idle := 0, a
	for _, other := range all.guilds {
		if other.desk.Load() == nil {
			continue
		}
		if n++; other.asked < idle.asked {
			idle = other
		}
	}
	if n > maxDesks {
		idle.desk.Store(nil)
	}
}

// An audience is a server with articles of its own. Its desk is read when it is first
// asked, which takes a while.
type audience struct {
	reading sync.Mutex
	desk    atomic.Pointer[desk] // nil before it is asked
	asked   int                  // when it was last, by audiences.asked
}

// own notes that a server may have articles of its own.
func (s *server) own(ctx context.Context, guild string) error {
	if err := s.db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{audienceNotes + guild: []byte("{}")}}); err != nil {
		return fmt.Errorf("note the articles of a server: %w", err)
	}
	return s.readAudiences(ctx)
}

// readAudiences learns which servers have articles of their own.
func (s *server) readAudiences(ctx context.Context) error {
	found := map[string]*audience{}
	for note, err := range s.db.Notes(ctx, audienceNotes) {
		if err != nil {
			return fmt.Errorf("servers with articles of their own: %w", err)
		}
		found[strings.TrimPrefix(note.Key, audienceNotes)] = &audience{}
	}
	s.audiences.mu.Lock()
	defer s.audiences.mu.Unlock()
	for guild, known := range s.audiences.guilds {
		if found[guild] != nil {
			found[guild] = known
		}
	}
	s.audiences.guilds = found
	return nil
}

// audience is the server with articles of its own, nil where it has none.
func (s *server) audience(guild string) *audience {
	if d := s.serving.Load(); guild == "" || s.fixed || !d.kept {
		return nil
	}
	s.audiences.mu.Lock()
	defer s.audiences.mu.Unlock()
	return s.audiences.guilds[guild]
}

// desk is the one that a server is served from.
func (s *server) desk(ctx context.Context, guild string) (*desk, error) {
	shared, a := s.serving.Load(), s.audience(guild)
	if a == nil {
		return shared, nil
	}
	a.reading.Lock()
	defer a.reading.Unlock()
	d := a.desk.Load()
	if d == nil {
		d = &desk{config: s.config, log: s.log, now: s.now, store: s.db, kept: true, audience: by(guild)}
		if err := d.load(ctx); err != nil {
			return nil, err
		}
	}
	if topicKey(d.engine.Topics) != topicKey(shared.engine.Topics) {
		if err := d.engine.Corpus.Relabel(ctx, topicKey(shared.engine.Topics), briefing.Labels(shared.engine.Topics)); err != nil {
			return nil, fmt.Errorf("list the articles by topic: %w", err)
		}
		d = d.with(shared.engine.Topics)
	}
	s.audiences.keep(a, d)
	return d, nil
}

// with is the desk with these topics, as which its articles are listed already.
func (d *desk) with(topics []briefing.Topic) *desk {
	next, engine := *d, *d.engine
	engine.Topics = topics
	next.engine, next.checks = &engine, check.New(&engine)
	return &next
}

// atHand is the desk that a server is served from, as far as that takes no time: the
// shared one until its own is read.
func (s *server) atHand(guild string) *desk {
	if a := s.audience(guild); a != nil {
		if d := a.desk.Load(); d != nil {
			return d
		}
	}
	return s.serving.Load()
}

// desks are all that were read.
func (s *server) desks() []*desk {
	all := []*desk{s.serving.Load()}
	s.audiences.mu.Lock()
	defer s.audiences.mu.Unlock()
	for _, a := range s.audiences.guilds {
		if d := a.desk.Load(); d != nil {
			all = append(all, d)
		}
	}
	return all
}

// forget deletes what only a server was shown.
func (s *server) forget(ctx context.Context, guild string) error {
	if s.audience(guild) == nil {
		return nil
	}
	n, err := corpus.Forget(ctx, s.db, by(guild))
	if err != nil {
		return err
	}
	if err := s.db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{audienceNotes + guild: nil}}); err != nil {
		return fmt.Errorf("forget the articles of a server: %w", err)
	}
	s.log.Info("articles of a server forgotten", "articles", n)
	return s.readAudiences(ctx)
}

// shownTo are the feeds that an audience is told of: everybody's and its own.
func shownTo(all []feed.Status, audience string) []feed.Status {
	var shown []feed.Status
	for _, s := range all {
		if s.Audience == "" || s.Audience == audience {
			shown = append(shown, s)
		}
	}
	return shown
}

// rounds are the rounds of a morning: the one that all share, and one for each server
// that is served from a desk of its own.
type rounds struct {
	s      *server
	now    time.Time
	shared *round

	mu  sync.Mutex
	own map[*desk]*round
}

func (s *server) rounds(shared *desk, now time.Time) *rounds {
	return &rounds{s: s, now: now, shared: newRound(shared, now, s.intake.health), own: map[*desk]*round{}}
}

// of is the round of a server.
func (r *rounds) of(ctx context.Context, guild string) (*round, error) {
	if r.s.audience(guild) == nil {
		return r.shared, nil
	}
	d, err := r.s.desk(ctx, guild)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.own[d] == nil {
		r.own[d] = newRound(d, r.now, r.s.intake.health)
	}
	return r.own[d], nil
}
