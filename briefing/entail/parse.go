package entail

import "slices"

// sentence is a sentence taken apart: who does what to whom, where, when, and
// on whose word.
type sentence struct {
	tokens  []token
	chunks  []chunk
	phrases []*phrase // all of them, in order
	verbs   []*verb
	preps   []adjunct // all prepositional phrases
	by      []*phrase // "according to" them
}

// parser walks over chunks from left to right. It is no grammar: it reads news
// prose as it is mostly written, the same way in an article and in a model's
// sentence, so that what it misreads it misreads in both.
type parser struct {
	*sentence
	free    []*phrase // the phrase that may be the next subject
	outer   []*phrase // the subject outside of a relative clause or a fronted one
	last    *verb
	relHead []*phrase // whom "who" means, until its verb comes
	link    string
	parent  *verb
	fronted []adjunct
	told    *verb // the last verb that had a clause behind "that"
	broken  bool  // a comma since the last verb
}

// parse takes a sentence apart.
func parse(list []token) *sentence {
	s := &sentence{tokens: list}
	s.chunks = (&chunker{tokens: list}).cut()
	p := &parser{sentence: s}
	p.group()
	for i := range s.chunks {
		p.step(i)
	}
	p.attribute()
	p.conditional()
	for i, v := range s.verbs {
		v.in = s
		v.deny()
		if temporal[v.link] {
			v.matrix = s.matrix(i)
		}
		if v.passive {
			v.turn()
		}
	}
	return s
}

// conditional has all of a sentence stand under its "if" where that has no verb, since
// it was not read.
func (p *parser) conditional() {
	if len(p.tokens) > 0 && inversions[p.tokens[0].fold] { // "Had Stern asked, …"
		for _, v := range p.verbs {
			v.given = true
		}
	}
	for _, c := range p.chunks {
		if c.kind == kSub && (c.word == "if" || c.word == "unless") && !slices.ContainsFunc(p.verbs, func(v *verb) bool { return v.link == "if" }) {
			for _, v := range p.verbs {
				v.given = true
			}
		}
	}
}

var inversions = set("had were should")

func (p *parser) kind(i int) kind {
	if i < 0 || i >= len(p.chunks) {
		return kStop
	}
	return p.chunks[i].kind
}

func (p *parser) finite(i int) bool {
	return p.kind(i) == kVerb && p.chunks[i].verb.finite && !p.chunks[i].verb.ing
}

// step takes the next chunk.
func (p *parser) step(i int) {
	c := &p.chunks[i]
	switch c.kind {
	case kNoun:
		p.noun(i)
	case kVerb:
		p.verb(c.verb)
	case kHedge:
		if p.last != nil && p.kind(i-1) == kVerb {
			p.last.hedges = append(p.last.hedges, c.word)
		}
	case kStop:
		told := p.last
		p.end()
		if c.word == ":" && reporting(told) {
			p.parent, p.link, p.told = told, "that", told
		}
	case kComma:
		p.broken = true
		if len(p.relHead) == 0 && p.outer != nil && p.last != nil && p.last.link == "rel" && p.kind(i+1) == kVerb {
			p.free, p.outer = p.outer, nil
		}
	case kSub:
		p.sub(i)
	case kRel:
		p.rel(i)
	}
}

// end begins a new clause at the top.
func (p *parser) end() {
	p.free, p.outer, p.relHead, p.link, p.parent, p.told = nil, nil, nil, "", nil, nil
	p.broken = true
}

func (p *parser) noun(i int) {
	x := p.chunks[i].phrase
	if x.inside && len(x.with) == 0 && !p.seen(x) {
		for j := i + 1; j+1 < p.tail(i-2); j += 2 {
			x.with = append(x.with, p.chunks[j+1].phrase)
			p.chunks[j+1].phrase.inside = true
		}
		return
	}
	if x.inside || p.seen(x) {
		return
	}
	group, behind := p.list(i)
	x.with = group[1:]
	for _, y := range group {
		if y.pron && !y.resolvedPron() {
			p.refer(y)
		}
	}
	before := p.kind(i - 1)
	if p.denied(i) {
		for _, y := range group {
			y.not = true
		}
		if before != kPrep {
			return // it does nothing, and nothing is done to it
		}
	}
	switch {
	case before == kAccording:
		p.by = append(p.by, group...)
	case before == kPrep || before == kSub && (x.date || !p.clauseFrom(i)):
		p.adjoin(i, group)
	case x.date && (before != kComma || p.kind(i-2) != kStop):
		for _, y := range group {
			a := adjunct{prep: "on", phrase: y, firm: true}
			p.place(a)
		}
	case before == kComma && p.beside(i, behind):
		y := p.setBeside(i)
		y.also = append(y.also, x)
		x.also = append(x.also, y)
	case before == kVerb && p.last != nil && !p.clauseSubject(i, behind):
		if p.last.object == nil || !p.last.copula {
			p.last.object = append(p.last.object, group...)
		}
		if p.last.finite || p.last.infinite {
			p.free = nil
		}
	default:
		if before == kNoun && p.last != nil && slices.Contains(p.last.object, p.chunks[i-1].phrase) && reflexive[p.chunks[i-1].phrase.head().fold] {
			p.last.object = append(p.last.object, group...) // "calling itself the Front"
			if p.last.lemma == "call" && !p.last.neg && len(p.last.subject) == 1 && x.named() {
				p.last.subject[0].also = append(p.last.subject[0].also, x)
			}
			return
		}
		if before == kNoun && p.last != nil && len(p.free) == 0 && !p.finite(behind) && len(p.last.object) > 0 {
			p.last.object = append(p.last.object, group...) // a second object
			return
		}
		p.free = group
	}
}

