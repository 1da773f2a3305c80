package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"

	"briefbot/corpus"
)

func looksFeed(head []byte) bool {
	switch root(head) {
	case "rss", "feed", "rdf:rdf", "rdf":
		return true
	}
	return bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) && bytes.Contains(head, []byte("jsonfeed.org/version/"))
}

// root is the name of the first element in the bytes, in lower case.
func root(b []byte) string {
	i := rootAt(b)
	if i < 0 {
		return ""
	}
	b = b[i+1:]
	end := bytes.IndexAny(b, " \t\r\n/>")
	if end < 0 || end > 40 {
		return ""
	}
	return string(bytes.ToLower(b[:end]))
}

// rootAt is the offset of the first element, -1 if there is none.
func rootAt(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if c := b[i+1] | 0x20; b[i] == '<' && 'a' <= c && c <= 'z' {
			return i
		}
	}
	return -1
}

// decodeFeed makes an article of every item of a feed.
func decodeFeed(in Input) ([]*corpus.Article, error) {
	if bytes.HasPrefix(in.Bytes, []byte(`{"feed":`)) {
		var k kept
		if err := json.Unmarshal(in.Bytes, &k); err == nil && k.Feed != nil && k.Item != nil {
			a, err := in.item(k)
			if err != nil {
				return nil, err
			}
			return []*corpus.Article{a}, nil
		}
	}
	if r := root(in.Bytes[:min(len(in.Bytes), 4096)]); r == "html" {
		return decodeHTML(in)
	}
	if i := rootAt(in.Bytes); i >= 0 && bytes.Contains(bytes.ToUpper(in.Bytes[:i]), []byte("<!ENTITY")) {
		return nil, errors.New("XML with entities of its own, refused")
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	feed, err := parser.Parse(bytes.NewReader(in.Bytes))
	if err != nil {
		if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
			return nil, fmt.Errorf("%w: XML, but neither RSS nor Atom", ErrUnknown)
		}
		return nil, fmt.Errorf("parse the feed: %w", err)
	}
	if len(feed.Items) == 0 {
		return nil, errors.New("a feed without items")
	}
	sources := itemSources(feed)
	whole := kept{Feed: &gofeed.Feed{Title: feed.Title, Link: feed.Link, Language: feed.Language}}
	var articles []*corpus.Article
	var errs []error
	for i, item := range feed.Items {
		if item == nil {
			continue
		}
		whole.Item, whole.Source = item, sources[i]
		a, err := in.item(whole)
		if err != nil {
			errs = append(errs, fmt.Errorf("item %d: %w", i+1, err))
			continue
		}
		articles = append(articles, a)
	}
	return articles, errors.Join(errs...)
}

// kept is what an article of a feed keeps as its raw bytes, as JSON: the item
// with what the feed says of all its items, so that it can be decoded again.
type kept struct {
	Feed   *gofeed.Feed `json:"feed"`
	Source string       `json:"source,omitempty"`
	Item   *gofeed.Item `json:"item"`
}

func (in Input) item(k kept) (*corpus.Article, error) {
	const how = "feed item"
	feed, item := k.Feed, k.Item
	content := item.Content
	if strings.TrimSpace(content) == "" {
		content = item.Description
	}
	text := fragmentText(content)
	title := strings.ReplaceAll(fragmentText(item.Title), "\n", " ")
	if text == "" {
		text = title
	}
	if text == "" {
		return nil, errors.New("neither title nor text")
	}
	f := facts{
		url: absolute(feed.Link, item.Link), ref: item.GUID, language: code(feed.Language),
		headline: field(title, how), outlet: field(k.Source, how+", source"), weakOutlet: field(feed.Title, "feed title"),
	}
	if f.url == "" && strings.HasPrefix(item.GUID, "http") {
		f.url = item.GUID
	}
	var names []string
	for _, p := range item.Authors {
		if p != nil && p.Name != "" {
			names = append(names, p.Name)
		}
	}
	f.byline = field(strings.Join(names, ", "), how)
	for _, c := range item.Categories {
		f.note = f.note || isNote(c)
	}
	_ = f.date(in, item.Published, how)
	if f.published.Time.IsZero() && item.PublishedParsed != nil && f.refused == "" {
		_ = f.date(in, item.PublishedParsed.UTC().Format("2006-01-02T15:04:05Z"), how)
	}
	_ = f.date(in, item.Updated, how+", updated")
	raw, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("keep the item: %w", err)
	}
	return in.article("feed", text, raw, f), nil
}

// itemSources returns, for every item, the publisher that it names as its
// source.
func itemSources(feed *gofeed.Feed) []string {
	sources := make([]string, len(feed.Items))
	switch original := feed.OriginalFeed().(type) {
	case *rss.Feed:
		for i := range min(len(sources), len(original.Items)) {
			if it := original.Items[i]; it != nil && it.Source != nil {
				sources[i] = it.Source.Title
			}
		}
	case *atom.Feed:
		for i := range min(len(sources), len(original.Entries)) {
			if e := original.Entries[i]; e != nil && e.Source != nil {
				sources[i] = e.Source.Title
			}
		}
	}
	for i, item := range feed.Items {
		if item == nil || sources[i] != "" || item.DublinCoreExt == nil {
			continue
		}
		for _, list := range [][]string{item.DublinCoreExt.Source, item.DublinCoreExt.Publisher} {
			if sources[i] == "" && len(list) > 0 && !strings.Contains(list[0], "://") {
				sources[i] = list[0]
			}
		}
	}
	return sources
}

// fragmentText is the text of a piece of HTML, or of what is no HTML.
func fragmentText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		var lines []string
		for l := range strings.Lines(s) {
			if l = strings.TrimSpace(l); l != "" {
				lines = append(lines, l)
			}
		}
		return strings.Join(lines, "\n")
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return strings.TrimSpace(s)
	}
	return bodyText(doc)
}
