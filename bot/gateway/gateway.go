// Package gateway keeps a bot connected to Discord's gateway, from which events come:
// one connection for each shard of this process (shards.go), begun no more often than
// Discord allows over all processes (starts.go), and given up when it is silent or broken
// (line.go). What the client library does on its own there is turned off.
package gateway

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
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
)

const (
	// settled is how long a connection must have lasted for the next pause to
	// be short again.
	settled = time.Minute
)

// A Gateway keeps the connections of this process to Discord's gateway alive, one for
// each shard. Its fields are set before Run. It trusts the client library for as little
// as possible: each connection is a fresh session of the library, whose own reconnecting
// is off. The library can lock itself up for good (op 7 in place of READY), takes minutes
// to see a dead connection, and tries for ever where Discord has refused the token.
type Gateway struct {
	Log  *slog.Logger
	Rest *rest.Client
	// Notes keep how many connections were begun, over all processes with this token.
	Notes  notebook.Store
	Token  string
	Shards Shards
	// Ready is told the application's identifier whenever a shard is connected.
	Ready func(app string)
	// Receive, Joined and Left take the events. They must not wait.
	Receive func(*discordgo.InteractionCreate)
	Joined  func(*discordgo.GuildCreate)
	Left    func(*discordgo.GuildDelete)
	// OpenTimeout is how long connecting may take, Silence how long a heartbeat may
	// stay without an answer, Backoff the first pause before another attempt.
	OpenTimeout, Silence, Backoff time.Duration
	// Spacing is how far apart connections of one group begin, of which Discord wants
	// one in five seconds: 6 seconds, since connecting takes a while too.
	Spacing time.Duration

	ended sync.WaitGroup // sessions that have not come to their end yet
}

// connection is what keeps one shard connected.
type connection struct {
	*Gateway
	log          *slog.Logger
	starts       *starts
	shard, count int
}

// Run connects all shards of this process, and connects them again, until ctx is done
// or Discord refuses one of them. It returns nil or a *RefusedError. Sessions may still
// be ending when it returns: see Wait.
func (g *Gateway) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	starts := newStarts(g.Log, g.Notes, g.Rest, g.Token)
	if g.Spacing > 0 {
		starts.spacing = g.Spacing
	}
	own, count, err := g.ownShards(ctx, starts)
	if err != nil {
		cancel(err)
	}
	var running sync.WaitGroup
	for _, shard := range own {
		c := &connection{g, g.Log, starts, shard, count}
		if count > 1 {
			c.log = g.Log.With("shard", fmt.Sprintf("%d/%d", shard, count))
		}
		running.Go(func() {
			if err := c.run(ctx); err != nil {
				cancel(err)
			}
		})
	}
	running.Wait()
	var refused *RefusedError
	if errors.As(context.Cause(ctx), &refused) {
		return refused
	}
	return nil
}

// Wait waits for the sessions that were still ending when Run returned.
func (g *Gateway) Wait() { g.ended.Wait() }

// A RefusedError is returned where Discord does not let the bot in, and trying
// again cannot help.
type RefusedError struct {
	Code int // the gateway's close code, or an HTTP status
	Hint string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("discord refuses the bot (%d): %s", e.Code, e.Hint)
}

// TokenAdvice says how to get a token and where to put it.
const TokenAdvice = "create one at https://discord.com/developers/applications → your application → Bot → Reset Token, " +
	"and put it into the environment variable DISCORD_TOKEN"

// tokenHint says what to do about a token that Discord does not accept.
const tokenHint = "the token is wrong or was replaced; " + TokenAdvice

// BadToken is the error for a token that Discord does not accept, with the HTTP status
// of its answer.
func BadToken(status int) error { return &RefusedError{status, tokenHint} }

// refusals are the close codes after which a new connection ends the same way.
var refusals = map[int]string{
	4004: tokenHint,
	4010: "a shard's number is wrong; see discord.shards in config.yaml, which must have the same count for every process",
	4011: "the bot is in too many servers for so few shards; leave discord.shards.count at 0, which asks Discord at every start, or raise it",
	4012: "the version of the gateway is no longer served; update briefbot",
	4013: "the intents are not valid; update briefbot",
	4014: "an intent is not allowed for this application; see Bot → Privileged Gateway Intents in the developer portal",
}

