package modality

import (
	"regexp"
	"slices"
	"strconv"
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
	// Days are the weekdays that a sentence names which awaits something, folded.
	Days []string `json:",omitempty"`
}

// StanceOf is the stance of a sentence.
func StanceOf(sentence string) Stance {
	s := Stance{Denies: phrase.In(sentence, denials), Awaits: phrase.In(overdue.ReplaceAllString(sentence, " "), waiting), Negated: phrase.In(sentence, negations)}
	for span := range segment.Words(sentence) {
		word := segment.Fold(span.Of(sentence))
		for _, part := range strings.Split(word, "-") {
			if n, ok := phrase.Number(part); ok && n > 1 { // "one" is a pronoun, too
				s.Numbers = append(s.Numbers, strconv.Itoa(n))
			} else if n, ok := spelledScales[part]; ok {
				s.Numbers = append(s.Numbers, n)
			} else if r, _ := utf8.DecodeRuneInString(part); unicode.IsDigit(r) {
				s.Numbers = append(s.Numbers, strings.ReplaceAll(strings.Trim(part, "."), ",", ""))
			}
		}
	}
	if s.Awaits {
		for _, w := range strings.Fields(phrase.Fold(sentence)) {
			if _, ok := dates.ParseWeekday(w); ok && !slices.Contains(s.Days, w) {
				s.Days = append(s.Days, w)
			}
		}
	}
	slices.Sort(s.Numbers)
	s.Numbers = slices.Compact(s.Numbers)
	return s
}

// Agrees reports whether a sentence of this stance can say what an earlier one
// said: it denies, negates and expects as that did, and has no number that the other
// had not. What is awaited on another day is another thing.
func (s Stance) Agrees(earlier Stance) bool {
	return !s.moved(earlier) && s.Denies == earlier.Denies && s.Negated == earlier.Negated && s.Awaits == earlier.Awaits &&
		!slices.ContainsFunc(s.Numbers, func(n string) bool { return !slices.Contains(earlier.Numbers, n) })
}

// moved reports whether two sentences await something on other days.
func (s Stance) moved(earlier Stance) bool {
	return len(s.Days) > 0 && len(earlier.Days) > 0 && !shares(s.Days, earlier.Days)
}

// Gainsays reports whether a sentence says of what was said that it is not so, and not
// only that something was called off: that may never have been said to be on.
func Gainsays(sentence string) bool {
	return phrase.In(sentence, slices.DeleteFunc(slices.Clone(denials), func(p string) bool { return slices.Contains(deeds, p) }))
}

// Phrases stand between spaces, as package phrase looks for them.
var (
	denials = []string{
		" denied ", " denies ", " deny ", " denying ", " retracted ", " retracts ", " withdrew ", " withdrawn ", " walked back ", " backtracked ", " rescinded ",
		" called off ", " cancelled ", " canceled ", " never happened ", " not true ", " untrue ", " was wrong ", " were wrong ", " no truth ", " took back ",
		" dismissed the report ", " dismissed reports ", " rejected the report ", " rejected reports ",
	}
	// deeds are the denials that end what was planned, as they end a debt or a flight.
	deeds = []string{
		" withdrew ", " withdrawn ", " rescinded ", " called off ", " cancelled ", " canceled ",
	}
	waiting = []string{
		" expected to ", " expected on ", " is expected ", " are expected ", " scheduled ", " planned for ", " plans to ", " plan to ",
		" due to take ", " due to meet ", " due to be ", " set to ", " is to ", " are to ",
	}
	negations = []string{" not ", " no ", " never ", " cannot ", " without ", " neither ", " none "}
)

// overdue is what somebody had planned: it is awaited no more.
var overdue = regexp.MustCompile(`(?i)\bhad (plans|planned|been (scheduled|expected|planned)) (to|for)\b`)

var spelledScales = map[string]string{
	"hundred": "100", "hundreds": "100", "thousand": "1000", "thousands": "1000", "million": "1000000", "millions": "1000000",
}
