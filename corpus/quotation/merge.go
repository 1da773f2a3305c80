package quotation

import "slices"

// merge joins what the rules found with what the model found, into f.statements.
//
// The model knows more ways to attribute, and quotation marks better; the rules
// know what a clause is. So the model has the last word about statements with
// quotation marks, and where only one of the two found something that one is
// believed if it has a verb of saying; of paraphrase both found the rules' is
// kept, unless attitudes are asked for, which the model tells apart better.
func (f *finder) merge() {
	ruled, tagged := f.ruled, f.statements
	f.short = len(f.tokens) < 80
	if ruled == nil {
		return
	}
	var out []statement
	i, j := 0, 0
	for i < len(ruled) || j < len(tagged) {
		p := len(f.paragraphs)
		if i < len(ruled) {
			p = ruled[i].paragraph
		}
		if j < len(tagged) {
			p = min(p, tagged[j].paragraph)
		}
		i0, j0 := i, j
		for i < len(ruled) && ruled[i].paragraph == p {
			i++
		}
		for j < len(tagged) && tagged[j].paragraph == p {
			j++
		}
		out = f.mergeParagraph(out, ruled[i0:i], tagged[j0:j])
	}
	f.statements = out
}

func (f *finder) mergeParagraph(out, ruled, tagged []statement) []statement {
	base := len(out)
	for i := range tagged {
		s := &tagged[i]
		s.attitude = !f.said(s)
		switch {
		case f.opts.Attitudes || f.marked(s):
		case s.attitude || s.source.empty() || s.cue.last-s.cue.first > 5 || f.unspoken(s.cue):
			continue
		}
		if !f.opts.Attitudes && !f.marked(s) && f.anyOverlap(ruled, s, true) {
			continue
		}
		if f.short && f.anyOverlap(ruled, s, false) {
			continue
		}
		out = append(out, *s)
	}
	kept := out[base:len(out):len(out)]
	for i := range ruled {
		s := &ruled[i]
		if f.opts.Attitudes && !f.short {
			continue
		}
		if !f.anyOverlap(kept, s, false) {
			out = append(out, *s)
		}
	}
	slices.SortStableFunc(out[base:], func(a, b statement) int { return a.content.first - b.content.first })
	return out
}

// unspoken reports whether the cue says that something was not spoken of.
func (f *finder) unspoken(r run) bool {
	for i := r.first; i < r.last; i++ {
		c := cue{run: r, verb: i}
		if f.tokens[i].is(cSpeech) && f.silent(&c) {
			return true
		}
	}
	return false
}

// anyOverlap reports whether the content of s shares tokens with one of the
// statements (those without quotation marks, if unmarked is set).
func (f *finder) anyOverlap(statements []statement, s *statement, unmarked bool) bool {
	for i := range statements {
		x := &statements[i]
		if x.content.first < s.content.last && s.content.first < x.content.last && !(unmarked && f.marked(x)) {
			return true
		}
	}
	return false
}

// marked reports whether the statement holds an opening quotation mark.
func (f *finder) marked(s *statement) bool {
	for i := s.content.first; i < s.content.last; i++ {
		if f.tokens[i].region >= 0 {
			return true
		}
	}
	return false
}

// said reports whether the cue has a verb of saying, or is one of the other
// expressions for it.
func (f *finder) said(s *statement) bool {
	for i := s.cue.first; i < s.cue.last; i++ {
		t := &f.tokens[i]
		if t.is(cSpeech|cAttribution) || t.shape == sColon || t.shape == sDash {
			return true
		}
		if w := f.form(t); w == "according" || w == "According" {
			return true
		}
	}
	return false
}
