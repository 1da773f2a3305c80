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

// A Turn is what a sentence makes of an earlier one that has most of its words.
type Turn int

// The turns. Two sentences of one stance, and those that differ otherwise than below,
// are Apart: it is the rest of their words that tells.
const (
	Apart Turn = iota
	// Turned is what is otherwise now: what was expected has come about, what rested
	// is expected, what was said is not so.
	Turned
	// Restated is what differs in a "not" or an "expected to" that is about something
	// else than what the other says: no change.
	Restated
)

// How far "not" and "expected to" reach: words of any kind up to the one that is
// negated; words that mean something behind what is expected or, where none stand
// there, before it.
const (
	notReach      = 4
	awaitedBehind = 2
	awaitedBefore = 2
)

// TurnOf is what a sentence makes of an earlier one that is much like it.
func TurnOf(now, before string) Turn {
	a, b := StanceOf(now), StanceOf(before)
	switch {
	case a.Denies != b.Denies:
		return Apart
	case a.Negated == b.Negated && a.Awaits == b.Awaits:
		if a.moved(b) {
			return Turned
		}
		return Apart
	case a.Negated && !b.Negated && sharesStem(negated(now), before), b.Negated && !a.Negated && sharesStem(negated(before), now):
		return Turned
	case a.Awaits == b.Awaits && a.Negated && phrase.In(asides.ReplaceAllString(now, " "), negations):
		return Apart // that something else is not so is new
	case a.Awaits == b.Awaits:
		return Restated
	case Expects(now) && Expects(before): // "could be" and "is expected to be"
		return Restated
	case a.Awaits && rests(before), b.Awaits && sharesStem(foreseen(before), now):
		return Turned
	case b.Awaits:
		return Restated
	}
	return Apart // what is expected after something else happened
}

// asides are clauses that say something more of a name.
var asides = regexp.MustCompile(`, (which|who|whom|whose|where) [^,]*,`)

// negated are the stems of what a sentence says is not so: the first word behind each
// negation that means something and is no name ("not X but Y" negates nothing).
func negated(sentence string) []string {
	var list []string
	words := plainWords(sentence)
	for i, w := range words {
		if !slices.Contains(negations, " "+segment.Fold(w)+" ") {
			continue
		}
		for _, next := range words[i+1 : min(len(words), i+1+notReach)] {
			if r, _ := utf8.DecodeRuneInString(next); !unicode.IsUpper(r) && !segment.StopWord(segment.Fold(next)) {
				list = append(list, stemOf(segment.Fold(next)))
				break
			}
		}
	}
	return list
}

// foreseen are the stems of what a sentence expects, and of whom, in one clause.
func foreseen(sentence string) []string {
	var words []string
	of := func(s string) []string {
		return slices.DeleteFunc(strings.Fields(s), func(w string) bool { return segment.StopWord(w) || dates.Name(w) })
	}
	for clause := range strings.SplitSeq(sentence, ", ") {
		folded := " " + nameless(clause) + " "
		for _, phrase := range waiting {
			before, after, ok := strings.Cut(folded, phrase)
			if !ok {
				continue
			}
			if behind := of(after); len(behind) > 0 {
				words = append(words, behind[:min(len(behind), awaitedBehind)]...)
			} else if ahead := of(before); len(ahead) > 0 {
				words = append(words, ahead[max(0, len(ahead)-awaitedBefore):]...)
			}
		}
	}
	for i, w := range words {
		words[i] = stemOf(w)
	}
	return words
}

// nameless are the folded words of a text without those that begin with a capital: two
// sentences about one person await, or do, no more of the same for it.
func nameless(text string) string {
	var words []string
	for _, w := range plainWords(text) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			words = append(words, segment.Fold(w))
		}
	}
	return strings.Join(words, " ")
}

// rests reports whether what a sentence tells of does not go on: it is frozen, off,
// not so.
func rests(sentence string) bool {
	return phrase.In(sentence, negations) || phrase.In(sentence, denials) ||
		slices.ContainsFunc(plainWords(sentence), func(w string) bool { return resting[segment.Fold(w)] })
}

