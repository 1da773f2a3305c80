package quotation

import "strings"

// This file reads the descriptions that stand beside names.

// describe notes the descriptions that stand beside names: "Abbas Araghchi,
// Iran's foreign minister", "the president of Iran, Masoud Pezeshkian".
func (f *finder) describe() {
	for i := range f.names {
		n := &f.names[i]
		if n.who < 0 {
			continue
		}
		e := &f.entities[n.who]
		p := &f.paragraphs[n.paragraph]
		lo, end := p.first, p.first+len(p.tokens)
		if n.last+1 < end && f.tokens[n.last].shape == sComma {
			a := f.phraseAfter(n.last+1, end)
			if !a.empty() && a.last < end && !f.tokens[a.last].isWord() && f.describes(a) {
				f.noteRole(e, a)
			}
		}
		if n.first-1 > lo && f.tokens[n.first-1].shape == sComma && n.first == n.core {
			a := f.phraseBefore(n.first-1, lo)
			if !a.empty() && f.describes(a) && f.tokens[n.first].sentence == f.tokens[a.first].sentence {
				f.noteRole(e, a)
			}
		}
		if n.first > lo && n.first == n.core && f.tokens[n.first-1].is(cPerson|cMasculineNoun|cFeminineNoun) && !f.tokens[n.first-1].isName() {
			f.noteRole(e, f.phraseBefore(n.first, lo))
		}
	}
}

func (f *finder) describes(a run) bool {
	for i := a.first; i < a.last; i++ {
		t := &f.tokens[i]
		if t.is(cPerson | cMasculineNoun | cFeminineNoun) {
			return true
		}
		if t.is(cPreposition) {
			return false
		}
	}
	return false
}

func (f *finder) noteRole(e *entity, a run) {
	s := f.span(a)
	f.addRole(e, strings.Join(strings.Fields(s.Of(f.text)), " "))
	if e.sort == unknownSort {
		e.sort = somebody
	}
	for i := a.first; i < a.last; i++ {
		t := &f.tokens[i]
		switch {
		case t.is(cMasculineNoun):
			e.gender = masculine
		case t.is(cFeminineNoun):
			e.gender = feminine
		}
	}
}
