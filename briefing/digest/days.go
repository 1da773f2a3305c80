package digest

import (
	"fmt"
	"strings"
	"time"
)

// Days is a set of days of the week: bit 1 << time.Weekday.
type Days uint8

// The sets that have names.
const (
	EveryDay Days = 1<<7 - 1
	Workdays Days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday
	Weekends Days = 1<<time.Saturday | 1<<time.Sunday
)

// Has reports whether the day is in the set.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// week is the week as people who plan one read it.
var week = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// named are the words for sets, the one that is shown first.
var named = []struct {
	days  Days
	words []string
}{
	{EveryDay, []string{"every day", "daily", "everyday", "all", "mon-sun"}},
	{Workdays, []string{"weekdays", "workdays", "working days", "monday to friday"}},
	{Weekends, []string{"weekends", "weekend"}},
}

// String writes the set as ParseDays reads it.
func (d Days) String() string {
	for _, n := range named {
		if d == n.days {
			return n.words[0]
		}
	}
	var names []string
	for _, day := range week {
		if d.Has(day) {
			names = append(names, day.String()[:3])
		}
	}
	return strings.Join(names, ", ")
}

// ParseDays reads "every day", "weekdays", "weekends", "Mon, Wed, Fri", "Mon-Fri"
// and "Friday", in any case.
func ParseDays(s string) (Days, error) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for _, n := range named {
		for _, word := range n.words {
			if s == word {
				return n.days, nil
			}
		}
	}
	var days Days
	for part := range strings.FieldsFuncSeq(strings.ReplaceAll(s, " and ", ","), func(r rune) bool { return r == ',' || r == ' ' || r == '/' }) {
		from, to, ranged := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		first, ok := place(from)
		last := first
		if ranged && ok {
			last, ok = place(to)
		}
		if !ok {
			return 0, fmt.Errorf("%q is no day of the week", part)
		}
		for i := first; ; i = (i + 1) % len(week) {
			days |= 1 << week[i]
			if i == last {
				break
			}
		}
	}
	if days == 0 {
		return 0, fmt.Errorf("no day is named")
	}
	return days, nil
}

// place finds a day of at least two letters in the week.
func place(word string) (int, bool) {
	for i, day := range week {
		if len(word) >= 2 && strings.HasPrefix(strings.ToLower(day.String()), strings.TrimSuffix(word, ".")) {
			return i, true
		}
	}
	return 0, false
}

// MarshalText implements encoding.TextMarshaler.
func (d Days) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Days) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDays(string(b))
	return err
}

// A Clock is a time of the day: the minute, from 0.
type Clock int

// String writes the time as "07:00".
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// clockForms are the ways to write a time of the day.
var clockForms = []string{"15:04", "15.04", "15h04", "15h", "1504", "3:04pm", "3:04 pm", "3.04pm", "3.04 pm", "3pm", "3 pm", "15"}

// ParseClock reads "7:00", "07:00", "7", "7am", "7:30 PM", "18.30", "18h30".
func ParseClock(s string) (Clock, error) {
	plain := strings.ToLower(strings.Join(strings.Fields(s), " "))
	switch plain {
	case "noon":
		return 12 * 60, nil
	case "midnight":
		return 0, nil
	}
	plain = strings.ReplaceAll(strings.ReplaceAll(plain, "a.m.", "am"), "p.m.", "pm")
	for _, form := range clockForms {
		if t, err := time.Parse(form, plain); err == nil {
			return Clock(t.Hour()*60 + t.Minute()), nil
		}
	}
	return 0, fmt.Errorf("%q is no time of the day: 07:00, 7am and 18:30 are", s)
}

// MarshalText implements encoding.TextMarshaler.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Clock) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClock(string(b))
	return err
}
