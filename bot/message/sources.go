package message

import (
	"regexp"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// MaxSources is how much of a message its line of sources may take, in UTF-16 units.
const MaxSources = 700

// Number is a citation's number, as text or as a link.
var Number = regexp.MustCompile(`\\\[(\d+)\\\]`)

// SourceLine is the line of the sources that text cites, at most MaxSources units
// long; those that do not fit are counted.
func SourceLine(l language.Language, sources []string, text string) string {
	cited := map[string]bool{}
	for _, m := range Number.FindAllStringSubmatch(text, -1) {
		cited[m[1]] = true
	}
	line, left := "", 0
	for _, s := range sources {
		wanted := false
		for _, m := range Number.FindAllStringSubmatch(s, -1) {
			wanted = wanted || cited[m[1]]
		}
		switch {
		case !wanted:
		case line == "" && markdown.Len(s) <= MaxSources-40:
			line = "-# " + s
		case line != "" && left == 0 && markdown.Len(line)+3+markdown.Len(s) <= MaxSources-40:
			line += " · " + s
		default:
			left++
		}
	}
	switch {
	case left > 0 && line == "":
		return "-# " + say.MoreSources.In(l, left)
	case left > 0:
		return line + " · " + say.AndMore.In(l, left)
	}
	return line
}
