package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

func nameKey(name string) string { return strings.Join(nameTokens(name), " ") }

// nameTokens are the folded words of a name, without titles and articles, and with
// one spelling for an ending that is transcribed in several ways: Kavetsky,
// Kavetskyy and Kavetskiy are the same.
func nameTokens(name string) []string {
	var tokens []string
	for s := range segment.Words(name) {
		w := strings.TrimSuffix(segment.Fold(s.Of(name)), "'s")
		if w == "the" || w == "mr" || w == "mrs" || w == "ms" || w == "dr" {
			continue
		}
		tokens = append(tokens, transcribed(w))
	}
	return ministry(tokens)
}

// ministry gives the name of a ministry in one of its forms, "China's Foreign
// Ministry": with the state for its people, and what it is for before it.
func ministry(tokens []string) []string {
	n := len(tokens)
	at := slices.IndexFunc(tokens, func(t string) bool { return t == "ministry" || t == "department" })
	if at < 0 || n < 2 {
		return tokens
	}
	if at+2 < n && at < 2 && tokens[at+1] == "of" {
		tokens = append(append(slices.Clone(tokens[:at]), tokens[at+2:]...), tokens[at])
	}
	if s := state.Of(tokens[0]); s != "" {
		tokens[0] = s
	}
	return tokens
}

// transcribed gives the Slavic ending of a name in one of its spellings.
func transcribed(word string) string {
	for _, ending := range slavicEndings {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 2 {
			return stem + "sky"
		}
	}
	return word
}

var slavicEndings = []string{"skyy", "skyi", "skiy", "skij", "skii"}

func containsAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// isName reports whether every word begins with a capital, as those of a proper
// name do and those of "two Israeli officials" do not.
func isName(s string) bool {
	for _, w := range strings.Fields(s) {
		if r := w[0]; 'a' <= r && r <= 'z' {
			return false
		}
	}
	return true
}

// proper reports whether the words are a name and no more: "Ursula von der Leyen",
// "China’s Foreign Ministry", "University of Oslo", and not "The minister", "Ada
// Lind’s lawyer", "a spokesman for Ada Lind", the credit of a picture or a headline.
func proper(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 8 || strings.ContainsAny(s, "/,:;!?()[]\"“”@#") || determiners[segment.Fold(fields[0])] {
		return false
	}
	body := quotation.HeadsBody(fields[len(fields)-1])
	for i, w := range fields {
		whose := strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") || strings.HasSuffix(w, "s'") || strings.HasSuffix(w, "s’")
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case whose && (i > 0 || !body || state.Of(segment.Fold(strings.ReplaceAll(w, "’", "'"))) == ""):
			return false
		case !unicode.IsLower(r):
		case particles[w] && i+1 < len(fields):
		case joints[w] && i > 0 && i+1 < len(fields) && (body || quotation.HeadsBody(fields[0]) || i > 1 && quotation.HeadsBody(fields[1])):
		default:
			return false
		}
	}
	return true
}

var (
	determiners = words("the a an this that his her its their our my your no some many most another one two three all both every each")
	particles   = words("de del della der den van von bin ibn al el la le du da dos di zu und y")
	joints      = words("of for and the on in at to de")
)

// numeral reports whether a folded word is a Roman number, as behind a monarch's name.
func numeral(w string) bool { return w != "" && strings.Trim(w, "ivx") == "" }

// Titles that stand before a given name, which many bear, and are part of the name.
var givenTitles = words("king queen prince princess pope saint sultan emir sheikh lady emperor empress duchess")

// roleTokens are the words of a role, with one word for a state however it is
// named: "Iran’s" and "Iranian" are the same, and "the U.S." is "American".
func roleTokens(role string) []string {
	tokens := nameTokens(strings.ReplaceAll(role, "United States", "US"))
	for i, t := range tokens {
		if s := state.Of(t); s != "" {
			tokens[i] = s
		} else if long := shortTitles[t]; long != "" {
			tokens[i] = long
		}
	}
	return tokens
}

// headOf is the word that says what a role is: of "President Trump’s envoy" the
// envoy, of "president of Iran" the president.
func headOf(role string) string {
	tokens := nameTokens(role)
	for i, t := range tokens {
		if i > 0 && (t == "of" || t == "for" || t == "to" || t == "in" || t == "at" || t == "and") {
			return tokens[i-1]
		}
	}
	if len(tokens) == 0 {
		return ""
	}
	return tokens[len(tokens)-1]
}
