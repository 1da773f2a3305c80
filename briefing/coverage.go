package briefing

import (
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/corpus"
)

// Coverage says what an answer rests on, so that silence can be told from
// ignorance.
type Coverage struct {
	// Articles is how many articles are in question, Read how many of them, the
	// newest, were read for it, Among how many the topic has of any age. Undated
	// is how many have no date, Notes how many are notes after an article and not
	// the article.
	Articles int
	Read     int
	Among    int
	Undated  int
	Notes    int
	// Outlets is how many publishers they come from.
	Outlets int
	// Oldest and Newest are the dates of the oldest and the newest dated article.
	Oldest, Newest corpus.Date
	// Latest is the date of the newest dated article among all that the topic has,
	// Arrived when the last of them arrived.
	Latest  corpus.Date
	Arrived time.Time
	// Feeds says how the feeds fare, as in Engine.
	Feeds string
}

// cover describes the articles that the question was asked of.
func (e *Engine) cover(ev *Evidence) Coverage {
	c := Coverage{Feeds: e.Feeds}
	table := newOutlets(e.Outlets)
	names := map[string]bool{}
	for _, a := range e.Corpus.Articles() {
		if e.Corpus.Labelled(a.ID, ev.Question.Topic) {
			c.Among++
			if a.Published.Time.After(c.Latest.Time) {
				c.Latest = a.Published
			}
			if a.Arrived.After(c.Arrived) {
				c.Arrived = a.Arrived
			}
		}
		if !ev.Holds(a) {
			continue
		}
		c.Articles++
		if a.Note {
			c.Notes++
		}
		names[table.publisher(a).Name()] = true
		date := a.Published
		switch {
		case date.Time.IsZero():
			c.Undated++
			continue
		case c.Oldest.Time.IsZero() || date.Time.Before(c.Oldest.Time):
			c.Oldest = date
		}
		if date.Time.After(c.Newest.Time) {
			c.Newest = date
		}
	}
	c.Outlets, c.Read = len(names), c.Articles
	if ev.Question.Kind == Situation {
		c.Read = len(ev.Documents)
	}
	return c
}

// Publisher is what a reader is told of where the article comes from.
func (b *Brief) Publisher(a *corpus.Article) Publisher {
	if b.reprints == nil {
		return b.outlets.publisher(a)
	}
	return b.reprints.publisher(a)
}

// Party is the party of the topic for which the claim's first speaker speaks,
// "" if for none.
func (b *Brief) Party(c *Claim) string {
	for _, citation := range c.Citations {
		if p := b.parties[citation.Speaker]; citation.Speaker != "" && p != "" {
			return p
		}
	}
	return ""
}

// Statement is the statement that a citation cites, nil if it cites text.
func (b *Brief) Statement(c *Citation) *corpus.Quotation {
	d := b.Document(c.Article)
	if d == nil || c.Kind == Text {
		return nil
	}
	for i := range d.Quotations {
		if q := &d.Quotations[i]; q.Content == c.Span && kindOf(q.Kind) == c.Kind {
			return q
		}
	}
	return nil
}

// Days are the weekdays that the claim names without a date, with the dates
// they mean: each word once.
func (b *Brief) Days(c *Claim) []dates.Weekday {
	var days []dates.Weekday
	seen := map[string]bool{}
	var cited []Citation
	prose := ""
	for _, p := range c.Parts {
		if p.Cited > 0 {
			cited = append(cited, c.Citations[p.Cited-1])
		}
		prose += p.Prose
	}
	if c.Author != "" {
		cited = c.Citations // whose words it tells in its own order
	}
	for _, citation := range cited {
		for _, day := range daysOf(b.Document(citation.Article).Article, citation.Span) {
			if c.Author != "" && !strings.Contains(prose, day.Word) {
				continue
			}
			if !seen[day.Word] {
				seen[day.Word] = true
				days = append(days, day)
			}
		}
	}
	return days
}

// Outlets counts the publishers of the statements in the brief, and how many of them
// are no copies of another.
func (b *Brief) Outlets() (outlets, origins int) {
	names := map[string]bool{}
	var published []*corpus.Document
	for c := range b.Claims(Statements) {
		for _, citation := range c.Citations {
			d := b.Document(citation.Article)
			names[b.Publisher(d.Article).Name()] = true
			published = append(published, d)
		}
	}
	if b.reprints == nil {
		return len(names), len(names)
	}
	return len(names), min(len(b.reprints.origins(published)), len(names))
}

// Count is the number of statements of that kind in the brief.
func (b *Brief) Count(kind CitationKind) int {
	n := 0
	for c := range b.Claims(Statements) {
		if c.Citations[0].Kind == kind {
			n++
		}
	}
	return n
}
