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

// group joins what stands behind "of", lists, and what is set beside.
func (p *parser) group() {
	for i := range p.chunks {
		c := &p.chunks[i]
		if c.phrase == nil {
			continue
		}
		p.phrases = append(p.phrases, c.phrase)
		if p.kind(i-1) == kPrep && p.kind(i-2) == kNoun {
			switch before := p.chunks[i-2].phrase; p.chunks[i-1].word {
			case "of":
				before.of, c.phrase.inside = c.phrase, true
			case "by":
				if !c.phrase.date {
					before.by = c.phrase
				}
			}
		}
		if c.phrase.countsOnly() && c.phrase.of == nil && !c.phrase.date {
			for _, q := range slices.Backward(p.phrases[:len(p.phrases)-1]) {
				if !q.inside && q.counted() {
					c.phrase.like = q
					break
				}
			}
		}
	}
}

// countsOnly reports whether the phrase is a number alone: "and wounded 19".
func (p *phrase) countsOnly() bool {
	for _, t := range p.tokens {
		if !t.number {
			return false
		}
	}
	return true
}

// counted reports whether the phrase has a number and what it counts.
func (p *phrase) counted() bool {
	for _, t := range p.tokens {
		if t.number {
			return p.of != nil || !p.countsOnly()
		}
	}
	return false
}

func (p *parser) kind(i int) kind {
	if i < 0 || i >= len(p.chunks) {
		return kStop
	}
	return p.chunks[i].kind
}

// list is the phrase at chunk i with the others of its list, and the chunk
// behind. A list has "and" before its last: "Egypt, Qatar and Turkey".
func (p *parser) list(i int) ([]*phrase, int) {
	all := []*phrase{p.chunks[i].phrase}
	at := p.tail(i)
	for {
		next := at
		if p.kind(next) == kComma {
			next++
		}
		ended := p.kind(next) == kConj && (p.chunks[next].word == "and" || p.chunks[next].word == "or")
		if ended {
			next++
		}
		if next == at || p.kind(next) != kNoun || p.kind(at) == kComma && !ended && !p.goesOn(next) {
			return all, at
		}
		if ended && (p.kind(i-1) == kVerb || p.kind(i-1) == kPrep && p.chunks[i-1].word != "between") && p.finite(p.tail(next)) {
			return all, at // "met Fidan and Erdogan said": a new clause
		}
		if p.chunks[next].phrase.date != all[0].date {
			return all, at
		}
		all = append(all, p.chunks[next].phrase)
		at = p.tail(next)
		if ended {
			return all, at
		}
	}
}

// goesOn reports whether the phrase at i, behind a comma, is followed by more of
// a list that ends with "and".
func (p *parser) goesOn(i int) bool {
	for n := 0; n < 12 && p.kind(i) == kNoun; n++ {
		i = p.tail(i)
		if p.kind(i) == kComma {
			i++
		}
		if p.kind(i) == kConj {
			return (p.chunks[i].word == "and" || p.chunks[i].word == "or") && p.kind(i+1) == kNoun && !(p.kind(p.tail(i+1)) == kVerb && p.finite(p.tail(i+1)))
		}
	}
	return false
}

func (p *parser) finite(i int) bool {
	return p.kind(i) == kVerb && p.chunks[i].verb.finite && !p.chunks[i].verb.ing
}

// tail is the chunk behind the phrase at i and what stands behind its "of".
func (p *parser) tail(i int) int {
	i++
	for p.kind(i) == kPrep && p.chunks[i].word == "of" && p.kind(i+1) == kNoun {
		i += 2
		// "envoys of Ruritania and Syldavia"
		i = p.named(i)
	}
	return i
}

// named is the chunk behind a list of names that goes on at i: ", Syldavia and
// Borduria". It is i where there is none.
func (p *parser) named(i int) int {
	if !p.chunks[i-1].phrase.named() {
		return i
	}
	for j := i; ; {
		ended := p.kind(j) == kConj && p.chunks[j].word == "and"
		if !ended && p.kind(j) != kComma || p.kind(j+1) != kNoun || !p.chunks[j+1].phrase.named() || len(p.chunks[j+1].phrase.tokens) > 3 {
			return i
		}
		if j += 2; ended {
			return j
		}
	}
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

// taken reports whether the phrase at i is one of a list, or behind an "of",
// that was seen already.
func (p *parser) seen(x *phrase) bool {
	for _, y := range p.phrases {
		if y == x {
			return false
		}
		for _, w := range y.with {
			if w == x {
				return true
			}
		}
	}
	return false
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
		if before == kNoun && p.last != nil && len(p.free) == 0 && !p.finite(behind) && len(p.last.object) > 0 {
			p.last.object = append(p.last.object, group...) // a second object
			return
		}
		p.free = group
	}
}

