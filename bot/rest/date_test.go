package rest

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

// over is a context whose time is over, which its timer does not know yet.
type over struct{ context.Context }

func (over) Deadline() (time.Time, bool) { return time.Now().Add(-time.Second), true }

// A process that was stopped sends nothing whose time is over, though its timers
// have not run.
func TestNothingIsSentTooLate(t *testing.T) {
	t.Parallel()
	r := call(t)
	q, err := http.NewRequest(http.MethodGet, "https://discord.com/api/v9/users/@me", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.client.attempt(over{r.ctx}, q); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if n := len(r.fake.Calls("")); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// Discord's time is asked for where the clock here was set, and is never that clock's.
func TestDate(t *testing.T) {
	t.Parallel()
	off := -3 * time.Hour
	r := call(t)
	r.client.Now = func() time.Time { return time.Now().Add(off) }
	for _, tt := range []struct {
		name  string
		off   time.Duration
		asked int // so far
	}{
		{"the first time", off, 1}, {"known", off, 1}, {"set forward", 20 * time.Hour, 2}, {"known again", 20 * time.Hour, 2}, {"set back", -20 * time.Hour, 3},
	} {
		off = tt.off
		got, err := r.client.Date(r.ctx)
		if age := time.Since(got); err != nil || age < 0 || age > DateOff {
			t.Errorf("%s: %v ago, %v", tt.name, age, err)
		}
		if n := len(r.fake.Calls("GET /gateway")); n != tt.asked {
			t.Errorf("%s: asked %d times, want %d", tt.name, n, tt.asked)
		}
	}
}
