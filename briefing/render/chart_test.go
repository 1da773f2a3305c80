package render

import (
	"strings"
	"testing"

	"briefbot/briefing"
	"briefbot/corpus"
)

// A card reads as the article does: what is before the words, the words and what is
// after them, with a blank between sentences.
func TestCardReadsOn(t *testing.T) {
	const text = "The bridge is old. “It will hold,” engineer Ines Kober told the council on Monday. The mayor said nothing."
	d := corpus.Analyze(&corpus.Article{Text: text})
	for _, words := range []string{"The bridge is old.", "“It will hold,” engineer Ines Kober told the council on Monday.", "It will hold,", "engineer Ines Kober", "The mayor said nothing."} {
		at := strings.Index(text, words)
		card, _ := Card(briefing.Publisher{}, d, corpus.Span{Start: at, End: at + len(words)})
		if whole := card.Before + card.Words + card.After; card.Words != words || !strings.Contains(text, whole) {
			t.Errorf("%q: the card reads %q", words, whole)
		}
	}
}
