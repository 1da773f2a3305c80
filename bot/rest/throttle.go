package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"briefbot/bot/backoff"
)

// A LimitError is returned for a request that Discord does not accept before
// Until, which is later than the request's deadline.
type LimitError struct {
	Route string
	Until time.Time
	// Banned is true where the network in front of Discord refuses everything
	// that comes from this address.
	Banned bool
	// Refused is true where so many requests were refused that Discord might soon
	// shut this address out.
	Refused bool
}

func (e *LimitError) Error() string {
	why := "rate limit"
	switch {
	case e.Banned:
		why = "this address is refused"
	case e.Refused:
		why = "too many requests were refused, none is sent"
	}
	return fmt.Sprintf("%s: %s until %s", e.Route, why, e.Until.UTC().Format(time.TimeOnly))
}

// admit waits until the request may be sent. It returns a *LimitError where
// that is later than the context's deadline.
func (c *Client) admit(ctx context.Context, to route) error {
	for {
		now := time.Now()
		c.mu.Lock()
		until := c.routes[to.limit]
		if !to.exempt && c.global.After(until) {
			until = c.global
		}
		banned := c.banned
		c.mu.Unlock()
		if banned.After(now) {
			return &LimitError{Route: to.name, Until: banned, Banned: true}
		}
		if spent := c.invalid.until(now); spent.After(now) {
			return &LimitError{Route: to.name, Until: spent, Refused: true}
		}
		if !until.After(now) {
			break
		}
		if deadline, ok := ctx.Deadline(); ok && until.After(deadline) {
			return &LimitError{Route: to.name, Until: until}
		}
		if err := backoff.Sleep(ctx, until.Sub(now)); err != nil {
			return err
		}
	}
	if to.exempt {
		return nil
	}
	// One waits at the bucket, the others behind it: had all reserved their turns,
	// those whose time came while the machine was busy would go at once.
	select {
	case c.first <- struct{}{}:
		defer func() { <-c.first }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return c.Pace.Wait(ctx)
}

// refusal reports whether a 429 is no limit that ends, and makes it the refusal
// that it is then.
func refusal(res *http.Response) bool {
	var said struct {
		Code int `json:"code"`
	}
	body, _ := io.ReadAll(res.Body)
	res.Body = io.NopCloser(bytes.NewReader(body))
	if json.Unmarshal(body, &said) != nil || said.Code != CodeEdits {
		return false
	}
	res.StatusCode, res.Status = http.StatusBadRequest, ""
	return true
}

// limited notes what a 429 says. It returns an error where the answer is not
// Discord's: nothing is sent then until the time it names.
func (c *Client) limited(to route, res *http.Response) (until time.Time, err error) {
	var said struct {
		After  *float64 `json:"retry_after"`
		Global bool     `json:"global"`
	}
	body, _ := io.ReadAll(res.Body)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := json.Unmarshal(body, &said); err != nil || said.After == nil {
		c.banned = time.Now().Add(max(retryAfter(res), time.Minute))
		return c.banned, &LimitError{Route: to.name, Until: c.banned, Banned: true}
	}
	until = time.Now().Add(time.Duration(*said.After*float64(time.Second)) + 20*time.Millisecond)
	if said.Global || res.Header.Get("X-RateLimit-Global") != "" {
		c.global = until
		if !to.exempt {
			return until, nil
		}
	}
	c.hold(to, until)
	return until, nil
}

// heed notes that a route's bucket is empty, and takes the limits out of the
// answer: the library would wait for them whatever the context says.
func (c *Client) heed(to route, res *http.Response) {
	if res.Header.Get("X-RateLimit-Remaining") == "0" {
		if after, err := strconv.ParseFloat(res.Header.Get("X-RateLimit-Reset-After"), 64); err == nil && after > 0 {
			c.mu.Lock()
			c.hold(to, time.Now().Add(time.Duration(after*float64(time.Second))))
			c.mu.Unlock()
		}
	}
	for _, key := range []string{"Limit", "Remaining", "Reset", "Reset-After", "Bucket", "Global", "Scope"} {
		res.Header.Del("X-RateLimit-" + key)
	}
}

// hold lets a route wait. Routes that wait no longer are forgotten.
func (c *Client) hold(to route, until time.Time) {
	now := time.Now()
	for key, at := range c.routes {
		if at.Before(now) {
			delete(c.routes, key)
		}
	}
	c.routes[to.limit] = until
}

func retryAfter(res *http.Response) time.Duration {
	seconds, err := strconv.ParseFloat(res.Header.Get("Retry-After"), 64)
	if err != nil {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}
