package briefing

import "strings"

// conflictsShown is how many disagreements a brief has room for.
const conflictsShown = 3

// conflicts drafts where the sources disagree, each side in its own words with
// what it rests on, beside the others.
func conflicts(e *Evidence) []Claim {
	found, _ := e.Disagreements()
	c := e.chronicle()
	var claims []Claim
	for _, d := range found[:min(len(found), conflictsShown)] {
		claims = append(claims, d.claim(c))
	}
	return claims
}

// claim is the disagreement as a claim. Its parts are the values, each with the
// citations that follow it up to the next part's; behind them come the sentences.
func (d *Disagreement) claim(c *chronicle) Claim {
	claim := Claim{Section: Conflicts, Parts: []Part{{Prose: strings.ToUpper(d.What[:1]) + d.What[1:]}, {Prose: " – "}}}
	for i, side := range d.Sides {
		if i > 0 {
			claim.Parts = append(claim.Parts, Part{Prose: " against "})
		}
		claim.Parts = append(claim.Parts, Part{Cited: len(claim.Citations) + 1}, Part{Prose: " (" + c.restsOn(side) + ")"})
		claim.Citations = append(claim.Citations, side.Values...)
	}
	for _, side := range d.Sides {
		claim.Citations = append(claim.Citations, side.Citations...)
	}
	if word := unsupported(claim.Parts[0].Prose, c.words(claim.Citations)); word != "" {
		claim.Parts[0].Prose = "Told differently"
	}
	return claim
}

// restsOn says what a side rests on: the basis of its one citation, or how many
// stand behind it.
func (c *chronicle) restsOn(side Side) string {
	if len(side.Citations) == 1 {
		return side.Basis[0].Words()
	}
	return c.corroborate(side.Citations, side.Basis).Words()
}

func (c *chronicle) words(citations []Citation) []string {
	var words []string
	for _, citation := range citations {
		words = append(words, citation.Words)
		if d := c.document(citation.Article); d != nil {
			words = append(words, d.Article.Outlet.Value, dateWords(d.Article))
		}
	}
	return words
}
