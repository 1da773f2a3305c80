package gateway

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
	"briefbot/corpus"
)

// startSpacing is how far apart the connections of one group are, of which Discord
// wants one in five seconds. Connecting takes a while, too.
const startSpacing = 6 * time.Second

// starts decides when a connection to the gateway may be opened: below the number
// that Discord allows in a day, beyond which it takes the token away, and one
// after the other. What it has granted is noted, so that no restart and no other
// process forgets it.
type starts struct {
	log     *slog.Logger
	notes   notebook.Store
	rest    *rest.Client
	key     string
	now     func() time.Time
	spacing time.Duration

	mu    sync.Mutex
	begun map[int]bool // the shards that were granted a connection here
}

func newStarts(log *slog.Logger, notes notebook.Store, r *rest.Client, token string) *starts {
	sum := sha256.Sum256([]byte("Bot " + strings.TrimPrefix(token, "Bot ")))
	return &starts{
		log: log, notes: notes, rest: r, key: "bot/starts/" + hex.EncodeToString(sum[:8]),
		now: time.Now, spacing: startSpacing, begun: map[int]bool{},
	}
}

// granted is the note of the connections that were granted.
type granted struct {
	At   time.Time    `json:"at"`             // when it was written
	Full time.Time    `json:"full"`           // when as many as can be at once are there again
	Last map[int]last `json:"last,omitempty"` // by group
}

// last is the last connection of a group: when the next may begin, and whose it
// was.
type last struct {
	Next  time.Time `json:"next"`
	Shard int       `json:"shard"`
}

// startLimit is what Discord says of connections to the gateway.
type startLimit struct {
	Shards int `json:"shards"`
	Limit  struct {
		Total       int   `json:"total"`
		Remaining   int   `json:"remaining"`
		ResetAfter  int64 `json:"reset_after"` // in milliseconds
		Concurrency int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

// ask asks Discord. It returns a *RefusedError for a token that Discord does not
// accept.
func (s *starts) ask(ctx context.Context) (*startLimit, error) {
	info := new(startLimit)
	err := s.rest.Do(ctx, http.MethodGet, discordgo.EndpointGatewayBot, nil, info)
	if _, status := rest.Code(err); status == http.StatusUnauthorized {
		return nil, BadToken(status)
	}
	return info, err
}

// wait waits until the shard may connect.
func (s *starts) wait(ctx context.Context, shard, count int) error {
	for {
		info, err := s.ask(ctx)
		if err != nil {
			return err
		}
		at, ok, err := s.grant(ctx, info, shard, count)
		if err != nil {
			return fmt.Errorf("note a connection: %w", err)
		}
		if !ok {
			s.log.Error("too many connections to the gateway within a day: the next has to wait",
				"until", at.UTC().Format(time.RFC3339), "remaining", info.Limit.Remaining, "total", info.Limit.Total)
		}
		if err := backoff.Sleep(ctx, at.Sub(s.now())); err != nil || ok {
			return err
		}
	}
}

// grant grants the next connection of a shard and returns its time; or, where the
// day has had too many, the time to ask again.
//
// Half of what Discord allows in a day may be at once, and four tenths come back
// over the day: at the most nine tenths of it.
func (s *starts) grant(ctx context.Context, info *startLimit, shard, count int) (at time.Time, ok bool, err error) {
	unlock, err := s.notes.Lock(ctx, s.key)
	if err != nil {
		return at, false, err
	}
	defer unlock()
	var g granted
	if _, err := notebook.Read(ctx, s.notes, s.key, &g); err != nil {
		g = granted{} // it is of no use to anybody
	}
	now := s.now().Round(0)
	g.shift(now)

	total := max(info.Limit.Total, 1)
	every := 24 * time.Hour * 10 / 4 / time.Duration(total)
	if g.Full.Before(now) {
		g.Full = now
	}
	g.Full = g.Full.Add(every)
	at = g.Full.Add(-every * time.Duration(max(total/2, count)))
	if info.Limit.Remaining <= 0 && info.Limit.Total > 0 {
		at = later(at, now.Add(time.Duration(info.Limit.ResetAfter)*time.Millisecond))
	}
	if at.After(now) {
		return at, false, nil
	}

	at = now
	group := shard % max(info.Limit.Concurrency, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	// The first connection after a restart does not wait for the shard's own
	// before: the gateway turns it away if it is too early.
	if l := g.Last[group]; l.Shard != shard || s.begun[shard] {
		at = later(at, l.Next)
	}
	s.begun[shard] = true
	next := map[int]last{group: {at.Add(s.spacing), shard}}
	for k, l := range g.Last {
		if k != group && l.Next.After(now) {
			next[k] = l
		}
	}
	g.At, g.Last = now, next
	raw, err := json.Marshal(g)
	if err != nil {
		return at, false, err
	}
	return at, true, s.notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{s.key: raw}})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// shift sets the times back by as much as the clock was since they were written.
func (g *granted) shift(now time.Time) {
	back := g.At.Sub(now)
	if back <= 0 {
		return
	}
	g.Full = g.Full.Add(-back)
	for k, l := range g.Last {
		g.Last[k] = last{l.Next.Add(-back), l.Shard}
	}
}
