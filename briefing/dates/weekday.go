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
			_, ok := weekdayNames[w.Fold]
			if !ok || spelled(text[w.End:sentence.End]) {
				continue
			}
			days = append(days, Weekday{Span: w.Span, Word: w.Word, Date: inChain(text, words, i, published)})
		}
	}
	return days
}

// inChain is the date of the weekday at word i. Weekdays of one phrase ("on Thursday and
// Friday", "from Friday to Sunday") follow each other: what is to come is counted from
// the first, what is over back from the last.
func inChain(text string, words []phrase.Token, i int, date time.Time) time.Time {
	chain, at := []int{i}, 0
	for j := linkedDay(text, words, i, -1); j >= 0; j = linkedDay(text, words, j, -1) {
		chain = append([]int{j}, chain...)
		at++
	}
	for j := linkedDay(text, words, i, +1); j >= 0; j = linkedDay(text, words, j, +1) {
		chain = append(chain, j)
	}
	days := make([]time.Time, len(chain))
	name := func(k int) time.Weekday { return weekdayNames[words[chain[k]].Fold] }
	if first, shift := chain[0], fold(words, chain[0]-1); shift == "last" || shift == "next" || ahead(text, words, first) {
		days[0] = shifted(date, name(0), shift, true)
		for k := 1; k < len(days); k++ {
			days[k] = days[k-1].AddDate(0, 0, 1+int(name(k)-days[k-1].Weekday()+6)%7)
		}
		return days[at]
	}
	last := len(days) - 1
	days[last] = nearest(date, name(last), false)
	for k := last - 1; k >= 0; k-- {
		days[k] = days[k+1].AddDate(0, 0, -1-int(days[k+1].Weekday()-name(k)+6)%7)
	}
	return days[at]
}

// linkedDay is the weekday next to that at word i in the direction, of the same phrase;
// -1 if there is none.
func linkedDay(text string, words []phrase.Token, i, direction int) int {
	linked := false
	for j := i + direction; j >= 0 && j < len(words); j += direction {
		left, right := min(j, j-direction), max(j, j-direction)
		mark := strings.Trim(text[words[left].End:words[right].Start], " \u00a0")
		if mark != "" && mark != "," && mark != "–" && mark != "-" && mark != "—" {
			return -1
		}
		if _, day := weekdayNames[words[j].Fold]; day {
			if linked || mark != "" {
				return j
			}
			return -1
		}
		switch f := words[j].Fold; {
		case dayLinks[f]:
			linked = true
		case !dayParts[f]:
			return -1
		}
	}
	return -1
}

var (
	dayLinks = phrase.Set("and or to through until till")
	dayParts = phrase.Set("morning afternoon evening night on from between")
)

// shifted is the weekday nearest to the date, of the week before for "last", behind the
// date for "next".
func shifted(date time.Time, weekday time.Weekday, shift string, after bool) time.Time {
	date = Midnight(date)
	t := nearest(date, weekday, shift != "last" && after)
	switch {
	case shift == "last" && !t.Before(date):
		t = t.AddDate(0, 0, -7)
	case shift == "next" && t.Equal(date):
		t = t.AddDate(0, 0, 7)
	}
	return t
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
