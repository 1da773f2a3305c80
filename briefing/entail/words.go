package entail

import (
	"slices"
	"strings"
)

// checker holds the evidence, taken apart.
type checker struct {
	evidence []*sentence
	entities []*phrase // of the evidence and of what is known, for descriptions
	names    map[string]bool
	have     map[string]bool // norms of all words of the evidence
	lemmas   map[string]bool // of its verbs
	outlets  map[string]bool // norms of the words of outlets' names
	negative bool
}

func newChecker(evidence []Evidence, known []string) *checker {
	c := &checker{names: map[string]bool{}, have: map[string]bool{}, lemmas: map[string]bool{}, outlets: map[string]bool{}}
	collect := func(list []token) {
		for _, t := range list {
			if t.name {
				c.names[t.norm], c.names[t.fold] = true, true
			}
		}
	}
	var all [][]token
	for _, k := range known {
		// A description is no sentence: every capital in it is a name's.
		list := tokens("x "+k, nil)
		collect(list)
		all = append(all, list[min(1, len(list)):])
	}
	read := map[string]bool{}
	for _, e := range evidence {
		collect(tokens(e.Text, nil))
		if !read[e.Context] {
			read[e.Context] = true
			collect(tokens(e.Context, nil))
		}
	}
	for _, list := range all {
		for _, t := range list {
			c.have[t.norm] = true
		}
		c.entities = append(c.entities, (&chunkerOf{list}).phrases()...)
	}
	for _, e := range evidence {
		list := resolve(tokens(e.Text, c.names), e)
		for _, t := range list {
			c.take(&t)
			for _, r := range t.resolved {
				c.take(&r)
			}
		}
		for _, t := range tokens("x "+e.Outlet, nil) {
			c.outlets[t.norm] = true
		}
		for _, t := range tokens("x "+e.Dates, nil) {
			c.have[t.norm] = true
		}
		s := parse(list)
		c.company(s)
		c.evidence = append(c.evidence, s)
		c.entities = append(c.entities, s.phrases...)
	}
	return c
}

// company gives "the company" the name that it stands for: of whom the sentence is
// about, if that is no person, or of whose officer speaks.
func (c *checker) company(s *sentence) {
	for i, v := range s.verbs {
		if len(v.subject) != 1 || len(v.subject[0].tokens) != 1 || !companies[v.subject[0].tokens[0].fold] || len(v.subject[0].also) > 0 {
			continue
		}
		var named *phrase
		switch {
		case i > 0 && reporting(v) && v.parent == nil && len(s.verbs[0].subject) == 1 && c.thing(s.verbs[0].subject[0]) && !s.namesObject():
			named = s.verbs[0].subject[0] // "Norda will close it, the company said"
		case v.link == "that" && reporting(v.parent) && len(v.parent.subject) == 1:
			named = v.parent.subject[0].owner() // "Norda’s head, Pia Halonen, said the company would"
		}
		if named != nil {
			v.subject[0].also = append(v.subject[0].also, named)
		}
	}
}

// namesObject reports whether something is done in the sentence to somebody who is
// named: "the company" may be that one.
func (s *sentence) namesObject() bool {
	return slices.ContainsFunc(s.verbs, func(v *verb) bool {
		return slices.ContainsFunc(v.object, func(p *phrase) bool { return !p.pron && p.named() })
	})
}

// thing reports whether the phrase is a name, and none of a person who is known.
func (c *checker) thing(p *phrase) bool {
	return !p.pron && p.named() && !slices.ContainsFunc(c.entities, func(e *phrase) bool { return e.name() == p.name() && len(e.nameRun()) > 1 })
}

// owner is the name in front of which the phrase stands as its own, nil if there is
// none: Norda in "Norda’s head".
func (p *phrase) owner() *phrase {
	if !slices.ContainsFunc(p.tokens, func(t token) bool { return t.is(cTitle) && t.fold != "owner" }) {
		return nil // "Norda’s rival"
	}
	for i := range p.tokens {
		if !p.poss[i] {
			continue
		}
		from := i + 1
		for from > 0 && p.tokens[from-1].name {
			from--
		}
		if from > i {
			return nil
		}
		return &phrase{tokens: p.tokens[from : i+1], poss: make([]bool, i+1-from)}
	}
	if p.of != nil && p.of.named() && len(p.of.nameRun()) == len(p.of.tokens) {
		return p.of
	}
	return nil
}

// companies are nouns that stand for the name of whom news is about.
var companies = set("company firm carmaker airline bank retailer operator manufacturer maker group club agency chain")

type chunkerOf struct{ tokens []token }

func (c *chunkerOf) phrases() []*phrase { return parse(c.tokens).phrases }

