package quotation

import (
	"slices"
	"strings"
)

// This file tells quotation marks around titles and scare quotes from those
// around what somebody said.

// dropOthers drops what is no statement: the reporter's glosses, titles in
// quotation marks, a word or two that an "I" or "you" puts in marks, teasers.
func (f *finder) dropOthers() {
	f.statements = slices.DeleteFunc(f.statements, func(s statement) bool {
		if !f.opts.Attitudes && !s.cue.empty() && f.form(&f.tokens[s.cue.first]) == "referring" {
			return true // the reporter explains what was meant
		}
		if !f.quoted(&s) || f.tokens[s.content.last-1].region != f.tokens[s.content.first].region {
			return false
		}
		return f.language.code == "en" && f.isTitleQuoted(&s) || f.isScrap(&s) || f.isTeaser(&s)
	})
}

// isTitleQuoted reports whether all words of the quotation begin with a capital
// as in titles, and no cue introduces or follows it at once.
func (f *finder) isTitleQuoted(s *statement) bool {
	words := 0
	for i := s.content.first; i < s.content.last; i++ {
		t := &f.tokens[i]
		switch {
		case t.isName():
			words++
		case !t.isWord(), t.is(cDet | cPreposition | cConjunction):
		default:
			return false
		}
	}
	if words < 2 {
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
