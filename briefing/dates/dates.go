// Package dates reads the dates that prose gives: "30 January 2026", "last Friday",
// "in late May", "earlier this year". What a text leaves out, the year above all, is
// concluded from the date of the article; each result says whether it was.
//
// It reads English. All days are at midnight UTC, all spans count bytes of the text.
package dates

import (
	"strconv"
	"strings"
	"time"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// Precision says how exactly a text dates something.
type Precision string

// The precisions, from the finest to the coarsest.
const (
	ToDay    Precision = "day"
	ToWeek   Precision = "week"
	ToMonth  Precision = "month"
	ToSeason Precision = "season"
	ToYear   Precision = "year"
)

// A When is a date expression of a text with the days that it means.
type When struct {
	// Span is where the expression stands, in the article's text.
	Span segment.Span
	// From and To are the first and the last day that it may mean, at midnight
	// UTC; they are the same day where the precision is ToDay.
	From, To  time.Time
	Precision Precision
	// Part narrows a month: "early", "mid", "late", or "".
	Part string
	// Inferred is true where something beside the expression's own words decided:
	// the article's date, above all.
	Inferred bool
	// Relative is true of "earlier this year" and the like, which name no date of
	// their own at all.
	Relative bool
	// Bound is true behind "since": the days begin something and hold nothing.
	Bound bool
}

// Overlaps reports whether the two may mean the same day.
func (w When) Overlaps(v When) bool { return !w.To.Before(v.From) && !v.To.Before(w.From) }

// Day is the date as readers see it, as exactly as it is known and no more, with
// ~ where it is inferred.
func (w When) Day() string {
	s := ""
	switch w.Precision {
	case ToDay:
		s = w.From.Format("2 Jan 2006")
	case ToWeek:
		s = "week of " + w.From.Format("2 Jan 2006")
	case ToMonth:
		s = strings.TrimSpace(w.Part + w.From.Format(" Jan 2006"))
	case ToSeason:
		s = seasonNames[w.From.Month()] + " " + w.To.Format("2006")
	default:
		s = w.From.Format("2006")
	}
	if w.Inferred {
		return "~" + s
	}
	return s
}

// reader reads date expressions of one sentence.
type reader struct {
	text  string
	words []phrase.Token
	// base is the article's date, zero where there is none.
	base time.Time
}

// In finds the date expressions of a sentence of the text, in order; none overlaps
// the next. The base is the article's date: what is told relative to it, or without
// a year, is resolved against it, and left out where it is zero.
func In(text string, sentence segment.Span, base time.Time) []When {
	r := &reader{text: text, words: phrase.Tokens(text, sentence), base: Midnight(base)}
	var found []When
	for i := 0; i < len(r.words); {
		w, n, ok := r.at(i)
		if !ok {
			i += max(n, 1)
			continue
		}
		w.Span = segment.Span{Start: r.words[i].Start, End: r.words[i+n-1].End}
		for j := i - 1; j >= 0 && j >= i-2; j-- {
			if f := r.words[j].Fold; f == "since" {
				w.Bound = true
			} else if f != "the" && f != "early" && f != "late" {
				break
			}
		}
		found = append(found, w)
		i += n
	}
	return found
}

// Within reports whether two times are at most that many days of 24 hours apart.
func Within(a, b time.Time, days int) bool {
	d := a.Sub(b)
	return d <= time.Duration(days)*24*time.Hour && d >= -time.Duration(days)*24*time.Hour
}

// Midnight is the beginning, in UTC, of the day that t shows; a zero t stays zero.
func Midnight(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// at reads the expression that begins with word i and says how many words it
// has. Where it is none it may still say how many words to step over.
func (r *reader) at(i int) (w When, n int, ok bool) {
	for _, read := range []func(int) (When, int, bool){
		r.iso, r.weekday, r.dayMonth, r.monthDay, r.season, r.relative, r.ago, r.year,
	} {
		if w, n, ok := read(i); ok || n > 0 {
			return w, n, ok
		}
	}
	return When{}, 0, false
}

func (r *reader) fold(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].Fold
}

// near reports whether words i and i+1 have nothing but a space, a comma or an
// abbreviation's full stop between them.
func (r *reader) near(i int) bool {
	if i < 0 || i+1 >= len(r.words) {
		return false
	}
	return strings.Trim(r.text[r.words[i].End:r.words[i+1].Start], " \u00a0,.") == ""
}

func (r *reader) month(i int) (time.Month, bool) {
	f := strings.TrimSuffix(r.fold(i), "'s")
	if f == "" {
		return 0, false
	}
	if !phrase.Capital(r.words[i].Word) {
		return 0, false
	}
	m, ok := monthNames[f]
	return m, ok
}

func (r *reader) dayNumber(i int) (int, bool) {
	f := r.fold(i)
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		f = strings.TrimSuffix(f, suffix)
	}
	n, err := strconv.Atoi(f)
	return n, err == nil && n >= 1 && n <= 31 && len(f) <= 2
}

func (r *reader) yearNumber(i int) (int, bool) {
	f := r.fold(i)
	n, err := strconv.Atoi(f)
	return n, err == nil && len(f) == 4 && n >= 1800 && n < 2100
}

func (r *reader) iso(i int) (When, int, bool) {
	t, err := time.Parse(time.DateOnly, r.fold(i))
	if err != nil {
		return When{}, 0, false
	}
	return When{From: t, To: t, Precision: ToDay}, 1, true
}

