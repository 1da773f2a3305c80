package corpus

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// An outletForm is a name under which a question may mean an outlet.
type outletForm struct {
	words  []string // folded
	outlet string   // its key
}

// A mention is where a question names an outlet of the corpus.
type mention struct {
	segment.Span
	outlets map[string]bool // several where the name is short for several
}

// outletKey is an outlet's name as it is compared.
func outletKey(name string) string { return strings.Join(foldedWords(name), " ") }

func foldedWords(text string) []string {
	var words []string
	for s := range segment.Words(text) {
		words = append(words, strings.TrimSuffix(segment.Fold(s.Of(text)), "'s"))
	}
	return words
}

// nameOutlets makes the table of the names of the outlets in the corpus.
func (x *newsIndex) nameOutlets() {
	names := map[string]string{}
	for _, a := range x.numbered {
		if a != nil {
			names[a.outlets[0]] = a.article.Outlet.Value
			names[a.outlets[1]] = a.article.Origin.Value
		}
	}
	delete(names, "")
	x.outlets = map[string][]outletForm{}
	for _, key := range slices.Sorted(maps.Keys(names)) {
		for _, words := range outletForms(names[key]) {
			x.outlets[words[0]] = append(x.outlets[words[0]], outletForm{words, key})
		}
	}
}

// outletForms are the names of an outlet: all of it, what stands before a
// section ("BBC News - Arts") or a motto, and that without an article in front
// or a domain behind where it stays distinct.
func outletForms(name string) [][]string {
	full := []string{name}
	for _, separator := range []string{" - ", " – ", " | ", ": "} {
		if before, _, ok := strings.Cut(name, separator); ok {
			full = append(full, before)
		}
	}
	var forms [][]string
	add := func(words []string) {
		if len(words) > 0 && !slices.ContainsFunc(forms, func(f []string) bool { return slices.Equal(f, words) }) {
			forms = append(forms, words)
		}
	}
	for _, f := range full {
		words := foldedWords(f)
		add(words)
		if n := len(words); n > 2 && words[0] == "the" {
			add(words[1:])
		}
		if n := len(words); n > 0 {
			if bare, ok := strings.CutSuffix(words[n-1], ".com"); ok {
				add(append(slices.Clone(words[:n-1]), bare))
			}
		}
	}
	return forms
}

// mentions finds the outlets of the corpus that a text names, and returns the
// text with blanks in their places: an outlet's name is no word of an answer.
func (x *newsIndex) mentions(text string) (found []*mention, blanked string) {
	var spans []segment.Span
	var words []string
	for s := range segment.Words(text) {
		spans = append(spans, s)
		words = append(words, strings.TrimSuffix(segment.Fold(s.Of(text)), "'s"))
	}
	out := []byte(text)
	for i := 0; i < len(words); {
		n := 0
		outlets := map[string]bool{}
		for _, f := range x.outlets[words[i]] {
			if len(f.words) < n || i+len(f.words) > len(words) || !slices.Equal(f.words, words[i:i+len(f.words)]) ||
				!capital(text[spans[i+len(f.words)-1].Start:]) {
				continue
			}
			if len(f.words) > n {
				n = len(f.words)
				clear(outlets)
			}
			outlets[f.outlet] = true
		}
		if n == 0 {
			i++
			continue
		}
		m := &mention{segment.Span{Start: spans[i].Start, End: spans[i+n-1].End}, outlets}
		found = append(found, m)
		for k := m.Start; k < m.End; k++ {
			out[k] = ' '
		}
		i += n
	}
	return found, string(out)
}

func capital(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// clauseWords begin a clause that may be about another outlet than the one
// before it.
var clauseWords = []string{
	" while ", " and the ", " compared to ", " as opposed to ", " before ", " after ", " and is ", " and was ",
}

// clauseTerms is how many terms a clause without an outlet has that is searched
// for on its own.
const clauseTerms = 4

// parts divides a question by the outlets that it names: one part for each
// mention, with the terms of its clauses, and one for each clause without a
// mention. Blanked is the text without the names.
func parts(mentions []*mention, text, blanked string) []*part {
	if len(mentions) == 0 {
		return nil
	}
	clauses := clausesOf(text)
	all := &part{outlets: map[string]bool{}}
	named := make([]*part, len(mentions))
	for i, m := range mentions {
		named[i] = &part{outlets: m.outlets}
		for o := range m.outlets {
			all.outlets[o] = true
		}
	}
	var free []*part
	own, with := make([][]*part, len(clauses)), 0
	for i, c := range clauses {
		for k, m := range mentions {
			if c.Start <= m.Start && m.Start < c.End {
				own[i] = append(own[i], named[k])
			}
		}
		if len(own[i]) > 0 {
			with++
		} else if p := (&part{outlets: all.outlets}); p.take(c.Of(blanked)) >= clauseTerms {
			free = append(free, p)
		}
	}
	if with > 1 { // else the mentions share the question
		var before []*part
		for i, c := range clauses {
			if own[i] == nil {
				own[i] = before // "the X article says this, and that"
			}
			for _, p := range own[i] {
				p.take(c.Of(blanked))
			}
			before = own[i]
		}
	}
	return append(named, free...)
}

// take adds a clause to the part and returns the number of its terms.
func (p *part) take(clause string) int {
	if p.terms == nil {
		p.terms = map[string]bool{}
	}
	terms := segment.Terms(nil, clause)
	for _, t := range terms {
		p.terms[t] = true
	}
	p.days = append(p.days, daysIn(clause)...)
	return len(terms)
}

// clausesOf cuts a question at its commas and clause words.
func clausesOf(text string) []segment.Span {
	var clauses []segment.Span
	start := 0
	cut := func(end int) {
		if end > start {
			clauses = append(clauses, segment.Span{Start: start, End: end})
			start = end
		}
	}
	for i := range len(text) {
		if text[i] == ';' || text[i] == ',' && strings.HasPrefix(text[i+1:], " ") {
			cut(i + 1)
		}
		if slices.ContainsFunc(clauseWords, func(w string) bool { return strings.HasPrefix(text[i:], w) }) {
			cut(i)
		}
	}
	cut(len(text))
	return clauses
}
