package fakediscord

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"
)

// A waiter waits for something to become true.
type waiter struct {
	ok   func() bool // called with the server locked
	done chan struct{}
}

// touch looks whether somebody's wait is over; it is called after every change.
// Those who wait are not woken to look for themselves: hundreds of them would
// fight for the lock. s.mu is held.
func (s *Server) touch() {
	s.waiters = slices.DeleteFunc(s.waiters, func(w *waiter) bool {
		if !w.ok() {
			return false
		}
		close(w.done)
		return true
	})
}

// until waits until ok returns true. It is called with the server locked, at
// first and whenever anything changed.
func (s *Server) until(ctx context.Context, what string, ok func() bool) error {
	s.mu.Lock()
	if ok() {
		s.mu.Unlock()
		return nil
	}
	w := &waiter{ok, make(chan struct{})}
	s.waiters = append(s.waiters, w)
	s.mu.Unlock()
	var err error
	select {
	case <-w.done:
		return nil
	case <-s.done:
		err = errors.New("server closed")
	case <-ctx.Done():
		err = ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiters = slices.DeleteFunc(s.waiters, func(o *waiter) bool { return o == w })
	return fmt.Errorf("wait for %s: %w", what, err)
}

// A Call is one request that the server received.
type Call struct {
	At     time.Time // by a clock that nobody sets
	Route  string    // as in the table of routes: "POST /channels/{channel}/messages"
	Path   string
	Query  string
	Body   []byte
	Status int // 0 while it is being served, or where it was never answered
}

// Calls returns the requests to a route, or all of them if route is "".
func (s *Server) Calls(route string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if route == "" || c.Route == route {
			out = append(out, c)
		}
	}
	return out
}

// WaitCalls waits until the route was requested n times.
func (s *Server) WaitCalls(ctx context.Context, route string, n int) error {
	return s.until(ctx, fmt.Sprintf("%d × %s", n, route), func() bool {
		have := 0
		for _, c := range s.calls {
			if c.Route == route {
				have++
			}
		}
		return have >= n
	})
}

// WaitEvents waits until n more things have happened: a request was received, a
// message was stored, a request was answered. It is for those who end a process
// in between.
func (s *Server) WaitEvents(ctx context.Context, n int) error {
	s.mu.Lock()
	n += s.events
	s.mu.Unlock()
	return s.until(ctx, fmt.Sprintf("%d events", n), func() bool { return s.events >= n })
}

// connState counts the connections to the REST interface.
func (s *Server) connState(_ net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.open++
	case http.StateClosed, http.StateHijacked:
		s.open--
	}
	s.touch()
}

// WaitGone waits until no client is connected to the REST interface, and every
// request of those that were has been served: also where a process was killed whose
// connection nobody had accepted yet.
func (s *Server) WaitGone(ctx context.Context) error {
	// Connections are accepted in order: with this one, all before it are known.
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+knock, nil)
	if err != nil {
		return err
	}
	client := http.Transport{DisableKeepAlives: true}
	defer client.CloseIdleConnections()
	res, err := client.RoundTrip(q)
	if err != nil {
		return err
	}
	res.Body.Close()
	return s.until(ctx, "the end of all connections", func() bool { return s.open == 0 })
}

// knock is a path that does nothing.
const knock = "/knock"

// happen counts an event. s.mu is held.
func (s *Server) happen() {
	s.events++
	s.touch()
}

// WaitEach waits until ok is true of what the bot has posted of its own accord in each
// of the channels: the messages' contents, in order. ok must not use the server.
func (s *Server) WaitEach(ctx context.Context, channels []string, ok func(channel string, posted []string) bool) error {
	return s.until(ctx, "what is posted", func() bool {
		return !slices.ContainsFunc(channels, func(id string) bool {
			var posted []string
			if c := s.channels[id]; c != nil {
				for _, m := range c.messages {
					if m.Author.ID == BotID && m.Command == "" {
						posted = append(posted, m.Content)
					}
				}
			}
			return !ok(id, posted)
		})
	})
}
