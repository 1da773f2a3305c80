package render

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// Message is a brief in Discord's Markdown.
type Message struct {
	// Blocks are shown in order; none is to be cut in two, so that neither a
	// quotation nor a link is. The first is the title.
	Blocks []string
	// Sources is what must stay in sight whatever else does not fit: Lines as
	// one.
	Sources string
	// Lines are the cited articles, those of which the same is to be said in one
	// line, which begins with their numbers.
	Lines []string
	// Passages are what the blocks cite, in the order of the blocks, each once.
	Passages []Passage
	// Articles are the cited articles in the order of their numbers.
	Articles []Cited

	typed bool // the title is what a user typed
}

// A Passage is what a block cites.
type Passage struct {
	Block  int // the index of the block
	Number int // of the article
	At     briefing.Citation
	// Label is the speaker, if there is one, and the words, in plain text.
	Label string
}

// Cited is an article with its number, in plain text.
type Cited struct {
	Number  int
	Article corpus.ID
	Name    string // the publisher's
	Says    string // date and headline
}

// Discord writes the brief in Discord's Markdown. Text from articles is escaped:
// it formats nothing and pings nobody.
func Discord(b *briefing.Brief) Message {
	return discordPage(b, lay(b))
}

// DiscordSection writes those blocks of the brief alone that stand under the
// section, where the sources conflict, say, with a title of their own. It reports false where there are
// none.
func DiscordSection(b *briefing.Brief, s briefing.Section, title string) (Message, bool) {
	p := lay(b)
	p.title = title
	if t := b.Topic(); t != nil {
		p.title = t.Title + " · " + title
	}
	p.blocks = slices.DeleteFunc(p.blocks, func(bl block) bool { return bl.section != s })
	return discordPage(b, p), len(p.blocks) > 0
}

// DiscordQuotes writes what a speaker said, of one kind alone unless kind is "".
func DiscordQuotes(b *briefing.Brief, kind briefing.CitationKind) Message {
	p := lay(b)
	if kind == "" {
		return discordPage(b, p)
	}
	p.subtitle = append(p.subtitle, "shown: "+string(kind)+" alone")
	shown := 0
	for i := range p.blocks {
		bl := &p.blocks[i]
		if bl.section != briefing.Statements {
			continue
		}
		bl.items = slices.DeleteFunc(slices.Clone(bl.items), func(it item) bool { return it.kind != kind })
		shown += len(bl.items)
	}
	p.blocks = slices.DeleteFunc(p.blocks, func(bl block) bool { return bl.section == briefing.Statements && len(bl.items) == 0 })
	if shown == 0 && !b.Abstained() {
		p.blocks = append([]block{{remark: "There is none of that kind."}}, p.blocks...)
	}
	return discordPage(b, p)
}

func discordPage(b *briefing.Brief, p page) Message {
	q := b.Question()
	m := Message{typed: q.Kind == briefing.Ask || q.Kind == briefing.Quotes && b.Speaker() == nil}
	head := "## " + markdown.Escape(p.title)
	for _, s := range p.subtitle {
		head += "\n-# " + markdown.Escape(s)
	}
	if feeds := b.Coverage().Feeds; feeds != "" {
		head += "\n-# " + markdown.Escape(feeds)
	}
	m.Blocks = append(m.Blocks, head)
	for _, bl := range p.blocks {
		heading := ""
		if bl.heading != "" {
			heading = "### " + markdown.Escape(bl.heading) + "\n"
		}
		if bl.remark != "" {
			m.Blocks = append(m.Blocks, heading+markdown.Escape(bl.remark))
			heading = ""
		}
		if bl.whole {
			for _, it := range bl.items {
				m.cite(b, it)
			}
			m.Blocks = append(m.Blocks, discordEntry(b, bl.items)...)
			continue
		}
		for _, it := range bl.items {
			m.cite(b, it)
			m.Blocks = append(m.Blocks, heading+discordItem(b, it))
			heading = ""
		}
	}
	m.Lines = discordSources(p.sources)
	if len(m.Lines) > 0 {
		m.Sources = "-# " + strings.Join(m.Lines, " · ")
	}
	for i, d := range b.Articles() {
		says := date(d.Article.Published)
		if d.Article.Headline.Value != "" {
			says += " · " + oneLine(d.Article.Headline.Value)
		}
		m.Articles = append(m.Articles, Cited{Number: i + 1, Article: d.Article.ID, Name: b.Publisher(d.Article).Name(), Says: says})
	}
	return m
}

