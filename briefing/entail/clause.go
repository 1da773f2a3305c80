package entail

import "slices"

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
		case kSub:
			if j > i { // "before the vote that …"
				return false
			}
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
	if p.kind(i) == kVerb && p.chunks[i].verb.infinite { // "a plan to sell it failed"
		for i++; p.kind(i) == kNoun || p.kind(i) == kPrep; i++ {
		}
	}
	if p.kind(i) == kComma && p.kind(i+1) == kVerb && p.bare(p.chunks[i+1].verb) {
		// ", carrying six of them, exploded"
		for i += 2; p.kind(i) == kNoun || p.kind(i) == kPrep; i++ {
		}
		if p.kind(i) != kComma {
			return false
		}
		i++
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

// verb takes a verb group.
func (p *parser) verb(v *verb) {
	defer func() {
		p.verbs = append(p.verbs, v)
		p.last, p.broken = v, false
		v.preps = append(v.preps, p.fronted...)
		p.fronted = nil
		// What has a clause behind it without "that".
		if tellsClause[v.lemma] && p.kind(v.at+1) == kNoun && p.toldFrom(v.at+1) ||
			addressing[v.lemma] && !v.passive && p.kind(v.at+1) == kNoun && p.kind(v.at+2) == kNoun && p.toldFrom(v.at+2) {
			p.parent, p.link, p.told = v, "that", v
		}
	}()
	at := v.at // without the hedge before it
	if p.kind(at-1) == kHedge {
		v.hedges = append(v.hedges, p.chunks[at-1].word)
		at--
	}
	before := p.kind(at - 1)
	if v.infinite || v.ing && p.bare(v) && !v.finite {
		v.parent, v.link = p.last, "to"
		if p.last == nil && len(p.free) > 0 {
			v.subject = p.free
			if v.infinite {
				p.outer = p.free // "a plan to sell it failed"
			}
			return
		}
		if v.infinite && before == kNoun && len(p.free) > 0 && p.link == "that" {
			v.subject, v.parent, p.outer = p.free, nil, p.free
			return
		}
		if v.ing {
			v.link = "ing"
			v.finite = false
			if before == kNoun && len(p.free) > 0 {
				v.subject, v.parent = p.free, nil // "a convoy carrying"
				return
			}
			if before == kComma && p.kind(at-2) == kNoun && len(p.free) > 0 {
				v.subject, v.parent, v.loose = p.free, p.parent, p.parent != nil // "its convoy, carrying …, left"
				return
			}
			if before == kNoun {
				if j := p.nounBefore(at - 1); j >= 0 {
					v.subject, v.parent = []*phrase{p.chunks[j].phrase}, nil
					return
				}
			}
			if before == kVerb && p.last != nil {
				v.link, v.parent, v.loose, v.subject = "to", p.last, false, p.last.subject // "denied having promised"
				return
			}
			if before == kPrep || before == kSub {
				v.link = p.chunks[at-1].word
			}
			// What goes on beside the main clause is told by whoever tells that.
			if p.last != nil {
				v.parent, v.loose = p.last.parent, p.last.loose
				v.subject = p.last.subject
				if complement[v.link] {
					v.parent, v.loose = p.last, false
				}
				if (v.link == "of" || v.link == "from" || v.link == "for" || v.link == "as") && len(p.last.object) > 0 && !p.last.passive {
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
			} else if n := len(p.last.preps); n > 0 && p.last.lemma == "call" && !p.last.passive {
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
	if before == kComma && p.kind(at-2) == kNoun && len(p.free) > 0 && p.setApart(v) {
		v.reduced, v.passive, v.finite, v.link, v.subject = true, true, false, "", p.free
		return // the subject waits for its verb
	}
	if before == kNoun && p.relHead == nil && p.reducedAt(v.at) && !(p.last != nil && len(p.free) == 0 && len(p.last.object) == 0 && p.last.finite) {
		v.reduced, v.passive, v.finite, v.link = true, true, false, ""
		if v.subject = p.free; len(p.free) == 0 {
			v.subject = []*phrase{p.chunks[p.nounBefore(at-1)].phrase}
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
		if p.last != nil && p.link == "" && p.told != nil && v.parent == nil && !(p.broken && reporting(v)) && !p.tellerAgain(v) {
			v.parent, v.loose = p.told, true
		}
	case p.outer != nil && (before == kNoun || before == kVerb) && p.last != nil && (p.last.link == "rel" && p.last.finite || p.last.infinite) && v.finite && !tellsClause[p.last.lemma] && !p.reducedAt(v.at):
		v.subject, p.outer = p.outer, nil // "a group that has no name claimed"
		if v.parent == nil && !p.last.infinite {
			v.parent, v.loose = p.last.parent, p.last.loose
		}
		if v.link == "rel" {
			v.link = ""
		}
	case p.last != nil && before == kNoun && len(p.last.object) > 0 && tellsClause[p.last.lemma] && !p.reducedAt(v.at):
		v.subject, v.parent, v.link = p.last.object, p.last, "that"
		p.last.object = nil
		p.told = p.last
	case before == kNoun && p.nounBefore(at-1) >= 0 && p.last != nil:
		// A participle behind a noun that is no subject: "talks held in Ankara".
		v.subject, v.reduced, v.finite, v.passive = []*phrase{p.chunks[p.nounBefore(at-1)].phrase}, true, false, true
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

// setApart reports whether the verb behind a comma is a participle that belongs to the
// noun before it: ", detained in March, has confessed".
func (p *parser) setApart(v *verb) bool {
	if v.passive || v.copula || v.modal != "" || v.ing || p.kind(v.at+1) != kPrep {
		return false
	}
	for i := v.at + 1; i < len(p.chunks); i++ {
		switch p.kind(i) {
		case kComma:
			return p.finite(i+1) && !p.chunks[i+1].verb.ing
		case kNoun, kPrep:
		default:
			return false
		}
	}
	return false
}

// tellerAgain reports whether the verb is one of ", but he", he being who told what
// stands before: it is told by nobody then.
func (p *parser) tellerAgain(v *verb) bool {
	if len(v.subject) != 1 || !v.subject[0].pron || !persons[v.subject[0].tokens[0].fold] || len(v.subject[0].also) != 1 || v.modal != "" {
		return false
	}
	i := v.subject[0].at
	return p.kind(i-1) == kConj && p.chunks[i-1].word == "but" && p.kind(i-2) == kComma && len(p.told.subject) == 1 && v.subject[0].also[0].name() != "" &&
		(p.told.subject[0] == v.subject[0].also[0] || slices.Contains(p.told.subject[0].also, v.subject[0].also[0]))
}

// addressing are verbs behind which stands who is told, and then what.
var addressing = set("tell inform warn remind assure promise")

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
var complement = set("as of from for in against about on to with over into at")

func (v *verb) up() (*verb, string) {
	if v == nil {
		return nil, ""
	}
	return v.parent, v.link
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
	if prep := v.stranded(); prep != "" { // "was paid for by"
		for _, p := range v.subject {
			v.preps = append(v.preps, adjunct{prep: prepClass(prep, p.date), phrase: p, firm: true})
		}
	} else {
		v.object = append(v.subject, v.object...)
	}
	v.subject = nil
	if a := v.agent(); a != nil {
		v.subject = append([]*phrase{a.phrase}, a.with...)
	}
}

// stranded is the preposition that a passive verb leaves behind it when its noun
// becomes the subject, "" for none.
func (v *verb) stranded() string {
	if v.at < 0 || v.at+2 >= len(v.in.chunks) {
		return ""
	}
	if a, b := &v.in.chunks[v.at+1], &v.in.chunks[v.at+2]; a.kind == kPrep && b.kind == kPrep && b.word == "by" {
		return a.word
	}
	return ""
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
