package corpus

import (
	"slices"
	"strings"

	"briefbot/corpus/segment"
)

// A kind is what kind of thing answers a question.
type kind int

const (
	anyKind kind = iota
	nameKind
	numberKind
)

// admits reports whether a term that may be a name or a number is of the kind.
func (k kind) admits(term string) bool {
	number := '0' <= term[0] && term[0] <= '9'
	return k == anyKind || number == (k == numberKind)
}

// kindOf reads from the words of a question what kind of thing answers it.
func kindOf(text string) kind {
	before := ""
	for s := range segment.Words(text) {
		word := segment.Fold(s.Of(text))
		switch {
		case before == "how" && slices.Contains([]string{"many", "much", "long", "old"}, word):
			return numberKind
		case word == "when" && (before == "" || before == "since"):
			return numberKind
		case word == "who" || word == "whom" || word == "where":
			return nameKind
		}
		before = word
	}
	return anyKind
}

// seeks reports whether the question asks for a name or a thing, "who" or "which
// company", and not only whether something is so.
func (r *request) seeks() bool { return r.kind == nameKind || len(r.focus) > 0 }

// focusTerms is how many terms behind "which" say what is asked for.
const focusTerms = 2

// soughtIn are the terms of the kind of thing that is asked for, "country" in
// "which country".
func soughtIn(text string) []string {
	var focus []string
	asking := false
	for s := range segment.Words(text) {
		word := s.Of(text)
		if folded := segment.Fold(word); folded == "which" || folded == "what" {
			focus, asking = nil, true
			continue
		}
		if !asking {
			continue
		}
		if terms := segment.Terms(nil, word); len(terms) == 1 {
			focus = append(focus, terms[0])
		} else if len(focus) > 0 {
			asking = false
		}
		if len(focus) == focusTerms {
			asking = false
		}
	}
	return focus
}

// namedTerms are the terms of names and numbers in a text.
func namedTerms(text string) map[string]bool {
	named := map[string]bool{}
	for s := range segment.Words(text) {
		word := s.Of(text)
		if capital(word) || strings.ContainsAny(word, "0123456789") {
			for _, t := range segment.Terms(nil, word) {
				named[t] = true
			}
		}
	}
	return named
}
