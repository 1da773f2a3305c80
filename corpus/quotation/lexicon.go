package quotation

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"briefbot/corpus/segment"
)

// class is a set of word classes. A word has all the classes that the language's
// data file lists it under.
type class uint64

const (
	cDet class = 1 << iota
	cPossessive
	cSubject // pronouns that can be a subject: he, they, who
	cObject
	cMasculine
	cFeminine
	cPlural
	cNeuter
	cFirst
	cPreposition
	cConjunction
	cSubordinator
	cAux
	cAdverb
	cTitle
	cMasculineTitle
	cFeminineTitle
	cMasculineNoun
	cFeminineNoun
	cPerson // one who speaks: minister, aide
	cBody   // a body that speaks: ministry, newspaper
	cPeople // several who speak: officials
	cAttribution
	cDay
	cMonth
	cCountry
	cDemonym
	cGivenMasculine
	cGivenFeminine
	cSpeech   // verb of saying
	cAttitude // verb of thinking, wanting, showing
	cClause   // the verb takes a clause
	cNoun     // the verb takes a noun phrase as content
	cInfinitive
	cAddressee // the verb names its addressee first
	cUrge      // the verb's object belongs to the content
	cThatOnly
	cInverts
	cSpoken   // nouns for something said, in languages without a model
	cLeads    // words between such a verb and what it calls a thing
	cSelf     // reflexive words: what follows is a name that somebody has taken
	cKnownAs  // words that make what stands before them a name: known as
	cGenitive // articles of a genitive behind its noun
	cOblique  // words that begin a noun phrase that is no subject
	cFinite   // other verbs, in finite forms
	cBase     // forms of listed verbs
	cThird
	cPast
	cIng

	cVerb    = cSpeech | cAttitude
	cPronoun = cSubject | cObject
	cHead    = cPerson | cBody | cPeople
	cForm    = cBase | cThird | cPast | cIng
)

var sections = map[string]class{
	"aux": cAux, "adverb": cAdverb, "det": cDet, "possessive": cPossessive,
	"subject": cSubject, "object": cObject, "masculine": cMasculine,
	"feminine": cFeminine, "plural": cPlural, "neuter": cNeuter, "first": cFirst,
	"preposition": cPreposition, "conjunction": cConjunction,
	"subordinator": cSubordinator, "title": cTitle,
	"masculine-title": cMasculineTitle, "feminine-title": cFeminineTitle,
	"masculine-noun": cMasculineNoun, "feminine-noun": cFeminineNoun,
	"person": cPerson, "body": cBody, "people": cPeople,
	"attribution": cAttribution, "day": cDay, "month": cMonth,
	"country": cCountry, "demonym": cDemonym,
	"finite": cFinite, "spoken": cSpoken, "leads": cLeads, "genitive": cGenitive, "oblique": cOblique, "self": cSelf, "known-as": cKnownAs, "masculine-given": cGivenMasculine, "feminine-given": cGivenFeminine,
}

var flags = map[rune]class{
	's': cSpeech, 'a': cAttitude, 'c': cClause, 'n': cNoun, 'i': cInfinitive,
	'o': cAddressee, 'u': cUrge, 'f': cThatOnly, 'q': cInverts,
}

// A word is what the language's data say about one word form, in lower case and
// folded.
type word struct {
	class class
	// preps are the prepositions after which the verb's content stands.
	preps []string
	// multi are the cues of several words that begin with this word.
	multi []phrase
}

// A phrase is a cue of several words.
type phrase struct {
	class class
	words []string // after the first
}

// A language is all that the finder knows of a language besides its rules.
type language struct {
	code  string
	words map[string]*word
	// index has the words once more, as a hash table with open addressing: every
	// token of a text is looked up.
	index []entry
}

// An entry is a word with its form and the form's hash.
type entry struct {
	hash uint32
	form string
	*word
}

