package briefing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// question is what the words of a question say about the answer that is wanted.
type question struct {
	terms []string // search terms, each once
	names []string // runs of capitalised words
	// said is true of "what did X say", happened of "did X happen".
	// words of "what did X say" as such, where said is also true of "who said".
	said, happened, words bool
	// confirmed is true of a question for who confirms something, or how many do.
	confirmed bool
	// wants reports whether a sentence has the kind of thing that is asked for:
	// a place, a date, a number. It is nil where any sentence will do.
	wants func(sentence string) bool
}

// parse reads a question.
func parse(text string) question {
	var q question
	var words []string
	for s := range segment.Words(text) {
		words = append(words, s.Of(text))
	}
	for _, t := range segment.Terms(nil, text) {
		if !slices.Contains(q.terms, t) && !quantifiers[t] {
			q.terms = append(q.terms, t)
		}
	}
	q.names = capitalised(words)
	q.confirmed = hasPhrase(text, confirmations)
	if len(words) == 0 {
		return q
	}
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = segment.Fold(w)
		q.said = q.said || sayings[folded[i]]
	}
	first, second := folded[0], ""
	if len(folded) > 1 {
		second = folded[1]
	}
	if first == "what" || first == "how" || first == "which" {
		q.words = q.said && (second == "did" || second == "has" || second == "have" || second == "does" || second == "do")
	}
	switch {
	case first == "did" || first == "has" || first == "have" || first == "was" || first == "were":
		q.happened = !q.said
	case first == "where" || strings.HasPrefix(strings.Join(folded, " "), "in which city"):
		q.wants = hasPlace
	case first == "when" && (second == "are" || second == "is" || second == "will"):
		q.wants = func(s string) bool { return hasDate(s) && expects(s) }
	case first == "when" || slices.Contains(folded, "date") || slices.Contains(folded, "year"):
		q.wants = hasDate
	case first == "how" && (second == "many" || second == "much"):
		q.wants = hasNumber
	case first == "who" || first == "whom":
		q.wants = hasName
		q.said = false
	}
	return q
}

// capitalised are the runs of capitalised words, without the first word of the
// question where it is a closed-class word, and without their possessive endings.
func capitalised(words []string) []string {
	var names []string
	var run []string
	end := func() {
		if len(run) > 0 {
			names = append(names, strings.Join(run, " "))
		}
		run = nil
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		folded := segment.Fold(w)
		upper := unicode.IsUpper(r) && !(i == 0 && (segment.StopWord(folded) || askers[folded]))
		if !upper {
			end()
			continue
		}
		bare := strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		run = append(run, bare)
		if bare != w {
			end()
		}
	}
	end()
	return names
}

func hasNumber(s string) bool { return strings.ContainsAny(s, "0123456789") || hasPhrase(s, counts) }

func hasDate(s string) bool {
	for w := range segment.Words(s) {
		word := segment.Fold(w.Of(s))
		if _, ok := weekdays[word]; ok {
			return true
		}
		if len(word) == 4 && (word[:2] == "19" || word[:2] == "20") {
			return true
		}
		if _, ok := months[word[:min(3, len(word))]]; ok && unicode.IsUpper(rune(w.Of(s)[0])) {
			return true
		}
	}
	return false
}

// hasPlace reports whether "in", "at", "to" or "from" stands before a capital.
func hasPlace(s string) bool {
	before := ""
	for w := range segment.Words(s) {
		word := w.Of(s)
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsUpper(r) && (before == "in" || before == "at" || before == "to" || before == "from" || before == "near") {
			if _, weekday := weekdays[segment.Fold(word)]; !weekday {
				return true
			}
		}
		before = segment.Fold(word)
	}
	return false
}

// hasName reports whether two capitalised words follow each other.
func hasName(s string) bool {
	last := false
	for w := range segment.Words(s) {
		r, _ := utf8.DecodeRuneInString(w.Of(s))
		if unicode.IsUpper(r) && last {
			return true
		}
		last = unicode.IsUpper(r)
	}
	return false
}

// relatedShare is how far a related term counts for the one that was asked for.
const relatedShare = 0.7

// expand gives each of a text's terms its full share, and the terms of the
// questions that they may answer a part: whoever asks where people met is
// answered by where they held talks.
func expand(terms []string) map[string]float64 {
	has := map[string]float64{}
	for _, t := range terms {
		has[t] = 1
		for _, r := range related[t] {
			has[r] = max(has[r], relatedShare)
		}
	}
	return has
}

var (
	sayings = map[string]bool{
		"say": true, "said": true, "says": true, "warn": true, "warned": true, "tell": true, "told": true, "promise": true,
		"threaten": true, "threatened": true, "demand": true, "claim": true, "claimed": true, "argue": true, "stress": true,
		"state": false, "announce": true, "announced": true, "insist": true, "deny": true, "reject": true, "reply": true,
	}
	askers = map[string]bool{
		"tell": true, "give": true, "show": true, "list": true, "name": true, "please": true, "according": true, "explain": true,
	}
	// quantifiers ask how much; an answer does not have them.
	quantifiers   = map[string]bool{"mani": true, "much": true, "long": true, "often": true, "happen": true}
	confirmations = []string{
		" how many outlets ", " how many sources ", " which outlets ", " who confirms ", " who confirmed ", " who corroborates ",
	}
	counts = []string{
		" two ", " three ", " four ", " five ", " six ", " seven ", " eight ", " nine ", " ten ", " dozen ", " dozens ",
		" hundred ", " hundreds ", " thousand ", " thousands ", " million ", " billion ", " several ",
	}
	// related maps the stem that an article has to the stems that a question may
	// have in its place.
	related = relate(
		"meet: talks meeting met press-conference conference visit summit",
		"build built: producing produced production manufactured made",
		"talks: negotiations dialogue meeting",
		"negotiate: talks dialogue negotiations",
		"phone: telephone call",
		"leave: withdrew withdrawal quit left",
		"newspaper: daily paper",
		"date: january february march april may june july august september october november december",
		"year: since",
	)
)

// relate reads "asked: word word", which says that an article with one of the
// words may answer a question with the first.
func relate(lines ...string) map[string][]string {
	m := map[string][]string{}
	for _, line := range lines {
		question, words, _ := strings.Cut(line, ":")
		for _, q := range segment.Terms(nil, question) {
			for _, t := range segment.Terms(nil, words) {
				m[t] = append(m[t], q)
			}
		}
	}
	return m
}
