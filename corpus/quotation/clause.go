package quotation

// This file finds where a clause begins and ends.

// clauseLimit bounds the tokens of a paraphrase.
const clauseLimit = 250

// leadIn reports whether [first, i) is no clause but sets the scene: "On
// Friday", "In a statement", "Addressing journalists".
func (f *finder) leadIn(first, i int) bool {
	t := &f.tokens[first]
	if !t.is(cPreposition|cSubordinator) && !t.is(cIng) && !(t.word == nil && hasSuffix(f.form(t), "ing")) && !t.is(cAdverb) {
		return false
	}
	for k := first; k < i; k++ {
		x := &f.tokens[k]
		if x.shape == sComma || k > first && (x.is(cAux|cFinite) && !f.clitic(k) || x.is(cPast) && x.isWord()) {
			return false
		}
	}
	return true
}

func (f *finder) skipAdjuncts(i, end int) int {
	start := i
	for i < end && i-start < 14 {
		t := &f.tokens[i]
		switch {
		case t.region >= 0:
			return i
		case t.is(cDay) && t.isWord(), t.is(cAdverb) && !t.is(cDet|cSubject), t.isWord() && t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ly"):
			i++
		case t.is(cPreposition) && f.form(t) != "that" && !t.is(cSubordinator):
			p := f.phraseAfter(i+1, end)
			if p.empty() {
				if i+1 < end && f.tokens[i+1].is(cDay|cMonth) {
					i += 2
					continue
				}
				return start
			}
			if p.last < end && (f.form(&f.tokens[p.last]) == "that" || f.tokens[p.last].shape == sOpen || f.tokens[p.last].shape == sComma || f.tokens[p.last].shape == sColon || f.opensClause(p.last) || f.tokens[p.last].is(cPreposition)) {
				i = p.last
				continue
			}
			return start
		case t.shape == sComma && i+1 < end:
			// ", however, that"; also a comma before the quotation
			if f.tokens[i+1].shape == sOpen || f.tokens[i+1].is(cAdverb) || f.form(&f.tokens[i+1]) == "that" {
				i++
				continue
			}
			return start
		default:
			return i
		}
	}
	return i
}

func (f *finder) opensClause(i int) bool {
	t := &f.tokens[i]
	return t.isWord() && (t.is(cSubject) || t.is(cDet|cPossessive) || t.isName() || t.is(cHead) || t.shape == sNumber || t.word == nil && t.shape == sLower && len(f.form(t)) > 3 && !hasSuffix(f.form(t), "ing") && !hasSuffix(f.form(t), "ly")) && !t.is(cObject&^cSubject)
}

func (f *finder) finiteAhead(i, end int, c *cue) bool {
	for k := i + 1; k < end && k < i+30; k++ {
		t := &f.tokens[k]
		if t.is(cAux|cFinite) && !f.clitic(k) || t.isWord() && t.is(cPast|cThird) || t.shape == sLower && t.word == nil && (hasSuffix(f.form(t), "ed") || c.class&cNoun == 0 && hasSuffix(f.form(t), "s")) {
			return true
		}
		if t.shape == sSemicolon || t.shape == sComma && c.class&cNoun != 0 {
			return false
		}
	}
	return false
}

func (f *finder) regionEnd(i, end int) int {
	r := f.tokens[i].region
	j := i + 1
	for j < end && f.tokens[j].region == r && f.tokens[j].shape != sOpen {
		j++
	}
	return j
}

func (f *finder) quotationIn(i, end int) int {
	for k := i; k < end && k < i+24; k++ {
		t := &f.tokens[k]
		if t.shape == sOpen {
			return k
		}
		if t.shape == sSemicolon || t.shape == sComma && k+1 < end && f.tokens[k+1].is(cSubordinator|cConjunction) {
			return -1
		}
	}
	return -1
}

func (f *finder) clauseEnd(i, end int, c *cue) int {
	end = min(end, i+clauseLimit)
	w := f.form(&f.tokens[max(c.subject.first, 0)])
	relative := !c.subject.empty() && (w == "who" || w == "which")
	for k := i + 1; k < end; k++ {
		t := &f.tokens[k]
		if t.region >= 0 {
			continue
		}
		switch {
		case t.shape == sSemicolon, relative && t.shape == sComma:
			return k
		case t.shape == sComma && k+1 < end:
			n := &f.tokens[k+1]
			w := f.form(n)
			switch {
			case w == "according", n.is(cIng) && n.is(cSpeech):
				return k
			case (w == "as" || w == "while") && k+2 < end && !(c.class&cClause != 0 && w == "while"):
				return k
			case n.is(cConjunction) && k+2 < end && f.ownCue(k+2, end):
				return k
			case f.opensClause(k+1) && f.sourceThenCue(k+1, end):
				return k
			case n.is(cConjunction|cSubordinator) && w != "that" && w != "which" && f.sourceSpeaks(k+2, end):
				return k
			}
		case t.is(cConjunction) && k+1 < end && f.ownCue(k+1, end):
			return k
		}
	}
	return end
}

func (f *finder) nounEnd(i, end int) int {
	for k := i + 1; k < end; k++ {
		t := &f.tokens[k]
		if t.region >= 0 {
			continue
		}
		w := f.form(t)
		if w == "during" || w == "amid" {
			return k
		}
		if t.shape == sComma && k+2 < end {
			if n := f.form(&f.tokens[k+1]); n == "a" || n == "an" || n == "which" {
				return k
			}
		}
		if t.is(cConjunction) && k+2 < end {
			n := &f.tokens[k+1]
			if n.is(cAux) && !f.clitic(k+1) || n.is(cPast) && n.is(cSpeech) {
				return k
			}
		}
	}
	return end
}

func (f *finder) sourceSpeaks(i, end int) bool {
	p := f.phraseAfter(i, end)
	if !f.speaks(p) {
		return false
	}
	k := p.last
	for k < end && f.skippable(k) {
		k++
	}
	return k < end && f.tokens[k].isWord() && f.tokens[k].is(cSpeech) && f.tokens[k].is(cPast)
}

func (f *finder) ownCue(i, end int) bool {
	for i < end && f.skippable(i) && !f.tokens[i].is(cAux) {
		i++
	}
	return i < end && f.tokens[i].region < 0 && f.tokens[i].isWord() && f.tokens[i].is(cSpeech) && f.tokens[i].is(cPast)
}

func (f *finder) sourceThenCue(i, end int) bool {
	p := f.phraseAfter(i, end)
	if !f.speaks(p) {
		return false
	}
	k := p.last
	for k < end && f.skippable(k) {
		k++
	}
	if k < end && f.tokens[k].shape == sComma { // ", the daily, which is new, reported"
		for j := k + 1; j < end && j < k+aside; j++ {
			if f.tokens[j].shape == sComma {
				k = j + 1
				break
			}
		}
	}
	if k >= end || !f.tokens[k].isWord() || !f.tokens[k].is(cSpeech) || !f.tokens[k].is(cPast|cBase|cThird) {
		return false
	}
	addressed := f.tokens[k].is(cAddressee)
	k++
	if addressed && k < end {
		k = max(k, f.phraseAfter(k, end).last)
	}
	return k >= end || !f.tokens[k].isWord() || f.tokens[k].is(cDay) || f.form(&f.tokens[k]) == "as" || f.form(&f.tokens[k]) == "while"
}
