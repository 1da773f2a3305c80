// Package backoff waits between attempts.
package backoff

import (
	"context"
	"math/rand/v2"
	"time"
)

// longest is the longest pause of attempts that go on until they succeed.
const longest = 2 * time.Minute

// Next is the pause that follows a pause: twice as long, up to two minutes.
func Next(pause time.Duration) time.Duration { return min(2*pause, longest) }

// Sleep waits for d, or until ctx is done, and then returns its error.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Jitter spreads a pause over ¾ to 1¼ of it, so that many who were refused together
// do not come back together.
func Jitter(d time.Duration) time.Duration { return d*3/4 + rand.N(d/2+1) }
