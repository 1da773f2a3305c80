package rest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/fakediscord"
)

// Whatever refuses the bot, and however it goes on asking: in no ten minutes it has
// half of the refusals for which Discord shuts an address out. It says so, and goes on
// afterwards.
func TestInvalidRequests(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault fakediscord.Fault
	}{
		{"401", fakediscord.Refused(401, 0, "401: Unauthorized")},
		{"403", fakediscord.Refused(403, 50013, "Missing Permissions")},
		{"429", fakediscord.RateLimited(time.Millisecond)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake := fakediscord.Unplugged()
				life, end := context.WithCancel(t.Context())
				defer end()
				c, err := New(life, "", fakediscord.Token, 20*time.Second)
				if err != nil {
					t.Fatal(err)
				}
				var told []int
				c.Next, c.Now, c.Often = fake, fake.Now, func(n int) { told = append(told, n) }
				var at []time.Time
				fake.Fail("GET /users/@me", 1_000_000, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
					at = append(at, time.Now())
					tt.fault(w, q, serve, done)
				})
				ask := func() error {
					return c.Do(t.Context(), http.MethodGet, discordgo.EndpointUser("@me"), nil, nil)
				}
				held := 0
				for begun := time.Now(); time.Since(begun) < 25*time.Minute; {
					var limit *LimitError
					if errors.As(ask(), &limit) && limit.Refused {
						held++
						time.Sleep(time.Until(limit.Until))
					}
				}
				for first, last := 0, 0; last < len(at); last++ {
					for at[last].Sub(at[first]) >= 10*time.Minute {
						first++
					}
					if n := last - first + 1; n > 5000 {
						t.Fatalf("%d refusals within ten minutes", n)
					}
				}
				if len(at) < 10_000 || held == 0 {
					t.Errorf("%d requests, held back %d times: the limit was not met", len(at), held)
				}
				for _, n := range []int{1000, 5000} {
					if !slices.Contains(told, n) {
						t.Errorf("nobody is told of %d refusals: %d", n, told)
					}
				}
				fake.Forget()
				time.Sleep(10 * time.Minute)
				if err := ask(); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}

// A limit that others in a channel have used up is not the bot's.
func TestSharedLimitsAreNotInvalid(t *testing.T) {
	var i invalid
	now := time.Date(2026, 2, 4, 7, 0, 0, 0, time.UTC)
	shared := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"X-Ratelimit-Scope": {"shared"}}}
	for _, res := range []*http.Response{shared, {StatusCode: 404}, {StatusCode: 400}, {StatusCode: 200}, {StatusCode: 500}} {
		for range 2 * invalidMost {
			i.note(res, now, nil)
		}
	}
	if len(i.at) > 0 || !i.until(now).IsZero() {
		t.Errorf("%d are counted", len(i.at))
	}
}

// A process that begins anew knows what was refused to the one before it, and forgets it
// when Discord does.
func TestRefusalsAreRecalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := func(before Refusals) (c *Client, kept *int) {
			c, err := New(t.Context(), "", fakediscord.Token, 20*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			fake := fakediscord.Unplugged()
			fake.Fail("GET /users/@me", 1_000_000, fakediscord.Refused(403, 50013, "Missing Permissions"))
			kept = new(int)
			c.Next, c.Now, c.Keep = fake, fake.Now, func() { *kept++ }
			c.Recall(before)
			return c, kept
		}
		ask := func(c *Client) (held bool) {
			var limit *LimitError
			err := c.Do(t.Context(), http.MethodGet, discordgo.EndpointUser("@me"), nil, nil)
			return errors.As(err, &limit) && limit.Refused
		}
		first, kept := begin(nil)
		n := 0
		for ; n < invalidMost-10; n++ {
			if ask(first) {
				t.Fatalf("held back after %d", n)
			}
		}
		if *kept != n {
			t.Errorf("kept %d times of %d", *kept, n)
		}
		second, _ := begin(first.Refused())
		for n = 0; !ask(second); n++ {
			if n > invalidMost {
				t.Fatal("what was refused before is not counted")
			}
		}
		if n > 10 {
			t.Errorf("%d more requests were sent than may be", n-10)
		}
		after := second.Refused()
		time.Sleep(invalidWindow + time.Minute)
		third, _ := begin(after)
		if ask(third) {
			t.Error("what is long ago is counted")
		}
		fourth, _ := begin(Refusals{time.Now().Add(24*time.Hour).Unix() / 60: invalidMost})
		if ask(fourth) {
			t.Error("refusals of tomorrow are counted")
		}
	})
}
