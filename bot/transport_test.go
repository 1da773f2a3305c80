package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	get := func(ctx context.Context) error {
		return r.bot.rest.do(ctx, "GET", "https://discord.com/api/v9/users/@me", nil, nil)
	}
	r.fake.Fail("GET /users/@me", 1, fakediscord.RateLimited(40*time.Second))
	ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
	defer cancel()
	var limit *LimitError
	if err := get(ctx); !errors.As(err, &limit) || ctx.Err() != nil {
		t.Errorf("a limit beyond the deadline: %v, %v", err, ctx.Err())
	}
	ctx, cancel = context.WithCancel(r.ctx)
	time.AfterFunc(50*time.Millisecond, cancel)
	if err := get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a wait that is cancelled: %v", err)
	}
	if n := len(r.fake.Calls("GET /users/@me")); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// Who is told to wait again and again gives up.
func TestLimitsEnd(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	r.fake.Fail("GET /users/@me", maxRefused, fakediscord.RateLimited(10*time.Millisecond))
	var limit *LimitError
	if _, err := r.bot.me(r.ctx); !errors.As(err, &limit) {
		t.Errorf("error %v", err)
	}
	if _, err := r.bot.me(r.ctx); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// The limit of the whole bot holds posts back, and no acknowledgements.
func TestGlobalLimitSparesAnswers(t *testing.T) {
	t.Parallel()
	for _, reset := range []bool{false, true} {
		t.Run(fmt.Sprint("reset ", reset), func(t *testing.T) {
			t.Parallel()
			r := start(t)
			r.works()
			r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.GloballyRateLimited(4*time.Second, reset))
			done := make(chan time.Duration, 1)
			begun := time.Now()
			go func() {
				if err := r.bot.PostDigest(r.ctx, slotOf(1), compose("x")); err != nil {
					t.Error(err)
				}
				done <- time.Since(begun)
			}()
			if err := r.fake.WaitCalls(r.ctx, fakediscord.CreateMessage, 1); err != nil {
				t.Fatal(err)
			}
			r.works()
			select {
			case took := <-done:
				t.Errorf("the post was sent before the answer, after %v", took)
			default:
				if took := <-done; took < 4*time.Second {
					t.Errorf("the post was sent after %v", took)
				}
			}
		})
	}
}

// No more than Discord allows in any second: the server watches.
func TestPace(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	const n = 70
	begun := time.Now()
	for range n {
		if err := r.bot.rest.do(r.ctx, http.MethodGet, "https://discord.com/api/v9/users/@me", nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begun); took < time.Second {
		t.Errorf("%d requests in %v", n, took)
	}
}
