package quotation

import (
	"slices"
	"strings"
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
			open := p.regions[f.tokens[first].region]
			italics := strings.HasPrefix(f.text[open.Start:], "''") // of a wiki's markup
			if open.single || italics || !f.words(p, r) {
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
		return count > 0 && cue && (colon && stop || f.predicate(p, r))
	}
	if !begins && !cue && function == 0 && !stop {
		return false
	}
	score := 0
	for _, x := range []struct {
		is     bool
		weight int
	}{{begins, 3}, {cue, 3}, {colon && cue, 2}, {function > 0, 2}, {count >= 6, 2}, {lower >= 2, 1}, {stop, 1}, {count >= 4, 1}, {f.titled(p, r) && !begins, -4},
		{begins && f.titled(p, run{r.first, r.first}) && f.tokens[r.first-1].is(cAttribution), -4}, {address(f, inner), -6}, {f.predicate(p, r), 2}} {
		if x.is {
			score += x.weight
		}
	}
	return score >= 4
}

// predicate reports whether "als" leads to the quotation: "bezeichnete es als
// einen „Skandal“".
func (f *finder) predicate(p *paragraph, r run) bool {
	for i := r.first - 1; i >= p.first && i >= r.first-2; i-- {
		if f.form(&f.tokens[i]) == "als" {
			return true
		}
	}
	return false
}

// address reports whether the quotation is a name on the net.
func address(f *finder, r run) bool {
	return r.last-r.first == 1 && strings.Contains(f.form(&f.tokens[r.first]), ".")
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

// speakerNear looks for the subject of the verb of saying around a quotation. In
// languages whose verb stands second the subject follows it where something
// else opens the sentence.
func (f *finder) speakerNear(p *paragraph, s *statement) {
	lo, hi := p.first, p.first+len(p.tokens)
	if i := s.content.last; i+2 < hi && f.tokens[i].shape == sComma && f.form(&f.tokens[i+1]) == "so" {
		if r := f.phraseAfter(i+2, hi); f.speaks(r) { // “…”, so Roe
			s.cue, s.source = run{i + 1, i + 2}, r
			return
		}
	}
	k := f.cueAround(p, s.content)
	if k < 0 {
		return
	}
	s.cue = run{k, k + 1}
	before, _ := f.subjectBefore(k, lo)
	after := f.phraseAfter(k+1, hi)
	opens := !before.empty() && (before.first == lo || f.tokens[before.first-1].sentence != f.tokens[before.first].sentence)
	switch {
	case !before.empty() && before.first > lo && f.tokens[before.first-1].is(cPreposition):
		before = run{}
	case opens && f.speaks(before):
		s.source = before
		return
	}
	switch {
	case f.speaks(after):
		s.source = after
	case f.speaks(before):
		s.source = before
	}
}