// setBeside is the phrase that the one at i, behind a comma, is set beside: the
// nearest, or, over its "of", one that is an office.
func (p *parser) setBeside(i int) *phrase {
	first := p.nounBefore(i - 2)
	if x := p.chunks[first].phrase; x.tokens[len(x.tokens)-1].is(cTitle) || x.named() {
		return x
	}
	return p.chunks[i-2].phrase
}

// clauseFrom reports whether a clause with a subject of its own begins with the
// phrase at i: a finite verb comes before the next mark.
func (p *parser) clauseFrom(i int) bool {
	for j := i; j < len(p.chunks); j++ {
		switch p.kind(j) {
		case kVerb:
			v := p.chunks[j].verb
			return v.finite && !(v.ing && !v.copula && p.bare(v))
		case kStop:
			return false
		case kComma:
			if j > i+1 && p.kind(j+1) == kRel || p.kind(j+1) == kNoun && p.kind(j+2) == kComma {
				continue
			}
			return false
		}
	}
	return false
}

// bare reports whether a verb in -ing has no auxiliary.
func (p *parser) bare(v *verb) bool { return v.ing && !v.passive && v.modal == "" }

// clauseSubject reports whether the phrase behind a verb is the subject of a
// clause that the verb tells: "said Iran would".
func (p *parser) clauseSubject(i, behind int) bool {
	return tellsClause[p.last.lemma] && p.toldFrom(i)
}

// toldFrom reports whether the phrase at i is the subject of a finite verb, with
// nothing but its own prepositions between.
func (p *parser) toldFrom(i int) bool {
	_, i = p.list(i)
	for p.kind(i) == kPrep && p.kind(i+1) == kNoun {
		_, i = p.list(i + 1)
	}
	return p.finite(i) && !p.reducedAt(i)
}

// reducedAt reports whether the verb at chunk i is a participle that belongs to
// the noun before it: a finite verb follows without a subject of its own.
func (p *parser) reducedAt(i int) bool {
	v := p.chunks[i].verb
	if v == nil || v.passive || v.copula || v.modal != "" || p.kind(i+1) == kNoun && !p.chunks[i+1].phrase.date {
		return false
	}
	for j := i + 1; j < len(p.chunks); j++ {
		switch p.kind(j) {
		case kStop, kComma, kConj, kSub, kRel:
			return false
		case kVerb:
			return p.finite(j) && p.kind(j-1) != kVerb
		}
	}
	return false
}

// beside reports whether the phrase at i, behind a comma, is set beside the one
// before it: a mark or the end follows, and it is no list.
func (p *parser) beside(i, behind int) bool {
	j := p.nounBefore(i - 2)
	if j < 0 || p.chunks[i].phrase.date || p.chunks[j].phrase.date {
		return false
	}
	for (p.kind(behind) == kPrep || p.kind(behind) == kSub && p.chunks[min(behind+1, len(p.chunks)-1)].kind == kNoun && p.chunks[behind+1].phrase.date) && p.kind(behind+1) == kNoun {
		behind = p.tail(behind + 1)
	}
	switch p.kind(behind) {
	case kComma, kStop:
		return true
	case kConj:
		return p.kind(behind+1) == kVerb
	case kRel:
		return true
	}
	return false
}

// nounBefore is the index of the noun phrase that ends at chunk i, reaching over
// its "of"; -1 if there is none.
func (p *parser) nounBefore(i int) int {
	if p.kind(i) != kNoun {
		return -1
	}
	for p.kind(i-1) == kPrep && p.chunks[i-1].word == "of" && p.kind(i-2) == kNoun {
		i -= 2
	}
	return i
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
			default:
				firm = false
			}
		}
	}
	for _, y := range group {
		p.place(adjunct{prep: prepClass(prep, y.date), phrase: y, noun: noun, firm: firm})
	}
}

// eventful are prepositions behind which events stand: what follows may be
// theirs.
var eventful = set("before after for about until since during of")

