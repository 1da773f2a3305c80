package fakediscord

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
)

// Hangs ends the requests that hang as a timeout would, though at once: a timeout so
// short that a test can wait for it would also end, on a slow machine, requests that
// do not hang. The zero value is ready; Over must be between the client and the server.
type Hangs struct {
	mu   sync.Mutex
	last int
	ends map[string]context.CancelCauseFunc // of the requests under way, by number
}

// requestNumber is a header that no server reads but these tests' faults.
const requestNumber = "X-Test-Request"

var errHangs = errors.New("the request hangs")

// Over returns a transport over next whose requests can be ended.
func (h *Hangs) Over(next http.RoundTripper) http.RoundTripper { return &hangingTransport{h, next} }

type hangingTransport struct {
	*Hangs
	next http.RoundTripper
}

func (t *hangingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, end := context.WithCancelCause(r.Context())
	defer end(nil)
	t.mu.Lock()
	t.last++
	n := fmt.Sprint(t.last)
	if t.ends == nil {
		t.ends = map[string]context.CancelCauseFunc{}
	}
	t.ends[n] = end
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.ends, n)
	}()
	q := r.Clone(ctx)
	q.Header.Set(requestNumber, n)
	res, err := t.next.RoundTrip(q)
	if err == nil {
		// The context ends before the answer is read.
		var body []byte
		body, err = io.ReadAll(res.Body)
		res.Body.Close()
		res.Body = io.NopCloser(bytes.NewReader(body))
	}
	if context.Cause(ctx) == errHangs {
		return nil, context.DeadlineExceeded
	}
	return res, err
}

// CloseIdleConnections is for who ends the transport.
func (t *hangingTransport) CloseIdleConnections() {
	(&http.Client{Transport: t.next}).CloseIdleConnections()
}

// A FaultOf makes a fault, one that hangs by Hangs.
type FaultOf func(*Hangs) Fault

// Met is a fault that does not hang.
func Met(f Fault) FaultOf { return func(*Hangs) Fault { return f } }

// Before is a request that hangs, and does nothing, until its time is over: at once.
func (h *Hangs) Before() Fault {
	return func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		h.End(q)
		HangBefore()(w, q, serve, done)
	}
}

// End ends the time of a request that was received.
func (h *Hangs) End(q *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if end := h.ends[q.Header.Get(requestNumber)]; end != nil {
		end(errHangs)
	}
}

// After is a request that is carried out, and hangs then.
func (h *Hangs) After() Fault {
	return func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		serve(httptest.NewRecorder())
		h.Before()(w, q, serve, done)
	}
}
