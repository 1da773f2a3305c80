package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// parseSince reads the value of -since: a date, an RFC 3339 time, a number of
// hours or days before now, "yesterday" or "today". "" is the zero time.
func parseSince(value string, now time.Time) (time.Time, error) {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location()) }
	switch value = strings.TrimSpace(value); value {
	case "":
		return time.Time{}, nil
	case "today":
		return day(now), nil
	case "yesterday":
		return day(now).AddDate(0, 0, -1), nil
	}
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, value, now.Location()); err == nil {
		return t, nil
	}
	if days, ok := strings.CutSuffix(value, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return now.AddDate(0, 0, -n), nil
		}
	}
	if d, err := time.ParseDuration(value); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	return time.Time{}, &usageError{
		message: fmt.Sprintf("-since %q: not a time", value),
		hint:    "a date (2026-01-30), an RFC 3339 time, 24h, 7d, today or yesterday",
	}
}
