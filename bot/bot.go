// Package bot is briefbot on Discord: slash commands come in, messages go out.
//
// The tour. Bot.Run keeps the bot connected (package gateway), registers the commands
// when they changed (register.go) and hands each interaction to the dispatcher
// (dispatch.go), which acknowledges it, runs the command and delivers what it says
// (reply.go). A command is an entry of the table in command.go and a file of its own: it
// takes a request and returns an Answer, and knows nothing of Discord's protocol. What
// stands below answers is in view.go: its components carry a Query (query.go) in their
// custom_ids and keep nothing else (component.go). page.go lays an Answer out as messages
// of package message; errors.go turns errors into sentences of package say, which has
// them in the languages of package language; lexicon.go has the names of commands.
// guild.go says hello and goodbye to servers, cool.go asks for patience. PostDigest posts
// a digest once, whatever happens (package outbox). All requests go through package rest,
// which waits as Discord wants it.
//
// The package knows nothing of articles and briefs: the Desk writes, and returns
// text that is ready for Discord. Text that others wrote is escaped by whoever
// writes it into a block (see package markdown).
package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"briefbot/bot/channel"
	"briefbot/bot/gateway"
	"briefbot/bot/notebook"
	"briefbot/bot/outbox"
	"briefbot/bot/rest"
	"briefbot/briefing/digest/zone"
)

// Options are what a Bot is made of. Log, Token, Notes and Desk are needed; the
// zero value of everything else has a default.
type Options struct {
	Log   *slog.Logger
	Token string
	Notes notebook.Store
	Desk  Desk
	// Digests has the subscriptions; nil for a bot without /digest.
	Digests Digests
	// URL is the base of Discord's interface, "" for Discord itself. It must be
	// https, or http on this machine.
	URL string
	// Shards are the connections to the gateway: by default as many as Discord
	// recommends. Processes that split them have one store of Notes.
	Shards gateway.Shards
	// Now is the time that the outbox goes by.
	Now func() time.Time
	// Parallel is how many answers are worked on at the same time: 8.
	Parallel int
	// AnswerTimeout is how long a command may take: a minute, and at most 13.
	AnswerTimeout time.Duration
	// RequestTimeout is how long one request may take: 20 seconds.
	RequestTimeout time.Duration
	// OpenTimeout is how long connecting to the gateway may take: 20 seconds.
	OpenTimeout time.Duration
	// Silence is how long the gateway may leave heartbeats unanswered: a
	// minute. It asks for one every 41 seconds.
	Silence time.Duration
	// Backoff is the first pause before trying again: a second.
	Backoff time.Duration
	// Curator keeps what servers add: nil where they cannot.
	Curator Curator
	// Left is called when the bot was removed from a server, after everything that
	// the bot itself kept of it is deleted; nil for nothing.
	Left func(ctx context.Context, guild string) error
	// Model returns the host of the language model that is asked for a server's
	// users, "" where none is; nil for none.
	Model func(guild string) string
	// Embedder returns the host that a server's questions are sent to, to be compared
	// by their meaning with the articles' passages, "" for none; nil for none.
	Embedder func(guild string) string
	// Stage is after how long a user is told what an answer waits for: 2 seconds.
	Stage time.Duration
	// Grow is the least time between two looks at an answer that is being written:
	// a second and a half.
	Grow time.Duration
	// UserPace and GuildPace are how much one user, and all users of one server,
	// may ask: 15 at once and then one every 2 seconds; 60, and then one a second.
	UserPace, GuildPace Pace
	// Grace is how long Run lets work in flight go on once it is to end: 10
	// seconds.
	Grace time.Duration
}

// ErrNoToken is returned by New without a token.
var ErrNoToken = errors.New("no Discord token; " + gateway.TokenAdvice)

// A Bot is one application's bot on Discord.
type Bot struct {
	opts     Options
	log      *slog.Logger
	commands []command
	rest     *rest.Client
	channels *channel.Directory
	outbox   *outbox.Outbox
	zones    *zone.Table
	slots    chan struct{} // one for each answer that is worked on
	seen     seen
	greeted  seen // servers of which it is known whether they are owed a welcome
	users    cooler
	guilds   cooler
	picks    picks
	texts    texts
	ackTime  time.Duration // how long acknowledging may take
	spacing  time.Duration // between connections of one group, 0 for Discord's

	answers context.Context // ends when commands must come to an end
	hurry   context.CancelFunc
	life    context.Context // ends when everything must
	kill    context.CancelFunc

	mu      sync.Mutex
	closing bool
	work    sync.WaitGroup
	waiting int               // interactions that have not got a slot yet
	ids     map[string]string // of the registered commands, by name
}

