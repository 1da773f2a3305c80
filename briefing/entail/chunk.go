package entail

import (
	"strings"
)

// kind is what a chunk is.
type kind uint8

const (
	kNoun      kind = iota + 1 // a noun phrase
	kVerb                      // a verb group
	kPrep                      // a preposition
	kComma                     // a comma or another mark inside a sentence
	kStop                      // a mark that ends a clause
	kConj                      // and, or, but
	kSub                       // that, if, after
	kRel                       // who, which
	kHedge                     // reportedly
	kAccording                 // according to
)

// phrase is a noun phrase with what it is joined to.
type phrase struct {
	tokens []token // without articles
	poss   []bool  // of each token: a possessive ending stands behind it
	neg    bool    // "no agreement", "none"
	date   bool    // a day, a month, last week
	pron   bool
	of     *phrase   // what stands behind its "of"
	by     *phrase   // what stands behind its "by": "an offer by the operator"
	inside bool      // it stands behind another's "of" itself
	like   *phrase   // the counted phrase before it, of a number alone
	also   []*phrase // what it is set beside: ", the foreign minister,"
	with   []*phrase // the others of its list: "Egypt, Qatar and Turkey"
	at     int       // the index of its chunk
}

// chunk is a phrase, a verb group or a word between them.
type chunk struct {
	kind   kind
	word   string // of prepositions, conjunctions and the like, folded
	phrase *phrase
	verb   *verb
}

// verb is a verb group and what stands around it.
type verb struct {
	lemma    string
	neg      bool
	modal    string // "" or the modality: will, can, may, must, if
	passive  bool
	finite   bool
	infinite bool // behind "to"
	ing      bool
	copula   bool
	reduced  bool // a participle behind its noun: "talks held in Ankara"
	hedges   []string
	at       int       // the index of its chunk
	in       *sentence // where it stands

	subject []*phrase
	object  []*phrase
	preps   []adjunct
	// parent is the verb that this one is told, wanted or denied by; loose where
	// it may be another sentence's own.
	parent *verb
	loose  bool
	link   string // the word that joins it to its parent or to the sentence before
	given  bool   // has an if-clause
	matrix *verb  // the verb that a temporal link joins it to
}

// adjunct is a prepositional phrase.
type adjunct struct {
	prep string
	*phrase
	// noun is the phrase that it stands behind, nil if none. firm is false where
	// it may belong to the noun alone.
	noun *phrase
	firm bool
}

// chunker cuts tokens into chunks.
type chunker struct {
	tokens []token
	chunks []chunk
}

func (c *chunker) at(i int) *token {
	if i < 0 || i >= len(c.tokens) {
		return &token{comma: true, stop: true}
	}
	return &c.tokens[i]
}

// before is the last token before i that is no adverb.
func (c *chunker) before(i int) *token {
	for i--; i >= 0 && c.adverb(i); i-- {
	}
	return c.at(i)
}

// behind is the first token behind i that is no adverb.
func (c *chunker) behind(i int) *token {
	for i++; i < len(c.tokens) && c.adverb(i); i++ {
	}
	return c.at(i)
}

func (c *chunker) adverb(i int) bool {
	t := c.at(i)
	return !t.name && (t.is(cAdv|cHedge) || len(t.fold) > 4 && strings.HasSuffix(t.fold, "ly") && !notAdverbs[t.fold])
}

var notAdverbs = map[string]bool{"family": true, "daily": true, "early": true, "weekly": true, "supply": true, "ally": true, "reply": true, "rally": true, "apply": true, "comply": true, "rely": true, "assembly": true, "july": true, "italy": true, "likely": true, "elderly": true, "monthly": true, "friendly": true, "deadly": true, "costly": true, "anomaly": true, "monopoly": true, "multiply": true, "imply": true, "unlikely": true}

// startsPhrase reports whether token i begins a noun phrase or a clause: what
// stands before it may be a verb.
func (c *chunker) startsPhrase(i int) bool {
	t := c.at(i)
	return t.is(cDet|cPron|cQuant) || t.name || t.number || t.fold == "that" || t.fold == "to" || t.fold == "whether" || t.fold == "how"
}

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
		if open || prev.is(cConj) {
			return r, c.startsPhrase(i+1) && prev.is(cConj)
		}
		if prev.is(cPron|cRel) || prev.fold == "that" {
			return r, true
		}
		return r, c.startsPhrase(i+1) && !strings.HasSuffix(prev.fold, "s")
	case r.forms&base != 0:
		if prev.is(cModal | cDo) {
			return r, true
		}
		if prev.is(cPrep|cSub) && prev.fold != "that" || open && !direct.comma {
			return r, open && i == 0 && !r.noun
		}
		if r.forms&past != 0 && !r.noun { // put, hit, read
			return r, true
		}
		plural := strings.HasSuffix(prev.fold, "s") || prev.is(cPron|cRel) || irregularPlurals[prev.fold]
		if !r.noun {
			return r, plural || prev.is(cConj) || open && r.forms&past != 0
		}
		if r.forms&past != 0 { // cut, set, split
			return r, c.startsPhrase(i+1) || prev.is(cPron|cRel)
		}
		return r, (plural || prev.is(cConj)) && (c.startsPhrase(i+1) || prev.is(cPron|cRel) && prev.fold != "her" && prev.fold != "us")
	}
	return r, false
}