// cite notes what the item that becomes the next block cites.
func (m *Message) cite(b *briefing.Brief, it item) {
	cites := it.cites
	for _, r := range it.runs {
		cites = append(cites[:len(cites):len(cites)], r.refs...)
	}
	for _, c := range cites {
		label := unmarked(oneLine(c.Words))
		if c.Speaker != "" {
			label = c.Speaker + ": " + label
		}
		if slices.ContainsFunc(m.Passages, func(p Passage) bool { return p.At.Article == c.Article && p.At.Span == c.Span }) {
			continue
		}
		m.Passages = append(m.Passages, Passage{Block: len(m.Blocks), Number: b.Number(c.Article), At: c, Label: label})
	}
}

// discordMarks are what lines begin with.
var discordMarks = map[mark]string{listed: "• ", quoted: "> ", small: "-# ", counted: "-# "}

// longestEntry is how long an entry may be, in UTF-16 units, for its lines to stay
// together: what is longer would be cut where a message ends.
const longestEntry = 1800

// discordEntry is an entry of a digest as one block, or as a block for each line
// where it is very long.
func discordEntry(b *briefing.Brief, items []item) []string {
	var lines []string
	for _, it := range items {
		if it.mark == counted {
			it.note = "/digest preview shows them"
		}
		lines = append(lines, discordMarks[it.mark]+discordLine(b, it))
	}
	if entry := strings.Join(lines, "\n"); markdown.Len(entry) <= longestEntry {
		return []string{entry}
	}
	return lines
}

// discordItem is a claim as a line; a statement with quotation marks of its own
// as a line and a block quote.
func discordItem(b *briefing.Brief, it item) string {
	if it.kind != briefing.Direct && it.kind != briefing.Mixed {
		return "• " + discordLine(b, it)
	}
	words := it
	words.lead, words.cites, words.note = "", nil, ""
	head := it
	head.runs = nil
	return "• " + discordLine(b, head) + "\n> " + discordLine(b, words)
}

func discordLine(b *briefing.Brief, it item) string {
	var s strings.Builder
	if it.lead != "" {
		s.WriteString("**" + markdown.Escape(it.lead) + "**")
		if len(it.runs) > 0 {
			s.WriteString(" – ")
		}
	}
	for _, r := range it.runs {
		if r.struck {
			s.WriteString(markdown.Struck(r.text))
		} else {
			s.WriteString(markdown.Escape(r.text))
		}
		for i := range r.refs {
			s.WriteString(" " + reference(b, &r.refs[i]))
		}
	}
	for i := range it.cites {
		s.WriteString(" " + reference(b, &it.cites[i]))
	}
	if it.note != "" {
		s.WriteString(" *(" + markdown.Escape(it.note) + ")*")
	}
	return s.String()
}

// reference is the number of a citation, as a link to the passage itself where
// the article has an address.
func reference(b *briefing.Brief, c *briefing.Citation) string {
	number := fmt.Sprintf("[%d]", b.Number(c.Article))
	d := b.Document(c.Article)
	if d.Article.URL == "" {
		return markdown.Escape(number)
	}
	return markdown.Link(number, PassageURL(d.Article, c.Span))
}

// discordSources are the sources, those of which the same is to be said under
// one heading with all their numbers.
func discordSources(sources []source) []string {
	var lines []string
	numbers := map[string]string{} // by what is said
	for _, s := range sources {
		line := markdown.Escape(s.name)
		if s.url != "" {
			line = markdown.Link(s.name, s.url)
		}
		if len(s.labels) > 0 {
			line += " – *" + markdown.Escape(strings.Join(s.labels, ", ")) + "*"
		}
		line += ", " + markdown.Escape(s.details[len(s.details)-1])
		if numbers[line] == "" {
			lines = append(lines, line)
		}
		numbers[line] += fmt.Sprintf("[%d] ", s.number)
	}
	for i, line := range lines {
		lines[i] = markdown.Escape(numbers[line]) + line
	}
	return lines
}

// fragmentWords is how many words at either end of a passage its address names:
// enough to be found once, and short.
const fragmentWords = 4

// PassageURL is the address of a passage: the article's, with a text fragment
// that makes a browser scroll to the words and mark them (the Scroll to Text
// Fragment draft of the Web Platform Incubator group). It is "" for an article
// without an address.
func PassageURL(a *corpus.Article, span corpus.Span) string {
	if a.URL == "" {
		return ""
	}
	words := strings.Fields(firstLine(span.Of(a.Text)))
	if len(words) == 0 {
		return a.URL
	}
	fragment := fragmentText(words)
	if len(words) > 2*fragmentWords {
		fragment = fragmentText(words[:fragmentWords]) + "," + fragmentText(words[len(words)-fragmentWords:])
	}
	return a.URL + "#:~:text=" + fragment
}

// firstLine is s up to its first line break: a fragment's words stand in one
// paragraph.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// fragmentText percent-encodes what has a meaning in a text fragment.
func fragmentText(words []string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D", "(", "%28", ")", "%29").Replace(url.QueryEscape(strings.Join(words, " ")))
}
