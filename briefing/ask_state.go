package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
)

// stateGroups are states that come and go, each with those that it goes over into,
// and the words that tell of that. A sentence of the group tells on a question about
// one of them.
var stateGroups = readStates(
	"open opened opens reopen reopened reopening closed close closes closing closure shut shuttered",
	"alive living dead died dies death killed",
	"jail jailed prison imprisoned colony custody detained detention bars free freed released release sentenced arrested",
	"missing found rescued",
	"president minister chancellor leader ceo chief governor mayor speaker office power premier resigned resigns resignation stepping stepped successor succeeded elected ousted",
	"married marry wed divorce divorced split engaged",
	"hospital hospitalised hospitalized discharged recovering",
	"banned ban legal illegal outlawed lifted",
	"safe unsafe danger dangerous",
	"underway ongoing continue continues continuing ended ends over resumed resume suspended halted cancelled canceled postponed delayed grounded stopped",
	"higher lower rising falling rise rose risen fell fallen increase increased increasing decrease decreased decline declined declining",
	"running candidate campaign withdrew dropped announced",
	"available unavailable stock shortage",
	"pregnant birth",
)

// now are words of a question about what is so now that are no state themselves.
var now = phrase.Set("still now currently anymore yet")

func readStates(lines ...string) map[string]int {
	m := map[string]int{}
	for i, line := range lines {
		for w := range strings.FieldsSeq(line) {
			m[w] = i + 1
		}
	}
	return m
}

// presentAskers open a question about what is so now.
var presentAskers = phrase.Set("is are does do has have")

// stateAsked reads whether a question asks about what is so now, its auxiliary being
// word at, and of which group the state is, 0 for none that is known.
func (q *question) stateAsked(at int) (present bool, group int) {
	if !q.whether || !presentAskers[q.words[at].Fold] || q.said && q.words[at].Fold != "is" && q.words[at].Fold != "are" {
		return false, 0
	}
	for _, w := range q.words[at+1:] {
		if g := stateGroups[w.Fold]; g > 0 {
			present, group = true, g
		}
		present = present || now[w.Fold]
	}
	return present, group
}

// tellsState reports whether a sentence tells of the state that is asked about, or of
// one that it goes over into.
func (a *asked) tellsState(s *sentence) bool {
	return a.question.state == 0 || slices.ContainsFunc(s.words, func(w phrase.Token) bool { return stateGroups[w.Fold] == a.question.state })
}

// superlatives, each with those that mean much the same.
var superlatives = readStates(
	"largest biggest", "smallest tiniest", "oldest eldest", "youngest", "fastest quickest", "slowest", "highest tallest", "lowest",
	"longest", "shortest", "richest wealthiest", "poorest", "cheapest", "deadliest worst", "heaviest", "hottest warmest", "coldest",
	"strongest", "weakest", "deepest", "busiest", "newest", "safest",
)

// leads are words that tell of being the first in whatever is compared.
var leads = phrase.Set("led leads lead top tops topped record")

// superlativeIn is the group of the superlative in a text, 0 for none.
func superlativeIn(words []phrase.Token) int {
	for _, w := range words {
		if g := superlatives[w.Fold]; g > 0 {
			return g
		}
	}
	return 0
}

// tops reports whether a sentence tells of what is the most of its kind in the way
// that is asked about.
func (a *asked) tops(s *sentence) bool {
	if a.question.superlative == 0 || superlativeIn(s.words) == a.question.superlative {
		return true
	}
	return superlativeIn(s.words) == 0 && slices.ContainsFunc(s.words, func(w phrase.Token) bool { return leads[w.Fold] })
}
