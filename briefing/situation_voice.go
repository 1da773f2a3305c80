package briefing

import (
	"strings"
	"unicode"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
)

// speaksFor reports whether a speaker is somebody who can hold a position for the
// party whose term his name or his role has: a person, the party itself, or a body
// or official of it. "Newspapers", "workers" and "users" of a side are not the side,
// nor is another state that a description ties to it.
func (s *brief) speaksFor(speaker *corpus.Speaker) bool {
	if s.Topic == nil || len(s.Topic.Parties) == 0 || s.side(speaker.Name) {
		return true
	}
	words := strings.Fields(phrase.Fold(strings.TrimRight(speaker.Name, ", ")))
	if len(words) > 0 && bodies[words[len(words)-1]] {
		return true
	}
	return calledPerson(speaker)
}

// calledPerson reports whether a speaker is called as a person is: by two words and more, of
// which each begins with a capital, with an office.
func calledPerson(s *corpus.Speaker) bool {
	words := strings.Fields(s.Name)
	for _, w := range words {
		if !phrase.Capital(w) && !particles[w] {
			return false
		}
	}
	if state := geo.StateNamed(s.Name); state != "" && (len(words) < 2 || state != words[0]) {
		return false // "Saudi Arabia", but not "Israel Stone"
	}
	return len(s.Roles) > 0 && len(words) > 0 && unicode.IsUpper([]rune(words[0])[0])
}

var particles = phrase.Set("al bin de del den der di el ibn la le van von")

// bodies end what a side's own bodies and officials are called.
var bodies = phrase.Set("government ministry administration cabinet parliament presidency embassy officials official spokesperson spokesman spokeswoman authorities authority " +
	"army military forces command navy police lawmakers leaders leader leadership lawyers lawyer attorneys attorney prosecutors prosecutor department agency " +
	"commission committee council campaign party team company group board office bank regime organization organisation defense defence prosecution governors senators")
