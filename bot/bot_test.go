package bot

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/bot/fakediscord"
	"briefbot/corpus/memory"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMain(m *testing.M) {
	// These tests wait more than they work: the library takes a second to close
	// a connection.
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f != nil && f.Value.String() == f.DefValue {
		f.Value.Set("8")
	}
	// A session of the client library that met op 7 in place of READY hangs
	// for good: what the supervisor is there for.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).CloseWithCode"))
}

// logged collects what the bot logs.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// running is a bot that runs against a server of its own.
type running struct {
	t    *testing.T
	ctx  context.Context // of the test
	fake *fakediscord.Server
	desk *desk
	opts Options
	log  *logged
	hung *fakediscord.Hangs
	bot  *Bot
	stop context.CancelFunc
	end  chan error
}

// newRunning makes a bot that does not run yet. It waits for as long as it does in the
// world where waiting only tells that something hangs: a machine may be slow. For the
// same reason the server's clock stands still. Requests that are to hang are given up
// as soon as they do, see fakediscord.Hangs.
func newRunning(t *testing.T, set ...func(*running)) *running {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	r := &running{t: t, ctx: ctx, fake: fakediscord.New(t), desk: new(desk), log: new(logged), hung: new(fakediscord.Hangs)}
	r.opts = Options{
		Curator: new(curator),
		Token:   fakediscord.Token, URL: r.fake.URL, Desk: r.desk, Notes: memory.New(),
		Log:     slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Backoff: 10 * time.Millisecond, Stage: time.Minute, UserPace: Pace{Burst: 100_000}, GuildPace: Pace{Burst: 100_000},
	}
	for _, f := range set {
		f(r)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(r.log)
		}
	})
	return r
}

// settle waits for the work that is under way. What begins later counts behind that,
// also for the race detector, which sees no order of what comes by the network.
func settle(b *Bot) {
	b.work.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
}

// start runs a bot until the test ends.
func start(t *testing.T, set ...func(*running)) *running {
	t.Helper()
	r := newRunning(t, set...)
	r.run()
	if err := r.fake.WaitReady(r.ctx); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *running) run() {
	r.t.Helper()
	r.make()
	r.connect()
}

func (r *running) make() {
	r.t.Helper()
	var err error
	if r.bot, err = New(r.opts); err != nil {
		r.t.Fatal(err)
	}
	r.bot.spacing = 1
	r.bot.rest.Timeout, r.bot.ackTime = time.Minute, time.Minute
	r.bot.rest.Next = r.hung.Over(r.bot.rest.Next)
}

func (r *running) connect() {
	ctx, cancel := context.WithCancel(context.Background())
	r.stop, r.end = cancel, make(chan error, 1)
	go func() { r.end <- r.bot.Run(ctx) }()
	r.t.Cleanup(func() {
		cancel()
		if err := <-r.end; err != nil {
			r.t.Errorf("Run: %v", err)
		}
		r.end <- nil
	})
}

// ask enters a command as a user and returns what comes back.
func (r *running) ask(command string, options ...fakediscord.Option) *fakediscord.Message {
	r.t.Helper()
	i, err := r.fake.User("reader").Slash(r.ctx, command, options...)
	if err != nil {
		r.t.Fatal(err)
	}
	m, err := i.Reply(r.ctx)
	if err != nil {
		r.t.Fatalf("/%s: %v", command, err)
	}
	return m
}

// isStage reports whether a message says what its answer waits for.
func isStage(m *fakediscord.Message) bool { return strings.HasPrefix(m.Content, "-# ") }

// works asks for a brief and checks that it comes, once.
func (r *running) works() {
	r.t.Helper()
	before := len(r.fake.Messages(fakediscord.ChannelID))
	i, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour)
	if err != nil {
		r.t.Fatal(err)
	}
	m, err := i.ReplyWhere(r.ctx, func(m *fakediscord.Message) bool { return !isStage(m) })
	if err != nil {
		r.t.Fatal(err)
	}
	if !strings.Contains(m.Content, "The two mayors met") {
		r.t.Errorf("answer: %s", fakediscord.Render(m))
	}
	if n := len(r.fake.Messages(fakediscord.ChannelID)) - before; n != 1 {
		r.t.Errorf("%d messages for one command", n)
	}
}

func TestNew(t *testing.T) {
	full := Options{Token: "x", Log: slog.New(slog.DiscardHandler), Notes: memory.New(), Desk: new(desk)}
	for _, tt := range []struct {
		name string
		set  func(*Options)
		want string // "" for no error
	}{
		{"full", func(*Options) {}, ""},
		{"no token", func(o *Options) { o.Token = "" }, "DISCORD_TOKEN"},
		{"no desk", func(o *Options) { o.Desk = nil }, "Desk"},
		{"plain, here", func(o *Options) { o.URL = "http://127.0.0.1:8080" }, ""},
		{"plain, localhost", func(o *Options) { o.URL = "http://localhost:8080/" }, ""},
		{"plain, elsewhere", func(o *Options) { o.URL = "http://discord.example" }, "unencrypted"},
		{"proxy", func(o *Options) { o.URL = "https://discord.example" }, ""},
		{"no address", func(o *Options) { o.URL = "discord.example" }, "must begin with https://"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			opts := full
			tt.set(&opts)
			_, err := New(opts)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	full.Token = ""
	if _, err := New(full); !errors.Is(err, ErrNoToken) {
		t.Errorf("without a token: %v", err)
	}
}
