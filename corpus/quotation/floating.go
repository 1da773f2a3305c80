package quotation

import "slices"

// This file finds quotations that stand by themselves: after a statement of the
// same speaker, in a list, at the head of a paragraph.

// floating adds the quotations of the paragraph that no statement holds and that
// plainly belong to one: the second part of a split quotation, a quotation that
// follows a statement of the same paragraph.
func (f *finder) floating(index, base int) {
	p := &f.paragraphs[index]
	if len(p.regions) == 0 {
		return
	}
	held := make([]bool, len(p.regions))
	for i := base; i < len(f.statements); i++ {
		s := &f.statements[i]
		for k := s.content.first; k < s.content.last; k++ {
			if r := f.tokens[k].region; r >= 0 {
				held[r] = true
			}
		}
	}
	end := p.first + len(p.tokens)
	for k := p.first; k < end; k++ {
		t := &f.tokens[k]
		if t.shape != sOpen || held[t.region] {
			continue
		}
		j := f.regionEnd(k, end)
		like := -1
		for i := len(f.statements) - 1; i >= base; i-- {
			s := &f.statements[i]
			if s.content.last <= k && !s.source.empty() {
				like = i
				break
			}
		}
		if like >= 0 && f.coordinated(k) && f.statements[like].content.first >= p.first && f.tokens[f.statements[like].content.first].shape == sOpen {
			// “historic” and “long overdue”
			s := statement{content: run{k, j}, paragraph: index, like: like}
			s.source, s.cue, s.inherited = f.statements[like].source, f.statements[like].cue, f.statements[like].inherited
			f.statements = append(f.statements, s)
			held[t.region] = true
			continue
		}
		sentenceStart := k == p.first || f.tokens[k-1].sentence != t.sentence || !f.tokens[k-1].isWord()
		if j-k >= 5 && sentenceStart {
			source, cue := f.rareVerb(j, end)
			switch {
			case !cue.empty():
				f.statements = append(f.statements, statement{content: run{k, j}, paragraph: index, source: source, cue: cue, like: -1})
			case like >= 0:
				s := statement{content: run{k, j}, paragraph: index, like: like}
				s.source, s.cue, s.inherited = f.statements[like].source, f.statements[like].cue, true
				f.statements = append(f.statements, s)
			case k == p.first && index > 0 && f.signature(p, j).empty():
				f.continued(index, base, run{k, j})
			case !f.signature(p, j).empty():
				f.statements = append(f.statements, statement{content: run{k, j}, paragraph: index, like: -1})
			case k > p.first && f.tokens[k-1].shape == sStop && f.tokens[j-2].shape == sStop:
				// "Lucy Grant shook her head. “Not in my lifetime.”"
				if r := f.subjectAhead(p, k); !r.empty() && f.tokens[r.first].isName() && f.subjectVerb(r) {
					f.statements = append(f.statements, statement{content: run{k, j}, paragraph: index, source: r, inherited: true, like: -1})
				}
			}
		}
	}
	slices.SortStableFunc(f.statements[base:], func(a, b statement) int { return a.content.first - b.content.first })
}

// rareVerb reads a name and a verb in -ed that the lexicon does not have, in either
// order, behind the quotation that ends at token i with a comma: “…,” harrumphed
// Ms. Roe.
func (f *finder) rareVerb(i, end int) (source, cue run) {
	rare := func(k int) bool {
		if k >= end {
			return false
		}
		t := &f.tokens[k]
		return t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed")
	}
	switch f.tokens[i-2].shape {
	case sComma, sStop:
	default:
		return source, cue
	}
	if i+1 >= end {
		return source, cue
	}
	verb, first := i, i+1
	if !rare(i) {
		first = i
	}
	source = f.phraseAfter(first, end)
	if source.empty() || !f.tokens[source.first].isName() || !f.speaks(source) {
		return source, cue
	}
	if first == i {
		verb = source.last
	}
	if behind := max(verb+1, source.last); rare(verb) && (behind == end || !f.tokens[behind].isWord()) {
		cue = run{verb, verb + 1}
	}
	return source, cue
}

// coordinated reports whether the quotation that opens at k goes on in the list
// of the one before it: “a” and “b”.
func (f *finder) coordinated(k int) bool {
	if k < 2 {
		return false
	}
	i := k - 1
	if s := f.form(&f.tokens[i]); s == "and" || s == "or" {
		i--
	}
	if i < k-1 && f.tokens[i].shape == sComma {
		i--
	}
	return i > 0 && i < k-1 && f.tokens[i].shape == sClose
}

// subjectVerb reports whether a verb follows the phrase, so that it is a
// subject.
func (f *finder) subjectVerb(r run) bool {
	if r.last >= len(f.tokens) {
		return false
	}
	t := &f.tokens[r.last]
	return t.shape == sLower && !t.is(cPreposition|cConjunction|cSubordinator|cPossessive|cDet) && !f.clitic(r.last)
}

// continued adds a quotation that opens a paragraph and has no speaker there: it
// goes on from the paragraph before.
func (f *finder) continued(index, base int, r run) {
	if base == 0 {
		return
	}
	s := &f.statements[base-1]
	if s.paragraph != index-1 || s.source.empty() {
		return
	}
	n := statement{content: r, paragraph: index, like: base - 1, inherited: true, source: s.source}
	f.statements = append(f.statements, n)
}
