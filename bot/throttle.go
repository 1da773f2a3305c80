package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
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
func (t *transport) admit(ctx context.Context, to route) error {
	for {
		now := time.Now()
		t.mu.Lock()
		until := t.routes[to.limit]
		if !to.exempt && t.global.After(until) {
			until = t.global
		}
		banned := t.banned
		t.mu.Unlock()
		if banned.After(now) {
			return &LimitError{Route: to.name, Until: banned, Banned: true}
		}
		if spent := t.invalid.until(now); spent.After(now) {
			return &LimitError{Route: to.name, Until: spent, Refused: true}
		}
		if !until.After(now) {
			break
		}
		if deadline, ok := ctx.Deadline(); ok && until.After(deadline) {
			return &LimitError{Route: to.name, Until: until}
		}
		if err := sleep(ctx, until.Sub(now)); err != nil {
			return err
		}
	}
	if to.exempt {
		return nil
	}
	// One waits at the bucket, the others behind it: had all reserved their turns,
	// those whose time came while the machine was busy would go at once.
	select {
	case t.first <- struct{}{}:
		defer func() { <-t.first }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return t.limit.Wait(ctx)
}

// refusal reports whether a 429 is no limit that ends, and makes it the refusal
// that it is then.
func refusal(res *http.Response) bool {
	var said struct {
		Code int `json:"code"`
	}
	body, _ := io.ReadAll(res.Body)
	res.Body = io.NopCloser(bytes.NewReader(body))
	if json.Unmarshal(body, &said) != nil || said.Code != codeEdits {
		return false
	}
	res.StatusCode, res.Status = http.StatusBadRequest, ""
	return true
}

// limited notes what a 429 says. It returns an error where the answer is not
// Discord's: nothing is sent then until the time it names.
func (t *transport) limited(to route, res *http.Response) (until time.Time, err error) {
	var said struct {
		After  *float64 `json:"retry_after"`
		Global bool     `json:"global"`
	}
	body, _ := io.ReadAll(res.Body)
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := json.Unmarshal(body, &said); err != nil || said.After == nil {
		t.banned = time.Now().Add(max(retryAfter(res), time.Minute))
		return t.banned, &LimitError{Route: to.name, Until: t.banned, Banned: true}
	}
	until = time.Now().Add(time.Duration(*said.After*float64(time.Second)) + 20*time.Millisecond)
	if said.Global || res.Header.Get("X-RateLimit-Global") != "" {
		t.global = until
		if !to.exempt {
			return until, nil
		}
	}
	t.hold(to, until)
	return until, nil
}

// heed notes that a route's bucket is empty, and takes the limits out of the
// answer: the library would wait for them whatever the context says.
func (t *transport) heed(to route, res *http.Response) {
	if res.Header.Get("X-RateLimit-Remaining") == "0" {
		if after, err := strconv.ParseFloat(res.Header.Get("X-RateLimit-Reset-After"), 64); err == nil && after > 0 {
			t.mu.Lock()
			t.hold(to, time.Now().Add(time.Duration(after*float64(time.Second))))
			t.mu.Unlock()
		}
	}
	for _, key := range []string{"Limit", "Remaining", "Reset", "Reset-After", "Bucket", "Global", "Scope"} {
		res.Header.Del("X-RateLimit-" + key)
	}
}

// hold lets a route wait. Routes that wait no longer are forgotten.
func (t *transport) hold(to route, until time.Time) {
	now := time.Now()
	for key, at := range t.routes {
		if at.Before(now) {
			delete(t.routes, key)
		}
	}
	t.routes[to.limit] = until
}

func retryAfter(res *http.Response) time.Duration {
	seconds, err := strconv.ParseFloat(res.Header.Get("Retry-After"), 64)
	if err != nil {
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}
