package quotation

import "strings"

// This file reads the expression that attributes, with its subject.

// A cue is an expression that attributes, with the verb's classes.
type cue struct {
	run       // from the first auxiliary to the last word
	class     class
	preps     []string
	subject   run
	verb      int
	after     bool // the subject stands behind the verb
	inherited bool
}

// cueAt reads the cue whose verb is token k.
func (f *finder) cueAt(k, lo, hi int) (cue, bool) {
	t := &f.tokens[k]
	c := cue{run: run{k, k + 1}, class: t.class, verb: k}
	found := false
	if t.word != nil {
		for _, m := range t.word.multi {
			if n := f.matches(m.words, k+1, hi); n > 0 && k+1+n > c.last {
				c.last, c.class, found = k+1+n, m.class|t.class&cForm, true
			}
		}
		c.preps = t.word.preps
	}
	if !found && !t.is(cSpeech) && !t.is(cAttitude) {
		return c, false
	}
	if t.isName() && k > lo {
		return c, false
	}
	prev := -1
	if k > lo {
		prev = k - 1
	}
	if prev >= 0 {
		pt := &f.tokens[prev]
		switch {
		case pt.is(cPossessive), pt.is(cDet) && !pt.is(cSubject|cPeople|cPlural) && pt.region < 0 && !f.skippable(prev), f.clitic(prev):
			return c, false // a noun, or an attribute
		case pt.is(cPreposition) && !t.is(cIng) && f.form(pt) != "to" && f.form(pt) != "than":
			return c, false
		}
	}
	c.subject, c.first = f.subjectBefore(k, lo)
	if t.is(cIng) && !f.progressive(c.first, k) {
		with := !c.subject.empty() && c.subject.first > lo && f.form(&f.tokens[c.subject.first-1]) == "with"
		if !with {
			c.subject, c.first = run{}, k
		}
	}
	if c.subject.empty() && prev > lo && f.form(&f.tokens[prev]) == "to" && f.catenative(prev-1) {
		// "continues to insist"
		c.subject, c.first = f.subjectBefore(prev-1, lo)
	}
	if f.silent(&c) {
		return c, false
	}
	passive := false
	for i := c.first; i < k; i++ {
		switch f.form(&f.tokens[i]) {
		case "was", "were", "been", "being", "be", "is", "are":
			passive = !t.is(cIng)
		}
	}
	if passive {
		return f.passive(c, hi)
	}
	if t.is(cIng) && c.subject.empty() {
		return c, true
	}
	// The base form is a noun unless a plural subject or an infinitive shows
	// that it is a verb.
	if t.class&cForm == cBase && !c.subject.empty() && !f.pluralSubject(c.subject) && c.first == k {
		return c, false
	}
	if f.inverted(&c, lo, hi) {
		return c, true
	}
	return c, true
}

// progressive reports whether [first, k) holds a form of "be", so that the
// form in -ing at k is the sentence's verb.
func (f *finder) progressive(first, k int) bool {
	for i := first; i < k; i++ {
		if f.tokens[i].is(cAux) {
			return true
		}
	}
	return false
}

// catenative reports whether the verb at i takes the infinitive behind it into
// its own clause: "continues to insist".
func (f *finder) catenative(i int) bool {
	switch f.form(&f.tokens[i]) {
	case "continue", "continues", "continued", "continuing", "went", "goes", "began", "begins", "started", "tried", "tries", "likes", "liked", "needs", "has", "had", "have", "appeared", "appears", "seemed", "seems", "moved", "took", "rushed", "hastened":
		return true
	}
	return false
}

// silent reports whether the cue says that something was not said: "did not
// refer to the talks". It is a finding about silence, not a statement.
func (f *finder) silent(c *cue) bool {
	negated := false
	for i := c.first; i < c.verb; i++ {
		s := f.form(&f.tokens[i])
		negated = negated || s == "not" || s == "never" || len(s) > 3 && (s[len(s)-3:] == "n't" || strings.HasSuffix(s, "n’t"))
	}
	if !negated {
		return false
	}
	s := f.form(&f.tokens[c.verb])
	for _, stem := range []string{"refer", "mention", "discuss", "elaborat", "comment", "specif", "address", "speak", "respond", "repl", "answer"} {
		if strings.HasPrefix(s, stem) {
			return true
		}
	}
	return false
}

// pluralSubject reports whether a base form can follow the subject.
func (f *finder) pluralSubject(r run) bool {
	if r.last-r.first > 1 {
		for i := r.first; i < r.last; i++ {
			if f.form(&f.tokens[i]) == "and" {
				return true
			}
		}
	}
	for i := r.first; i < r.last && !f.tokens[i].is(cPreposition); i++ {
		if f.tokens[i].is(cPeople) {
			return true
		}
	}
	t := &f.tokens[r.last-1]
	s := f.form(t)
	return t.is(cPeople|cPlural) || t.is(cFirst) || s == "you" || s == "who" || s == "You" || len(s) > 3 && s[len(s)-1] == 's' && s[len(s)-2] != 's'
}

// passive reads "was told by her aides", "was quoted as saying".
func (f *finder) passive(c cue, hi int) (cue, bool) {
	if f.form(&f.tokens[c.verb]) == "quoted" {
		return cue{}, false // "as saying" carries it
	}
	if c.last < hi && f.form(&f.tokens[c.last]) == "by" {
		s := f.phraseAfter(c.last+1, hi)
		if f.speaks(s) {
			c.subject, c.last = s, s.last
			return c, true
		}
	}
	return cue{}, false
}

// inverted looks for the subject behind the verb: “…,” said Ms. Roe.
func (f *finder) inverted(c *cue, lo, hi int) bool {
	if c.class&cInverts == 0 && !f.tokens[c.verb].is(cPast|cThird) || c.last >= hi {
		return false
	}
	i := c.first
	if i > lo && f.tokens[i-1].shape == sComma {
		i--
	}
	behind := i > lo && f.tokens[i-1].shape == sClose || i > lo && f.tokens[i-1].shape <= sNumber && f.tokens[c.first-1].shape == sComma && c.subject.empty()
	if i == lo && lo > 0 && f.tokens[lo-1].shape == sClose && !f.opensParagraph(lo) && c.subject.empty() {
		behind = true
	}
	if !behind {
		return false
	}
	s := f.phraseAfter(c.last, hi)
	if !f.speaks(s) || f.tokens[s.first].is(cObject) && !f.tokens[s.first].is(cSubject) {
		return false
	}
	c.subject, c.after = s, true
	return true
}

// matches reports how many tokens from i the words match, 0 if they do not.
func (f *finder) matches(words []string, i, hi int) int {
	for n, w := range words {
		if i+n >= hi || f.form(&f.tokens[i+n]) != w || f.tokens[i+n].region >= 0 {
			return 0
		}
	}
	return len(words)
}
