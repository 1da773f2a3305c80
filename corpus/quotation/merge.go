package quotation

import (
	"slices"
	"strings"
)

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
	out := slices.Grow([]statement(nil), max(len(ruled), len(tagged))+4)
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
	all, paraphrase := &f.covered[0], &f.covered[1]
	all.reset()
	paraphrase.reset()
	for i := range ruled {
		s := &ruled[i]
		all.add(s.content)
		if !f.marked(s) {
			paraphrase.add(s.content)
		}
	}
	for i := range tagged {
		s := &tagged[i]
		f.cutTail(s, ruled)
		if s.source.empty() {
			borrow(s, ruled)
		}
		if s.via.empty() {
			borrowVia(s, ruled)
		}
		s.attitude = !f.said(s)
		marked := f.marked(s)
		switch {
		case f.short && all.overlaps(s.content):
			continue
		case !f.opts.Attitudes && !f.quoted(s) && overlapping(ruled, s.content) > 1:
			continue // the rules tell apart what the model has run together
		case f.opts.Attitudes || marked:
		case s.attitude, s.content.last-s.content.first < 4, s.cue.last-s.cue.first > 5, !f.speaks(s.source),
			f.unspoken(s.cue), paraphrase.overlaps(s.content), sameCue(ruled, s.cue):
			continue
		}
		out = append(out, *s)
	}
	if f.opts.Attitudes && !f.short {
		return out
	}
	all.reset()
	for i := range out[base:] {
		all.add(out[base+i].content)
	}
	for i := range ruled {
		if !all.overlaps(ruled[i].content) {
			out = append(out, ruled[i])
		}
	}
	slices.SortStableFunc(out[base:], func(a, b statement) int { return a.content.first - b.content.first })
	return out
}

// cutTail ends the content where the rules end it, if behind that comma the
// reporter tells what happens meanwhile, or from whom he has it: ", as diplomats
// work on a truce", ", according to her office".
func (f *finder) cutTail(s *statement, ruled []statement) {
	first := f.withoutThat(s.content).first
	for i := range ruled[:min(len(ruled), 64)] {
		end := ruled[i].content.last
		if f.withoutThat(ruled[i].content).first != first || end+1 >= s.content.last || f.tokens[end].shape != sComma || f.tokens[end].region >= 0 {
			continue
		}
		switch f.form(&f.tokens[end+1]) {
		case "as", "while", "amid", "according":
			s.content.last = end
			return
		}
	}
}

// sameCue reports whether one of the statements has a cue that shares tokens
// with r.
func sameCue(statements []statement, r run) bool {
	for i := range statements[:min(len(statements), 64)] {
		if c := statements[i].cue; c.first < r.last && r.first < c.last {
			return true
		}
	}
	return false
}

// borrow gives the statement the source that the rules found for its content.
func borrow(s *statement, ruled []statement) {
	for i := range ruled[:min(len(ruled), 64)] {
		x := &ruled[i]
		if !x.source.empty() && x.content.first < s.content.last && s.content.first < x.content.last &&
			(x.source.last <= s.content.first || x.source.first >= s.content.last) {
			s.source, s.inherited = x.source, x.inherited
			if s.cue.empty() {
				s.cue = x.cue
			}
			return
		}
	}
}

// borrowVia gives the statement the relay that the rules found for its content:
// the model does not look for one.
func borrowVia(s *statement, ruled []statement) {
	for i := range ruled[:min(len(ruled), 64)] {
		x := &ruled[i]
		if !x.via.empty() && x.content.first < s.content.last && s.content.first < x.content.last &&
			(x.via.last <= s.content.first || x.via.first >= s.content.last) {
			s.via = x.via
			return
		}
	}
}

// overlapping counts the statements whose contents share tokens with r.
func overlapping(statements []statement, r run) int {
	n := 0
	for i := range statements[:min(len(statements), 64)] {
		if c := statements[i].content; c.first < r.last && r.first < c.last {
			n++
		}
	}
	return n
}

// A cover is a set of tokens made of runs that are added in the order of their
// first tokens.
type cover struct{ runs []run }

func (c *cover) reset() { c.runs = c.runs[:0] }

func (c *cover) add(r run) {
	if n := len(c.runs); n > 0 && r.first <= c.runs[n-1].last {
		c.runs[n-1].last = max(c.runs[n-1].last, r.last)
		return
	}
	c.runs = append(c.runs, r)
}

func (c *cover) overlaps(r run) bool {
	i, _ := slices.BinarySearchFunc(c.runs, r.first, func(x run, first int) int { return x.last - first - 1 })
	return i < len(c.runs) && c.runs[i].first < r.last
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
		if strings.HasPrefix(f.form(t), "discuss") {
			return false // names a subject, not what was said about it
		}
		if t.is(cSpeech|cAttribution) || t.shape == sColon || t.shape == sDash {
			return true
		}
		if w := f.form(t); w == "according" || w == "According" {
			return true
		}
	}
	return false
}
