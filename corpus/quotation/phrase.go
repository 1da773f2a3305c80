package quotation

// This file finds noun phrases around a verb: who is its subject, where it
// stands before the verb, and where behind it.

const (
	cFunction = cDet | cPossessive | cPronoun | cPreposition | cConjunction | cSubordinator | cAux | cAdverb
	// phraseLimit bounds the tokens of one noun phrase.
	phraseLimit = 16
	// aside bounds the tokens of a relative clause or apposition between
	// subject and verb.
	aside = 28
)

// nominal reports whether token i can stand inside a noun phrase.
func (f *finder) nominal(i int) bool {
	t := &f.tokens[i]
	switch {
	case !t.isWord():
		return f.form(t) == "&" || f.form(t) == "%" || f.form(t) == "$"
	case t.isName() && t.region < 0 && !t.is(cDay):
		return !t.is(cFunction) || t.is(cCountry)
	case t.is(cPronoun | cSubordinator | cAux | cConjunction | cPreposition):
		return false
	case t.is(cAdverb) && !t.is(cDet) && f.form(t) != "former":
		return false
	case t.is(cDay):
		return false
	case t.is(cHead | cDemonym | cTitle | cDet | cPossessive | cCountry):
		return true
	case t.is(cFinite):
		return f.attribute(i)
	case t.is(cVerb):
		// "a proposed deal", "his claims": a noun or an attribute if a
		// determiner or an attribute stands before it.
		return !t.is(cPast|cIng) && i > 0 && f.tokens[i-1].is(cDet|cPossessive|cDemonym) || f.attribute(i)
	}
	s := f.form(t)
	return !hasSuffix(s, "ly")
}

// attribute reports whether the verb form at i stands between determiner and
// noun.
func (f *finder) attribute(i int) bool {
	return i > 0 && i+1 < len(f.tokens) && f.tokens[i-1].is(cDet|cPossessive) && f.tokens[i+1].isWord() && !f.tokens[i+1].is(cFunction)
}

func (f *finder) clitic(i int) bool {
	t := &f.tokens[i]
	if t.shape != sLower {
		return false
	}
	s := f.form(t)
	return s == "'s" || s == "’s"
}

// possessed reports whether an apostrophe of a plural possessor stands at i.
func (f *finder) apostrophe(i int) bool {
	s := f.form(&f.tokens[i])
	return s == "'" || s == "’"
}

// links reports whether the preposition at i ties what stands behind it to the
// noun before it: "a spokesman for the army", "president of Iran".
func (f *finder) links(i, lo int) bool {
	if i <= lo {
		return false
	}
	switch f.form(&f.tokens[i]) {
	case "of", "for", "at", "from", "in", "with", "to":
	default:
		return false
	}
	prev := &f.tokens[i-1]
	if f.form(&f.tokens[i]) == "of" {
		return prev.isWord() && !prev.is(cFunction&^cDet) && !prev.is(cPast|cIng)
	}
	return prev.is(cHead) || f.form(&f.tokens[i]) == "in" && prev.isName() && prev.is(cBody)
}

// phraseBefore is the noun phrase that ends before token end and does not begin
// before lo; empty if there is none.
func (f *finder) phraseBefore(end, lo int) run {
	if end <= lo {
		return run{}
	}
	last := &f.tokens[end-1]
	if last.is(cPronoun) && last.isWord() && !(last.is(cCountry) && last.shape == sUpper) {
		if last.is(cSubject) {
			return run{end - 1, end}
		}
		return run{}
	}
	lo = max(lo, end-phraseLimit)
	i := end
	sentence, region := last.sentence, last.region
	for i > lo {
		t := &f.tokens[i-1]
		if t.sentence != sentence || t.region != region {
			break
		}
		switch {
		case t.is(cDet|cPossessive) && t.shape != sUpper:
			i--
			if i > lo && (f.tokens[i-1].is(cDet) && f.tokens[i-1].sentence == sentence) {
				i--
			}
			if i > lo+1 && f.links(i-1, lo) {
				i--
				continue
			}
			if f.mismatched(run{i, end}) {
				return run{end - 1, end}
			}
			return f.joined(run{i, end}, lo)
		case f.clitic(i-1) || f.apostrophe(i-1):
			i--
			continue
		case f.nominal(i - 1):
			i--
			continue
		case t.is(cPreposition) && f.links(i-1, lo) && i < end:
			i--
			continue
		}
		break
	}
	for i < end && (f.clitic(i) || f.apostrophe(i)) {
		i++
	}
	return f.joined(run{i, end}, lo)
}

