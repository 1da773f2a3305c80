package clean

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// No article of a running story is older or younger than this; a date outside
// is a slip or a joke, and a wrong date is worse than none.
const (
	firstYear = 1800
	lastYear  = 2050
)

// layouts are the forms in which dates are stated, after tidy: no weekday, no
// commas, months cut to three letters.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05-0700", "2006-01-02T15:04-0700", "2006-01-02T15:04Z07:00",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04", "2006/01/02", "20060102",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 2006 3:04 pm", "2 Jan 2006 3:04pm", "2 Jan 2006 3 pm", "2 Jan 2006",
	"Jan 2 2006 15:04:05", "Jan 2 2006 15:04", "Jan 2 2006 3:04 pm", "Jan 2 2006 3:04pm", "Jan 2 2006 3 pm", "Jan 2 2006",
	"15:04 2 Jan 2006", "15:04 Jan 2 2006", "3:04 pm 2 Jan 2006", "3:04 pm Jan 2 2006", "2.1.2006 15:04", "2.1.2006", "2 1 2006 15:04",
}

// zones are the abbreviations of time zones that articles use, in seconds east
// of Greenwich. Those that name several zones (IST, CST abroad) are left out:
// their times are taken as they stand.
var zones = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "bst": 3600, "cet": 3600, "cest": 7200, "est": -5 * 3600, "edt": -4 * 3600,
	"pst": -8 * 3600, "pdt": -7 * 3600, "et": -5 * 3600, "pt": -8 * 3600, "msk": 3 * 3600, "jst": 9 * 3600,
}

// ParseDate reads a date, or a date and a time, as articles, pages and feeds
// state it: "31 Jan 2026, 10:11 am", "January 30, 2026", "2026-01-31T10:11:00Z",
// "Fri, 30 Jan 2026 08:00:00 GMT", "3. Februar 2026". A time without a zone is
// taken as UTC. Dates outside 1800 to 2050 are refused.
func ParseDate(value string) (time.Time, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return time.Time{}, fmt.Errorf("date is empty")
	}
	if len(value) > 80 {
		return time.Time{}, fmt.Errorf("date %q: too long", value[:40]+"…")
	}
	t, ok := parse(value)
	if !ok {
		return time.Time{}, fmt.Errorf("date %q: not understood; write it as 2026-01-31 or 2026-01-31T10:11:00Z", value)
	}
	if y := t.Year(); y < firstYear || y > lastYear {
		return time.Time{}, fmt.Errorf("date %q: the year %d is out of range", value, y)
	}
	return t, nil
}

func parse(value string) (time.Time, bool) {
	for _, layout := range layouts[:6] {
		if t, err := time.Parse(layout, value); err == nil {
			return t, true
		}
	}
	s, offset, zoned := tidy(value)
	for _, layout := range layouts[6:] {
		if t, err := time.Parse(layout, s); err == nil {
			if zoned {
				t = t.Add(-time.Duration(offset) * time.Second).UTC()
			}
			return t, true
		}
	}
	return time.Time{}, false
}

// tidy brings a stated date to the form of layouts.
func tidy(value string) (s string, offset int, zoned bool) {
	value = strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r == ',' || r == '|' || r == '(' || r == ')' || r == '•' || r == '·' || unicode.IsSpace(r):
			return ' '
		}
		return r
	}, value))
	var out []string
	for _, w := range strings.Fields(value) {
		bare := strings.TrimRight(w, ".")
		switch {
		case weekdays[bare] != 0 || bare == "at" || bare == "on" || bare == "the" || bare == "of" || bare == "um" || bare == "uhr" || bare == "den" || bare == "-" || bare == "–" || bare == "—" || bare == "":
			continue
		case months[bare] != 0:
			out = append(out, months[bare].String()[:3])
			continue
		case bare == "a.m" || bare == "am":
			out = append(out, "am")
			continue
		case bare == "p.m" || bare == "pm":
			out = append(out, "pm")
			continue
		}
		if o, ok := zones[bare]; ok && len(out) > 0 {
			offset, zoned = o, true
			continue
		}
		if n := strings.TrimRight(bare, "thsrdn"); n != bare && n != "" && len(n) <= 2 && digits(n) {
			bare = n // 31st
		}
		out = append(out, bare)
	}
	return strings.Join(out, " "), offset, zoned
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// weekdays counts from 1, so that the zero value means no weekday.
var weekdays = map[string]int{
	"sunday": 1, "monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7,
	"sun": 1, "mon": 2, "tue": 3, "tues": 3, "wed": 4, "thu": 5, "thur": 5, "thurs": 5, "fri": 6, "sat": 7,
	"sonntag": 1, "montag": 2, "dienstag": 3, "mittwoch": 4, "donnerstag": 5, "freitag": 6, "samstag": 7, "sonnabend": 7,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12, "okt": 10, "dez": 12,
}

// A mention is a full date, with its year, inside prose.
type mention struct {
	time.Time
	line     int
	sentence string
}

// fullDates finds "January 30, 2026", "Jan. 27, 2026", "30 January 2026" and
// "2026-01-30" in a sentence.
func fullDates(sentence string) []mention {
	f := strings.Fields(sentence)
	var found []mention
	for i := range f {
		n := min(3, len(f)-i)
		if n == 3 {
			w := strings.ToLower(strings.Trim(f[i], ".,;:()“”\"'"))
			w2 := strings.ToLower(strings.Trim(f[i+1], ".,;:()"))
			year := strings.TrimFunc(f[i+2], func(r rune) bool { return !unicode.IsDigit(r) })
			y, err := strconv.Atoi(year)
			if err == nil && len(year) == 4 && y >= firstYear && y <= lastYear {
				month, day := months[w], strings.TrimRight(w2, "thsrdn.")
				if month == 0 {
					month, day = months[w2], strings.TrimRight(w, "thsrdn.")
				}
				if d, err := strconv.Atoi(day); err == nil && month != 0 && d >= 1 && d <= 31 {
					t := time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
					if t.Day() == d {
						found = append(found, mention{Time: t})
						continue
					}
				}
			}
		}
		if w := strings.Trim(f[i], ".,;:()"); len(w) == 10 && w[4] == '-' {
			if t, err := time.Parse("2006-01-02", w); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
				found = append(found, mention{Time: t})
			}
		}
	}
	return found
}
