package quotation

import "slices"

// This file tells two speakers of one sentence apart.

// answers splits the statements that run on into what somebody else answers.
func (f *finder) answers() {
	var out []statement
	for _, s := range f.statements {
		for {
			rest, ok := f.answered(&s)
			out = append(out, s)
			if !ok || slices.ContainsFunc(f.statements, func(o statement) bool { return o.cue == rest.cue && o.source == rest.source }) {
				break
			}
			s = rest
		}
	}
	f.statements = out
}

// answered cuts a statement where, behind a closing mark in it, a clause begins in which
// somebody else speaks, and returns what he says: “the road is shut” and the mayor told
// him “it stays open”.
func (f *finder) answered(s *statement) (rest statement, ok bool) {
	for k := s.content.first + 2; k+2 < s.content.last; k++ {
		if f.tokens[k-1].shape != sClose || f.tokens[k].region >= 0 {
			continue
		}
		first := k
		if f.tokens[first].shape == sComma || f.tokens[first].shape == sSemicolon {
			first++
		}
		if !f.tokens[first].isWord() || !turned[f.form(&f.tokens[first])] {
			continue
		}
		c, ok := f.answer(first+1, s.content.last)
		if !ok {
			continue
		}
		rest = statement{content: f.trimContent(run{c.last, s.content.last}), cue: c.run, source: c.subject, paragraph: s.paragraph, like: -1}
		f.cutAddressee(&rest)
		if a := rest.content.first; f.tokens[a].is(cObject) && f.tokens[a+1].shape == sOpen { // "told him “…”"
			rest.addressee, rest.content.first = run{a, a + 1}, a+1
		}
		if !f.anyWord(rest.content) {
			continue
		}
		s.content.last = k
		return rest, true
	}
	return rest, false
}

// answer is the cue of the clause that begins at a token, where that has a speaker of its
// own, who is named or described, and a quotation behind the cue.
func (f *finder) answer(first, end int) (c cue, ok bool) {
	for v := first + 1; v < end && f.tokens[v].shape != sOpen && f.tokens[v].sentence == f.tokens[first].sentence; v++ {
		t := &f.tokens[v]
		if !t.is(cSpeech) || !t.is(cPast|cThird) || !t.isWord() || t.region >= 0 {
			continue
		}
		c, ok = f.cueAt(v, first, end)
		if !ok || c.after || c.subject.first != first || !f.speaks(c.subject) || f.quotationIn(c.last, end) < 0 {
			return c, false
		}
		head := &f.tokens[c.subject.last-1]
		return c, head.isName() || !head.is(cSubject)
	}
	return c, false
}

// turned are the words that bring another speaker's clause.
var turned = map[string]bool{"and": true, "but": true, "while": true, "whereas": true}
