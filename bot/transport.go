package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// requestsPerSecond and requestsAtOnce together stay below Discord's 50 a
	// second for a whole bot. Answers to interactions do not count there, and
	// not here.
	requestsPerSecond = 40
	requestsAtOnce    = 5
	// attempts is how often a request is sent that may be repeated.
	attempts = 3
	// maxRefused is how often a request meets a rate limit before it is given up.
	maxRefused = 5
	// patience bounds a request with everything it waits for, so that one made
	// without a deadline ends too.
	patience = time.Minute
	// maxResponse bounds what is read of an answer.
	maxResponse = 8 << 20
)

// transport carries the client library's requests. It owns what the library
// does without regard to contexts: waiting for rate limits, repeating, timing
// out. The library never sees a limit or a failing server, only an answer or
// one of the errors below.
type transport struct {
	base    *url.URL // where to instead of Discord, nil for Discord
	next    http.RoundTripper
	timeout time.Duration // of one attempt
	limit   *rate.Limiter
	first   chan struct{}   // held by the request that waits for limit
	life    context.Context // its end ends all requests
	now     func() time.Time
	dates   dates // Discord's clock
	invalid invalid
	jitter  func(time.Duration) time.Duration

	mu     sync.Mutex
	global time.Time            // requests that count wait until then
	banned time.Time            // nothing is sent until then
	routes map[string]time.Time // requests of that route wait until then
}

// An UnsureError is returned for a request of which nobody can say whether
// Discord carried it out: the connection broke, or a server in front of Discord
// answered.
type UnsureError struct {
	Route  string // without identifiers and tokens
	Status int    // 0 if there was no answer
	Err    error  // nil if there was one
}

func (e *UnsureError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: no answer: %v", e.Route, e.Err)
	}
	return fmt.Sprintf("%s: answered with %d %s", e.Route, e.Status, http.StatusText(e.Status))
}

func (e *UnsureError) Unwrap() error { return e.Err }

// newTransport returns a transport to base, "" for Discord.
func newTransport(base string, timeout time.Duration, life context.Context) (*transport, error) {
	t := &transport{
		timeout: timeout,
		limit:   rate.NewLimiter(requestsPerSecond, requestsAtOnce),
		first:   make(chan struct{}, 1),
		life:    life,
		now:     time.Now,
		jitter:  jitter,
		routes:  make(map[string]time.Time),
	}
	next := http.DefaultTransport.(*http.Transport).Clone()
	next.MaxIdleConnsPerHost = 64
	t.next = next
	if base == "" {
		return t, nil
	}
	u, err := url.Parse(strings.TrimRight(base, "/"))
	if err != nil {
		return nil, fmt.Errorf("discord.url: %w", err)
	}
	if err := safe(u, "http", "https"); err != nil {
		return nil, fmt.Errorf("discord.url %q: %w", base, err)
	}
	t.base = u
	if u.Scheme == "http" {
		next.Proxy = nil
	}
	return t, nil
}

// RoundTrip sends a request. The answer's body is read, and its rate limits are
// taken out.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	defer context.AfterFunc(t.life, cancel)()
	to := routeOf(r.Method, r.URL.Path)
	for n, refused := 1, 0; ; n++ {
		if err := t.admit(ctx, to); err != nil {
			return nil, err
		}
		res, err := t.attempt(ctx, r)
		if r.Context().Err() != nil {
			return nil, r.Context().Err()
		}
		switch {
		case err == nil && res.StatusCode == http.StatusTooManyRequests && refusal(res):
			return res, nil
		case err == nil && res.StatusCode == http.StatusTooManyRequests:
			until, err := t.limited(to, res)
			if err != nil {
				return nil, err
			}
			if refused++; refused == maxRefused {
				return nil, &LimitError{Route: to.name, Until: until}
			}
			n-- // it was not carried out, and admit waits
			continue
		case err == nil && res.StatusCode < 500:
			t.heed(to, res)
			if err := checkGateway(to, res); err != nil {
				return nil, err
			}
			return res, nil
		}
		unsure := &UnsureError{Route: to.name, Err: err}
		if err == nil {
			unsure.Status = res.StatusCode
		}
		if !to.repeatable || n == attempts {
			return nil, unsure
		}
		if err := sleep(ctx, t.jitter(250*time.Millisecond<<n)); err != nil {
			return nil, unsure
		}
	}
}

// attempt sends the request once and reads the answer.
func (t *transport) attempt(ctx context.Context, r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	q := r.Clone(ctx)
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		q.Body = body
	}
	if t.base != nil {
		q.URL.Scheme, q.URL.Host, q.Host = t.base.Scheme, t.base.Host, ""
		q.URL.Path = t.base.Path + q.URL.Path
	}
	if past(ctx) {
		return nil, context.DeadlineExceeded
	}
	asked := moment{t.now(), time.Now()}
	res, err := t.next.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	t.invalid.note(res, time.Now())
	t.dates.note(res.Header.Get("Date"), asked, t.now())
	body, err := io.ReadAll(io.LimitReader(res.Body, maxResponse))
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// close frees idle connections.
func (t *transport) close() {
	if next, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		next.CloseIdleConnections()
	}
}

// sleep waits, or returns the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// jitter spreads a pause over ¾ to 1¼ of it.
func jitter(d time.Duration) time.Duration { return d*3/4 + rand.N(d/2+1) }

// unsure reports whether nobody can say what became of a request.
func unsure(err error) bool { return errors.As(err, new(*UnsureError)) }
