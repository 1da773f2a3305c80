package briefing

import (
	"slices"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// longContext is the length in bytes up to which a passage takes in the sentence
// that it points back to.
const longContext = 480

// standing is a claim that is a passage of an article, with a name of ours in
// brackets for a pronoun at its beginning: "[Hakan Fidan] stressed that …". Where
// it is not sure whom that means, or the passage points back otherwise, the
// sentence before it stands there too.
func standing(c *corpus.Corpus, section Section, d *corpus.Document, span corpus.Span) Claim {
	claim := textClaim(section, d, span)
	words := tokens(d.Article.Text, corpus.Span{Start: span.Start, End: min(span.End, span.Start+80)})
	before, follows := sentenceBefore(d, span.Start)
	follows = follows && sameLine(d, before, span)
	var terms []string
	if follows {
		terms = segment.Terms(nil, before.Of(d.Article.Text))
	}
	if len(words) < 2 || !pointsBack(words, terms) {
		return claim
	}
	name, from := "", corpus.Span{}
	if words[0].Start == span.Start && personal[words[0].fold] { // a pronoun in quotation marks is not at the beginning
		name, from = antecedent(c, d, words[0])
	}
	if name == "" {
		if follows && span.End-before.Start <= longContext {
			return textClaim(section, d, uncut(d, corpus.Span{Start: before.Start, End: span.End}))
		}
		return claim
	}
	rest := cite(d, corpus.Span{Start: words[1].Start, End: span.End})
	if rest.Span.Start != words[0].End+1 {
		return claim // "He, however, …"
	}
	claim.Parts = []Part{{Prose: "[" + name + "] "}, {Cited: 2}}
	claim.Citations = append(claim.Citations, rest)
	if from.Len() > 0 {
		claim.Citations = append(claim.Citations, cite(d, from))
	}
	return claim
}

var personal = map[string]bool{"he": true, "she": true, "they": true, "it": true}

// antecedent is whom a pronoun at the beginning of a sentence means, and the
// sentence that names him: whoever is known to make the statement that it begins,
// else whoever alone made one in the sentence before.
func antecedent(c *corpus.Corpus, d *corpus.Document, pronoun token) (name string, from corpus.Span) {
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Mention == pronoun.Span && capital(q.Speaker) {
			return nameOf(c, q, pronoun.fold), sentenceNaming(d, q.Speaker, pronoun.Start)
		}
	}
	if pronoun.fold != "he" && pronoun.fold != "she" {
		return "", from
	}
	before, ok := sentenceBefore(d, pronoun.Start)
	if !ok {
		return "", from
	}
	speaker := ""
	var said *corpus.Quotation
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if !before.Covers(q.Content) && q.Content.Overlap(before) == 0 {
			continue
		}
		if speaker != "" && q.Speaker != speaker || !before.Covers(q.Mention) {
			return "", corpus.Span{}
		}
		speaker, said = q.Speaker, q
	}
	if said == nil || !capital(speaker) || strings.Contains(speaker, " and ") {
		return "", corpus.Span{}
	}
	return nameOf(c, said, pronoun.fold), before
}

// nameOf is the name of a statement's speaker as the corpus knows it, "" where the
// pronoun is not one for him: a state is no "he", two people are "they".
func nameOf(c *corpus.Corpus, q *corpus.Quotation, pronoun string) string {
	known := c.SpeakersOf(q)
	if len(known) == 0 || len(known) > 2 || (len(known) == 2) != (pronoun == "they" && strings.Contains(q.Speaker, " and ")) {
		return ""
	}
	var names []string
	for _, s := range known {
		person := statesOf(s.Name) == "" && (len(s.Roles) > 0 || strings.Contains(s.Name, " "))
		if person == (pronoun == "it") || pronoun == "they" && len(known) == 1 {
			return ""
		}
		names = append(names, s.Name)
	}
	return strings.Join(names, " and ")
}

// sentenceBefore is the sentence of the body before the one that begins at the
// offset, on the same line or the one above.
func sentenceBefore(d *corpus.Document, at int) (before corpus.Span, ok bool) {
	for _, s := range d.Sentences(clean.Body) {
		if s.End > at {
			break
		}
		before, ok = s, true
	}
	return before, ok
}

// sentenceNaming is the last sentence before the offset that has all of a name,
// so that the name stands in what is cited; the zero span if there is none.
func sentenceNaming(d *corpus.Document, name string, at int) corpus.Span {
	var found corpus.Span
	words := strings.Fields(foldWords(name))
	for _, s := range d.Sentences(clean.Body) {
		if s.End > at {
			break
		}
		have := strings.Fields(foldWords(s.Of(d.Article.Text)))
		if !slices.ContainsFunc(words, func(w string) bool { return w != "and" && !slices.Contains(have, w) && !slices.Contains(have, w+"'s") }) {
			found = uncut(d, s)
		}
	}
	return found
}
