package entail

import "slices"

// limits are prepositions that say how far something holds: without what stands behind
// them it would hold for ever, or of all.
var limits = set("until till except")

// mispaired returns the adjunct of v that, where w has several places and as many
// days, goes with another of these: "in Velt on Monday and in Tarn on Friday".
func (c *checker) mispaired(v, w *verb) *adjunct {
	places := func(a *adjunct) bool { return a.prep == "in" && !a.date }
	days := func(a *adjunct) bool { return a.prep == "on" && a.date }
	find := func(of *verb, is func(*adjunct) bool) (list []*adjunct) {
		for i := range of.preps {
			if is(&of.preps[i]) {
				list = append(list, &of.preps[i])
			}
		}
		return list
	}
	wp, wd, vp, vd := find(w, places), find(w, days), find(v, places), find(v, days)
	if len(wp) < 2 || len(wp) != len(wd) || len(vp) != len(vd) {
		return nil
	}
	for i := range vp {
		paired := false
		for k := range wp {
			paired = paired || c.describes(vp[i].phrase, wp[k].phrase) && c.describes(vd[i].phrase, wd[k].phrase)
		}
		if !paired {
			return vp[i]
		}
	}
	return nil
}

// adjunct looks for a prepositional phrase of the evidence with the same
// preposition. Those of verbs were compared with them.
func (c *checker) adjunct(s *sentence, a *adjunct) Verdict {
	for _, v := range s.verbs {
		for i := range v.preps {
			if v.preps[i].at == a.at {
				return Verdict{}
			}
		}
	}
	for _, e := range c.evidence {
		if a.noun != nil && nounAdjunct(c, e, a) {
			return Verdict{}
		}
	}
	if a.noun != nil && c.compounded(a) {
		return Verdict{}
	}
	return Verdict{Moved, a.prep + " " + a.phrase.String()}
}

// nounAdjunct reports whether a sentence of the evidence has the same behind the
// same noun.
func nounAdjunct(c *checker, e *sentence, a *adjunct) bool {
	for i := range e.preps {
		b := &e.preps[i]
		if b.prep == a.prep && b.noun != nil && c.describes(a.noun, b.noun) && c.describes(a.phrase, b.phrase) {
			return true
		}
	}
	return false
}

// happenings are stems of nouns for what happens.
var happenings = set("fault attack explos fire storm earthquak strike protest vote elect crash collaps accid disput raid clash leak outag failur error incid riot flood shoot outbreak")

// ownAdjunct reports whether the evidence has the same behind the same noun: what
// stands behind the subject, or the object, behind that of w.
func (c *checker) ownAdjunct(v, w *verb, a *adjunct) bool {
	mine, theirs := slices.Concat(v.subject, v.object), slices.Concat(w.subject, w.object)
	if !slices.Contains(mine, a.noun) {
		return nounAdjunct(c, w.in, a)
	}
	for i := range w.in.preps {
		b := &w.in.preps[i]
		if b.prep == a.prep && b.noun != nil && slices.Contains(theirs, b.noun) && c.describes(a.noun, b.noun) && c.describes(a.phrase, b.phrase) {
			return true
		}
	}
	return false
}

// compounded reports whether the evidence has what stands behind "for" right before
// the noun: "a spokesman for the army" is "an army spokesman".
func (c *checker) compounded(a *adjunct) bool {
	if a.prep != "for" || a.pron || a.of != nil {
		return false
	}
	n := len(a.tokens)
	for _, e := range c.entities {
		for i := n; i < len(e.tokens); i++ {
			if e.tokens[i].norm != a.noun.head().norm && !a.noun.head().name {
				continue
			}
			same := !e.tokens[i].name
			for k := range a.tokens {
				same = same && e.tokens[i-n+k].norm == a.tokens[k].norm
			}
			if same && c.describes(a.noun, e) {
				return true
			}
		}
	}
	return false
}

// compound reports whether the evidence has the phrase right before another word of
// one that it is a part of.
func (c *checker) compound(p *phrase) bool {
	return len(p.also) == 0 && slices.ContainsFunc(c.entities, func(e *phrase) bool {
		for i := 0; i+len(p.tokens) < len(e.tokens); i++ {
			same := !e.tokens[i+len(p.tokens)].name
			for k := range p.tokens {
				same = same && e.tokens[i+k].norm == p.tokens[k].norm
			}
			if same {
				return true
			}
		}
		return false
	})
}

// days counts the days that stand with the verb.
func (w *verb) days() int {
	n := 0
	for i := range w.preps {
		if w.preps[i].date {
			n++
		}
	}
	return n
}

// hasAdjunct reports whether w has the adjunct.
func (c *checker) hasAdjunct(v, w *verb, a *adjunct) bool {
	for i := range w.preps {
		b := &w.preps[i]
		if a.date && a.noun != nil && a.at < v.at && b.noun != nil && w.days() > 1 && !c.describes(a.noun, b.noun) {
			continue // of two days each has its noun
		}
		if (b.firm || a.noun != nil && b.noun != nil && c.describes(a.noun, b.noun)) && b.prep == a.prep && c.describes(a.phrase, b.phrase) {
			return true
		}
	}
	// "after a fault" for "after a fault closed the line".
	if a.prep == "after" && !a.pron && happenings[a.phrase.head().norm] {
		for _, x := range w.in.verbs {
			if x.link == "after" && x.matrix != nil && slices.Contains(w.family(), x.matrix) && !x.neg && x.modal == "" && len(x.subject) == 1 && c.describes(a.phrase, x.subject[0]) {
				return true
			}
		}
	}
	// "told Erdogan" for "said to Erdogan".
	if a.prep == "to" && reporting(w) {
		return c.missing([]*phrase{a.phrase}, w.object) == nil
	}
	return false
}
