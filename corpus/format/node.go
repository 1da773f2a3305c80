package format

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A column collects a page's text, one paragraph to the line.
type column struct {
	lines []string
	line  strings.Builder
	space bool // white space is due before the next word
	// lead is written before the next word of the line: a bullet, "Caption: ".
	lead string
	// glued is true behind a mark that stands close to the next word, quotes how many
	// quotations of the markup are open.
	glued  bool
	quotes int
}

// nodeText is the text of a tree: a line for every paragraph, heading, item of
// a list; a caption begins with "Caption: " and a row of a table stands between
// column marks, so that package clean knows them again.
func nodeText(n *html.Node) string {
	var c column
	c.walk(n, 0)
	c.end()
	return strings.Join(c.lines, "\n")
}

// maxDepth ends the walk of a tree that nests deeper than any page does.
const maxDepth = 2000

var skipped = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true, atom.Object: true,
	atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Canvas: true, atom.Video: true, atom.Audio: true, atom.Math: true,
}

var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Nav: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Blockquote: true, atom.Pre: true, atom.Figure: true, atom.Figcaption: true, atom.Table: true, atom.Tr: true, atom.Form: true, atom.Fieldset: true, atom.Address: true,
	atom.Hr: true, atom.Br: true, atom.Details: true, atom.Summary: true, atom.Body: true, atom.Html: true, atom.Center: true, atom.Caption: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true,
}

func (c *column) walk(n *html.Node, depth int) {
	if depth > maxDepth {
		return
	}
	switch n.Type {
	case html.TextNode:
		c.write(n.Data)
		return
	case html.ElementNode:
		if skipped[tag(n)] || hidden(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	block := blocks[tag(n)]
	if block {
		c.end()
	}
	switch tag(n) {
	case atom.Figcaption:
		c.caption(n, depth)
		return
	case atom.Li:
		c.lead = "• "
	case atom.Table:
		if rows := tableRows(n); rows != nil {
			c.lines = append(c.lines, rows...)
			return
		}
	case atom.Img, atom.Source:
		return
	case atom.Q:
		c.quote(n, depth)
		return
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k, depth+1)
	}
	if block {
		c.end()
		c.lead = ""
	} else if tag(n) == atom.Td || tag(n) == atom.Th {
		c.space = true
	}
}

// quote writes a quotation of the markup with the marks that browsers show around it
// (HTML, 4.5.7).
func (c *column) quote(n *html.Node, depth int) {
	marks := [2]string{"“", "”"}
	if c.quotes%2 == 1 {
		marks = [2]string{"‘", "’"}
	}
	words := beginning(n, 1)
	if words == "" || strings.ContainsRune("“\"‘'„«", []rune(words)[0]) {
		marks = [2]string{}
	}
	c.quotes++
	if marks[0] != "" {
		c.write(marks[0])
		c.glued = true
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.walk(k, depth+1)
	}
	c.quotes--
	if marks[1] != "" {
		c.space, c.glued = false, false
		c.write(marks[1])
	}
}

// beginning is the text of a tree without white space at its ends, as far as the
// piece in which it gets longer than so many bytes. It does not look further, for it
// is asked of trees within trees.
func beginning(n *html.Node, most int) string {
	var b strings.Builder
	for k := range n.Descendants() {
		if k.Type != html.TextNode || k.Parent != nil && skipped[tag(k.Parent)] {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimSpace(k.Data))
		if b.Len() > most {
			break
		}
	}
	return strings.TrimSpace(b.String())
}

// caption writes what stands under a picture as one line.
func (c *column) caption(n *html.Node, depth int) {
	var inner column
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		inner.walk(k, depth+1)
	}
	inner.end()
	if s := strings.Join(inner.lines, " "); s != "" {
		c.lines = append(c.lines, "Caption: "+s)
	}
}

// write adds words, white space run together.
func (c *column) write(s string) {
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\r\n\f")
		if i == 0 {
			c.space = !c.glued
			s = strings.TrimLeft(s, " \t\r\n\f")
			continue
		}
		word := s
		if i > 0 {
			word = s[:i]
		}
		s = s[len(word):]
		if c.line.Len() == 0 {
			if strings.Trim(word, "\u00a0\u200b\ufeff") == "" {
				continue
			}
			c.line.WriteString(c.lead)
			c.lead = ""
		} else if c.space {
			c.line.WriteByte(' ')
		}
		c.space, c.glued = false, false
		c.line.WriteString(word)
	}
}

// end finishes the line.
func (c *column) end() {
	if s := strings.TrimRight(c.line.String(), " \u00a0"); s != "" {
		c.lines = append(c.lines, s)
	}
	c.line.Reset()
	c.space = false
}

// tableRows returns the rows of a table of data, nil for a table that only lays
// out the page: one with a single column, with another table inside, or with
// cells as long as paragraphs.
func tableRows(table *html.Node) []string {
	var rows []string
	columns, ok := 0, true
	var visit func(n *html.Node, depth int)
	visit = func(n *html.Node, depth int) {
		for k := n.FirstChild; k != nil && ok && depth < maxDepth; k = k.NextSibling {
			if tag(k) == atom.Table {
				ok = false
				return
			}
			if tag(k) != atom.Tr {
				visit(k, depth+1)
				continue
			}
			var cells []string
			for d := k.FirstChild; d != nil; d = d.NextSibling {
				if tag(d) != atom.Td && tag(d) != atom.Th {
					continue
				}
				if find(d, atom.Table) != nil {
					ok = false
					return
				}
				cell := strings.ReplaceAll(nodeText(d), "\n", " ")
				if utf8.RuneCountInString(cell) > 240 {
					ok = false
					return
				}
				cells = append(cells, strings.ReplaceAll(cell, "|", "/"))
			}
			columns = max(columns, len(cells))
			if strings.Join(cells, "") != "" {
				rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
			}
		}
	}
	visit(table, 0)
	if !ok || columns < 2 {
		return nil
	}
	return rows
}

// tag is the name of an element. The atom of the node is not asked: it keeps the
// old name where the search for the main content has renamed an element.
func tag(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	return atom.Lookup([]byte(n.Data))
}

// find returns the first element of that name below n, nil if there is none.
func find(n *html.Node, name atom.Atom) *html.Node {
	for k := range n.Descendants() {
		if k.Type == html.ElementNode && tag(k) == name {
			return k
		}
	}
	return nil
}

// attribute returns the value of the attribute, "" if it is absent.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hidden reports whether an element is not shown.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}
