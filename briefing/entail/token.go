package entail

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// token is a word, a possessive ending or a punctuation mark.
type token struct {
	text  string // as it stands
	fold  string
	norm  string // the form that is compared, "" for punctuation
	class class
	// name: begins with a capital and is no word that begins the sentence for
	// grammar's sake. number: has a digit or is a number word.
	name, number bool
	comma        bool // or another mark that ends a phrase
	stop         bool // a mark that ends a clause: semicolon, colon, dash
	poss         bool // the ending 's
	// resolved is the name that a pronoun stands for, as the caller knows it.
	resolved []token
	at       segment.Span // in the text; of both where a word was split
}

func (t *token) is(c class) bool { return t.class&c != 0 }

// contractions are the words that an ending stands for.
var contractions = map[string]string{"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}

// tokens cuts text into tokens. The names are those that the caller knows to be
// names: a capital at the beginning of a sentence proves nothing.
func tokens(text string, names map[string]bool) []token {
	var list []token
	if names == nil {
		names = map[string]bool{}
	}
	last := 0
	first := true
	gap := func(from int, s string) {
		for i, r := range s {
			at := segment.Span{Start: from + i, End: from + i + utf8.RuneLen(r)}
			switch r {
			case ',', '(', ')', '…':
				list = append(list, token{text: string(r), comma: true, at: at})
			case ';', ':', '—', '–', '.', '!', '?':
				list = append(list, token{text: string(r), comma: true, stop: true, at: at})
				if r == '.' || r == '!' || r == '?' {
					first = true
				}
			case '’', '\'':
				if n := len(list); n > 0 && strings.HasPrefix(s, string(r)) && strings.HasSuffix(list[n-1].fold, "s") && !list[n-1].poss {
					list = append(list, token{text: "'s", poss: true, at: at})
				}
			case '$', '£', '€':
				list = append(list, token{text: string(r), fold: currencies[r], norm: currencies[r], at: at})
			case '%':
				list = append(list, token{text: "%", fold: "percent", norm: "percent", at: at})
			}
		}
	}
	for span := range segment.Words(text) {
		gap(last, text[last:span.Start])
		last = span.End
		word := span.Of(text)
		fold := segment.Fold(word)
		// "U.S" stands before its full stop, which ends no sentence.
		if strings.Contains(fold, ".") && strings.HasPrefix(text[last:], ".") && !strings.ContainsAny(fold, "0123456789") {
			last++
		}
		for _, w := range split(word, fold) {
			t := token{text: w[0], fold: w[1], class: english.classes[w[1]], at: span}
			if w[1] == "'s" {
				list = append(list, token{text: "'s", poss: true, at: span})
				continue
			}
			t.norm = stem(t.fold)
			if first && upperWord(t.text) && !t.is(cFunction) && nextUpper(text[last:]) {
				names[t.norm] = true // "Ruritanian President …"
			}
			r, _ := utf8.DecodeRuneInString(t.text)
			t.number = strings.ContainsAny(t.norm, "0123456789") || numberWord(t.norm)
			upper := unicode.IsUpper(r)
			if t.fold == "us" && t.text != "US" {
				t.norm = "we"
			} else if t.text == "US" {
				t.class, upper = 0, true
			}
			if t.fold == "may" && upper && !first {
				t.class = cMonth
			}
			t.name = upper && (!first || names[t.norm] || names[t.fold]) && !t.is(cDay|cMonth) && !(first && t.is(cFunction)) && (t.class&cFunction == 0 || t.text == "US")
			if t.name && len(t.fold) > 5 && strings.HasSuffix(t.fold, "ian") && english.same[t.fold] == "" {
				t.norm = stem(strings.TrimSuffix(t.fold, "n")) // of a country that is not listed
			}
			if t.name && t.is(cTitle) {
				t.name = false
			}
			list = append(list, t)
			first = false
		}
	}
	gap(last, text[last:])
	return join(list)
}

func upperWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// nextUpper reports whether the next word begins with a capital.
func nextUpper(rest string) bool {
	rest, ok := strings.CutPrefix(rest, " ")
	return ok && upperWord(rest)
}

// split takes endings off a word: "didn't" is did and not, "Iran's" Iran and 's.
func split(word, fold string) [][2]string {
	switch fold {
	case "cannot":
		return [][2]string{{"can", "can"}, {"not", "not"}}
	case "can't":
		return [][2]string{{"can", "can"}, {"not", "not"}}
	case "won't":
		return [][2]string{{"will", "will"}, {"not", "not"}}
	case "it's", "he's", "she's", "that's", "there's", "who's", "what's":
		return [][2]string{{word[:len(fold)-2], fold[:len(fold)-2]}, {"is", "is"}}
	}
	if bare, ok := strings.CutSuffix(fold, "'s"); ok && bare != "" {
		r := []rune(word)
		return [][2]string{{string(r[:len(r)-2]), bare}, {"'s", "'s"}}
	}
	for ending, meant := range contractions {
		if bare, ok := strings.CutSuffix(fold, ending); ok && bare != "" {
			r := []rune(word)
			return [][2]string{{string(r[:max(0, len(r)-len(ending))]), bare}, {meant, meant}}
		}
	}
	return [][2]string{{word, fold}}
}

// joined are names of several words that count as one.
var joined = []struct{ words, norm string }{
	{"united states of america", "us"}, {"united states", "us"}, {"united kingdom", "uk"}, {"great britain", "uk"},
	{"more than", "more"}, {"less than", "less"}, {"fewer than", "less"}, {"at least", "least"}, {"at most", "most"}, {"up to", "upto"},
	{"united arab emirates", "uae"}, {"united nations", "un"}, {"european union", "eu"}, {"per cent", "percent"}, {"no one", "nobody"}, {"as much as", "upto"}, {"as many as", "upto"}, {"as far as", "to"},
}

// join makes one token of the names of several words.
func join(list []token) []token {
	var out []token
next:
	for i := 0; i < len(list); i++ {
		for _, j := range joined {
			words := strings.Fields(j.words)
			if i+len(words) > len(list) {
				continue
			}
			same := true
			for k, w := range words {
				same = same && list[i+k].fold == w
			}
			if same && quantities[j.norm] && (i+len(words) == len(list) || !list[i+len(words)].number) {
				same = false // not of a number
			}
			if same {
				t := list[i]
				t.norm, t.class, t.name = j.norm, 0, j.norm != "percent"
				if j.norm == "to" {
					t.fold, t.norm, t.class, t.name = "towards", "to", cPrep, false
					out = append(out, t)
					i += len(words) - 1
					continue next
				}
				if j.norm == "nobody" {
					t.text, t.fold, t.norm, t.class, t.name = "no one", j.norm, stem(j.norm), cNeg, false
					out = append(out, t)
					i++
					continue next
				}
				if quantities[j.norm] {
					t.class, t.name = cQuant, false
				}
				for _, more := range list[i+1 : i+len(words)] {
					t.text += " " + more.text
					t.fold += " " + more.fold
					t.at.End = more.at.End
				}
				out = append(out, t)
				i += len(words) - 1
				continue next
			}
		}
		t := list[i]
		if i+1 < len(list) {
			t.meanBefore(&list[i+1])
		}
		out = append(out, t)
	}
	return out
}

// meanBefore makes one of the words that say the same before what follows: how exact a
// number is, and who is meant.
func (t *token) meanBefore(next *token) {
	counted := next.number && !next.is(cDay|cMonth)
	switch {
	case counted && abouts[t.fold]:
		t.norm, t.class = "about", cQuant
	case (counted || abouts[next.fold]) && (t.fold == "just" || t.fold == "merely"):
		t.norm, t.class = "only", cQuant
	case t.fold == "almost" || t.fold == "nearly":
		if t.class = cHedge; counted {
			t.class = cQuant
		}
	case t.fold == "both" && plural(next):
		t.norm, t.number = "2", true
	case t.fold == "those" && next.is(cPrep):
		t.class = cPron // "exports to one fell, while those to another rose"
	case t.fold == "those" && next.fold == "who":
		t.norm, t.class = stem("people"), 0
	}
}

// abouts are words that make a number less exact, and no larger or smaller.
var abouts = set("about around approximately roughly some")

// currencies are the words that the signs stand for, stemmed.
var currencies = map[rune]string{'$': "dollar", '£': "pound", '€': "euro"}

// quantities are the joined words that say how exact a number is.
var quantities = map[string]bool{"more": true, "less": true, "least": true, "most": true, "upto": true}

func numberWord(norm string) bool { return numberWords[norm] }

// numberWords are words that count, beside those that stem turns into digits.
var numberWords = map[string]bool{
	"zero": true, "dozen": true, "hundr": true, "hundred": true, "thousand": true, "million": true, "billion": true, "trillion": true, "half": true,
	"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "twice": true, "quarter": true,
}
