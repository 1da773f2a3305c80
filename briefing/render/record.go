package render

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"briefbot/briefing"
	"briefbot/corpus"
)

// Record is what is known of one article, and how.
type Record struct {
	ID        corpus.ID   `json:"article"`
	Path      string      `json:"path,omitempty"`
	URL       string      `json:"url,omitempty"`
	Ref       string      `json:"ref,omitempty"`
	Format    string      `json:"format"`
	Source    string      `json:"source"`
	Note      bool        `json:"note,omitempty"`
	Teaser    bool        `json:"teaser,omitempty"`
	Headline  Found       `json:"headline"`
	Outlet    Found       `json:"outlet"`
	Labels    []string    `json:"labels,omitempty"`
	Origin    Found       `json:"origin"`
	Byline    Found       `json:"byline"`
	Place     Found       `json:"place,omitzero"` // where it was written
	Published string      `json:"published"`
	Inferred  bool        `json:"published_inferred"`
	DateHow   string      `json:"published_how,omitempty"`
	Language  string      `json:"language"`
	Sum       corpus.Sum  `json:"sum"`
	Bytes     int         `json:"bytes"`
	Lines     []LineClass `json:"lines"`
	Direct    int         `json:"direct"`
	Mixed     int         `json:"mixed"`
	Reported  int         `json:"reported"`
	// Versions are the texts that it had before, Corrections what became of
	// their quotations.
	Versions    []Version            `json:"versions,omitempty"`
	Corrections []*corpus.Correction `json:"corrections,omitempty"`
}

// Version is a text that an article had before.
type Version struct {
	Sum      corpus.Sum `json:"sum"`
	Headline string     `json:"headline"`
	Arrived  string     `json:"arrived"`
	Replaced string     `json:"replaced"`
	Bytes    int        `json:"bytes"`
}

// NewVersions describes former texts.
func NewVersions(versions []corpus.Version) []Version {
	var all []Version
	for _, v := range versions {
		all = append(all, Version{v.Sum, v.Headline, rfc3339(v.Arrived), rfc3339(v.Replaced), len(v.Text)})
	}
	return all
}

// Found is a fact of an article and where it was found.
type Found struct {
	Value string `json:"value"`
	How   string `json:"how,omitempty"`
}

// LineClass is one line of the text and what it was taken for.
type LineClass struct {
	Number  int    `json:"line"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Class   string `json:"class"`
	Content bool   `json:"content"`
	Why     string `json:"why,omitempty"`
}

// NewRecord describes a document.
func NewRecord(p briefing.Publisher, d *corpus.Document) *Record {
	a := d.Article
	r := &Record{
		ID: a.ID, Path: a.Path, URL: a.URL, Ref: a.Ref, Format: a.Format, Source: a.Source, Note: a.Note, Teaser: a.Teaser,
		Headline: Found(a.Headline), Outlet: Found(a.Outlet), Labels: p.Labels(), Origin: Found(a.Origin), Byline: Found(a.Byline), Place: Found(d.Place()),
		Published: rfc3339(a.Published.Time), Inferred: a.Published.Inferred, DateHow: a.Published.How,
		Language: a.Language, Sum: a.Sum(), Bytes: len(a.Text), Lines: []LineClass{},
	}
	for _, l := range d.Lines {
		r.Lines = append(r.Lines, LineClass{l.Number, l.Start, l.End, l.Class.String(), l.Class.Content(), l.Why})
	}
	for _, q := range d.Quotations {
		switch q.Kind {
		case corpus.Direct:
			r.Direct++
		case corpus.Mixed:
			r.Mixed++
		case corpus.Reported:
			r.Reported++
		}
	}
	return r
}

// JSON writes the record as one JSON object.
func (r *Record) JSON(w io.Writer) error { return writeJSON(w, r) }

// Text writes the record for a terminal.
func (r *Record) Text(w io.Writer, style Style) error {
	t := newTerminal(w, style)
	title := r.Headline.Value
	if title == "" {
		title = "(no headline)"
	}
	t.line(t.bold(plain(title)), "", "")
	t.field("article", string(r.ID), "")
	t.field("file", r.Path, "")
	t.field("address", r.URL, "")
	t.field("headline", or(r.Headline.Value, "unknown"), r.Headline.How)
	t.field("outlet", or(r.Outlet.Value, "unknown"), r.Outlet.How)
	for _, label := range r.Labels {
		t.field("label", label, "")
	}
	t.field("first in", r.Origin.Value, r.Origin.How)
	t.field("byline", or(r.Byline.Value, "none"), r.Byline.How)
	t.field("written in", r.Place.Value, r.Place.How)
	published := r.Published
	if r.Inferred {
		published = "~" + published
	}
	t.field("published", or(published, "unknown"), r.DateHow)
	if r.Note {
		t.field("note", "written after the article, not the article itself", "")
	}
	if r.Teaser {
		t.field("teaser", "an excerpt alone: what is not in it may stand in the article all the same", "")
	}
	t.field("format", fmt.Sprintf("%s, %d bytes, SHA-256 %s", r.Format, r.Bytes, r.Sum), "")
	t.field("statements", fmt.Sprintf("%d direct · %d mixed · %d reported", r.Direct, r.Mixed, r.Reported), "")
	for _, v := range r.Versions {
		t.field("earlier", fmt.Sprintf("until %s: another text, %d bytes, SHA-256 %s", v.Replaced[:len("2006-01-02")], v.Bytes, v.Sum), "")
	}
	for _, c := range r.Corrections {
		for _, q := range c.Reworded {
			t.field("corrected", c.At.UTC().Format("2006-01-02")+": "+reworded(q), "")
		}
	}
	for _, l := range r.Lines {
		if !l.Content {
			t.field(fmt.Sprintf("line %d", l.Number), l.Class, l.Why)
		}
	}
	return t.w.Flush()
}

// reworded says what became of a quotation.
func reworded(q corpus.Reworded) string {
	speaker := or(q.Speaker, "nobody named")
	switch {
	case q.After == "":
		return fmt.Sprintf("“%s” (%s) is gone", q.Before, speaker)
	case q.After == q.Before:
		return fmt.Sprintf("“%s” is given to %s, was given to %s", q.After, or(q.AfterSpeaker, "nobody named"), speaker)
	}
	return fmt.Sprintf("“%s” (%s) is now “%s” (%s)", q.Before, speaker, q.After, or(q.AfterSpeaker, "nobody named"))
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func newTerminal(w io.Writer, style Style) *terminal {
	if style.Width <= 0 {
		style.Width = 80
	}
	return &terminal{w: bufio.NewWriter(w), style: style}
}

// field writes a named value and how it is known; nothing for no value.
func (t *terminal) field(name, value, how string) {
	if value == "" {
		return
	}
	text := plain(value)
	if how != "" {
		text += " " + t.dim("("+plain(how)+")")
	}
	t.line(text, fmt.Sprintf("  %-11s ", name), "              ")
}
