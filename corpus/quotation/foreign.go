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
			if s.source.empty() || f.genitive(s.source, p.first) || f.oblique(s.source, p.first) {
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
	if lower == 0 && f.named(p, r) {
		return false
	}
	if lower == 0 {
		return count > 0 && cue && (colon && stop || f.predicate(p, r) || f.judged(p, r))
	}
	if !begins && !cue && function == 0 && !stop {
		return false
	}
	score := 0
	for _, x := range []struct {
		is     bool
		weight int
	}{{begins, 3}, {cue, 3}, {colon && cue, 2}, {function > 0, 2}, {count >= 6, 2}, {lower >= 2, 1}, {stop, 1}, {count >= 4, 1}, {f.titled(p, r) && !begins, -4},
		{begins && f.titled(p, run{r.first, r.first}) && f.tokens[r.first-1].is(cAttribution), -4}, {address(f, inner), -6}, {f.predicate(p, r), 2}, {f.named(p, r), -4},
		{f.attributed(p, r), 3}} {
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

// judged reports whether the quotation is what a verb of naming or judging calls
// a thing: "nannte das einen „Wortbruch“", "warnte vor „Panik“".
func (f *finder) judged(p *paragraph, r run) bool {
	before := r.first - 1
	if before < p.first || !f.tokens[before].is(cLeads) || f.titled(p, r) {
		return false
	}
	k := f.around(p, r, cNoun)
	return k >= 0
}

// named reports whether the quotation is what somebody or something is called:
// "nennt sich „Allianz“", "als „Dschungel“ bekannt".
func (f *finder) named(p *paragraph, r run) bool {
	return r.first > p.first && f.tokens[r.first-1].is(cSelf) ||
		r.last < p.first+len(p.tokens) && f.tokens[r.last].is(cKnownAs)
}

// attributed reports whether a verb of saying follows the quotation behind a
// comma.
func (f *finder) attributed(p *paragraph, r run) bool {
	return r.last+1 < p.first+len(p.tokens) && f.tokens[r.last].shape == sComma && f.tokens[r.last+1].is(cSpeech)
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
func (f *finder) cueAround(p *paragraph, r run) int { return f.around(p, r, cSpeech|cSpoken) }

// around is the nearest token of the class in the sentence of the quotation but
// outside marks, -1 if there is none.
func (f *finder) around(p *paragraph, r run, c class) int {
	const near = 40
	for d := 1; d < near; d++ {
		for _, i := range []int{r.first - d, r.last - 1 + d} {
			if i < p.first || i >= p.first+len(p.tokens) {
				continue
			}
			t := &f.tokens[i]
			same := t.sentence == f.tokens[r.first].sentence || t.sentence == f.tokens[r.last-1].sentence
			if same && t.region < 0 && t.is(c) {
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
	if k := f.around(p, s.content, cSpeech); k >= 0 {
		s.cue = run{k, k + 1}
		if r := f.subject(k, lo, hi); !r.empty() {
			s.source = r
		}
		return
	}
	k := f.around(p, s.content, cSpoken)
	if k < 0 {
		return
	}
	s.cue = run{k, k + 1}
	if r := f.origin(k, lo, hi); !r.empty() {
		s.source = r
		return
	}
	// Indirect speech goes on without a verb of saying of its own.
	for i := s.content.first - 1; i >= lo && i > s.content.first-reported; i-- {
		if t := &f.tokens[i]; t.is(cSpeech) && t.region < 0 {
			if r := f.subject(i, lo, hi); !r.empty() {
				s.source, s.inherited = r, true
			}
			return
		}
	}
}

// reported bounds the tokens from a verb of saying to indirect speech that goes
// on without one.
const reported = 80

// origin is who stands behind a noun for something said: "nach Angaben der
// Polizei", "dem Bericht zufolge".
func (f *finder) origin(k, lo, hi int) run {
	t := &f.tokens[k]
	switch w := f.form(t); {
	case w == "zufolge":
		return f.whole(f.phraseBefore(k, lo), lo)
	case w == "laut" || w == "Laut" || t.isName() && k > lo && f.tokens[k-1].is(cPreposition):
		next := k + 1
		if next < hi && f.form(&f.tokens[next]) == "von" {
			next++
		}
		if r := f.phraseAfter(next, hi); f.speaks(r) {
			return r
		}
	}
	return run{}
}

// withName adds the name that stands between commas behind the role of the
// verb's subject: "Die Sprecherin der Bank, Eva Lorenz, sagte".
func (f *finder) withName(r run, verb int) run {
	if r.last < verb && f.tokens[r.last].shape == sComma {
		if x := f.phraseAfter(r.last+1, verb); !x.empty() && x.last+1 == verb && f.tokens[x.last].shape == sComma && f.tokens[x.first].isName() && !f.tokens[x.first].is(cFunction) {
			r.last = x.last
		}
	}
	return r
}

// subject is the subject of the verb at k, empty if it is not found.
func (f *finder) subject(k, lo, hi int) run {
	before, _ := f.subjectBefore(k, lo)
	before = f.whole(before, lo)
	next := k + 1
	for next < hi && next < k+5 && f.tokens[next].is(cAdverb|cSelf) && f.tokens[next].isWord() {
		next++
	}
	after := f.phraseAfter(next, hi)
	opens := !before.empty() && (before.first == lo || f.tokens[before.first-1].sentence != f.tokens[before.first].sentence)
	switch {
	case f.oblique(before, lo):
		before = run{}
	case opens && f.speaks(before):
		return f.withName(before, k)
	}
	switch {
	case after.last-after.first == 1 && f.tokens[after.first].is(cNeuter):
		return run{} // "heißt es"
	case !f.oblique(after, after.first) && f.speaks(after):
		return after
	case f.speaks(before):
		return before
	}
	return run{}
}

// oblique reports whether the phrase cannot be a subject, by its article or a
// preposition before it.
func (f *finder) oblique(r run, lo int) bool {
	return !r.empty() && (f.tokens[r.first].is(cOblique) || r.first > lo && f.tokens[r.first-1].is(cPreposition))
}

// genitive reports whether the phrase is a genitive behind its noun.
func (f *finder) genitive(r run, lo int) bool {
	return !r.empty() && r.first > lo && f.tokens[r.first].is(cGenitive) && f.tokens[r.first-1].isName()
}

// whole widens the phrase to the one that it is the genitive of: "Der Sprecher
// [der Bank]".
func (f *finder) whole(r run, lo int) run {
	for range 3 {
		if !f.genitive(r, lo) {
			break
		}
		head := f.phraseBefore(r.first, lo)
		if head.empty() {
			break
		}
		r.first = head.first
	}
	return r
}

// headless reports whether the names in the phrase stand in a genitive only, so
// that none of them is who speaks: "Der Chef der Werft".
func (f *finder) headless(r run) bool {
	for i := r.first + 1; i < r.last; i++ {
		if f.tokens[i].shape == sComma {
			return false
		}
	}
	for i := r.first + 2; i+1 < r.last; i++ {
		if f.tokens[i].is(cGenitive) && f.tokens[i-1].isName() {
			return true
		}
	}
	return false
}
