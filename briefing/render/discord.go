package render

import (
	"fmt"
	"net/url"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// Message is a brief in Discord's Markdown.
type Message struct {
	// Blocks are shown in order; none is to be cut in two, so that neither a
	// quotation nor a link is.
	Blocks []string
	// Sources is what must stay in sight whatever else does not fit.
	Sources string
}

// Discord writes the brief in Discord's Markdown. Text from articles is escaped:
// it formats nothing and pings nobody.
func Discord(b *briefing.Brief) Message {
	return discordPage(b, lay(b))
}

func discordPage(b *briefing.Brief, p page) Message {
	var m Message
	head := "## " + markdown.Escape(p.title)
	for _, s := range p.subtitle {
		head += "\n-# " + markdown.Escape(s)
	}
	m.Blocks = append(m.Blocks, head)
	for _, bl := range p.blocks {
		heading := ""
		if bl.heading != "" {
			heading = "**" + markdown.Escape(bl.heading) + "**\n"
		}
		if bl.remark != "" {
			m.Blocks = append(m.Blocks, heading+markdown.Escape(bl.remark))
			heading = ""
		}
		for _, it := range bl.items {
			m.Blocks = append(m.Blocks, heading+"• "+discordItem(b, it))
			heading = ""
		}
	}
	if lines := discordSources(p.sources); len(lines) > 0 {
		m.Sources = "-# " + strings.Join(lines, " · ")
	}
	return m
}

func discordItem(b *briefing.Brief, it item) string {
	var s strings.Builder
	if it.lead != "" {
		s.WriteString("**" + markdown.Escape(it.lead) + "** – ")
	}
	for _, r := range it.runs {
		s.WriteString(markdown.Escape(r.text))
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