// hashWord is the FNV-1a hash of a folded word form.
func hashWord(form []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range form {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// find returns the word of the form, nil if the lexicon does not have it. hash is
// the form's hashWord.
func (l *language) find(hash uint32, form []byte) *word {
	mask := uint32(len(l.index) - 1)
	for i := hash & mask; l.index[i].word != nil; i = (i + 1) & mask {
		if e := &l.index[i]; e.hash == hash && e.form == string(form) {
			return e.word
		}
	}
	return nil
}

// setIndex builds the index.
func (l *language) setIndex() {
	size := 16
	for size < 3*len(l.words) {
		size *= 2
	}
	l.index = make([]entry, size)
	for form, w := range l.words {
		e := entry{hashWord([]byte(form)), form, w}
		i := int(e.hash) & (size - 1)
		for l.index[i].word != nil {
			i = (i + 1) & (size - 1)
		}
		l.index[i] = e
	}
}

//go:embed language/*.txt
var languageFiles embed.FS

// languages are read once, at first use.
var languages = sync.OnceValue(func() map[string]*language {
	all := map[string]*language{}
	names, err := fs.Glob(languageFiles, "language/*.txt")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		data, err := languageFiles.ReadFile(name)
		if err != nil {
			panic(err) // the file is embedded
		}
		code := strings.TrimSuffix(strings.TrimPrefix(name, "language/"), ".txt")
		all[code] = parseLanguage(code, string(data))
	}
	return all
})

func parseLanguage(code, data string) *language {
	l := &language{code: code, words: map[string]*word{}}
	section := ""
	for line := range strings.Lines(data) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case strings.HasPrefix(fields[0], "["):
			section = strings.Trim(fields[0], "[]")
		case section == "verb":
			l.addVerb(fields)
		case section == "form":
			// A verb form as it is, for languages whose inflection is not
			// computed.
			for _, f := range fields[1:] {
				l.word(f).class |= verbFlags(fields[0]) | cPast
			}
		case section == "multi":
			w := l.word(fields[1])
			w.multi = append(w.multi, phrase{verbFlags(fields[0]), fields[2:]})
		default:
			for _, f := range fields {
				l.word(f).class |= sections[section]
			}
		}
	}
	l.setIndex()
	return l
}

func (l *language) word(form string) *word {
	form = segment.Fold(form)
	w := l.words[form]
	if w == nil {
		w = &word{}
		l.words[form] = w
	}
	return w
}

func verbFlags(s string) (c class) {
	for _, r := range s {
		c |= flags[r]
	}
	return c
}

// addVerb adds the forms of one English verb: flags, lemma, irregular forms,
// "+" for a doubled consonant, prepositions.
func (l *language) addVerb(fields []string) {
	c, lemma, rest := verbFlags(fields[0]), fields[1], fields[2:]
	double := ""
	if len(rest) > 0 && rest[0] == "+" {
		double, rest = lemma[len(lemma)-1:], rest[1:]
	}
	var preps, irregular []string
	for _, f := range rest {
		if w := l.words[f]; w != nil && w.class&cPreposition != 0 || prepositions[f] {
			preps = append(preps, f)
		} else {
			irregular = append(irregular, f)
		}
	}
	third, past, ing := inflect(lemma, double)
	if len(irregular) > 0 {
		past = irregular[0]
	}
	for _, form := range []struct {
		word string
		form class
	}{{lemma, cBase}, {third, cThird}, {past, cPast}, {ing, cIng}} {
		w := l.word(form.word)
		w.class |= c | form.form
		w.preps = append(w.preps, preps...)
	}
	if len(irregular) > 1 && irregular[1] != past {
		w := l.word(irregular[1])
		w.class |= c | cPast
		w.preps = append(w.preps, preps...)
	}
}

// prepositions are those that verbs of the data file are given with.
var prepositions = map[string]bool{"of": true, "for": true, "on": true, "to": true, "about": true, "against": true}

// inflect makes the regular forms of an English verb.
func inflect(lemma, double string) (third, past, ing string) {
	last := lemma[len(lemma)-1]
	vowelBefore := len(lemma) > 1 && strings.ContainsRune("aeiou", rune(lemma[len(lemma)-2]))
	switch {
	case last == 'y' && !vowelBefore:
		stem := lemma[:len(lemma)-1]
		return stem + "ies", stem + "ied", lemma + "ing"
	case last == 'e' && !strings.HasSuffix(lemma, "ee"):
		return lemma + "s", lemma + "d", lemma[:len(lemma)-1] + "ing"
	case last == 'e':
		return lemma + "s", lemma + "d", lemma + "ing"
	case strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ch") || last == 'x' || last == 'z' || last == 'o':
		return lemma + "es", lemma + "ed", lemma + "ing"
	}
	return lemma + "s", lemma + double + "ed", lemma + double + "ing"
}
