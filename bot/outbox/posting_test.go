package outbox

import (
	"cmp"
	"context"
	"log/slog"
	"testing"
	"time"

	"briefbot/bot/channel"
	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/memory"
)

// options are what a box is made of.
type options struct {
	URL                     string
	Notes                   notebook.Store
	Book                    func() *subscription.Book
	Now                     func() time.Time
	Backoff, RequestTimeout time.Duration
}

// A box is an outbox as a process has it.
type box struct {
	*Outbox
	end context.CancelFunc
}

func open(opts options) (*box, error) {
	life, end := context.WithCancel(context.Background())
	now := opts.Now
	if now == nil {
		now = time.Now
	}
	timeout := cmp.Or(opts.RequestTimeout, 20*time.Second)
	client, err := rest.New(life, opts.URL, fakediscord.Token, timeout)
	if err != nil {
		end()
		return nil, err
	}
	client.Now = now
	return &box{&Outbox{
		Log: slog.New(slog.DiscardHandler), Rest: client, Channels: channel.New(client), Notes: opts.Notes, Book: opts.Book,
		Below: below, Now: now, Backoff: cmp.Or(opts.Backoff, time.Second), RequestTimeout: timeout,
	}, end}, nil
}

// below are components as the bot puts them below a digest.
func below(passages []message.Option, quotes bool) []message.Control {
	rows := []message.Control{message.Row(message.Menu("In context …", message.CustomID("cx", "brief"), passages...))}
	if quotes {
		rows = append(rows, message.Row(message.Button("Wrong quote?", message.CustomID("wp", "brief"))))
	}
	return rows
}

// stop ends the process.
func (b *box) stop() {
	b.end()
	b.Rest.Close()
}

// posting is an outbox that posts to a server of its own.
type posting struct {
	t    *testing.T
	ctx  context.Context // of the test
	fake *fakediscord.Server
	opts options
	hung *fakediscord.Hangs
	box  *box
}

// newPosting makes one that has no process yet. It waits for as long as it does in the
// world where waiting only tells that something hangs: a machine may be slow. For the
// same reason the server's clock stands still. Requests that are to hang are given up
// as soon as they do, see fakediscord.Hangs.
func newPosting(t *testing.T, set ...func(*posting)) *posting {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	r := &posting{t: t, ctx: ctx, fake: fakediscord.New(t), hung: new(fakediscord.Hangs)}
	r.opts = options{URL: r.fake.URL, Notes: memory.New(), Backoff: 10 * time.Millisecond}
	for _, f := range set {
		f(r)
	}
	return r
}

func (r *posting) make() {
	r.t.Helper()
	var err error
	if r.box, err = open(r.opts); err != nil {
		r.t.Fatal(err)
	}
	r.box.Rest.Timeout = time.Minute
	r.box.Rest.Next = r.hung.Over(r.box.Rest.Next)
}
