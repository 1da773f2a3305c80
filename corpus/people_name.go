package corpus

import (
	"slices"
	"strings"

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

// roleTokens are the words of a role, with one word for a state however it is
// named: "Iran’s" and "Iranian" are the same, and "the U.S." is "American".
func roleTokens(role string) []string {
	tokens := nameTokens(strings.ReplaceAll(role, "United States", "US"))
	for i, t := range tokens {
		if s := state.Of(t); s != "" {
			tokens[i] = s
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
