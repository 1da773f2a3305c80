package entail

import (
	"cmp"
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
	if verdict := c.told(v, w, depth); verdict.Reason != "" {
		return verdict, 5
	}
	if bad := c.linked(v, w); bad != "" {
		return Verdict{Moved, bad}, 4
	}
	for i := range v.preps {
		a := &v.preps[i]
		if a.noun != nil && !(a.date && a.noun.named()) && nounAdjunct(c, w.in, a) {
			continue
		}
		if a == v.agent() || c.symmetricWith(v, a) {
			continue // compared as the subject
		}
		if !slices.ContainsFunc(w.family(), func(w *verb) bool { return c.hasAdjunct(w, a) }) {
			return Verdict{Moved, a.prep + " " + a.phrase.String()}, 4
		}
	}
	return Verdict{}, 9
}

// together reports whether those who do it together are, in the evidence, one who
// does it and others with him.
func (c *checker) together(subject []*phrase, w *verb) bool {
	with := slices.Clone(w.subject)
	for i := range w.preps {
		if w.preps[i].prep == "with" {
			with = append(with, w.preps[i].phrase)
		}
	}
	return len(subject) > 1 && c.missing(subject, with) == nil && c.missing(w.subject, subject) == nil
}

// family is the verb with those that it is one deed with: "refused to shake".
func (w *verb) family() []*verb {
	all := []*verb{w}
	for _, x := range w.in.verbs {
		if x.infinite && x.parent == w || w.infinite && w.parent == x {
			all = append(all, x)
		}
	}
	return all
}

func (c *checker) symmetricWith(v *verb, a *adjunct) bool {
	return a.prep == "with" && (english.classes[v.lemma].has(cSymmetric) || v.lemma == "hold")
}

// parties are those who take part: who meets whom is the same.
func (c *checker) parties(v *verb) []*phrase {
	all := slices.Concat(v.subject)
	if v.lemma != "hold" {
		all = append(all, v.object...)
	}
	for i := range v.preps {
		if v.preps[i].prep == "with" {
			all = append(all, v.preps[i].phrase)
		}
	}
	return all
}

// addressed reports whether the missing object is no more than whom something
// was said to, of a verb that names him behind "to".
func (c *checker) addressed(v, w *verb, bad *phrase) bool {
	if !reporting(v) {
		return false
	}
	for i := range w.preps {
		if w.preps[i].prep == "to" && c.describes(bad, w.preps[i].phrase) {
			return true
		}
	}
	return false
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
	return slices.Contains(stronger[v.lemma], w.lemma)
}

// softer reports whether a difference in modality claims nothing more.
func softer(v, w *verb) bool {
	// "can" of a thing told as able to be; "would" under a verb of saying.
	return v.modal == "will" && w.modal == "" && w.infinite || w.modal == "will" && v.modal == "" && v.infinite
}