// place gives an adjunct to the verb before it, or to the next one.
func (p *parser) place(a adjunct) {
	p.preps = append(p.preps, a)
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

// same reports whether the next verb has the same subject, and v one object.
func (v *verb) same(next *verb) bool {
	return len(v.object) == 1 && len(v.subject) == 1 && len(next.subject) == 1 && v.subject[0] == next.subject[0]
}

var objects = set("him her them it")

// subjects are pronouns that are subjects, persons those of one person.
var (
	subjects = set("it they")
	persons  = set("he she")
)

// refer gives a pronoun to the subject of the verb before it.
func (p *parser) refer(x *phrase) {
	if objects[x.tokens[0].fold] && p.last != nil && len(p.verbs) > 1 && p.verbs[len(p.verbs)-2].same(p.last) {
		x.also = append(x.also, p.verbs[len(p.verbs)-2].object[0]) // "detained four and released them"
		return
	}
	if persons[x.tokens[0].fold] {
		// Who is meant is known where one person alone was the subject so far.
		var one *phrase
		for _, v := range p.verbs {
			for _, y := range v.subject {
				if y.pron || !y.named() && !y.tokens[len(y.tokens)-1].is(cTitle) {
					continue
				}
				if one != nil && one.name() != y.name() {
					return
				}
				one = y
			}
		}
		if one != nil {
			x.also = append(x.also, one)
		}
		return
	}
	if subjects[x.tokens[0].fold] && p.last != nil && len(p.last.subject) == 1 {
		x.also = append(x.also, p.last.subject[0])
	}
}

func (x *phrase) resolvedPron() bool { return len(x.tokens) > 0 && len(x.tokens[0].resolved) > 0 }

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
	if j = p.nounBefore(j); j >= 0 && p.chunks[i].word != "where" && p.chunks[i].word != "when" {
		x := p.chunks[j].phrase
		p.relHead = append([]*phrase{x}, x.with...)
		// The head of ", who" behind an apposition is who it is set beside.
	} else {
		p.relHead = []*phrase{}
	}
}

