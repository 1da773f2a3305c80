package rest

import (
	"net/http"
	"slices"
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

// Refusals are the requests that were refused lately, by the minute in which they were
// answered, in Unix time. They are what a process that begins has to know of those that
// ran before it: Discord counts them by address.
type Refusals map[int64]int

// Refused is what was refused within the last ten minutes.
func (c *Client) Refused() Refusals {
	c.invalid.mu.Lock()
	defer c.invalid.mu.Unlock()
	c.invalid.forget(time.Now())
	all := Refusals{}
	for _, at := range c.invalid.at {
		all[at.Unix()/60]++
	}
	return all
}

// Recall counts what an earlier process was refused, as of the ends of the minutes.
func (c *Client) Recall(before Refusals) {
	c.invalid.mu.Lock()
	defer c.invalid.mu.Unlock()
	now := time.Now()
	var at []time.Time
	for minute, n := range before {
		end := time.Unix(60*(minute+1)-1, 0)
		if end.After(now.Add(time.Minute)) {
			continue // by a clock that was set
		}
		for range min(n, invalidMost) {
			at = append(at, end)
		}
	}
	c.invalid.at = append(at, c.invalid.at...)
	slices.SortFunc(c.invalid.at, time.Time.Compare)
	c.invalid.forget(now)
}

// invalid counts the requests that were refused.
type invalid struct {
	mu  sync.Mutex
	at  []time.Time // of those of the last invalidWindow, in order
	low bool        // it was said of these
}

// note counts an answer, if it is a refusal, and tells often, if it is not nil, when
// invalidOften is reached, and when invalidMost is. Limits that a channel's other users have
// used up are nobody's fault.
// It reports whether it is one.
func (i *invalid) note(res *http.Response, now time.Time, often func(n int)) bool {
	switch res.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
	case http.StatusTooManyRequests:
		if res.Header.Get("X-RateLimit-Scope") == "shared" {
			return false
		}
	default:
		return false
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
	return true
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