// take remembers a word of the evidence.
func (c *checker) take(t *token) {
	if t.norm == "" {
		return
	}
	c.have[t.norm] = true
	if r, ok := english.verb(t.fold); ok {
		c.lemmas[r.lemma] = true
	}
	// A compound has its parts.
	start := 0
	for i := 0; i <= len(t.fold); i++ {
		if i == len(t.fold) || t.fold[i] == '-' {
			// The 19 of "19-year-old" counts nothing else.
			if i > start && (start > 0 || i < len(t.fold)) && !strings.ContainsAny(t.fold[start:i], "0123456789") {
				c.have[stem(t.fold[start:i])] = true
			}
			start = i + 1
		}
	}
	if t.is(cNeg) {
		c.negative = true
	}
}

// resolve gives the pronouns of the evidence the names that they stand for.
func resolve(list []token, e Evidence) []token {
	if len(e.Pronouns) == 0 {
		return list
	}
	at := 0
	for i := range list {
		t := &list[i]
		if t.text == "" || t.poss {
			continue
		}
		for at < len(e.Text) && (at+len(t.text) > len(e.Text) || e.Text[at:at+len(t.text)] != t.text) {
			at++
		}
		if name := e.Pronouns[at]; name != "" && t.is(cPron|cDet) {
			t.resolved = tokens("x "+name, nil)[1:]
		}
		at += len(t.text)
	}
	return list
}

// words strikes a sentence for its words alone.
func (c *checker) words(list []token) Verdict {
	words, function, foreign := 0, 0, 0
	var first Verdict
	note := func(r Reason, t *token) {
		if first.Reason == "" {
			first = Verdict{r, t.text}
		}
	}
	for i := range list {
		t := &list[i]
		if t.norm == "" {
			continue
		}
		words++
		if t.is(cFunction | cQuant) {
			function++
		}
		if c.has(t) {
			continue
		}
		switch {
		case t.is(cCertain):
			note(Certainty, t)
		case t.is(cNeg):
			if !c.negative { // else it is weighed where it stands
				note(NewNegation, t)
			}
		case t.number || t.is(cDay|cMonth|cQuantity):
			note(NewNumber, t)
		case t.name:
			if !c.outlets[t.norm] {
				note(NewName, t)
			}
		case c.free(t):
		default:
			foreign++
			note(NewWord, t)
		}
	}
	if words > 3 && foreign*2 > words && function*5 < words {
		return Verdict{Language, ""}
	}
	return first
}

// has reports whether the evidence has the word, in whatever form.
func (c *checker) has(t *token) bool {
	if c.have[t.norm] {
		return true
	}
	if r, ok := english.verbs[t.fold]; ok {
		if c.lemmas[r.lemma] {
			return true
		}
		for _, other := range slices.Concat(stronger[r.lemma], english.alike[r.lemma]) {
			if c.lemmas[other] {
				return true
			}
		}
	}
	start, parts := 0, 0
	for i := 0; i <= len(t.fold); i++ {
		if i == len(t.fold) || t.fold[i] == '-' {
			if !c.have[stem(t.fold[start:i])] && !english.classes[t.fold[start:i]].has(cFunction) {
				return false
			}
			parts++
			start = i + 1
		}
	}
	return parts > 1
}

// free reports whether a sentence may have the word without its evidence having
// it: words of grammar, whose places the match looks at, and a few that say
// nothing.
func (c *checker) free(t *token) bool {
	if t.is(cNeutral) || concessive[t.fold] {
		return true
	}
	if r, ok := english.verbs[t.fold]; ok && english.classes[r.lemma].has(cNeutral) {
		return true
	}
	if t.is(cQuant|cCause|cHedge) || t.is(cSub) && !t.is(cPrep|cRel) && t.fold != "that" && t.fold != "as" {
		return false
	}
	return t.is(cDet | cPron | cPrep | cRel | cConj | cAux)
}

// concessive are conjunctions that say no more than "but".
var concessive = set("although though whereas")

// stronger are the verbs of evidence for which a sentence may have a weaker one.
var stronger = map[string][]string{
	"say": {"tell", "state", "add", "note", "remark", "announce", "declare", "stress", "emphasise", "emphasize", "reiterate", "warn", "insist",
		"claim", "argue", "maintain", "explain", "acknowledge", "write", "allege", "assert", "report", "confirm", "admit", "predict", "reply",
		"disclose", "reveal", "testify", "concede", "caution", "recall", "complain", "observe"},
	"tell":   {"say", "inform"},
	"state":  {"say", "tell", "add"},
	"add":    {"say"},
	"meet":   {"hold"},
	"reject": {"deny"},
}