// mismatched reports whether a singular article and noun stand before a plural
// of those who speak: "triggering a crisis officials said".
func (f *finder) mismatched(r run) bool {
	if r.last-r.first != 3 {
		return false
	}
	w, last := f.form(&f.tokens[r.first]), &f.tokens[r.last-1]
	return (w == "a" || w == "an") && last.is(cPeople) && !last.is(cBody) && f.tokens[r.first+1].class&^cFinite == 0
}

// joined widens a phrase to the left over "A and", "A, B and".
func (f *finder) joined(r run, lo int) run {
	if r.empty() || r.first-1 <= lo || r.last-r.first > 8 {
		return r
	}
	t := &f.tokens[r.first-1]
	if s := f.form(t); s != "and" && s != "or" && s != "&" && s != "und" {
		return r
	}
	left := r.first - 2
	if left < lo || !f.tokens[left].isWord() || f.tokens[left].sentence != t.sentence {
		return r
	}
	l, own := &f.tokens[left], &f.tokens[r.first]
	if !(l.isName() && own.isName() || l.is(cHead) && f.tokens[r.last-1].is(cHead) || l.isName() && own.is(cDet)) {
		return r
	}
	i := left
	for i >= lo && i > r.first-phraseLimit && f.tokens[i].sentence == t.sentence {
		x := &f.tokens[i]
		if f.nominal(i) || x.is(cDet) && x.isWord() || x.shape == sComma && i > lo && f.tokens[i-1].isName() {
			i--
			continue
		}
		break
	}
	for i+1 < r.first && f.tokens[i+1].shape == sComma {
		i++
	}
	if i > lo && f.tokens[i].is(cPreposition) && f.links(i, lo) {
		// "the presidents of Iran and Turkey"
		if head := f.phraseBefore(i, lo); !head.empty() {
			return run{head.first, r.last}
		}
	}
	return run{i + 1, r.last}
}

// phraseAfter is the noun phrase that begins at token start; it ends before hi.
func (f *finder) phraseAfter(start, hi int) run {
	i := start
	if i >= hi {
		return run{}
	}
	first := &f.tokens[i]
	if first.is(cPronoun) && first.isWord() && !first.is(cDet) && !(first.is(cPossessive) && i+1 < hi && f.nominal(i+1)) && !(first.is(cCountry) && first.shape == sUpper) {
		if first.is(cSubject) {
			return run{i, i + 1}
		}
		return run{}
	}
	hi = min(hi, start+phraseLimit)
	for i < hi {
		t := &f.tokens[i]
		if t.sentence != first.sentence || t.region != first.region {
			break
		}
		if i > start && f.tokens[i-1].isName() && (t.is(cDet) || t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed")) {
			break // a verb begins
		}
		switch {
		case i == start && t.is(cDet|cPossessive), f.clitic(i), f.apostrophe(i) && i > start, f.nominal(i):
			i++
			continue
		case i > start && t.is(cDet|cPossessive) && (f.tokens[i-1].is(cDet) || f.tokens[i-1].is(cPreposition)):
			i++
			continue
		case i > start && t.is(cPreposition) && f.links(i, start) && i+1 < hi && (f.nominal(i+1) || f.tokens[i+1].is(cDet|cPossessive)):
			i++
			continue
		case i > start && f.form(t) == "and" && i+1 < hi && f.tokens[i-1].isName() && f.tokens[i+1].isName() && !f.startsClause(i+1):
			i++
			continue
		}
		break
	}
	for i > start && (f.clitic(i-1) || f.apostrophe(i-1)) {
		i--
	}
	return run{start, i}
}

