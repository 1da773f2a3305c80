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

// longContext is the length in bytes up to which a passage takes in the sentence
// that it points back to.
const longContext = 480

// standing is a claim that is a passage of an article, with a name of ours in
// brackets for a pronoun at its beginning: "[Hakan Fidan] stressed that …". Where
// it is not sure whom that means, or the passage points back otherwise, the
// sentence before it stands there too.
func standing(c *corpus.Corpus, section Section, d *corpus.Document, span corpus.Span) Claim {
	claim := textClaim(section, d, span)
	words := phrase.Tokens(d.Article.Text, corpus.Span{Start: span.Start, End: min(span.End, span.Start+80)})
	before, follows := sentenceBefore(d, span.Start)
	follows = follows && sameLine(d, before, span)
	var terms []string
	if follows {
		terms = segment.Terms(nil, before.Of(d.Article.Text))
	}
	if rest, ok := unjoined(d, span); ok {
		claim.Parts = []Part{{Prose: "[…] "}, {Cited: 2}}
		claim.Citations = append(claim.Citations, cite(d, rest))
		return claim
	}
	if len(words) < 2 || !pointsBack(words, terms) {
		return claim
	}
	name, from := "", corpus.Span{}
	if words[0].Start == span.Start && personal[words[0].Fold] { // a pronoun in quotation marks is not at the beginning
		name, from = antecedent(c, d, words[0])
		name = namedIn(name, from.Of(d.Article.Text))
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

// unjoined is a passage without the words that join it to what was before, which
// does not stand here: "However, the talks …". It reports false where there are
// none, or where the rest points back too.
func unjoined(d *corpus.Document, span corpus.Span) (rest corpus.Span, ok bool) {
	words := phrase.Tokens(d.Article.Text, corpus.Span{Start: span.Start, End: min(span.End, span.Start+80)})
	n := connective(d.Article.Text, words)
	if n == 0 || pointsBack(words[n:], nil) {
		return span, false
	}
	return corpus.Span{Start: words[n].Start, End: span.End}, true
}

// connective is how many words at the beginning of a sentence, a comma behind
// them, join it to the one before; 0 if none do.
func connective(text string, words []phrase.Token) int {
	folded := " "
	for i, w := range words[:min(len(words)-1, 3)] {
		folded += w.Fold + " "
		if slices.Contains(connectives, folded) && strings.HasPrefix(text[w.End:words[i+1].Start], ",") {
			return i + 1
		}
	}
	return 0
}

var connectives = []string{
	" however ", " meanwhile ", " still ", " moreover ", " furthermore ", " in addition ", " also ", " instead ", " then ", " since then ",
	" for now ", " besides ", " nevertheless ", " at the same time ", " in turn ", " but ", " and ", " yet ", " likewise ", " by contrast ",
}

var personal = map[string]bool{"he": true, "she": true, "they": true, "it": true}

// antecedent is whom a pronoun at the beginning of a sentence means, and the
// sentence that names him: whoever is known to make the statement that it begins,
// else whoever alone made one in the sentence before.
func antecedent(c *corpus.Corpus, d *corpus.Document, pronoun phrase.Token) (name string, from corpus.Span) {
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Mention == pronoun.Span && phrase.Capital(q.Speaker) {
			return nameOf(c, q, pronoun.Fold), sentenceNaming(d, q.Speaker, pronoun.Start)
		}
	}
	if pronoun.Fold != "he" && pronoun.Fold != "she" {
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
	if said == nil || !phrase.Capital(speaker) || strings.Contains(speaker, " and ") {
		return "", corpus.Span{}
	}
	return nameOf(c, said, pronoun.Fold), before
}

// namedIn are the words of a name that a sentence has: what is shown of it must
// stand in what is cited.
func namedIn(name, sentence string) string {
	have := strings.Fields(phrase.Fold(sentence))
	kept := slices.DeleteFunc(strings.Fields(name), func(w string) bool {
		f := phrase.Fold(w)
		return f != "and" && !slices.Contains(have, f) && !slices.Contains(have, f+"'s")
	})
	return strings.Trim(strings.TrimPrefix(strings.TrimSuffix(" "+strings.Join(kept, " ")+" ", " and "), " and "), " ")
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
		person := geo.StateNamed(s.Name) == "" && (len(s.Roles) > 0 || strings.Contains(s.Name, " "))
		if person == (pronoun == "it") || pronoun == "they" && len(known) == 1 {
			return ""
		}
		names = append(names, s.Name)
	}
	return strings.Join(names, " and ")
}

// bracketed is a sentence in which a name in brackets stands for the pronoun that
// its statement is attributed to: “We sail,” [Ada Lind] said. It is nil where there
// is no such pronoun, or where it stands in somebody's own words.
func bracketed(d *corpus.Document, q *corpus.Quotation, sentence corpus.Span, speaker string) (parts []Part, halves []Citation) {
	m := q.Mention
	words := phrase.Tokens(d.Article.Text, m)
	if m.Len() == 0 || !sentence.Covers(m) || len(words) != 1 || !personal[words[0].Fold] || !phrase.Capital(speaker) || strings.Contains(speaker, ", ") {
		return nil, nil
	}
	for i := range d.Quotations {
		if slices.ContainsFunc(d.Quotations[i].Fragments, func(f corpus.Span) bool { return f.Overlap(m) > 0 }) {
			return nil, nil
		}
	}
	before := segment.Trim(d.Article.Text, corpus.Span{Start: sentence.Start, End: m.Start})
	after := segment.Trim(d.Article.Text, corpus.Span{Start: m.End, End: sentence.End})
	if after.Len() == 0 || after.Start != m.End+1 || before.Len() > 0 && before.End != m.Start-1 {
		return nil, nil
	}
	name := "[" + speaker + "] "
	if before.Len() > 0 {
		parts = append(parts, Part{Cited: 3})
		halves = append(halves, cite(d, before))
		name = " " + name
	}
	return append(parts, Part{Prose: name}, Part{Cited: 3 + len(halves)}), append(halves, cite(d, after))
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
	words := strings.Fields(phrase.Fold(name))
	for _, s := range d.Sentences(clean.Body) {
		if s.End > at {
			break
		}
		have := strings.Fields(phrase.Fold(s.Of(d.Article.Text)))
		if !slices.ContainsFunc(words, func(w string) bool { return w != "and" && !slices.Contains(have, w) && !slices.Contains(have, w+"'s") }) {
			found = uncut(d, s)
		}
	}
	return found
}
