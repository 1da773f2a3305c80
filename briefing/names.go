package briefing

import (
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// Names are the words of a sentence that begin with a capital, folded, without the
// first and without days and months.
func Names(sentence string) []string {
	var names []string
	first := true
	for span := range segment.Words(sentence) {
		word := span.Of(sentence)
		fold := nameForm(word)
		if phrase.Capital(word) && !first && !dates.Name(fold) && !segment.StopWord(fold) {
			names = append(names, fold)
		}
		first = false
	}
	return names
}

// lastName is the last word of a name, as nameForm has it.
func lastName(name string) string {
	last := ""
	for s := range segment.Words(name) {
		last = nameForm(s.Of(name))
	}
	return last
}

// nameForm is the folded word without the ending of a possessive.
func nameForm(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(segment.Fold(word), "'s"), "'")
}
