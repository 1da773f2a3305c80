package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"briefbot/bot/backoff"
)

const (
	// maxBackoff is the longest pause between two attempts to connect.
	maxBackoff = 2 * time.Minute
	// settled is how long a connection must have lasted for the next pause to
	// be short again.
	settled = time.Minute
)

// gateway keeps one connection to Discord's gateway alive, that of one shard. It trusts the client
// library for as little as possible: each connection is a fresh session of the
// library, whose own reconnecting is off. The library can lock itself up for
// good (op 7 in place of READY), takes minutes to see a dead connection, and
// tries for ever where Discord has refused the token.
type gateway struct {
	log         *slog.Logger
	session     func(context.Context) (*discordgo.Session, error)
	ready       func(app string)
	receive     func(*discordgo.InteractionCreate)
	joined      func(*discordgo.GuildCreate)
	left        func(*discordgo.GuildDelete)
	openTimeout time.Duration
	silence     time.Duration // how long a heartbeat may stay without an answer
	backoff     time.Duration // the first pause
	// start waits until the shard may connect.
	start        func(ctx context.Context, shard, count int) error
	shard, count int
	ended        sync.WaitGroup // sessions that have not come to their end yet
}

// A RefusedError is returned where Discord does not let the bot in, and trying
// again cannot help.
type RefusedError struct {
	Code int // the gateway's close code, or an HTTP status
	Hint string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("discord refuses the bot (%d): %s", e.Code, e.Hint)
}

const tokenHint = "the token is wrong or was replaced; " + TokenAdvice

// refusals are the close codes after which a new connection ends the same way.
var refusals = map[int]string{
	4004: tokenHint,
	4010: "a shard's number is wrong; see discord.shards in config.yaml, which must have the same count for every process",
	4011: "the bot is in too many servers for so few shards; leave discord.shards.count at 0, which asks Discord at every start, or raise it",
	4012: "the version of the gateway is no longer served; update briefbot",
	4013: "the intents are not valid; update briefbot",
	4014: "an intent is not allowed for this application; see Bot → Privileged Gateway Intents in the developer portal",
}

// run connects, and connects again, until ctx is done or Discord refuses the
// bot. Sessions may still be ending when it returns: see ended.
func (g *gateway) run(ctx context.Context) error {
	pause := g.backoff
	for {
		err := g.start(ctx, g.shard, g.count)
		begun := time.Now()
		if err == nil {
			err = g.connect(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		var refused *RefusedError
		if errors.As(err, &refused) {
			return refused
		}
		var closed *websocket.CloseError
		if errors.As(err, &closed) && refusals[closed.Code] != "" {
			return &RefusedError{closed.Code, refusals[closed.Code]}
		}
		if time.Since(begun) > settled {
			pause = g.backoff
		}
		wait := backoff.Jitter(pause)
		g.log.Warn("gateway connection lost", "err", err, "retry", wait.Round(time.Millisecond))
		if backoff.Sleep(ctx, wait) != nil {
			return nil
		}
		pause = min(2*pause, maxBackoff)
	}
}

var (
	errSilent = errors.New("heartbeats are not answered")
	errLost   = errors.New("the connection broke")
	errOpen   = errors.New("no READY in time")
)

// connect opens one connection and returns why it ended.
func (g *gateway) connect(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, err := g.session(ctx)
	if err != nil {
		return err
	}
	l := newLine()
	s.Dialer = &websocket.Dialer{NetDialContext: l.dial, HandshakeTimeout: g.openTimeout, Proxy: http.ProxyFromEnvironment}
	s.ShouldReconnectOnError = false
	s.ShardID, s.ShardCount = g.shard, g.count
	ready := make(chan string, 1)
	gone := make(chan struct{})
	var once sync.Once
	s.AddHandler(guarded(g, func(r *discordgo.Ready) {
		if r.Application == nil {
			return
		}
		select {
		case ready <- r.Application.ID:
		default: // READY came before
		}
	}))
	s.AddHandler(guarded(g, func(*discordgo.Disconnect) { once.Do(func() { close(gone) }) }))
	s.AddHandler(guarded(g, g.receive))
	s.AddHandler(guarded(g, g.joined))
	s.AddHandler(guarded(g, g.left))

	opened := make(chan error, 1)
	isOpen := false
	go func() { opened <- s.Open() }()
	defer func() { g.end(s, l, opened, gone, isOpen) }()
	timeout := time.NewTimer(g.openTimeout)
	defer timeout.Stop()
	for {
		select {
		case err := <-opened:
			if err != nil {
				opened <- nil // for end: it has returned
				return err
			}
			isOpen, opened = true, nil
		case app := <-ready:
			g.log.Info("gateway connected")
			g.ready(app)
			return g.watch(ctx, s, l, gone)
		case <-timeout.C:
			return errOpen
		case <-gone:
			return errLost
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// watch returns when the connection has ended or must be given up.
func (g *gateway) watch(ctx context.Context, s *discordgo.Session, l *line, gone <-chan struct{}) error {
	tick := time.NewTicker(max(g.silence/4, time.Millisecond))
	defer tick.Stop()
	alive := time.Now() // a session whose lock hangs is not
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-gone:
			return errLost
		case <-l.broken:
			return errLost
		case <-tick.C:
			if s.TryRLock() {
				if last := s.LastHeartbeatAck; last.After(alive) {
					alive = last
				}
				s.RUnlock()
			}
			if time.Since(alive) > g.silence {
				return errSilent
			}
		}
	}
}

// end lets a session come to its end in the background, which takes the library
// a second. One that hangs in Open may hang there for ever (op 7 in place of
// READY): it loses its connection and is left to itself.
func (g *gateway) end(s *discordgo.Session, l *line, opened <-chan error, gone <-chan struct{}, isOpen bool) {
	const patience = 3 * time.Second
	if !isOpen {
		l.close()
		g.ended.Go(func() {
			select {
			case <-opened:
			case <-time.After(patience):
			}
		})
		return
	}
	// From the moment of closing on the library hands over no events.
	go s.CloseWithCode(websocket.CloseNormalClosure)
	g.ended.Go(func() {
		defer l.close()
		select {
		case <-gone:
		case <-time.After(patience):
		}
	})
}

// guarded makes a handler that survives a panic: the library calls handlers in
// goroutines of their own, and a panic there would end the process.
func guarded[E any](g *gateway, f func(E)) func(*discordgo.Session, E) {
	return func(_ *discordgo.Session, event E) {
		defer func() {
			if p := recover(); p != nil {
				g.log.Error("handler panicked", "err", fmt.Sprint(p), "stack", string(debug.Stack()))
			}
		}()
		f(event)
	}
}
