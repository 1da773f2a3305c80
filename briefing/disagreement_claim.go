package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/modality"
	"briefbot/corpus"
)

// conflictsShown is how many disagreements a brief has room for.
const conflictsShown = 3

// conflicts drafts where the sources disagree, each side in its own words with
// what it rests on, beside the others.
func (s *brief) conflicts() []Claim {
	found, _ := s.Disagreements()
	c := s.chronicle()
	var claims []Claim
	for _, d := range found[:min(len(found), conflictsShown)] {
		claim := d.claim(c)
		if place := s.expectedAt(&d); place != "" {
			claim.Parts = append(claim.Parts, Part{Prose: "; what is expected in " + place + " is another event"})
		}
		claims = append(claims, claim)
	}
	return claims
}

// expectedAt is the one of the places that a disagreement on what has been is about
// where something is expected to be too, "" if none is: readers would take the two
// for one.
func (s *brief) expectedAt(d *Disagreement) string {
	if s.expectation == nil || d.Attribute != "place" {
		return ""
	}
	expected := Names(s.expectation.span.Of(s.expectation.document.Article.Text))
	at := ""
	for _, side := range d.Sides {
		for _, c := range side.Citations {
			if modality.Expects(c.Words) {
				return ""
			}
		}
		if slices.Contains(expected, nameForm(side.Value)) {
			at = side.Value
		}
	}
	return at
}

// updatesShown is how many updates a brief has room for.
const updatesShown = 2

// updates drafts what later articles replaced: the old state and the new one, each
// in its article's words and with its date. Of the sources of a conflict none is
// replaced.
func updates(e *Evidence) []Claim {
	_, found := e.Disagreements()
	c := e.chronicle()
	var claims []Claim
	said := map[string]bool{}
	for _, u := range found {
		old, next := c.document(u.Old.Article), c.document(u.New.Article)
		if old == nil || next == nil || len(claims) == updatesShown {
			continue
		}
		claim := Claim{Section: Updates, Parts: []Part{
			{Cited: 1}, {Prose: " (" + c.dayOf(old) + ") → "}, {Cited: 2}, {Prose: " (" + c.dayOf(next) + ")"},
		}, Citations: []Citation{cite(old, u.OldState), cite(next, u.NewState), u.Old, u.New}}
		if u.Attribute != "state" {
			if what := strings.ToUpper(u.What[:1]) + u.What[1:]; unsupported(what, c.words(claim.Citations)) == "" {
				claim.Parts = append([]Part{{Prose: what + " – "}}, claim.Parts...)
			}
		}
		says := strings.ToLower(answerText(&claim))
		if uncut(old, u.OldState) != u.OldState || uncut(next, u.NewState) != u.NewState || said[says] {
			continue
		}
		said[says] = true
		claims = append(claims, claim)
	}
	return claims
}

// dayOf is an article's date as an update shows it, with ~ where it is inferred.
func (c *chronicle) dayOf(d *corpus.Document) string {
	if d.Article.Published.Time.IsZero() {
		return "undated"
	}
	day := d.Article.Published.Time.Format("2 Jan")
	if d.Article.Published.Inferred {
		return "~" + day
	}
	return day
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
		claim.Parts[0].Prose = "What is told differently"
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
