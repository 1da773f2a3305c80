package clean

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// A lead is the dateline that opens a paragraph: "KYIV, Ukraine, Feb. 3
// (Reuters) -", "ISTANBUL (AP) —", "WASHINGTON –", "(CNN)". It says where, when and
// for whom the article was written, and is no part of its first sentence.
type lead struct {
	end    int       // where in the line the paragraph begins
	place  string    // "" where it names none
	agency string    // as agencies names it, "" where it names none
	day    dayOfYear // zero where it names none
}

// A dayOfYear is a day of the year, of a year that may be unknown.
type dayOfYear struct {
	month time.Month
	day   int
	year  int // 0: not said
}

// leadLen is how far into a paragraph its dateline may reach, in bytes.
const leadLen = 90

// readLead reads the dateline that opens a paragraph. What stands there without
// an agency in brackets is one only where it begins in capitals, and where first
// says that the paragraph is the article's first.
func readLead(s string, first bool) (lead, bool) {
	head := s[:min(len(s), leadLen)]
	for i := 0; i < len(head); i++ {
		switch c := head[i]; {
		case c == '(' || c == '/' && i > 0 && (head[i-1] == ' '):
			if l, ok := bracketed(s, head, i); ok {
				return l, true
			}
			if c == '(' {
				return lead{}, false
			}
		case c == '"' || strings.HasPrefix(head[i:], "“"):
			return lead{}, false
		}
		n := dash(head[i:])
		if n == 0 || i == 0 {
			continue
		}
		if !first {
			return lead{}, false
		}
		l, ok := placed(head[:i], true)
		l.end = i + n
		return l, ok && l.place != "" && begins(s[l.end:])
	}
	return lead{}, false
}

// bracketed reads a dateline whose agency begins at the bracket or slash at i.
func bracketed(s, head string, i int) (lead, bool) {
	closing := byte(')')
	if head[i] == '/' {
		closing = '/'
	}
	n := strings.IndexByte(head[i+1:], closing)
	if n < 0 {
		return lead{}, false
	}
	word := strings.TrimSpace(head[i+1 : i+1+n])
	name := Agency(word)
	l, ok := placed(strings.TrimRight(head[:i], " ."), false)
	if !ok || i == 0 && name == "" {
		return lead{}, false
	}
	l.agency = name
	rest := strings.TrimLeft(s[i+n+2:], ". \u00a0")
	l.end = len(s) - len(rest)
	for _, mark := range []string{"—", "–", "--", "-", ":"} {
		if after, found := strings.CutPrefix(rest, mark); found {
			l.end = len(s) - len(after)
			return l, (name != "" || mark != ":" && l.capitals(head[:i])) && begins(after)
		}
	}
	return l, name != "" && begins(rest)
}

// capitals reports whether the place is written in capitals, which vouches for an
// agency that is not known.
func (l *lead) capitals(head string) bool {
	place, _, _ := strings.Cut(head, ",")
	return l.place != "" && upper(place)
}

// dash is the length of the dash between a dateline and its paragraph that s
// begins with, with the spaces around it; 0 where there is none.
func dash(s string) int {
	for _, mark := range []string{" — ", " – ", " -- ", " - ", "— ", " —", "—", " ― "} {
		if strings.HasPrefix(s, mark) {
			return len(mark)
		}
	}
	return 0
}

// begins reports whether a sentence begins here, of three words at least.
func begins(s string) bool {
	s = strings.TrimSpace(s)
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“\"‘'«(["))
	return (unicode.IsUpper(r) || unicode.IsDigit(r) || r == '$' || r == '€' || r == '£') && countWords(s[:min(len(s), 200)]) >= 3
}

// placed reads what stands before the agency or the dash: a place, its country or
// state, a day, separated by commas. Nothing at all is no place and no error.
func placed(s string, capitals bool) (l lead, ok bool) {
	if strings.TrimSpace(s) == "" {
		return l, true
	}
	parts := strings.Split(s, ",")
	if len(parts) > 5 {
		return l, false
	}
	var place []string
	for i, part := range parts {
		part = strings.TrimSpace(part)
		switch d, isDay := readDay(part); {
		case i > 0 && isDay:
			l.day = d
		case i > 0 && l.day.month != 0 && len(part) == 4 && digits(part):
			l.day.year, _ = strconv.Atoi(part)
		case l.day.month != 0 || part == "" || strings.ContainsAny(part, ":;!?()[]|@#0123456789"):
			return l, false
		case i == 0 && (countWords(part) > 4 || capitals && !upper(part) || !names(part) || notPlace(part)):
			return l, false
		case i > 0 && (countWords(part) > 3 || !names(part)):
			return l, false
		default:
			place = append(place, titled(part))
		}
	}
	if len(place) == 1 && capitals && len(parts) == 1 && len(parts[0]) <= 4 && !shortTowns[strings.ToLower(parts[0])] {
		return l, false // "NATO – …"
	}
	l.place = strings.Join(place, ", ")
	return l, true
}

// upper reports whether s is written in capitals, and has three letters at least.
func upper(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 3
}

// titled writes words in capitals as names are written.
func titled(s string) string {
	if !upper(strings.ReplaceAll(s, ".", "")) {
		return s
	}
	var b strings.Builder
	inside := false
	for _, r := range s {
		if inside {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteRune(r)
		}
		inside = unicode.IsLetter(r) || inside && (r == '\'' || r == '’')
	}
	return b.String()
}

