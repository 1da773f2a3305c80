package rest

import (
	"net/http"
	"sync"
	"time"
)

// Discord shuts an address out that has sent 10,000 requests within ten minutes which
// it refused with 401, 403 or 429. Before half of that the bot says so, and at half of
// it sends nothing until the oldest are forgotten: other programs may share its
// address.
const (
	invalidWindow = 10 * time.Minute
	invalidOften  = 1000
	invalidMost   = 5000
)

// invalid counts the requests that were refused.
type invalid struct {
	mu  sync.Mutex
	at  []time.Time // of those of the last invalidWindow, in order
	low bool        // it was said of these
}

// note counts an answer, if it is a refusal, and tells often, if it is not nil, when
// invalidOften is reached, and when invalidMost is. Limits that a channel's other users have
// used up are nobody's fault.
func (i *invalid) note(res *http.Response, now time.Time, often func(n int)) {
	switch res.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
	case http.StatusTooManyRequests:
		if res.Header.Get("X-RateLimit-Scope") == "shared" {
			return
		}
	default:
		return
	}
	i.mu.Lock()
	i.forget(now)
	i.at = append(i.at, now)
	n := len(i.at)
	say := n == invalidMost || n >= invalidOften && !i.low
	i.low = n >= invalidOften
	i.mu.Unlock()
	if say && often != nil {
		often(n)
	}
}

// until is when a request may be sent again, the zero time for now.
func (i *invalid) until(now time.Time) time.Time {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.forget(now)
	if len(i.at) < invalidMost {
		return time.Time{}
	}
	return i.at[len(i.at)-invalidMost].Add(invalidWindow)
}

// forget drops what was too long ago. i.mu is held.
func (i *invalid) forget(now time.Time) {
	old := 0
	for old < len(i.at) && now.Sub(i.at[old]) >= invalidWindow {
		old++
	}
	i.at = append(i.at[:0], i.at[old:]...)
	if len(i.at) < invalidOften {
		i.low = false
	}
}
