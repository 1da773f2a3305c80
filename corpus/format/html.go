package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"briefbot/corpus"
)

// maxElements is the number of elements above which a page is no article.
const maxElements = 200_000

func looksHTML(head []byte) bool {
	low := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))))
	for _, p := range []string{"<!doctype html", "<html", "<head", "<body", "<article"} {
		if bytes.HasPrefix(low, []byte(p)) {
			return true
		}
	}
	return (bytes.HasPrefix(low, []byte("<!--")) || bytes.HasPrefix(low, []byte("<?xml"))) && bytes.Contains(low, []byte("<html"))
}

// decodeHTML reads a page: its main content as text, its record from its
// metadata. A page that breaks off is read as far as it goes.
func decodeHTML(in Input) ([]*corpus.Article, error) {
	r, err := charset.NewReader(bytes.NewReader(in.Bytes), in.MediaType)
	if err != nil {
		return nil, fmt.Errorf("read as its charset declares: %w", err)
	}
	page, err := io.ReadAll(io.LimitReader(r, 3*MaxBytes))
	if err != nil {
		return nil, fmt.Errorf("read as its charset declares: %w", err)
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	tidy(doc)
	f, errs := pageFacts(in, doc)
	text := mainText(in, doc)
	if text == "" {
		return nil, errors.New("no text in the page")
	}
	if brokenOff(page) {
		errs = append(errs, &corpus.Remark{Err: errors.New("the page breaks off; read as far as it goes")})
	}
	return []*corpus.Article{in.article("html", text, in.Bytes, f)}, errors.Join(errs...)
}

// brokenOff reports whether a page begins as a whole one and does not end as one.
func brokenOff(page []byte) bool {
	low := bytes.ToLower(page)
	begins := bytes.Contains(low, []byte("<html")) || bytes.Contains(low, []byte("<body"))
	return begins && !bytes.Contains(low, []byte("</html")) && !bytes.Contains(low, []byte("</body"))
}

// mainText is the text of the page's main content; of a page in which none can
// be told from the rest, it is the text of all but navigation and footer.
func mainText(in Input, doc *html.Node) string {
	rest := bodyText(doc)
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	parser.DisableJSONLD = true // read before, with how it was found
	address, err := url.Parse(in.Name)
	if err != nil || address.Host == "" {
		address = nil
	}
	main, err := parser.ParseAndMutate(doc, address)
	if err != nil || main.Node == nil {
		return rest
	}
	text := nodeText(main.Node)
	if len(text)*8 < len(rest) && len(text) < 400 {
		return rest
	}
	return text
}

// bodyText is the text of a page without what its markup names as not content.
func bodyText(doc *html.Node) string {
	body := find(doc, atom.Body)
	if body == nil {
		return ""
	}
	var c column
	var visit func(n *html.Node, depth int)
	visit = func(n *html.Node, depth int) {
		for k := n.FirstChild; k != nil && depth < maxDepth; k = k.NextSibling {
			switch {
			case tag(k) == atom.Nav || tag(k) == atom.Footer || tag(k) == atom.Aside || tag(k) == atom.Form:
			case k.Type == html.ElementNode && (tag(k) == atom.Div || tag(k) == atom.Section || tag(k) == atom.Main || tag(k) == atom.Article) && !hidden(k):
				c.end()
				visit(k, depth+1)
				c.end()
			default:
				c.walk(k, depth)
			}
		}
	}
	visit(body, 0)
	c.end()
	return strings.Join(c.lines, "\n")
}
