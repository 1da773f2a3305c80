package briefing

import (
	"slices"

	"briefbot/briefing/dates"
	"briefbot/briefing/entail"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// fitReason wants words that give a cause, and of what is asked about: of that deed, by
// whoever did it, in the same clause, or in a sentence that goes on about it. Words that
// only say what came before count less.
func (a *asked) fitReason(s *sentence) float64 {
	at, own := a.broughtAbout(s)
	s.brought = own
	switch {
	case s.caption:
		return fitsNot
	case a.causedIn(s):
		s.brought = true
		return fitsWell
	case s.goesOn.asked && !s.asks:
		return fitsPartly // "Why did the mill close?" stands before it
	case s.goesOn.told && s.explains():
		return max(fitsPartly+fitsPartly/2, a.reasonAt(s, at, own))
	case !own:
		return fitsNot
	}
	return a.reasonAt(s, at, at >= 0)
}

// reasonAt is how well a sentence gives a cause of what its word at tells, none where at
// is negative: there only what is plainly a cause counts. Where the deed was not read,
// the same holds.
func (a *asked) reasonAt(s *sentence, at int, read bool) float64 {
	best := fitsNot
	for i := range s.words {
		for _, m := range causeBehind {
			if m.strong <= best || !read && m.strong < fitsWell || !s.hasAt(i, m.words) || s.measures(i+len(m.words)-1, m) {
				continue
			}
			if at < 0 || at < i && a.attached(s, at, i, m) || s.fronted(i, at) {
				best = m.strong
			}
		}
		for _, m := range causeBefore {
			if m.strong > best && s.hasAt(i, m.words) && (at < 0 || i < at && at-i <= reasonReach) {
				best = m.strong
			}
		}
		if i < at && at-i <= reasonReach && (s.words[i].Fold == "led" && s.words[at-1].Fold == "to" || s.words[i].Fold == "so" && s.hasSoon(i+2, "that")) {
			best = fitsWell // "led the council to close it", "so dry that it closed"
		}
		if at >= 0 && at < i && best < fitsPartly && s.words[i-1].Fold == "to" && purposes[s.words[i].Fold] && a.attached(s, at, i, reasonMark{strong: fitsPartly}) {
			best = fitsPartly // "to focus on her family"
		}
	}
	return best
}

// hasSoon reports whether a word stands at word i or shortly behind it.
func (s *sentence) hasSoon(i int, word string) bool {
	return slices.ContainsFunc(s.words[min(i, len(s.words)):min(i+3, len(s.words))], func(w phrase.Token) bool { return w.Fold == word })
}

// causedIn reports whether a sentence tells what did to somebody or something that which
// he or it is asked about as doing: "A flood is closing the road" says why the road is
// closing.
func (a *asked) causedIn(s *sentence) bool {
	c := a.question.clause
	if c == nil || c.Gap != entail.NoGap || c.Passive || len(c.subject) == 0 || len(c.object) > 0 || !slices.ContainsFunc(s.words, c.mayTell) {
		return false
	}
	r := &roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for _, told := range a.clausesOf(s) {
		if told.Standing == entail.Told && entail.Alike(c.Verb, told.Verb) && len(told.Subject) > 0 && !told.Subject[0].Pronoun &&
			!slices.ContainsFunc(c.subject, func(wanted partyAsked) bool {
				return !slices.ContainsFunc(told.Object, func(p entail.Party) bool { return r.party(&wanted, &p) })
			}) {
			return true
		}
	}
	return false
}

// broughtAbout is the word of a sentence that tells of what the question asks the reason
// for, and whether that is told of whom it is asked; at is -1 where it is told by no word
// of its own.
func (a *asked) broughtAbout(s *sentence) (at int, own bool) {
	c, p := a.question.clause, a.question.premise
	switch {
	case s.clause.standing != 0:
		return s.clause.at, a.onRest(s)
	case c != nil && c.Gap == entail.SubjectGap && len(c.Object) > 0: // "What caused the flood?"
		head := phrase.Stem(c.Object[0].Head.Of(c.Text))
		at = slices.IndexFunc(s.words, func(w phrase.Token) bool { return head != "" && likeness(head, phrase.Stem(bare(w.Word))) >= formShare })
		return at, at >= 0
	case p != nil && !p.denied:
		at = a.premiseAt(s)
		return at, at >= 0 && a.onRest(s)
	case c == nil:
		return -1, s.bears >= mostly
	}
	form := phrase.Stem(c.At.Of(c.Text))
	for i, w := range s.words {
		if likeness(form, phrase.Stem(bare(w.Word))) >= familyShare && !s.clause.read[i] {
			return i, s.bears >= nearlyBest
		}
	}
	return -1, false
}

// onRest reports whether a sentence, with the one before it, has most of what the
// question has beside its clause: of "refuse to talk about its missiles", "missiles".
func (a *asked) onRest(s *sentence) bool {
	c := a.question.clause
	if c == nil {
		return true
	}
	parties := []string{phrase.Stem(c.At.Of(c.Text))}
	for _, p := range slices.Concat(c.Query.Subject, c.Query.Object) {
		parties = append(parties, segment.Terms(nil, p.Span.Of(c.Text))...)
	}
	for _, name := range a.question.names {
		parties = append(parties, segment.Terms(nil, name)...)
	}
	total, weights := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if !slices.Contains(parties, t) && !slices.Contains(c.others, t) && !a.dayTerms[t] {
			weights[t] = a.weights[t]
			total += weights[t]
		}
	}
	if total == 0 {
		return true
	}
	terms := append(segment.Terms(nil, s.own.Of(s.document.Article.Text)), s.before...)
	return share(bear(weights, terms), weights, total) >= mostly
}

