// Package digest says when a digest is due, and composes what is in it. It is
// told the time and never asks for it.
package digest

import (
	"fmt"
	"time"
)

// A Schedule says when the next digest is, as cron.Schedule does. It is asked in
// wall-clock time: the times it is given and returns are in UTC, but mean the
// clock of the channel's zone.
type Schedule interface {
	Next(after time.Time) time.Time
}

// A Slot is one digest of a channel. It is named by a local date and not by an
// instant, because an hour can come twice, or not at all.
type Slot struct {
	Date string // 2006-01-02, in the channel's zone
	At   time.Time
	// Late is how long after At it is.
	Late time.Duration
}

// Name is the slot as readers see it.
func (s Slot) Name() string { return s.At.Format("2 Jan 2006 15:04") }

// Due returns the slot that is due at the instant now, in zone, where last is the
// date of the last slot that was posted ("" for none). Of several that were
// missed it is the latest: one digest then covers them all. A slot that is more
// than catchup late is not due any more; its articles are in the next one.
func Due(s Schedule, zone *time.Location, last string, now time.Time, catchup time.Duration) (Slot, bool) {
	var due Slot
	wall := clock(now.In(zone))
	// Clocks change by three hours at the most; two days hold every slot that
	// may still be due within a catch-up of one.
	for t := s.Next(wall.Add(-catchup - 27*time.Hour)); !t.IsZero() && !t.After(wall.Add(3*time.Hour)); t = s.Next(t) {
		at := instant(t, zone)
		if at.After(now) {
			break
		}
		due = Slot{Date: t.Format(time.DateOnly), At: at, Late: now.Sub(at)}
	}
	return due, due.Date > last && due.Late <= catchup
}

// clock is what a clock on the wall shows at t, as a time in UTC.
func clock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instant is when clocks in zone first show what wall shows or, where they pass
// over it, the moment as long after the change as wall was to be.
func instant(wall time.Time, zone *time.Location) time.Time {
	_, before := wall.AddDate(0, 0, -1).In(zone).Zone()
	_, after := wall.AddDate(0, 0, 1).In(zone).Zone()
	first := wall.Add(-time.Duration(max(before, after)) * time.Second).In(zone)
	if clock(first).Equal(wall) {
		return first
	}
	second := wall.Add(-time.Duration(min(before, after)) * time.Second).In(zone)
	if clock(second).Equal(wall) {
		return second
	}
	return wall.Add(-time.Duration(before) * time.Second).In(zone)
}

// Daily returns an error for a schedule that names more than one time on one
// day, since a slot is a day.
func Daily(s Schedule) error {
	start := time.Date(2025, 12, 31, 23, 59, 59, 0, time.UTC)
	last := ""
	for t := s.Next(start); t.Year() == 2026; t = s.Next(t) {
		date := t.Format(time.DateOnly)
		if date == last {
			return fmt.Errorf("names more than one time on a day (%s)", t.Format(time.RFC3339))
		}
		last = date
	}
	if last == "" {
		return fmt.Errorf("never comes about in a year")
	}
	return nil
}
