package event

import (
	"slices"
	"strconv"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
)

// An amount is a number of something, as far as a sentence says how many.
type Amount struct {
	Span     corpus.Span // the number with what limits it: "at least 12"
	low, top float64     // the range that the words leave open
	of       []string    // stems of what is counted
}

// amountReach is how many words behind a number may say what is counted.
const amountReach = 4

// Amounts finds the numbers of a sentence but for those of the dead, the injured, the
// missing and the arrested.
func Amounts(text string, words []phrase.Token) []Amount { return amountsIn(text, words, "") }

// Of are the stems of what is counted.
func (a Amount) Of() []string { return a.of }

// amountsIn finds the numbers of a sentence. Beside the killed and the injured
// there are others, so of those kinds only the numbers next to the word count.
func amountsIn(text string, words []phrase.Token, kind string) []Amount {
	var found []Amount
	for i := 0; i < len(words); i++ {
		value, n, ok := Number(words, i)
		if !ok {
			continue
		}
		a := Amount{Span: corpus.Span{Start: words[i].Start, End: words[i+n-1].End}, low: value, top: value}
		if i > 0 && dates.Name(words[i-1].Fold) || i+n < len(words) && dates.Name(words[i+n].Fold) || i > 0 && numbered[words[i-1].Fold] || aged(words, i+n) || changed(words, i, n) || offset(words, i+n) {
			i += n - 1
			continue
		}
		a.limit(text, words, i)
		for j := i + n; j < len(words) && j < i+n+amountReach; j++ {
			if between := text[words[j-1].End:words[j].Start]; strings.Trim(between, " \u00a0%") != "" {
				break
			}
			if s := phrase.Stem(words[j].Word); s != "" {
				a.of = append(a.of, s)
			} else if len(a.of) > 0 && !linkers[words[j].Fold] {
				break
			}
		}
		if kind == "die" || kind == "injure" || kind == "missing" || kind == "arrest" {
			if !Counts(words, i, n, kind) {
				i += n - 1
				continue
			}
			a.of = []string{kind}
		} else if Counts(words, i, n, "die") || Counts(words, i, n, "injure") || Counts(words, i, n, "missing") || Counts(words, i, n, "arrest") {
			i += n - 1
			continue
		}
		if len(a.of) > 0 {
			found = append(found, a)
		}
		i += n - 1
	}
	return found
}

// aged reports whether an age ends at the word at i: "11 years old".
func aged(words []phrase.Token, i int) bool {
	return i+1 < len(words) && strings.HasPrefix(words[i].Fold, "year") && words[i+1].Fold == "old"
}

// changed reports whether a number, of n words from word i, is what something was before:
// "cut from nine weeks to four".
func changed(words []phrase.Token, i, n int) bool {
	return i > 0 && words[i-1].Fold == "from" &&
		slices.ContainsFunc(words[i+n:min(i+n+amountReach, len(words))], func(w phrase.Token) bool { return w.Fold == "to" })
}

// offset reports whether the word at i makes what it counts a time before or after
// something else: "four weeks after".
func offset(words []phrase.Token, i int) bool {
	return i+1 < len(words) && times[phrase.Stem(words[i].Word)] && apart[words[i+1].Fold]
}

var (
	times = phrase.Stems("minute minutes hour hours day days week weeks month months year years decade decades")
	apart = phrase.Set("after before later ago earlier since")
)

// numbered are the words whose number behind them is a name and counts nothing:
// "Category 4".
var numbered = phrase.Set("aged age category level phase stage article section chapter title route highway flight game round group number no part act day week grade type")

// Measures reports whether the amount is in units: water may stand higher in one
// street than in the next, where as many are dead in both.
func (a Amount) Measures() bool {
	return slices.ContainsFunc(a.of, func(of string) bool { return units[of] })
}

var units = phrase.Stems("foot feet inch inches metre meters metres kilometre kilometres kilometers mile miles degree degrees percent mph gallons litres acres hectares")

// Counts reports whether a number, of n words from word i, counts what an event of
// the kind did to people (die, injure, missing, arrest): the nearest word that may be
// counted is of it, as in "killed 12 people and injured 30".
func Counts(words []phrase.Token, i, n int, kind string) bool {
	best, of := 1<<30, ""
	for j := max(0, i-5); j < len(words) && j < i+n+5; j++ {
		k := Kind(phrase.Stem(words[j].Word))
		if k != "die" && k != "injure" && k != "missing" && k != "arrest" {
			continue
		}
		distance := 2 * (j - i - n + 1)
		if j < i {
			distance = 2*(i-j) - 1
		}
		if distance < best {
			best, of = distance, k
		}
	}
	return of == kind
}

// Number reads a number of one or two words that begins at word i: "12", "1,000",
// "twelve", "3 million". It says how many words n it has. A year is none.
func Number(words []phrase.Token, i int) (value float64, n int, ok bool) {
	f := words[i].Fold
	if v, known := phrase.Number(f); known && v > 1 {
		value, ok = float64(v), true
	} else if v, err := strconv.ParseFloat(strings.ReplaceAll(f, ",", ""), 64); err == nil && f[0] >= '0' && f[0] <= '9' {
		if len(f) == 4 && v >= 1800 && v < 2100 {
			return 0, 0, false // a year
		}
		value, ok = v, true
	}
	if !ok {
		return 0, 0, false
	}
	n = 1
	if i+1 < len(words) {
		if scale := scales[words[i+1].Fold]; scale > 0 {
			return value * scale, 2, true
		}
	}
	return value, n, true
}

// limit widens the range by the words before the number.
func (a *Amount) limit(text string, words []phrase.Token, i int) {
	before := " "
	for j := max(0, i-3); j < i; j++ {
		before += words[j].Fold + " "
	}
	for _, l := range limits {
		if strings.HasSuffix(before, l.words) {
			a.low, a.top = a.low*l.low, a.top*l.top
			for n := strings.Count(l.words, " ") - 1; n > 0 && i > 0; n-- {
				i--
			}
			a.Span.Start = words[i].Start
			return
		}
	}
}

// Excludes reports whether two amounts cannot both be right, if they count the same thing.
func (a Amount) Excludes(b Amount) bool { return a.low > b.top || b.low > a.top }

// Differs reports whether two amounts of the same thing cannot both be right.
func (a Amount) Differs(b Amount) bool {
	if !a.Excludes(b) {
		return false
	}
	for _, s := range a.of {
		for _, t := range b.of {
			if s == t {
				return true
			}
		}
	}
	return false
}

const unlimited = 1e12

var (
	scales = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}
	limits = []struct {
		words    string
		low, top float64
	}{
		{" at least ", 1, unlimited}, {" more than ", 1, unlimited}, {" over ", 1, unlimited}, {" no fewer than ", 1, unlimited},
		{" up to ", 0, 1}, {" as many as ", 0, 1}, {" fewer than ", 0, 1}, {" less than ", 0, 1}, {" under ", 0, 1},
		{" about ", .85, 1.15}, {" around ", .85, 1.15}, {" some ", .85, 1.15}, {" roughly ", .85, 1.15}, {" approximately ", .85, 1.15},
		{" nearly ", .85, 1}, {" almost ", .85, 1}, {" close to ", .85, 1.05},
	}
	linkers = map[string]bool{"of": true, "new": true, "the": true, "a": true}
)
