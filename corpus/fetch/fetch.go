// Package fetch reads addresses that others wrote down: those of feeds, of the
// pages they name, and of whatever these redirect to. It is what stands between
// such an address and the machine that the program runs on:
//
//   - Only http and https are spoken, on ports 80 and 443. The address that a
//     name resolves to is looked at when the connection is made, so that a
//     redirect or a name that changes its mind leads to nothing private (guard.go).
//   - An answer is bounded in bytes, also after it was unpacked, and in time;
//     redirects are followed up to a bound (client.go, body.go).
//   - A host is asked one thing at a time, at a pace, and not before the time
//     that it named; robots.txt is kept (pace.go, robots.go).
//   - What goes wrong is said in a sentence that a person can act on, without
//     the credentials of an address (reason.go, address.go).
//
// The package is a leaf: it knows no feed and no article.
package fetch

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Defaults of Options.
const (
	maxBytes     = 16 << 20
	maxRedirects = 5
	connect      = 10 * time.Second
	header       = 20 * time.Second
	whole        = 60 * time.Second
	pause        = time.Second
)

// Options are what a Client goes by. The zero value is the strictest.
type Options struct {
	// UserAgent says who asks. Its first word is the name that robots.txt knows
	// us by.
	UserAgent string
	// Allow are networks that may be dialled although they are not public, on
	// whatever port. Only configuration and tests name any.
	Allow []netip.Prefix
	// Ports may be dialled beside 80 and 443.
	Ports []int
	// Proxy is the only address that is dialled where it is set; it then is the
	// proxy that has to refuse private networks. The environment's is not asked.
	Proxy *url.URL

	// MaxBytes bounds a body, packed and unpacked; MaxRedirects how often an
	// answer may send elsewhere. 0 means the default.
	MaxBytes     int64
	MaxRedirects int
	// Connect, Header and Whole bound how long a connection, the first byte of an
	// answer, and all of a request may take. 0 means the default.
	Connect, Header, Whole time.Duration
	// Pause is the least time between two requests to a host. 0 means the
	// default, less than 0 none.
	Pause time.Duration

	// Now is the time, Wait sleeps. Nil means those of the machine.
	Now  func() time.Time
	Wait func(ctx context.Context, d time.Duration) error
	// Transport answers in place of the network, for tests of what happens
	// behind it.
	Transport http.RoundTripper
}

// A Request asks for an address.
type Request struct {
	URL string
	// ETag and Modified are those of the answer before: what has not changed
	// since is not sent again.
	ETag, Modified string
	// Accept is the header of that name, "" for anything.
	Accept string
	// Robots asks robots.txt first.
	Robots bool
}

// A Response is an answer that can be read.
type Response struct {
	// URL is the address that answered. Moved is the one to ask from now on, where
	// all redirects up to it were permanent, "" if there were none.
	URL, Moved string
	// Unchanged is true where the answer before still holds; there is no Body.
	Unchanged bool
	// MediaType is the Content-Type header, Body is unpacked.
	MediaType string
	Body      []byte
	// ETag and Modified are for the next Request. MaxAge is how long the answer
	// asks to be taken for fresh, 0 if it does not say.
	ETag, Modified string
	MaxAge         time.Duration
}
