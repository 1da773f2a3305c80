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
// article's date: the last such day up to it, or the next one after it where the
// words before say that something is to come ("are expected to meet on Friday").
// It finds none in an article without a date, and none beside a spelt-out date
// ("Tuesday, Jan. 27").
func Weekdays(text string, span segment.Span, published time.Time) []Weekday {
	if published.IsZero() {
		return nil
	}
	var days []Weekday
	for sentence := range segment.Sentences(text, span) {
		words := sentence.Of(text)
		for s := range segment.Words(words) {
			word := s.Of(words)
			weekday, ok := weekdayNames[segment.Fold(word)]
			if !ok || spelled(words[s.End:]) {
				continue
			}
			days = append(days, Weekday{
				Span: segment.Span{Start: sentence.Start + s.Start, End: sentence.Start + s.End},
				Word: word,
				Date: nearest(published, weekday, announced(words[:s.Start])),
			})
		}
	}
	return days
}

// announced reports whether the words before a weekday make it a day to come:
// an announcement, with no verb of saying in the past between it and the day.
func announced(before string) bool {
	folded := " " + phrase.Fold(before) + " "
	last := -1
	for _, p := range announcements {
		last = max(last, strings.LastIndex(folded, p))
	}
	return last >= 0 && !phrase.In(folded[last:], reports) && !strings.HasSuffix(folded, " since ")
}

// nearest is the closest day of that name at or before the date, or after it.
func nearest(date time.Time, weekday time.Weekday, after bool) time.Time {
	day := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, time.UTC)
	if after {
		return day.AddDate(0, 0, (int(weekday-day.Weekday())+6)%7+1)
	}
	return day.AddDate(0, 0, -(int(day.Weekday()-weekday)+7)%7)
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

// Phrases stand between spaces, as package phrase looks for them.
var (
	announcements = []string{
		" is expected ", " are expected ", " be expected ", " scheduled ", " planned for ", " plans to ", " plan to ",
		" is due ", " are due ", " due to ", " set for ", " is set to ", " are set to ", " will ", " is to ", " are to ",
	}
	reports = []string{" said ", " told ", " warned ", " announced ", " stated ", " reported ", " landed ", " met ", " arrived "}
)

var weekdayNames = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}
