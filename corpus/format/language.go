package format

import (
	"strings"

	"briefbot/corpus/segment"
)

// Words that are frequent in one of the languages and absent from the other.
var (
	german  = set(`der das und ist nicht ein eine mit auf für von dem den zu im auch sich wird sind nach bei einer einen hat oder werden über wie aus`)
	english = set(`the and of to that is for on with as was at by it be from his has have are an this which were`)
)

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// language tells German from English by the frequent words in the first 4,000
// bytes. What is neither is taken for English, the language of the rules.
func language(text string) string {
	head := text
	if len(head) > 4000 {
		head = strings.ToValidUTF8(head[:4000], "")
	}
	de, en := 0, 0
	for s := range segment.Words(head) {
		switch w := strings.ToLower(s.Of(head)); {
		case german[w]:
			de++
		case english[w]:
			en++
		}
	}
	if de >= 3 && de > 2*en {
		return "de"
	}
	return "en"
}