// startsClause reports whether a finite verb follows within a few tokens of i.
func (f *finder) startsClause(i int) bool {
	for k := i; k < min(len(f.tokens), i+5); k++ {
		t := &f.tokens[k]
		if t.is(cAux) || t.is(cVerb) && t.is(cPast|cThird) {
			return true
		}
		if !t.isWord() {
			return false
		}
	}
	return false
}

// speaks reports whether the phrase can be one that speaks: it holds a name, a
// noun of those who speak, or a pronoun.
func (f *finder) speaks(r run) bool {
	if r.empty() {
		return false
	}
	for i := r.first; i < r.last; i++ {
		t := &f.tokens[i]
		if !t.isWord() {
			continue
		}
		if t.is(cHead|cTitle|cDemonym|cCountry|cMasculineNoun|cFeminineNoun) || t.isName() && t.region < 0 && !t.is(cDet|cPreposition|cSubordinator|cAdverb|cDay|cMonth) {
			return true
		}
	}
	if r.last-r.first == 1 {
		t := &f.tokens[r.first]
		return t.is(cSubject) || t.is(cDet) && t.is(cPeople|cPlural)
	}
	switch f.form(&f.tokens[r.first]) {
	case "this", "these", "that", "those", "This", "These", "That", "Those":
		return false
	}
	return f.tokens[r.first].is(cDet | cPossessive)
}

// subjectBefore is the subject of the verb at token k: the noun phrase before
// it, over auxiliaries, adverbs and what stands between two commas. from is
// where the verb group begins.
func (f *finder) subjectBefore(k, lo int) (subject run, from int) {
	i := k
	for i > lo && f.skippable(i-1) {
		i--
	}
	from = i
	if i <= lo {
		return run{}, from
	}
	t := &f.tokens[i-1]
	switch {
	case t.shape == sComma || t.shape == sDash:
		// An aside: "Roe, the mayor, said".
		open := -1
		for j := i - 2; j > lo && j > i-aside; j-- {
			x := &f.tokens[j]
			if x.sentence != t.sentence || x.region >= 0 {
				break
			}
			if x.shape == t.shape {
				open = j
				break
			}
		}
		if open < 0 {
			return run{}, from
		}
		before := open
		if f.tokens[before-1].shape == sBracketClose {
			for j := before - 2; j > lo && j > before-8; j-- {
				if f.tokens[j].shape == sBracketOpen {
					before = j // "Gen. Luis Romero (ret.), who …, warned"
					break
				}
			}
		}
		s := f.phraseBefore(before, lo)
		if !f.speaks(s) || f.tokens[open-1].is(cDay|cMonth) {
			return run{}, from
		}
		if inner := f.phraseAfter(open+1, i-1); inner.last == i-1 && f.tokens[open+1].isName() && (!f.tokens[s.last-1].isName() || f.describes(s)) {
			s.last = i - 1 // "the president of Iran, Masoud Pezeshkian"
		}
		return s, from
	case t.shape == sBracketClose:
		j := i - 2
		for j > lo && j > i-aside && f.tokens[j].shape != sBracketOpen {
			j--
		}
		if f.tokens[j].shape == sBracketOpen {
			s := f.phraseBefore(j, lo)
			return s, i
		}
		return run{}, from
	}
	s := f.phraseBefore(i, lo)
	return s, from
}

// skippable reports whether token i may stand between subject and verb.
func (f *finder) skippable(i int) bool {
	t := &f.tokens[i]
	if !t.isWord() {
		return false
	}
	if f.clitic(i) {
		return i > 0 && f.tokens[i-1].is(cPronoun)
	}
	if s := f.form(t); i > 0 && (s == "all" || s == "both" || s == "each") {
		return f.tokens[i-1].is(cAux)
	}
	return t.is(cAux) || t.is(cAdverb) || t.is(cDay) && t.isName() || t.shape == sLower && !t.is(cHead|cVerb) && hasSuffix(f.form(t), "ly")
}