// verb takes a verb group.
func (p *parser) verb(v *verb) {
	defer func() {
		p.verbs = append(p.verbs, v)
		p.last, p.broken = v, false
		v.preps = append(v.preps, p.fronted...)
		p.fronted = nil
		// What has a clause behind it without "that".
		if tellsClause[v.lemma] && p.kind(v.at+1) == kNoun && p.toldFrom(v.at+1) {
			p.parent, p.link, p.told = v, "that", v
		}
	}()
	before := p.kind(v.at - 1)
	if before == kHedge {
		v.hedges = append(v.hedges, p.chunks[v.at-1].word)
		before = p.kind(v.at - 2)
	}
	if v.infinite || v.ing && p.bare(v) && !v.finite {
		v.parent, v.link = p.last, "to"
		if p.last == nil && len(p.free) > 0 {
			v.subject = p.free
			return
		}
		if v.ing {
			v.link = "ing"
			v.finite = false
			if before == kNoun && len(p.free) > 0 {
				v.subject, v.parent = p.free, nil // "a convoy carrying"
				return
			}
			if before == kNoun {
				if j := p.nounBefore(v.at - 1); j >= 0 {
					v.subject, v.parent = []*phrase{p.chunks[j].phrase}, nil
					return
				}
			}
			if before == kVerb && p.last != nil {
				v.link, v.parent, v.loose, v.subject = "to", p.last, false, p.last.subject // "denied having promised"
				return
			}
			if before == kPrep || before == kSub {
				v.link = p.chunks[v.at-1].word
			}
			// What goes on beside the main clause is told by whoever tells that.
			if p.last != nil {
				v.parent, v.loose = p.last.parent, p.last.loose
				v.subject = p.last.subject
				if complement[v.link] {
					v.parent, v.loose = p.last, false
				}
				if (v.link == "of" || v.link == "from" || v.link == "for") && len(p.last.object) > 0 && !p.last.passive {
					v.subject = p.last.object // "accused Ruritania of shelling"
				}
				if reporting(p.last) && before == kComma {
					v.parent = nil
				}
			}
			return
		}
		if p.last != nil {
			v.subject = p.last.subject
			if len(p.last.object) > 0 {
				v.subject = p.last.object
			} else if n := len(p.last.preps); n > 0 && p.last.lemma == "call" {
				v.subject = []*phrase{p.last.preps[n-1].phrase}
			}
		}
		if before == kConj && p.last != nil && p.last.infinite {
			v.parent, v.subject = p.last.parent, p.last.subject
		}
		return
	}
	v.link, v.parent = p.link, p.parent
	if p.inverted(v) {
		return
	}
	if before == kNoun && p.relHead == nil && p.reducedAt(v.at) && !(p.last != nil && len(p.free) == 0 && len(p.last.object) == 0 && p.last.finite) {
		v.reduced, v.passive, v.finite, v.link = true, true, false, ""
		if v.subject = p.free; len(p.free) == 0 {
			v.subject = []*phrase{p.chunks[p.nounBefore(v.at-1)].phrase}
		}
		return // the subject waits for its verb
	}
	if p.last != nil && p.last.passive && before == kConj && len(p.free) == 0 && p.kind(v.at+1) != kNoun && !v.copula && v.modal == "" {
		v.passive = true // "was detained and released"
	}
	switch {
	case p.relHead != nil:
		v.link = "rel"
		if len(p.free) > 0 {
			v.subject, v.object = p.free, p.relHead
		} else {
			v.subject = p.relHead
		}
		if len(v.object) == 0 && len(v.subject) == 0 {
			v.subject = nil
		}
		if p.last != nil {
			v.parent, v.loose = p.last.parent, true
		}
		if v.parent == nil {
			v.loose = false
		}
		p.relHead = nil
	case len(p.free) > 0:
		v.subject = p.free
		if p.last != nil && p.link == "" && p.told != nil && v.parent == nil && !(p.broken && reporting(v)) {
			v.parent, v.loose = p.told, true
		}
	case p.last != nil && before == kNoun && len(p.last.object) > 0 && tellsClause[p.last.lemma] && !p.reducedAt(v.at):
		v.subject, v.parent, v.link = p.last.object, p.last, "that"
		p.last.object = nil
		p.told = p.last
	case before == kNoun && p.nounBefore(v.at-1) >= 0 && p.last != nil:
		// A participle behind a noun that is no subject: "talks held in Ankara".
		v.subject, v.reduced, v.finite, v.passive = []*phrase{p.chunks[p.nounBefore(v.at-1)].phrase}, true, false, true
		v.parent, v.link = nil, ""
		return
	case p.outer != nil && before == kComma:
		v.subject, p.outer = p.outer, nil
	case p.last != nil && (before == kConj || before == kComma || before == kPrep):
		for _, w := range slices.Backward(p.verbs) {
			if v.subject = w.subject; len(v.subject) > 0 {
				break
			}
		}
		v.parent, v.link, v.loose = p.last.parent, p.last.link, p.last.loose
		if p.last.infinite && v.finite {
			v.parent, v.link = p.last.parent.up()
			if p.last.parent != nil {
				v.subject = p.last.parent.subject
			}
		}
		if reporting(p.last) && p.last.parent == nil {
			v.parent = nil
		}
		if p.told != nil && v.parent == nil && before == kConj && p.last != p.told {
			v.parent, v.loose = p.told, true
		}
	case p.last != nil && before == kSub:
		// "if convicted": who is meant is said elsewhere.
	case p.last != nil:
		v.subject = p.last.subject
		v.parent, v.loose = p.last.parent, p.last.loose
	}
	if v.link == "if" {
		for _, w := range p.verbs {
			if w.parent == v.parent && w != v {
				w.given = true
			}
		}
	} else {
		for _, w := range p.verbs {
			if w.link == "if" && w.at < v.at && p.frontedIf(w, v) {
				v.given = true
			}
		}
	}
	p.free, p.link, p.parent = nil, "", nil
}

// inverted reports whether the verb has its subject behind it: ", said Fidan".
func (p *parser) inverted(v *verb) bool {
	if !reporting(v) || len(p.free) > 0 || p.kind(v.at-1) != kComma || p.kind(v.at+1) != kNoun || len(p.verbs) == 0 {
		return false
	}
	_, behind := p.list(v.at + 1)
	return p.kind(behind) == kStop || p.kind(behind) == kComma
}

