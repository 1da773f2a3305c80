// Package since reads the times that people give where they mean "what has come
// since then": yesterday, 24h, since Friday, a date.
package since

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"briefbot/corpus/segment"
)

// An Error is returned for a text that names no time.
type Error struct{ Text string }

func (e *Error) Error() string { return fmt.Sprintf("%q is not a time", e.Text) }

// Hint says what Parse reads.
const Hint = "a date (2026-01-30), an RFC 3339 time, 24h, 7d, Friday, today or yesterday"

// days are the words for days before today, in the languages of the bot.
var days = map[string]int{
	"today": 0, "heute": 0, "aujourd'hui": 0, "aujourdhui": 0, "hoy": 0, "bugun": 0,
	"yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "dun": 1,
	"this week": 7, "last week": 7, "week": 7,
}

// weekdays are the names of weekdays, in the languages of the bot.
var weekdays = func() map[string]time.Weekday {
	m := map[string]time.Weekday{}
	for _, names := range []string{
		"sunday monday tuesday wednesday thursday friday saturday",
		"sonntag montag dienstag mittwoch donnerstag freitag samstag",
		"dimanche lundi mardi mercredi jeudi vendredi samedi",
		"domingo lunes martes miercoles jueves viernes sabado",
		"pazar pazartesi sali carsamba persembe cuma cumartesi",
	} {
		for i, name := range strings.Fields(names) {
			m[name] = time.Weekday(i)
		}
	}
	return m
}()

// prefixes may stand before a time and change nothing.
var prefixes = []string{"since ", "seit ", "depuis ", "desde ", "last ", "the last ", "past "}

// Parse reads a time that lies before now, in now's zone: a date, an RFC 3339
// time, a number of hours, days or weeks, a weekday (the last one before today),
// today or yesterday. "" is the zero time. It returns an *Error for anything
// else.
func Parse(text string, now time.Time) (time.Time, error) {
	value := strings.Join(strings.Fields(segment.Fold(text)), " ")
	for _, p := range prefixes {
		value = strings.TrimPrefix(value, p)
	}
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	if value == "" {
		return time.Time{}, nil
	}
	if n, ok := days[value]; ok {
		return day.AddDate(0, 0, -n), nil
	}
	if w, ok := weekdays[value]; ok {
		back := (int(now.Weekday()) - int(w) + 7) % 7
		if back == 0 {
			back = 7
		}
		return day.AddDate(0, 0, -back), nil
	}
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(text)); err == nil {
		return t, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, value, now.Location()); err == nil {
		return t, nil
	}
	for _, unit := range []struct {
		suffix string
		days   int
	}{{"d", 1}, {" days", 1}, {" day", 1}, {"w", 7}, {" weeks", 7}, {" week", 7}} {
		if number, ok := strings.CutSuffix(value, unit.suffix); ok {
			if n, err := strconv.Atoi(number); err == nil && n > 0 && n <= maxDays {
				return now.AddDate(0, 0, -n*unit.days), nil
			}
		}
	}
	if d, err := time.ParseDuration(strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(value, " hour", "h"), "s"), " ")); err == nil && d > 0 {
		return now.Add(-d), nil
	}
	return time.Time{}, &Error{text}
}

// maxDays is how many days one may look back: a century.
const maxDays = 36525
