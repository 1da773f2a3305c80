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
	// Missed is how many slots before it were never posted, because nothing ran:
	// this one tells what is new since then.
	Missed int
}

// A Plan says when the digests of a subscription are due.
type Plan struct {
	Schedule Schedule
	Zone     *time.Location
	// Catchup is how late a slot may be, at most a day. One that is later is not
	// due any more; its articles are in the next one.
	Catchup time.Duration
	// Since is when the subscription was made, or resumed: slots up to then are
	// none of its.
	Since time.Time
}

const (
	// widest is the most by which a change of clocks moves them: a day, where a
	// zone changed sides of the date line.
	widest = 24 * time.Hour
	// longest bounds the count of missed slots.
	longest = 366 * 24 * time.Hour
)

// Due returns the slot that is due at the instant now, where last is the date of
// the last slot that was posted ("" for none). Of several that were missed it is
// the latest: one digest then covers them all.
func (p Plan) Due(last string, now time.Time) (Slot, bool) {
	var due Slot
	from := now.Add(-p.Catchup - widest)
	for slot := range p.slots(from, now.Add(time.Nanosecond)) {
		due = slot
	}
	due.Late = now.Sub(due.At)
	if due.Date == "" || due.Date <= last || due.Late > p.Catchup {
		return Slot{}, false
	}
	if last != "" {
		from = now.Add(-longest)
		if day, err := time.ParseInLocation(time.DateOnly, last, p.Zone); err == nil && day.After(from) {
			from = day
		}
		for slot := range p.slots(from, due.At) {
			if slot.Date > last && slot.Date < due.Date {
				due.Missed++
			}
		}
	}
	return due, true
}

// Next returns the first slot after the instant now that can still become due,
// where last is the date of the last slot that was posted. It reports false for
// a schedule that has none within a year and a day.
func (p Plan) Next(last string, now time.Time) (Slot, bool) {
	for slot := range p.slots(now.Add(time.Nanosecond), now.Add(longest)) {
		if slot.Date > last {
			return slot, true
		}
	}
	return Slot{}, false
}

// slots yields the slots of the plan from one instant to before another.
func (p Plan) slots(from, to time.Time) func(yield func(Slot) bool) {
	return func(yield func(Slot) bool) {
		end := clock(to.In(p.Zone)).Add(widest)
		for t := p.Schedule.Next(clock(from.In(p.Zone)).Add(-widest)); !t.IsZero() && !t.After(end); t = p.Schedule.Next(t) {
			at := instant(t, p.Zone)
			switch {
			case !at.Before(to):
				return
			case at.Before(from), !at.After(p.Since):
			case clock(at).Sub(t) >= widest:
				// The zone passes over this date.
			case !yield(Slot{Date: t.Format(time.DateOnly), At: at}):
				return
			}
		}
	}
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

// Weekly is the Schedule of one time on some days of the week.
type Weekly struct {
	At   Clock
	Days Days
}

// Next implements Schedule.
func (w Weekly) Next(after time.Time) time.Time {
	if w.Days&EveryDay == 0 {
		return time.Time{}
	}
	day := time.Date(after.Year(), after.Month(), after.Day(), 0, int(w.At), 0, 0, time.UTC)
	for !day.After(after) || !w.Days.Has(day.Weekday()) {
		day = day.AddDate(0, 0, 1)
	}
	return day
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
