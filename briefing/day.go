package briefing

import (
	"strings"
	"time"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A Day is a weekday that a text names without a date, with the date it means.
// The date is always inferred, from the article's own.
type Day struct {
	Span corpus.Span // in the article's text
	Word string      // as the text has it: "Friday"
	Date time.Time
}

// An AskedDay is an expression of a question that means something only by when it
// was asked.
type AskedDay struct {
	Word string // as the question has it: "yesterday"
	When
}

// days are the expressions of the question that count from when it was asked.
func (q *Question) days() []AskedDay {
	if q.Asked.IsZero() {
		return nil
	}
	var found []AskedDay
	for _, w := range whensIn(q.Text, corpus.Span{End: len(q.Text)}, q.Asked) {
		if word := w.Span.Of(q.Text); w.Inferred && monthIn(word) == "" {
			found = append(found, AskedDay{word, w})
		}
	}
	return found
}

// daysIn resolves the bare weekdays in a span of an article against the
// article's date: the last such day up to it, or the next one after it where the
// words before say that something is to come ("are expected to meet on Friday").
// It finds none in an article without a date, and none beside a spelt-out date
// ("Tuesday, Jan. 27").
func daysIn(a *corpus.Article, span corpus.Span) []Day {
	if a.Published.Time.IsZero() {
		return nil
	}
	var days []Day
	for sentence := range segment.Sentences(a.Text, span) {
		words := sentence.Of(a.Text)
		for s := range segment.Words(words) {
			word := s.Of(words)
			weekday, ok := weekdays[segment.Fold(word)]
			if !ok || spelled(words[s.End:]) {
				continue
			}
			days = append(days, Day{
				Span: corpus.Span{Start: sentence.Start + s.Start, End: sentence.Start + s.End},
				Word: word,
				Date: nearest(a.Published.Time, weekday, announced(words[:s.Start])),
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
		_, isMonth := months[word[:min(3, len(word))]]
		return isMonth && word != "may" || word[0] >= '0' && word[0] <= '9' && len(word) <= 2
	}
	return false
}

// Phrases stand between spaces, as package phrase looks for them.
var (
	announcements = []string{
		" is expected ", " are expected ", " be expected ", " scheduled ", " planned for ", " plans to ", " plan to ",
		" is due ", " are due ", " due to ", " set for ", " is set to ", " are set to ", " will ", " is to ", " are to ",
	}
	reports = []string{" said ", " told ", " warned ", " announced ", " stated ", " reported ", " landed ", " met ", " arrived "}
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// dateWords are the words in which prose may give the article's date.
func dateWords(a *corpus.Article) string {
	if a.Published.Time.IsZero() {
		return ""
	}
	return a.Published.Time.Format("2 January Jan 2006")
}
