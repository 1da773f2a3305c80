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
	its    bool      // "his", "its" stands before it
	not    bool      // it is what is not meant: ", not a pipe"
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
	word     int       // the index of the token that is its main word
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
	return !t.name && !t.is(cQuant) && (t.is(cAdv|cHedge) || len(t.fold) > 4 && strings.HasSuffix(t.fold, "ly") && !notAdverbs[t.fold])
}

var notAdverbs = map[string]bool{"family": true, "daily": true, "early": true, "weekly": true, "supply": true, "ally": true, "reply": true, "rally": true, "apply": true, "comply": true, "rely": true, "assembly": true, "july": true, "italy": true, "likely": true, "elderly": true, "monthly": true, "friendly": true, "deadly": true, "costly": true, "anomaly": true, "monopoly": true, "multiply": true, "imply": true, "unlikely": true}

// startsPhrase reports whether token i begins a noun phrase or a clause: what
// stands before it may be a verb.
func (c *chunker) startsPhrase(i int) bool {
	t := c.at(i)
	return t.is(cDet|cPron|cQuant) || t.name || t.number || t.fold == "that" || t.fold == "to" || t.fold == "whether" || t.fold == "how"
}

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
		case (t.fold == "rather" && c.at(i+1).fold == "than" || t.fold == "instead" && c.at(i+1).fold == "of") && i > 0:
			c.add(chunk{kind: kConj, word: "not"})
			i += 2
		case t.fold == "so" && c.at(i-1).comma && i > 0 && !c.at(i+1).is(cSub):
			c.add(chunk{kind: kSub, word: "so"})
			i++
		case t.fold == "but" && exceptions[c.at(i-1).fold]:
			c.add(chunk{kind: kPrep, word: "except"})
			i++
		case c.last() == kNoun && c.bearing(i) && !c.at(i-1).is(cDet):
			c.add(chunk{kind: kPrep, word: t.fold})
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
				first := i
				if i = c.group(i); i == first {
					i = c.noun(i) // no verb group after all
				}
			} else if c.adverb(i) {
				i++
			} else {
				i = c.noun(i)
			}
		}
	}
	return c.chunks
}

// exceptions are words behind which "but" means "except".
var exceptions = set("everyone everybody everything all anyone anybody anything nobody none nothing")

// bearing reports whether "east of" and the like stands at i.
func (c *chunker) bearing(i int) bool { return bearings[c.at(i).fold] && c.at(i+1).fold == "of" }

var bearings = set("north south east west northeast northwest southeast southwest north-east north-west south-east south-west")

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
