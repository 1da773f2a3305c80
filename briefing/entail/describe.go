package entail

import (
	"cmp"
	"slices"
	"strings"
)

// describes reports whether p may stand for the entity e of the evidence: the
// same head, or another of its names, and no word that e is not described by.
func (c *checker) describes(p, e *phrase) bool {
	if p.pron {
		if e.pron && p.tokens[0].fold == e.tokens[0].fold {
			return true
		}
		return len(p.also) > 0 && c.describes(p.also[0], e)
	}
	if p.neg != e.neg || p.not != e.not {
		return false
	}
	p = c.undated(p, e)
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

// undated is the phrase without a year, or what a tax is on, before its head that the
// evidence has behind it: "the 2026 budget" is "the budget for 2026".
func (c *checker) undated(p, e *phrase) *phrase {
	for i := range p.tokens[:len(p.tokens)-1] {
		if t := p.tokens[i]; t.year() && c.dated(e, t.norm) || !t.name && i == len(p.tokens)-2 && c.levied(e, t.norm) {
			q := *p
			q.tokens, q.poss = slices.Delete(slices.Clone(p.tokens), i, i+1), slices.Delete(slices.Clone(p.poss), i, i+1)
			return &q
		}
	}
	return p
}

// dated reports whether the year stands behind the phrase of the evidence.
func (c *checker) dated(e *phrase, year string) bool {
	for _, s := range c.evidence {
		for i := range s.preps {
			if a := &s.preps[i]; a.noun == e && (a.prep == "for" || a.prep == "on") && a.date && len(a.tokens) == 1 && a.tokens[0].norm == year {
				return true
			}
		}
	}
	return false
}

// levied reports whether the word stands behind the phrase of the evidence and "on",
// which is a tax or a ban on it.
func (c *checker) levied(e *phrase, on string) bool {
	if !levies[e.head().norm] {
		return false
	}
	for _, s := range c.evidence {
		for i := range s.preps {
			if a := &s.preps[i]; a.noun == e && a.prep == "on" && len(a.tokens) == 1 && a.tokens[0].norm == on {
				return true
			}
		}
	}
	return false
}

// levies are stems of nouns of which what they are on may stand before them, and who
// does them does not.
var levies = set("tax duti ban cap tariff levi")

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
	return !f.losesPart(p)
}

// losesPart reports whether p leaves out a word of f without which the words behind it
// say another thing: an alleged killer is no killer, a former mayor no mayor, few
// members not the members.
func (f *phrase) losesPart(p *phrase) bool {
	has := func(t *token) bool {
		return slices.ContainsFunc(p.tokens, func(u token) bool { return u.norm == t.norm })
	}
	for i := range f.tokens {
		t := &f.tokens[i]
		if i+1 < len(f.tokens) && f.tokens[i+1].number && bounds[t.norm] && !has(t) && has(&f.tokens[i+1]) {
			return true
		}
		if !privative[t.fold] && !(i == 0 && partial[t.fold]) || has(t) {
			continue
		}
		for k := i + 1; k < len(f.tokens) && !f.tokens[k].name && !f.poss[k-1]; k++ {
			if has(&f.tokens[k]) {
				return true
			}
		}
	}
	return false
}

// privative are words that make of what stands behind them another thing; partial
// ones make it less than all.
var (
	privative = set("alleged suspected supposed purported so-called presumed attempted former acting interim caretaker deputy vice ex fake failed would-be aspiring presumptive")
	partial   = set("most few half fewer less")
	// bounds are the norms of words that say before a number that it is not that one.
	bounds = set("least most upto more less near almost over under above below about")
)

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
		// "consumer group Fairway" is a consumer group.
		if i > last && i < n && !list[i-1].is(cFunction|cQuant|cDay|cMonth|cTitle) && !list[i-1].number {
			d.heads[list[i-1].norm] = true
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
