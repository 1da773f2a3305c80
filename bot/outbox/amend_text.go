package outbox

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// without is a message in which the lines that cite an article are gone, and the
// link to it.
func (p *part) without(lines []string, a *Amendment) string {
	gone := markdown.Escape("[taken down on " + day(a.At) + "]")
	out := slices.Clone(lines)
	for _, i := range p.hit(a) {
		t := &p.Cites[i]
		for _, n := range t.Lines {
			if n < len(out) {
				out[n] = lead(out[n]) + gone
			}
		}
		if t.Source >= 0 && t.Source < len(out) {
			out[t.Source] = unlinked(out[t.Source], t.Number)
		}
	}
	text := strings.Join(out, "\n")
	if markdown.Len(text) > message.MaxContent {
		text = strings.ReplaceAll(text, gone, "–")
	}
	return text
}

// leads are what lines of a digest begin with.
var leads = []string{"• ", message.QuotePrefix, "-# "}

// lead is what a line begins with.
func lead(line string) string {
	for _, l := range leads {
		if strings.HasPrefix(line, l) {
			return l
		}
	}
	return ""
}

// unlinked is a line of sources in which that of a number has no link.
func unlinked(line string, number int) string {
	at := strings.Index(line, markdown.Escape(fmt.Sprintf("[%d]", number))+" [")
	if at < 0 {
		return line
	}
	at += strings.Index(line[at:], " [") + 1
	size := message.Whole(line[at:])
	if size == 0 {
		return line
	}
	name, _, _ := strings.Cut(line[at+1:at+size], "](<")
	return line[:at] + name + line[at+size:]
}

// corrected is a message with a line about what an amendment changed in it, and the
// number of that line. Where that line is there, or one of that hash, it is the
// message as it is. Where there is no room for one, earlier lines of that kind say
// less, the first of them first, and if that is not enough, it is the message as it
// is with the number -1.
func (p *part) corrected(lines []string, hash string, a *Amendment) (text string, at int) {
	text = strings.Join(lines, "\n")
	if at := slices.IndexFunc(lines, func(l string) bool { return hashOf(l) == hash }); at >= 0 {
		return text, at
	}
	shorter := slices.Clone(lines)
	for i := -1; i < len(shorter); i++ {
		if i >= 0 {
			date, _, more := strings.Cut(strings.TrimPrefix(shorter[i], correctionHead), ": ")
			if !more || !strings.HasPrefix(shorter[i], correctionHead) {
				continue
			}
			shorter[i] = correctedHead + date
		}
		for _, line := range p.says(a) {
			if at := slices.Index(shorter, line); at >= 0 && i < 0 {
				return text, at
			}
			if longer := strings.Join(append(shorter[:len(shorter):len(shorter)], line), "\n"); markdown.Len(longer) <= message.MaxContent {
				return longer, len(shorter)
			}
		}
	}
	return text, -1
}

// correctionHead and correctedHead are what a line about an amendment begins with,
// before its date: one that goes on behind that, and the shortest.
const correctionHead, correctedHead = "-# Correction, ", "-# Corrected "

// says are lines that tell of an amendment, from the one that says most to the
// shortest. Words are quoted whole or not at all.
func (p *part) says(a *Amendment) []string {
	var quoted []string // hashes
	for _, i := range p.hit(a) {
		quoted = append(quoted, p.Cites[i].Quotes...)
	}
	var gone, changed int
	var reads, speakers []string
	for _, q := range a.Quotes {
		switch {
		case !slices.Contains(quoted, hashOf(q.Before)):
		case q.After == "":
			gone++
		case folded(q.After) == folded(q.Before):
			speakers = append(speakers, q.Speaker)
		default:
			changed++
			if q.Shown {
				reads = append(reads, quotation(q.After))
			}
		}
	}
	var said, short []string
	if gone > 0 {
		said = append(said, "has taken back "+quotations(gone)+" above")
	}
	for _, s := range speakers {
		switch s {
		case "":
			said = append(said, "does not say any more who said a quotation above")
		default:
			said = append(said, "now gives a quotation above to "+markdown.Escape(s))
		}
	}
	short = said
	if changed > 0 {
		what := "has changed " + quotations(changed) + " above"
		short = append(said[:len(said):len(said)], what)
		said = short
		if len(reads) > 0 {
			now := "it now reads: "
			if changed > 1 {
				now = "now to be read: "
			}
			said = append(short[:len(short)-1:len(short)-1], what+"; "+now+strings.Join(reads, " · "))
		}
	}
	head := correctionHead + day(a.At) + ": "
	name := markdown.Escape(a.Publisher) + " "
	return []string{
		head + name + strings.Join(said, "; "),
		head + name + strings.Join(short, "; "),
		head + "a quotation above does not stand any more",
		correctedHead + day(a.At),
	}
}

// quotation are words as they stand in a message.
func quotation(words string) string { return "“" + markdown.EscapeQuoted(words) + "”" }

func quotations(n int) string {
	if n == 1 {
		return "a quotation"
	}
	return fmt.Sprintf("%d quotations", n)
}

// day is a date as digests write it.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }
