package entail

import (
	"embed"
	"slices"
	"strconv"
	"strings"

	"briefbot/corpus/segment"
)

//go:embed lexicon/*.txt
var files embed.FS

// class is what kind of word a word may be. A word may have several.
type class uint32

const (
	cDet class = 1 << iota
	cNeg
	cPron
	cPrep
	cSub
	cRel
	cConj
	cModal
	cBe
	cHave
	cDo
	cAdv
	cHedge
	cQuantity
	cDay
	cMonth
	cTitle
	cReporting
	cSymmetric
	cNeutral
	cCause
	cCertain
	cQuant

	cAux      = cModal | cBe | cHave | cDo
	cFunction = cDet | cNeg | cPron | cPrep | cSub | cRel | cConj | cAux | cAdv
)

var classNames = map[string]class{
	"det": cDet, "neg": cNeg, "pron": cPron, "prep": cPrep, "sub": cSub, "rel": cRel, "conj": cConj, "modal": cModal,
	"be": cBe, "have": cHave, "do": cDo, "adv": cAdv, "hedge": cHedge, "quantity": cQuantity, "weekday": cDay, "month": cMonth,
	"title": cTitle, "reporting": cReporting, "symmetric": cSymmetric, "neutral": cNeutral, "cause": cCause, "certain": cCertain, "quant": cQuant,
}

// form is which form of a verb a word is.
type form uint8

const (
	base form = 1 << iota
	third
	past
	participle
	ing
)

// reading is a word as a form of a verb.
type reading struct {
	lemma string
	forms form
	noun  bool // in this form it is often a noun
}

// lexicon is what is known of English words.
type lexicon struct {
	classes map[string]class
	verbs   map[string]reading
	same    map[string]string
	alike   map[string][]string // verbs that say the same of the same
}

// english is read from the embedded files once, and never changed.
var english = newLexicon()

func newLexicon() *lexicon {
	x := &lexicon{classes: map[string]class{}, verbs: map[string]reading{}, same: map[string]string{}, alike: map[string][]string{}}
	for line := range lines("words.txt") {
		name, words, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(words) {
			x.classes[w] |= classNames[name]
		}
	}
	for line := range lines("verbs.txt") {
		for _, lemma := range strings.Fields(line) {
			lemma, noun := strings.CutSuffix(lemma, "*")
			ed := regularPast(lemma)
			x.inflect(lemma, ed, ed, noun)
		}
	}
	for line := range lines("irregular.txt") {
		f := strings.Fields(line)
		if len(f) != 3 {
			continue
		}
		lemma, noun := strings.CutSuffix(f[0], "*")
		x.inflect(lemma, f[1], f[2], noun)
	}
	for line := range lines("alike.txt") {
		list := strings.Fields(line)
		for _, w := range list {
			for _, other := range list {
				if other != w && !slices.Contains(x.alike[w], other) {
					x.alike[w] = append(x.alike[w], other)
				}
			}
		}
	}
	for line := range lines("same.txt") {
		name, words, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(words) {
			x.same[w] = name
		}
	}
	return x
}

