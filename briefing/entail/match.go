package entail

import (
	"slices"
	"strings"
)

// match looks for each relation of the sentence among those of its evidence.
func (c *checker) match(s *sentence) Verdict {
	if len(s.verbs) == 0 {
		return Verdict{Unclear, "no verb"}
	}
	for _, v := range s.verbs {
		if verdict := c.verb(s, v); verdict.Reason != "" {
			return verdict
		}
	}
	for _, p := range s.phrases {
		if verdict := c.phrase(p); verdict.Reason != "" {
			return verdict
		}
	}
	for i := range s.preps {
		if verdict := c.adjunct(s, &s.preps[i]); verdict.Reason != "" {
			return verdict
		}
	}
	return Verdict{}
}

// verb looks for a verb of the evidence that v can be.
func (c *checker) verb(s *sentence, v *verb) Verdict {
	if c.outletSays(v) {
		return Verdict{}
	}
	if v.copula && c.sameEntity(v) {
		return Verdict{}
	}
	best, rank := Verdict{Invented, v.lemma}, -1
	for _, e := range c.evidence {
		for _, w := range e.verbs {
			verdict, n := c.same(v, w, 0)
			if verdict.Reason == "" {
				return verdict
			}
			if n > rank {
				best, rank = verdict, n
			}
		}
	}
	return best
}

// outletSays reports whether v says no more than that the outlet of the evidence
// reports something.
func (c *checker) outletSays(v *verb) bool {
	if !reporting(v) || len(v.subject) != 1 || v.neg {
		return false
	}
	return c.isOutlet(v.subject[0])
}

func (c *checker) isOutlet(p *phrase) bool {
	for _, t := range p.tokens {
		if !c.outlets[t.norm] && !t.is(cNeutral) {
			return false
		}
	}
	return true
}

// sameEntity reports whether "X is Y" says of somebody what the evidence calls
// him.
func (c *checker) sameEntity(v *verb) bool {
	if len(v.subject) != 1 || len(v.object) != 1 || v.neg || v.modal != "" || len(v.preps) > 0 {
		return false
	}
	for _, e := range c.entities {
		if c.describes(v.subject[0], e) && c.describes(v.object[0], e) {
			return true
		}
	}
	return false
}

// same compares two verbs with all that hangs on them. The number says how far
// the comparison came, so that the best failure is reported.
func (c *checker) same(v, w *verb, depth int) (Verdict, int) {
	if !sameLemma(v, w) {
		return Verdict{Invented, v.lemma}, 0
	}
	if depth > 6 {
		return Verdict{Unclear, v.lemma}, 1
	}
	subject, object := v.subject, v.object
	switch {
	case v.lemma == w.lemma && english.classes[v.lemma].has(cSymmetric) || v.lemma == "hold" && w.lemma == "hold" || v.lemma == "meet" && w.lemma == "hold":
		all := c.parties(w)
		if bad := c.missing(c.parties(v), all); bad != nil {
			return c.roleVerdict(bad), 2
		}
		if v.lemma == w.lemma && !c.acrossSides(v, w) {
			return c.roleVerdict(c.parties(v)[0]), 2
		}
		if v.lemma != "meet" || w.lemma != "hold" {
			if english.classes[v.lemma].has(cSymmetric) {
				break
			}
			if bad := c.missing(object, w.object); bad != nil {
				return c.roleVerdict(bad), 3
			}
		}
	default:
		if bad := c.missing(subject, w.subject); bad != nil && !c.together(subject, w) {
			if reporting(v) {
				return Verdict{Source, bad.String()}, 2
			}
			return c.roleVerdict(bad), 2
		}
		if bad := c.missing(object, w.object); bad != nil && !c.addressed(v, w, bad) {
			return c.roleVerdict(bad), 3
		}
	}
	if v.neg != w.neg {
		if v.neg {
			return Verdict{NewNegation, v.lemma}, 5
		}
		return Verdict{LostNegation, v.lemma}, 5
	}
	if v.modal != w.modal && !softer(v, w) {
		return Verdict{Modality, strings.TrimSpace(v.modal + " " + v.lemma)}, 5
	}
	for _, h := range w.hedges {
		if !slices.Contains(v.hedges, h) {
			return Verdict{Modality, h}, 5
		}
	}
	if w.given && !v.given || w.link == "if" && v.link != "if" {
		return Verdict{Modality, "if"}, 5
	}
	for _, a := range w.preps {
		if limits[a.prep] && !slices.ContainsFunc(v.preps, func(b adjunct) bool { return b.prep == a.prep }) {
			return Verdict{Modality, a.prep}, 5
		}
	}
	if verdict := c.told(v, w, depth); verdict.Reason != "" {
		return verdict, 5
	}
	if bad := c.mispaired(v, w); bad != nil {
		return Verdict{Moved, bad.prep + " " + bad.phrase.String()}, 4
	}
	if bad := c.linked(v, w); bad != "" {
		return Verdict{Moved, bad}, 4
	}
	for i := range v.preps {
		a := &v.preps[i]
		if a.noun != nil && !(a.date && a.noun.named()) && (c.ownAdjunct(v, w, a) || c.compounded(a)) {
			continue
		}
		if a == v.agent() || c.symmetricWith(v, a) {
			continue // compared as the subject
		}
		if !slices.ContainsFunc(w.family(), func(w *verb) bool { return c.hasAdjunct(v, w, a) }) {
			return Verdict{Moved, a.prep + " " + a.phrase.String()}, 4
		}
	}
	return Verdict{}, 9
}

