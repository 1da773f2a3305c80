package quotation

// This file corrects whose a quotation is that goes on behind the sentence that
// names its speaker.

// carry gives the second quotation of “…,” Roe said after Poe resigned. “…” to Roe:
// who is named in the clause that depends on the first one's, or as the one who
// relayed it, has said neither.
func (f *finder) carry() {
	for i := range f.statements {
		s := &f.statements[i]
		if !f.quoted(s) || !f.carried(s) {
			continue
		}
		for j := i - 1; j >= 0 && i-j < 8; j-- {
			first := &f.statements[j]
			if first.paragraph != s.paragraph && (first.paragraph+1 != s.paragraph || s.content.first != f.paragraphs[s.paragraph].first) {
				break
			}
			if !f.quoted(first) || first.source.empty() || first.cue.empty() {
				continue
			}
			if f.depends(first, s.source) || first.via.has(s.source.first) {
				s.source, s.cue, s.like, s.inherited = first.source, first.cue, j, true
				f.explain(s, "source: goes on from the quotation before, not from the clause behind it")
			}
			break
		}
	}
}

// unclosed takes the speaker from a quotation that nothing closes, and that has none
// but the one of a sentence before it: a teaser that is cut may name somebody else
// behind it. One that goes on in the next paragraph, or from a quotation before it, is
// as others are.
func (f *finder) unclosed() {
	for i := range f.statements {
		s := &f.statements[i]
		if f.tokens[s.content.first].shape != sOpen || !f.carried(s) || f.closes(s) {
			continue
		}
		goesOn := false
		for j := i - 1; j >= 0 && f.statements[j].paragraph == s.paragraph; j-- {
			goesOn = goesOn || f.quoted(&f.statements[j]) && f.statements[j].source == s.source
		}
		if !goesOn {
			s.source, s.cue, s.via, s.addressee = run{}, run{}, run{}, run{}
			f.explain(s, "source: none, for nothing closes the quotation")
		}
	}
}

// closes reports whether the quotation with which the statement begins has a closing
// mark, or goes on in the next paragraph.
func (f *finder) closes(s *statement) bool {
	if r := f.tokens[s.content.first].region; r < 0 || f.paragraphs[s.paragraph].regions[r].closed {
		return true
	}
	next := s.paragraph + 1
	return next < len(f.paragraphs) && len(f.paragraphs[next].tokens) > 0 && f.paragraphs[next].tokens[0].shape == sOpen
}

// quotes gives “…,” Roe quoted Poe as telling her to Poe, whom Roe relays.
func (f *finder) quotes() {
	for i := range f.statements {
		s := &f.statements[i]
		if s.cue.empty() || !f.quoted(s) || s.source.empty() {
			continue
		}
		end := min(len(f.tokens), s.cue.last+aside)
		switch f.form(&f.tokens[s.cue.last-1]) {
		case "quoted", "quotes":
			r := f.phraseAfter(s.cue.last, end)
			if s.source.first >= s.content.last && !r.empty() && r.last < end && f.speaks(r) && f.form(&f.tokens[r.last]) == "as" {
				s.via, s.source = run{min(s.source.first, s.cue.first), max(s.source.last, s.cue.last)}, r
			}
		case "saying", "telling":
			// Roe quoted Poe as saying “…”
			as := s.cue.last - 2
			if as <= s.source.last || f.form(&f.tokens[as]) != "as" {
				continue
			}
			r := f.phraseBefore(as, s.source.last)
			if r.empty() || r.last != as || !f.speaks(r) || r.first <= s.source.last {
				continue
			}
			switch f.form(&f.tokens[r.first-1]) {
			case "quoted", "quotes", "quoting":
				s.via, s.source, s.inherited = run{s.source.first, r.first}, r, false
			}
		}
	}
}

// questioned reports whether the statement is what somebody was asked about himself,
// "reporters asked Roe whether she believed that …", and so nothing that she said.
func (f *finder) questioned(s *statement) bool {
	k := s.source.first - 1
	if s.source.empty() || k < 1 || s.content.first < s.source.first || f.tokens[k].region >= 0 || f.tokens[k].sentence != f.tokens[s.content.first].sentence {
		return false
	}
	if w := f.form(&f.tokens[k]); w != "whether" && w != "if" {
		return false
	}
	for i := k - 1; i >= 0 && k-i < aside && f.tokens[i].sentence == f.tokens[k].sentence; i-- {
		if f.tokens[i].region < 0 && f.asks(i) {
			return true
		}
	}
	return false
}

// asks reports whether the word at token i is one of asking.
func (f *finder) asks(i int) bool {
	switch f.form(&f.tokens[i]) {
	case "ask", "asks", "asked", "asking", "Asked", "press", "pressed", "pressing", "Pressed", "quizzed", "Quizzed", "questioned", "Questioned", "inquired", "enquired", "question", "questions":
		return true
	}
	return false
}

// question reports whether the statement is the reporter's clause ahead of an
// answer: "Asked whether she would run, Roe replied: “No.”"
func (f *finder) question(s *statement) bool {
	k := s.content.first
	if f.tokens[k].region >= 0 || f.marked(s) || s.cue.first < s.content.last {
		return false
	}
	if w := f.form(&f.tokens[k]); w == "When" || w == "when" {
		k++
	}
	return k < s.content.last && f.asks(k) && f.tokens[k].is(cPast)
}

// carried reports whether the statement's source stands in a sentence before it.
func (f *finder) carried(s *statement) bool {
	return !s.source.empty() && s.source.last <= s.content.first && f.tokens[s.source.last-1].sentence != f.tokens[s.content.first].sentence
}

// depends reports whether the source stands in the sentence of the quotation's cue,
// behind it, in a clause that is not coordinate with it: it is, in “…,” Roe said,
// but Poe disagreed.
func (f *finder) depends(first *statement, source run) bool {
	if source.first < first.cue.last || source.first < first.source.last || f.tokens[source.first].sentence != f.tokens[first.cue.last-1].sentence {
		return false
	}
	for k := max(first.cue.last, first.source.last); k < source.first; k++ {
		t := &f.tokens[k]
		if t.region >= 0 || t.shape == sSemicolon {
			return false
		}
		switch f.form(t) {
		case "and", "but", "while", "whereas", "yet":
			return false
		}
	}
	return true
}
