package bot

import (
	"regexp"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// A page is one message of an answer.
type page struct {
	text   string
	below  string       // in an embed below the text
	blocks map[int]bool // whose indexes in the answer
}

// message is the page as it is sent.
func (p *page) message() message {
	m := message{Content: p.text, Mentions: nobody}
	if p.below != "" {
		m.Embeds = embedList{{p.below, accent}}
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
		parts := split(a.language, strings.Trim(blocks[0], " \n"), maxTitle)
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
	if s := sourceLine(w.answer.language, w.answer.Sources, w.cited); s != "" {
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
	room := maxShown - markdown.Len(w.text) - maxSources - 2
	for i, part := range split(w.answer.language, block, room) {
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
	sources := markdown.Len(sourceLine(w.answer.language, w.answer.Sources, cited))
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

// number is a citation's number, as text or as a link.
var number = regexp.MustCompile(`\\\[(\d+)\\\]`)

// sourceLine is the line of the sources that text cites, at most maxSources units
// long; those that do not fit are counted.
func sourceLine(l language.Language, sources []string, text string) string {
	cited := map[string]bool{}
	for _, m := range number.FindAllStringSubmatch(text, -1) {
		cited[m[1]] = true
	}
	line, left := "", 0
	for _, s := range sources {
		wanted := false
		for _, m := range number.FindAllStringSubmatch(s, -1) {
			wanted = wanted || cited[m[1]]
		}
		switch {
		case !wanted:
		case line == "" && markdown.Len(s) <= maxSources-40:
			line = "-# " + s
		case line != "" && left == 0 && markdown.Len(line)+3+markdown.Len(s) <= maxSources-40:
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

// paginate lays an answer out as the messages to send: the page that is asked
// for where buttons lead to the others, else all of them.
func paginate(a *Answer) []message {
	if a.as != nil {
		return []message{*a.as}
	}
	pages := layOut(a)
	if a.paged {
		n := max(min(a.page, len(pages)-1), 0)
		m := pages[n].message()
		m.Rows = fitRows(a.dress(n, pages))
		if n == 0 {
			m.Files = a.attached()
		}
		return []message{m}
	}
	var out []message
	for i := range pages {
		if i == maxPages {
			left := "-# " + say.LeftOut.In(a.language, len(pages)-i)
			out = append(out, message{Content: left, Mentions: nobody})
			break
		}
		out = append(out, pages[i].message())
	}
	rows := a.rows
	if a.dress != nil {
		rows = a.dress(0, pages[:1])
	}
	out[0].Rows, out[0].Files = fitRows(rows), a.attached()
	return out
}

// attached are the files of an answer, its pictures among them.
func (a *Answer) attached() []file {
	files := a.files
	for _, p := range a.Pictures {
		files = append(files[:len(files):len(files)], file{p.Name, "image/png", p.Data, p.Alt})
	}
	return files
}
