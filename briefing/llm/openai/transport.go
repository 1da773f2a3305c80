package openai

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"briefbot/briefing/llm"
)

// errStalled ends an answer of which no byte comes any more.
var errStalled = errors.New("the answer stalled")

// How much is read of an answer, in bytes: of one in words, and of one in vectors,
// of which each coordinate takes some twelve.
const (
	maxBody    = 1 << 20
	maxVectors = 32 << 20
)

// Pauses between tries, where the service names none.
const (
	firstPause = 500 * time.Millisecond
	longPause  = 20 * time.Second
)

// doer makes calls for go-openai, which would try once and wait for ever: it tries
// again what may pass, waits as long as Retry-After says, and bounds each try.
type doer struct {
	options *Options
	longest int // bytes that are read of an answer
}

// Do implements openai.HTTPDoer.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	wait := firstPause
	for attempt := 1; ; attempt++ {
		resp, err := d.once(req)
		again := false
		pause := wait/2 + rand.N(wait)
		switch {
		case err != nil:
			var f *llm.Failure
			again = req.Context().Err() == nil && !errors.As(err, &f)
		case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 && resp.StatusCode != http.StatusNotImplemented:
			again = true
			if after, ok := retryAfter(resp.Header.Get("Retry-After"), d.options.Now()); ok {
				pause = after + rand.N(firstPause)
			}
		}
		if !again || attempt == d.options.Attempts || pause > longPause || !d.inTime(req.Context(), pause) {
			return resp, err
		}
		if resp != nil {
			resp.Body.Close()
		}
		if err := d.options.Pause(req.Context(), pause); err != nil {
			return nil, err
		}
		if req.GetBody != nil {
			if req.Body, err = req.GetBody(); err != nil {
				return nil, err
			}
		}
		wait = min(2*wait, longPause)
	}
}

// inTime reports whether there is time for a pause and a try behind it.
func (d *doer) inTime(ctx context.Context, pause time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || d.options.Now().Add(pause).Before(deadline)
}

// once makes one call. Its time is bounded until the body is closed.
func (d *doer) once(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), d.options.Call, context.DeadlineExceeded)
	resp, err := d.options.Transport.RoundTrip(req.WithContext(ctx))
	if err != nil {
		late := req.Context().Err() == nil && ctx.Err() != nil
		cancel()
		if late {
			return nil, context.DeadlineExceeded
		}
		return nil, &transportError{err}
	}
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode == http.StatusOK && strings.HasPrefix(kind, "text/html") {
		resp.Body.Close()
		cancel()
		return nil, &llm.Failure{Cause: llm.Broken, Err: errors.New("a web page came: is the address that of an API, with its /v1?")}
	}
	resp.Body = newPatient(resp.Body, d.longest, d.options.Stall, cancel)
	return resp, nil
}

// transportError says that a service was not reached.
type transportError struct{ err error }

func (e *transportError) Error() string { return e.err.Error() }
func (e *transportError) Unwrap() error { return e.err }

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(header string, now time.Time) (time.Duration, bool) {
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 86400)) * time.Second, true
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}

// patient is a body that gives up once no byte has come for some time.
type patient struct {
	body   io.ReadCloser
	left   int
	stall  time.Duration
	timer  *time.Timer
	cancel context.CancelFunc

	mu      sync.Mutex
	stalled bool
}

func newPatient(body io.ReadCloser, longest int, stall time.Duration, cancel context.CancelFunc) *patient {
	p := &patient{body: body, left: longest, stall: stall, cancel: cancel}
	p.timer = time.AfterFunc(stall, func() {
		p.mu.Lock()
		p.stalled = true
		p.mu.Unlock()
		cancel()
	})
	return p
}

// Read implements io.Reader.
func (p *patient) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, &llm.Failure{Cause: llm.Broken, Err: errors.New("the answer is too long")}
	}
	n, err := p.body.Read(b[:min(len(b), p.left)])
	p.left -= n
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stalled {
		return n, errStalled
	}
	if n > 0 {
		p.timer.Reset(p.stall)
	}
	if err != nil && err != io.EOF {
		switch {
		case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		default:
			err = io.ErrUnexpectedEOF // whatever cut it
		}
	}
	return n, err
}

// Close implements io.Closer.
func (p *patient) Close() error {
	p.timer.Stop()
	p.cancel()
	return p.body.Close()
}

// pause waits by the clock.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// breaker leaves a service alone for a while that has failed several times in a
// row, so that nobody waits for it in vain.
type breaker struct {
	now func() time.Time

	mu     sync.Mutex
	failed int
	until  time.Time
}

const (
	breakAfter = 4
	breakFor   = 30 * time.Second
)

// allow returns a Failure while the service is left alone. Then one call may try.
func (b *breaker) allow() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed < breakAfter {
		return nil
	}
	if left := b.until.Sub(b.now()); left > 0 {
		return &llm.Failure{Cause: llm.Unreachable, After: left, Err: errors.New("it failed several times in a row and is left alone for a while")}
	}
	b.until = b.now().Add(breakFor)
	return nil
}

// record counts a call. What is no fault of the service, a user who went away
// above all, counts for nothing.
func (b *breaker) record(ctx context.Context, err error) {
	var f *llm.Failure
	if err != nil && (ctx.Err() == context.Canceled || errors.As(err, &f) && (f.Cause == llm.Refused || f.Cause == llm.Filtered || f.Cause == llm.CutShort)) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err == nil {
		b.failed = 0
		return
	}
	b.failed++
	b.until = b.now().Add(breakFor)
}
