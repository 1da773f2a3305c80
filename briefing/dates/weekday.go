package dates

import (
	"strings"
	"time"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A Weekday is one that a text names without a date, with the date it means.
// The date is always inferred, from the article's own.
type Weekday struct {
	Span segment.Span // in the article's text
	Word string       // as the text has it: "Friday"
	Date time.Time
}

// Weekdays resolves the bare weekdays in a span of an article's text against the
// article's date: the last such day up to it, or the next one from it on where the
// sentence tells of what is to come ("are expected to meet on Friday"): see ahead.
// It finds none in an article without a date, and none beside a spelt-out date
// ("Tuesday, Jan. 27").
func Weekdays(text string, span segment.Span, published time.Time) []Weekday {
	if published.IsZero() {
		return nil
	}
	var days []Weekday
	for sentence := range segment.Sentences(text, span) {
		words := phrase.Tokens(text, sentence)
		for i, w := range words {
			weekday, ok := weekdayNames[w.Fold]
			if !ok || spelled(text[w.End:sentence.End]) {
				continue
			}
			days = append(days, Weekday{Span: w.Span, Word: w.Word, Date: nearest(published, weekday, ahead(text, words, i))})
		}
	}
	return days
}

// nearest is the closest day of that name at or before the date, the day behind it
// rather than the sixth before it, or the closest at or after it:
// what news of a Friday expect "on Friday" is of that day.
func nearest(date time.Time, weekday time.Weekday, after bool) time.Time {
	day := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, time.UTC)
	if after {
		return day.AddDate(0, 0, (int(weekday-day.Weekday())+7)%7)
	}
	back := (int(day.Weekday()-weekday) + 7) % 7
	if back == 6 {
		return day.AddDate(0, 0, 1) // an article is written on after the day that it bears; of six days ago it would say "last Friday"
	}
	return day.AddDate(0, 0, -back)
}

// spelled reports whether a date follows: ", Jan. 27" or " 27 January".
func spelled(rest string) bool {
	rest = strings.TrimLeft(rest, ", ")
	for s := range segment.Words(rest) {
		word := segment.Fold(s.Of(rest))
		if s.Start > 0 {
			return false
		}
		_, isMonth := monthNames[word]
		return isMonth && word != "may" || word[0] >= '0' && word[0] <= '9' && len(word) <= 2
	}
	return false
}

// ParseWeekday is the weekday that a folded word names: "friday".
func ParseWeekday(fold string) (time.Weekday, bool) {
	day, ok := weekdayNames[fold]
	return day, ok
}

// ParseMonth is the month that a folded word names, abbreviated or not: "february",
// "feb", "sept".
func ParseMonth(fold string) (time.Month, bool) {
	m, ok := monthNames[fold]
	return m, ok
}

// Name reports whether a folded word names a weekday or a month.
func Name(fold string) bool {
	_, month := monthNames[fold]
	_, day := weekdayNames[fold]
	return month || day
}

var weekdayNames = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}
