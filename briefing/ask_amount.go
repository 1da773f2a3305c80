package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// countReach is how many words behind a number may name what is counted.
const countReach = 6

// fitSomehowMany wants a number of what is counted, or an amount of the measure that
// is asked for.
func (a *asked) fitSomehowMany(s *sentence) float64 {
	if a.question.measure != "" {
		if a.measured(s) {
			s.counts = true
			return fitsWell
		}
		return fitsNot
	}
	fits := fitsNot
	people := a.countedPeople()
	for i := range s.words {
		_, n, ok := event.Number(s.words, i)
		if !ok && ordinals[s.words[i].Fold] && a.countedAt(s, i, 1) {
			fits = max(fits, fitsPartly)
			s.counts = true
			continue
		}
		if !ok && !vagueNumbers[s.words[i].Fold] {
			continue
		}
		n = max(n, 1)
		if i > 0 && (dates.Name(s.words[i-1].Fold) || numberNames[s.words[i-1].Fold]) || i+n < len(s.words) && dates.Name(s.words[i+n].Fold) {
			continue
		}
		fits = max(fits, fitsPartly)
		if people == "die" && s.tolls(i) {
			s.counts = true
			fits = fitsWell + fitsPartly
			continue
		}
		if i+n < len(s.words) && (s.words[i+n].Fold == "other" || s.words[i+n].Fold == "more") {
			continue // beside those who are counted elsewhere
		}
		if a.countedAt(s, i, n) && (people == "" || event.Counts(s.words, i, n, people)) || people != "" && event.Counts(s.words, i, n, people) && !a.unitAt(s.words, i+n) {
			s.counts = true
			fits = fitsWell
		}
	}
	return fits
}

// tolls reports whether the number at word i is all who died: "the death toll rose to
// 31".
func (s *sentence) tolls(i int) bool {
	for j := max(0, i-2*countReach); j < i; j++ {
		if s.words[j].Fold == "toll" {
			return true
		}
	}
	return false
}

// countedAt reports whether a number of n words at word i is of what is counted.
func (a *asked) countedAt(s *sentence, i, n int) bool {
	counted := a.question.counted
	if counted == "" {
		return false
	}
	for j := i + n; j < len(s.words) && j < i+n+countReach; j++ {
		if likeness(counted, phrase.Stem(s.words[j].Word)) >= familyShare || persons[counted] && persons[phrase.Stem(s.words[j].Word)] {
			return true
		}
		if f := s.words[j].Fold; clauseEnds[f] && f != "and" && f != "or" || strings.ContainsAny(s.document.Article.Text[s.words[j-1].End:s.words[j].Start], ";.()–—") {
			return false
		}
	}
	if counted == phrase.Stem("percent") || counted == phrase.Stem("percentage") {
		return strings.HasPrefix(s.document.Article.Text[s.words[i+n-1].End:], "%")
	}
	// "The number of visitors rose to 2,100"
	for j := max(0, i-countReach); j < i; j++ {
		if s.words[j].Fold == "number" && j+2 < i && s.words[j+1].Fold == "of" && likeness(counted, phrase.Stem(s.words[j+2].Word)) >= familyShare {
			return true
		}
	}
	return false
}

// countedPeople is the kind of deed by which the people who are asked for are
// counted: "31 were killed" tells how many people died. It is "" for none.
func (a *asked) countedPeople() string {
	if !persons[a.question.counted] {
		return ""
	}
	for _, t := range a.question.terms {
		switch k := event.Kind(t); k {
		case "die", "injure", "missing", "arrest":
			return k
		}
	}
	return ""
}

// unitAt reports whether word i is a unit of what is no person.
func (a *asked) unitAt(words []phrase.Token, i int) bool {
	return i < len(words) && (otherUnits[words[i].Fold] || timeUnits[strings.TrimSuffix(words[i].Fold, "s")])
}

// sometimeVerb reports whether a word ends what is counted: "how many ferries left".
func sometimeVerb(fold string) bool { return auxiliaries[fold] || prepositions[fold] }

