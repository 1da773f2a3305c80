package corpus

import (
	"strconv"
	"strings"
	"time"

	"briefbot/corpus/segment"
)

// daysIn are the days that a question names with their year: "2023-11-24",
// "November 1, 2023", "24 November 2023".
func daysIn(text string) []time.Time {
	var days []time.Time
	var words []string
	for s := range segment.Words(text) {
		words = append(words, strings.ToLower(s.Of(text)))
	}
	for i, w := range words {
		if t, err := time.Parse(time.DateOnly, w); err == nil {
			days = append(days, t)
			continue
		}
		month, ok := monthOf(w)
		if !ok {
			continue
		}
		day, year := 0, 0
		switch {
		case i+2 < len(words) && dayOf(words[i+1]) > 0:
			day, year = dayOf(words[i+1]), yearOf(words[i+2])
		case i > 0 && i+1 < len(words):
			day, year = dayOf(words[i-1]), yearOf(words[i+1])
		}
		if day > 0 && year > 0 {
			days = append(days, time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
		}
	}
	return days
}

func monthOf(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if word == name || len(word) >= 3 && len(word) <= 4 && strings.HasPrefix(name, word) {
			return m, true
		}
	}
	return 0, false
}

// dayOf is the day of the month that the word is, 0 if it is none.
func dayOf(word string) int {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		word = strings.TrimSuffix(word, ending)
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= 31 && len(word) <= 2 {
		return n
	}
	return 0
}

// yearOf is the year that the word is, 0 if it is none.
func yearOf(word string) int {
	if n, err := strconv.Atoi(word); err == nil && n >= 1900 && n < 2100 {
		return n
	}
	return 0
}
