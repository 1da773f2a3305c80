package corpus

import (
	"briefbot/corpus/clean"
	"briefbot/corpus/quotation"
)

// Statements and their kinds are found by package quotation; their spans index
// the article's text.
type (
	Quotation = quotation.Quotation
	Person    = quotation.Person
	Kind      = quotation.Kind
)

const (
	Direct   = quotation.Direct
	Mixed    = quotation.Mixed
	Reported = quotation.Reported
)

// A Passage is the unit of retrieval: at most three consecutive sentences of
// one paragraph.
type Passage struct {
	Span
	Class clean.Class
}

// A Document is an article with all that Analyze found in it.
type Document struct {
	Article    *Article
	Lines      []clean.Line
	Passages   []Passage
	Quotations []Quotation
	People     []Person
}
