package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/notebook"
	"briefbot/corpus"
)

func compose(blocks ...string) Compose {
	return func(context.Context, []byte, string) (*Edition, error) {
		return &Edition{Sections: []Section{{Entries: blocks}}, State: []byte("1")}, nil
	}
}

// item is a block so long that two of them make two messages.
func item(n int) string { return fmt.Sprintf("item %d %s", n, strings.Repeat("x", 1200)) }

// world is a source of news in which two items happen a day. Its Compose hands
// out what happened since the state, which is the number of the last item.
func world(day int) Compose {
	return func(_ context.Context, since []byte, _ string) (*Edition, error) {
		last := 0
		fmt.Sscan(string(since), &last)
		e := &Edition{Sections: make([]Section, 1), State: fmt.Append(nil, 2*day)}
		for n := last + 1; n <= 2*day; n++ {
			e.Sections[0].Entries = append(e.Sections[0].Entries, item(n))
		}
		return e, nil
	}
}

func slotOf(day int) Slot {
	date := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	return Slot{Subscription: "daily", Channel: fakediscord.ChannelID, Date: date.Format(time.DateOnly), Title: "harbour"}
}

// items returns the numbers of the items in the channel, in order.
func items(f *fakediscord.Server) []int {
	var out []int
	for _, m := range f.Posted(fakediscord.ChannelID) {
		var n int
		if _, err := fmt.Sscanf(m.Content, "item %d ", &n); err != nil {
			n = -1
		}
		out = append(out, n)
	}
	return out
}

func upTo(n int) []int {
	var out []int
	for i := range n {
		out = append(out, i+1)
	}
	return out
}

// refusing is a notebook that takes the first n writes.
type refusing struct {
	notebook.Store
	n int
}

func (r *refusing) Put(ctx context.Context, b *corpus.Batch) error {
	if r.n--; r.n < 0 {
		return errors.New("no room")
	}
	return r.Store.Put(ctx, b)
}

type unlocked struct{ notebook.Store }

func (unlocked) Lock(context.Context, string) (func(), error) { return func() {}, nil }
