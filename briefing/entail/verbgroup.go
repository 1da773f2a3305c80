package entail

import "strings"

// verbAt reports whether the word at i is a verb without an auxiliary, and how
// it is read.
func (c *chunker) verbAt(i int) (reading, bool) {
	t := c.at(i)
	if t.norm == "" || t.is(cFunction&^cSub&^cPrep) || t.name || t.number || t.is(cDay|cMonth) {
		return reading{}, false
	}
	if t.is(cSub|cPrep) && t.fold != "following" {
		return reading{}, false
	}
	r, ok := english.verb(t.fold)
	if !ok || strings.Contains(t.fold, "-") && !strings.HasPrefix(t.fold, "re-") && !strings.HasPrefix(t.fold, "co-") {
		return r, false
	}
	prev, next := c.before(i), c.behind(i)
	direct := c.at(i - 1)
	open := prev.norm == "" && !prev.poss // a mark, or the beginning
	if direct.fold == "that" && (c.last() == kNoun || c.last() == kRel) && (r.forms&third != 0 || r.forms&past != 0 && r.forms&base == 0) {
		return r, true // "a group that calls", "the firm that hired"
	}
	if r.forms&third != 0 && r.noun && direct.comma && !direct.stop && i > 1 && c.goesOn(i, r.lemma) {
		return r, true
	}
	if prev.poss || prev.is(cDet|cQuant) && !prev.is(cPron) && !prev.name || direct.is(cDet|cQuant) && !direct.is(cPron) && !direct.name || prev.fold == "no" {
		return r, false
	}
	if prev.fold == "her" && !c.startsPhrase(i+1) {
		return r, false
	}
	if r.noun && r.forms&(base|third) != 0 && !prev.is(cFunction) && prev.norm != "" {
		// "rejected calls": what stands right behind a verb is its object.
		if w, ok := english.verbs[prev.fold]; ok && !w.noun && w.forms&past != 0 {
			return r, false
		}
	}
	switch {
	case r.forms&(past|participle) != 0 && r.forms&base == 0:
		// Behind a preposition or a number it is an adjective.
		return r, !(prev.is(cPrep) && !prev.is(cSub)) && !(prev.number && next.norm != "" && !next.is(cFunction) && !c.startsPhrase(i+1))
	case r.forms == ing:
		if qualities[t.fold] && c.at(i+1).norm != "" && !c.at(i+1).is(cFunction) {
			return r, false
		}
		if t.fold == "including" || t.fold == "according" || t.fold == "following" || t.fold == "concerning" || t.fold == "regarding" {
			return r, false
		}
		if open || prev.is(cPrep|cSub|cConj) {
			return r, !r.noun || c.startsPhrase(i+1) || next.is(cPrep)
		}
		return r, c.startsPhrase(i + 1)
	case r.forms&third != 0:
		if prev.is(cPrep|cSub) && prev.fold != "that" {
			return r, false
		}
		if !r.noun {
			return r, !open || direct.comma
		}
		if c.last() == kSub && next.norm == "" && !open && !prev.is(cFunction) {
			return r, true // "unless Borduria pays,"
		}
		if open || prev.is(cConj) {
			return r, c.startsPhrase(i+1) && prev.is(cConj)
		}
		if prev.is(cPron|cRel) || prev.fold == "that" {
			return r, true
		}
		return r, c.startsPhrase(i+1) && !strings.HasSuffix(prev.fold, "s")
	case r.forms&base != 0:
		if (next.fold == "that" || next.is(cPron) && !next.is(cDet)) && tellsClause[r.lemma] && prev.name {
			return r, true // "farmers in Ruritania complain that"
		}
		if prev.is(cModal | cDo) {
			return r, true
		}
		if prev.is(cPrep|cSub) && prev.fold != "that" || open && !direct.comma {
			return r, open && i == 0 && !r.noun
		}
		if r.forms&past != 0 && !r.noun { // put, hit, read
			return r, true
		}
		plural := strings.HasSuffix(prev.fold, "s") && !strings.HasSuffix(prev.fold, "ss") || prev.is(cPron|cRel) || irregularPlurals[prev.fold] || c.joinedNames(i)
		if !r.noun {
			return r, plural || prev.is(cConj) || open && r.forms&past != 0
		}
		if r.forms&past != 0 { // cut, set, split
			return r, c.startsPhrase(i+1) || prev.is(cPron|cRel) || next.fold == "short"
		}
		return r, (plural || prev.is(cConj)) && (c.startsPhrase(i+1) || prev.is(cPron|cRel) && prev.fold != "her" && prev.fold != "us")
	}
	return r, false
}

// joinedNames reports whether two names that are joined stand right before i: "Ruritania
// and Borduria remain".
func (c *chunker) joinedNames(i int) bool {
	j := i - 1
	for j > 0 && c.at(j).name {
		j--
	}
	return j < i-1 && c.at(j).fold == "and" && c.at(j-1).name
}

