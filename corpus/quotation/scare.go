package quotation

import (
	"slices"
	"strings"
)

// This file tells quotation marks around titles and scare quotes from those
// around what somebody said.

// dropOthers drops what is no statement: the reporter's glosses, titles in
// quotation marks, what a label of the page announces, a word or two that an "I" or "you" puts in marks, teasers.
func (f *finder) dropOthers() {
	f.statements = slices.DeleteFunc(f.statements, func(s statement) bool {
		if !f.opts.Attitudes && !s.cue.empty() && f.form(&f.tokens[s.cue.first]) == "referring" {
			return true // the reporter explains what was meant
		}
		if !f.opts.Attitudes && f.language.code == "en" && (f.questioned(&s) || f.question(&s)) {
			return true
		}
		if f.isLabel(&s) || f.language.code == "en" && f.isShow(s.content) {
			return true
		}
		if !f.quoted(&s) || f.tokens[s.content.last-1].region != f.tokens[s.content.first].region {
			return false
		}
		return f.language.code == "en" && (f.isTitleQuoted(&s) || f.isFollow(s.content)) || f.isScrap(&s) || f.isTeaser(&s)
	})
}

// isShow reports whether the run is an expression of place or time that ends with
// a title: "On Monday's edition of “Late Line,”".
func (f *finder) isShow(r run) bool {
	if !f.tokens[r.first].is(cPreposition) || f.tokens[r.first].region >= 0 || f.tokens[r.last-1].shape != sClose {
		return false
	}
	for i := r.first + 1; i < r.last; i++ {
		if f.tokens[i].shape == sOpen {
			return f.tokens[i-1].is(cPreposition) && f.regionEnd(i, r.last) == r.last && f.titleCase(run{i, r.last}) > 1
		}
	}
	return false
}

// isFollow reports whether the quotation is a line that asks to follow somebody
// on a platform.
func (f *finder) isFollow(r run) bool {
	if f.form(&f.tokens[r.first+1]) != "Follow" {
		return false
	}
	for i := r.first; i < r.last; i++ {
		if strings.HasPrefix(f.text[f.tokens[i].start:], "@") {
			return true
		}
	}
	return false
}

// titleCase counts the capitalised words of the run, 0 if another is among them
// that titles would capitalise.
func (f *finder) titleCase(r run) int {
	words := 0
	for i := r.first; i < r.last; i++ {
		t := &f.tokens[i]
		switch {
		case t.isName():
			words++
		case !t.isWord(), t.is(cDet | cPreposition | cConjunction):
		default:
			return 0
		}
	}
	return words
}

// isTitleQuoted reports whether the quotation is a title: a word before it says
// so, or all its words begin with a capital and no cue introduces or follows it at
// once.
func (f *finder) isTitleQuoted(s *statement) bool {
	if s.content.first > 0 {
		switch f.form(&f.tokens[s.content.first-1]) {
		case "titled", "entitled", "subtitled", "headlined":
			return true
		}
	}
	if f.titleCase(s.content) < 2 {
		return false
	}
	if f.tokens[s.content.last-2].shape == sStop {
		return false
	}
	before := s.content.first - 1
	if before >= 0 && (f.tokens[before].shape == sColon || s.cue.last == s.content.first || s.cue.last == before && f.tokens[before].shape == sComma) {
		return false
	}
	late := min(s.cue.first, s.source.first)
	return !(late >= s.content.last && late <= s.content.last+1 && !s.cue.empty() && s.cue.first < s.source.last+3)
}

// isTeaser reports whether the quotation opens its paragraph and a colon follows,
// as in the links to other articles that stand between paragraphs.
func (f *finder) isTeaser(s *statement) bool {
	p := &f.paragraphs[s.paragraph]
	if !s.inherited || s.content.first != p.first {
		return false
	}
	end := p.first + len(p.tokens)
	if s.content.last == end { // a heading in single marks
		return p.regions[0].single && f.tokens[end-2].shape != sStop
	}
	return f.tokens[s.content.last].shape == sColon
}

// isScrap reports whether the quotation has at most two words and its source is
// the first or second person.
func (f *finder) isScrap(s *statement) bool {
	if s.source.last-s.source.first != 1 || s.content.last-s.content.first > 5 && f.opts.Attitudes {
		return false
	}
	if s.content.last-s.content.first > 5 {
		w := f.form(&f.tokens[s.source.first])
		return (w == "you" || w == "You") && f.tokens[s.source.first].region < 0
	}
	t := &f.tokens[s.source.first]
	w := f.form(t)
	return (w == "I" || w == "you" || w == "You") && f.tokens[s.source.first].region < 0
}

// dropTwice drops one of two statements that lie side by side if it gives the
// same speaker words that the other has too: of "denied it, saying he “never went”"
// the one whose cue stands further off. Statements are in order.
func (f *finder) dropTwice() {
	far := func(s *statement) int {
		if s.cue.last > s.content.first {
			return s.cue.first - s.content.last
		}
		return s.content.first - s.cue.last
	}
	out := f.statements[:0]
	for i := range f.statements {
		s := f.statements[i]
		if n := len(out); n > 0 {
			x := &out[n-1]
			if x.content.last >= s.content.last && x.who.name == s.who.name && !x.cue.empty() && !s.cue.empty() {
				if x.content == s.content && far(&s) < far(x) {
					*x = s
				}
				continue
			}
		}
		out = append(out, s)
	}
	f.statements = out
}

// dropRepeats drops quotations of a headline that stand in the body too.
func (f *finder) dropRepeats() {
	in := func(region Region) map[string]bool {
		words := map[string]bool{}
		for i := range f.statements {
			s := &f.statements[i]
			if p := &f.paragraphs[s.paragraph]; p.Region == region {
				for _, x := range f.quotation(s).Fragments {
					words[f.bare(x)] = true
				}
			}
		}
		return words
	}
	if len(in(Headline)) == 0 {
		return
	}
	body := in(Body)
	f.statements = slices.DeleteFunc(f.statements, func(s statement) bool {
		if f.paragraphs[s.paragraph].Region != Headline {
			return false
		}
		fragments := f.quotation(&s).Fragments
		for _, x := range fragments {
			if !body[f.bare(x)] {
				return false
			}
		}
		return len(fragments) > 0
	})
}

// bare is the text of a fragment without the punctuation at its end.
func (f *finder) bare(s Span) string {
	return strings.ToLower(strings.TrimRight(s.Of(f.text), ".,;:!?… "))
}
