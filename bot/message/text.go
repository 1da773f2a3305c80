package message

import (
	"strings"

	"briefbot/briefing/render/markdown"
)

// OneLine is what a user typed, as it is asked and shown: plain text on one line, and
// without characters that are never shown or turn text around.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case 0x200B, 0x2060, 0xFEFF, 0x00AD: // blanks without width, and where a word may break
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(markdown.Plain(markdown.Escape(strings.Join(strings.Fields(s), " ")))), " ")
}

// Shorten cuts plain text to max units, the last of them an ellipsis.
func Shorten(s string, max int) string {
	if markdown.Len(s) <= max {
		return s
	}
	return strings.TrimSpace(s[:cut(s, max-1)]) + "…"
}
