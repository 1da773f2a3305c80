package briefing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// A Library is where the cited articles are. *corpus.Corpus is one.
type Library interface {
	Document(ctx context.Context, id corpus.ID) (*corpus.Document, error)
	SpeakersOf(q *corpus.Quotation) []*corpus.Speaker
	// Version is the text that an article had before, or ErrNotFound.
	Version(ctx context.Context, id corpus.ID, sum corpus.Sum) (*corpus.Version, error)
}

// A Reason says why a claim was struck.
type Reason string

const (
	NoCitation      Reason = "no citation"
	UnknownArticle  Reason = "the corpus has no such article"
	OtherText       Reason = "the article's text has changed"
	OutOfRange      Reason = "the span is not in the text"
	OtherWords      Reason = "the words do not stand at the span"
	NotContent      Reason = "the span is not part of the article"
	NotSaid         Reason = "no statement of that kind and speaker stands there"
	NoMarks         Reason = "direct speech that no quotation mark opens"
	CutsAQuotation  Reason = "the span cuts a quotation in two"
	UnknownPart     Reason = "a part refers to no citation"
	MarksInProse    Reason = "quotation marks around words of our own"
	UnsupportedWord Reason = "a name or number that no citation has"
	Misattributed   Reason = "prose gives somebody's words to somebody else"
)

// An Unsupported is a claim that was struck.
type Unsupported struct {
	Claim  Claim
	Reason Reason
	// Detail is the offending words, for the log of whoever wrote the draft.
	Detail string
}

// Verify strikes every claim of the draft that the articles do not bear out and
// makes a brief of the rest. It returns an error only where an article could not
// be read.
func Verify(ctx context.Context, lib Library, d *Draft) (*Brief, []Unsupported, error) {
	b := &Brief{question: d.Question}
	var struck []Unsupported
	for _, claim := range d.Claims {
		reason, detail, err := b.check(ctx, lib, &claim)
		if err != nil {
			return nil, nil, err
		}
		if reason != "" {
			struck = append(struck, Unsupported{claim, reason, detail})
			continue
		}
		b.claims = append(b.claims, claim)
		for _, c := range claim.Citations {
			if b.Number(c.Article) == 0 {
				doc, err := lib.Document(ctx, c.Article)
				if err != nil {
					return nil, nil, err
				}
				b.articles = append(b.articles, doc)
			}
		}
	}
	return b, struck, nil
}

// check returns why the claim is not borne out, "" if it is.
func (b *Brief) check(ctx context.Context, lib Library, claim *Claim) (reason Reason, detail string, err error) {
	if len(claim.Citations) == 0 {
		return NoCitation, "", nil
	}
	var evidence []string
	for _, c := range claim.Citations {
		doc, err := lib.Document(ctx, c.Article)
		if errors.Is(err, corpus.ErrNotFound) {
			return UnknownArticle, string(c.Article), nil
		} else if err != nil {
			return "", "", fmt.Errorf("verify: %w", err)
		}
		if reason := checkCitation(lib, doc, &c); reason != "" {
			return reason, c.Words, nil
		}
		evidence = append(evidence, c.Words, c.Speaker, dateWords(doc.Article), doc.Article.Outlet.Value, doc.Article.Origin.Value)
	}
	if claim.Author != "" {
		return checkWritten(ctx, lib, claim)
	}
	for i, p := range claim.Parts {
		switch {
		case p.Cited < 0 || p.Cited > len(claim.Citations):
			return UnknownPart, fmt.Sprint(p.Cited), nil
		case p.Former != nil:
			if reason, err := p.checkFormer(ctx, lib, claim); reason != "" || err != nil {
				return reason, p.Former.Words, err
			}
		case p.Cited == 0 && strings.ContainsFunc(p.Prose, isQuotationMark):
			return MarksInProse, p.Prose, nil
		case p.Cited == 0:
			if word := unsupported(p.Prose, evidence); word != "" {
				return UnsupportedWord, word, nil
			}
			if i+1 < len(claim.Parts) && claim.Parts[i+1].Cited > 0 && claim.Parts[i+1].Cited <= len(claim.Citations) {
				next := &claim.Citations[claim.Parts[i+1].Cited-1]
				doc, err := lib.Document(ctx, next.Article)
				if err != nil {
					return "", "", fmt.Errorf("verify: %w", err)
				}
				if name := misattributed(doc, p.Prose, next.Span); name != "" {
					return Misattributed, name, nil
				}
			}
		}
	}
	return "", "", nil
}

