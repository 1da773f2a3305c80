package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// A Basis says what a sentence rests on.
type Basis struct {
	// Source is whom the sentence names as its source, in its own words; "" if
	// it names none.
	Source string
	// Hearsay is true where the sentence says "reportedly" and no more.
	Hearsay bool
	// State is the state of which the source is a part, "" if none.
	State string
}

// Words is the basis as readers see it. It has no quotation marks, and no name
// that the sentence does not have.
func (b Basis) Words() string {
	switch {
	case b.Source != "":
		return b.Source
	case b.Hearsay:
		return "reportedly, no source named"
	}
	return "no source named"
}

// basis is what a reading rests on: whoever is named as having said it.
func (c *chronicle) basis(r reading) Basis {
	return c.basisOf(r.Document, r.Sentence, r.value, r.by)
}

// basisOf is basis for a value in a sentence. by is whose deed the sentence tells,
// "" if nobody's: "Roth proposed a meeting" does not rest on Roth's word.
func (c *chronicle) basisOf(d *corpus.Document, sentence, value corpus.Span, by string) Basis {
	text := d.Article.Text
	basis := Basis{Hearsay: phrase.In(sentence.Of(text), hearsay)}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Content.Overlap(sentence) == 0 {
			continue
		}
		switch {
		case q.Via.Len() > 0 && sentence.Covers(q.Via) && !phrase.In(q.Via.Of(text), hearsay) && named(q.Via.Of(text)):
			basis.Source = oneLine(q.Via.Of(text))
		case sentence.Covers(q.Cue) && q.Cue.Len() > 0 && q.Content.Covers(value) && q.Mention.Len() > 0 && sentence.Covers(q.Mention) &&
			(by == "" || c.Canonical(q.Speaker) != by):
			basis.Source = oneLine(q.Mention.Of(text)) + " " + oneLine(q.Cue.Of(text))
			if q.Cue.Start < q.Mention.Start {
				basis.Source = oneLine(q.Cue.Of(text)) + " " + oneLine(q.Mention.Of(text))
			}
		default:
			continue
		}
		basis.State = geo.FirstState(q.Speaker)
		if basis.State == "" {
			if homes := c.Homes(q.Speaker); len(homes) > 0 {
				basis.State = homes[0]
			}
		}
	}
	if strings.ContainsFunc(basis.Source, isQuotationMark) {
		basis.Source = "attributed"
	}
	if rest, ok := strings.CutPrefix(basis.Source, "According"); ok {
		basis.Source = "according" + rest
	}
	return basis
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// named reports whether the words behind "according to" and the like name a
// source and not a manner ("in firm terms").
func named(via string) bool {
	folded := " " + phrase.Fold(via) + " "
	return strings.Contains(folded, " according to ") || strings.Contains(folded, " reported ") || strings.Contains(folded, " said ") ||
		strings.Contains(folded, " statement ") || strings.Contains(folded, " citing ") || strings.Contains(folded, " told ")
}

var hearsay = []string{" reportedly ", " allegedly ", " apparently ", " rumoured ", " rumored "}

// A Corroboration says how many confirm something. Reprints and near copies of
// one text are one origin.
type Corroboration struct {
	// Outlets is how many publishers have it, Origins how many of them are not
	// copies of another, Sourced how many origins name a source.
	Outlets, Origins, Sourced int
	// Of is the name of the origin where there is one, "" where it is not known or is
	// the one outlet.
	Of        string
	Citations []Citation
	Basis     []Basis
}

// corroborate counts who stands behind the citations.
func (c *chronicle) corroborate(citations []Citation, basis []Basis) Corroboration {
	k := Corroboration{Citations: citations, Basis: basis}
	outlets, sourced := map[string]bool{}, map[string]bool{}
	var origins, cited []*corpus.Document
	for i, citation := range citations {
		d := c.document(citation.Article)
		if d == nil {
			continue
		}
		cited = append(cited, d)
		outlet := c.outlets.publisher(d.Article).Outlet.Name
		if outlet == "" {
			outlet = string(d.Article.ID)
		}
		outlets[outlet] = true
		at := slices.IndexFunc(origins, func(o *corpus.Document) bool { return c.reprints().same(o, d) })
		if at < 0 {
			origins = append(origins, d)
			at = len(origins) - 1
		}
		if basis[i].Source != "" {
			sourced[c.OriginOf(origins[at])] = true
		}
	}
	k.Outlets, k.Origins, k.Sourced = len(outlets), len(origins), len(sourced)
	if k.Origins == 1 && k.Outlets > 1 {
		k.Of = c.reprints().whose(cited)
	}
	return k
}