// sameLemma reports whether v may be w: the same verb, or a weaker one.
func sameLemma(v, w *verb) bool {
	if v.lemma == w.lemma {
		return true
	}
	if v.lemma == "meet" && w.lemma == "hold" {
		return slices.ContainsFunc(w.object, func(p *phrase) bool {
			n := p.tokens[len(p.tokens)-1].norm
			return n == "talk" || n == "meet"
		})
	}
	return slices.Contains(stronger[v.lemma], w.lemma) || slices.Contains(english.alike[v.lemma], w.lemma)
}

// softer reports whether a difference in modality claims nothing more.
func softer(v, w *verb) bool {
	// "can" of a thing told as able to be; "would" under a verb of saying.
	return v.modal == "will" && w.modal == "" && w.infinite || w.modal == "will" && v.modal == "" && v.infinite
}

// told compares on whose word, and under what, two verbs stand.
func (c *checker) told(v, w *verb, depth int) Verdict {
	vp, wp := v.parent, w.parent
	if v.reduced && w.reduced {
		return Verdict{} // its noun is told, not what is done to that
	}
	if vp != nil && c.outletSays(vp) {
		vp = nil
	}
	switch {
	case w.content() && !v.content():
		return Verdict{Modality, w.link}
	case wp == nil && (vp == nil || v.loose):
		return Verdict{}
	case wp == nil:
		if v.infinite || w.infinite {
			return Verdict{Modality, vp.lemma}
		}
		return Verdict{Source, vp.lemma}
	case vp == nil:
		if reporting(wp) {
			return Verdict{Source, wp.lemma}
		}
		return Verdict{Modality, wp.lemma}
	}
	// From the sentence's side one step at a time: each must be the evidence's.
	verdict, _ := c.same(vp, wp, depth+1)
	if verdict.Reason != "" {
		if reporting(vp) || reporting(wp) {
			if verdict.Reason == Invented || verdict.Reason == Roles {
				return Verdict{Source, vp.lemma}
			}
		}
		if verdict.Reason == Invented {
			return Verdict{Modality, vp.lemma}
		}
	}
	return verdict
}

// temporal are the conjunctions that order events, or make one the other's cause.
var temporal = set("after before since until till as when while because once following so if")

// linked compares what joins a clause to another one. It returns the word that
// the evidence does not have there.
func (c *checker) linked(v, w *verb) string {
	if !temporal[v.link] {
		return ""
	}
	if v.link == w.link {
		// The same conjunction joins the same two deeds.
		if v.matrix == nil || w.matrix != nil && slices.ContainsFunc(w.matrix.family(), func(x *verb) bool { return sameLemma(v.matrix, x) }) {
			return ""
		}
		return v.link + " " + v.lemma
	}
	if v.link == "while" || v.link == "as" && w.link == "while" {
		return ""
	}
	return v.link
}

// missing returns the first of the phrases that none of the others can be, nil if
// there is none.
func (c *checker) missing(phrases, among []*phrase) *phrase {
	for _, p := range phrases {
		if !slices.ContainsFunc(among, func(e *phrase) bool { return c.describes(p, e) }) {
			return p
		}
	}
	return nil
}

func (c *checker) roleVerdict(p *phrase) Verdict {
	for _, t := range p.tokens {
		if t.number {
			return Verdict{Counted, p.String()}
		}
	}
	return Verdict{Roles, p.String()}
}

// String is the phrase's words.
func (p *phrase) String() string {
	var words []string
	for _, t := range p.tokens {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// phrase looks for an entity of the evidence that the phrase can be.
func (c *checker) phrase(p *phrase) Verdict {
	if p.pron || c.isOutlet(p) {
		return Verdict{}
	}
	for i := 1; i < len(p.tokens); i++ {
		a, b := &p.tokens[i-1], &p.tokens[i]
		if a.name && b.name && !p.poss[i-1] && !slices.ContainsFunc(c.entities, func(e *phrase) bool { return e.follows(a, b) }) {
			return Verdict{Described, p.String()}
		}
	}
	if p.inside || c.compound(p) {
		return Verdict{} // weighed with what it is of
	}
	for _, e := range c.entities {
		if c.describes(p, e) && c.beside(p, e) {
			return Verdict{}
		}
	}
	for _, t := range p.tokens {
		if t.number || p.date {
			return Verdict{Counted, p.String()}
		}
	}
	return Verdict{Described, p.String()}
}

// follows reports whether the phrase has two words of a name in this order.
func (p *phrase) follows(a, b *token) bool {
	list := p.flat()
	i := slices.IndexFunc(list, func(t token) bool { return t.norm == a.norm })
	return i >= 0 && slices.ContainsFunc(list[i+1:], func(t token) bool { return t.norm == b.norm })
}

// beside reports whether what stands beside p is another name or description of
// the same entity.
func (c *checker) beside(p, e *phrase) bool {
	for _, q := range p.also {
		if q.pron || p.pron {
			continue
		}
		if !c.describes(q, e) {
			return false
		}
	}
	return true
}
