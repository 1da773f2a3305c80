package quotation

import "slices"

// This file finds what a verb of saying says.

// contentOf is the statement that the cue introduces or follows, within the
// sentence [lo, end). Nothing before taken is looked at.
func (f *finder) contentOf(c *cue, lo, end, taken int) (statement, bool) {
	var s statement
	i := c.last
	if c.after {
		i = c.subject.last
		// “…,” said Roe, the mayor, “…”: an apposition belongs to the source.
		if i < end && f.tokens[i].shape == sComma {
			if a := f.phraseAfter(i+1, end); !a.empty() && (f.tokens[a.first].is(cDet|cPossessive) || f.tokens[a.last-1].is(cHead)) && (a.last >= end || !f.tokens[a.last].isWord()) {
				c.subject.last, i = a.last, a.last
			}
		}
		return f.contentBefore(c, lo, end, taken, i)
	}
	// What stands in marks before ", she said".
	if c.subject.first > lo && !c.inherited {
		if s, ok := f.contentBefore(c, lo, end, taken, i); ok {
			return s, ok
		}
	} else if c.subject.first == lo && lo > 0 && !c.inherited && i >= end-1 {
		if s, ok := f.regionBefore(lo); ok {
			return s, ok
		}
	}
	return f.contentAfter(c, i, lo, end, s)
}

// regionBefore is the quotation in the paragraph that ends just before lo.
func (f *finder) regionBefore(lo int) (s statement, ok bool) {
	if lo == 0 || f.tokens[lo-1].shape != sClose || f.opensParagraph(lo) {
		return s, false
	}
	r := f.tokens[lo-1].region
	i := lo
	for i > 0 && f.tokens[i-1].region == r && f.tokens[i-1].start < f.tokens[lo-1].end && lo-i < 1<<16 {
		i--
		if f.tokens[i].shape == sOpen {
			s.content = run{i, lo}
			return s, true
		}
	}
	return s, false
}

// contentBefore is the content of a cue that follows it: “…,” she said, or
// …, she said.
func (f *finder) contentBefore(c *cue, lo, end, taken, next int) (s statement, ok bool) {
	at := min(c.first, c.subject.first)
	i := at
	if i > lo && f.tokens[i-1].shape == sComma {
		i--
	}
	if i <= lo || i < taken || i == taken && f.tokens[i-1].shape == sClose {
		if i == lo {
			return f.regionBefore(lo)
		}
		return s, false
	}
	prev := &f.tokens[i-1]
	if prev.shape == sClose {
		j := i - 1
		for j > lo && !(f.tokens[j].shape == sOpen && f.tokens[j].region == prev.region) {
			j--
		}
		if j > taken && j > lo && (f.leadIn(lo, i) && i-j < 9 || f.isShow(run{lo, i})) {
			return s, false // On “The Morning Show,” she said
		}
		if j > taken && j > lo && (f.tokens[j-1].isWord()) {
			j = max(taken, lo) // the reporter's words lead into the quotation
		}
		s.content = run{j, i}
		return s, true
	}
	if i == at {
		return s, false // no comma: not parenthetical
	}
	// "Two climbers are missing, police said": the cue ends the sentence or
	// stands between commas.
	if c.class&cAddressee != 0 && next < end {
		if f.tokens[next].is(cObject) {
			s.addressee = run{next, next + 1}
		} else {
			s.addressee = f.phraseAfter(next, end)
		}
		next = max(next, s.addressee.last)
	}
	if next < end && !f.tokens[next].is(cDay|cMonth|cPreposition|cAdverb|cSubordinator) && f.tokens[next].isWord() || c.class&(cSpeech|cAttitude) == 0 || c.class&cClause == 0 {
		return s, false
	}
	if next < end && f.tokens[next].shape == sOpen || next < end && f.form(&f.tokens[next]) == "that" {
		return s, false
	}
	first := max(lo, taken)
	if n := len(f.statements); taken > lo && n > 0 && f.statements[n-1].content.last >= i-2 && f.statements[n-1].content.last <= i {
		if f.relays(c) {
			f.statements[n-1].via = run{c.subject.first, c.last}
			return statement{}, false
		}
		// All of the sentence is what this source says.
		for n > 0 && !f.statements[n-1].source.empty() && f.statements[n-1].cue.first >= lo && f.statements[n-1].content.first >= lo && f.statements[n-1].cue.last <= i {
			n--
		}
		f.statements = f.statements[:n]
		first = lo
	}
	for first < i && f.tokens[first].shape == sComma || f.tokens[first].is(cConjunction) {
		first++
	}
	if i-first < 2 || f.leadIn(first, i) {
		return s, false
	}
	s.content = run{first, i}
	return s, true
}

