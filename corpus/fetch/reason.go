package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"
)

// A Kind says what went wrong, for who decides what to do about it.
type Kind string

const (
	Malformed   Kind = "malformed"   // the address is none that can be asked, wherever that is allowed
	Refused     Kind = "refused"     // the address is not one that may be asked
	Disallowed  Kind = "disallowed"  // robots.txt
	Denied      Kind = "denied"      // 401, 403, a bot check
	Missing     Kind = "missing"     // 404 and its like
	Gone        Kind = "gone"        // 410
	Busy        Kind = "busy"        // 429, or a Retry-After that is not over
	Broken      Kind = "broken"      // 5xx
	Unreachable Kind = "unreachable" // no name, no connection, no certificate, no answer in time
	Unreadable  Kind = "unreadable"  // an answer, but none that can be read
)

// An Error is why an address could not be read.
type Error struct {
	Kind Kind
	// Status is the HTTP status, 0 if there was none.
	Status int
	// URL is the address, redacted.
	URL string
	// Says is the reason as the rest of a sentence that begins with what was
	// asked: "refuses us (HTTP 403); …". It has no full stop.
	Says string
	// Retry is how long the host asked to be left alone, 0 if it did not.
	Retry time.Duration
	// Temporary is true of what may pass by itself.
	Temporary bool
	Err       error
}

func (e *Error) Error() string {
	if e.URL == "" {
		return e.Says
	}
	return e.URL + " " + e.Says
}

func (e *Error) Unwrap() error { return e.Err }

// statuses are what HTTP statuses mean to a person.
var statuses = map[int]struct {
	kind      Kind
	says      string
	temporary bool
}{
	http.StatusUnauthorized:       {Denied, "asks for a log-in (HTTP 401); only what is public is read", false},
	http.StatusPaymentRequired:    {Denied, "asks for payment (HTTP 402); only what is public is read", false},
	http.StatusForbidden:          {Denied, "refuses us (HTTP 403); ask the publisher whether programs may read it", false},
	http.StatusNotFound:           {Missing, "is not there (HTTP 404); look on the site for its new address", false},
	http.StatusMethodNotAllowed:   {Denied, "refuses to be read (HTTP 405); look on the site for another address", false},
	http.StatusNotAcceptable:      {Denied, "has nothing that we can read (HTTP 406); look on the site for another address", false},
	http.StatusRequestTimeout:     {Broken, "gave up on our request (HTTP 408); it is asked again", true},
	http.StatusGone:               {Gone, "is gone for good, says its host (HTTP 410); remove it, or look for what follows it", false},
	http.StatusTooEarly:           {Busy, "asks us to come later (HTTP 425)", true},
	http.StatusTooManyRequests:    {Busy, "is asked too often (HTTP 429); it is asked more rarely", true},
	451:                           {Denied, "is withheld for legal reasons (HTTP 451)", false},
	http.StatusServiceUnavailable: {Broken, "is not available for the moment (HTTP 503); it is asked again", true},
}

// status is the error for an answer that is none.
func status(res *http.Response, head []byte, now time.Time) *Error {
	e := &Error{Status: res.StatusCode, Retry: retryAfter(res.Header.Get("Retry-After"), now)}
	s, ok := statuses[res.StatusCode]
	switch {
	case ok:
		e.Kind, e.Says, e.Temporary = s.kind, s.says, s.temporary
	case res.StatusCode >= 500:
		e.Kind, e.Temporary = Broken, true
		e.Says = fmt.Sprintf("has trouble of its own (HTTP %d); it is asked again", res.StatusCode)
	case res.StatusCode >= 400:
		e.Kind, e.Says = Denied, fmt.Sprintf("refuses our request (HTTP %d)", res.StatusCode)
	default:
		e.Kind, e.Says = Unreadable, fmt.Sprintf("answers with HTTP %d, which is no content", res.StatusCode)
	}
	if res.Header.Get("Cf-Mitigated") == "challenge" || res.StatusCode >= 400 && BotCheck(head) {
		e.Kind, e.Temporary = Denied, false
		e.Says = fmt.Sprintf("shows a check for robots instead (HTTP %d); ask the publisher to let feed readers through", res.StatusCode)
	}
	return e
}

