package fetch

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxHosts bounds how many hosts are remembered between requests.
const maxHosts = 2000

// A pace holds requests back so that a host is asked one thing at a time, and
// rarely.
type pace struct {
	now   func() time.Time
	wait  func(ctx context.Context, d time.Duration) error
	pause time.Duration

	mu    sync.Mutex
	hosts map[string]*host
}

// A host is what is remembered of one host.
type host struct {
	busy chan struct{} // holds a token while a request is under way

	// Under the mutex of pace:
	users   int // requests that wait or are under way
	limiter *rate.Limiter
	until   time.Time // before which it asked not to be asked
	robots  *robots
	asked   time.Time // for robots.txt
}

// take waits until the host may be asked. The error is a *Error where the host
// has asked not to be, and the context's where that is done.
func (p *pace) take(ctx context.Context, name string) (release func(), err error) {
	p.mu.Lock()
	h := p.host(name)
	h.users++
	p.mu.Unlock()
	leave := func() {
		p.mu.Lock()
		h.users--
		p.mu.Unlock()
	}
	select {
	case h.busy <- struct{}{}:
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
	release = func() { <-h.busy; leave() }
	now := p.now()
	p.mu.Lock()
	until := h.until
	delay := h.limiter.ReserveN(now, 1).DelayFrom(now)
	p.mu.Unlock()
	if rest := until.Sub(now); rest > 0 {
		release()
		return nil, &Error{Kind: Busy, Retry: rest, Says: "asked us to wait before we come again"}
	}
	if delay > 0 {
		if err := p.wait(ctx, delay); err != nil {
			release()
			return nil, err
		}
	}
	return release, nil
}

// host returns what is remembered of the host, under the mutex.
func (p *pace) host(name string) *host {
	if h := p.hosts[name]; h != nil {
		return h
	}
	if len(p.hosts) >= maxHosts {
		now := p.now()
		for other, h := range p.hosts {
			if h.users == 0 && !h.until.After(now) {
				delete(p.hosts, other)
			}
		}
	}
	h := &host{busy: make(chan struct{}, 1), limiter: rate.NewLimiter(every(p.pause), 1)}
	p.hosts[name] = h
	return h
}

func every(pause time.Duration) rate.Limit {
	if pause <= 0 {
		return rate.Inf
	}
	return rate.Every(pause)
}

// rest notes that a host asked to be left alone.
func (p *pace) rest(name string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := p.now().Add(d); until.After(p.host(name).until) {
		p.host(name).until = until
	}
}

// sleep waits for d, or until the context is done.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