// approximate are prepositions that before a number say how exact it is.
var approximate = map[string]bool{"about": true, "around": true, "over": true, "under": true, "above": true, "below": true}

var irregularPlurals = map[string]bool{"people": true, "police": true, "men": true, "women": true, "children": true, "troops": true, "media": true, "staff": true}

// cut makes the chunks.
func (c *chunker) cut() []chunk {
	for i := 0; i < len(c.tokens); {
		t := c.at(i)
		switch {
		case t.stop:
			c.add(chunk{kind: kStop, word: t.text})
			i++
		case t.comma:
			c.add(chunk{kind: kComma, word: t.text})
			i++
		case t.fold == "according" && c.at(i+1).fold == "to":
			c.add(chunk{kind: kAccording, word: "according"})
			i += 2
		case t.fold == "ahead" && c.at(i+1).fold == "of":
			c.add(chunk{kind: kPrep, word: "before"})
			i += 2
		case t.fold == "because" && c.at(i+1).fold == "of":
			c.add(chunk{kind: kPrep, word: "because"})
			i += 2
		case t.is(cHedge):
			c.add(chunk{kind: kHedge, word: t.fold})
			i++
		case t.is(cAux) || t.fold == "to" && c.infinitive(i):
			i = c.group(i)
		case t.is(cNeg) && (t.fold == "not" || t.fold == "never" || t.fold == "neither" && !c.startsNoun(i+1) || t.fold == "nor" || t.fold == "hardly" || t.fold == "barely"):
			if t.fold == "nor" || t.fold == "neither" {
				c.add(chunk{kind: kConj, word: "nor"})
				i++
			} else {
				i = c.group(i)
			}
		case t.fold == "that" && c.thatAs(i) != 0:
			c.add(chunk{kind: c.thatAs(i), word: "that"})
			i++
		case t.is(cRel):
			c.add(chunk{kind: kRel, word: t.fold})
			i++
		case t.is(cSub) && !(t.is(cDet) && t.fold == "that"):
			c.add(chunk{kind: kSub, word: t.fold})
			i++
		case t.is(cConj):
			c.add(chunk{kind: kConj, word: t.fold})
			i++
		case t.is(cPrep) && approximate[t.fold] && c.at(i+1).number && !c.at(i+1).is(cDay|cMonth):
			i = c.noun(i)
		case t.is(cPrep):
			c.add(chunk{kind: kPrep, word: t.fold})
			i++
		case t.poss:
			i++
		default:
			if _, ok := c.verbAt(i); ok {
				i = c.group(i)
			} else if c.adverb(i) {
				i++
			} else {
				i = c.noun(i)
			}
		}
	}
	return c.chunks
}

func (c *chunker) add(x chunk) {
	if x.phrase != nil {
		x.phrase.at = len(c.chunks)
	}
	if x.verb != nil {
		x.verb.at = len(c.chunks)
	}
	c.chunks = append(c.chunks, x)
}

func (c *chunker) last() kind {
	if len(c.chunks) == 0 {
		return kStop
	}
	return c.chunks[len(c.chunks)-1].kind
}

