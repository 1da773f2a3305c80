package briefing

import (
	"strings"
	"unicode/utf8"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// TextClaim is a claim that is a passage of an article, verbatim, widened until it
// cuts no quotation in two.
func TextClaim(section Section, d *corpus.Document, span corpus.Span) Claim {
	return textClaim(section, d, uncut(d, span))
}

// StatementClaim is a claim that tells a statement as the article does: in its
// whole sentence, or in its own words where the sentence is long. Its first
// citation is the statement's. The speaker is named as the corpus knows him.
func StatementClaim(section Section, c *corpus.Corpus, d *corpus.Document, q *corpus.Quotation) Claim {
	return statementClaim(section, d, q, speakerName(c, q))
}

// Cite is the citation of a span of an article's own text.
func Cite(d *corpus.Document, span corpus.Span) Citation { return cite(d, span) }

// CiteQuoted are the citations of one fragment of a statement: of the words with
// the marks around them, as a part of a claim may show them, and of the statement
// that makes them its speaker's. It reports false where the article has no marks
// right around the fragment, or names no speaker.
func CiteQuoted(c *corpus.Corpus, d *corpus.Document, q *corpus.Quotation, fragment corpus.Span) (shown, statement Citation, ok bool) {
	span, ok := withMarks(d.Article.Text, fragment)
	speaker := speakerName(c, q)
	if !ok || speaker == "" {
		return Citation{}, Citation{}, false
	}
	return cite(d, span), citeStatement(d, q, speaker), true
}

// CiteStatements are citations of the statements inside a span whose speakers a
// text names, each speaker's first.
func CiteStatements(c *corpus.Corpus, d *corpus.Document, span corpus.Span, text string) []Citation {
	in := map[string]bool{}
	for s := range segment.Words(text) {
		in[nameForm(s.Of(text))] = true
	}
	var all []Citation
	for i := range d.Quotations {
		q := &d.Quotations[i]
		speaker := speakerName(c, q)
		if last := lastName(speaker); last != "" && in[last] && span.Covers(q.Content) {
			all = append(all, citeStatement(d, q, speaker))
			in[last] = false
		}
	}
	return all
}

// withMarks widens a fragment by the quotation marks around it.
func withMarks(text string, s corpus.Span) (corpus.Span, bool) {
	open, n := utf8.DecodeLastRuneInString(text[:s.Start])
	end, m := utf8.DecodeRuneInString(text[s.End:])
	if isQuotationMark(open) && isQuotationMark(end) {
		return corpus.Span{Start: s.Start - n, End: s.End + m}, true
	}
	return s, false
}

// answerText is what a claim says.
func answerText(c *Claim) string {
	var b strings.Builder
	for _, p := range c.Parts {
		b.WriteString(p.Prose)
		if p.Cited > 0 {
			b.WriteString(oneLine(c.Citations[p.Cited-1].Words))
		}
	}
	return b.String()
}