// lines yields the lines of an embedded file without its comments.
func lines(name string) func(yield func(string) bool) {
	data, err := files.ReadFile("lexicon/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return func(yield func(string) bool) {
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// inflect enters the forms of a verb. What stands already stays and gains a form.
func (x *lexicon) inflect(lemma, pastForm, pastParticiple string, noun bool) {
	put := func(word string, f form, noun bool) {
		r, ok := x.verbs[word]
		if ok && r.lemma != lemma {
			return
		}
		x.verbs[word] = reading{lemma, r.forms | f, r.noun || noun}
	}
	put(lemma, base, noun)
	put(thirdPerson(lemma), third, noun)
	put(pastForm, past, false)
	put(pastParticiple, participle, false)
	put(gerund(lemma), ing, false)
}

const vowels = "aeiou"

// doubles reports whether a lemma doubles its last letter before an ending.
func doubles(lemma string) bool {
	n := len(lemma)
	if n < 3 || strings.IndexByte(vowels+"wxy", lemma[n-1]) >= 0 || strings.IndexByte(vowels, lemma[n-2]) < 0 || strings.IndexByte(vowels, lemma[n-3]) >= 0 {
		return false
	}
	syllables := 0
	for i := range n {
		if strings.IndexByte(vowels, lemma[i]) >= 0 && (i == 0 || strings.IndexByte(vowels, lemma[i-1]) < 0) {
			syllables++
		}
	}
	return syllables == 1 || stressedLast[lemma]
}

// stressedLast are lemmas of several syllables that double all the same.
var stressedLast = map[string]bool{
	"admit": true, "commit": true, "permit": true, "submit": true, "transmit": true, "omit": true, "compel": true, "expel": true, "repel": true, "rebel": true,
	"control": true, "cancel": true, "travel": true, "label": true, "signal": true, "refer": true, "prefer": true, "defer": true, "transfer": true, "occur": true,
	"incur": true, "deter": true, "regret": true, "equip": true, "begin": true, "forget": true, "patrol": true, "propel": true, "dispel": true, "kidnap": true, "smuggle": false,
}

func regularPast(lemma string) string {
	n := len(lemma)
	switch {
	case strings.HasSuffix(lemma, "e"):
		return lemma + "d"
	case strings.HasSuffix(lemma, "y") && strings.IndexByte(vowels, lemma[n-2]) < 0:
		return lemma[:n-1] + "ied"
	case doubles(lemma):
		return lemma + lemma[n-1:] + "ed"
	}
	return lemma + "ed"
}

func thirdPerson(lemma string) string {
	n := len(lemma)
	switch {
	case strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "x") || strings.HasSuffix(lemma, "z") || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "sh") || lemma == "go" || lemma == "undergo":
		return lemma + "es"
	case strings.HasSuffix(lemma, "y") && strings.IndexByte(vowels, lemma[n-2]) < 0:
		return lemma[:n-1] + "ies"
	}
	return lemma + "s"
}

func gerund(lemma string) string {
	n := len(lemma)
	switch {
	case strings.HasSuffix(lemma, "ie"):
		return lemma[:n-2] + "ying"
	case strings.HasSuffix(lemma, "e") && !strings.HasSuffix(lemma, "ee") && n > 2:
		return lemma[:n-1] + "ing"
	case doubles(lemma):
		return lemma + lemma[n-1:] + "ing"
	}
	return lemma + "ing"
}

// verb is the reading of a folded word as a verb. Words that are not listed are
// taken for verbs by their endings.
func (x *lexicon) verb(word string) (reading, bool) {
	if r, ok := x.verbs[word]; ok {
		return r, true
	}
	for _, prefix := range []string{"re-", "re", "co-"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && len(rest) > 3 {
			if r, ok := x.verbs[rest]; ok && r.forms&(base|third) == 0 {
				r.lemma = prefix + r.lemma
				return r, true
			}
		}
	}
	switch {
	case strings.HasPrefix(word, "un") && strings.HasSuffix(word, "ed"):
		return reading{}, false // "unexpected"
	case len(word) > 4 && strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "eed"):
		return reading{lemma: stem(word), forms: past | participle}, true
	case len(word) > 5 && strings.HasSuffix(word, "ing"):
		return reading{lemma: stem(word), forms: ing, noun: true}, true
	}
	return reading{}, false
}

// stem is the form in which words are compared: spelling, nationality and number
// words made one, endings cut off.
func stem(word string) string {
	word = strings.Trim(word, ".-'")
	if s, ok := english.same[word]; ok {
		return s
	}
	if n := numeral(word); n != "" {
		return n
	}
	if w := strings.ReplaceAll(word, ",", ""); w != word && w != "" && w[0] >= '0' && w[0] <= '9' {
		return w
	}
	for _, p := range [][2]string{{"ize", "ise"}, {"izi", "isi"}, {"iza", "isa"}, {"yze", "yse"}, {"yzi", "ysi"}} {
		if i := strings.LastIndex(word, p[0]); i > 2 && i >= len(word)-6 {
			word = word[:i] + p[1] + word[i+3:]
		}
	}
	return segment.Stem(word)
}

// numeral is a number word up to ninety-nine in digits, "" for other words. "One"
// is left alone: it is a pronoun more often.
func numeral(word string) string {
	tens, unit, compound := strings.Cut(word, "-")
	if t, ok := numerals[tens]; ok {
		if !compound {
			return strconv.Itoa(t)
		}
		if u, ok := numerals[unit]; t >= 20 && t%10 == 0 && (ok && u < 10 || unit == "one") {
			return strconv.Itoa(t + max(u, 1))
		}
	}
	return ""
}

var numerals = map[string]int{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
	"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