// attached reports whether a mark of a cause at word i is of the clause whose verb is the
// word at before it: no other clause begins between them. Behind a plain mark of a cause
// it may be one that hangs on the clause.
func (a *asked) attached(s *sentence, at, i int, m reasonMark) bool {
	for _, c := range a.clausesOf(s) {
		k := c.At.Start + s.own.Start
		if k <= s.words[at].Start || k >= s.words[i].Start {
			continue
		}
		if m.strong < fitsWell || c.Link != "to" && c.Link != "ing" && c.Link != "rel" && c.Link != "that" {
			return false
		}
	}
	if m.strong < fitsWell && i-at > reasonReach {
		return false
	}
	return i+len(m.words) >= len(s.words) || m.strong >= fitsWell || !s.sameDeed(at, i+len(m.words)) && !s.onlyNamed(i+len(m.words))
}

// onlyNamed reports whether nothing but a name stands behind a mark up to the next comma
// or preposition: what was before or after "the Harbour Cup" was not for its sake.
func (s *sentence) onlyNamed(i int) bool {
	names := false
	for k := i; k < len(s.words); k++ {
		w := s.words[k]
		switch {
		case k > i && (s.breaksBefore(k) || prepositions[w.Fold] || clauseEnds[w.Fold]):
			return names
		case phrase.Capital(w.Word) || dates.Name(w.Fold):
			names = true
		case !segment.StopWord(w.Fold):
			return false
		}
	}
	return names
}

// sameDeed reports whether what a mark has behind it, from word i, is the deed of word at
// again: "cancelled 40 flights after some 200 cancellations".
func (s *sentence) sameDeed(at, i int) bool {
	deed := phrase.Stem(bare(s.words[at].Word))
	for ; i < len(s.words) && i < at+2*reasonReach && !clauseEnds[s.words[i].Fold]; i++ {
		if t := phrase.Stem(bare(s.words[i].Word)); t != "" && deed != "" && likeness(deed, t) >= formShare {
			return true
		}
	}
	return false
}

// explains reports whether a sentence that goes on about a deed begins by giving a reason
// for it: "He argued that …", "The decision follows …".
func (s *sentence) explains() bool {
	if len(s.words) < 3 {
		return false
	}
	first := s.words[0].Fold
	points := lonePronouns[first] || modality.Pointer(first) || first == "the" && moves[s.words[1].Fold]
	for i, w := range s.words[:min(len(s.words), 6)] {
		switch {
		case w.Fold == "because" && (i < 3 || points), first == "the" && w.Fold == "reason":
			return true
		case points && i > 0 && reasoning[w.Fold]:
			return true
		}
	}
	return false
}

// withBefore is a sentence's span with the one before it, of which it gives the reason,
// where they are not too long together.
func (a *asked) withBefore(s *sentence) corpus.Span {
	before, ok := sentenceBefore(s.document, s.own.Start)
	if !ok || !sameLine(s.document, before, s.own) || s.span.End-before.Start > longContext {
		return s.span
	}
	return uncut(s.document, corpus.Span{Start: before.Start, End: s.span.End})
}

// goneOn is what the sentence before one was to the question: it told the deed whose
// reason is asked for, or asked for that itself, or stood under a picture.
type goneOn struct{ told, asked, caption bool }

// asksWhy reports whether a sentence is itself a question for the reason that is asked
// for.
func (a *asked) asksWhy(s *sentence) bool {
	return s.asks && s.bears >= nearlyBest && slices.ContainsFunc(s.words[:min(len(s.words), 2)], func(w phrase.Token) bool { return w.Fold == "why" })
}

// unexplained reports whether a reason is asked for, and what it is asked for is told and
// none is given.
func (a *asked) unexplained() bool {
	return a.question.wants == someReason && !a.support.Outlets && len(a.unknown) == 0 && slices.ContainsFunc(a.found, func(s sentence) bool { return s.brought })
}

// nearest are the sentences that come nearest to the question: those that tell what the
// reason is asked for first.
func (a *asked) nearest() []Claim {
	found := a.found
	switch {
	case a.unexplained():
		found = slices.Clone(found)
		slices.SortStableFunc(found, func(x, y sentence) int { return first(y.brought) - first(x.brought) })
	case a.factoid():
		found = a.byChance()
	}
	return nearest3(found)
}

func first(is bool) int {
	if is {
		return 1
	}
	return 0
}

var (
	// purposes are the verbs of what something is done for, behind "to".
	purposes = phrase.Set(`focus spend pursue avoid prevent protect allow ensure reduce ease save curb stop make give help keep fight combat tackle raise boost tame cool bring control lower slow rein secure win
		concentrate care comply escape force pressure deter counter stem contain punish`)
	// moves are nouns for a deed that was told before.
	moves = phrase.Set("move decision step resignation announcement departure ban closure delay arrest ruling vote strike change measure measures action attack reason refusal exit")
	// reasoning are verbs by which a reason is given for what was told before.
	reasoning = phrase.Set("cited cites citing blamed blames argued argues explained explains attributed attributes follows followed came comes reasoned")
)
