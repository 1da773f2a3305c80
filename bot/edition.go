package bot

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

// maxDigest is how many messages a digest is at most, whatever was asked for.
const maxDigest = 10

// An Edition is what a digest says, in Discord's Markdown. Each text of Head,
// Entries and Foot stands on lines of its own and is never cut, unless it alone
// is longer than a message. An Edition without any says nothing.
type Edition struct {
	// Head is about the digest itself: that it is late.
	Head []string
	// Entries are the news. What does not fit into the messages that there may be
	// is counted at the end of the last.
	Entries []string
	// Foot stands at the end of the last message, whatever does not fit.
	Foot []string
	// State is what the channel has been told once this is posted.
	State []byte
}

// leftOut is what a digest says of entries that do not fit.
func leftOut(n int) string {
	what := "1 more entry does"
	if n > 1 {
		what = fmt.Sprintf("%d more entries do", n)
	}
	return "-# " + what + " not fit here: /digest preview shows everything."
}

// parts makes messages of an edition, each with its mark as its last line.
func parts(slot Slot, e *Edition) []part {
	mark := func(i, n int) string { return fmt.Sprintf("%s · %d/%d", byline(slot), i, n) }
	room := maxContent - markdown.Len(mark(maxDigest, maxDigest)) - 1 - markdown.Len(mention(slot.Role))
	most := maxDigest
	if slot.Messages > 0 {
		most = min(most, slot.Messages)
	}
	texts := pack(append(append(append([]string(nil), e.Head...), e.Entries...), e.Foot...), room)
	if len(texts) > most {
		texts = cram(e, room, most)
	}
	if len(texts) > 0 {
		texts[0] = mention(slot.Role) + texts[0]
	}
	out := make([]part, len(texts))
	for i, text := range texts {
		key := recordKey(slot.Channel, begun{slot.Subscription, slot.Date})
		out[i] = part{State: pending, Text: text, Mark: mark(i+1, len(texts)), Nonce: nonce(key, i)}
	}
	return out
}

// cram lays an edition out in exactly n texts, which cannot hold all of it.
func cram(e *Edition, room, n int) []string {
	foot := strings.Trim(strings.Join(e.Foot, "\n"), " \n")
	if split := split(foot, room/2); len(split) > 1 {
		foot = split[0]
	}
	fill := filler{blocks: append(append([]string(nil), e.Head...), e.Entries...), largest: room}
	var texts []string
	for i := range n {
		if i < n-1 {
			texts = append(texts, fill.take(room))
			continue
		}
		text := fill.take(room - markdown.Len(foot) - 1 - markdown.Len(leftOut(len(fill.blocks))) - 1)
		fill.empty() // drops what is blank
		for _, more := range []string{leftOut(len(fill.blocks)), foot} {
			text = strings.TrimLeft(text+"\n"+more, "\n")
		}
		texts = append(texts, strings.TrimRight(text, "\n"))
	}
	return texts
}

// byline is what the last lines of a slot's messages begin with: no other slot of
// the channel has the same.
func byline(slot Slot) string {
	title := "Digest"
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

// nonce is the nonce of the ith message of what key names.
func nonce(key string, i int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", key, i))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}
