package briefing

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// wanted is the kind of thing that a question asks for.
type wanted int

const (
	anything wanted = iota
	somebody
	somewhere
	sometime
	somehowMany
	someReason
	someStance
)

// question is what the words of a question say about the answer that is wanted.
type question struct {
	terms []string // search terms, each once
	names []string // runs of capitalised words
	words []phrase.Token
	// wants is the kind of thing that is asked for; ahead is true where it is
	// asked of what is to come.
	wants wanted
	ahead bool
	// counted is the stem of what is asked for how many there are, kind that of the
	// kind of thing in "which newspaper"; "" for none.
	counted, kind string
	// measure is the word behind "how" that asks for an amount: "long", "old",
	// "often"; "" for none.
	measure string
	// said is true of "what did X say" and of "who said"; spoken of the former
	// alone. happened is true of "did X happen", whether of all questions for yes
	// or no.
	said, spoken, happened, whether bool
	// subject are the words for whoever said what is asked for, none where that is
	// what is asked.
	subject []phrase.Token
	// deed is what "did X happen" asks about, year the one year that the question
	// names, 0 for none.
	deed deed
	year int
	// clause is what it asks about as a clause, nil where it cannot be read so.
	clause *clauseAsked
	// premise is what another question takes for given, nil for nothing.
	premise *premise
	// denied is the stem of what is asked about as not done, pronoun one that stands
	// for nobody in the question; "" for none. present is true of a question for yes
	// or no about what is so now.
	denied, pronoun string
	identity        bool // "who is NAME"
	definition      bool // it asks who or what something is
	country         bool // a country is asked for
	alone           bool // it begins with the word that asks
	present         bool
	// state is the group of the state that is asked about, superlative that of the
	// superlative; 0 for none. latest is true of a question for the news.
	state, superlative int
	latest             bool
	// stance is true of a question for a position and nothing else.
	stance bool
	// confirmed is true of a question for who confirms something, or how many do.
	confirmed bool
}

// contracted is a question word that "is" was written to, with an apostrophe or, at the
// beginning, without: "What's new?" names nobody called What.
var contracted = regexp.MustCompile(`(?i)\b(who|what|when|where|why|how)['’]s\b|^\s*(who|what|when|where|how)s\b`)

// comesAbout is a question for when or where something to come is, in words that say of it
// only that it comes about, which articles say otherwise or leave out.
var comesAbout = regexp.MustCompile(`(?i)\b((?:where|when) will [^?.;]+?) (?:be held|take place|happen|occur)\b`)

// written is a question with the "is" that was written to its question word apart, and
// with "be" for what only says that something comes about.
func written(text string) string {
	return comesAbout.ReplaceAllString(contracted.ReplaceAllString(text, "$1$2 is"), "$1 be")
}

// parse reads a question.
func parse(text string) question {
	text = written(text)
	q := question{words: phrase.Tokens(text, segment.Span{End: len(text)})}
	for _, t := range segment.Terms(nil, text) {
		if !slices.Contains(q.terms, t) && !quantifiers[t] {
			q.terms = append(q.terms, t)
		}
	}
	q.names = capitalised(q.words)
	q.confirmed = phrase.In(text, confirmations)
	if len(q.words) == 0 {
		return q
	}
	years := 0
	for _, w := range q.words {
		q.said = q.said || sayings[w.Fold]
		if y := yearIn(bare(w.Word)); y > 0 {
			q.year = y
			years++
		}
	}
	if years > 1 {
		q.year = 0
	}
	at := q.asker()
	q.readAsker(at)
	q.alone = at == 0
	q.premise, q.denied = q.premiseOf(at), q.deniedBy(at)
	if q.alone {
		q.pronoun = q.pronounAlone(at)
	}
	q.present, q.state = q.stateAsked(at)
	if q.words[at].Fold == "who" || q.words[at].Fold == "which" || q.words[at].Fold == "what" {
		q.superlative = superlativeIn(q.words)
	}
	q.latest = phrase.In(text, latestAsked)
	q.clause = q.clauseAsked(text)
	if c := q.clause; c != nil && q.premise == nil && (q.wants == sometime || q.wants == somewhere || q.wants == someReason) && (q.words[0].Fold == "when" || q.words[0].Fold == "where" || q.words[0].Fold == "why") && !q.ahead {
		q.premise = c.premise()
	}
	return q
}