func (c *chronicle) document(id corpus.ID) *corpus.Document {
	for _, d := range c.Documents {
		if d.Article.ID == id {
			return d
		}
	}
	return nil
}

// Words says how many confirm it and why they count as they do. Numbers are
// spelled out: they are ours and stand in no article.
func (k Corroboration) Words() string {
	words := count(k.Outlets, "outlet")
	if k.Origins < k.Outlets {
		words += " of " + count(k.Origins, "origin")
		if k.Of != "" {
			words += ", " + k.Of
		}
		words += " (copies count once)"
	}
	switch {
	case k.Origins == 1 && k.Sourced == 1:
		return words + ", which names a source"
	case k.Origins == 1:
		return words + ", which names no source"
	case k.Sourced == k.Origins && k.Origins == 2:
		return words + ", both name a source"
	case k.Sourced == k.Origins:
		return words + ", all of which name a source"
	case k.Sourced == 0 && k.Origins == 2:
		return words + ", neither names a source, independence unknown"
	case k.Sourced == 0:
		return words + ", none names a source, independence unknown"
	}
	return words + ", " + spelledOut(k.Sourced) + " of them with a source, independence of the others unknown"
}

// Count is a number of things with the number spelled out, as prose of our own has
// it: no digit there stands in no article.
func Count(n int, word string) string { return count(n, word) }

func count(n int, word string) string {
	if n == 1 {
		return "one " + word
	}
	return spelledOut(n) + " " + word + "s"
}

func spelledOut(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return "more than twelve"
}

// confirmations finds who tells what the terms of a text say, for the question
// who confirms it: the side of a disagreement whose value the text names, else
// every sentence that has nearly all of the terms. It reports false where no
// article does.
func (e *Evidence) confirmations(text string) (Corroboration, bool) {
	c := e.chronicle()
	wanted := slices.DeleteFunc(segment.Terms(nil, text), func(t string) bool { return confirming[t] })
	if len(wanted) == 0 {
		return Corroboration{}, false
	}
	clashes, _ := c.clashes()
	for _, d := range append(append(clashes, c.forms()...), c.orphans()...) {
		for _, s := range d.Sides {
			if value := segment.Terms(nil, s.Value); len(value) > 0 && holdsAll(wanted, value) {
				return c.corroborate(s.Citations, s.Basis), true
			}
		}
	}
	var citations []Citation
	var basis []Basis
	for _, d := range c.Documents {
		for _, sentence := range d.Sentences(clean.Body) {
			if !holdsAll(segment.Terms(nil, sentence.Of(d.Article.Text)), wanted) {
				continue
			}
			citations = append(citations, cite(d, uncut(d, sentence)))
			value := sentence
			for _, q := range d.Quotations {
				if holdsAll(segment.Terms(nil, q.Content.Of(d.Article.Text)), wanted) {
					value = q.Content // what is asked about is what somebody said
				}
			}
			basis = append(basis, c.basisOf(d, sentence, value, ""))
			break
		}
	}
	return c.corroborate(citations, basis), len(citations) > 0
}

func holdsAll(have, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// confirming are the words of the question itself.
var confirming = phrase.Stems("how many outlets outlet sources source confirm confirms confirmed report reports reported say says who which articles newspapers corroborate corroborated independent independently")

// claim is the count as a claim for an answer, with a citation for each article.
func (k Corroboration) claim(section Section) Claim {
	return Claim{Section: section, Parts: []Part{{Prose: k.Words()}}, Citations: k.Citations}
}
