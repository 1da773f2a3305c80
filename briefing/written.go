package briefing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing/entail"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// Why sentences that a model wrote are struck, beside the reasons that hold for
// all claims.
const (
	Markup        Reason = "markup, a link or a mention in prose"
	TooLong       Reason = "longer than a sentence may be"
	NotOneLine    Reason = "more than one sentence, or none"
	QuotedAs      Reason = "a quotation that is not cited as its speaker's"
	Repeated      Reason = "says what another sentence says already"
	NoSection     Reason = "for a part that such an answer does not have"
	UnknownKey    Reason = "cites evidence that it was not given"
	Planted       Reason = "repeats instructions that stand in an article"
	NewName       Reason = Reason(entail.NewName)
	NewNumber     Reason = Reason(entail.NewNumber)
	NewWord       Reason = Reason(entail.NewWord)
	NewNegation   Reason = Reason(entail.NewNegation)
	LostNegation  Reason = Reason(entail.LostNegation)
	SwappedRoles  Reason = Reason(entail.Roles)
	MovedPlace    Reason = Reason(entail.Moved)
	MovedNumber   Reason = Reason(entail.Counted)
	MovedRole     Reason = Reason(entail.Described)
	OtherModality Reason = Reason(entail.Modality)
	OtherSource   Reason = Reason(entail.Source)
	Invented      Reason = Reason(entail.Invented)
	Confirmed     Reason = Reason(entail.Certainty)
	OtherLanguage Reason = Reason(entail.Language)
	TooTangled    Reason = Reason(entail.Unclear)
	LostChange    Reason = "what has changed is left out"
)

// Wording reports whether a sentence is struck for how it says what its citations, which
// hold, say: then those can say it.
func (r Reason) Wording() bool {
	switch r {
	case NewName, NewNumber, NewWord, NewNegation, LostNegation, SwappedRoles, MovedPlace, MovedNumber, MovedRole,
		OtherModality, OtherSource, Invented, Confirmed, QuotedAs, MarksInProse, NotOneLine, TooLong, TooTangled:
		return true
	}
	return false
}

// maxWritten is the length in bytes of a sentence of a model, quotations apart.
const maxWritten = 400

// checkWritten returns why a sentence that a model wrote is not borne out by its
// citations, which hold, "" if it is. The citations' own words stand in the
// sentence where its parts refer to them, so that a quotation is weighed like the
// rest: said by whom, to whom, of what.
func checkWritten(ctx context.Context, lib Library, claim *Claim) (Reason, string, error) {
	if claim.Before > 0 {
		return checkChange(ctx, lib, claim)
	}
	var text strings.Builder
	prose := 0
	for _, p := range claim.Parts {
		switch {
		case p.Cited < 0 || p.Cited > len(claim.Citations) || p.Former != nil:
			return UnknownPart, fmt.Sprint(p.Cited), nil
		case p.Cited > 0:
			text.WriteString(strings.Join(strings.Fields(claim.Citations[p.Cited-1].Words), " "))
			continue
		}
		if reason, detail := checkProse(p.Prose); reason != "" {
			return reason, detail, nil
		}
		prose += len(p.Prose)
		text.WriteString(p.Prose)
	}
	sentences := 0
	for range segment.Sentences(text.String(), corpus.Span{End: text.Len()}) {
		sentences++
	}
	switch {
	case sentences != 1:
		return NotOneLine, fmt.Sprint(sentences, " sentences"), nil
	case prose > maxWritten:
		return TooLong, fmt.Sprint(prose, " bytes"), nil
	case planted(text.String()):
		return Planted, text.String(), nil
	}
	var evidence []entail.Evidence
	var known []string
	for i := range claim.Citations {
		c := &claim.Citations[i]
		doc, err := lib.Document(ctx, c.Article)
		if err != nil {
			return "", "", fmt.Errorf("verify: %w", err)
		}
		if c.Kind == Text && shownAlone(claim, i) {
			if reason := quotedAs(claim, doc, c); reason != "" {
				return reason, c.Words, nil
			}
			if !credited(claim) {
				return QuotedAs, c.Words, nil
			}
		}
		if c.Kind != Text && c.Speaker == "" {
			return QuotedAs, c.Words, nil
		}
		evidence = append(evidence, sentencesOf(doc, c)...)
		known = append(known, describe(doc)...)
	}
	v := entail.Check(text.String(), evidence, known)
	return Reason(v.Reason), v.Detail, nil
}

// shownAlone reports whether a part of the claim shows the citation's words.
func shownAlone(claim *Claim, i int) bool {
	return slices.ContainsFunc(claim.Parts, func(p Part) bool { return p.Cited == i+1 })
}

// credited reports whether the prose names a speaker of each statement that the
// claim cites.
func credited(claim *Claim) bool {
	in := map[string]bool{}
	for _, p := range claim.Parts {
		for s := range segment.Words(p.Prose) {
			in[nameForm(s.Of(p.Prose))] = true
		}
	}
	for _, c := range claim.Citations {
		if c.Kind != Text && !in[lastName(c.Speaker)] {
			return false
		}
	}
	return true
}

