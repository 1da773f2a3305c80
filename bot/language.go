package bot

import (
	"fmt"
	"strings"
)

// A language is one of those that the bot speaks.
type language int

const (
	english language = iota
	german
	french
	spanish
	turkish
	languages // how many there are
)

// languageOf is the language of a locale, English where the bot does not speak
// it.
func languageOf(locale string) language {
	main, _, _ := strings.Cut(locale, "-")
	switch main {
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "tr":
		return turkish
	}
	return english
}

// A phrase is a fixed text of the bot's, in each language.
type phrase [languages]string

// in is the phrase in a language, English where it has no other.
func (p *phrase) in(l language, args ...any) string {
	text := p[l]
	if text == "" {
		text = p[english]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
