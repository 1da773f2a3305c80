package quotation

import (
	"slices"
	"unicode/utf8"
)

// This file finds quotations in languages of which no more is known than a data
// file: each pair of marks is judged by itself, and its speaker looked for
// around a verb of saying.

// foreign replaces the rules' statements by one for each pair of marks that
// holds somebody's words.
func (f *finder) foreign() {
	f.onlyQuotations()
	ruled := f.statements
	f.statements = nil
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		own := f.in(i, ruled)
		for k := 0; k < len(p.tokens); k++ {
			if p.tokens[k].shape != sOpen {
				continue
			}
			first := p.first + k
			r := run{first, f.regionEnd(first, p.first+len(p.tokens))}
			k = r.last - p.first - 1
			if !f.words(p, r) {
				continue
			}
			s := statement{content: r, paragraph: i, like: -1}
			for j := range own {
				if own[j].content.has(first) {
					s = own[j]
				}
			}
			if s.source.empty() {
				f.speakerNear(p, &s)
			}
			s.content = r
			f.statements = append(f.statements, s)
		}
	}
	slices.SortStableFunc(f.statements, func(a, b statement) int { return a.content.first - b.content.first })
}

// words judges whether the quotation marks hold somebody's words and not a
// title or a term: by a lower-case beginning, function words, length, and a verb
// of saying or a noun for it in the sentence around.
func (f *finder) words(p *paragraph, r run) bool {
	inner := run{r.first + 1, r.last - 1}
	count, lower, function := 0, 0, 0
	begins := false
	for i := inner.first; i < inner.last; i++ {
		t := &f.tokens[i]
		if !t.isWord() {
			continue
		}
		count++
		if c, _ := utf8.DecodeRuneInString(f.form(t)); t.shape == sLower && c > '9' {
			lower++
			begins = begins || count == 1
		}
		if t.is(cAux | cSubject | cObject | cSubordinator | cFirst) {
			function++
		}
	}
	cue := f.cueAround(p, r) >= 0
	stop := inner.last > inner.first && f.tokens[inner.last-1].shape == sStop
	colon := r.first > p.first && f.tokens[r.first-1].shape == sColon
	if lower == 0 {
		return count > 0 && colon && cue && stop
	}
	score := 0
	for _, x := range []struct {
		is     bool
		weight int
	}{{begins, 3}, {cue, 3}, {colon && cue, 2}, {function > 0, 2}, {count >= 6, 2}, {lower >= 2, 1}, {stop, 1}, {count >= 4, 1}, {f.titled(p, r) && !begins, -4}} {
		if x.is {
			score += x.weight
		}
	}
	return score >= 4
}

// titled reports whether a noun that names things stands before the quotation.
func (f *finder) titled(p *paragraph, r run) bool {
	for i := r.first - 1; i >= p.first && i >= r.first-2; i-- {
		if f.tokens[i].is(cAttribution) {
			return true
		}
	}
	return false
}

// cueAround is a token that attributes, in the sentence of the quotation but
// outside marks, -1 if there is none.
func (f *finder) cueAround(p *paragraph, r run) int {
	const near = 40
	for d := 1; d < near; d++ {
		for _, i := range []int{r.first - d, r.last - 1 + d} {
			if i < p.first || i >= p.first+len(p.tokens) {
				continue
			}
			t := &f.tokens[i]
			same := t.sentence == f.tokens[r.first].sentence || t.sentence == f.tokens[r.last-1].sentence
			if same && t.region < 0 && t.is(cSpeech|cSpoken) {
				return i
			}
		}
	}
	return -1
}

// speakerNear looks for the subject of the verb of saying around a quotation.
func (f *finder) speakerNear(p *paragraph, s *statement) {
	k := f.cueAround(p, s.content)
	if k < 0 {
		return
	}
	lo, hi := p.first, p.first+len(p.tokens)
	s.cue = run{k, k + 1}
	before, _ := f.subjectBefore(k, lo)
	after := f.phraseAfter(k+1, hi)
	switch {
	case f.speaks(after) && (before.empty() || k > s.content.first || !f.speaks(before)):
		s.source = after
	case f.speaks(before):
		s.source = before
	}
}
