package quotation

// This file turns the tagger's labels into statements.

// tagged is a stretch of tokens with one label.
type tagged struct {
	run
	label uint8 // the label of its first token
}

// assemble appends the statements that the labels of the paragraph spell.
func (f *finder) assemble(index int, labels []uint8) {
	p := &f.paragraphs[index]
	parts := f.parts[:0]
	for i := 0; i < len(labels); {
		l := labels[i]
		if l == tOut || l == tGap {
			i++
			continue
		}
		j := i + 1
		for j < len(labels) && labels[j] == l+1 && !isInner(l) {
			j++
		}
		parts = append(parts, tagged{run{p.first + i, p.first + j}, l})
		i = j
	}
	f.parts = parts
	for i, part := range parts {
		switch part.label {
		case tAfter, tBefore, tAlone:
		default:
			continue
		}
		s := statement{content: f.snap(p, f.trimContent(part.run)), paragraph: index, like: -1}
		if !f.anyWord(s.content) {
			continue
		}
		switch part.label {
		case tAfter:
			s.cue = link(parts, i, -1, tCue, tCueLate)
		case tBefore:
			s.cue = link(parts, i, +1, tCueLate, tCue)
		}
		switch {
		case part.label == tAfter || part.label == tAlone:
			// A source behind its content that is nearer than the cue's own:
			// "said “…” Roe" is rare; a source ahead is the rule.
			s.source = link(parts, i, -1, tSource, tSourceLate)
			if part.label == tAfter && !s.cue.empty() {
				if late := between(parts, i, s.cue); !late.empty() {
					s.source = late
				}
			}
		default:
			s.source = link(parts, i, +1, tSourceLate, tSource)
			if s.source.empty() {
				s.source = link(parts, i, -1, tSource, tSourceLate)
			}
		}
		if f.opts.Explain {
			f.explain(&s, "model: content, cue %q and source %q labelled", f.span(s.cue).Of(f.text), f.span(s.source).Of(f.text))
		}
		f.headOfSource(&s)
		f.cutAddressee(&s)
		s.source = f.cutSource(s.source)
		f.statements = append(f.statements, s)
		f.cutAtQuotation()
	}
}

// snap brings the end of a content that begins with an opening mark to the end
// of that quotation, if it nearly is there.
func (f *finder) snap(p *paragraph, r run) run {
	if r.empty() || f.tokens[r.first].shape != sOpen || f.tokens[r.last-1].region != f.tokens[r.first].region {
		return r
	}
	end := f.regionEnd(r.first, min(p.first+len(p.tokens), r.last+3))
	if end >= r.last && end < r.last+3 {
		r.last = end
	}
	return r
}

// cutSource ends a source where its sentence ends, or where behind a name the
// verb begins that tells what he did.
func (f *finder) cutSource(r run) run {
	if r.empty() {
		return r
	}
	for k := r.first + 1; k < r.last; k++ {
		if f.tokens[k].sentence != f.tokens[k-1].sentence {
			return f.trimContent(run{r.first, k})
		}
	}
	for r.first < r.last && f.tokens[r.last-1].is(cConjunction) {
		r.last--
	}
	if r.empty() {
		return r
	}
	if f.mismatched(r) {
		return run{r.last - 1, r.last}
	}
	a := f.phraseAfter(r.first, r.last)
	if !a.empty() && a.last < r.last && f.tokens[a.last-1].isName() {
		if t := &f.tokens[a.last]; t.is(cFinite) || t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed") {
			return a
		}
	}
	return r
}

// headOfSource gives a source the noun that follows its name and was taken into
// the cue: "Another Roe [ally told] the paper".
func (f *finder) headOfSource(s *statement) {
	for !s.source.empty() && s.source.last == s.cue.first && s.cue.last-s.cue.first > 1 && f.tokens[s.source.last-1].isName() {
		if t := &f.tokens[s.cue.first]; !t.is(cPerson|cPeople) || t.is(cSpeech) || t.isName() {
			return
		}
		s.source.last++
		s.cue.first++
	}
}