// strictly reports whether a question asks for a number of something, so that no
// other number answers it.
func (q *question) strictly() bool {
	return q.wants == somehowMany && q.alone && !q.confirmed && (q.counted != "" || q.measure != "")
}

// atAll reports whether a question asks when, where or why something came about, or how
// much of it: what somebody said is no answer then, only that he did.
func (q *question) atAll() bool {
	switch q.wants {
	case sometime, somewhere, someReason, somehowMany:
		return true
	}
	return false
}

// asker is the index of the word that asks: the first question word that stands
// at the beginning of a sentence or behind its preposition, else 0.
func (q *question) asker() int {
	for i, w := range q.words {
		if questionWords[w.Fold] && (i == 0 || i == 1 && prepositions[q.words[0].Fold] || phrase.Capital(w.Word) && i > 1) {
			return i
		}
	}
	return 0
}

// readAsker reads the kind of question off its first words.
func (q *question) readAsker(at int) {
	fold := func(i int) string {
		if at+i < len(q.words) {
			return q.words[at+i].Fold
		}
		return ""
	}
	first, second := fold(0), fold(1)
	folded := " " + phrase.Fold(strings.Join(wordsOf(q.words[at:]), " ")) + " "
	if first == "what" || first == "how" || first == "which" {
		q.spoken = q.said && (second == "did" || second == "has" || second == "have" || second == "does" || second == "do")
	}
	if q.spoken {
		q.subject = q.asksOf(at + 2)
	} else if q.subject = q.asksOf(at + 1); (first == "did" || first == "has" || first == "have") && len(q.subject) > 0 && tellings[q.words[at+1+len(q.subject)].Fold] {
		q.spoken = true
	} else {
		q.subject = nil
	}
	switch {
	case first == "did" || first == "has" || first == "have" || first == "was" || first == "were":
		q.happened, q.whether = !q.said, true
	case first == "is" || first == "are" || first == "does" || first == "do" || first == "will" || first == "can":
		q.whether = true
	case first == "why" || first == "how" && second == "come" || containsAny(folded, reasonAsked):
		q.wants = someReason
	case containsAny(folded, stanceAsked), first == "what" && (second == "is" || second == "are" || second == "was") && containsAny(folded, stances), first == "what" && askedNow[second] && containsAny(folded, willAsked):
		q.wants = someStance
		q.stance = first == "what" || first == "where" || first == "how"
		q.terms = slices.DeleteFunc(q.terms, func(t string) bool { return stanceTerms[t] })
	case first == "where" || (first == "which" || first == "what") && (placeKinds[second] || placeKinds[fold(2)] && geo.Adjectival(second)):
		q.wants = somewhere
		q.country = countries[second] || countries[fold(2)]
		q.ahead = first == "where" && second == "will"
	case first == "when" || (first == "which" || first == "what") && timeKinds[second]:
		q.wants = sometime
		q.ahead = first == "when" && (second == "are" || second == "is" || second == "will")
	case first == "how" && (second == "many" || second == "much"):
		q.wants = somehowMany
		for i := 2; fold(i) != "" && !auxiliaries[fold(i)]; i++ {
			if s := phrase.Stem(q.words[at+i].Word); s != "" {
				q.counted = s
			}
			if prepositions[fold(i+1)] || deedAt(q.words, at+i+1) != nil || sometimeVerb(fold(i+1)) {
				break // "how many people in", "how many people died"
			}
		}
		if second == "much" && (q.counted == "" || q.counted == phrase.Stem("money")) {
			q.counted, q.measure = "", second
		}
	case first == "how" && measures[second] != nil:
		q.wants, q.measure = somehowMany, second
	case first == "who" || first == "whom" || first == "whose":
		q.wants = somebody
		q.identity = (second == "is" || second == "was") && len(q.terms) <= 2 && len(q.names) == 1
		q.definition = q.identity && len(segment.Terms(nil, q.names[0])) == len(q.terms)
		q.ahead = modality.Expects(folded)
	case first == "which" || first == "what":
		q.kind = phrase.Stem(second)
	}
	if q.happened {
		q.deed = q.deedOf(at)
	}
	if first == "what" && (auxiliaries[second] || second == "s") && !q.stance {
		q.kind = ""
		q.identity = (second == "is" || second == "are" || second == "was" || second == "were") && len(q.terms) <= 2
		q.definition = q.identity && len(q.terms) > 0 && (second == "is" || second == "are") && (len(q.names) > 0 || fold(2) != "the")
	}
}

