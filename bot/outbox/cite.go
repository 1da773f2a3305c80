package outbox

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A Cite is an article that a section cites.
type Cite struct {
	// Number is the article's in the section.
	Number  int
	Article corpus.ID
	Sum     corpus.Sum
	// Quotes are the quotations that the section may show words of.
	Quotes []Quote
}

// A Quote is a quotation of an article: the words between the quotation marks, and
// those of them that are shown.
type Quote struct{ Words, Shown string }

// told is what is kept of an article that a message cites: none of its words, since
// they are not kept once the article is taken down.
type told struct {
	Article corpus.ID  `json:"article"`
	Sum     corpus.Sum `json:"sum"`
	Number  int        `json:"number"`
	Lines   []int      `json:"lines"`            // of the message that cite it, from 0
	Source  int        `json:"source"`           // the line of the sources, -1 for none
	Quotes  []string   `json:"quotes,omitempty"` // hashes of the quotations shown
}

// move moves the lines down.
func (t *told) move(by int) {
	for i := range t.Lines {
		t.Lines[i] += by
	}
	if t.Source >= 0 {
		t.Source += by
	}
}

// cited says what a sheet of the edition cites.
func (e *Edition) cited(s sheet) []told {
	lines := strings.Split(s.text, "\n")
	var all []told
	for _, span := range s.spans {
		for _, c := range e.Sections[span.section].Cites {
			t := told{Article: c.Article, Sum: c.Sum, Number: c.Number, Source: span.source}
			t.Lines = citing(lines, span, c.Number)
			if len(t.Lines) == 0 {
				continue
			}
			var shown []string
			for _, n := range t.Lines {
				shown = append(shown, lines[n])
			}
			seen := " " + folded(markdown.Plain(addresses.ReplaceAllString(strings.Join(shown, "\n"), "]"))) + " "
			for _, q := range c.Quotes {
				if strings.Contains(seen, " "+folded(q.Shown)+" ") {
					t.Quotes = append(t.Quotes, hashOf(q.Words))
				}
			}
			slices.Sort(t.Quotes)
			t.Quotes = slices.Compact(t.Quotes)
			all = append(all, t)
		}
	}
	return all
}

// citing are the lines of a span that cite the article of a number: those that have
// it, and the words below such a line that have no number of their own.
func citing(lines []string, s span, n int) []int {
	var found []int
	for i := s.from; i < s.to; i++ {
		below := strings.HasPrefix(lines[i], message.QuotePrefix) && !message.Number.MatchString(lines[i]) && len(found) > 0 && found[len(found)-1] == i-1
		if below || hasNumber(lines[i], n) {
			found = append(found, i)
		}
	}
	return found
}

func hasNumber(line string, n int) bool {
	return strings.Contains(line, markdown.Escape("["+strconv.Itoa(n)+"]"))
}

// addresses are the addresses of links, with the bracket before them.
var addresses = regexp.MustCompile(`\]\(<[^>]*>\)`)

// folded are the words of a text without regard to case, accents and what stands
// between them.
func folded(text string) string {
	var words []string
	for s := range segment.Words(text) {
		words = append(words, segment.Fold(s.Of(text)))
	}
	return strings.Join(words, " ")
}

// hashOf is the hash that the words of a quotation are known by.
func hashOf(words string) string {
	sum := sha256.Sum256([]byte(folded(words)))
	return hex.EncodeToString(sum[:8])
}