// denied reports whether "not" or "rather than" stands before the phrase at i, or before
// its preposition, and denies that alone.
func (p *parser) denied(i int) bool {
	if p.kind(i-1) == kPrep {
		i--
	}
	return p.kind(i-1) == kConj && p.chunks[i-1].word == "not"
}

// adjoin makes adjuncts of the phrases behind a preposition.
func (p *parser) adjoin(i int, group []*phrase) {
	prep := p.chunks[i-1].word
	if prep == "of" && p.kind(i-2) == kNoun {
		return
	}
	var noun *phrase
	firm := true
	if j := p.nounBefore(i - 2); j >= 0 {
		noun = p.chunks[j].phrase
		// Behind a noun that itself stands behind a preposition it may be the
		// noun's alone, unless that is a name or a day.
		if p.kind(j-1) == kPrep || p.kind(j-1) == kSub {
			switch word := p.chunks[j-1].word; {
			case eventful[word]:
				firm = noun.date
			case group[0].date, noun.date, noun.named():
			case (prep == "by" || word == "by" && (prep == "to" || prep == "from")) && slices.ContainsFunc(group[0].tokens, func(t token) bool { return t.number }):
				// "rose by a quarter point to 4.75 percent"
			default:
				firm = false
			}
		}
	}
	for _, y := range group {
		p.place(adjunct{prep: prepClass(prep, y.date), phrase: y, noun: noun, firm: firm})
	}
}

var reflexive = set("itself himself herself themselves")

// eventful are prepositions behind which events stand: what follows may be
// theirs.
var eventful = set("before after for about until since during of")

// place gives an adjunct to the verb before it, or to the next one.
func (p *parser) place(a adjunct) {
	p.preps = append(p.preps, a)
	if p.last != nil && (p.last.reduced || p.last.ing && !p.last.finite) && !p.broken && a.noun == nil && len(p.free) > 0 && slices.Equal(p.free, p.last.subject) {
		p.last.preps = append(p.last.preps, a) // ", detained in March, has confessed"
		return
	}
	if p.last == nil || len(p.free) > 0 && a.noun == nil || p.broken && a.noun == nil && len(p.free) == 0 {
		p.fronted = append(p.fronted, a)
		if p.last == nil || len(p.free) > 0 {
			return
		}
	}
	if len(p.free) > 0 && a.noun != nil {
		p.fronted = append(p.fronted, a)
		return
	}
	for _, b := range p.last.preps {
		if b.prep == a.prep && a.prep != "on" && a.noun != nil && !a.date {
			a.firm = false
		}
	}
	p.last.preps = append(p.last.preps, a)
}

// named reports whether the phrase ends with a name.
func (x *phrase) named() bool { return x.tokens[len(x.tokens)-1].name }

// sub takes a conjunction that begins a clause.
func (p *parser) sub(i int) {
	word := p.chunks[i].word
	if p.kind(i+1) == kNoun && word != "that" && word != "whether" && (p.chunks[i+1].phrase.date || !p.clauseFrom(i+1)) {
		return // "after the talks": a preposition
	}
	switch word {
	case "that", "whether":
		p.parent, p.link = p.last, word
		p.told = p.last
		if p.last == nil {
			p.parent = nil
		}
	case "if", "unless":
		p.link = "if"
		if p.last != nil && !p.broken {
			p.last.given = true
		}
		if p.last != nil {
			p.last.given = true
		}
	default:
		p.link = word
	}
	if word != "that" && word != "whether" && p.last != nil && !p.broken {
		p.parent = p.last.parent
	}
	if len(p.free) > 0 {
		p.outer = p.free
	}
	p.free = nil
}

// rel takes a relative word.
func (p *parser) rel(i int) {
	j := i - 1
	if p.kind(j) == kPrep {
		j--
	}
	if p.kind(j) == kComma {
		j--
	}
	if len(p.free) > 0 {
		p.outer = p.free
	} else if p.outer == nil {
		p.outer = nil
	}
	p.free = nil
	p.link, p.parent = "rel", nil
	if p.chunks[i].word == "whose" { // what is theirs comes, and is the subject
		p.relHead = nil
		return
	}
	if p.kind(i-1) == kPrep && (p.chunks[i-1].word != "of" || p.kind(i-2) != kNoun) {
		p.relHead = []*phrase{} // ", of which the city pays half": a part of it
		return
	}
	if j = p.nounBefore(j); j >= 0 && p.chunks[i].word != "where" && p.chunks[i].word != "when" {
		x := p.chunks[j].phrase
		p.relHead = append([]*phrase{x}, x.with...)
		// The head of ", who" behind an apposition is who it is set beside.
	} else {
		p.relHead = []*phrase{}
	}
}

func (c class) has(d class) bool { return c&d != 0 }

// prepClass makes one of the prepositions that say the same.
func prepClass(prep string, date bool) string {
	switch prep {
	case "at", "within", "inside":
		return "in"
	case "upon":
		return "on"
	case "regarding", "concerning", "over":
		return "about"
	case "toward", "towards":
		return "to"
	case "amid", "among":
		return "between"
	case "following":
		return "after"
	case "in", "during", "early", "late":
		if date {
			return "on"
		}
		return "in"
	}
	return prep
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	start := 0
	for i := 0; i <= len(words); i++ {
		if i == len(words) || words[i] == ' ' {
			m[words[start:i]] = true
			start = i + 1
		}
	}
	return m
}
