// Package entail says whether a sentence follows from the sentences that it
// cites, and if not, why.
//
// It is for sentences that a language model wrote. Words are compared first:
// names, numbers, negations and content words that the evidence lacks
// (words.go). Then the sentence and its evidence are taken apart the same way:
// token.go cuts words, chunk.go phrases (nounphrase.go) and verbs (verbgroup.go);
// parse.go finds who does what to whom, where, when and how many of what, with
// list.go for lists and appositions, clause.go for clauses, pronoun.go for
// pronouns, source.go for on whose word it is told. Each such relation of the
// sentence must be one of the evidence (match.go; match_party.go for who takes part,
// match_adjunct.go for what stands behind a preposition), of an entity that the
// evidence describes so (describe.go). True words in other roles fall there. What it cannot
// read it does not let pass. lexicon/ holds what is known of English words.
//
// It is a leaf: it knows English words and no articles. It gives the same
// verdict on the same input, and never calls a sentence true: only that it says
// nothing that its evidence does not.
package entail

import "strings"

// Reason says why a sentence does not follow. "" means that it does.
type Reason string

const (
	NewName      Reason = "a name that the evidence does not have"
	NewNumber    Reason = "a number or date that the evidence does not have"
	NewWord      Reason = "a word that the evidence does not have"
	NewNegation  Reason = "a negation that the evidence does not have"
	LostNegation Reason = "a negation of the evidence is gone"
	Roles        Reason = "somebody does what another does in the evidence"
	Moved        Reason = "a place, a time or a party belongs to something else in the evidence"
	Counted      Reason = "a number belongs to something else in the evidence"
	Described    Reason = "a description belongs to somebody else in the evidence"
	Modality     Reason = "what was possible, planned or denied is told as another thing"
	Source       Reason = "on another's word than in the evidence, or on nobody's"
	Invented     Reason = "something happens that happens in no sentence of the evidence"
	Certainty    Reason = "calls confirmed what the evidence does not"
	Language     Reason = "not in the language of the question"
	Unclear      Reason = "too tangled to be checked"
)

// Evidence is one sentence that is cited.
type Evidence struct {
	Text string
	// Pronouns are the names of the persons for whom pronouns of the text stand,
	// by the byte offset of the pronoun. Nil if none is known.
	Pronouns map[int]string
	// Context is the article that it stands in: it says which words are names
	// where a sentence begins with one. It bears out nothing.
	Context string
	// Outlet is who published it: a sentence may say so.
	Outlet string
	// Dates are further words that say when it was published.
	Dates string
}

// Verdict is what Check found.
type Verdict struct {
	Reason Reason
	// Detail is the offending words.
	Detail string
}

// maxWords is the length of a sentence above which it is not checked.
const maxWords = 70

// Check says whether the sentence follows from the evidence. The known are
// descriptions of people from the articles that the evidence stands in ("Abbas
// Araghchi, Iranian Foreign Minister"): they may be used of those people.
func Check(text string, evidence []Evidence, known []string) Verdict {
	c := newChecker(evidence, known)
	names := c.names
	toks := tokens(text, names)
	if n := len(strings.Fields(text)); n > maxWords {
		return Verdict{Unclear, strings.Join(strings.Fields(text)[:8], " ")}
	}
	if v := c.words(toks); v.Reason != "" {
		return v
	}
	for _, e := range evidence {
		if verbatim(text, e.Text) {
			return Verdict{}
		}
	}
	return c.match(parse(toks))
}

// verbatim reports whether the sentence is the evidence, word for word.
func verbatim(a, b string) bool {
	x, y := tokens(a, nil), tokens(b, nil)
	for len(x) > 0 && x[len(x)-1].stop {
		x = x[:len(x)-1]
	}
	for len(y) > 0 && y[len(y)-1].stop {
		y = y[:len(y)-1]
	}
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].fold != y[i].fold || x[i].comma != y[i].comma || x[i].poss != y[i].poss {
			return false
		}
	}
	return true
}
