// Package rest makes requests of Discord's REST interface: it waits for rate limits
// (throttle.go), holds back before Discord shuts the address out (invalid.go), repeats
// what does no more when sent twice (route.go), tells Discord's time (date.go), and
// says of every failure whether Discord may have carried the request out.
//
// Addresses are those of discordgo's Endpoint functions. Nothing that it returns or
// logs holds an identifier or a token.
package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/time/rate"

	"briefbot/bot/backoff"
)

const (
	// requestsPerSecond and requestsAtOnce together stay below Discord's 50 a
	// second for a whole bot. Answers to interactions do not count there, and
	// not here.
	requestsPerSecond = 40
	requestsAtOnce    = 5
	// Attempts is how often a request is sent that may be repeated.
	Attempts = 3
	// maxRefused is how often a request meets a rate limit before it is given up.
	maxRefused = 5
	// patience bounds a request with everything it waits for, so that one made
	// without a deadline ends too.
	patience = time.Minute
	// maxResponse bounds what is read of an answer.
	maxResponse = 8 << 20
)

// A Client makes requests of Discord by the client library, with everything that the
// library does on its own turned off: repeating, waiting, sharing of locks. It owns
// what the library does without regard to contexts; the library never sees a limit or a
// failing server, only an answer or one of the errors of this package.
//
// The exported fields may be changed before the first request. A Client may be used by
// several goroutines.
type Client struct {
	// Session is the library's, by which requests are made.
	Session *discordgo.Session
	// Next takes a request to Discord: by default over the network.
	Next http.RoundTripper
	// Timeout is how long one attempt may take.
	Timeout time.Duration
	// Now is the clock of this machine, which may be set at any time.
	Now func() time.Time
	// Jitter spreads a pause.
	Jitter func(time.Duration) time.Duration
	// Pace is how many requests are sent, but for answers to interactions.
	Pace *rate.Limiter
	// Often is told the number of requests that were refused within ten minutes where
	// it comes near what Discord shuts an address out for; nil for nobody.
	Often func(n int)
	// Keep is called after each refusal, to keep Refused; nil keeps nothing.
	Keep func()

	token   string
	base    *url.URL        // where to instead of Discord, nil for Discord
	first   chan struct{}   // held by the request that waits for Pace
	life    context.Context // its end ends all requests
	dates   dates           // Discord's clock
	invalid invalid

	mu     sync.Mutex
	global time.Time            // requests that count wait until then
	banned time.Time            // nothing is sent until then
	routes map[string]time.Time // requests of that route wait until then
}

// An unsureError is returned for a request of which nobody can say whether
// Discord carried it out: the connection broke, or a server in front of Discord
// answered.
type unsureError struct {
	Route  string // without identifiers and tokens
	Status int    // 0 if there was no answer
	Err    error  // nil if there was one
}

func (e *unsureError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: no answer: %v", e.Route, e.Err)
	}
	return fmt.Sprintf("%s: answered with %d %s", e.Route, e.Status, http.StatusText(e.Status))
}

func (e *unsureError) Unwrap() error { return e.Err }

// New returns a client that requests at base, "" for Discord, with a bot's token, until
// life ends. One attempt may take timeout. The error is that of CheckURL.
func New(life context.Context, base, token string, timeout time.Duration) (*Client, error) {
	u, err := parseBase(base)
	if err != nil {
		return nil, err
	}
	next := http.DefaultTransport.(*http.Transport).Clone()
	next.MaxIdleConnsPerHost = 64
	if u != nil && u.Scheme == "http" {
		next.Proxy = nil
	}
	c := &Client{
		Next: next, Timeout: timeout, Now: time.Now, Jitter: backoff.Jitter,
		Pace:  rate.NewLimiter(requestsPerSecond, requestsAtOnce),
		token: "Bot " + strings.TrimPrefix(token, "Bot "), base: u,
		first: make(chan struct{}, 1), life: life, routes: make(map[string]time.Time),
	}
	c.Session, err = c.NewSession(context.Background())
	return c, err
}

// NewSession makes a session of the client library, for the gateway: its requests are
// the client's, and end with ctx too.
func (c *Client) NewSession(ctx context.Context) (*discordgo.Session, error) {
	s, err := discordgo.New(c.token)
	if err != nil {
		return nil, err
	}
	s.Client = &http.Client{Transport: &carrier{ctx, c}}
	s.StateEnabled = false
	s.MaxRestRetries = 0
	s.ShouldRetryOnRateLimit = false
	s.LogLevel = -1 // the library's log is no slog, and holds addresses with tokens
	return s, nil
}

// carrier takes a session's requests, and ends them with a context in addition to
// their own.
type carrier struct {
	ctx    context.Context
	client *Client
}

func (c *carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel() // the answer is read
	defer context.AfterFunc(c.ctx, cancel)()
	return c.client.roundTrip(r.WithContext(ctx))
}

// roundTrip sends a request. The answer's body is read, and its rate limits are
// taken out.
func (c *Client) roundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	defer context.AfterFunc(c.life, cancel)()
	to := routeOf(r.Method, r.URL.Path)
	for n, refused := 1, 0; ; n++ {
		if err := c.admit(ctx, to); err != nil {
			return nil, err
		}
		res, err := c.attempt(ctx, r)
		if r.Context().Err() != nil {
			return nil, r.Context().Err()
		}
		switch {
		case err == nil && res.StatusCode == http.StatusTooManyRequests && refusal(res):
			return res, nil
		case err == nil && res.StatusCode == http.StatusTooManyRequests:
			until, err := c.limited(to, res)
			if err != nil {
				return nil, err
			}
			if refused++; refused == maxRefused {
				return nil, &LimitError{Route: to.name, Until: until}
			}
			n-- // it was not carried out, and admit waits
			continue
		case err == nil && res.StatusCode < 500:
			c.heed(to, res)
			if err := checkGateway(to, res); err != nil {
				return nil, err
			}
			return res, nil
		}
		unsure := &unsureError{Route: to.name, Err: err}
		if err == nil {
			unsure.Status = res.StatusCode
		}
		if !to.repeatable || n == Attempts {
			return nil, unsure
		}
		if err := backoff.Sleep(ctx, c.Jitter(250*time.Millisecond<<n)); err != nil {
			return nil, unsure
		}
	}
}

// attempt sends the request once and reads the answer.
func (c *Client) attempt(ctx context.Context, r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	q := r.Clone(ctx)
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		q.Body = body
	}
	if c.base != nil {
		q.URL.Scheme, q.URL.Host, q.Host = c.base.Scheme, c.base.Host, ""
		q.URL.Path = c.base.Path + q.URL.Path
	}
	if past(ctx) {
		return nil, context.DeadlineExceeded
	}
	asked := moment{c.Now(), time.Now()}
	res, err := c.Next.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if c.invalid.note(res, time.Now(), c.Often) && c.Keep != nil {
		c.Keep()
	}
	c.dates.note(res.Header.Get("Date"), asked, c.Now())
	body, err := io.ReadAll(io.LimitReader(res.Body, maxResponse))
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	return res, nil
}

// Close frees idle connections.
func (c *Client) Close() {
	if next, ok := c.Next.(interface{ CloseIdleConnections() }); ok {
		next.CloseIdleConnections()
	}
}

// Unsure reports whether nobody can say what became of the request that met an error:
// the connection broke, or a server in front of Discord answered.
func Unsure(err error) bool { return errors.As(err, new(*unsureError)) }
