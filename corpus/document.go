package corpus

import (
	"cmp"
	"slices"

	"crypto/sha256"
	"encoding/binary"

	"briefbot/corpus/clean"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
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

// A Passage is the unit of retrieval: at most three consecutive sentences.
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

// NewestFirst orders documents from the newest to the oldest, undated ones last, and
// those of the same date by ID.
func NewestFirst(a, b *Document) int {
	return cmp.Or(
		b.Article.Published.Time.Compare(a.Article.Published.Time),
		cmp.Compare(a.Article.ID, b.Article.ID))
}

// PassageSum stands for the passages and the headline over them: another text, or
// other cuts through it, have another.
func (d *Document) PassageSum() Sum {
	sum := d.Article.Sum()
	b := append(sum[:], d.Article.Headline.Value...)
	b = append(b, 0)
	for _, p := range d.Passages {
		b = binary.AppendUvarint(b, uint64(p.Start))
		b = binary.AppendUvarint(b, uint64(p.End))
	}
	return sha256.Sum256(b)
}

// passageSentences is the length of a passage. News is written in sentences
// that stand alone; three of them carry an answer and the name it is about.
const passageSentences = 3

// Analyze finds the lines, passages, statements and people of an article. It is
// a pure function of the article's text and language and of the people that are
// known beforehand, so that yesterday's articles gain from a better Analyze.
func Analyze(a *Article, people ...Profile) *Document { return analyze(a, people, false) }

// Explain is Analyze with Quotation.Why filled in: how each statement was found,
// and why it has its speaker.
func Explain(a *Article, people ...Profile) *Document { return analyze(a, people, true) }

func analyze(a *Article, people []Profile, explain bool) *Document {
	d := &Document{Article: a, Lines: clean.Lines(a.Text)}
	var blocks []quotation.Block
	for _, l := range d.Lines {
		switch l.Class {
		case clean.Body:
			blocks = append(blocks, quotation.Block{Span: l.Span})
		case clean.Headline:
			blocks = append(blocks, quotation.Block{Span: l.Span, Region: quotation.Headline})
		case clean.Caption:
			blocks = append(blocks, quotation.Block{Span: l.Span, Region: quotation.Caption})
		}
	}
	found := quotation.Find(a.Text, blocks, quotation.Options{Language: a.Language, Explain: explain, Known: known(people)})
	d.Quotations, d.People = found.Quotations, found.People
	d.Passages = passages(a.Text, d.Lines)
	return d
}

// known is what package quotation is told of the people.
func known(people []Profile) []quotation.Known {
	var all []quotation.Known
	for _, p := range people {
		k := quotation.Known{Name: p.Name, Aliases: p.Aliases}
		if p.Role != "" {
			k.Roles = []string{p.Role}
		}
		all = append(all, k)
	}
	return all
}

// passages cuts each run of lines of one class into passages. Headings inside
// the text end a run and are left out: they repeat what follows.
func passages(text string, lines []clean.Line) []Passage {
	var found []Passage
	var run []Span
	end := func(class clean.Class) {
		for _, s := range segment.Passages(text, run, passageSentences) {
			found = append(found, Passage{s, class})
		}
		run = run[:0]
	}
	for i, l := range lines {
		switch l.Class {
		case clean.Body, clean.Caption, clean.Headline:
			run = append(run, l.Span)
		}
		if i+1 == len(lines) || lines[i+1].Class != l.Class {
			end(l.Class)
		}
	}
	return found
}

// Place is where the article was written, as a dateline says that opens it; empty
// where none does.
func (d *Document) Place() Field { return clean.Read(d.Article.Text, d.Lines).Place }

// Opened is s with the dateline that opens its paragraph, where s begins right
// behind it. A passage is found and shown with its dateline, which says of which
// place and day it tells; what is quoted or cited goes without.
func (d *Document) Opened(s Span) Span {
	i, ok := slices.BinarySearchFunc(d.Lines, s.Start, func(l clean.Line, start int) int { return cmp.Compare(l.Start, start) })
	if ok && i > 0 && d.Lines[i-1].Class == clean.Dateline && d.Lines[i-1].Number == d.Lines[i].Number {
		s.Start = d.Lines[i-1].Start
	}
	return s
}

// ClassAt is the class of the line that holds s. It reports false where s lies
// in no line, or reaches over lines of different classes.
func (d *Document) ClassAt(s Span) (class clean.Class, ok bool) {
	for _, l := range d.Lines {
		if l.Overlap(s) == 0 {
			continue
		}
		if ok && l.Class != class {
			return 0, false
		}
		class, ok = l.Class, true
	}
	return class, ok
}

// Sentences returns the sentences of the article's lines of the given class, in
// order.
func (d *Document) Sentences(class clean.Class) []Span {
	var found []Span
	for _, l := range d.Lines {
		if l.Class != class {
			continue
		}
		for s := range segment.Sentences(d.Article.Text, l.Span) {
			found = append(found, s)
		}
	}
	return found
}

// SentenceAt is the sentence, of whatever line, that holds the first byte of s,
// extended by the following sentences of that line until it covers s. It is s
// itself where no line holds s.
func (d *Document) SentenceAt(s Span) Span {
	for _, l := range d.Lines {
		if !l.Covers(Span{Start: s.Start, End: s.Start}) || s.Start == l.End {
			continue
		}
		var whole Span
		for sentence := range segment.Sentences(d.Article.Text, l.Span) {
			switch {
			case sentence.End <= s.Start:
			case whole.End == 0:
				whole = sentence
			case sentence.Start < s.End:
				whole.End = sentence.End
			}
		}
		if whole.End > 0 {
			return whole
		}
	}
	return s
}