var resting = phrase.Set("frozen stalled suspended halted deadlocked postponed paused collapsed idle")

func sharesStem(stems []string, sentence string) bool {
	return slices.ContainsFunc(plainWords(sentence), func(w string) bool { return slices.Contains(stems, stemOf(segment.Fold(w))) })
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// stemOf is the stem of a folded word, of a past that stemming leaves alone that of
// its present.
func stemOf(fold string) string {
	if present := pasts[fold]; present != "" {
		fold = present
	}
	return segment.Stem(fold)
}

var pasts = map[string]string{
	"met": "meet", "began": "begin", "begun": "begin", "held": "hold", "took": "take", "taken": "take", "spoke": "speak", "flew": "fly", "left": "leave",
	"came": "come", "went": "go", "gone": "go", "paid": "pay", "made": "make", "sold": "sell", "won": "win", "sent": "send", "gave": "give", "given": "give",
	"built": "build", "fell": "fall", "rose": "rise", "stood": "stand", "bought": "buy", "became": "become", "brought": "bring", "said": "say", "told": "tell",
}

func plainWords(text string) []string {
	var words []string
	for span := range segment.Words(text) {
		words = append(words, span.Of(text))
	}
	return words
}

// beside is how many words from a number what it counts may stand.
const beside = 2

// Recount is how many there are of something that two sentences count and come to
// different numbers: the number of each, in digits. It reports false where there is
// nothing of the kind. Days, years and ages count nothing.
func Recount(now, before string) (is, was string, ok bool) {
	a, b := countsIn(now), countsIn(before)
	for _, x := range a {
		of := func(y countOf) bool { return shares(x.things, y.things) }
		if slices.ContainsFunc(b, func(y countOf) bool { return y.number == x.number && (of(y) || len(x.things) == 0) }) {
			continue // it was so before
		}
		for _, y := range b {
			known := slices.ContainsFunc(a, func(z countOf) bool { return z.number == y.number && shares(z.things, y.things) })
			if of(y) && !known {
				return x.number, y.number, true
			}
		}
	}
	return "", "", false
}

// countOf is a number with the stems that stand beside it.
type countOf struct {
	number string
	things []string
}

func countsIn(sentence string) []countOf {
	words := plainWords(sentence)
	var found []countOf
	for i, w := range words {
		numbers := StanceOf(w).Numbers
		if len(numbers) == 0 || magnitudes[segment.Fold(w)] || i > 0 && dates.Name(segment.Fold(words[i-1])) || i+1 < len(words) && dates.Name(segment.Fold(words[i+1])) || aged(words, i) || yearOf(w) {
			continue
		}
		k := countOf{number: numbers[0]}
		for j := max(0, i-beside); j <= min(i+beside, len(words)-1); j++ {
			fold := segment.Fold(words[j])
			if j == i+1 && magnitudes[fold] {
				k.number += " " + fold
			}
			if j != i && !segment.StopWord(fold) && !magnitudes[fold] && !dates.Name(fold) {
				k.things = append(k.things, segment.Stem(fold))
			}
		}
		found = append(found, k)
	}
	return found
}

// aged reports whether the number at i is an age: "aged 11", "11 years old",
// "11-year-old".
func aged(words []string, i int) bool {
	fold := func(j int) string {
		if j < 0 || j >= len(words) {
			return ""
		}
		return segment.Fold(words[j])
	}
	return strings.Contains(fold(i), "-year-old") || fold(i-1) == "aged" || strings.HasPrefix(fold(i+1), "year") && (fold(i+2) == "old" || fold(i+2) == "of")
}

// yearOf reports whether a word is a number that may be a year.
func yearOf(word string) bool {
	n, err := strconv.Atoi(word)
	return err == nil && n >= 1800 && n < 2100
}

// magnitudes belong to the number before them, and are beside those of other things.
var magnitudes = phrase.Set("hundred hundreds thousand thousands million millions billion billions trillion least almost nearly")
