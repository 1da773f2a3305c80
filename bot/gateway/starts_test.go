package gateway

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/notebook"
	"briefbot/corpus"
	"briefbot/corpus/memory"
)

func TestShardsValidate(t *testing.T) {
	for _, tt := range []struct {
		shards Shards
		want   string // "" for no error
	}{
		{Shards{}, ""},
		{Shards{Count: 3}, ""},
		{Shards{Count: 3, Own: []int{2, 0}}, ""},
		{Shards{Count: -1}, "want 0 to"},
		{Shards{Own: []int{0}}, "needs a count"},
		{Shards{Count: 3, Own: []int{3}}, "want 0 to 2"},
		{Shards{Count: 3, Own: []int{1, 1}}, "twice"},
	} {
		err := tt.shards.Validate()
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: %v, want %q", tt.shards, err, tt.want)
		}
	}
}

// limits is what Discord says.
func limits(total, remaining, concurrency int, reset time.Duration) *startLimit {
	info := new(startLimit)
	info.Limit.Total, info.Limit.Remaining, info.Limit.Concurrency, info.Limit.ResetAfter = total, remaining, concurrency, reset.Milliseconds()
	return info
}

// clocked is a starts with a clock of its own.
func clocked(notes notebook.Store) (s *starts, now *time.Time) {
	s = newStarts(slog.New(slog.DiscardHandler), notes, nil, "x")
	now = new(time.Time)
	*now = time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	s.now = func() time.Time { return *now }
	return s, now
}

// The shards of a group begin one after the other, whatever process they are in.
func TestStartsInGroups(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		concurrency int
		want        []time.Duration // by shard
	}{
		{1, []time.Duration{0, 6, 12, 18}},
		{2, []time.Duration{0, 0, 6, 6}},
		{16, []time.Duration{0, 0, 0, 0}},
		{0, []time.Duration{0, 6, 12, 18}},
	} {
		notes := memory.New()
		var got []time.Duration
		for shard := range tt.want {
			s, now := clocked(notes) // each of them a process
			at, _, err := s.grant(t.Context(), limits(1000, 1000, tt.concurrency, 0), shard, 4)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, at.Sub(*now)/time.Second)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("concurrency %d: after %v s, want %v", tt.concurrency, got, tt.want)
		}
	}
}

// However often processes start and break, a day has no more connections than
// Discord allows, and half of them wait for nothing.
func TestStartsOfADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ total, shards int }{{1000, 1}, {1000, 40}, {2000, 100}, {100, 1}, {1, 1}} {
		notes := memory.New()
		granted, waited := 0, -1
		s, now := clocked(notes)
		end := now.Add(24 * time.Hour)
		for !now.After(end) {
			at, ok, err := s.grant(t.Context(), limits(tt.total, tt.total, tt.shards, 0), granted%tt.shards, tt.shards)
			switch {
			case err != nil:
				t.Fatal(err)
			case ok:
				granted++
			case waited < 0:
				waited = granted
			}
			s, now = clocked(notes) // each of them a process
			*now = at
		}
		if granted > tt.total || granted < tt.total*8/10 || waited < tt.total/2 {
			t.Errorf("%+v: %d connections in a day, %d of them at once", tt, granted, waited)
		}
	}
}

// Where none remains the next waits until Discord has counted anew.
func TestStartsExhausted(t *testing.T) {
	t.Parallel()
	s, now := clocked(memory.New())
	at, ok, err := s.grant(t.Context(), limits(1000, 0, 1, 3*time.Hour), 0, 1)
	if err != nil || ok || at.Sub(*now) != 3*time.Hour {
		t.Errorf("after %v, error %v", at.Sub(*now), err)
	}
}

// A shard that connects again waits for its own last connection, unless that was
// another process's.
func TestStartsAgain(t *testing.T) {
	t.Parallel()
	notes := memory.New()
	info := limits(1000, 1000, 1, 0)
	var got []time.Duration
	for range 2 {
		s, now := clocked(notes)
		for range 2 {
			at, _, err := s.grant(t.Context(), info, 0, 1)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, at.Sub(*now)/time.Second)
		}
	}
	if want := []time.Duration{0, 6, 0, 6}; !slices.Equal(got, want) {
		t.Errorf("after %v s, want %v", got, want)
	}
}

// A clock that is set back makes nobody wait for it to come forward again.
func TestStartsClock(t *testing.T) {
	t.Parallel()
	notes := memory.New()
	info := limits(1000, 1000, 1, 0)
	s, now := clocked(notes)
	for range 2 {
		if _, _, err := s.grant(t.Context(), info, 0, 1); err != nil {
			t.Fatal(err)
		}
	}
	*now = now.Add(-48 * time.Hour)
	at, _, err := s.grant(t.Context(), info, 0, 1)
	if err != nil || at.Sub(*now) > 2*startSpacing {
		t.Errorf("after %v, error %v", at.Sub(*now), err)
	}
	if err := notes.Put(context.Background(), &corpus.Batch{Notes: map[string][]byte{s.key: []byte("{")}}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.grant(t.Context(), info, 0, 1); err != nil {
		t.Errorf("a note that cannot be read: %v", err)
	}
}
