package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
)

// teaserLen is the length, in letters, up to which a description without a
// content of its own is taken for an excerpt: two paragraphs. Feeds that put
// whole articles into descriptions have longer ones.
const teaserLen = 700

// clipped is how a text ends that goes on elsewhere.
var clipped = regexp.MustCompile(`(?i)(\.\.\.|…|\[&#8230;\]|\[…\]|\[\.\.\.\]|(read more|read on|continue reading|full story|read the full (story|article)|weiterlesen|mehr lesen|lire la suite|leer más)[ .…>»→]*)$`)

// appeared is the line that blogs put behind an excerpt: "The post … appeared
// first on …".
var appeared = regexp.MustCompile(`(?i)^the post .* (appeared first|first appeared) on .*$`)

// itemText is the text of a feed's item, and whether it is an excerpt of an
// article that stands elsewhere.
func itemText(item *gofeed.Item) (text string, teaser bool) {
	content, description := fragmentText(item.Content), fragmentText(item.Description)
	if content == "" {
		teaser = utf8.RuneCountInString(description) <= teaserLen
		content = description
	}
	lines := strings.Split(content, "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); appeared.MatchString(last) && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	last := strings.TrimSpace(lines[len(lines)-1])
	return content, content != "" && (teaser || clipped.MatchString(last))
}
