package bot

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"briefbot/bot/notebook"
)

// Of all who press Share on one answer, in any process, one shares it; and another
// page of it can be shared, too.
func TestSharedOnceInAllProcesses(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	var bots []*Bot
	for range 3 {
		b, err := New(r.opts)
		if err != nil {
			t.Fatal(err)
		}
		defer b.stop()
		bots = append(bots, b)
	}
	for _, who := range []*request{{user: "1", guild: "8"}, {user: "1"}} {
		for _, page := range []string{"one", "two"} {
			var first atomic.Int32
			var wg sync.WaitGroup
			for n := range 12 {
				wg.Go(func() {
					ok, err := bots[n%3].firstShare(r.ctx, who, "77", page)
					if err != nil {
						t.Error(err)
					}
					if ok {
						first.Add(1)
					}
				})
			}
			wg.Wait()
			if first.Load() != 1 {
				t.Errorf("in server %q %s was shared %d times", who.guild, page, first.Load())
			}
		}
	}
	// What is kept does not grow.
	for n := range 3 * maxShares {
		if ok, err := bots[0].firstShare(r.ctx, &request{guild: "8"}, fmt.Sprint(n), "x"); !ok || err != nil {
			t.Fatalf("share %d: %v, %v", n, ok, err)
		}
	}
	var kept []string
	if _, err := notebook.Read(r.ctx, r.opts.Notes, sharesKey(&request{guild: "8"}), &kept); err != nil || len(kept) != maxShares {
		t.Errorf("%d are kept, %v", len(kept), err)
	}
	if n, err := bots[0].forgetGuild(r.ctx, "8"); n != 1 || err != nil {
		t.Errorf("%d notes of the server are deleted, %v", n, err)
	}
}
