package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestRetryAfter reads both forms, and keeps the host in peace.
func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 9, 18, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		value string
		want  time.Duration
	}{
		{"120", 2 * time.Minute}, {"Mon, 09 Mar 2026 18:30:00 GMT", 30 * time.Minute}, {"Mon, 09 Mar 2026 17:30:00 GMT", 0},
		{"-5", 0}, {"soon", 0}, {"", 0}, {"99999999999999999999", 365 * 24 * time.Hour},
	} {
		if got := retryAfter(tt.value, now); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.value, got, tt.want)
		}
	}
	asked := 0
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(503)
		}
	})
	c := client(t, Options{Now: func() time.Time { return now }})
	var e *Error
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); !errors.As(err, &e) || e.Retry != 2*time.Minute {
		t.Fatalf("%v", err)
	}
	now = now.Add(time.Minute)
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/other"}); !errors.As(err, &e) || e.Kind != Busy || e.Retry != time.Minute || asked != 1 {
		t.Errorf("%v, asked %d times", err, asked)
	}
	now = now.Add(time.Minute)
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); err != nil || asked != 2 {
		t.Errorf("%v, asked %d times", err, asked)
	}
}

// TestPace asks a host twice and another once, all at a time, on a clock that
// stands still.
func TestPace(t *testing.T) {
	var mu sync.Mutex
	under, most := map[string]int{}, 0
	h := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		under[r.Host]++
		most = max(most, under[r.Host])
		mu.Unlock()
		mu.Lock()
		under[r.Host]--
		mu.Unlock()
	}
	one, two := serve(t, h), serve(t, h)
	var waits []time.Duration
	c := client(t, Options{
		Pause: 2 * time.Second, Now: func() time.Time { return time.Unix(1e9, 0) },
		Wait: func(_ context.Context, d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			waits = append(waits, d)
			return nil
		},
	})
	var group sync.WaitGroup
	for _, u := range []string{one.URL, one.URL + "/b", one.URL + "/c", two.URL} {
		group.Go(func() {
			if _, err := c.Get(t.Context(), Request{URL: u}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if len(waits) != 2 || waits[0] != 2*time.Second || waits[1] != 4*time.Second || most != 1 {
		t.Errorf("waited %v, %d at a time", waits, most)
	}
}

// TestTimeLimits: each of them says which it was.
func TestTimeLimits(t *testing.T) {
	done := make(chan struct{})
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			w.WriteHeader(200)
			_ = http.NewResponseController(w).Flush()
		}
		select {
		case <-done:
		case <-r.Context().Done():
		}
	})
	defer close(done)
	for _, tt := range []struct {
		path, want string
		limits     Options
	}{
		{"/header", "did not begin to answer within 50ms", Options{Header: 50 * time.Millisecond, Whole: time.Minute}},
		{"/body", "did not answer in full within 2s", Options{Header: time.Minute, Whole: 2 * time.Second}},
	} {
		var e *Error
		if _, err := client(t, tt.limits).Get(t.Context(), Request{URL: slow.URL + tt.path}); !errors.As(err, &e) || e.Says != tt.want || !e.Temporary {
			t.Errorf("%s: %v, want %s", tt.path, err, tt.want)
		}
	}
	c := client(t, Options{})
	o := &Options{Connect: time.Second, Header: time.Second, Whole: time.Second}
	for want, err := range map[string]error{
		"did not take a connection within 1s": &net.OpError{Op: "dial", Err: context.DeadlineExceeded},
		"has a host name that nobody knows":   &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x.example", IsNotFound: true}},
		"could not be looked up":              &net.DNSError{Err: "timeout", IsTimeout: true},
	} {
		if e := explain(err, o); !strings.Contains(e.Says, want) {
			t.Errorf("%s, want %s", e.Says, want)
		}
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	if _, err := c.Get(t.Context(), Request{URL: closed.URL}); err == nil || !strings.Contains(err.Error(), "refuses connections") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, Request{URL: slow.URL}); err == nil || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