// goesOn reports whether a word behind a comma that is a noun or a verb is a verb, by
// what follows: "the maker, Borduria Motors, plans to close" or "estimates losses
// could reach".
func (c *chunker) goesOn(i int, lemma string) bool {
	if c.at(i+1).fold == "to" && c.infinitive(i+1) {
		return true
	}
	if !tellsClause[lemma] {
		return false
	}
	for j := i + 1; j < i+6 && !c.at(j).comma && !c.at(j).is(cPrep|cSub|cRel|cConj); j++ {
		if c.at(j).is(cModal|cBe|cHave) && j > i+1 {
			return true
		}
	}
	return false
}

// qualities are words in -ing that are adjectives before a noun.
var qualities = set("neighbouring neighboring remaining existing ongoing leading outgoing incoming surrounding opposing rising falling growing")

// approximate are prepositions that before a number say how exact it is.
var approximate = map[string]bool{"about": true, "around": true, "over": true, "under": true, "above": true, "below": true}

var irregularPlurals = map[string]bool{"people": true, "police": true, "men": true, "women": true, "children": true, "troops": true, "media": true, "staff": true}

// infinitive reports whether "to" at i begins an infinitive.
func (c *chunker) infinitive(i int) bool {
	for i++; c.adverb(i) || c.at(i).fold == "not"; i++ {
	}
	t := c.at(i)
	if t.fold == "be" || t.fold == "have" || t.fold == "do" {
		return true
	}
	r, ok := english.verbs[t.fold]
	return ok && r.forms&base != 0 && !t.name
}

// group reads a verb group from i and returns the index behind it.
func (c *chunker) group(i int) int {
	v := &verb{finite: true}
	lastAux := ""
	for {
		t := c.at(i)
		switch {
		case t.fold == "to" && c.infinitive(i) && (lastAux == "" || v.copula || lastAux == "have"):
			if lastAux == "" {
				v.infinite, v.finite = true, false
			} else if lastAux == "have" {
				v.modal = "must"
			} else {
				v.modal = "will"
			}
			lastAux, v.copula = "to", false
		case t.fold == "not" || t.fold == "never" || t.fold == "hardly" || t.fold == "barely":
			v.neg = true
		case t.is(cModal) && !t.name && lastAux == "":
			v.modal = modality[t.fold]
			lastAux = "modal"
		case t.is(cBe) && lastAux != "be":
			lastAux, v.copula = "be", true
			if v.ing = t.fold == "being" && v.ing; t.fold == "being" {
				v.finite = v.lemma != ""
			}
		case t.is(cHave) && lastAux != "be" && lastAux != "have":
			lastAux = "have"
			if v.modal != "" {
				v.modal += " have" // "could have" is not "could"
			}
			if t.fold == "having" {
				v.ing, v.finite = true, false
			}
		case t.is(cDo) && lastAux == "":
			lastAux = "do"
		case t.is(cHedge):
			v.hedges = append(v.hedges, t.fold)
		case c.adverb(i):
		default:
			return c.main(v, i, lastAux)
		}
		i++
	}
}

// modality groups modal verbs by what they claim.
var modality = map[string]string{
	"will": "will", "would": "will", "shall": "will", "can": "can", "could": "can", "may": "may", "might": "may", "must": "must", "should": "should",
}

// main reads the main verb of a group at i.
func (c *chunker) main(v *verb, i int, lastAux string) int {
	t := c.at(i)
	r, ok := english.verb(t.fold)
	if t.name || t.is(cFunction&^cSub) || strings.Contains(t.fold, "-") && !strings.HasPrefix(t.fold, "re-") && !strings.HasPrefix(t.fold, "co-") {
		ok = false
	}
	switch lastAux {
	case "":
		if !ok { // "not" before something else
			if v.neg {
				c.add(chunk{kind: kConj, word: "not"})
			}
			return max(i, 1)
		}
		v.finite = r.forms&(past|third|base) != 0
		v.ing = r.forms == ing
	case "modal", "do", "to":
		ok = ok && r.forms&base != 0
	case "have":
		ok = ok && r.forms&participle != 0
	case "be":
		switch {
		case ok && r.forms == ing && (!r.noun || c.startsPhrase(i+1) || c.behind(i).is(cPrep) || c.behind(i).norm == ""):
			v.copula = false
		case ok && r.forms&participle != 0 && !(r.noun && r.forms&base != 0 && !c.behind(i).is(cPrep)):
			v.passive, v.copula = true, false
		default:
			ok = false
		}
	}
	v.word = max(i-1, 0)
	if ok {
		v.lemma, v.copula, v.word = r.lemma, false, i
		i++
	} else {
		switch {
		case lastAux == "be" || v.copula:
			v.lemma, v.copula = "be", true
		case lastAux == "have":
			v.lemma = "have"
		case lastAux == "do":
			v.lemma = "do"
		default:
			v.lemma = "be"
			v.copula = true
		}
	}
	c.add(chunk{kind: kVerb, verb: v})
	// A particle belongs to its verb: "calls for", "carry out" stay as they are.
	return i
}
