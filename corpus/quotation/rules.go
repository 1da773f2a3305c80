package quotation

// This file finds statements by rules: verbs of saying with their subject and
// what they say.

// rules appends the statements that the rules find, paragraph by paragraph.
func (f *finder) rules() {
	f.statements = make([]statement, 0, 4+len(f.tokens)/40) // as news text has them
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if len(p.tokens) == 0 {
			continue
		}
		f.ruleParagraph(i)
	}
}

func (f *finder) ruleParagraph(index int) {
	p := &f.paragraphs[index]
	base := len(f.statements)
	lo, end := p.first, p.first+len(p.tokens)
	for lo < end {
		hi := lo + 1
		for hi < end && f.tokens[hi].sentence == f.tokens[lo].sentence {
			hi++
		}
		f.ruleSentence(index, lo, hi)
		lo = hi
	}
	f.floating(index, base)
}

// ruleSentence finds the statements of the sentence [lo, hi).
func (f *finder) ruleSentence(index, lo, hi int) {
	base := len(f.statements)
	var last run // the last subject of a verb of saying
	end := hi    // without the full stop
	for end > lo && f.tokens[end-1].shape == sStop {
		end--
	}
	taken := lo // up to where content is taken
	for k := lo; k < end; k++ {
		t := &f.tokens[k]
		if t.region >= 0 || !t.isWord() {
			continue
		}
		if s, ok := f.accordingTo(k, lo, end, taken); ok {
			s.paragraph = index
			f.add(s)
			taken = max(taken, s.content.last, s.source.last)
			k = max(k, s.source.last-1)
			continue
		}
		c, ok := f.cueAt(k, lo, end)
		if !ok {
			continue
		}
		if c.subject.empty() {
			if !f.inherits(k, lo) {
				continue
			}
			if last.empty() {
				last = f.mainSubject(lo, k)
			}
			if last.empty() {
				continue
			}
			c.subject, c.inherited = last, true
		}
		if !f.speaks(c.subject) {
			continue
		}
		// A cue inside what another statement says is that statement's.
		if k < taken && !f.cuts(base, k, &c) {
			continue
		}
		s, ok := f.contentOf(&c, lo, end, taken)
		if !ok {
			if !c.inherited && c.class&cSpeech != 0 {
				last = c.subject
			}
			continue
		}
		s.paragraph = index
		s.source, s.cue, s.inherited = c.subject, c.run, c.inherited
		s.attitude = c.class&cSpeech == 0
		if f.opts.Explain {
			f.explain(&s, "rule: the verb %q with its subject %q", f.form(&f.tokens[c.verb]), f.span(c.subject).Of(f.text))
		}
		f.add(s)
		f.addRest(&s, &c, lo, end)
		last = c.subject
		taken = max(taken, s.content.last)
		k = max(k, c.last-1)
	}
}

// addRest adds the other half of a paraphrase that the cue interrupts: "The
// bridge, Roe said, would open".
func (f *finder) addRest(s *statement, c *cue, lo, end int) {
	i := max(c.last, c.subject.last)
	if s.content.first != lo || s.content.last > c.first || i+2 >= end || f.tokens[i].shape != sComma || f.marked(s) {
		return
	}
	for k := s.content.first; k < s.content.last; k++ {
		if t := &f.tokens[k]; t.is(cAux|cFinite) || t.is(cPast|cThird) && t.isWord() {
			return
		}
	}
	if t := &f.tokens[i+1]; !t.is(cAux | cFinite) {
		return
	}
	rest := *s
	rest.content = run{i + 1, end}
	f.add(rest)
}

// add appends a statement if its content is not empty.
func (f *finder) add(s statement) {
	s.content = f.snap(&f.paragraphs[s.paragraph], f.trimContent(s.content))
	if !f.anyWord(s.content) {
		return
	}
	s.like = -1
	f.statements = append(f.statements, s)
}

// anyWord reports whether the run holds a word.
func (f *finder) anyWord(r run) bool {
	for i := r.first; i < r.last; i++ {
		if f.tokens[i].isWord() {
			return true
		}
	}
	return false
}

// trimContent drops the marks at the ends that belong to the sentence around.
func (f *finder) trimContent(r run) run {
	for r.first < r.last {
		switch t := &f.tokens[r.first]; t.shape {
		case sComma, sColon, sSemicolon, sDash, sStop:
			r.first++
			continue
		}
		break
	}
	for r.first < r.last {
		switch t := &f.tokens[r.last-1]; t.shape {
		case sComma, sColon, sSemicolon, sDash, sStop:
			if t.region >= 0 {
				return r
			}
			r.last--
			continue
		}
		break
	}
	return r
}

// inherits reports whether the verb at k without a subject continues an earlier
// clause: ", warning that", "and added", "while stating".
func (f *finder) inherits(k, lo int) bool {
	i := k
	for i > lo && f.skippable(i-1) {
		i--
	}
	if i <= lo {
		return false
	}
	t := &f.tokens[i-1]
	if f.tokens[k].is(cIng) {
		return t.shape == sComma || t.shape == sDash || t.shape == sClose || t.is(cConjunction|cSubordinator) || f.form(t) == "by" || f.form(t) == "time"
	}
	return f.tokens[k].is(cPast|cThird) && t.is(cConjunction)
}

// mainSubject is the subject of the sentence's first finite verb before k.
func (f *finder) mainSubject(lo, k int) run {
	for i := lo; i < min(k, lo+120); i++ {
		t := &f.tokens[i]
		if t.region >= 0 || !t.isWord() {
			continue
		}
		finite := t.is(cAux|cFinite) || t.is(cVerb) && t.is(cPast|cThird) || t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed")
		if !finite || i == lo {
			continue
		}
		s, _ := f.subjectBefore(i, lo)
		if f.speaks(s) {
			return s
		}
	}
	return run{}
}

// cuts reports whether the cue c at k ends the content of the last statement,
// because it plainly is the reporter's again; if so that content is shortened.
func (f *finder) cuts(base, k int, c *cue) bool {
	if len(f.statements) <= base {
		return true
	}
	s := &f.statements[len(f.statements)-1]
	if !s.content.has(k) {
		return true
	}
	i := c.first
	if c.inherited {
		for i > s.content.first && (f.skippable(i-1) || f.tokens[i-1].is(cConjunction|cSubordinator)) {
			i--
		}
		if f.tokens[c.verb].is(cIng) || f.tokens[i-1].shape == sComma || f.tokens[i].is(cConjunction) {
			if r := f.trimContent(run{s.content.first, i}); !r.empty() {
				s.content = r
				return true
			}
		}
	}
	return false
}

// cueAt reads the cue whose verb is token k.
