package outbox

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"briefbot/bot/notebook"
	"briefbot/corpus"
)

var errCrash = errors.New("the process is dead")

// death is a process that ends at one of its steps: each use of the store and
// each request is a step.
type death struct {
	mu    sync.Mutex
	at    int  // the step, from 1; 0 for a process that lives
	after bool // the step is done, and its result is lost
	steps int
	dead  bool
	end   context.CancelFunc
}

// step does f unless the process is dead or dies before it.
func (d *death) step(f func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dead {
		return errCrash
	}
	d.steps++
	if d.steps != d.at {
		return f()
	}
	if d.after {
		f()
	}
	d.dead = true
	d.end()
	return errCrash
}

type mortalNotes struct {
	notebook.Store
	*death
}

func (m mortalNotes) Note(ctx context.Context, key string) (v []byte, err error) {
	err = errors.Join(m.step(func() (err error) { v, err = m.Store.Note(ctx, key); return err }))
	return v, err
}

func (m mortalNotes) Put(ctx context.Context, b *corpus.Batch) error {
	return m.step(func() error { return m.Store.Put(ctx, b) })
}

func (m mortalNotes) Lock(ctx context.Context, name string) (unlock func(), err error) {
	// A lock that the dead process held is free again: unlock is called.
	err = m.step(func() (err error) { unlock, err = m.Store.Lock(ctx, name); return err })
	if err != nil && unlock != nil {
		unlock()
	}
	return unlock, err
}

type mortalTransport struct {
	http.RoundTripper
	*death
}

func (m mortalTransport) RoundTrip(r *http.Request) (res *http.Response, err error) {
	err = m.step(func() (err error) { res, err = m.RoundTripper.RoundTrip(r); return err })
	if err != nil && res != nil {
		res.Body.Close()
		res = nil
	}
	return res, err
}

// live runs a process until it has posted the digests of three days, or is dead.
func (r *posting) live(d *death) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	d.end = cancel
	opts := r.opts
	opts.Notes = mortalNotes{r.opts.Notes, d}
	b, err := open(opts)
	if err != nil {
		r.t.Fatal(err)
	}
	b.Rest.Next = mortalTransport{b.Rest.Next, d}
	for day := 1; day <= 3 && ctx.Err() == nil; day++ {
		if err := b.Post(ctx, slotOf(day), world(day)); err != nil && ctx.Err() == nil {
			r.t.Errorf("day %d: %v", day, err)
		}
	}
	b.stop()
	b.Rest.Next.(mortalTransport).RoundTripper.(*http.Transport).CloseIdleConnections()
}

// A process that ends at any of its steps, before or after the step was done,
// and is started again, at once or when Discord has forgotten the nonce: every
// item is posted once, in order.
func TestPostedOnce(t *testing.T) {
	for _, pause := range []time.Duration{0, 10 * time.Minute} {
		for _, after := range []bool{false, true} {
			for at := 1; ; at++ {
				r := newPosting(t, func(r *posting) { r.opts.Now = r.fake.Now })
				d := &death{at: at, after: after}
				r.live(d)
				r.fake.Advance(pause)
				r.live(new(death))
				if got := items(r.fake); !slices.Equal(got, upTo(6)) {
					t.Errorf("died at step %d (after %v), started again after %v: items %v", at, after, pause, got)
				}
				r.fake.Close()
				if !d.dead {
					t.Logf("after %v, pause %v: %d steps", after, pause, d.steps)
					break
				}
			}
		}
	}
}
