package corpus

import (
	"slices"

	"briefbot/corpus/segment"
)

// frameWeight is what a term weighs that tells of articles, where a question is of
// what outlets wrote.
const frameWeight = .5

// frameWords are what such a question says of the articles and of how they compare,
// and not of what they tell: "does the report suggest a different view?" Words of one
// stem stand here once.
var frameWords = []string{
	"accord", "agree", "article", "associate", "attribute", "claim", "compare", "comparison",
	"concern", "consider", "consist", "cover", "coverage", "depict", "describe", "detail", "differ",
	"disagree", "discuss", "feature", "focus", "highlight", "imply", "inconsistent", "indicate",
	"individual", "information", "mention", "name", "narrative", "outlet", "portray", "publish",
	"regard", "report", "similar", "source", "story", "subsequent", "suggest",
}

// frameTerms are the terms of frameWords.
var frameTerms = func() []string {
	var terms []string
	for _, w := range frameWords {
		terms = segment.Terms(terms, w)
	}
	return terms
}()

// framing reports whether the term tells of articles.
func framing(term string) bool { return slices.Contains(frameTerms, term) }
