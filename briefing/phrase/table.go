package phrase

import (
	"strings"

	"briefbot/corpus/segment"
)

// Set are the words of a list that white space separates, for a table.
func Set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Stems are the search terms of a text, for a table: see segment.Terms.
func Stems(words string) map[string]bool {
	m := map[string]bool{}
	for _, stem := range segment.Terms(nil, words) {
		m[stem] = true
	}
	return m
}

// Stem is the search term of one word, "" for a closed-class word.
func Stem(word string) string {
	if terms := segment.Terms(nil, word); len(terms) > 0 {
		return terms[len(terms)-1]
	}
	return ""
}