// frontedIf reports whether the if-clause of w stands before v's clause.
func (p *parser) frontedIf(w, v *verb) bool {
	for i := w.at + 1; i < v.at; i++ {
		if p.kind(i) == kStop {
			return false
		}
	}
	for _, x := range p.verbs {
		if x.at < w.at && x.finite && x.link != "if" && x.parent == w.parent {
			return false
		}
	}
	return true
}

// complement are prepositions behind which a verb in -ing is what another verb is
// about: "accused of breaking".
var complement = set("of from for in against about on to with over into at")

func (v *verb) up() (*verb, string) {
	if v == nil {
		return nil, ""
	}
	return v.parent, v.link
}

// reporting reports whether a verb says that somebody says something.
func reporting(v *verb) bool {
	return v != nil && (english.classes[v.lemma].has(cReporting) || speech[v.lemma])
}

func (c class) has(d class) bool { return c&d != 0 }

// attribute finds on whose word a sentence stands: "according to", ", he said".
func (p *parser) attribute() {
	var source *verb
	if len(p.by) > 0 {
		source = &verb{lemma: "say", subject: p.by, finite: true, at: -1, in: p.sentence}
		defer func() { p.verbs = append(p.verbs, source) }()
	}
	for i, v := range p.verbs {
		if i == 0 || !reporting(v) || v.parent != nil || !v.finite || v.link != "" || v.passive {
			continue
		}
		// Nothing told stands behind it, and a clause before it.
		next := v.at + 1
		for p.kind(next) == kNoun || p.kind(next) == kPrep {
			next++
		}
		tells := p.kind(next) == kSub && p.chunks[next].word == "that"
		for _, w := range p.verbs {
			tells = tells || w.parent == v
		}
		if tells || p.kind(next) != kStop && p.kind(next) != kComma && p.kind(next) != kRel {
			continue
		}
		if k := p.markBefore(v); !k {
			continue
		}
		if len(v.object) > 0 && p.kind(v.at-1) == kComma {
			v.subject, v.object = v.object, nil // ", said Fidan"
		}
		source = v
	}
	if source == nil {
		return
	}
	for _, v := range p.verbs {
		if v != source && v.parent == nil && (source.at < 0 || v.at < source.at) {
			v.parent, v.loose = source, false
		}
	}
}

// markBefore reports whether a comma stands before the subject of v.
func (p *parser) markBefore(v *verb) bool {
	for i := v.at - 1; i >= 0; i-- {
		switch p.kind(i) {
		case kComma, kStop:
			return true
		case kVerb, kSub, kRel, kConj:
			return false
		}
	}
	return false
}

// deny takes a negation from a phrase to its verb: where no agreement was reached,
// none was.
func (v *verb) deny() {
	for _, p := range slices.Concat(v.subject, v.object) {
		if p.neg {
			p.neg, v.neg = false, true
		}
	}
}

// matrix is the verb that the clause of verb i, which began with "after" or the
// like, is joined to: the one before it, or the next where it stands in front.
func (s *sentence) matrix(i int) *verb {
	for j := i - 1; j >= 0; j-- {
		if w := s.verbs[j]; w.at >= 0 && !temporal[w.link] && !w.reduced {
			return w
		}
	}
	for _, w := range s.verbs[i+1:] {
		if w.at >= 0 && !temporal[w.link] && w.finite {
			return w
		}
	}
	return nil
}

// turn makes the passive active: who it is done by does it.
func (v *verb) turn() {
	v.object = append(v.subject, v.object...)
	v.subject = nil
	if a := v.agent(); a != nil {
		v.subject = append([]*phrase{a.phrase}, a.with...)
	}
}

// agent is by whom a passive verb is done, nil if it does not say.
func (v *verb) agent() *adjunct {
	for i := range v.preps {
		if a := &v.preps[i]; v.passive && a.prep == "by" && !a.date && a.at > v.at {
			return a
		}
	}
	return nil
}

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

// tellsClause are verbs behind which "that" may be left out.
var tellsClause = set("say claim think believe warn insist add confirm announce deny expect hope argue know find show hear fear suggest tell report state note stress acknowledge admit predict estimate conclude allege assert maintain explain agree declare indicate reveal understand mean promise pledge vow remind assure inform convince ask")

// speech are verbs of saying something that "say" can stand for.
var speech = set("say tell state add note remark announce declare report stress emphasise emphasize reiterate warn insist claim argue maintain explain acknowledge write allege assert describe confirm admit reply respond predict comment")

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
