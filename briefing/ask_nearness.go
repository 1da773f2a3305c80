package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/briefing/sought"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// How near what may be sought is to the kind that is: from 0 to 1.
const (
	unknownKind = 0.8 // of the cosine with a noun that has no examples
	nounNear    = 0.4 // the cosine above which a common noun may be of the kind
	namedNear   = 0.3 // what a name is worth whose kind is not known
	patternFar  = 4   // words between a name and the noun that says what it is
)

// nounNear is how near a common noun is to the kind of thing that is asked for, 0 for one
// that is not.
func (a *asked) nounNear(s *sentence, i int) float64 {
	w := s.words[i]
	if a.sought.Kind != sought.Thing || a.sought.Noun == "" || segment.StopWord(w.Fold) || len(w.Fold) < 3 || w.Fold[0] < 'a' {
		return 0
	}
	t := phrase.Stem(w.Word)
	if t == "" || t == a.sought.Noun || a.weights[t] > 0 {
		return 0
	}
	n := a.alike(t)
	if n < nounNear || !a.common && len(a.kindExamples()) > 0 {
		return 0
	}
	return n
}

// alike is how near a term is to the noun of the question, or to what the noun names.
func (a *asked) alike(t string) float64 {
	n, ok := a.nearNoun[t]
	if !ok {
		examples := a.kindExamples()
		if len(examples) == 0 {
			n = unknownKind * a.Corpus.Alike(a.sought.Noun, t)
		}
		for _, e := range examples {
			if e == t {
				n = 1
			}
			n = max(n, a.Corpus.Alike(e, t))
		}
		if a.nearNoun == nil {
			a.nearNoun = map[string]float64{}
		}
		a.nearNoun[t] = n
	}
	return n
}

// kindExamples are things of the kind that the question asks for, or of the one that is
// nearest to it.
func (a *asked) kindExamples() []string {
	if a.examples == nil {
		a.examples = sought.Examples(a.sought.Noun)
		best := kindNear
		for _, k := range sought.Kinds() {
			if n := a.Corpus.Alike(a.sought.Noun, k); len(sought.Examples(a.sought.Noun)) == 0 && n > best {
				best, a.examples, a.common = n, sought.Examples(k), sought.Common(k)
			}
		}
		if len(sought.Examples(a.sought.Noun)) > 0 {
			a.common = sought.Common(a.sought.Noun)
		}
		if a.examples == nil {
			a.examples = []string{}
		}
	}
	return a.examples
}

// kindNear is the cosine above which a noun is taken for one of the same kind.
const kindNear = 0.5

// personal is how far the name of words [i, end) is that of a person: his first name
// stands in texts as others do, or he has a role; and the more where that is asked for.
func (a *asked) personal(s *sentence, i, end int) float64 {
	best, last := 0.0, nameForm(s.words[end-1].Word)
	for _, p := range s.document.People {
		if phrase.Capital(p.Name) && lastName(p.Name) == last {
			first, _, full := strings.Cut(p.Name, " ")
			best = max(best, 0.4)
			if full {
				best = max(best, a.firstName(phrase.Stem(first)))
			}
			if full && len(p.Roles) > 0 {
				best = max(best, 0.7)
			}
		}
	}
	if end > i+1 {
		best = max(best, a.firstName(phrase.Stem(s.words[i].Word)))
	}
	if a.sought.Noun != "" && best > 0 {
		return 0.6*best + 0.4*a.patterns(s, i, end)
	}
	return best
}

// firstName is how far a term stands in texts as first names do.
func (a *asked) firstName(t string) float64 {
	n, ok := a.nearName[t]
	if !ok {
		for _, e := range sought.FirstNames() {
			n = max(n, min(1, 1.6*a.Corpus.Alike(e, t)))
		}
		if a.nearName == nil {
			a.nearName = map[string]float64{}
		}
		a.nearName[t] = n
	}
	return n
}

// nearness is how near the name of words [i, end) is to the kind that is asked for.
func (a *asked) nearness(s *sentence, i, end int) float64 {
	named := corpus.Span{Start: s.words[i].Start, End: s.words[end-1].End}
	person := slices.ContainsFunc(s.document.People, func(p corpus.Person) bool {
		return slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Overlap(named) > 0 })
	})
	state := stateAt(s.words, i) != "" || end > i+1 && stateNamed(named.Of(s.document.Article.Text)) != ""
	switch a.sought.Kind {
	case sought.Person:
		if state {
			return 0.1
		}
		return max(0.2, a.personal(s, i, end))
	case sought.Place:
		best := 0.0
		if state {
			best = 0.6
			if a.sought.Noun == "" || a.question.country {
				best = 1
			}
		}
		if a.sought.Noun != "" {
			best = max(best, a.patterns(s, i, end), a.vectorNear(s.words[i:end]))
		}
		if i > 0 && (placeBefore[s.words[i-1].Fold] || s.words[i-1].Fold == "the" && i > 1 && placeBefore[s.words[i-2].Fold]) {
			best = max(best, 0.8)
		}
		if person && !state {
			best -= 0.5
		}
		return max(best, 0.1)
	}
	best := namedNear
	if a.sought.Noun == "" {
		return best
	}
	best = max(a.patterns(s, i, end), a.vectorNear(s.words[i:end]), 0.1)
	if person && a.isRole() {
		best = max(best, a.personal(s, i, end))
	}
	return best
}

// isRole reports whether the noun of the question is what somebody is: "actress".
func (a *asked) isRole() bool {
	if a.role == 0 {
		a.role = -1
		if len(a.Corpus.Holders(a.sought.Word)) > 0 {
			a.role = 1
		}
	}
	return a.role > 0
}

var placeBefore = phrase.Set("in at near off outside from to across")

// vectorNear is the nearness of the nearest word of a name.
func (a *asked) vectorNear(words []phrase.Token) float64 {
	best := 0.0
	for _, w := range words {
		if t := phrase.Stem(bare(w.Word)); t != "" {
			best = max(best, a.alike(t))
		}
	}
	return best
}

// patterns says whether the words around a name tell that it is of the kind that the
// noun names: "the planet Mars", "Columbia University", "Fiona, a storm".
func (a *asked) patterns(s *sentence, i, end int) float64 {
	is := func(j int) bool {
		return j >= 0 && j < len(s.words) && phrase.Stem(bare(s.words[j].Word)) == a.sought.Noun
	}
	for j := i; j < end; j++ {
		if is(j) {
			return 1
		}
	}
	if is(i-1) || is(end) || i > 1 && s.words[i-1].Fold == "of" && is(i-2) {
		return 1
	}
	if end < len(s.words) && (strings.HasPrefix(s.document.Article.Text[s.words[end-1].End:], ",") || s.words[end].Fold == "is" || s.words[end].Fold == "was") {
		for j := end; j < min(len(s.words), end+patternFar+1); j++ {
			if is(j) {
				return 0.9
			}
		}
	}
	for j := i - 1; j >= 0 && j >= i-patternFar; j-- {
		if is(j) {
			return 0.7
		}
	}
	return 0
}