// quotedAs returns why text that a model's sentence shows is no quotation of a
// speaker whom the claim cites: nothing else of an article stands in it.
func quotedAs(claim *Claim, doc *corpus.Document, c *Citation) Reason {
	for i := range doc.Quotations {
		q := &doc.Quotations[i]
		for _, f := range q.Fragments {
			if !c.Span.Covers(f) || c.Span.Start < f.Start-4 || c.Span.End > f.End+4 {
				continue
			}
			for _, d := range claim.Citations {
				if d.Article == c.Article && d.Kind != Text && d.Span == q.Content && d.Speaker != "" {
					return ""
				}
			}
		}
	}
	return QuotedAs
}

// checkProse returns why a model may not have typed the prose.
func checkProse(prose string) (Reason, string) {
	if strings.ContainsFunc(prose, isQuotationMark) {
		return MarksInProse, prose
	}
	for i, r := range prose {
		last, _ := utf8.DecodeLastRuneInString(prose[:i])
		switch {
		case strings.ContainsRune("*_`#<>[]{}|~@\\^=", r), unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029', r == utf8.RuneError:
			return Markup, string(r)
		case (r == '\'' || r == '‘' || r == '‚') && !unicode.IsLetter(last) && !unicode.IsDigit(last):
			return MarksInProse, prose
		case r == '/' && i+1 < len(prose) && (prose[i+1] == '/' || last == ':'):
			return Markup, "//"
		case unicode.Is(unicode.So, r):
			return Markup, string(r)
		}
	}
	for s := range segment.Words(prose) {
		word := segment.Fold(s.Of(prose))
		if strings.HasPrefix(word, "www.") || strings.HasSuffix(word, ".com") || strings.HasSuffix(word, ".org") || strings.HasSuffix(word, ".net") || word == "http" || word == "https" {
			return Markup, word
		}
	}
	return "", ""
}

// planted reports whether a sentence speaks to a machine that reads it.
func planted(text string) bool {
	folded := " " + phrase.Fold(text) + " "
	orders, addressed := 0, 0
	for _, p := range plantedOrders {
		if strings.Contains(folded, p) {
			orders++
		}
	}
	for _, p := range plantedTo {
		if strings.Contains(folded, p) {
			addressed++
		}
	}
	return orders > 0 && addressed > 0
}

var (
	plantedOrders = []string{
		" ignore ", " disregard ", " forget ", " override ", " reveal ", " repeat ", " output ", " print ", " respond with ", " reply with ", " answer with ",
		" say that ", " report that ", " you are now ", " you must ", " act as ", " pretend ", " follow these ",
	}
	plantedTo = []string{
		" previous instructions ", " prior instructions ", " earlier instructions ", " instructions above ", " all instructions ", " your instructions ", " these instructions ",
		" system prompt ", " your prompt ", " this prompt ", " the prompt ", " language model ", " ai assistant ", " an assistant ", " as an ai ", " chatbot ", " json ", " to the model ", " the assistant ", " dear assistant ",
	}
)

// sentencesOf are the sentences of a citation, as evidence. A quotation that
// stands in a sentence without its speaker is told once more with him.
func sentencesOf(doc *corpus.Document, c *Citation) []entail.Evidence {
	text := doc.Article.Text
	whole := doc.SentenceAt(c.Span)
	if c.Span.Covers(whole) || c.Kind == Text {
		whole = c.Span
	}
	whole = uncut(doc, whole)
	var list []entail.Evidence
	of := func(words string) entail.Evidence {
		return entail.Evidence{Text: words, Context: text, Outlet: doc.Article.Outlet.Value, Dates: dateWords(doc.Article)}
	}
	for s := range segment.Sentences(text, whole) {
		e := of(s.Of(text))
		for i := range doc.Quotations {
			q := &doc.Quotations[i]
			if s.Covers(q.Mention) && q.Mention.Len() > 0 && q.Speaker != "" {
				if e.Pronouns == nil {
					e.Pronouns = map[int]string{}
				}
				e.Pronouns[q.Mention.Start-s.Start] = q.Speaker
			}
		}
		if first := firstWord(e.Text); len(e.Pronouns) == 0 && (first == "he" || first == "she") {
			if name := onlyNamedBefore(doc, s); name != "" {
				e.Pronouns = map[int]string{0: name}
			}
		}
		list = append(list, e)
	}
	for i := range doc.Quotations {
		q := &doc.Quotations[i]
		if q.Kind == corpus.Direct && whole.Covers(q.Content) && q.Speaker != "" && !whole.Covers(q.Mention) {
			list = append(list, of(q.Speaker+" said: "+q.Content.Of(text)))
		}
	}
	return list
}

// firstWord is the first word of a text, folded.
func firstWord(text string) string {
	for s := range segment.Words(text) {
		return segment.Fold(s.Of(text))
	}
	return ""
}

// onlyNamedBefore is whom "he" at the beginning of a sentence means: who alone is named
// in the sentence before it, "" if that is nobody or not one.
func onlyNamedBefore(doc *corpus.Document, sentence corpus.Span) string {
	var before corpus.Span
	for _, s := range doc.Sentences(clean.Body) {
		if s.End <= sentence.Start {
			before = s
		}
	}
	name := ""
	for _, p := range doc.People {
		if !slices.ContainsFunc(p.Mentions, before.Covers) {
			continue
		}
		if name != "" {
			return ""
		}
		name = p.Name
	}
	return name
}

// describe are the people of an article with what it calls them.
func describe(doc *corpus.Document) []string {
	var known []string
	for _, p := range doc.People {
		known = append(known, p.Name)
		for _, role := range p.Roles {
			known = append(known, p.Name+", "+role)
		}
	}
	return known
}