// botChecks are words of pages that want to see a person, in lower case.
var botChecks = []string{
	"<title>just a moment", "<title>attention required! | cloudflare", "<title>ddos-guard", "<title>bot verification",
	"<title>are you a robot", "<title>access denied", "<title>access to this page has been denied", "<title>security check",
	"<title>verify you are human", "<title>pardon our interruption", "cf-browser-verification", "challenge-platform/",
	"verifying you are human", "verify you are human", "verify that you are not a robot", "please complete the captcha",
	"enable javascript and cookies to continue", "g-recaptcha-response", "class=\"h-captcha\"", "px-captcha", "_incapsula_resource",
}

// BotCheck reports whether a page is one that wants to see a person and not a
// program: "Just a moment…", a captcha.
func BotCheck(page []byte) bool {
	low := bytes.ToLower(page[:min(len(page), 64<<10)])
	if !bytes.Contains(low, []byte("<")) {
		return false
	}
	for _, words := range botChecks {
		if bytes.Contains(low, []byte(words)) {
			return true
		}
	}
	return false
}

// retryAfter reads a Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	if d, ok := seconds(value); ok {
		return d
	}
	if t, err := http.ParseTime(value); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// explain makes an *Error of whatever a request ended with.
func explain(err error, o *Options) *Error {
	e := &Error{Kind: Unreachable, Temporary: true, Err: err}
	var already *Error
	var dns *net.DNSError
	var op *net.OpError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &already):
		return already
	case refused(err) != nil:
		e.Kind, e.Temporary, e.Says = Refused, false, refused(err).says
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Says = "has a host name that nobody knows; is it spelled right"
	case errors.As(err, &dns):
		e.Says = "has a host name that could not be looked up for the moment"
	case errors.As(err, &host):
		e.Temporary, e.Says = false, "shows a certificate of another host; the publisher has to mend that"
	case errors.As(err, &unknown):
		e.Temporary, e.Says = false, "shows a certificate that nobody known has signed; the publisher has to mend that"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		e.Temporary, e.Says = false, "shows a certificate that has expired, or whose time has not come; the publisher has to mend that, or this machine's clock is wrong"
	case errors.As(err, &invalid):
		e.Temporary, e.Says = false, "shows a certificate that is not valid; the publisher has to mend that"
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		e.Temporary, e.Says = false, "does not speak TLS there; try http:// or another port"
	case errors.As(err, &alert):
		e.Says = "could not agree with us on a TLS connection"
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Says = "refuses connections; its server may be down"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		e.Says = "broke the connection off"
	case strings.Contains(err.Error(), "failed to parse Location header"):
		e.Kind, e.Temporary, e.Says = Unreadable, false, "sends us to an address that cannot be read"
	case errors.Is(err, context.Canceled):
		e.Says = "was not read: interrupted"
	case timeout(err):
		e.Says = "did not " + late(err, o)
	case errors.As(err, &op) && op.Op == "dial":
		e.Says = "cannot be reached from here (" + cause(op.Err) + ")"
	default:
		if b := broken(err); b != err {
			return b.(*Error)
		}
		e.Says = "could not be read (" + cause(err) + ")"
	}
	return e
}

func timeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout() || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
}

// late says which of the time limits was over.
func late(err error, o *Options) string {
	var op *net.OpError
	text := err.Error()
	switch {
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Sprintf("take a connection within %s", o.Connect)
	case strings.Contains(text, "TLS handshake"):
		return fmt.Sprintf("agree on a TLS connection within %s", o.Connect)
	case strings.Contains(text, "response headers"):
		return fmt.Sprintf("begin to answer within %s", o.Header)
	}
	return fmt.Sprintf("answer in full within %s", o.Whole)
}

// cause is the innermost error: the ones around it repeat the address.
func cause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// asError returns the *Error that err is, with the address in it.
func asError(address string, err error) *Error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Kind: Unreachable, Says: "could not be read (" + cause(err) + ")", Err: err}
	}
	if e.URL == "" {
		c := *e
		c.URL = Redact(address)
		e = &c
	}
	return e
}
