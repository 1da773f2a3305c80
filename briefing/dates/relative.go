package dates

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// season reads "last spring", "this winter", "spring 2025".
func (r *reader) season(i int) (When, int, bool) {
	at, shift := i, ""
	if f := r.fold(i); f == "last" || f == "this" || f == "next" {
		at, shift = i+1, f
	}
	first, ok := seasons[r.fold(at)]
	if !ok || at > i && !r.near(i) {
		return When{}, 0, false
	}
	n := at - i + 1
	y, explicit := 0, false
	if shift == "" {
		next := at + 1
		if r.fold(next) == "of" {
			next++
		}
		if y, explicit = r.yearNumber(next); !explicit {
			return When{}, 0, false
		}
		n = next - i + 1
	} else if r.base.IsZero() {
		return When{}, n, false
	}
	span := func(y int) When {
		from := time.Date(y, first, 1, 0, 0, 0, 0, time.UTC)
		return When{From: from, To: from.AddDate(0, 3, -1), Precision: ToSeason, Inferred: !explicit, Relative: !explicit}
	}
	if explicit {
		return span(y), n, true
	}
	y = r.base.Year() + 1
	switch shift {
	case "last":
		for span(y).To.After(r.base) || span(y).To.Equal(r.base) {
			y--
		}
	case "next":
		for y = r.base.Year() - 1; !span(y).From.After(r.base); y++ {
		}
	default:
		for span(y).From.After(r.base.AddDate(0, 6, 0)) {
			y--
		}
	}
	return span(y), n, true
}

// relative reads "yesterday", "last week", "earlier this year".
func (r *reader) relative(i int) (When, int, bool) {
	f := r.fold(i)
	if d, ok := nearDays[f]; ok {
		if r.base.IsZero() || i > 0 && phrase.Capital(r.words[i].Word) {
			return When{}, 1, false // "USA TODAY" is a newspaper
		}
		t := r.base.AddDate(0, 0, d)
		return When{From: t, To: t, Precision: ToDay, Inferred: true}, 1, true
	}
	at := i
	if (f == "earlier" || f == "later") && r.near(i) {
		at++
	}
	shift, ok := shifts[r.fold(at)]
	if !ok || !r.near(at) {
		return When{}, 0, false
	}
	unit := r.fold(at + 1)
	if unit != "week" && unit != "month" && unit != "year" {
		return When{}, 0, false
	}
	n := at - i + 2
	if r.base.IsZero() {
		return When{}, n, false
	}
	w := unitAt(r.base, unit, shift)
	if at > i {
		if f == "earlier" && w.To.After(r.base) {
			w.To = r.base
		}
		if f == "later" && w.From.Before(r.base) {
			w.From = r.base
		}
	}
	return w, n, true
}

// ago reads "two days ago" and "three weeks earlier".
func (r *reader) ago(i int) (When, int, bool) {
	n, ok := smallNumber(r.fold(i))
	if !ok || !r.near(i) || !r.near(i+1) || r.fold(i+2) != "ago" {
		return When{}, 0, false
	}
	unit := strings.TrimSuffix(r.fold(i+1), "s")
	if r.base.IsZero() || unit != "day" && unit != "week" && unit != "month" && unit != "year" {
		return When{}, 0, false
	}
	return unitAt(r.base, unit, -n), 3, true
}

// unitAt is the day, week, month or year that lies n of them from the base.
func unitAt(base time.Time, unit string, n int) When {
	w := When{Inferred: true, Relative: true}
	switch unit {
	case "day":
		w.Precision, w.From = ToDay, base.AddDate(0, 0, n)
		w.To = w.From
	case "week":
		monday := base.AddDate(0, 0, -(int(base.Weekday())+6)%7)
		w.Precision, w.From = ToWeek, monday.AddDate(0, 0, 7*n)
		w.To = w.From.AddDate(0, 0, 6)
	case "month":
		first := time.Date(base.Year(), base.Month(), 1, 0, 0, 0, 0, time.UTC)
		w.Precision, w.From = ToMonth, first.AddDate(0, n, 0)
		w.To = w.From.AddDate(0, 1, -1)
	default:
		w.Precision, w.From = ToYear, time.Date(base.Year()+n, 1, 1, 0, 0, 0, 0, time.UTC)
		w.To = w.From.AddDate(1, 0, -1)
	}
	return w
}

// year reads "in 2018", "since 1979".
func (r *reader) year(i int) (When, int, bool) {
	y, ok := r.yearNumber(i)
	if !ok || !yearPrepositions[r.fold(i-1)] || i+1 < len(r.words) && counted(r.text[r.words[i].End:r.words[i+1].Start], r.words[i+1]) {
		return When{}, 0, false
	}
	from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	return When{From: from, To: from.AddDate(1, 0, -1), Precision: ToYear}, 1, true
}

// counted reports whether a number is one of something: "in 2000 homes".
func counted(between string, next phrase.Token) bool {
	return between == " " && strings.HasSuffix(next.Fold, "s") && !segment.StopWord(next.Fold) && unicode.IsLower(rune(next.Word[0]))
}

func smallNumber(s string) (int, bool) {
	if n, ok := phrase.Number(s); ok {
		return n, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && n < 100
}

var (
	monthNames = map[string]time.Month{
		"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
		"september": 9, "october": 10, "november": 11, "december": 12,
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	}
	monthParts        = map[string]string{"early": "early", "mid": "mid", "late": "late"}
	monthPrepositions = map[string]bool{"in": true, "since": true, "of": true, "during": true, "until": true, "by": true, "from": true}
	yearPrepositions  = map[string]bool{
		"in": true, "since": true, "of": true, "during": true, "until": true, "by": true, "from": true, "the": true, "through": true, "around": true,
	}
	seasons     = map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
	seasonNames = map[time.Month]string{3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
	nearDays    = map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
	shifts      = map[string]int{"last": -1, "this": 0, "next": 1}
)