// measured reports whether a sentence has an amount of the measure.
func (a *asked) measured(s *sentence) bool {
	m := measures[a.question.measure]
	for i, w := range s.words {
		if m.alone[w.Fold] {
			return true
		}
		_, n, ok := event.Number(s.words, i)
		if !ok && !m.vague[w.Fold] {
			continue
		}
		n = max(n, 1)
		text := s.document.Article.Text
		if m.money && (strings.HasSuffix(strings.TrimRight(text[max(0, s.own.Start-1):w.Start], " "), "$") ||
			slices.ContainsFunc([]string{"£", "€", "¥"}, func(c string) bool { return strings.HasSuffix(text[:w.Start], c) }) ||
			strings.HasPrefix(text[s.words[i+n-1].End:], "%")) {
			return true
		}
		if m.bareAge && i+n+1 < len(s.words) && timeUnits[strings.TrimSuffix(s.words[i+n].Fold, "s")] && s.words[i+n+1].Fold == "old" && a.aged(s, i) {
			return true
		}
		for j := i + n; j < len(s.words) && j <= i+n+1; j++ {
			if m.bareAge && !a.aged(s, i) {
				break
			}
			if m.units[strings.TrimSuffix(s.words[j].Fold, "s")] || m.units[s.words[j].Fold] {
				return true
			}
		}
		if m.bareAge && !a.aged(s, i) {
			continue
		}
		if i > 0 && m.before[s.words[i-1].Fold] && (i < 2 || s.words[i-2].Fold != "from" && s.words[i-2].Fold != "to") {
			return true
		}
		if m.bareAge && i > 0 && (s.words[i-1].Fold == "was" || s.words[i-1].Fold == "is") && i+1 >= len(s.words) {
			return true // "He was 77."
		}
		if parts := strings.Split(w.Fold, "-"); len(parts) > 1 && slices.ContainsFunc(parts[1:], func(p string) bool { return m.units[p] }) {
			return true // "a 20-year sentence", "the 47-year-old"
		}
		if m.bareAge && i > 0 && i+1 < len(s.words) && strings.HasPrefix(text[w.End:], ",") && strings.HasSuffix(text[:w.Start], ", ") {
			return true // "Holm, 47, said"
		}
	}
	return false
}

// ageReach is how many words may stand between an age and whose it is.
const ageReach = 5

// aged reports whether the age at word i is of somebody whom the question names, not
// of another beside him, or the question names nobody.
func (a *asked) aged(s *sentence, i int) bool {
	if len(a.question.names) == 0 || !a.question.alone {
		return true
	}
	terms := make([]string, len(s.words))
	for j, w := range s.words {
		terms[j] = phrase.Stem(bare(w.Word))
	}
	r := roles{asked: a, sentence: s, terms: terms}
	name := segment.Terms(nil, a.question.names[0])
	if len(name) == 0 {
		return true
	}
	for d := 1; d <= ageReach; d++ { // whoever is named nearest has it
		for _, j := range []int{i - d, i + d} {
			if j < 0 || j >= len(s.words) || !phrase.Capital(s.words[j].Word) && !lonePronouns[s.words[j].Fold] {
				continue
			}
			if lonePronouns[s.words[j].Fold] {
				return r.known(name) || slices.ContainsFunc(s.words[:j], func(w phrase.Token) bool { return r.namesWord(name, w) })
			}
			if r.is(name, j) || r.beside(name, j) {
				return true
			}
			if j < i && !dates.Name(s.words[j].Fold) && s.words[j].Fold != "the" && j > 0 {
				return false
			}
		}
	}
	return r.known(name) && slices.ContainsFunc(s.words[:min(len(s.words), 4)], func(w phrase.Token) bool { return lonePronouns[w.Fold] || w.Fold == "the" })
}

// ordinals count what is the nth of its kind.
var ordinals = phrase.Set("second third fourth fifth sixth seventh eighth ninth tenth")

// numberNames are words whose number is a name: "Game 6".
var numberNames = phrase.Set("game level phase round number no flight covid title section act article apollo artemis page chapter grade category route")

// A measure is how the amount is told that a word behind "how" asks for.
type measure struct {
	units, before map[string]bool // words behind the number, or before it
	alone         map[string]bool // words that tell it without one
	vague         map[string]bool // words for numbers
	money         bool            // signs of currencies and percentages count
	bareAge       bool            // a number between commas does
}

var (
	vagueNumbers = phrase.Set("dozens hundreds thousands millions billions one several")
	persons      = phrase.Stems("people persons person victims men women children civilians soldiers troops workers passengers students others lives")
	timeUnits    = phrase.Set("second minute hour day night week month year decade century")
	otherUnits   = phrase.Set("miles mile kilometers kilometres km meters metres feet foot inches inch percent dollars euros pounds degrees mph")
	lengths      = phrase.Set("mile kilometer kilometre km meter metre feet foot inche inch yard light-year acre")
	vague        = phrase.Set("one several dozens hundreds thousands millions half")
	age          = &measure{units: phrase.Set("year-old years-old"), before: phrase.Set("aged age turned turns"), bareAge: true}
	size         = &measure{units: phrase.Set("mile kilometer kilometre km meter metre feet foot inche inch yard acre hectare ton tonne pound kilogram percent story storey"), vague: vague}
	measures     = map[string]*measure{
		"long":  {units: phrase.Set("second minute hour day night week month year decade century mile kilometer kilometre km meter metre feet foot inche inch yard"), vague: vague},
		"far":   {units: lengths, vague: vague},
		"old":   age,
		"high":  size,
		"tall":  size,
		"big":   size,
		"large": size,
		"deep":  size,
		"heavy": size,
		"much": {units: phrase.Set("dollar euro pound yen crown ruble rupee cent percent million billion trillion ton tonne gallon barrel liter litre degree inche inch feet"),
			vague: vague, money: true},
		"often": {units: phrase.Set("time year month week day"), alone: phrase.Set("daily weekly monthly yearly annual annually every twice once always never rarely biannual"), vague: vague},
	}
)
