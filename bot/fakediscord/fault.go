package fakediscord

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// A Fault answers a request in place of the server. It may call serve, once,
// to let the server do what was asked and write the answer to a writer, and it
// must return when done is closed.
type Fault func(w http.ResponseWriter, r *http.Request, serve func(http.ResponseWriter), done <-chan struct{})

type fault struct {
	route string
	left  int
	match func(*http.Request) bool
	do    Fault
}

// Fail lets the next n requests to route end in the fault. The route is named
// as in the table of routes, "" is any. Faults on one route are met in the
// order in which they were set. One that is not met is a violation.
func (s *Server) Fail(route string, n int, f Fault) { s.FailWhere(route, n, nil, f) }

// FailWhere is as Fail, for requests that match accepts.
func (s *Server) FailWhere(route string, n int, match func(*http.Request) bool, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := route == ""
	for _, r := range routes {
		known = known || r.name == route
	}
	if !known {
		s.violate("fault on a route that is not known: %s", route)
		return
	}
	s.faults = append(s.faults, &fault{route, n, match, f})
}

// Forget takes back the faults on requests that were not met.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// takeFault returns the fault that the request meets, nil if none. s.mu is held.
func (s *Server) takeFault(q *request) Fault {
	for _, f := range s.faults {
		if f.left > 0 && (f.route == "" || f.route == q.route) && (f.match == nil || f.match(q.Request)) {
			f.left--
			return f.do
		}
	}
	return nil
}

// RateLimited answers 429 for one route.
func RateLimited(after time.Duration) Fault { return limited(after, false, true) }

// GloballyRateLimited answers 429 for the whole bot. Discord documents it
// without the header X-RateLimit-Reset-After and was seen to send it.
func GloballyRateLimited(after time.Duration, resetAfter bool) Fault {
	return limited(after, true, resetAfter)
}

func limited(after time.Duration, global, resetAfter bool) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter), _ <-chan struct{}) {
		h := w.Header()
		h.Set("Retry-After", strconv.Itoa(int((after+time.Second-1)/time.Second)))
		if resetAfter {
			h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", after.Seconds()))
		}
		if global {
			h.Set("X-RateLimit-Global", "true")
			h.Set("X-RateLimit-Scope", "global")
		} else {
			h.Set("X-RateLimit-Limit", "5")
			h.Set("X-RateLimit-Remaining", "0")
			h.Set("X-RateLimit-Scope", "user")
		}
		write(w, http.StatusTooManyRequests, struct {
			Message string  `json:"message"`
			After   float64 `json:"retry_after"`
			Global  bool    `json:"global"`
		}{"You are being rate limited.", after.Seconds(), global})
	}
}

// Banned answers 429 as the network in front of Discord does: no JSON.
func Banned(after time.Duration) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter), _ <-chan struct{}) {
		w.Header().Set("Retry-After", strconv.Itoa(int(after/time.Second)))
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusTooManyRequests)
		w.Write([]byte("error code: 1015"))
	}
}

// StatusBefore answers with a status and does nothing.
func StatusBefore(status int) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter), _ <-chan struct{}) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html>%d</html>", status)
	}
}

// StatusAfter does what was asked, and answers with a status as if it had not.
func StatusAfter(status int) Fault {
	return func(w http.ResponseWriter, r *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		serve(nowhere())
		StatusBefore(status)(w, r, nil, done)
	}
}

// Refused answers with one of Discord's error codes.
func Refused(status, code int, message string) Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter), _ <-chan struct{}) {
		write(w, status, refusal{Code: code, Message: message})
	}
}

// ResetBefore breaks the connection and does nothing.
func ResetBefore() Fault {
	return func(w http.ResponseWriter, _ *http.Request, _ func(http.ResponseWriter), _ <-chan struct{}) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		if tcp, ok := conn.(*net.TCPConn); ok {
			tcp.SetLinger(0) // a reset, not an end
		}
		conn.Close()
	}
}

// ResetAfter does what was asked and breaks the connection.
func ResetAfter() Fault {
	return func(w http.ResponseWriter, r *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		serve(nowhere())
		ResetBefore()(w, r, nil, done)
	}
}

// HangBefore never answers and does nothing.
func HangBefore() Fault {
	return func(_ http.ResponseWriter, r *http.Request, _ func(http.ResponseWriter), done <-chan struct{}) {
		select {
		case <-r.Context().Done():
		case <-done:
		}
	}
}

// HangAfter does what was asked and never answers.
func HangAfter() Fault {
	return func(w http.ResponseWriter, r *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		serve(nowhere())
		HangBefore()(w, r, nil, done)
	}
}

// Delayed answers after a while, as the server would.
func Delayed(d time.Duration) Fault {
	return func(w http.ResponseWriter, _ *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		select {
		case <-time.After(d):
			serve(w)
		case <-done:
		}
	}
}
