// Package clean says which lines of a page are the article and which are the
// page around it: navigation, share buttons, teasers of other stories,
// captions, the copyright line. It marks lines and deletes none, so that every
// offset still means the same byte of the same text.
//
// It is a leaf: it reads text and byte offsets only.
package clean

import (
	"fmt"
	"slices"
	"time"

	"briefbot/corpus/segment"
)

// Span is a half-open range of byte offsets into the text that was classed.
type Span = segment.Span

// Class is what a line is.
type Class uint8

const (
	// Body is the article's own prose, and the only class that dates and
	// carries statements by default.
	Body Class = iota
	// Headline is the article's title, Subhead a heading inside it.
	Headline
	Subhead
	// Caption stands under a picture. Its quotations are indexed; it never
	// dates a statement.
	Caption
	// Table is a row of a table inside the article (the outlet's own summary).
	Table
	// Byline, Dateline, Syndication and Copyright lines feed the article's
	// record: who wrote it, when, for whom, who owns it.
	Byline
	Dateline
	Syndication
	Copyright
	// The rest is the page around the article.
	Breadcrumb
	Share
	Teaser
	Pingback
	Related
	Navigation
	Separator
)

// A Line is one line of the text with its class.
type Line struct {
	Span
	// Number counts from 1, empty lines included, as an editor counts.
	Number int
	Class  Class
	// Why names the rule that decided, for -explain and for tests.
	Why string
}

var classNames = [...]string{
	"body", "headline", "subhead", "caption", "table",
	"byline", "dateline", "syndication", "copyright",
	"breadcrumb", "share", "teaser", "pingback", "related", "navigation", "separator",
}

// String is the class in lower case: "body", "subhead", "teaser".
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class(%d)", uint8(c))
}

// MarshalText writes the class as String does, so that what is stored does not
// depend on the order of the constants.
func (c Class) MarshalText() ([]byte, error) {
	if int(c) >= len(classNames) {
		return nil, fmt.Errorf("class %d: no such class", uint8(c))
	}
	return []byte(classNames[c]), nil
}

// UnmarshalText reads what MarshalText wrote.
func (c *Class) UnmarshalText(text []byte) error {
	i := slices.Index(classNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("class %q: no such class", text)
	}
	*c = Class(i)
	return nil
}

// Content reports whether a line of this class belongs to the article as a
// reader would tell it: body, headings, captions and tables.
func (c Class) Content() bool {
	switch c {
	case Body, Headline, Subhead, Caption, Table:
		return true
	}
	return false
}

// A Field is a fact about the article and how it was found: "front matter",
// "meta property article:published_time", "line 3".
type Field struct {
	Value string `json:"value"`
	How   string `json:"how,omitempty"`
}

// A Date is a point in time and how it was found.
type Date struct {
	// Time is zero where the article does not say and nothing could be inferred.
	Time time.Time `json:"time"`
	// Inferred is true where the article does not state its date and How
	// explains what it was concluded from. Inferred dates are shown with ~.
	Inferred bool   `json:"inferred,omitempty"`
	How      string `json:"how,omitempty"`
}
