package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// What a sentence gains that says who or what something is, by how outright it does.
const (
	definesOutright = 0.3  // "NAME is a diver", "NAME, a diver,"
	definesRole     = 0.15 // "the diver NAME"
	roleReach       = 4    // words of an apposition
)

// fitDefinition wants a sentence that says who or what something is.
func (a *asked) fitDefinition(s *sentence) float64 {
	best := fitsNot
	text := s.document.Article.Text
	for i := range s.words {
		if !a.definedAt(s.words, i) {
			continue
		}
		switch {
		case a.outright(text, s.words, i):
			best = max(best, definesOutright)
		case a.question.wants == somebody && a.roleBefore(text, s.words, i):
			best = max(best, definesRole)
		}
	}
	return best
}

// definedAt reports whether what is to be defined ends with word i.
func (a *asked) definedAt(words []phrase.Token, i int) bool {
	terms := a.question.terms
	for k := 0; k < len(terms); k++ {
		if i < k || phrase.Stem(bare(words[i-k].Word)) != terms[len(terms)-1-k] {
			return k > 0 && a.question.wants == somebody // the last name will do
		}
	}
	return len(terms) > 0 && bare(words[i].Word) == words[i].Word
}

// outright reports whether the words behind word i say what it is.
func (a *asked) outright(text string, words []phrase.Token, i int) bool {
	if i+2 >= len(words) {
		return false
	}
	between := strings.TrimSpace(text[words[i].End:words[i+1].Start])
	next, second := words[i+1].Fold, words[i+2].Fold
	switch between {
	case "", "\"", "”", "’":
		if k := i - len(a.question.terms); k >= 0 && prepositions[words[k].Fold] {
			return false // "what was agreed at NAME is a start"
		}
		copula := next == "is" || next == "are" || next == "was" && a.question.wants == somebody
		return copula && (articles[second] || second == "one") || definers[next]
	case ",", "–", "—", "--", ",\"", ",”":
		for _, w := range words[i+2 : min(i+2+roleReach, len(words))] {
			if sayings[w.Fold] {
				return false // "on NAME, a rights group said"
			}
		}
		return articles[next] || next == "formerly" || next == "known" || next == "who" && (second == "is" || second == "was")
	}
	return false
}

// roleBefore reports whether what somebody is stands right before his name, whose last
// word is word i: "the diver NAME", "President NAME".
func (a *asked) roleBefore(text string, words []phrase.Token, i int) bool {
	for i > 0 && phrase.Capital(words[i].Word) && slices.Contains(a.question.terms, phrase.Stem(bare(words[i].Word))) {
		i--
	}
	w := words[i]
	if strings.TrimSpace(text[w.End:words[min(i+1, len(words)-1)].Start]) != "" {
		return false
	}
	if titles[phrase.Stem(w.Word)] {
		return true
	}
	if phrase.Capital(w.Word) || segment.StopWord(w.Fold) || prepositions[w.Fold] || sayings[w.Fold] || auxiliaries[w.Fold] || clauseEnds[w.Fold] || phrase.Stem(w.Word) == "" {
		return false
	}
	return !slices.ContainsFunc(verbEndings, func(ending string) bool { return strings.HasSuffix(w.Fold, ending) }) && deedAt(words, i) == nil
}

// defines reports whether a sentence says who or what something is, where that is
// asked and any sentence that was found does.
func (a *asked) defines(s *sentence) bool {
	return !a.question.definition || s.fits > 0 || !slices.ContainsFunc(a.found, func(o sentence) bool { return o.fits > 0 })
}

// passages are the passages of a hit's document in which an answer may stand: those that
// the hit has a part of, or all of them, since what something is may be said anywhere.
func (a *asked) passages(d *corpus.Document, hit corpus.Span) corpus.Span {
	if a.question.definition {
		return corpus.Span{End: len(d.Article.Text)}
	}
	return hit
}

var (
	articles    = phrase.Set("a an the")
	definers    = phrase.Set("means represents refers describes")
	verbEndings = []string{"ed", "ing", "ly"}
)
