package quotation

import (
	"slices"

	"briefbot/corpus/segment"
)

// This file tells namesakes apart: whom a surname alone means where several persons of
// the text bear it. Reporters call one of them by it, whom the text is about, and the
// others by their full names, or by a given name or as his relatives; so the last one
// named is mostly not the one who is meant.

// What speaks for one of several who bear a surname. Whoever leads the others by less
// than sureLead is not surely meant.
const (
	forEarlier = 1.0 // each time that the surname alone meant him, up to mostEarlier
	forFirst   = 1.0 // that he was named before the others
	forHeading = 1.0 // that a heading names him in full
	forLatest  = 2.5 // that of them he alone is in the paragraph, or else in the one before
	forSubject = 1.5 // that his full name was the subject in the paragraph, the last of theirs
	forPronoun = 2.0 // that he is of the gender of the pronoun behind: "Roe said she"
	forKin     = -3  // that he came into the text as somebody's relative

	mostEarlier = 3
	// Who was last named more than farBack paragraphs before is less likely whom the
	// text goes on about, however often it called him so.
	farBack  = 3
	sureLead = 1.0
)

// namesake is the one of several entities who is meant by a surname alone, and whether
// it is not sure that he is.
func (f *finder) namesake(who []int, n *name) (best int, doubtful bool) {
	if title := f.held(who, n); title >= 0 {
		return title, false
	}
	first, latest, subject := who[0], -1, -1
	here, before := -1, -1
	for _, w := range who {
		e := &f.entities[w]
		if e.places[0] < f.entities[first].places[0] {
			first = w
		}
		switch n.paragraph - e.paragraph {
		case 0:
			here = only(here, w)
		case 1:
			before = only(before, w)
		}
		if e.subject > 0 && e.subject >= f.paragraphs[n.paragraph].first && (subject < 0 || e.subject > f.entities[subject].subject) {
			subject = w
		}
	}
	if latest = here; here == -1 {
		latest = before
	}
	lead, next := -1e9, -1e9
	for _, w := range who {
		e := &f.entities[w]
		score := forEarlier * float64(min(e.alone, mostEarlier))
		if n.paragraph-e.paragraph > farBack {
			score /= 2
		}
		if w == first {
			score += forFirst
		}
		if e.heading {
			score += forHeading
		}
		if e.kin {
			score += forKin
		}
		if g := f.genderBehind(n); g != unknownGender && e.gender == g {
			score += forPronoun
		}
		if w == latest {
			score += forLatest
		}
		if w == subject {
			score += forSubject
		}
		switch {
		case score > lead:
			best, lead, next = w, score, lead
		case score > next:
			next = score
		}
	}
	return best, lead-next < sureLead
}

// only is the one of those that were counted, severalOf for more.
func only(counted, w int) int {
	if counted == -1 {
		return w
	}
	return severalOf
}

const severalOf = -2

// held is the one of the entities whom the text has given the title before the name,
// -1 if there is none or several have it.
func (f *finder) held(who []int, n *name) int {
	if n.first == n.core {
		return -1
	}
	title := roleWord(segment.Fold(f.form(&f.tokens[n.core-1])))
	one := -1
	for _, w := range who {
		if slices.Contains(f.entities[w].role, title) {
			one = only(one, w)
		}
	}
	return max(one, -1)
}

// genderBehind is the gender of the pronoun for the subject of what the person says or
// does, "Roe said that she", unknown where none stands right behind the verb.
func (f *finder) genderBehind(n *name) gender {
	p := &f.paragraphs[n.paragraph]
	for i := n.last; i < min(p.first+len(p.tokens), n.last+5); i++ {
		switch t := &f.tokens[i]; {
		case t.region >= 0 || t.sentence != f.tokens[n.first].sentence:
			return unknownGender
		case t.is(cMasculine) && t.is(cPronoun):
			return masculine
		case t.is(cFeminine) && t.is(cPronoun):
			return feminine
		case !t.is(cVerb|cAux|cSubordinator|cAdverb) && f.form(t) != "that":
			return unknownGender
		}
	}
	return unknownGender
}

// introduced reports whether the text names somebody here as another's relative: "his
// wife Ida", "Holm’s brother, Bo Holm", "Ida Holm, his wife".
func (f *finder) introduced(n *name) bool {
	if n.last < len(f.tokens) && f.tokens[n.last].is(cSpeech) && f.tokens[n.last].is(cFinite|cPast|cThird) {
		return false
	}
	p := &f.paragraphs[n.paragraph]
	lo, end := p.first, p.first+len(p.tokens)
	for at := n.core - 1; at > lo && at >= n.core-5; at-- {
		if f.kinship(at) && f.someones(at, lo) {
			return true
		}
		if t := &f.tokens[at]; t.shape != sComma && !t.is(cHead|cTitle) && !hasSuffix(f.form(t), "-old") {
			break // more than what he is: "his wife told Ida Holm"
		}
	}
	if n.last+1 >= end || f.tokens[n.last].shape != sComma {
		return false
	}
	for i := n.last + 1; i < min(end, n.last+5); i++ {
		t := &f.tokens[i]
		if f.kinship(i) {
			return f.someones(i, n.last)
		}
		if !t.isWord() {
			return false
		}
	}
	return false
}

// kinship reports whether the word at token i is one for a relative.
func (f *finder) kinship(i int) bool { return kinship[segment.Fold(f.form(&f.tokens[i]))] }

// someones reports whether the noun at token i has a possessor, of at most two words
// before it.
func (f *finder) someones(i, lo int) bool {
	for k := i - 1; k >= max(lo, i-3); k-- {
		t := &f.tokens[k]
		if t.is(cPossessive) || f.clitic(k) || f.apostrophe(k) {
			return true
		}
		if !t.isWord() {
			return false
		}
	}
	return false
}

var kinship = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range []string{
		"wife", "husband", "spouse", "partner", "ex-wife", "ex-husband", "fiance", "fiancee", "widow", "widower", "girlfriend", "boyfriend",
		"mother", "father", "parent", "mom", "dad", "stepmother", "stepfather", "grandmother", "grandfather",
		"son", "daughter", "stepson", "stepdaughter", "grandson", "granddaughter", "child", "son-in-law", "daughter-in-law",
		"brother", "sister", "sibling", "twin", "cousin", "uncle", "aunt", "nephew", "niece", "brother-in-law", "sister-in-law",
	} {
		all[w] = true
	}
	return all
}()