func wordsOf(list []phrase.Token) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = w.Word
	}
	return words
}

func containsAny(folded string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(folded, p) })
}

// capitalised are the runs of capitalised words, without the first word of the
// question where it is a closed-class word, and without their possessive endings.
func capitalised(words []phrase.Token) []string {
	var names []string
	var run []string
	end := func() {
		if len(run) > 0 {
			names = append(names, strings.Join(run, " "))
		}
		run = nil
	}
	for i, w := range words {
		upper := phrase.Capital(w.Word) && !(i == 0 && (segment.StopWord(w.Fold) || askers[w.Fold]))
		if !upper {
			end()
			continue
		}
		bare := strings.TrimSuffix(strings.TrimSuffix(w.Word, "'s"), "’s")
		run = append(run, bare)
		if bare != w.Word {
			end()
		}
	}
	end()
	return names
}

var (
	questionWords = phrase.Set("who whom whose what which when where why how did has have was were is are does do will can")
	prepositions  = phrase.Set("in on at by to with from for of under until since about against through")
	auxiliaries   = phrase.Set("has have had did do does is are was were will would can could may might must should shall")
	placeKinds    = phrase.Set("city country countries cities nation nations place town village capital region province state states port venue")
	countries     = phrase.Set("country countries nation nations state states")
	timeKinds     = phrase.Set("date day year month time week weekday")
	reasonAsked   = []string{" for what reason ", " what caused ", " what led to ", " what is the reason ", " what was the reason ", " what made "}
	stanceAsked   = []string{
		" position on ", " position about ", " stance on ", " stance towards ", " view of ", " view on ", " views on ", " stand on ", " attitude to ",
		" attitude towards ", " think of ", " think about ", " position of ", " stance of ",
	}
	stances = []string{"'s position ", "'s stance ", "'s view ", "'s views ", " the position of ", " the stance of ", " the view of "}
	// willAsked ask for a position as well, where "what" is asked: "What does X want?"
	willAsked = []string{" want ", " wanting ", " seek ", " seeking ", " hope for "}
	askedNow  = phrase.Set("does do did is are")
	// stanceTerms are the stems by which a position is asked for; an answer does not have
	// them.
	stanceTerms = phrase.Stems("position stance stand view views attitude think want wanting seek seeking hope")
	sayings     = phrase.Set(`say said says warn warned tell told promise threaten threatened demand demanded claim claimed argue argued stress stressed
		announce announced insist insisted deny denied reject rejected reply replied`)
	tellings = phrase.Set("say said tell told") // of these alone "did X tell Y" asks for X's words
	askers   = phrase.Set("tell give show list name please according explain")
	// quantifiers ask how much; an answer does not have them.
	quantifiers   = phrase.Set("mani much long often happen")
	latestAsked   = []string{" the latest on ", " latest news ", " the latest with ", " the latest about ", " what is new ", " what s new ", " what's new "}
	confirmations = []string{
		" how many outlets ", " how many sources ", " which outlets ", " who confirms ", " who confirmed ", " who corroborates ",
	}
)
