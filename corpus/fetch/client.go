package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Client asks. It is safe for use by several goroutines.
type Client struct {
	options Options
	agent   string // the product token of the user agent
	guard   *guard
	http    *http.Client
	pace    *pace
}

// New returns a client that goes by the options.
func New(o Options) *Client {
	def := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	def(&o.Connect, connect)
	def(&o.Header, header)
	def(&o.Whole, whole)
	def(&o.Pause, pause)
	if o.MaxBytes == 0 {
		o.MaxBytes = maxBytes
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = maxRedirects
	}
	if o.UserAgent == "" {
		o.UserAgent = "briefbot"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = sleep
	}
	c := &Client{
		options: o,
		agent:   productToken(o.UserAgent),
		guard:   &guard{allow: slices.Clone(o.Allow), ports: slices.Clone(o.Ports)},
		pace:    &pace{now: o.Now, wait: o.Wait, pause: o.Pause, hosts: map[string]*host{}},
	}
	transport := o.Transport
	if transport == nil {
		dialer := &net.Dialer{Timeout: o.Connect, KeepAlive: 30 * time.Second}
		t := &http.Transport{
			TLSHandshakeTimeout:   o.Connect,
			ResponseHeaderTimeout: o.Header,
			// Unpacking is done here, where it is bounded.
			DisableCompression:     true,
			ForceAttemptHTTP2:      true,
			MaxResponseHeaderBytes: 256 << 10,
			MaxIdleConns:           32,
			IdleConnTimeout:        60 * time.Second,
		}
		if o.Proxy != nil {
			t.Proxy = http.ProxyURL(o.Proxy)
		} else {
			dialer.Control = c.guard.control
		}
		t.DialContext = dialer.DialContext
		transport = t
	}
	c.http = &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close closes the connections that are idle.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Get asks for an address. An error is a *Error, whose sentence says what to do.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	res, err := c.get(ctx, r, c.options.MaxBytes)
	if err != nil {
		return nil, asError(r.URL, err)
	}
	return res, nil
}

// get follows redirects from the address to an answer.
func (c *Client) get(ctx context.Context, r Request, max int64) (*Response, error) {
	u, err := c.parse(r.URL)
	if err != nil {
		return nil, err
	}
	moved, permanent := "", true
	for hop := 0; ; hop++ {
		if r.Robots {
			rules, err := c.robots(ctx, u)
			if err != nil {
				return nil, explain(err, &c.options)
			}
			if why := rules.disallows(u); why != "" {
				return nil, &Error{Kind: Disallowed, URL: redact(u), Says: "is not read: " + why, Temporary: rules.err != nil}
			}
		}
		a, err := c.ask(ctx, u, r, max)
		if err != nil {
			return nil, err
		}
		if a.location == "" {
			a.URL, a.Moved = u.String(), moved
			return &a.Response, nil
		}
		if hop == c.options.MaxRedirects {
			return nil, &Error{Kind: Unreadable, Says: fmt.Sprintf("sends us on more than %d times; look on the site for its right address", c.options.MaxRedirects)}
		}
		next, err := u.Parse(a.location)
		if err != nil {
			return nil, &Error{Kind: Unreadable, Says: "sends us to an address that cannot be read"}
		}
		next.User, next.Fragment = nil, ""
		if u, err = c.parse(next.String()); err != nil {
			e := asError("", err)
			return nil, &Error{Kind: e.Kind, Says: "sends us to " + redact(next) + ", which " + e.Says, Err: err}
		}
		if permanent = permanent && a.permanent; permanent {
			moved = u.String()
		}
	}
}

// hostName is what a pace is kept by.
func hostName(u *url.URL) string { return strings.ToLower(u.Host) }

// An answer is a response, or a redirect.
type answer struct {
	Response
	location  string
	permanent bool
}

// ask sends one request and reads what comes.
func (c *Client) ask(ctx context.Context, u *url.URL, r Request, max int64) (*answer, error) {
	release, err := c.pace.take(ctx, hostName(u))
	if err != nil {
		return nil, explain(err, &c.options)
	}
	defer release()
	whole, cancel := context.WithTimeout(ctx, c.options.Whole)
	defer cancel()
	req, err := http.NewRequestWithContext(whole, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Kind: Refused, Says: "is not a web address"}
	}
	for key, value := range map[string]string{
		"User-Agent": c.options.UserAgent, "Accept": r.Accept, "Accept-Encoding": "gzip",
		"If-None-Match": r.ETag, "If-Modified-Since": r.Modified,
	} {
		if value != "" {
			req.Header.Set(key, value)
		}
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, explain(err, &c.options)
	}
	defer res.Body.Close()
	a := &answer{Response: Response{
		MediaType: res.Header.Get("Content-Type"), ETag: res.Header.Get("Etag"), Modified: res.Header.Get("Last-Modified"),
		MaxAge: maxAge(res.Header.Get("Cache-Control")),
	}}
	switch code := res.StatusCode; {
	case code == http.StatusOK:
		if a.Body, err = readBody(res, max); err != nil {
			return nil, explain(err, &c.options)
		}
		return a, nil
	case code == http.StatusNotModified && (r.ETag != "" || r.Modified != ""):
		a.Unchanged = true
		return a, nil
	case slices.Contains([]int{301, 302, 303, 307, 308}, code) && res.Header.Get("Location") != "":
		a.location, a.permanent = res.Header.Get("Location"), code == 301 || code == 308
		return a, nil
	}
	// The beginning of the page tells a bot check from a plain refusal.
	head, _ := readBody(res, 64<<10)
	e := status(res, head, c.pace.now())
	if e.Retry > 0 {
		c.pace.rest(hostName(u), min(e.Retry, 24*time.Hour))
	}
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10) // so that the connection may be used again
	return nil, e
}

// maxAge reads the max-age of a Cache-Control header.
func maxAge(header string) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(header), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if name == "max-age" {
			if d, ok := seconds(strings.Trim(value, `"`)); ok {
				return d
			}
		}
	}
	return 0
}

// seconds reads a number of seconds, a year at the most.
func seconds(value string) (time.Duration, bool) {
	n, err := strconv.ParseInt(value, 10, 64)
	if errors.Is(err, strconv.ErrRange) && n > 0 {
		n, err = 1<<40, nil
	}
	if err != nil || n < 0 {
		return 0, false
	}
	return time.Duration(min(n, 365*24*3600)) * time.Second, true
}
