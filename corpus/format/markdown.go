package format

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v3"

	"briefbot/corpus"
)

func looksMarkdown(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("---\n"))
}

// decodeMarkdown reads front matter into the record and the rest as plain
// paragraphs, one to the line.
func decodeMarkdown(in Input) ([]*corpus.Article, error) {
	src := bytes.TrimPrefix(in.Bytes, []byte("\ufeff"))
	front, body, found, err := cutFrontMatter(src)
	if err != nil {
		return nil, err
	}
	var f facts
	if found {
		if f, err = in.frontMatter(front); err != nil {
			return nil, err
		}
	}
	prose := markdownText(body)
	if prose == "" {
		return nil, errors.New("no text")
	}
	return []*corpus.Article{in.article("markdown", prose, in.Bytes, f)}, nil
}

// cutFrontMatter splits a file at the lines of three hyphens around its YAML.
func cutFrontMatter(src []byte) (front, body []byte, found bool, err error) {
	line, rest, _ := bytes.Cut(src, []byte("\n"))
	if string(bytes.TrimRight(line, " \t\r")) != "---" {
		return nil, src, false, nil
	}
	for at := 0; at < len(rest); {
		end := bytes.IndexByte(rest[at:], '\n')
		next := len(rest)
		if end >= 0 {
			next = at + end + 1
		}
		if l := string(bytes.TrimRight(rest[at:next], " \t\r\n")); l == "---" || l == "..." {
			return rest[:at], rest[next:], true, nil
		}
		at = next
	}
	return nil, nil, false, errors.New("front matter: line 1 opens it, and no line of three hyphens ends it")
}

// keys are the names that front matter may use for each fact; others are
// ignored, since other programs read them.
var keys = map[string]string{
	"title": "title", "headline": "title", "url": "url", "canonical": "url", "canonical_url": "url", "link": "url",
	"outlet": "outlet", "source": "outlet", "publisher": "outlet", "byline": "byline", "author": "byline", "authors": "byline",
	"published": "published", "date": "published", "published_at": "published", "published_inferred": "published_inferred", "origin": "origin",
	"language": "language", "lang": "language", "kind": "kind", "after": "after", "id": "id",
}

func (in Input) frontMatter(front []byte) (facts, error) {
	var f facts
	var doc yaml.Node
	if err := yaml.Unmarshal(front, &doc); err != nil {
		return f, fmt.Errorf("front matter: %s", yamlError(err))
	}
	if len(doc.Content) == 0 {
		return f, nil
	}
	m := doc.Content[0]
	if m.Kind != yaml.MappingNode {
		return f, fmt.Errorf("front matter: line %d: want keys and values", m.Line+1)
	}
	const how = "front matter"
	values, lines := map[string]string{}, map[string]int{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		name, ok := keys[strings.ToLower(m.Content[i].Value)]
		if _, twice := values[name]; !ok || twice {
			continue
		}
		v, err := scalar(m.Content[i+1])
		if err != nil {
			return f, fmt.Errorf("front matter: line %d: %s: %w", m.Content[i].Line+1, m.Content[i].Value, err)
		}
		values[name], lines[name] = v, m.Content[i].Line+1
	}
	f.url, f.ref, f.language, f.note = values["url"], values["id"], code(values["language"]), isNote(values["kind"])
	f.headline, f.outlet = field(values["title"], how), field(values["outlet"], how)
	f.byline, f.origin = field(values["byline"], how), field(values["origin"], how)
	if err := f.date(in, values["published"], how); err != nil {
		return f, fmt.Errorf("front matter: line %d: published: %w", lines["published"], err)
	}
	if values["published_inferred"] == "true" {
		f.published.Inferred = true
	}
	if err := f.after(values["after"], how); err != nil {
		return f, fmt.Errorf("front matter: line %d: after: %w", lines["after"], err)
	}
	return f, nil
}

// scalar is the value as it is written, or the values of a list with commas
// between. Aliases are not followed further than to a plain value.
func scalar(n *yaml.Node) (string, error) {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return "", nil
		}
		return strings.TrimSpace(n.Value), nil
	case yaml.SequenceNode:
		var all []string
		for _, e := range n.Content {
			if e.Kind != yaml.ScalarNode {
				return "", errors.New("want plain values")
			}
			all = append(all, e.Value)
		}
		return strings.Join(all, ", "), nil
	}
	return "", errors.New("want a plain value")
}

// yamlError is the message of a YAML error in one line, its line counted from
// the top of the file.
func yamlError(err error) string {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	var n int
	if _, scanErr := fmt.Sscanf(s, "line %d:", &n); scanErr == nil {
		_, rest, _ := strings.Cut(s, ":")
		s = fmt.Sprintf("line %d:%s", n+1, rest)
	}
	return strings.Join(strings.Fields(s), " ")
}

// markdownText is the prose of Markdown: one paragraph to the line, marks of
// emphasis and addresses of links left out, their words kept.
func markdownText(src []byte) string {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	doc := md.Parser().Parse(text.NewReader(src))
	var lines []string
	add := func(s string) {
		for l := range strings.SplitSeq(s, "\n") {
			if l = strings.Join(strings.Fields(l), " "); l != "" {
				lines = append(lines, l)
			}
		}
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *tables.TableRow, *tables.TableHeader:
			var cells []string
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				cells = append(cells, strings.ReplaceAll(inline(c, src), "\n", " "))
			}
			add("| " + strings.Join(cells, " | ") + " |")
			return ast.WalkSkipChildren, nil
		case *ast.Heading:
			add(strings.ReplaceAll(inline(n, src), "\n", " "))
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock:
			lead := ""
			if p := n.Parent(); p != nil && p.Kind() == ast.KindListItem && p.FirstChild() == n {
				lead = "• "
			}
			add(lead + inline(n, src))
			return ast.WalkSkipChildren, nil
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				l := n.Lines().At(i)
				add(string(l.Value(src)))
			}
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			var b bytes.Buffer
			for i := range n.Lines().Len() {
				l := n.Lines().At(i)
				b.Write(l.Value(src))
			}
			add(fragmentText(b.String()))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(lines, "\n")
}

// inline is the text of a block's inline nodes. A soft break is a space, for
// Markdown wraps paragraphs; a hard one ends the line.
func inline(block ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(unescape(n.Segment.Value(src)))
			switch {
			case n.HardLineBreak():
				b.WriteByte('\n')
			case n.SoftLineBreak():
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unescape resolves backslashes and character references, which the parser
// leaves in the text for the renderer.
func unescape(b []byte) []byte {
	if !bytes.ContainsAny(b, "\\&") {
		return b
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))
}
