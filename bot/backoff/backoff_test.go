package backoff

import (
	"context"
	"errors"
	"testing"
	"time"
)

// A pause that somebody ends does not last.
func TestSleepEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := Sleep(t.Context(), 0); err != nil {
		t.Errorf("no pause: %v", err)
	}
}

// Pauses grow to two minutes, and are spread over ¾ to 1¼ of them.
func TestPauses(t *testing.T) {
	d := time.Second
	for range 20 {
		for range 100 {
			if j := Jitter(d); j < d*3/4 || j > d*5/4 {
				t.Fatalf("%v is spread to %v", d, j)
			}
		}
		d = Next(d)
	}
	if d != 2*time.Minute {
		t.Errorf("the longest pause is %v", d)
	}
}
