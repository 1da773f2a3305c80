package briefing

import (
	"briefbot/briefing/dates"
	"briefbot/corpus"
)

// An AskedDay is an expression of a question that means something only by when it
// was asked.
type AskedDay struct {
	Word string // as the question has it: "yesterday"
	dates.When
}

// days are the expressions of the question that count from when it was asked.
func (q *Question) days() []AskedDay {
	if q.Asked.IsZero() {
		return nil
	}
	var found []AskedDay
	for _, w := range dates.In(q.Text, corpus.Span{End: len(q.Text)}, q.Asked) {
		if word := w.Span.Of(q.Text); w.Inferred && monthIn(word) == "" {
			found = append(found, AskedDay{word, w})
		}
	}
	return found
}

// dateWords are the words in which prose may give the article's date.
func dateWords(a *corpus.Article) string {
	if a.Published.Time.IsZero() {
		return ""
	}
	return a.Published.Time.Format("2 January Jan 2006")
}

// daysOf are the bare weekdays in a span of an article, see dates.Weekdays.
func daysOf(a *corpus.Article, span corpus.Span) []dates.Weekday {
	return dates.Weekdays(a.Text, span, a.Published.Time)
}
