package briefing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing/dates"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A Stance is what makes two sentences of the same words say different things.
type Stance struct {
	Denies  bool // that it is denied, withdrawn or called off
	Negated bool
	Awaits  bool // what is expected, and has not come about
	// Numbers are the numbers of the sentence, sorted, each once: in digits as they
	// stand there, small ones that are spelled out in digits too.
	Numbers []string
}

// StanceOf is the stance of a sentence.
func StanceOf(sentence string) Stance {
	s := Stance{Denies: phrase.In(sentence, denials), Awaits: phrase.In(sentence, waiting), Negated: phrase.In(sentence, negations)}
	for span := range segment.Words(sentence) {
		word := segment.Fold(span.Of(sentence))
		for _, part := range strings.Split(word, "-") {
			if n, ok := spelledNumbers[part]; ok {
				s.Numbers = append(s.Numbers, n)
			} else if r, _ := utf8.DecodeRuneInString(part); unicode.IsDigit(r) {
				s.Numbers = append(s.Numbers, strings.ReplaceAll(strings.Trim(part, "."), ",", ""))
			}
		}
	}
	slices.Sort(s.Numbers)
	s.Numbers = slices.Compact(s.Numbers)
	return s
}

// Agrees reports whether a sentence of this stance can say what an earlier one
// said: it denies, negates and expects as that did, and has no number that the other
// had not.
func (s Stance) Agrees(earlier Stance) bool {
	return s.Denies == earlier.Denies && s.Negated == earlier.Negated && s.Awaits == earlier.Awaits &&
		!slices.ContainsFunc(s.Numbers, func(n string) bool { return !slices.Contains(earlier.Numbers, n) })
}

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

// Phrases stand between spaces, as package phrase looks for them.
var (
	denials = []string{
		" denied ", " denies ", " deny ", " denying ", " retracted ", " retracts ", " withdrew ", " withdrawn ", " walked back ", " backtracked ", " rescinded ",
		" called off ", " cancelled ", " canceled ", " never happened ", " not true ", " untrue ", " was wrong ", " were wrong ", " no truth ", " took back ",
		" dismissed the report ", " dismissed reports ", " rejected the report ", " rejected reports ",
	}
	waiting = []string{
		" expected to ", " expected on ", " is expected ", " are expected ", " scheduled ", " planned for ", " plans to ", " plan to ",
		" due to take ", " due to meet ", " due to be ", " set to ", " is to ", " are to ",
	}
	negations = []string{" not ", " no ", " never ", " cannot ", " without ", " neither ", " none "}

	spelledNumbers = map[string]string{
		"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
		"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
		"eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100",
		"hundreds": "100", "thousand": "1000", "thousands": "1000", "million": "1000000", "millions": "1000000",
	}
)
