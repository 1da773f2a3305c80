package render

import (
	"fmt"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// DiscordPassage writes a passage in its place: the sentence before it, the
// sentences that it stands in with the passage itself marked, and the sentence
// after it, as a block quote of the article's own bytes; then whose article it
// is. The span must be within the article's text.
func DiscordPassage(p briefing.Publisher, d *corpus.Document, span corpus.Span) Message {
	text := d.Article.Text
	around := d.SentenceAt(span)
	if !around.Covers(span) {
		around = span
	}
	before, after := neighbours(d, around)
	m := Message{Blocks: []string{"## " + markdown.Escape(or(oneLine(d.Article.Headline.Value), "(no headline)"))}}
	quote := func(s string) string {
		if s = oneLine(s); s == "" {
			return ""
		}
		return markdown.EscapeQuoted(s)
	}
	head, tail := text[around.Start:span.Start], text[span.End:around.End]
	middle := quote(head) + space(head, true) + "__**" + quote(span.Of(text)) + "**__" + space(tail, false) + quote(tail)
	for _, s := range []string{quote(before), middle, quote(after)} {
		if s != "" {
			m.Blocks = append(m.Blocks, "> "+s)
		}
	}
	m.Blocks = append(m.Blocks, strings.TrimPrefix(about(p, d, span), "\n"))
	return m
}

// space is the space between a passage and what stands before it (at the end of
// s) or after it (at its beginning), if there is one.
func space(s string, before bool) string {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return ""
	}
	if before && !strings.HasSuffix(s, trimmed) || !before && !strings.HasPrefix(s, trimmed) {
		return " "
	}
	return ""
}

// neighbours are the sentences of the same class right before and right after a
// span, "" where there is none.
func neighbours(d *corpus.Document, around corpus.Span) (before, after string) {
	class, ok := d.ClassAt(around)
	if !ok {
		return "", ""
	}
	for _, s := range d.Sentences(class) {
		switch {
		case s.End <= around.Start:
			before = s.Of(d.Article.Text)
		case s.Start >= around.End && after == "":
			after = s.Of(d.Article.Text)
		}
	}
	return before, after
}

// about is what stands under a passage: the publisher, the date, where the bytes
// are.
func about(p briefing.Publisher, d *corpus.Document, span corpus.Span) string {
	a := d.Article
	line := "-# " + markdown.Escape(p.Name())
	if a.URL != "" {
		line = "-# " + markdown.Link(p.Name(), PassageURL(a, span))
	}
	if labels := p.Labels(); len(labels) > 0 {
		line += " – *" + markdown.Escape(strings.Join(labels, ", ")) + "*"
	}
	line += ", " + markdown.Escape(date(a.Published))
	if a.Note {
		line += ", a note after its article"
	}
	if a.Teaser {
		line += ", teaser only"
	}
	sum := a.Sum().String()
	return line + fmt.Sprintf("\n-# bytes %d–%d of %d, SHA-256 %s…", span.Start, span.End, len(a.Text), sum[:12])
}

// DiscordArticle writes what is known of a cited article.
func DiscordArticle(p briefing.Publisher, d *corpus.Document) Message {
	a := d.Article
	m := Message{Blocks: []string{"## " + markdown.Escape(or(oneLine(a.Headline.Value), "(no headline)"))}}
	var lines []string
	field := func(name, value, how string) {
		if value == "" {
			return
		}
		line := "**" + name + "** " + value
		if how != "" {
			line += " *(" + markdown.Escape(oneLine(how)) + ")*"
		}
		lines = append(lines, line)
	}
	outlet := markdown.Escape(p.Name())
	if a.URL != "" {
		outlet = markdown.Link(p.Name(), a.URL)
	}
	if labels := p.Labels(); len(labels) > 0 {
		outlet += " – *" + markdown.Escape(strings.Join(labels, ", ")) + "*"
	}
	field("Outlet", outlet, a.Outlet.How)
	field("Country", markdown.Escape(p.Country()), "")
	field("First in", markdown.Escape(oneLine(a.Origin.Value)), a.Origin.How)
	field("By", markdown.Escape(or(oneLine(a.Byline.Value), "no byline")), a.Byline.How)
	field("Published", markdown.Escape(date(a.Published)), a.Published.How)
	if a.Note {
		field("Kind", "a note after its article, not the article itself", "")
	}
	if a.Teaser {
		field("Kind", "teaser only: the source has an excerpt of the article", "")
	}
	field("Text", fmt.Sprintf("%d bytes, SHA-256 %s…", len(a.Text), a.Sum().String()[:12]), "")
	m.Blocks = append(m.Blocks, strings.Join(lines, "\n"))
	return m
}