// New makes a bot. It does not connect.
func New(opts Options) (*Bot, error) {
	if opts.Token == "" {
		return nil, ErrNoToken
	}
	if opts.Log == nil || opts.Notes == nil || opts.Desk == nil {
		return nil, errors.New("bot: Log, Notes and Desk are needed")
	}
	if err := opts.Shards.Validate(); err != nil {
		return nil, fmt.Errorf("shards: %w", err)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.Parallel = cmp.Or(opts.Parallel, 8)
	opts.AnswerTimeout = min(cmp.Or(opts.AnswerTimeout, time.Minute), maxAnswer)
	opts.RequestTimeout = cmp.Or(opts.RequestTimeout, 20*time.Second)
	opts.OpenTimeout = cmp.Or(opts.OpenTimeout, 20*time.Second)
	opts.Silence = cmp.Or(opts.Silence, time.Minute)
	opts.Backoff = cmp.Or(opts.Backoff, time.Second)
	opts.Stage = cmp.Or(opts.Stage, 2*time.Second)
	opts.Grow = cmp.Or(opts.Grow, 1500*time.Millisecond)
	opts.UserPace = cmp.Or(opts.UserPace, Pace{15, 2 * time.Second})
	opts.GuildPace = cmp.Or(opts.GuildPace, Pace{60, time.Second})
	opts.Grace = cmp.Or(opts.Grace, 10*time.Second)

	life, kill := context.WithCancel(context.Background())
	client, err := rest.New(life, opts.URL, opts.Token, opts.RequestTimeout)
	if err != nil {
		kill()
		return nil, err
	}
	client.Now = opts.Now
	client.Often = func(n int) {
		opts.Log.Warn("Discord refuses many requests: it shuts out who sends 10000 of these within ten minutes", "refused", n)
	}
	client.Keep = func() {
		if err := notebook.Open(opts.Notes).Put(life, map[string]any{refusedNote: client.Refused()}); err != nil && life.Err() == nil {
			opts.Log.Warn("refused requests are not kept", "err", err)
		}
	}
	b := &Bot{
		opts: opts, log: opts.Log, rest: client, channels: channel.New(client),
		slots:   make(chan struct{}, opts.Parallel),
		ackTime: ackTime,
		life:    life, kill: kill,
	}
	b.outbox = &outbox.Outbox{
		Log: opts.Log, Rest: client, Channels: b.channels, Notes: opts.Notes, Below: belowDigest,
		Now: opts.Now, Backoff: opts.Backoff, RequestTimeout: opts.RequestTimeout,
	}
	if opts.Digests != nil {
		b.outbox.Book = opts.Digests.Book
		b.zones = zone.New()
	}
	b.answers, b.hurry = context.WithCancel(life)
	b.users.pace, b.guilds.pace = opts.UserPace, opts.GuildPace
	b.commands = commands(b)
	if twice := b.twice(); twice != "" {
		kill()
		return nil, fmt.Errorf("two handlers of the action %q", twice)
	}
	return b, nil
}

// refusedNote is the note of the requests that Discord refused lately: whoever begins
// anew goes on counting.
const refusedNote = "refused"

// Run connects to Discord and answers, until ctx is done; then it finishes what
// is in flight, for as long as Options.Grace says. When it returns, everything
// that it started has stopped, and the bot cannot be used again. It returns nil,
// or a *RefusedError where Discord does not let the bot in.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var before rest.Refusals
	if _, err := notebook.Read(ctx, b.opts.Notes, refusedNote, &before); err != nil {
		b.log.Warn("what was refused before is not known", "err", err)
	}
	b.rest.Recall(before)
	var once sync.Once
	var registering sync.WaitGroup
	ready := func(app string) {
		once.Do(func() {
			if !b.begin() { // work in flight: what is begun of it is finished
				return
			}
			registering.Go(func() {
				defer b.work.Done()
				if err := b.keepRegistering(ctx, app); err != nil {
					cancel(err)
				}
			})
		})
	}
	g := b.gateway(ready)
	if err := g.Run(ctx); err != nil {
		cancel(err)
	}
	cancel(nil)
	b.stop()
	registering.Wait()
	g.Wait()
	var refused *gateway.RefusedError
	if errors.As(context.Cause(ctx), &refused) {
		return refused
	}
	return nil
}

// gateway is what keeps the bot connected.
func (b *Bot) gateway(ready func(app string)) *gateway.Gateway {
	return &gateway.Gateway{
		Log: b.log, Rest: b.rest, Notes: b.opts.Notes, Token: b.opts.Token, Shards: b.opts.Shards,
		Ready: ready, Receive: b.receive, Joined: b.joined, Left: b.left,
		OpenTimeout: b.opts.OpenTimeout, Silence: b.opts.Silence, Backoff: b.opts.Backoff, Spacing: b.spacing,
	}
}

// stop lets the work in flight end, and then everything.
func (b *Bot) stop() {
	b.mu.Lock()
	b.closing = true
	b.mu.Unlock()
	done := make(chan struct{})
	go func() { b.work.Wait(); close(done) }()
	// The last fifth is for telling users that their answers do not come.
	for _, end := range []struct {
		after time.Duration
		says  string
		end   func()
	}{
		{b.opts.Grace * 4 / 5, "commands are cut off", b.hurry},
		{b.opts.Grace / 5, "requests are cut off", b.kill},
	} {
		select {
		case <-done:
		case <-time.After(end.after):
			b.log.Warn(end.says)
		}
		end.end()
	}
	select {
	case <-done:
	case <-time.After(b.opts.Grace):
		b.log.Error("work in flight does not end")
	}
	b.rest.Close()
}

// begin counts work that Run waits for at its end. It reports false where the
// bot is ending.
func (b *Bot) begin() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closing {
		return false
	}
	b.work.Add(1)
	return true
}
