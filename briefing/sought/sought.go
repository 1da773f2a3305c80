// Package sought reads off a question what kind of thing answers it: somebody, a
// place, a day, a number, or a thing of the kind that a noun names, "planet" of "which
// planet".
package sought

import (
	"strings"

	"briefbot/briefing/entail"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// Kind is the kind of thing that is asked for.
type Kind uint8

const (
	// Nothing is of what is no question for one thing: one for yes or no, for a
	// reason, for how.
	Nothing Kind = iota
	Thing
	Person
	Place
	Time
	Number
)

// Sought is what a question asks for.
type Sought struct {
	Kind Kind
	// Noun is the stem of the noun for it, "" where the question has none: "planet" of
	// "which planet", "wife" of "who is NAME's wife". Word is the noun as it stands.
	Noun, Word string
	// Titled is true where a name or a title is asked for: "what is it called".
	Titled bool
	// Within is true where the word that asks stands inside the sentence: "became the
	// leader of which country".
	Within bool
}

// Read reads the words of a question.
func Read(words []phrase.Token) Sought {
	at := asker(words)
	if at < 0 {
		return Sought{}
	}
	s := Sought{Within: at > 1 && !phrase.Capital(words[at].Word)}
	fold := func(i int) string {
		if i < len(words) {
			return words[i].Fold
		}
		return ""
	}
	switch next := fold(at + 1); words[at].Fold {
	case "who", "whom", "whose":
		s.Kind = Person
		if words[at].Fold == "whose" || copulas[next] {
			s.name(described(words, at+1))
		}
	case "where":
		s.Kind = Place
	case "when":
		s.Kind = Time
	case "how":
		switch {
		case next == "many" || next == "much" || measures[next]:
			s.Kind = Number
			if next == "many" || next == "much" {
				s.name(head(words, at+2))
			}
		default:
			return Sought{}
		}
	default: // which, what
		s.Kind = Thing
		switch {
		case copulas[next] && pronouns[fold(at+2)]:
			s.Titled = true
		case copulas[next]:
			s.name(described(words, at+1))
		case strings.HasSuffix(next, "'s"): // "which state's capital"
			s.Word = strings.TrimSuffix(next, "'s")
			s.Noun = phrase.Stem(s.Word)
		case !auxiliaries[next]:
			s.name(head(words, at+1))
		}
		switch {
		case titles[s.Word]:
			s.Titled = true
		case times[s.Word]:
			s.Kind = Time
		case places[s.Word]:
			s.Kind = Place
		case numbers[s.Word]:
			s.Kind = Number
		}
	}
	return s
}

func (s *Sought) name(w phrase.Token) {
	if w.Word != "" {
		s.Word, s.Noun = w.Fold, phrase.Stem(w.Word)
	}
}

// asker is the word that asks: the first of the question, or of a sentence of it, or
// behind a preposition there; else one inside it. It is -1 where none does.
func asker(words []phrase.Token) int {
	for i, w := range words {
		if asking[w.Fold] && (i == 0 || i == 1 && !phrase.Capital(w.Word) || phrase.Capital(w.Word)) {
			return i
		}
	}
	if len(words) == 0 || auxiliaries[words[0].Fold] || orders[words[0].Fold] {
		return -1
	}
	for i := len(words) - 1; i > 0; i-- {
		switch f := words[i].Fold; {
		case f == "which" || f == "what", f == "who" || f == "whom":
			return i
		case f == "how" && i+1 < len(words) && (words[i+1].Fold == "many" || words[i+1].Fold == "much"):
			return i
		}
	}
	return -1
}

// head is the last word of the noun phrase that begins at word i, before a verb.
func head(words []phrase.Token, i int) phrase.Token {
	var last phrase.Token
	for ; i < len(words); i++ {
		w := words[i]
		if auxiliaries[w.Fold] || ends[w.Fold] || segment.StopWord(w.Fold) && last.Word != "" || verbal(words, i) {
			break
		}
		switch {
		case strings.HasSuffix(w.Fold, "'s") || strings.HasSuffix(w.Fold, "’s"):
			last = phrase.Token{} // whose it is
		case !strings.HasSuffix(w.Fold, "ly") && !segment.StopWord(w.Fold):
			last = w
		}
	}
	return last
}

// verbal reports whether word i, which is not the first of the question, is its verb: a
// form of the past, or one in "s" with its object or its preposition behind it.
func verbal(words []phrase.Token, i int) bool {
	switch w := words[i]; {
	case phrase.Capital(w.Word):
		return false
	case pastForm(w.Fold):
		return true
	case !strings.HasSuffix(w.Fold, "s") || strings.HasSuffix(words[i-1].Fold, "s"):
		return false
	}
	if lemma := entail.Lemma(words[i].Fold); lemma == "" || lemma == words[i].Fold {
		return false
	}
	return i+1 < len(words) && !auxiliaries[words[i+1].Fold] && !pastForm(words[i+1].Fold)
}

func pastForm(fold string) bool {
	lemma := entail.Lemma(fold)
	return lemma != "" && lemma != fold && !strings.HasSuffix(fold, "s") && !strings.HasSuffix(fold, "ing")
}

// described is the noun behind a copula at word i: "capital" of "is the capital of".
func described(words []phrase.Token, i int) phrase.Token {
	for i < len(words) && (auxiliaries[words[i].Fold] || segment.StopWord(words[i].Fold)) && !ends[words[i].Fold] {
		i++
	}
	last := head(words, i)
	if last.Word == "" || !titles[last.Fold] {
		return last
	}
	for ; i < len(words); i++ { // "the name of the lake"
		if words[i].Fold == "of" {
			if of := head(words, i+1); of.Word != "" && !phrase.Capital(of.Word) {
				return of
			}
			break
		}
	}
	return last
}

var (
	asking      = phrase.Set("who whom whose what which when where how")
	copulas     = phrase.Set("is are was were 's")
	auxiliaries = phrase.Set("is are was were be been has have had did do does will would can could may might must should shall 's")
	pronouns    = phrase.Set("it he she they this that")
	ends        = phrase.Set(`in on at by to with from of for under until since about against through after before during that which who whom and or but because
		than as into over this last next`)
	orders   = phrase.Set("tell give show list name please according explain compare describe summarise summarize say find")
	measures = phrase.Set("long old far high tall big large deep heavy often wide fast soon")
	titles   = phrase.Set("name names title titled called named word nickname")
	times    = phrase.Set("date day year month time week weekday season decade century")
	places   = phrase.Set("city cities country countries nation nations place town village capital region province territory state states port venue county island continent stadium")
	numbers  = phrase.Set("percentage percent amount number price cost age score rate total sum share speed height weight length size")
)