// checkFormer returns why former words did not stand between quotation marks in an
// earlier text of an article that the claim cites, "" if they did.
func (p *Part) checkFormer(ctx context.Context, lib Library, claim *Claim) (Reason, error) {
	f := p.Former
	if p.Prose != "" || p.Cited > 0 || !slices.ContainsFunc(claim.Citations, func(c Citation) bool { return c.Article == f.Article }) {
		return UnknownPart, nil
	}
	v, err := lib.Version(ctx, f.Article, f.Sum)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return OtherText, nil
	case err != nil:
		return "", fmt.Errorf("verify: %w", err)
	case f.Span.Len() == 0 || !f.Span.In(v.Text):
		return OutOfRange, nil
	case f.Span.Of(v.Text) != f.Words:
		return OtherWords, nil
	case strings.ContainsFunc(f.Words, isQuotationMark):
		return MarksInProse, nil
	case !opensMarks(v.Text, f.Span.Start):
		return NoMarks, nil
	}
	return "", nil
}

// checkCitation returns why the citation does not hold in the document.
func checkCitation(lib Library, doc *corpus.Document, c *Citation) Reason {
	words, ok := doc.Article.Slice(c.Span)
	switch {
	case doc.Article.Sum() != c.Sum:
		return OtherText
	case !ok || c.Span.Len() == 0:
		return OutOfRange
	case words != c.Words:
		return OtherWords
	}
	for _, l := range doc.Lines {
		if l.Overlap(c.Span) > 0 && !l.Class.Content() && l.Class != clean.Caption {
			return NotContent
		}
	}
	if c.Kind == Text {
		if c.Speaker != "" {
			return NotSaid
		}
		for _, q := range doc.Quotations {
			for _, f := range q.Fragments {
				if f.Overlap(c.Span) > 0 && !c.Span.Covers(f) {
					return CutsAQuotation
				}
			}
		}
		return ""
	}
	if c.Kind == Direct && !opensMarks(doc.Article.Text, c.Span.Start) {
		return NoMarks
	}
	for i := range doc.Quotations {
		q := &doc.Quotations[i]
		if q.Content == c.Span && kindOf(q.Kind) == c.Kind && speaks(lib, q, c.Speaker) {
			return ""
		}
	}
	return NotSaid
}

// speaks reports whether the statement is the named speaker's: by the name that
// the article gives him, or by the name that the corpus does.
func speaks(lib Library, q *corpus.Quotation, name string) bool {
	if q.Speaker == name {
		return true
	}
	for _, s := range lib.SpeakersOf(q) {
		if s.Name == name {
			return true
		}
	}
	return false
}

// opensMarks reports whether a quotation mark stands at the offset or right
// before it.
func opensMarks(text string, at int) bool {
	next, _ := utf8.DecodeRuneInString(text[at:])
	last, _ := utf8.DecodeLastRuneInString(text[:at])
	single := func(r rune) bool { return r == '‘' || r == '\'' || r == '‚' || r == '`' }
	return isQuotationMark(next) || isQuotationMark(last) || single(next) || single(last)
}

func isQuotationMark(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』', '＂':
		return true
	}
	return false
}

// unsupported returns the first name or number in prose that none of the
// evidence has, "" if there is none. A name is a word that begins with a
// capital and is no closed-class word.
func unsupported(prose string, evidence []string) string {
	have := map[string]bool{}
	for _, e := range evidence {
		for s := range segment.Words(e) {
			have[nameForm(s.Of(e))] = true
		}
	}
	for s := range segment.Words(prose) {
		word := s.Of(prose)
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			continue
		}
		if form := nameForm(word); !have[form] && !segment.StopWord(form) {
			return word
		}
	}
	return ""
}

// misattributed returns the name of a person in prose who is not the speaker of
// the statements that follow it, "" if there is none: words that stand behind a
// name are read as that person's. Where the prose names nobody, or a speaker
// too, it says whose words they are.
func misattributed(doc *corpus.Document, prose string, span corpus.Span) string {
	in := map[string]bool{}
	for s := range segment.Words(prose) {
		in[nameForm(s.Of(prose))] = true
	}
	named := ""
	for _, p := range doc.People {
		if in[lastName(p.Name)] {
			named = p.Name
			break
		}
	}
	if named == "" {
		return ""
	}
	for _, q := range doc.Quotations {
		if q.Content.Overlap(span) > 0 && q.Speaker != "" && !in[lastName(q.Speaker)] {
			return named
		}
	}
	return ""
}
