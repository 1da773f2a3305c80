package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/source"
)

// together is how many feeds are read at a time. Those of one host are read one
// after the other all the same.
const together = 4

// A Polled is a feed that was read.
type Polled struct {
	Status
	// Before is how it fared before.
	Before source.Health
	// Count is what became of its items.
	Count map[corpus.Outcome]int
}

// Poll reads the feeds that are due, tells report of each, one at a time, and
// returns how many there were. A feed that cannot be read is no error: its
// Status says so. The errors are those of the store.
func (l *List) Poll(ctx context.Context, report func(Polled)) (int, error) {
	all, err := l.All(ctx)
	if err != nil {
		return 0, err
	}
	now := l.Now()
	var due []Status
	for _, s := range all {
		if !s.Next.After(now) {
			due = append(due, s)
		}
	}
	return len(due), l.Read(ctx, due, report)
}

// Read reads these feeds, whether they are due or not.
func (l *List) Read(ctx context.Context, feeds []Status, report func(Polled)) error {
	var mu sync.Mutex // who stores and reports
	var errs []error
	var group sync.WaitGroup
	slots := make(chan struct{}, together)
	for _, s := range feeds {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			reading, err := l.readAgain(ctx, s.Feed)
			mu.Lock()
			defer mu.Unlock()
			p := Polled{Status: s, Before: s.Health}
			if err == nil {
				p.Count, err = l.store(ctx, &p, reading)
			}
			if ctx.Err() != nil || errors.Is(err, errNoFeed) {
				return
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("feed %s: %w", s.Name, err))
				return
			}
			report(p)
		})
	}
	group.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// readAgain reads a feed after its state.
func (l *List) readAgain(ctx context.Context, f Feed) (*source.Reading, error) {
	state, err := l.Store.Note(ctx, "source/"+f.Name)
	if err != nil {
		return nil, err
	}
	return l.Source(f).Read(ctx, state), ctx.Err()
}

// store stores a reading, unless the feed was removed while it was read.
func (l *List) store(ctx context.Context, p *Polled, r *source.Reading) (map[corpus.Outcome]int, error) {
	unlock, err := l.Store.Lock(ctx, "feeds")
	if err != nil {
		return nil, err
	}
	defer unlock()
	if !p.Fixed {
		note, err := l.Store.Note(ctx, prefix+p.Name)
		if err != nil {
			return nil, err
		}
		var now Feed
		if note == nil || json.Unmarshal(note, &now) != nil || now.URL != p.URL {
			return nil, errNoFeed
		}
	}
	n, err := l.ingest(ctx, &p.Feed, r)
	if err != nil {
		return nil, err
	}
	state, err := l.Store.Note(ctx, "source/"+p.Name)
	if err != nil {
		return nil, err
	}
	p.Health, err = source.ReadHealth(state)
	return n, err
}

// Health of all feeds, for a digest.

// stale is after how many intervals without an answer a feed is not fresh, though
// it does not fail: nobody has asked it.
const stale = 3

// Fresh reports whether what the feed says is known.
func (s *Status) Fresh(now time.Time) bool {
	if !s.Failing.IsZero() || s.Success.IsZero() {
		return false
	}
	interval := max(s.Every, source.FeedEvery)
	if planned := s.Next.Sub(s.Success); planned > interval {
		interval = planned
	}
	return now.Sub(s.Success) <= stale*interval
}

// Says is how the feed fares, as the rest of a sentence that begins with its
// name.
func (s *Status) Says(now time.Time) string {
	switch {
	case !s.Failing.IsZero():
		return fmt.Sprintf("failing for %s (%s)", ago(now.Sub(s.Failing)), s.Short)
	case s.Success.IsZero():
		return "not read yet"
	case !s.Fresh(now):
		return "not read for " + ago(now.Sub(s.Success))
	}
	return "read " + ago(now.Sub(s.Success)) + " ago"
}

// ago is a length of time as people say it: "3 h", "under a minute".
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "under a minute"
	case d < 2*time.Minute:
		return "a minute"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d days", d/(24*time.Hour))
}

// maxNamed is how many feeds Line names of each kind.
const maxNamed = 5

// Line says in a line how the feeds fare: "feeds: 12 of 13 fresh; failing: X
// for 3 h (HTTP 403)". It is "" if none is followed.
func Line(all []Status, now time.Time) string {
	if len(all) == 0 {
		return ""
	}
	fresh := 0
	var failing, silent []string
	for i := range all {
		switch s := &all[i]; {
		case s.Fresh(now):
			fresh++
		case !s.Failing.IsZero():
			failing = append(failing, fmt.Sprintf("%s for %s (%s)", s.Name, ago(now.Sub(s.Failing)), s.Short))
		case s.Success.IsZero():
			silent = append(silent, s.Name)
		default:
			silent = append(silent, s.Name+" for "+ago(now.Sub(s.Success)))
		}
	}
	line := fmt.Sprintf("feeds: %d of %d fresh", fresh, len(all))
	for _, list := range []struct {
		what  string
		names []string
	}{{"failing", failing}, {"not read", silent}} {
		if rest := len(list.names) - maxNamed; rest > 0 {
			list.names = append(list.names[:maxNamed], fmt.Sprintf("and %d more", rest))
		}
		if len(list.names) > 0 {
			line += "; " + list.what + ": " + strings.Join(list.names, ", ")
		}
	}
	return line
}

const toldPrefix = "feed-told/"

// Overdue returns the feeds that have failed for longer than patience and of
// whose failure nobody was told.
func (l *List) Overdue(ctx context.Context, patience time.Duration) ([]Status, error) {
	all, err := l.All(ctx)
	if err != nil {
		return nil, err
	}
	var overdue []Status
	for _, s := range all {
		if s.Failing.IsZero() || l.Now().Sub(s.Failing) < patience {
			continue
		}
		told, err := l.Store.Note(ctx, toldPrefix+s.Name)
		if err != nil {
			return nil, fmt.Errorf("feeds that fail: %w", err)
		}
		if string(told) != s.Failing.Format(time.RFC3339) {
			overdue = append(overdue, s)
		}
	}
	return overdue, nil
}

// Told notes that people were told of these failures. They are told again when a
// feed has answered since and fails anew.
func (l *List) Told(ctx context.Context, feeds []Status) error {
	notes := map[string][]byte{}
	for _, s := range feeds {
		notes[toldPrefix+s.Name] = []byte(s.Failing.Format(time.RFC3339))
	}
	if err := l.Store.Put(ctx, &corpus.Batch{Notes: notes}); err != nil {
		return fmt.Errorf("feeds that fail: %w", err)
	}
	return nil
}
