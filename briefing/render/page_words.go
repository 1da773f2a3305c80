package render

import (
	"fmt"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
)

// single is what a user typed with single quotation marks for double ones: those
// are kept for words that were found again.
func single(s string) string {
	return strings.NewReplacer("“", "‘", "”", "’", "„", "‘", "‟", "‘", "«", "‘", "»", "’", `"`, "'", "「", "‘", "」", "’", "『", "‘", "』", "’", "＂", "'").Replace(s)
}

// mostMeant is how many others a name may mean before the rest are counted.
const mostMeant = 6

func alsoMeant(names []string) string {
	if n := len(names) - mostMeant; n > 1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostMeant], ", "), n)
	}
	return strings.Join(names, ", ")
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// nothingSince says that all articles are older than what was asked for, and how new
// they are; "" where that is not so.
func nothingSince(b *briefing.Brief) string {
	c, q := b.Coverage(), b.Question()
	among := plural(c.Among, "article")
	switch {
	case c.Articles > 0 || c.Among == 0:
		return ""
	case !q.Arrived.IsZero():
		return fmt.Sprintf("No article arrived since %s: the newest of %s arrived %s.", minute(q.Arrived), among, minute(c.Arrived))
	case !q.Since.IsZero() && c.Latest.Time.IsZero():
		return fmt.Sprintf("No article is dated since %s: none of %s has a date.", minute(q.Since), among)
	case !q.Since.IsZero():
		return fmt.Sprintf("No article was published since %s: the newest of %s is of %s.", minute(q.Since), among, date(c.Latest))
	}
	return ""
}

// minute is an instant, to the minute unless it is midnight.
func minute(t time.Time) string {
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan 2006 15:04 UTC")
}

// searched says what was searched, and how new it is.
func searched(b *briefing.Brief) []string {
	c := b.Coverage()
	what := plural(c.Articles, "article")
	switch {
	case b.Question().Kind == briefing.New && c.Articles == 0:
		remarks := []string{"no new article among " + plural(c.Among, "article") + " here"}
		if c.Among > 0 && c.Among < few {
			remarks = append(remarks, fewHere)
		}
		return remarks
	case b.Question().Kind == briefing.New && c.Articles < c.Among:
		what = fmt.Sprintf("%d new of %s", c.Articles, plural(c.Among, "article"))
	case c.Read < c.Articles:
		what = fmt.Sprintf("the newest %d of %s", c.Read, what)
	case c.Notes == c.Articles && c.Notes > 0:
		what = plural(c.Notes, "note") + " after articles (not the articles themselves)"
	case c.Notes > 0:
		what += fmt.Sprintf(", %d of them notes after articles", c.Notes)
	}
	what += " from " + plural(c.Outlets, "outlet")
	remarks := []string{"searched: " + what}
	if late := nothingSince(b); late != "" && b.Question().Kind == briefing.Check {
		remarks = append(remarks, late)
	}
	if !c.Newest.Time.IsZero() {
		span := date(c.Oldest)
		if date(c.Oldest) != date(c.Newest) {
			span += " – " + date(c.Newest)
		}
		if c.Undated > 0 {
			span += fmt.Sprintf(", %d undated", c.Undated)
		}
		if c.Oldest.Inferred || c.Newest.Inferred {
			span += " (~ marks an inferred date)"
		}
		remarks = append(remarks, span)
	} else if c.Articles > 0 {
		remarks = append(remarks, "none of them dated")
	}
	if b.Question().Kind == briefing.New && c.Among > 0 && c.Among < few {
		remarks = append(remarks, fewHere)
	}
	for _, day := range b.Asked() {
		remark := fmt.Sprintf("%s: %s", day.Word, day.Day())
		if c.Newest.Time.Before(day.From) {
			remark += ", and no article here is of then or later"
		}
		remarks = append(remarks, remark)
	}
	return remarks
}

// few is below how many articles of a topic a digest says that they are few.
const few = 5

const fewHere = "few articles here are on this: much may be missing"

// date is a date as readers see it: the day, with ~ where it was inferred.
func date(d corpus.Date) string {
	if d.Time.IsZero() {
		return "undated"
	}
	s := d.Time.Format("2 Jan 2006")
	if d.Inferred {
		s = "~" + s
	}
	return s
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// oneLine shows a passage that runs over several lines on one. White space
// alone changes.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// rfc3339 is a time as JSON has it, "" for none.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
