package entail

import "strings"

// Gap is what of a clause a question asks for.
type Gap uint8

const (
	// NoGap is of a question that asks whether, when, where, why or how.
	NoGap Gap = iota
	// SubjectGap asks who does it, ObjectGap whom or what it is done to.
	SubjectGap
	ObjectGap
)

// A Query is a question as the clause that it asks about.
type Query struct {
	Clause
	// Text is the question as a statement: "Who sold the mill?" is "somebody sold the
	// mill". The spans are of it.
	Text string
	Gap  Gap
}

// gapWord stands in a statement for who or what is asked for.
const gapWord = "somebody"

// Ask reads a question with a verb other than "be" and "have"; ok is false for others,
// and for what it cannot read.
func Ask(text string) (q Query, ok bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "?!. ")
	list := tokens("x "+text, nil) // a capital of the first word is seen for what it is
	for i := range list {
		list[i].at.Start, list[i].at.End = list[i].at.Start-2, list[i].at.End-2
	}
	a := &asker{text: text, chunker: chunker{tokens: list[1:]}}
	if len(a.tokens) < 2 || a.goesOn() {
		return q, false
	}
	at := 0
	if a.at(0).is(cPrep) { // "In which city"
		at = 1
	}
	switch first := a.at(at); {
	case first.is(cAux):
		ok = a.invert(at)
	case !askers[first.fold]:
	case first.fold == "when" || first.fold == "where" || first.fold == "why":
		ok = a.at(at+1).is(cAux) && a.invert(at+1)
	default:
		ok = a.gapped(at)
	}
	if !ok {
		return q, false
	}
	names := map[string]bool{}
	for _, t := range list {
		if t.name {
			names[t.fold] = true
		}
	}
	for _, c := range Clauses(a.statement, names) {
		if c.At.Start != a.verb {
			continue
		}
		q = Query{Clause: c, Text: a.statement, Gap: a.gap}
		isGap := func(list []Party) bool {
			return len(list) == 1 && strings.HasPrefix(list[0].Span.Of(a.statement), gapWord)
		}
		switch {
		case a.gap != SubjectGap:
		case isGap(c.Subject):
			q.Subject = nil
		case isGap(c.Object): // "Who was freed?"
			q.Object, q.Gap = nil, ObjectGap
		default:
			return Query{}, false
		}
		return q, true
	}
	return Query{}, false
}

var askers = set("who whom what which when where why how")

// asker makes a statement of a question.
type asker struct {
	chunker
	text      string
	statement string
	verb      int // where in the statement its verb begins
	gap       Gap
}

// goesOn reports whether a mark ends a sentence before the question's end: no full stop
// of "v." or "Mr." does.
func (a *asker) goesOn() bool {
	for i, t := range a.tokens {
		if t.stop && (i == 0 || len(a.at(i-1).fold) > 2) {
			return true
		}
	}
	return false
}

// gapped reads a question for who, what, which or how many, whose asking word is at i.
func (a *asker) gapped(i int) bool {
	j := i + 1
	alone := a.at(i).fold == "who" || a.at(i).fold == "what" // no noun behind it
	for ; j < len(a.tokens) && !a.at(j).is(cAux); j++ {
		t := a.at(j)
		if t.comma {
			return false
		}
		if r, ok := english.verb(t.fold); ok && !t.name && !t.is(cFunction) && (alone || j > i+1) &&
			(r.forms&past != 0 && (r.forms&base == 0 || !r.noun || a.at(i).fold == "who" && j == i+1) || r.forms&third != 0 && (!r.noun || a.at(i).fold == "who" && j == i+1)) {
			return a.say(gapWord, j, SubjectGap)
		}
	}
	aux := a.at(j)
	if !aux.is(cAux) || a.at(i).fold == "what" && aux.is(cBe) && !a.main(j+1, aux) {
		return false
	}
	if !aux.is(cDo) {
		k := j + 1
		for k < len(a.tokens) && (a.at(k).is(cAux|cNeg) || a.adverb(k)) {
			k++
		}
		if a.main(k, a.at(k-1)) {
			a.statement = gapWord + " " + a.text[aux.at.Start:]
			a.verb = len(gapWord) + 1 + a.at(k).at.Start - aux.at.Start
			a.gap = SubjectGap
			return true
		}
	}
	if !a.invert(j) {
		return false
	}
	if a.at(i).fold != "how" || a.at(i+1).is(cQuant) {
		a.gap = ObjectGap
	}
	return true
}

// say makes a statement of a subject and what follows from the verb at k.
func (a *asker) say(subject string, k int, gap Gap) bool {
	a.statement = subject + " " + a.text[a.at(k).at.Start:]
	a.verb, a.gap = len(subject)+1, gap
	return true
}

// main reports whether the word at k is a verb in the form that its auxiliary wants.
func (a *asker) main(k int, aux *token) bool {
	t := a.at(k)
	r, ok := english.verb(t.fold)
	if !ok || t.name || t.is(cFunction) {
		return false
	}
	switch {
	case aux.is(cBe):
		return r.forms&(participle|ing) != 0 && !(r.noun && r.forms&(base|ing) == base)
	case aux.is(cHave):
		return r.forms&participle != 0
	}
	return r.forms&base != 0
}

// invert puts the auxiliary at i behind the subject that follows it.
func (a *asker) invert(i int) bool {
	aux := a.at(i)
	fits := func(k int) bool {
		prev, aux := a.at(k-1), aux
		if prev.fold == "been" || prev.fold == "be" {
			aux = prev
		}
		return k > i+1 && a.main(k, aux) && !prev.poss && !prev.is(cDet|cPrep|cQuant) && !prev.number
	}
	k := i + 2
	for k < len(a.tokens) && !fits(k) {
		k++
	}
	if k >= len(a.tokens) {
		return a.unlisted(i)
	}
	if fits(k+1) && english.verbs[a.at(k).fold].noun {
		k++ // "Did the rail strike end?"
	}
	end := k // of the subject
	for end > i+2 && (a.at(end-1).is(cBe|cNeg) || a.adverb(end-1)) {
		end--
	}
	subject, auxiliary := a.text[a.at(i+1).at.Start:a.at(end-1).at.End], aux.text
	if end < k {
		auxiliary += " " + a.text[a.at(end).at.Start:a.at(k-1).at.End]
	}
	if a.at(k).fold == "get" && a.main(k+1, &token{class: cBe}) { // "Did he get fired?"
		auxiliary, k = "was", k+1
	}
	a.statement = subject + " " + auxiliary + " " + a.text[a.at(k).at.Start:]
	a.verb = len(subject) + 1 + len(auxiliary) + 1
	return true
}

// unlisted reads "Did Borduria vivisect it?", whose verb is in no list: the word behind
// the subject's name.
func (a *asker) unlisted(i int) bool {
	if a.at(i).fold != "did" {
		return false
	}
	for k := i + 2; k < len(a.tokens); k++ {
		t := a.at(k)
		if t.name || !a.at(k-1).name || t.norm == "" || t.is(cFunction) || t.poss || a.at(k+1).norm != "" && !a.startsPhrase(k+1) && !a.at(k+1).is(cPrep) {
			continue
		}
		subject := a.text[a.at(i+1).at.Start:a.at(k-1).at.End]
		a.statement = subject + " " + regularPast(t.fold) + a.text[t.at.End:]
		a.verb = len(subject) + 1
		return true
	}
	return false
}
