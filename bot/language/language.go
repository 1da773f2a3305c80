// Package language has the languages that the bot speaks to its users, and the
// type of a text that is there in each of them. What the bot says stands in
// package say, what its commands are called in the bot's lexicon.
//
// A new language is a constant here, a row in Of, a locale in the lexicon, and one
// more text in each phrase: a test of package bot names those that lack it.
package language

import (
	"fmt"
	"strings"
)

// A Language is one of those that the bot speaks.
type Language int

// The languages, in the order in which a Phrase has its texts.
const (
	English Language = iota
	German
	French
	Spanish
	Turkish
	languages // how many there are
)

// Of is the language of a locale as Discord writes it ("en-GB", "tr"), English where
// the bot does not speak it.
func Of(locale string) Language {
	main, _, _ := strings.Cut(locale, "-")
	switch main {
	case "de":
		return German
	case "fr":
		return French
	case "es":
		return Spanish
	case "tr":
		return Turkish
	}
	return English
}

// A Phrase is a fixed text of the bot's, in each language, in the order of the
// constants; it may have the verbs of package fmt, the same ones in each.
type Phrase [languages]string

// In is the phrase in a language, English where it has no other, with args in the
// places of its verbs as fmt.Sprintf puts them.
func (p *Phrase) In(l Language, args ...any) string {
	text := p[l]
	if text == "" {
		text = p[English]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
