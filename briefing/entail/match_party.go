package entail

import "slices"

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

// sides are those who meet and those whom they meet.
func (v *verb) sides() (one, other []*phrase) {
	other = slices.Clone(v.object)
	for i := range v.preps {
		if v.preps[i].prep == "with" {
			other = append(other, v.preps[i].phrase)
		}
	}
	return v.subject, other
}

// acrossSides reports whether those of whom v tells that they met stand on the two
// sides on which they do in w: of two who met two others, it is not said that they met
// each other.
func (c *checker) acrossSides(v, w *verb) bool {
	one, other := v.sides()
	this, that := w.sides()
	if len(that) == 0 || len(this) == 0 {
		return true
	}
	within := func(a, b []*phrase) bool { return c.missing(a, b) == nil }
	if len(other) == 0 {
		return len(one) < 2 || !within(one, this) && !within(one, that)
	}
	return within(one, this) && within(other, that) || within(one, that) && within(other, this)
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
