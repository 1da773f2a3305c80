package briefing

import "briefbot/corpus"

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
