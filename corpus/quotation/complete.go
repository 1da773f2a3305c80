package quotation

import "slices"

// This file gives a source to quotations whose own sentence names none: the
// signature behind them, the line with a colon above them, the statement they
// go on from, the subject of the sentence before.

// complete looks for the sources that are still missing, in the order of the
// text, so that a quotation of several paragraphs is carried on from one to the
// next.
func (f *finder) complete() {
	f.scripts()
	for i := range f.statements {
		s := &f.statements[i]
		if s.source.last-s.source.first == 1 {
			// A determiner by itself names nobody.
			if t := &f.tokens[s.source.first]; t.is(cDet|cPossessive) && !t.is(cSubject|cPeople|cPlural) && !t.isName() && f.form(t) != "one" && f.form(t) != "another" && f.form(t) != "this" && f.form(t) != "that" {
				s.source = run{}
			}
		}
		label := f.isLabel(s)
		if !s.source.empty() && !label {
			continue
		}
		p := &f.paragraphs[s.paragraph]
		if r := f.signature(p, s.content.last); !r.empty() {
			s.source = r
			f.explain(s, "source: the signature behind the quotation")
			continue
		}
		if !f.quoted(s) || label {
			continue
		}
		s.inherited = true
		if f.tokens[s.content.first].start == p.tokens[0].start {
			if r := f.announced(s.paragraph); !r.empty() {
				s.source = r
				f.explain(s, "source: the line with a colon above names %q", f.span(r).Of(f.text))
				continue
			}
		}
		if i > 0 {
			before := &f.statements[i-1]
			same := before.paragraph == s.paragraph
			adjacent := before.paragraph == s.paragraph-1 && f.tokens[s.content.first].start == p.tokens[0].start && f.quotedEnd(before)
			if (same || adjacent) && !before.source.empty() {
				s.source, s.like = before.source, i-1
				f.explain(s, "source: goes on from the statement before")
				continue
			}
		}
		if r := f.subjectAhead(p, s.content.first); !r.empty() {
			s.source = r
			f.explain(s, "source: the subject of the sentence before")
		}
	}
}

// quoted reports whether the statement begins with an opening mark.
func (f *finder) quoted(s *statement) bool { return f.tokens[s.content.first].shape == sOpen }

// quotedEnd reports whether the statement's paragraph ends with a quotation, or
// with the cue behind one.
func (f *finder) quotedEnd(s *statement) bool {
	p := &f.paragraphs[s.paragraph]
	end := p.first + len(p.tokens)
	return end-s.content.last < 40 && f.tokens[s.content.last-1].region >= 0
}

// signature is the name behind a dash that signs the quotation that ends at
// token i: “…” — Jane Roe.
func (f *finder) signature(p *paragraph, i int) run {
	end := p.first + len(p.tokens)
	for i < end && f.tokens[i].shape == sStop {
		i++
	}
	if next := f.paragraphAfter(i); i == end && next != nil {
		end = next.first + len(next.tokens) // signed in a line of its own
	}
	if i+1 >= end || f.tokens[i].shape != sDash || f.tokens[i-1].shape != sClose {
		return run{}
	}
	if f.form(&f.tokens[i+1]) == "@" {
		r := run{i + 1, i + 2}
		for r.last < end && f.tokens[r.last].start == f.tokens[r.last-1].end {
			r.last++
		}
		return r
	}
	r := f.phraseAfter(i+1, end)
	if r.empty() || !f.tokens[r.first].isName() || r.last < end && f.tokens[r.last].isWord() {
		return run{}
	}
	return r
}

// paragraphAfter is the paragraph that begins at token i, nil if none does.
func (f *finder) paragraphAfter(i int) *paragraph {
	n, _ := slices.BinarySearchFunc(f.paragraphs, i, func(p paragraph, x int) int {
		if p.first < x || p.first == x && len(p.tokens) == 0 {
			return -1
		}
		return p.first - x
	})
	if n < len(f.paragraphs) && f.paragraphs[n].first == i && len(f.paragraphs[n].tokens) > 0 {
		return &f.paragraphs[n]
	}
	return nil
}

// announced is the source in the paragraph before, if that ends with a colon:
// "The paper reports:".
func (f *finder) announced(paragraph int) run {
	if paragraph == 0 {
		return run{}
	}
	p := &f.paragraphs[paragraph-1]
	n := len(p.tokens)
	if n == 0 || p.tokens[n-1].shape != sColon {
		return run{}
	}
	end := p.first + n - 1
	lo := end
	for lo > p.first && f.tokens[lo-1].sentence == f.tokens[end].sentence {
		lo--
	}
	for k := end - 1; k >= lo; k-- {
		if t := &f.tokens[k]; !t.is(cSpeech) || !t.isWord() || t.region >= 0 {
			continue
		}
		c, ok := f.cueAt(k, lo, end)
		if ok && f.speaks(c.subject) {
			return c.subject
		}
	}
	return f.mainSubject(lo, end)
}

