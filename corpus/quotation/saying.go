package quotation

import (
	"slices"
	"strings"

	"briefbot/corpus/segment"
)

// Says reports whether a cue is one of saying aloud or in writing ("has warned",
// "made clear", "according to"), in any of the languages that are known, and not one
// of thinking, wanting or showing, or a verb that the model alone takes for a cue.
// "Continued" says something only behind words that were said.
func Says(cue string) bool {
	var words []string
	for s := range segment.Words(cue) {
		words = append(words, segment.Fold(s.Of(cue)))
	}
	for i, fold := range words {
		if fold == "according" {
			return true
		}
		if strings.HasPrefix(fold, "continu") {
			continue
		}
		for _, l := range languages() {
			w := l.words[fold]
			if w == nil {
				continue
			}
			if w.class&(cSpeech|cAttribution) != 0 || slices.ContainsFunc(w.multi, func(p phrase) bool {
				return p.class&cSpeech != 0 && len(p.words) <= len(words)-i-1 && slices.Equal(p.words, words[i+1:i+1+len(p.words)])
			}) {
				return true
			}
		}
	}
	return false
}
