package outbox

import (
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// A sheet is the text of one message of a digest, without its mark.
type sheet struct {
	text    string
	spans   []span
	entries []entryAt
}

// entryAt is an entry of an edition.
type entryAt struct{ section, entry int }

// A span is what a sheet has of one section, in lines counted from 0.
type span struct {
	section  int
	from, to int
	source   int // the line of the sources, -1 if there is none
}

// layOut makes at most most sheets of an edition, of room units each. What does not
// fit is counted in the last, and the foot is there whatever does not fit.
func (e *Edition) layOut(room, most int) []sheet {
	foot := strings.Trim(strings.Join(e.Foot, "\n"), " \n")
	if sheets, _ := e.fill(room, 0, room, foot); len(sheets) <= most {
		return sheets
	}
	if parts := message.Split(language.English, foot, room/2); len(parts) > 1 {
		foot = parts[0]
	}
	last := room - markdown.Len(foot) - 1 - markdown.Len(leftOut(e.size())) - 1
	sheets, left := e.fill(room, most, last, "")
	if len(sheets) == 0 {
		sheets = append(sheets, sheet{})
	}
	s := &sheets[len(sheets)-1]
	if left > 0 {
		s.text += "\n" + leftOut(left)
	}
	s.text = strings.Trim(s.text+"\n"+foot, "\n")
	return sheets
}

// Pages are texts of at most room units each that show all of the edition.
func (e *Edition) Pages(room int) []string {
	var all []string
	sheets, _ := e.fill(room, 0, room, strings.Join(e.Foot, "\n"))
	for _, s := range sheets {
		all = append(all, s.text)
	}
	return all
}

// size is how many entries there are.
func (e *Edition) size() int {
	n := 0
	for i := range e.Sections {
		n += len(e.Sections[i].Entries)
	}
	return n
}

// fill lays the edition and then foot out on sheets of room units. Where most is
// not 0, they are at most that many, of which the last has last units. left is how
// many entries are not shown, or not all of them.
func (e *Edition) fill(room, most, last int, foot string) (sheets []sheet, left int) {
	w := &setter{room: room, most: most, last: last, section: -1}
	for _, h := range e.Head {
		w.add(h)
	}
	for i := range e.Sections {
		s := &e.Sections[i]
		w.open(i, s.Sources)
		head := strings.Trim(s.Head, " \n")
		for j, entry := range s.Entries {
			if head != "" && w.size(head+"\n"+entry) <= room {
				// A title does not stand at the end of a message.
				entry, head = head+"\n"+entry, ""
			}
			w.add(head)
			head = ""
			if w.add(entry) {
				w.now.entries = append(w.now.entries, entryAt{i, j})
			} else {
				left++
			}
		}
		w.add(head)
	}
	w.open(-1, nil)
	w.add(foot)
	w.turn()
	return w.sheets, left
}

// setter is what fill has done so far.
type setter struct {
	room, most, last int
	full             bool // nothing goes on any sheet any more
	sheets           []sheet

	now     sheet
	section int
	sources []string
	cited   string // what the sheet has of the section
	from    int
}

// space is how many units the sheet may have.
func (w *setter) space() int {
	if w.most > 0 && len(w.sheets) == w.most-1 {
		return w.last
	}
	return w.room
}

func (w *setter) lines() int {
	if w.now.text == "" {
		return 0
	}
	return 1 + strings.Count(w.now.text, "\n")
}

// open ends the section before and begins another.
func (w *setter) open(n int, sources []string) {
	w.close()
	w.section, w.sources = n, sources
}

// close puts the sources below what the sheet has of the section.
func (w *setter) close() {
	if w.cited != "" {
		s := span{w.section, w.from, w.lines(), -1}
		if line := message.SourceLine(language.English, w.sources, w.cited); line != "" {
			s.source = s.to
			w.now.text += "\n" + line
		}
		if w.section >= 0 {
			w.now.spans = append(w.now.spans, s)
		}
	}
	w.cited, w.from = "", w.lines()
}

// turn begins another sheet. It reports whether there may be one.
func (w *setter) turn() bool {
	w.close()
	if w.now.text != "" {
		w.sheets = append(w.sheets, w.now)
	}
	w.now, w.from = sheet{}, 0
	w.full = w.full || w.most > 0 && len(w.sheets) >= w.most
	return !w.full
}

// add puts a block on the sheet, or on the next; one that no sheet can hold on
// several. It reports whether there was room for all of it.
func (w *setter) add(block string) bool {
	block = strings.Trim(block, " \n")
	switch {
	case block == "" || w.full:
		return block == ""
	case w.put(block):
		return true
	case w.now.text != "" && !w.turn():
		return false
	case w.put(block):
		return true
	case w.size(block) <= w.room:
		w.full = true // it would fit, were this sheet not the last
		return false
	}
	room := w.room
	if w.most > 0 {
		room = min(room, w.last)
	}
	for i, part := range message.Split(language.English, block, max(room-message.MaxSources-2, 1)) {
		if i > 0 && !w.turn() {
			return false
		}
		w.put(part)
	}
	return true
}

// size is how long a sheet is that has a block and its sources alone.
func (w *setter) size(block string) int {
	n := markdown.Len(block)
	if line := message.SourceLine(language.English, w.sources, block); line != "" {
		n += 1 + markdown.Len(line)
	}
	return n
}

// put puts a block on the sheet, if there is room for it and the sources that the
// sheet then cites.
func (w *setter) put(block string) bool {
	cited := w.cited + "\n" + block
	size := markdown.Len(block)
	if w.now.text != "" {
		size += markdown.Len(w.now.text) + 1
	}
	if line := message.SourceLine(language.English, w.sources, cited); line != "" {
		size += 1 + markdown.Len(line)
	}
	if size > w.space() {
		return false
	}
	w.now.text = strings.TrimPrefix(w.now.text+"\n"+block, "\n")
	w.cited = cited
	return true
}
