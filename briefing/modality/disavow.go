package modality

import (
	"regexp"
	"strings"

	"briefbot/corpus/segment"
)

// Disavowed are the stretches of a speaker's own words, a span of the text, of which he
// says himself that he did not say them: "I never called it [perfectly safe]". Each ends
// with its clause.
func Disavowed(text string, words segment.Span) []segment.Span {
	said := words.Of(text)
	var found []segment.Span
	for from := 0; ; {
		m := disavowing.FindStringIndex(said[from:])
		if m == nil {
			return found
		}
		from += m[1]
		rest := said[from:]
		end := strings.IndexAny(rest, ",.;:!?–—\n")
		if end < 0 {
			end = len(rest)
		}
		for _, turn := range []string{" but ", " because "} {
			if i := strings.Index(rest[:end], turn); i >= 0 {
				end = i
			}
		}
		if !questions.MatchString(strings.ToLower(strings.TrimSpace(rest[:end]))) {
			found = append(found, segment.Span{Start: words.Start + from, End: words.Start + from + end})
		}
		from += end
	}
}

// disavowing is what somebody says of words that he did not say.
var disavowing = regexp.MustCompile(`(?i)\b(?:I|we)(?: (?:have|had|would|could|did|do|am|are|will))?(?: (?:never|not)|n['’]t|['’](?:ve|d|m|re|ll) (?:never|not))(?: (?:ever|once|actually|even|have|been|going to))*` +
	` (?:(?:say|said|saying)(?: (?:that|to (?:him|her|them|anyone|anybody)))?|(?:call|called|calling) (?:it|him|her|them|this|that|(?:the|a|my|our|his) [\p{L}-]+|\p{Lu}[\p{L}-]+)|` +
	`(?:claim|claimed|claiming|suggest|suggested|suggesting)(?: that)?|(?:promise|promised|promising)(?: (?:him|her|them|you|anyone|anybody))?(?: that)?|` +
	`told (?:him|her|them|anyone|anybody|\p{Lu}[\p{L}-]+)(?: that)?|(?:use|used|using) the (?:word|words|term|phrase|expression))\b`)