// relays reports whether the source of the cue is a paper or a channel that
// reports what somebody else said.
func (f *finder) relays(c *cue) bool {
	if s := f.form(&f.tokens[c.verb]); s != "reported" && s != "reports" {
		return false
	}
	for i := c.subject.first; i < c.subject.last; i++ {
		if f.tokens[i].is(cBody) || f.form(&f.tokens[i]) == "daily" || f.tokens[i].isName() {
			return true
		}
	}
	return false
}

// contentAfter is the content of a cue that precedes it.
func (f *finder) contentAfter(c *cue, i, lo, end int, s statement) (statement, bool) {
	if i >= end {
		return s, false
	}
	start := i
	if (c.class&(cAddressee|cUrge) != 0 || f.tokens[i].is(cDet|cPossessive)) && f.form(&f.tokens[i]) != "that" {
		if a := f.addressee(c, i, end); !a.empty() {
			s.addressee = a
			if c.class&cAddressee != 0 || a.last < end && f.form(&f.tokens[a.last]) == "that" {
				i = a.last
			} else {
				s.addressee = run{}
			}
		} else if c.class&cAddressee != 0 && f.tokens[i].is(cObject) {
			s.addressee = run{i, i + 1}
			i++
		}
	}
	j := f.skipAdjuncts(i, end)
	switch {
	case j >= end:
		return s, false
	case f.form(&f.tokens[j]) == "that" && f.tokens[j].region < 0 && c.class&(cClause|cAddressee) != 0 && j+1 < end:
		if f.tokens[j+1].shape == sComma {
			j++
		}
		s.content = run{j + 1, f.clauseEnd(j+1, end, c)}
		return s, true
	case f.tokens[j].shape == sOpen, f.tokens[j].shape == sColon && j+1 < end:
		if f.tokens[j].shape == sColon {
			j++
			if f.tokens[j].shape != sOpen {
				s.content = run{j, end}
				return s, c.class&cClause != 0
			}
		}
		s.content = run{j, f.regionEnd(j, end)}
		if s.content.last < end && f.tokens[s.content.last].isWord() && f.tokens[s.content.last-2].shape != sComma && !f.tokens[s.content.last].is(cSubordinator|cConjunction) {
			s.content.last = f.clauseEnd(s.content.last, end, c)
		}
		return s, true
	}
	if i != start && i == j && c.class&cAddressee != 0 {
		if c.class&cClause != 0 && f.opensClause(j) {
			s.content = run{j, f.clauseEnd(j, end, c)}
			return s, true
		}
		if k := f.quotationIn(j, end); k >= 0 {
			s.content = run{k, f.regionEnd(k, end)}
			return s, true
		}
		return s, false
	}
	t := &f.tokens[i]
	switch {
	case !t.isWord():
	case c.class&cClause != 0 && (t.is(cSubordinator) && f.form(t) != "as" && f.form(t) != "which" || f.form(t) == "whether"):
		s.content = run{i, f.clauseEnd(i, end, c)}
		if w := f.form(t); w == "whether" || w == "if" {
			s.content.first++
		}
		return s, true
	case c.class&cUrge != 0 && (f.nominal(i) || t.is(cDet|cObject|cPossessive)):
		s.content = run{i, f.clauseEnd(i, end, c)}
		return s, true
	case f.form(t) == "to" && c.class&(cInfinitive|cUrge) != 0:
		s.content = run{i, f.clauseEnd(i, end, c)}
		return s, true
	case c.class&cClause != 0 && (c.class&cThatOnly == 0 || f.tokens[j].is(cSubject)) && f.opensClause(j) && f.finiteAhead(j, end, c):
		s.content = run{j, f.clauseEnd(j, end, c)}
		return s, true
	case c.class&cNoun != 0 && (f.nominal(i) || t.is(cDet|cPossessive)) && !t.is(cPreposition):
		s.content = run{i, f.nounEnd(i, f.clauseEnd(i, end, c))}
		return s, true
	case f.multiCue(c) && (f.nominal(i) || t.is(cDet|cPossessive) || t.is(cIng) || hasSuffix(f.form(t), "ing")):
		s.content = run{i, f.clauseEnd(i, end, c)}
		return s, true
	case t.is(cPreposition) && i+1 < end && has(c.preps, f.form(t)):
		s.content = run{i + 1, f.clauseEnd(i+1, end, c)}
		return s, true
	}
	// A quotation further on in the clause: called it “a list of rumours”.
	if c.class&cSpeech != 0 {
		if k := f.quotationIn(i, end); k >= 0 {
			s.content = run{k, f.regionEnd(k, end)}
			return s, true
		}
	}
	return s, false
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (f *finder) multiCue(c *cue) bool {
	return c.last > c.verb+1 && c.class&(cNoun|cUrge) != 0
}

// addressee is the noun phrase at i, if "that", a quotation or a clause follows.
func (f *finder) addressee(c *cue, i, end int) run {
	if i < end && f.tokens[i].is(cObject) && c.class&cAddressee != 0 {
		return run{i, i + 1}
	}
	return f.phraseAfter(i, end)
}

// skipAdjuncts moves over what may stand between verb and content: days, "in a
// statement", adverbs.
// opensClause reports whether a clause without "that" can begin at i.
// finiteAhead reports whether a finite verb follows before the next comma.
// regionEnd is where the quotation that opens at token i ends.
// quotationIn is the opening mark of a quotation in the clause that begins at i,
// -1 if there is none.
// clauseEnd is where the clause that begins at i ends: at the sentence's end, or
// before a comma behind which the reporter speaks again.
// nounEnd is where a content that is a noun phrase ends, at most at end: before
// a second verb of the same subject, before "during", before a remark of the
// reporter's (", a move that").
// sourceSpeaks reports whether a source and a verb of saying in the past stand
// at i: "he reiterated".
// ownCue reports whether, over adverbs, a verb of saying in the past stands at
// i: the reporter goes on with the same subject.
// sourceThenCue reports whether the words from i are a source and a cue that end
// the sentence or stand before a comma: ", police said".
// accordingTo reads "according to SOURCE" at token k.
func (f *finder) accordingTo(k, lo, end, taken int) (s statement, ok bool) {
	w := f.form(&f.tokens[k])
	if w != "according" && w != "According" || k+2 >= end || f.form(&f.tokens[k+1]) != "to" {
		return s, false
	}
	s.cue = run{k, k + 2}
	s.source = f.phraseAfter(k+2, end)
	if s.source.empty() {
		return s, false
	}
	// "a report by the safety board", "people familiar with the matter"
	for s.source.last+1 < end && (f.form(&f.tokens[s.source.last]) == "by" || f.form(&f.tokens[s.source.last]) == "and") {
		p := f.phraseAfter(s.source.last+1, end)
		if p.empty() {
			break
		}
		s.source.last = p.last
	}
	s.via = run{k, s.source.last}
	if k == lo || k == lo+1 {
		i := s.source.last
		if i < end && f.tokens[i].shape == sComma {
			i++
		}
		s.content = run{i, end}
		return s, !s.content.empty()
	}
	i := k
	if f.tokens[i-1].shape == sComma {
		i--
	}
	s.content = run{max(lo, min(taken, i)), i}
	if s.content.last-s.content.first < 2 {
		s.content.first = lo
		if taken > lo { // the statement before it was relayed
			if n := len(f.statements); n > 0 && f.statements[n-1].content.last >= i-2 && f.statements[n-1].via.empty() {
				f.statements[n-1].via = run{s.cue.first, s.source.last}
			}
			return s, false
		}
	}
	return s, true
}

// opensParagraph reports whether token i is the first of its paragraph.
func (f *finder) opensParagraph(i int) bool {
	n, _ := slices.BinarySearchFunc(f.paragraphs, i, func(p paragraph, x int) int {
		if p.first+len(p.tokens) <= x {
			return -1
		}
		return 1
	})
	return n < len(f.paragraphs) && f.paragraphs[n].first == i
}