// run connects, and connects again, until ctx is done or Discord refuses the bot.
func (c *connection) run(ctx context.Context) error {
	pause := c.Backoff
	for {
		err := c.starts.wait(ctx, c.shard, c.count)
		begun := time.Now()
		if err == nil {
			err = c.connect(ctx)
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
			pause = c.Backoff
		}
		wait := backoff.Jitter(pause)
		c.log.Warn("gateway connection lost", "err", err, "retry", wait.Round(time.Millisecond))
		if backoff.Sleep(ctx, wait) != nil {
			return nil
		}
		pause = backoff.Next(pause)
	}
}

var (
	errSilent = errors.New("heartbeats are not answered")
	errLost   = errors.New("the connection broke")
	errOpen   = errors.New("no READY in time")
)

// session is a session of the client library for one connection.
func (c *connection) session(ctx context.Context) (*discordgo.Session, error) {
	s, err := c.Rest.NewSession(ctx)
	if err == nil {
		s.Identify.Intents = discordgo.IntentsGuilds
	}
	return s, err
}

// connect opens one connection and returns why it ended.
func (c *connection) connect(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, err := c.session(ctx)
	if err != nil {
		return err
	}
	l := newLine()
	s.Dialer = &websocket.Dialer{NetDialContext: l.dial, HandshakeTimeout: c.OpenTimeout, Proxy: http.ProxyFromEnvironment}
	s.ShouldReconnectOnError = false
	s.ShardID, s.ShardCount = c.shard, c.count
	ready := make(chan string, 1)
	gone := make(chan struct{})
	var once sync.Once
	s.AddHandler(guarded(c, func(r *discordgo.Ready) {
		if r.Application == nil {
			return
		}
		select {
		case ready <- r.Application.ID:
		default: // READY came before
		}
	}))
	s.AddHandler(guarded(c, func(*discordgo.Disconnect) { once.Do(func() { close(gone) }) }))
	s.AddHandler(guarded(c, c.Receive))
	s.AddHandler(guarded(c, c.Joined))
	s.AddHandler(guarded(c, c.Left))

	opened := make(chan error, 1)
	isOpen := false
	go func() { opened <- s.Open() }()
	defer func() { c.end(s, l, opened, gone, isOpen) }()
	timeout := time.NewTimer(c.OpenTimeout)
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
			c.log.Info("gateway connected")
			c.Ready(app)
			return c.watch(ctx, s, l, gone)
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
func (c *connection) watch(ctx context.Context, s *discordgo.Session, l *line, gone <-chan struct{}) error {
	tick := time.NewTicker(max(c.Silence/4, time.Millisecond))
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
			if time.Since(alive) > c.Silence {
				return errSilent
			}
		}
	}
}

// end lets a session come to its end in the background, which takes the library
// a second. One that hangs in Open may hang there for ever (op 7 in place of
// READY): it loses its connection and is left to itself.
func (c *connection) end(s *discordgo.Session, l *line, opened <-chan error, gone <-chan struct{}, isOpen bool) {
	const patience = 3 * time.Second
	if !isOpen {
		l.close()
		c.ended.Go(func() {
			select {
			case <-opened:
			case <-time.After(patience):
			}
		})
		return
	}
	// From the moment of closing on the library hands over no events.
	go s.CloseWithCode(websocket.CloseNormalClosure)
	c.ended.Go(func() {
		defer l.close()
		select {
		case <-gone:
		case <-time.After(patience):
		}
	})
}

// guarded makes a handler that survives a panic: the library calls handlers in
// goroutines of their own, and a panic there would end the process.
func guarded[E any](c *connection, f func(E)) func(*discordgo.Session, E) {
	return func(_ *discordgo.Session, event E) {
		defer func() {
			if p := recover(); p != nil {
				c.log.Error("handler panicked", "err", fmt.Sprint(p), "stack", string(debug.Stack()))
			}
		}()
		f(event)
	}
}
