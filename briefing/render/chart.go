package render

import (
	"fmt"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render/picture"
	"briefbot/corpus"
)

// charted is how many events a picture has: more could not be read on a
// telephone. The latest are shown.
const charted = 10

// altLength is the most that an alternative text may be, in UTF-16 units.
const altLength = 1024

// Chart is the timeline of a brief as a picture, with the text that stands in for
// it where it cannot be seen. It reports false where nothing in it is dated.
func Chart(b *briefing.Brief) (chart *picture.Timeline, alt string, ok bool) {
	p := lay(b)
	chart = &picture.Timeline{Title: p.title, Remarks: []string{strings.Join(p.subtitle, " · ")}}
	var events []picture.Event
	for c := range b.Claims(briefing.Events) {
		m, dated := b.Moment(c)
		if !dated {
			continue
		}
		e := picture.Event{Date: m.Day(), Inferred: m.Inferred, Expected: m.Expected}
		for _, r := range runs(c) {
			e.Text += r.text
		}
		for _, cited := range shown(c) {
			e.Numbers += fmt.Sprintf("[%d]", b.Number(cited.Article))
		}
		events = append(events, e)
	}
	if len(events) > charted {
		chart.Earlier = len(events) - charted
		events = events[chart.Earlier:]
	}
	chart.Events = events
	said := []string{p.title}
	for _, e := range events {
		line := e.Date + ": " + e.Text
		if e.Expected {
			line = e.Date + " (expected): " + e.Text
		}
		said = append(said, line)
	}
	return chart, clip(strings.Join(said, "\n"), altLength), len(events) > 0
}

// Card is a passage in its place as a picture, with the text that stands in for
// it. The span must be within the article's text.
func Card(p briefing.Publisher, d *corpus.Document, span corpus.Span) (card *picture.Card, alt string) {
	text := d.Article.Text
	around := d.SentenceAt(span)
	if !around.Covers(span) {
		around = span
	}
	before, after := neighbours(d, around)
	if before != "" {
		before += " "
	}
	if after != "" {
		after = " " + after
	}
	card = &picture.Card{
		Before: before + text[around.Start:span.Start], Words: span.Of(text), After: text[span.End:around.End] + after,
		Outlet: p.Name(),
	}
	card.Speaker, card.About = spokenBy(d, span)
	a := d.Article
	details := append([]string(nil), p.Labels()...)
	if a.Note {
		details = append(details, "a note after its article")
	}
	if a.Teaser {
		details = append(details, "teaser only")
	}
	details = append(details, date(a.Published))
	if a.Byline.Value != "" {
		details = append(details, "by "+oneLine(a.Byline.Value))
	}
	card.Details = strings.Join(details, " · ")
	if a.URL != "" {
		card.Proof = append(card.Proof, a.URL)
	}
	card.Proof = append(card.Proof, fmt.Sprintf("bytes %d–%d of %d, SHA-256 %s…", span.Start, span.End, len(text), a.Sum().String()[:12]))
	alt = "“" + oneLine(card.Words) + "”"
	if card.Speaker == "" || strings.HasPrefix(card.About, reportedSpeech) {
		alt = oneLine(card.Words)
	}
	if card.Speaker != "" {
		alt += " – " + card.Speaker
	}
	return card, clip(alt+" ("+card.Outlet+", "+card.Details+")", altLength)
}

const reportedSpeech = "reported, in the outlet’s words"

// spokenBy is who said the words at a span, and who that is; "" where they are
// the article's own.
func spokenBy(d *corpus.Document, span corpus.Span) (speaker, about string) {
	for _, q := range d.Quotations {
		if !q.Content.Covers(span) && !span.Covers(q.Content) {
			continue
		}
		for _, person := range d.People {
			if person.Name == q.Speaker && len(person.Roles) > 0 {
				about = oneLine(person.Roles[0])
			}
		}
		inMarks := false
		for _, f := range q.Fragments {
			inMarks = inMarks || f.Covers(span)
		}
		if !inMarks {
			about = strings.TrimSuffix(reportedSpeech+" · "+about, " · ")
		}
		return oneLine(q.Speaker), about
	}
	return "", ""
}

// clip cuts plain text to that many UTF-16 units, and says that it did.
func clip(s string, most int) string {
	n := 0
	for i, r := range s {
		if n++; r > 0xffff {
			n++
		}
		if n >= most {
			return s[:i] + "…"
		}
	}
	return s
}
