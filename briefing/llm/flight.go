package llm

import (
	"context"
	"sync"
)

// flights shares one call among those who ask the same at the same time. The zero
// value is ready.
type flights struct {
	mu  sync.Mutex
	now map[string]*flight
}

// flight is a call on its way. It ends early once nobody waits for it.
type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int // guarded by flights.mu, as are the two below
	partial string
	news    chan struct{} // closed when there is more in partial

	text string
	err  error
}

// do calls f, or waits for the call of f that is on its way under the same key. f
// gets a context that outlives each caller but not all of them, and tells what has
// come so far; grow is called with that in the caller's own goroutine.
func (s *flights) do(ctx context.Context, key string, f func(context.Context, func(string)) (string, error), grow func(string)) (string, error) {
	s.mu.Lock()
	if s.now == nil {
		s.now = map[string]*flight{}
	}
	c, ok := s.now[key]
	if ok {
		c.waiting++
	} else {
		own, cancel := context.WithCancel(context.WithoutCancel(ctx))
		if deadline, ok := ctx.Deadline(); ok {
			own, cancel = context.WithDeadline(own, deadline)
		}
		c = &flight{done: make(chan struct{}), cancel: cancel, waiting: 1, news: make(chan struct{})}
		s.now[key] = c
		go s.fly(own, key, c, f)
	}
	s.mu.Unlock()
	shown := ""
	for {
		s.mu.Lock()
		partial, news := c.partial, c.news
		s.mu.Unlock()
		if partial != shown {
			shown = partial
			grow(partial)
		}
		select {
		case <-c.done:
			return c.text, c.err
		case <-news:
		case <-ctx.Done():
			s.leave(key, c)
			return "", ctx.Err()
		}
	}
}

// fly makes the call.
func (s *flights) fly(ctx context.Context, key string, c *flight, f func(context.Context, func(string)) (string, error)) {
	defer c.cancel()
	c.text, c.err = f(ctx, func(text string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		c.partial = text
		close(c.news)
		c.news = make(chan struct{})
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(key, c)
	close(c.done)
}

// leave counts one who waits no more; the last one ends the call.
func (s *flights) leave(key string, c *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.waiting--; c.waiting == 0 {
		c.cancel()
		s.remove(key, c)
	}
}

func (s *flights) remove(key string, c *flight) {
	if s.now[key] == c {
		delete(s.now, key)
	}
}