// weekday reads "Friday", "last Friday", and "Friday, 30 January", which is a
// date like any other.
func (r *reader) weekday(i int) (When, int, bool) {
	at := i
	if f := r.fold(i); (f == "last" || f == "next") && r.near(i) {
		at = i + 1
	}
	if _, ok := weekdayNames[r.fold(at)]; !ok {
		return When{}, 0, false
	}
	n := at - i + 1
	if r.near(at) {
		for _, read := range []func(int) (When, int, bool){r.dayMonth, r.monthDay} {
			if w, more, ok := read(at + 1); ok && w.Precision == ToDay {
				return w, n + more, true
			}
		}
	}
	if r.base.IsZero() {
		return When{}, n, false
	}
	t := inChain(r.text, r.words, at, r.base)
	return When{From: t, To: t, Precision: ToDay, Inferred: true}, n, true
}

// dayMonth reads "30 January 2026", "30th of January".
func (r *reader) dayMonth(i int) (When, int, bool) {
	d, ok := r.dayNumber(i)
	if !ok || !r.near(i) {
		return When{}, 0, false
	}
	at := i + 1
	if r.fold(at) == "of" && r.near(at) {
		at++
	}
	m, ok := r.month(at)
	if !ok {
		return When{}, 0, false
	}
	if r.near(at) {
		if y, ok := r.yearNumber(at + 1); ok {
			return r.day(y, m, d, false, at-i+2)
		}
	}
	y, ok := r.yearOf(m, d, i)
	if !ok {
		return When{}, at - i + 1, false
	}
	return r.day(y, m, d, true, at-i+1)
}

// monthDay reads "January 30, 2026", "Jan. 27", "June 2025", "late December",
// "mid-June", "last June", "in June".
func (r *reader) monthDay(i int) (When, int, bool) {
	part, shift, at := "", "", i
	f := r.fold(i)
	if p, rest, ok := strings.Cut(f, "-"); ok && monthParts[p] != "" {
		if m, ok := monthNames[rest]; ok {
			return r.monthIn(i, i, m, monthParts[p], "")
		}
	}
	if monthParts[f] != "" && r.near(i) {
		part, at = monthParts[f], i+1
	} else if (f == "last" || f == "next" || f == "this") && r.near(i) {
		shift, at = f, i+1
	}
	m, ok := r.month(at)
	if !ok {
		return When{}, 0, false
	}
	if part == "" && shift == "" && r.near(at) {
		if d, ok := r.dayNumber(at + 1); ok {
			if r.near(at + 1) {
				if y, ok := r.yearNumber(at + 2); ok {
					return r.day(y, m, d, false, 3)
				}
			}
			if y, ok := r.yearOf(m, d, i); ok {
				return r.day(y, m, d, true, 2)
			}
			return When{}, 2, false
		}
	}
	return r.monthIn(i, at, m, part, shift)
}

// monthIn reads a month at word at, with its year if that follows.
func (r *reader) monthIn(i, at int, m time.Month, part, shift string) (When, int, bool) {
	if r.near(at) && shift == "" {
		if y, ok := r.yearNumber(at + 1); ok {
			return r.wholeMonth(y, m, part, false), at - i + 2, true
		}
	}
	if r.near(at) && r.fold(at+1) == "of" && shift == "" {
		if y, ok := r.yearNumber(at + 2); ok {
			return r.wholeMonth(y, m, part, false), at - i + 3, true
		}
	}
	// A bare month is a date only where a preposition makes it one: May may be
	// a verb or a woman.
	if part == "" && shift == "" && !monthPrepositions[r.fold(i-1)] {
		return When{}, at - i + 1, false
	}
	if r.base.IsZero() {
		return When{}, at - i + 1, false
	}
	y := r.base.Year()
	future := shift == "next" || shift == "" && ahead(r.text, r.words, i)
	switch {
	case future && m < r.base.Month():
		y++
	case !future && m > r.base.Month() && shift != "this":
		y--
	case shift == "last" && m == r.base.Month():
		y--
	}
	return r.wholeMonth(y, m, part, true), at - i + 1, true
}

func (r *reader) wholeMonth(y int, m time.Month, part string, inferred bool) When {
	from := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, 1, -1)
	switch part {
	case "early":
		to = from.AddDate(0, 0, 9)
	case "mid":
		from, to = from.AddDate(0, 0, 9), from.AddDate(0, 0, 20)
	case "late":
		from = from.AddDate(0, 0, 19)
	}
	return When{From: from, To: to, Precision: ToMonth, Part: part, Inferred: inferred}
}

func (r *reader) day(y int, m time.Month, d int, inferred bool, n int) (When, int, bool) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return When{From: t, To: t, Precision: ToDay, Inferred: inferred}, n, t.Day() == d
}

// yearOf is the year of a day that a text gives without one: the one that brings
// it nearest to the article's date, before it by choice.
func (r *reader) yearOf(m time.Month, d, i int) (int, bool) {
	if r.base.IsZero() {
		return 0, false
	}
	y := r.base.Year()
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	switch days := t.Sub(r.base).Hours() / 24; {
	case ahead(r.text, r.words, i):
		if days < 0 {
			y++
		}
	case days > 180:
		y--
	}
	return y, true
}