// subjectAhead is the subject of the sentence before token i in its paragraph.
func (f *finder) subjectAhead(p *paragraph, i int) run {
	if i <= p.first {
		return run{}
	}
	lo, s := i-1, f.tokens[i-1].sentence
	for lo > p.first && f.tokens[lo-1].sentence == s && i-lo < 200 {
		lo--
	}
	r := f.phraseAfter(lo, i)
	if r.empty() || !f.speaks(r) || f.tokens[r.first].is(cNeuter) {
		return run{}
	}
	return r
}

// scripts finds what the speakers of a transcript say: "HOST: Will you run?".
// A line without a name goes on from the one before.
func (f *finder) scripts() {
	var last run
	var found []statement
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if len(p.tokens) < 3 {
			continue
		}
		k := 0
		quoted := p.tokens[0].shape == sOpen
		if quoted {
			k++
		}
		end := len(p.tokens)
		j := k
		for j < end && j < k+5 && p.tokens[j].isName() {
			j++
		}
		if s, ok := f.captioned(i, p); ok {
			found = append(found, s)
			continue
		}
		if j == k || j+1 >= end || p.tokens[j].shape != sColon || !f.transcribed(p.tokens[k:j]) || !spoken(p.tokens) {
			if quoted && !last.empty() && p.tokens[0].region >= 0 && f.wholly(p) && p.tokens[1].shape != sBracketOpen {
				s := statement{paragraph: i, content: run{p.first, p.first + end}, source: last, inherited: true, like: -1}
				found = append(found, s)
			} else if !quoted {
				last = run{}
			}
			continue
		}
		last = run{p.first + k, p.first + j}
		s := statement{paragraph: i, source: last, cue: run{p.first + j, p.first + j + 1}, like: -1}
		s.content = run{p.first + j + 1, p.first + end}
		if quoted {
			s.content.first = p.first
		}
		found = append(found, s)
	}
	f.replace(found)
}

// spoken reports whether a line ends as speech does, and a list's entry does not.
func spoken(line []token) bool {
	last := line[len(line)-1]
	if last.shape == sClose && len(line) > 1 {
		last = line[len(line)-2]
	}
	return last.shape == sStop || last.shape == sDash || last.region >= 0
}

// captioned reads a line that is a speaker, a colon and a quotation: "Police chief:
// ‘We failed her’".
func (f *finder) captioned(index int, p *paragraph) (s statement, ok bool) {
	n := len(p.tokens)
	if n < 4 || p.tokens[n-1].region < 0 {
		return s, false
	}
	j := 0
	for j < min(n, 6) && p.tokens[j].isWord() && !p.tokens[j].is(cVerb|cAux|cPreposition) {
		j++
	}
	if j == 0 || j+1 >= n || p.tokens[j].shape != sColon || p.tokens[j+1].shape != sOpen || p.tokens[j+1].region != p.tokens[n-1].region {
		return s, false
	}
	source := run{p.first, p.first + j}
	if !f.speaks(source) {
		return s, false
	}
	return statement{paragraph: index, source: source, cue: run{p.first + j, p.first + j + 1}, content: run{p.first + j + 1, p.first + n}, like: -1}, true
}

// labels are words ahead of a colon that name a part of the page and no speaker.
var labels = map[string]bool{
	"Question": true, "Answer": true, "Q": true, "A": true, "More": true, "Related": true, "Read": true,
	"Watch": true, "Photos": true, "Photo": true, "Video": true, "Opinion": true, "Note": true, "Caption": true,
}

// isLabel reports whether the statement's source is such a word.
func (f *finder) isLabel(s *statement) bool {
	return s.source.last-s.source.first == 1 && !s.cue.empty() && f.tokens[s.cue.first].shape == sColon && labels[f.form(&f.tokens[s.source.first])]
}

// transcribed reports whether the name before a colon is set as transcripts set
// the speakers' names.
func (f *finder) transcribed(name []token) bool {
	for i := range name {
		if name[i].shape != sUpper || name[i].end-name[i].start < 2 {
			return false
		}
	}
	return true
}

// wholly reports whether the paragraph is one quotation from end to end.
func (f *finder) wholly(p *paragraph) bool {
	return p.tokens[0].shape == sOpen && p.tokens[len(p.tokens)-1].region == p.tokens[0].region
}

// replace puts the statements, at most one a paragraph, in the place of all
// others of their paragraphs.
func (f *finder) replace(found []statement) {
	if len(found) == 0 {
		return
	}
	out := make([]statement, 0, len(f.statements)+len(found))
	k := 0
	for _, s := range f.statements {
		for k < len(found) && found[k].paragraph < s.paragraph {
			out = append(out, found[k])
			k++
		}
		if k < len(found) && found[k].paragraph == s.paragraph {
			continue
		}
		out = append(out, s)
		// What was found for this paragraph follows when the next one begins.
	}
	out = append(out, found[k:]...)
	slices.SortStableFunc(out, func(a, b statement) int { return a.paragraph - b.paragraph })
	f.statements = out
}
