package briefing

import (
	"context"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// Extractive is the writer that needs no model: it answers in the articles' own
// sentences. The same evidence gives the same claims.
type Extractive struct{}

// Write implements Writer.
func (x Extractive) Write(ctx context.Context, e *Evidence) (*Draft, error) {
	claims, err := x.claims(ctx, e)
	return &Draft{Claims: claims}, err
}

func (Extractive) claims(ctx context.Context, e *Evidence) ([]Claim, error) {
	switch e.Question.Kind {
	case Situation:
		return situation(ctx, e)
	case Quotes:
		return quotes(ctx, e)
	case Timeline:
		return timeline(e), nil
	case New:
		return developments(ctx, e)
	}
	return answer(ctx, e)
}

// cite is the citation of a span of the article's own text.
func cite(d *corpus.Document, span corpus.Span) Citation {
	return Citation{Article: d.Article.ID, Sum: d.Article.Sum(), Span: span, Words: span.Of(d.Article.Text), Kind: Text}
}

// citeStatement is the citation of a statement. The speaker's name is the
// corpus's, where the corpus knows one.
func citeStatement(d *corpus.Document, q *corpus.Quotation, speaker string) Citation {
	c := cite(d, q.Content)
	c.Kind, c.Speaker = kindOf(q.Kind), speaker
	return c
}

// textClaim is a claim that is a span of an article, verbatim.
func textClaim(section Section, d *corpus.Document, span corpus.Span) Claim {
	return Claim{Section: section, Parts: []Part{{Cited: 1}}, Citations: []Citation{cite(d, span)}}
}

// longSentence is the length in bytes above which a statement is given without
// the sentence around it.
const longSentence = 330

// statementClaim tells a statement as the article does: in its whole sentence,
// behind the speaker's name where the sentence has only a pronoun or a role; or
// in its own words alone where the sentence is long.
func statementClaim(section Section, d *corpus.Document, q *corpus.Quotation, speaker string) Claim {
	sentence := whole(d, q)
	claim := Claim{Section: section, Citations: []Citation{citeStatement(d, q, speaker)}}
	if sentence.Len() > longSentence && sentence != q.Content {
		cue := "reported"
		if q.Kind == corpus.Direct {
			cue = ""
		}
		claim.Parts = append(said(speaker, cue), Part{Cited: 1})
		return claim
	}
	claim.Citations = append(claim.Citations, cite(d, sentence))
	if parts, halves := bracketed(d, q, sentence, speaker); parts != nil {
		claim.Parts, claim.Citations = parts, append(claim.Citations, halves...)
		return claim
	}
	if !sentence.Covers(q.Mention) || !names(d, q.Mention, speaker) {
		// "He said …"; but not where the sentence names him as it goes on.
		if q.Mention.Len() > 0 || !names(d, sentence, speaker) {
			claim.Parts = said(speaker, "")
		}
	}
	if rest, ok := unjoined(d, sentence); ok {
		claim.Parts = append(claim.Parts, Part{Prose: "[…] "}, Part{Cited: 3})
		claim.Citations = append(claim.Citations, cite(d, rest))
		return claim
	}
	claim.Parts = append(claim.Parts, Part{Cited: 2})
	return claim
}

// said is the speaker's name with a colon.
func said(speaker, how string) []Part {
	if speaker == "" {
		return nil
	}
	if how != "" {
		return []Part{{Prose: speaker + " (" + how + "): "}}
	}
	return []Part{{Prose: speaker + ": "}}
}

// whole is the sentence, or the sentences, that the statement, its cue and its
// speaker stand in, so that no quotation is cut.
func whole(d *corpus.Document, q *corpus.Quotation) corpus.Span {
	span := q.Content
	for _, part := range []corpus.Span{q.Cue, q.Mention} {
		if part.Len() > 0 && part.Start < span.Start+longSentence && part.End > span.Start-longSentence && sameLine(d, span, part) {
			span = corpus.Span{Start: min(span.Start, part.Start), End: max(span.End, part.End)}
		}
	}
	span = d.SentenceAt(span)
	return uncut(d, span)
}

// uncut widens a span until it cuts no quotation in two.
func uncut(d *corpus.Document, span corpus.Span) corpus.Span {
	for changed := true; changed; {
		changed = false
		for _, q := range d.Quotations {
			for _, f := range q.Fragments {
				if f.Overlap(span) > 0 && !span.Covers(f) && q.Content.Len() < 4*longSentence {
					span = d.SentenceAt(corpus.Span{Start: min(span.Start, q.Content.Start), End: max(span.End, q.Content.End)})
					changed = changed || span.Covers(f)
				}
			}
		}
	}
	return span
}

func sameLine(d *corpus.Document, a, b corpus.Span) bool {
	for _, l := range d.Lines {
		if l.Covers(a) {
			return l.Covers(b)
		}
	}
	return false
}

// names reports whether the span has the speaker's last name in it.
func names(d *corpus.Document, span corpus.Span, speaker string) bool {
	last := lastName(speaker)
	words := span.Of(d.Article.Text)
	for s := range segment.Words(words) {
		if nameForm(s.Of(words)) == last {
			return true
		}
	}
	return last == "" || strings.EqualFold(words, speaker)
}

// speakerName is the corpus's name for the statement's speaker, else the
// article's.
func speakerName(c *corpus.Corpus, q *corpus.Quotation) string {
	if known := c.SpeakersOf(q); len(known) == 1 {
		return known[0].Name
	}
	return q.Speaker
}
