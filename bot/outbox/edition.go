package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/bot/message"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// defaultTitle is what a digest is called that has no title.
const defaultTitle = "Digest"

// maxDigest is how many messages a digest is at most, whatever was asked for.
const maxDigest = 10

// An Edition is what a digest says, in Discord's Markdown. Each text of it stands on
// lines of its own and is never cut, unless it alone is longer than a message. An
// Edition without any says nothing.
type Edition struct {
	// Head is about the digest itself: that it is late.
	Head []string
	// Sections are what it tells, of one topic each.
	Sections []Section
	// Foot stands at the end of the last message, whatever does not fit.
	Foot []string
	// State is what the channel has been told once this is posted.
	State []byte
}

// A Section is what a digest tells of one topic.
type Section struct {
	// Head is its title, with what is said about the whole of it.
	Head string
	// Entries are the news. What does not fit into the messages that there may be
	// is counted at the end of the last.
	Entries []string
	// Sources are lines, each beginning with the numbers ("\[1\]") of articles that
	// entries cite. Each message shows those that it cites.
	Sources []string
	// Cites are the articles that the entries cite, Passages what of them; the block
	// of a passage is its entry.
	Cites    []Cite
	Passages []message.Passage
}

// leftOut is what a digest says of entries that do not fit.
func leftOut(n int) string {
	what := "1 more entry does"
	if n > 1 {
		what = fmt.Sprintf("%d more entries do", n)
	}
	return "-# " + what + " not fit here: /digest preview shows everything."
}

// keptFree is how much of a message is left for a correction.
const keptFree = 100

// parts makes messages of an edition, each with its mark as its last line.
func parts(slot Slot, e *Edition) []part {
	mark := func(i, n int) string { return fmt.Sprintf("%s · %d/%d", byline(slot), i, n) }
	room := message.MaxContent - keptFree - markdown.Len(mark(maxDigest, maxDigest)) - 1 - markdown.Len(mention(slot.Role))
	most := maxDigest
	if slot.Messages > 0 {
		most = min(most, slot.Messages)
	}
	sheets := e.layOut(room, most)
	if slot.Thread == subscription.Entries && e.bullets() > 0 {
		lead, rest := e.parted()
		sheets = append(lead.layOut(room, 1), rest.layOut(room, min(most, maxDigest-1))...)
		e = rest
	}
	out := make([]part, len(sheets))
	for i, s := range sheets {
		key := recordKey(slot.Channel, begun{slot.Subscription, slot.Date})
		cites := e.cited(s)
		if i == 0 {
			s.text = mention(slot.Role) + s.text
			for j := range cites {
				cites[j].move(strings.Count(mention(slot.Role), "\n"))
			}
		}
		out[i] = part{State: pending, Text: s.text, Mark: mark(i+1, len(sheets)), Nonce: message.Nonce(key, i), Cites: cites, Passages: e.passagesOf(s)}
	}
	return out
}

// bullets is how much there is to tell: how many lines of entries begin an item.
func (e *Edition) bullets() int {
	n := 0
	for i := range e.Sections {
		for _, entry := range e.Sections[i].Entries {
			n += strings.Count("\n"+entry, "\n• ")
		}
	}
	return n
}

// parted is the edition as two: what stands in the channel, and what in a thread of
// it. A title stands in the thread where it tells topics apart.
func (e *Edition) parted() (lead, rest *Edition) {
	says := "-# all of it, 1 entry, is in the thread below"
	if n := e.bullets(); n > 1 {
		says = fmt.Sprintf("-# all of it, %d entries, is in the thread below", n)
	}
	lead = &Edition{Head: e.Head, Foot: append([]string{says}, e.Foot...)}
	rest = &Edition{Sections: slices.Clone(e.Sections)}
	for i := range e.Sections {
		lead.Sections = append(lead.Sections, Section{Head: e.Sections[i].Head})
		if len(e.Sections) == 1 {
			rest.Sections[i].Head = ""
		}
	}
	return lead, rest
}

// byline is what the last lines of a slot's messages begin with: no other slot of
// the channel has the same.
func byline(slot Slot) string {
	title := defaultTitle
	if slot.Title != "" {
		title = markdown.EscapeQuoted(slot.Title)
	}
	date := slot.Date
	if day, err := time.Parse(time.DateOnly, slot.Date); err == nil {
		date = day.Format("2 January 2006")
	}
	line := "-# " + title + " · " + date
	if slot.Subscription != subscription.Configured {
		line += " · " + slot.Subscription
	}
	return line
}

// mention is the text that a role is mentioned with, "" for none.
func mention(role string) string {
	if role == "" {
		return ""
	}
	return "<@&" + role + ">\n"
}
