package quotation

import "slices"

// This file finds out whom a pronoun stands for.

// lookBack is how many mentions before a pronoun are considered.
const lookBack = 24

// Whoever scores less than leastScore is not who a pronoun stands for: that it is
// not known is better than a guess. What is told of whom scores sureScore at least
// is taken for true of him elsewhere.
const (
	leastScore = -3
	sureScore  = 0.5
)

// pronoun resolves a pronoun: the speaker of the last statement if it fits, else
// the last named person that fits, subjects before others.
func (f *finder) pronoun(r run, i int, words string) speaker {
	t := &f.tokens[r.first]
	switch {
	case t.is(cFirst):
		return speaker{name: words, place: r.first}
	case t.is(cMasculine):
		return f.antecedent(r, i, masculine, somebody, words)
	case t.is(cFeminine):
		return f.antecedent(r, i, feminine, somebody, words)
	case t.is(cNeuter):
		if a := f.ownSubject(r, &f.statements[i]); !a.empty() {
			return f.who(a, i)
		}
		return f.antecedent(r, i, unknownGender, body, words)
	case t.is(cPlural):
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if s := &f.statements[k]; s.who.name != "" && (len(s.who.who) != 1 || f.entities[s.who.who[0]].sort != somebody) && s.paragraph >= f.statements[i].paragraph-1 {
				return speaker{name: s.who.name, who: s.who.who, place: r.first}
			}
		}
		if a := f.subjectAhead(&f.paragraphs[f.statements[i].paragraph], f.sentenceStart(r.first)); !a.empty() && f.pluralSubject(a) {
			return f.who(a, i)
		}
		return speaker{name: words, place: r.first}
	}
	// who, which: what stands before it.
	if r.first > 0 {
		k := r.first
		if f.tokens[k-1].shape == sComma {
			k--
		}
		p := f.phraseBefore(k, f.paragraphs[f.statements[i].paragraph].first)
		first := f.paragraphs[f.statements[i].paragraph].first
		if !p.empty() && p.first > first && f.tokens[p.first-1].is(cAdverb) {
			p.first-- // "Roe, now the leader, who"
		}
		if !p.empty() && p.last <= r.first && !(p.last-p.first == 1 && f.tokens[p.first].is(cPronoun)) {
			s := f.who(p, i)
			if len(s.who) == 0 && p.first-1 > first && f.tokens[p.first-1].shape == sComma {
				// "Roe, now the leader, who in 2010 said"
				if o := f.phraseBefore(p.first-1, first); !o.empty() && f.tokens[o.first].isName() {
					return f.who(o, i)
				}
			}
			return s
		}
	}
	return speaker{name: words, place: r.first}
}

// ownSubject is the subject of the content that the pronoun's clause follows, if
// it is a body: "The company would close two plants, it said".
func (f *finder) ownSubject(pronoun run, s *statement) run {
	if s.content.last > pronoun.first || f.tokens[s.content.first].region >= 0 || f.tokens[s.content.first].sentence != f.tokens[pronoun.first].sentence {
		return run{}
	}
	a := f.phraseAfter(s.content.first, s.content.last)
	if a.empty() || a.last >= s.content.last || f.tokens[a.first].is(cPronoun) || !f.tokens[a.last-1].is(cBody) || !f.tokens[a.last].is(cAux|cFinite|cVerb) {
		return run{}
	}
	return a
}

