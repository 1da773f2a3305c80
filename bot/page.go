package bot

import (
	"strings"

	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// How the bot uses what Discord allows.
const (
	// maxPages is how many messages an answer may be that has no buttons to page
	// through it.
	maxPages = 5
	// maxShown is how much of a message the bot fills: the rest is for the line
	// that says who shared it.
	maxShown = message.MaxContent - 120
	// maxTitle is how much of a message an answer's title may take.
	maxTitle = 900
	// maxBelow is how much stands in the embed below a message.
	maxBelow = 2000
	// accent is the colour of all embeds.
	accent = 0x2f6f8f
)

// A page is one message of an answer.
type page struct {
	text   string
	below  string       // in an embed below the text
	blocks map[int]bool // whose indexes in the answer
}

// message is the page as it is sent.
func (p *page) message() message.Message {
	m := message.Message{Content: p.text, Mentions: message.Nobody}
	if p.below != "" {
		m.Embeds = message.Embeds{{Description: p.below, Color: accent}}
	}
	return m
}

// layOut makes pages of an answer: each begins with the title and ends with the
// sources that it cites. A block is not cut unless it alone is longer than a
// page.
func layOut(a *Answer) []page {
	w := &layout{answer: a}
	blocks := a.Blocks
	if len(blocks) > 0 && strings.HasPrefix(blocks[0], titlePrefix) {
		parts := message.Split(a.language, strings.Trim(blocks[0], " \n"), maxTitle)
		w.title, blocks = parts[0], append(parts[1:len(parts):len(parts)], blocks[1:]...)
	}
	shift := len(a.Blocks) - len(blocks) // a title that was cut is several
	w.begin()
	for i, b := range blocks {
		w.add(max(i+shift, 0), strings.Trim(b, " \n"))
	}
	w.end()
	return w.pages
}

const titlePrefix = "## "

// layout is what layOut has done so far.
type layout struct {
	answer *Answer
	title  string
	pages  []page

	text  string
	cited string // the blocks of the page, for their numbers
	below string
	own   map[int]bool
}

func (w *layout) begin() {
	w.text, w.cited, w.below, w.own = w.title, "", "", map[int]bool{}
	// The remarks below a title are for the first page.
	w.title, _, _ = strings.Cut(w.title, "\n")
}

func (w *layout) end() {
	text := w.text
	if s := message.SourceLine(w.answer.language, w.answer.Sources, w.cited); s != "" {
		text = strings.TrimPrefix(text+"\n"+s, "\n")
	}
	w.pages = append(w.pages, page{text, w.below, w.own})
}

// add puts a block on the page, or on the next.
func (w *layout) add(n int, block string) {
	if block == "" {
		return
	}
	if w.put(n, block) {
		return
	}
	if len(w.own) > 0 {
		w.end()
		w.begin()
		if w.put(n, block) {
			return
		}
	}
	room := maxShown - markdown.Len(w.text) - message.MaxSources - 2
	for i, part := range message.Split(w.answer.language, block, room) {
		if i > 0 {
			w.end()
			w.begin()
		}
		if !w.put(n, part) {
			w.text += "\n" + part // a part without sources always fits
			w.own[n] = true
		}
	}
}

// put puts a block on the page, if there is room.
func (w *layout) put(n int, block string) bool {
	cited := w.cited + "\n" + block
	sources := markdown.Len(message.SourceLine(w.answer.language, w.answer.Sources, cited))
	rest := maxShown - markdown.Len(w.text) - sources - 2
	size := markdown.Len(block)
	switch {
	case w.below == "" && size <= rest:
		w.text = strings.TrimPrefix(w.text+"\n"+block, "\n")
	case w.answer.Whole && rest >= 0 && markdown.Len(w.below)+1+size <= maxBelow:
		w.below = strings.TrimPrefix(w.below+"\n"+block, "\n")
	default:
		return false
	}
	w.cited, w.own[n] = cited, true
	return true
}

// paginate lays an answer out as the messages to send: the page that is asked
// for where buttons lead to the others, else all of them.
func paginate(a *Answer) []message.Message {
	if a.as != nil {
		return []message.Message{*a.as}
	}
	pages := layOut(a)
	if a.paged {
		n := max(min(a.page, len(pages)-1), 0)
		m := pages[n].message()
		m.Rows = message.FitRows(a.dress(n, pages))
		if n == 0 {
			m.Files = a.attached()
		}
		return []message.Message{m}
	}
	var out []message.Message
	for i := range pages {
		if i == maxPages {
			left := "-# " + say.LeftOut.In(a.language, len(pages)-i)
			out = append(out, message.Message{Content: left, Mentions: message.Nobody})
			break
		}
		out = append(out, pages[i].message())
	}
	rows := a.rows
	if a.dress != nil {
		rows = a.dress(0, pages[:1])
	}
	out[0].Rows, out[0].Files = message.FitRows(rows), a.attached()
	return out
}

// attached are the files of an answer, its pictures among them.
func (a *Answer) attached() []message.File {
	files := a.files
	for _, p := range a.Pictures {
		files = append(files[:len(files):len(files)], message.File{Name: p.Name, Kind: "image/png", Data: p.Data, Alt: p.Alt})
	}
	return files
}
