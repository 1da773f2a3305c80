package rest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

func TestRouteOf(t *testing.T) {
	for _, tt := range []struct{ method, path, name, limit string }{
		{"GET", "/api/v9/gateway", "GET gateway", "GET gateway"},
		{"POST", "/api/v9/channels/7/messages", "POST channels/:/messages", "POST channels/7/messages"},
		{"GET", "/api/v9/channels/7/messages/8", "GET channels/:/messages/:", "GET channels/7/messages/:"},
		{"POST", "/api/v9/interactions/5/secret/callback", "POST interactions/:/:/callback", "POST interactions/:/:/callback"},
		{"PATCH", "/api/v9/webhooks/9/secret/messages/@original", "PATCH webhooks/:/:/messages/@original", "PATCH webhooks/9/secret/messages/@original"},
		{"PUT", "/proxy/applications/9/commands", "PUT proxy/applications/:/commands", "PUT proxy/applications/:/commands"},
	} {
		got := routeOf(tt.method, tt.path)
		if got.name != tt.name || got.limit != tt.limit {
			t.Errorf("%s %s: %q, limited as %q", tt.method, tt.path, got.name, got.limit)
		}
		if strings.Contains(got.name, "secret") {
			t.Errorf("%s tells the token", got.name)
		}
	}
}

// A wait for a rate limit ends with the context, and at once where it would be
// longer than that.
func TestLimitsHeedContexts(t *testing.T) {
	t.Parallel()
	r := call(t)
	r.fake.Fail("GET /users/@me", 1, fakediscord.RateLimited(40*time.Second))
	ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
	defer cancel()
	var limit *LimitError
	if err := r.me(ctx); !errors.As(err, &limit) || ctx.Err() != nil {
		t.Errorf("a limit beyond the deadline: %v, %v", err, ctx.Err())
	}
	ctx, cancel = context.WithCancel(r.ctx)
	time.AfterFunc(50*time.Millisecond, cancel)
	if err := r.me(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a wait that is cancelled: %v", err)
	}
	if n := len(r.fake.Calls("GET /users/@me")); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// Who is told to wait again and again gives up.
func TestLimitsEnd(t *testing.T) {
	t.Parallel()
	r := call(t)
	r.fake.Fail("GET /users/@me", maxRefused, fakediscord.RateLimited(10*time.Millisecond))
	var limit *LimitError
	if err := r.me(r.ctx); !errors.As(err, &limit) {
		t.Errorf("error %v", err)
	}
	if err := r.me(r.ctx); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// No more than Discord allows in any second: the server watches.
func TestPace(t *testing.T) {
	t.Parallel()
	r := call(t)
	const n = 70
	begun := time.Now()
	for range n {
		if err := r.me(r.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begun); took < time.Second {
		t.Errorf("%d requests in %v", n, took)
	}
}