// told compares on whose word, and under what, two verbs stand.
func (c *checker) told(v, w *verb, depth int) Verdict {
	vp, wp := v.parent, w.parent
	if vp != nil && c.outletSays(vp) {
		vp = nil
	}
	switch {
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
	if p.inside {
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

// hasAdjunct reports whether w has the adjunct.
func (c *checker) hasAdjunct(w *verb, a *adjunct) bool {
	for i := range w.preps {
		b := &w.preps[i]
		if (b.firm || a.noun != nil && b.noun != nil && c.describes(a.noun, b.noun)) && b.prep == a.prep && c.describes(a.phrase, b.phrase) {
			return true
		}
	}
	// "told Erdogan" for "said to Erdogan".
	if a.prep == "to" && reporting(w) {
		return c.missing([]*phrase{a.phrase}, w.object) == nil
	}
	return false
}

// describes reports whether p may stand for the entity e of the evidence: the
// same head, or another of its names, and no word that e is not described by.
func (c *checker) describes(p, e *phrase) bool {
	if p.pron {
		if e.pron && p.tokens[0].fold == e.tokens[0].fold {
			return true
		}
		return len(p.also) > 0 && c.describes(p.also[0], e)
	}
	if p.neg != e.neg {
		return false
	}
	d := c.description(e)
	if !d.heads[p.head().norm] || p.head().name && !slices.ContainsFunc(d.all, func(f *phrase) bool { return f.calls(p.head()) }) {
		return false
	}
	for i, t := range p.tokens {
		if p.poss[i] && !d.owners[t.norm] || !d.words[t.norm] && !d.parts(t.fold) {
			return false
		}
	}
	// Words that are no names come from one place: a former judge who is a
	// mediator is no former mediator.
	if !slices.ContainsFunc(d.all, func(f *phrase) bool { return f.covers(p) }) {
		return false
	}
	if p.of == nil {
		return true
	}
	for _, q := range append([]*phrase{p.of}, p.of.with...) {
		if !d.of[q.head().norm] && !d.owners[q.head().norm] {
			return false
		}
		for _, t := range q.tokens {
			if !d.words[t.norm] && !d.parts(t.fold) {
				return false
			}
		}
	}
	return true
}

// calls reports whether the phrase has the name for its head, or before it.
func (f *phrase) calls(t *token) bool {
	has := func(u token) bool { return u.norm == t.norm }
	return slices.ContainsFunc(f.flat(), has) || f.of != nil && places[f.head().norm] && slices.ContainsFunc(f.of.flat(), has)
}

// covers reports whether the phrase has all words of p that are no names.
func (f *phrase) covers(p *phrase) bool {
	d := &description{heads: map[string]bool{}, words: map[string]bool{}, owners: map[string]bool{}, of: map[string]bool{}}
	d.add(f)
	for _, t := range p.tokens {
		if !t.name && !d.words[t.norm] && !d.parts(t.fold) {
			return false
		}
	}
	return true
}

// description is all that the evidence calls an entity.
type description struct {
	all                      []*phrase
	heads, words, owners, of map[string]bool
}

func (d *description) parts(fold string) bool {
	if !strings.Contains(fold, "-") {
		return false
	}
	for part := range strings.SplitSeq(fold, "-") {
		if !d.words[stem(part)] {
			return false
		}
	}
	return true
}

// description gathers what the evidence calls e: its own words, what it is set
// beside, and what else goes by the same name.
func (c *checker) description(e *phrase) *description {
	d := &description{heads: map[string]bool{}, words: map[string]bool{}, owners: map[string]bool{}, of: map[string]bool{}}
	d.add(e)
	for _, q := range e.also {
		d.add(q)
	}
	names := []string{}
	for _, q := range append([]*phrase{e}, e.also...) {
		if n := q.name(); n != "" {
			names = append(names, n)
		}
	}
	for _, f := range c.entities {
		n := f.name()
		if n == "" || !slices.Contains(names, n) || f == e || f.neg {
			continue
		}
		if !f.fits(e) {
			continue
		}
		d.add(f)
		for _, q := range f.also {
			d.add(q)
		}
	}
	return d
}

// fits reports whether two phrases that end with one name can be of one person:
// first names do not differ.
func (f *phrase) fits(e *phrase) bool {
	a, b := f.nameRun(), e.nameRun()
	if len(a) > 1 && len(b) > 1 {
		return a[len(a)-2].norm == b[len(b)-2].norm
	}
	return true
}

// nameRun are the words of the name at the end of the phrase.
func (p *phrase) nameRun() []token {
	list := p.flat()
	i := len(list)
	for i > 0 && list[i-1].name {
		i--
	}
	return list[i:]
}

// flat are the phrase's words, or those of the name that its pronoun stands for.
func (p *phrase) flat() []token {
	if len(p.tokens) == 1 && len(p.tokens[0].resolved) > 0 {
		return p.tokens[0].resolved
	}
	return p.tokens
}

// name is the last word of the name at the end of the phrase, "" if it is no name.
func (p *phrase) name() string {
	run := p.nameRun()
	if len(run) == 0 {
		return ""
	}
	return run[len(run)-1].norm
}

func (p *phrase) head() *token {
	list := p.flat()
	return &list[len(list)-1]
}

func (d *description) add(p *phrase) {
	d.all = append(d.all, p)
	list := p.flat()
	resolved := len(list) != len(p.tokens) || len(list) > 0 && list[0].text != p.tokens[0].text
	last := 0 // what stands behind the last owner
	if !resolved {
		for i := range list {
			if p.poss[i] {
				last = i + 1
			}
		}
	}
	for i, t := range list {
		d.words[t.norm] = true
		start := 0
		for k := 0; strings.Contains(t.fold, "-") && k <= len(t.fold); k++ {
			if k == len(t.fold) || t.fold[k] == '-' {
				if !strings.ContainsAny(t.fold[start:k], "0123456789") {
					d.words[stem(t.fold[start:k])] = true
				}
				start = k + 1
			}
		}
		if !resolved && p.poss[i] {
			// The owner is the last word before the ending.
			d.owners[t.norm] = true
		}
		if i >= last && i < len(list)-1 && (t.name || !english.classes[t.fold].has(cQuant)) && t.name {
			// "Iranian Foreign Minister" is Iran's.
			d.owners[t.norm] = true
			d.of[t.norm] = true
		}
		if len(t.resolved) > 0 && i < len(list)-1 { // "his office"
			n := t.resolved[len(t.resolved)-1].norm
			d.owners[n], d.words[n], d.of[n] = true, true, true
			for _, r := range t.resolved {
				d.words[r.norm] = true
			}
		}
	}
	n := len(list)
	d.heads[list[n-1].norm] = true
	// A title before a name is a head too: "the minister" is the minister.
	if list[n-1].name {
		i := n
		for i > last && list[i-1].name {
			i--
		}
		for j := i; j > last && list[j-1].is(cTitle) && !adjectiveTitles[list[j-1].fold]; j-- {
			d.heads[list[j-1].norm] = true
		}
	}
	for i := range list {
		if !resolved && p.poss[i] {
			d.of[list[i].norm] = true
		}
	}
	if p.by != nil {
		d.owners[p.by.head().norm], d.words[p.by.head().norm] = true, true
	}
	if p.like != nil {
		for _, t := range p.like.tokens {
			if !t.number && !t.is(cQuant) {
				d.words[t.norm] = true
			}
		}
		d.heads[p.like.head().norm] = true
	}
	if of := cmp.Or(p.of, p.likeOf()); of != nil {
		p := &phrase{of: of}
		h := p.of.head().norm
		if places[list[n-1].norm] && of.named() {
			d.heads[h] = true // "the village of X" is X
		}
		d.of[h], d.owners[h], d.words[h] = true, true, true
		for _, q := range slices.Concat(p.of.with, p.of.also) {
			h := q.head().norm
			d.of[h], d.owners[h], d.words[h] = true, true, true
			for _, t := range q.flat() {
				d.words[t.norm] = true
			}
		}
		for _, t := range p.of.flat() {
			d.words[t.norm] = true
		}
	}
}

// likeOf is what the number before a number alone is a part of.
func (p *phrase) likeOf() *phrase {
	if p.like == nil {
		return nil
	}
	return p.like.of
}

// places are the stems of nouns behind which "of" and a name say what they are
// called.
var places = set("villag citi town port provinc region island state valley river countri republ kingdom district borough municip peninsula gulf capit")

// adjectiveTitles are words of titles that stand for nobody by themselves.
var adjectiveTitles = set("deputy vice former foreign prime defence defense interior finance chief")