// antecedent is the entity that a singular pronoun stands for.
func (f *finder) antecedent(r run, i int, g gender, s sort, words string) speaker {
	type candidate struct {
		who   int
		score float64
	}
	best := candidate{-1, -1e9}
	// Whoever spoke last is the likeliest to go on.
	spoke := [2]int{-1, -1}
	spokeWhere := [2]int{}
	for k, n := i-1, 0; k >= 0 && n < 2 && k > i-6; k-- {
		x := &f.statements[k]
		if len(x.who.who) != 1 || x.content.first > r.first || n == 1 && x.who.who[0] == spoke[0] {
			continue
		}
		spoke[n], spokeWhere[n] = x.who.who[0], x.paragraph
		n++
	}
	sentence := f.sentenceStart(r.first)
	p := f.statements[i].paragraph
	focus := f.focus(r.first, sentence, p)
	seen := map[int]bool{}
	k, _ := slices.BinarySearchFunc(f.names, r.first, func(n name, x int) int { return n.first - x })
	for n := 0; n < lookBack && k > 0; n++ {
		k--
		m := &f.names[k]
		if m.who < 0 || seen[m.who] || f.paragraphs[m.paragraph].Region == Caption {
			continue
		}
		seen[m.who] = true
		e := &f.entities[m.who]
		if !fits(e, g, s) {
			continue
		}
		score := -float64(n) * 0.5
		score -= 1.5 * float64(p-m.paragraph)
		if g != unknownGender && e.gender == g {
			score++
		}
		if s == body && e.sort != unknownSort {
			score++
		}
		if f.subjectLike(m) {
			score += 2
		}
		if m.last < len(f.tokens) && (f.clitic(m.last) || f.apostrophe(m.last)) {
			score--
		}
		if m.first > 0 && f.tokens[m.first-1].is(cPreposition) {
			score--
		}
		if f.tokens[m.first].region >= 0 {
			score -= 4
		}
		if s == somebody && 2*e.located > e.acting {
			score -= 3
		}
		if m.first == e.places[0] && len(e.parts) > 1 && len(e.roles) > 0 {
			score++ // introduced here
		}
		if s == body && !f.subjectLike(m) {
			score--
		}
		if f.paragraphs[m.paragraph].heading {
			score -= 2
		}
		if m.first >= sentence && f.tokens[m.first].region < 0 {
			score += 0.5
		}
		if m.first == focus {
			score += focusBonus
		}
		if f.opts.Explain {
			f.explain(&f.statements[i], "candidate: %s, named %d names before, %.1f", e.name, n+1, score)
		}
		if best.who < 0 || score > best.score {
			best = candidate{m.who, score}
		}
	}
	for n, w := range spoke {
		if w < 0 || !fits(&f.entities[w], g, s) {
			continue
		}
		score := 3.2 - 1.5*float64(n) - 1.2*float64(p-spokeWhere[n])
		if e := &f.entities[w]; s == somebody && 2*e.located > e.acting {
			score -= 3
		}
		if g != unknownGender && f.entities[w].gender == g {
			score++
		}
		if f.opts.Explain {
			f.explain(&f.statements[i], "candidate: %s, who spoke last, %.1f", f.entities[w].name, score)
		}
		if best.who < 0 || score > best.score {
			best = candidate{w, score}
		}
	}
	if s == somebody && best.score < 1 {
		if x := f.unknown(i, p, g); x.name != "" {
			x.place = r.first
			return x
		}
	}
	if s == body && i > 0 {
		// "the article read … it added"
		x := &f.statements[i-1]
		if len(x.who.who) == 0 && x.who.name != "" && !x.source.empty() && p-x.paragraph <= 1 && f.tokens[x.source.last-1].is(cBody|cAttribution) {
			return speaker{name: x.who.name, place: r.first}
		}
	}
	if s == somebody && (best.who < 0 || best.score < 1) {
		// "The kingdom's foreign minister refused. “No,” he said."
		if a := f.roleAhead(p, r.first); !a.empty() {
			if x := f.who(a, i); x.name != "" {
				x.place = r.first
				return x
			}
		}
	}
	if best.who < 0 || s == somebody && best.score < leastScore {
		return speaker{name: words, place: r.first}
	}
	e := &f.entities[best.who]
	if best.score >= sureScore && e.gender == unknownGender && e.sort != body && e.sort != state {
		e.gender = g
	}
	return f.entitySpeaker([]int{best.who}, r.first)
}

func fits(e *entity, g gender, s sort) bool {
	if s == body {
		return e.sort != somebody
	}
	if e.sort == body || e.sort == state {
		return false
	}
	return g == unknownGender || e.gender == unknownGender || e.gender == g
}

func (f *finder) sentenceStart(i int) int {
	s := f.tokens[i].sentence
	k := i
	for k > 0 && i-k < 200 && f.tokens[k-1].sentence == s {
		k--
	}
	return k
}

// subjectLike reports whether the name stands where subjects do: first in its
// sentence, or before a verb.
func (f *finder) subjectLike(n *name) bool {
	if n.first == 0 || f.tokens[n.first-1].sentence != f.tokens[n.first].sentence {
		return true
	}
	if n.last < len(f.tokens) {
		t := &f.tokens[n.last]
		return t.is(cAux|cFinite) && !f.clitic(n.last) || t.is(cVerb) && t.is(cPast|cThird) || t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed")
	}
	return false
}

// roleAhead is the subject of the sentence before token i, here or at the end of
// the paragraph before, if it is one person known by a role alone.
func (f *finder) roleAhead(paragraph, i int) run {
	p := &f.paragraphs[paragraph]
	r := f.subjectAhead(p, f.sentenceStart(i))
	if r.empty() && paragraph > 0 {
		before := &f.paragraphs[paragraph-1]
		r = f.subjectAhead(before, before.first+len(before.tokens))
	}
	if r.empty() || !f.describes(r) || len(f.namesIn(r)) > 0 && f.endsWithName(r) || f.pluralSubject(r) {
		return run{}
	}
	return r
}