// thatAs is what "that" is at i: a relative word, a conjunction, or 0 for an
// article.
func (c *chunker) thatAs(i int) kind {
	next := c.behind(i)
	_, verb := c.verbAt(i + 1)
	switch {
	case c.last() == kNoun && (next.is(cAux) || verb && next.fold != "that"):
		return kRel
	case c.last() == kPrep || len(c.chunks) == 0 || next.is(cAux) || verb:
		return 0
	}
	return kSub
}

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
	if t.name || t.is(cFunction&^cSub) || strings.Contains(t.fold, "-") && !strings.HasPrefix(t.fold, "re-") {
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
	if ok {
		v.lemma, v.copula = r.lemma, false
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

// noun reads a noun phrase from i and returns the index behind it.
func (c *chunker) noun(i int) int {
	p := &phrase{neg: len(c.chunks) > 0 && c.chunks[len(c.chunks)-1].word == "nor"}
	first := i
loop:
	for ; i < len(c.tokens); i++ {
		t := c.at(i)
		switch {
		case t.poss:
			if n := len(p.poss); n > 0 {
				p.poss[n-1] = true
			}
		case t.comma || t.is(cAux|cConj|cRel|cHedge):
			break loop
		case t.is(cNeg):
			if t.fold == "not" || t.fold == "never" || t.fold == "nor" {
				break loop
			}
			p.neg = true
			if t.fold == "none" || t.fold == "nobody" || t.fold == "nothing" {
				p.put(t)
			}
		case t.is(cDet) && t.fold != "that" && t.fold != "her":
			if len(p.tokens) > 0 && !p.poss[len(p.tokens)-1] {
				break loop // a new phrase
			}
		case t.is(cDet) && t.fold == "that" && i == first && !c.startsNoun(i+1):
			p.pron = true
			p.put(t)
			i++
			break loop
		case t.is(cDet) && t.fold == "that" && i == first, t.fold == "her" && i == first && c.startsNoun(i+1):
		case t.is(cQuant):
			if len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number {
				break loop
			}
			p.put(t)
		case t.is(cPrep) && approximate[t.fold] && c.at(i+1).number && i == first:
			p.put(t)
		case t.is(cPrep | cSub):
			break loop
		case t.is(cPron):
			if len(p.tokens) > 0 {
				break loop
			}
			p.pron = true
			p.put(t)
			i++
			break loop
		case c.adverb(i):
			if i == first {
				continue
			}
			if t.fold == "early" || t.fold == "late" {
				continue
			}
			break loop
		case t.is(cDay|cMonth) && len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number && !p.tokens[len(p.tokens)-1].is(cDay|cMonth) && !dateWords[p.tokens[len(p.tokens)-1].fold] && !p.poss[len(p.tokens)-1]:
			break loop // "told reporters Friday"
		case t.name && len(p.tokens) > 0 && !p.poss[len(p.tokens)-1] && (p.tokens[len(p.tokens)-1].is(cDay|cMonth) || p.tokens[len(p.tokens)-1].year()):
			break loop // "On Friday Ruritania"
		case timeNouns[t.fold] && strings.HasSuffix(t.fold, "s") && len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number && !p.tokens[len(p.tokens)-1].is(cQuant|cQuantity) && !dateWords[p.tokens[len(p.tokens)-1].fold]:
			break loop // "released three fishermen hours before"
		default:
			if i > first {
				if _, ok := c.verbAt(i); ok {
					break loop
				}
			}
			p.put(t)
		}
	}
	if i == first {
		return i + 1
	}
	if len(p.tokens) == 0 {
		if p.neg { // "no" alone
			p.put(&token{fold: "none", norm: "none"})
		} else {
			return i
		}
	}
	p.date = p.isDate()
	c.add(chunk{kind: kNoun, phrase: p})
	return i
}

// startsNoun reports whether the word at i may be of a noun phrase.
func (c *chunker) startsNoun(i int) bool {
	t := c.at(i)
	return t.norm != "" && !t.is(cFunction)
}

func (p *phrase) put(t *token) {
	p.tokens = append(p.tokens, *t)
	p.poss = append(p.poss, false)
}

var dateWords = map[string]bool{"last": true, "next": true, "this": true, "early": true, "late": true, "mid": true, "previous": true, "past": true, "coming": true, "following": true}

var timeNouns = map[string]bool{"week": true, "month": true, "year": true, "day": true, "night": true, "morning": true, "evening": true, "afternoon": true, "spring": true, "summer": true, "autumn": true, "winter": true, "weekend": true, "weeks": true, "months": true, "years": true, "days": true, "hours": true, "hour": true, "minutes": true, "minute": true, "decade": true, "yesterday": true, "today": true, "tomorrow": true, "midnight": true, "noon": true, "dawn": true}

// year reports whether a number is a year's.
func (t *token) year() bool {
	return len(t.fold) == 4 && (strings.HasPrefix(t.fold, "19") || strings.HasPrefix(t.fold, "20")) && t.number
}

func (p *phrase) isDate() bool {
	t := p.tokens[len(p.tokens)-1]
	if t.is(cDay | cMonth) {
		return true
	}
	if t.year() {
		return true
	}
	if t.number && len(p.tokens) > 1 && p.tokens[len(p.tokens)-2].is(cMonth) {
		return true
	}
	return timeNouns[t.fold]
}