// cutAddressee moves the one spoken to out of the content: told [Times Radio] it
// was late.
func (f *finder) cutAddressee(s *statement) {
	if s.cue.empty() || s.cue.last != s.content.first || !s.addressee.empty() || f.tokens[s.content.first].region >= 0 {
		return
	}
	t := &f.tokens[s.cue.last-1]
	if !t.is(cAddressee) || t.is(cUrge) {
		return
	}
	a := f.phraseAfter(s.content.first, s.content.last)
	if a.empty() || !f.speaks(a) || a.last+2 >= s.content.last {
		return
	}
	n := &f.tokens[a.last]
	if n.shape == sOpen || n.isWord() && (f.form(n) == "that" || n.is(cSubject|cDet|cPossessive) && !n.is(cPreposition)) {
		s.addressee, s.content.first = a, a.last
	}
}

// cutAtQuotation splits the last statement where a paraphrase runs into a
// quotation that is a sentence of its own.
func (f *finder) cutAtQuotation() {
	s := &f.statements[len(f.statements)-1]
	quoted := f.tokens[s.content.first].shape == sOpen
	for k := s.content.first + 1; k < s.content.last; k++ {
		if quoted && f.tokens[k-1].shape == sClose && f.tokens[k-2].shape == sComma && f.tokens[k].region != f.tokens[k-1].region {
			// “…,” and the reporter goes on, perhaps to another quotation.
			rest := *s
			rest.content.first, rest.inherited = k, true
			s.content.last = k
			for j := k; j < rest.content.last; j++ {
				if f.tokens[j].shape == sOpen {
					rest.content.first = j
					f.statements = append(f.statements, rest)
					return
				}
			}
			return
		}
		if f.goesOn(k, quoted) {
			s.content.last = k
			return
		}
		if quoted && f.tokens[k].sentence != f.tokens[k-1].sentence && f.tokens[k].shape != sOpen && f.tokens[k-1].shape == sClose {
			// A quotation that is a sentence of its own ends with its mark.
			s.content.last = k
			return
		}
		if f.tokens[k].shape == sOpen && f.tokens[k-1].shape == sStop && f.tokens[k-1].region < 0 && f.tokens[k-1].sentence != f.tokens[k].sentence {
			rest := *s
			rest.content.first, rest.inherited = k, true
			s.content = f.trimContent(run{s.content.first, k})
			if s.content.empty() {
				s.content = rest.content
				return
			}
			f.statements = append(f.statements, rest)
			return
		}
	}
}

// goesOn reports whether the reporter's words begin at token k, right behind a
// closing mark: “the dream is over” [but is] already at work; “save the river,”
// [he opened] a debate; “A pardon.” [The] pardons.
func (f *finder) goesOn(k int, quoted bool) bool {
	if f.tokens[k-1].shape != sClose || k+1 >= len(f.tokens) || f.tokens[k].region >= 0 {
		return false
	}
	t, next := &f.tokens[k], &f.tokens[k+1]
	switch f.tokens[k-2].shape {
	case sComma:
		return !quoted && t.isWord() && (t.is(cSubject) && !t.is(cDet|cSubordinator|cConjunction) || t.shape == sLower && hasSuffix(f.form(t), "ing"))
	case sStop:
		return !quoted && t.isName() && (t.is(cDet) || t.is(cSubject))
	}
	return quoted && t.is(cConjunction) && next.is(cAux) && next.isWord()
}

// link is the nearest part from i in the direction that has the first label,
// else the second.
func link(parts []tagged, i, direction int, first, second uint8) run {
	for _, label := range []uint8{first, second} {
		for k := i + direction; k >= 0 && k < len(parts) && k-i < 8 && i-k < 8; k += direction {
			if parts[k].label == label {
				return parts[k].run
			}
		}
	}
	return run{}
}

// between is the source that stands behind the cue and ahead of the content.
func between(parts []tagged, i int, cue run) run {
	for k := i - 1; k >= 0 && parts[k].first >= cue.last; k-- {
		if parts[k].label == tSource || parts[k].label == tSourceLate {
			return parts[k].run
		}
	}
	return run{}
}