// notPlace reports whether words in capitals are a label or a body that begins
// paragraphs as places do.
func notPlace(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if notPlaces[strings.ToLower(strings.Trim(w, ".'’"))] {
			return true
		}
	}
	return false
}

var (
	notPlaces = words(`a i in at on from by after near off usa today network watch live update updates updated breaking exclusive analysis opinion video videos photo photos read more fact facts note correction clarification editor's question answer
		who what when where why how winner winners loser losers news week weather sports nasa nascar unicef unesco nasdaq review preview prediction pick picks round game week day north south east west best worst the and or of is are yes no out doubtful questionable
		january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday`)
	// shortTowns are towns that stand in datelines alone and are as short as most
	// acronyms.
	shortTowns = words(`rome lima oslo lyon kyiv kiev doha bonn bern lviv baku gaza erie reno waco mesa nice cork bari aden omsk suva apia malé giza acre homs yafo juba lomé lome graz linz ulm köln jena`)
)

// readDay reads "Feb. 3", "3 February", "Feb. 3 2026".
func readDay(s string) (d dayOfYear, ok bool) {
	f := strings.Fields(s)
	if len(f) < 2 || len(f) > 3 {
		return d, false
	}
	if len(f) == 3 {
		if len(f[2]) != 4 || !digits(f[2]) {
			return d, false
		}
		d.year, _ = strconv.Atoi(f[2])
	}
	month, number := f[0], f[1]
	if digits(month) {
		month, number = number, month
	}
	d.month = months[strings.ToLower(strings.Trim(month, "."))]
	number = strings.TrimRight(number, "thsrdn.")
	if d.month == 0 || !digits(number) || len(number) > 2 {
		return d, false
	}
	d.day, _ = strconv.Atoi(number)
	return d, 1 <= d.day && d.day <= 31
}

// leads makes lines of their own of the datelines that open paragraphs. They have
// the numbers of their paragraphs.
func leads(text string, lines []Line) []Line {
	var split []Line
	first := true
	for i, l := range lines {
		if l.Class != Body {
			if split != nil {
				split = append(split, l)
			}
			continue
		}
		s := l.Of(text)
		lead, ok := readLead(s, first)
		if countWords(s) >= 6 {
			first = false
		}
		if ok {
			if split == nil {
				split = append(make([]Line, 0, len(lines)+1), lines[:i]...)
			}
			split = append(split, Line{segment.Trim(text, Span{Start: l.Start, End: l.Start + lead.end}), l.Number, Dateline, whyLead})
			l.Span = segment.Trim(text, Span{Start: l.Start + lead.end, End: l.End})
		}
		if split != nil {
			split = append(split, l)
		}
	}
	if split == nil {
		return lines
	}
	return split
}

// place is where the article was written: what the first dateline names that opens
// a paragraph, or stands alone before one.
func (p *paper) place() Field {
	for i, l := range p.lines {
		if l.Class == Dateline {
			if lead, ok := p.lead(i); ok && lead.place != "" {
				return Field{lead.place, p.line(i) + ", dateline"}
			}
		}
		if l.Class == Body && countWords(p.at(i)) >= 6 {
			break
		}
	}
	return Field{}
}

// lead reads again the dateline that line i is.
func (p *paper) lead(i int) (lead, bool) {
	s := p.at(i)
	switch p.lines[i].Why {
	case whyLead:
		return readLead(s+" And so it begins.", true)
	case whyPlace:
		s = strings.TrimRight(s, "—–- \u00a0")
		for _, a := range agencies {
			if rest, ok := strings.CutSuffix(s, a.word); ok {
				s = strings.TrimRight(rest, " (")
				break
			}
		}
		return placed(s, false)
	}
	return lead{}, false
}

// leadDay is the day of the first dateline that opens a paragraph and names one.
// Where it does not name the year, the copyright line must: the year is inferred
// then, and without it there is no date, only what was found.
func (p *paper) leadDay() Date {
	for i := range p.lines {
		l, ok := p.lead(i)
		if !ok || l.day.month == 0 {
			continue
		}
		year, how := l.day.year, ""
		for j := range p.lines {
			if year == 0 && p.lines[j].Class == Copyright {
				if year = yearIn(p.at(j)); year != 0 {
					how = fmt.Sprintf("inferred: line %d, dateline, in the year of the copyright in line %d", p.lines[i].Number, p.lines[j].Number)
				}
			}
		}
		if year == 0 {
			return Date{How: fmt.Sprintf("%s, dateline, names %d %s and no year", p.line(i), l.day.day, l.day.month)}
		}
		t := time.Date(year, l.day.month, l.day.day, 0, 0, 0, 0, time.UTC)
		if year < firstYear || year > lastYear || t.Day() != l.day.day {
			return Date{}
		}
		if how != "" {
			return Date{Time: t, Inferred: true, How: how}
		}
		return Date{Time: t, How: p.line(i) + ", dateline"}
	}
	return Date{}
}

// yearIn is the one year that s names, 0 where it names none or several.
func yearIn(s string) int {
	only := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsLetter(r) }) {
		if len(w) != 4 || !digits(w) {
			continue
		}
		y, _ := strconv.Atoi(w)
		if only != 0 && only != y {
			return 0
		}
		only = y
	}
	return only
}
