package main

import (
	"fmt"
	"time"

	"briefbot/briefing/since"
)

// parseSince reads the value of -since.
func parseSince(value string, now time.Time) (time.Time, error) {
	t, err := since.Parse(value, now)
	if err != nil {
		return t, &usageError{message: fmt.Sprintf("-since %q: not a time", value), hint: since.Hint}
	}
	return t, nil
}
