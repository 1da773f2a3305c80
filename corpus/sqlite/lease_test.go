package sqlite

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

// A clock is moved by hand.
type clock struct{ ms atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(1e12 + c.ms.Load()) }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// held checks that the lock cannot be had.
func held(t *testing.T, db *DB, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := db.Lock(ctx, name); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("Lock: error %v, want context.DeadlineExceeded", err)
	}
}

func TestLeaseExpires(t *testing.T) {
	var c clock
	path := fresh(t)
	a, b := open(t, path), open(t, path)
	a.now, b.now = c.now, c.now
	a.renewal = time.Hour // as if it were dead
	unlock, err := a.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	c.advance(a.lease - time.Millisecond)
	held(t, b, "x")
	c.advance(time.Millisecond)
	again, err := b.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	unlock() // what is no longer its own
	held(t, a, "x")
	again()
}

func TestLeaseIsRenewed(t *testing.T) {
	var c clock
	path := fresh(t)
	a, b := open(t, path), open(t, path)
	a.now, b.now = c.now, c.now
	a.renewal = time.Millisecond
	unlock, err := a.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		before := expiry(t, b)
		c.advance(a.lease / 2)
		for expiry(t, b) == before { // the next renewal moves it
			if t.Context().Err() != nil {
				t.Fatal("the lease is not renewed")
			}
		}
	}
	held(t, b, "x") // two and a half times its length after it was taken
	unlock()
	again, err := b.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	again()
}

// A lease that another has taken is not taken back by renewing it.
func TestLeaseIsLost(t *testing.T) {
	var c clock
	path := fresh(t)
	a, b := open(t, path), open(t, path)
	a.now, b.now = c.now, c.now
	a.renewal = time.Hour
	unlock, err := a.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	c.advance(2 * a.lease)
	again, err := b.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	var holder string
	if err := b.reader.QueryRowContext(t.Context(), "SELECT holder FROM lease").Scan(&holder); err != nil {
		t.Fatal(err)
	}
	if n, err := a.change(t.Context(), sqlRenew, "x", "another", c.now().Add(time.Hour).UnixMilli()); n != 0 || err != nil {
		t.Errorf("renewal of another's lease: %d rows, %v", n, err)
	}
	unlock()
	var now string
	if err := b.reader.QueryRowContext(t.Context(), "SELECT holder FROM lease").Scan(&now); err != nil || now != holder {
		t.Errorf("the holder went from %q to %q, %v", holder, now, err)
	}
	again()
}

func expiry(t *testing.T, db *DB) (ms int64) {
	t.Helper()
	if err := db.reader.QueryRowContext(context.Background(), "SELECT expires FROM lease").Scan(&ms); err != nil {
		t.Fatal(err)
	}
	return ms
}
