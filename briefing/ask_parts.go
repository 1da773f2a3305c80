package briefing

import (
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A questionPart is a part of a question that asks for something of its own.
type questionPart struct {
	// label is what it asks in the words of the whole question, text as a question
	// of its own.
	label, text string
	// refers is true where it goes on with a pronoun.
	refers bool
}

// partsOf are the parts of a question that asks for several things: "When and where
// was NAME shot?", "Who won, and what did she say?". It is nil for another.
func partsOf(text string) []questionPart {
	text = strings.TrimRight(strings.TrimSpace(text), "?!. ")
	words := phrase.Tokens(text, segment.Span{End: len(text)})
	if len(words) < 4 || !whWords[words[0].Fold] {
		return nil
	}
	if words[1].Fold == "and" && whWords[words[2].Fold] {
		rest := text[words[2].End:]
		if words[2].Fold == "how" && quantifiers[phrase.Stem(words[3].Word)] {
			return nil
		}
		return []questionPart{
			{label: words[0].Fold, text: words[0].Word + rest + "?"},
			{label: words[2].Fold, text: words[2].Word + rest + "?"},
		}
	}
	for i := 2; i+1 < len(words); i++ {
		if words[i].Fold != "and" || !whWords[words[i+1].Fold] || words[i+1].Fold == "that" || phrase.Capital(words[i+1].Word) {
			continue
		}
		first, second := strings.TrimRight(text[:words[i].Start], ", "), text[words[i+1].Start:]
		return []questionPart{{label: first, text: first + "?"}, secondPart(words, i, first, second)}
	}
	return nil
}

// secondPart is the part behind the "and" that is word at. What it leaves out it has
// from the first.
func secondPart(words []phrase.Token, at int, first, second string) questionPart {
	p := questionPart{label: second, text: second + "?"}
	own := words[at+1:]
	subject := 1
	for subject < len(own) && (auxiliaries[own[subject].Fold] || quantifiers[phrase.Stem(own[subject].Word)]) {
		subject++
	}
	content, names := 0, 0
	for _, w := range own {
		if !segment.StopWord(w.Fold) && !sayings[w.Fold] && phrase.Stem(w.Word) != "" {
			content++
		}
		if phrase.Capital(w.Word) {
			names++
		}
	}
	if subject < len(own) && lonePronouns[own[subject].Fold] {
		p.refers = true
		if said := sayings[own[len(own)-1].Fold]; said {
			return p
		}
	}
	if (content == names || names == 0 && content < 2) && !p.refers { // "and when?", "and who scored?"
		rest := ""
		skip := 1
		for skip < at && (auxiliaries[words[skip].Fold] && words[skip].Fold != "was" && words[skip].Fold != "were") {
			skip++
		}
		for _, w := range words[skip:at] {
			rest += " " + w.Word
		}
		p.text = second + rest + "?"
	}
	return p
}
