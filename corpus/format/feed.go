package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
	htmlatom "golang.org/x/net/html/atom"

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

// A Feed is what a feed says of itself, and an article of each of its items that
// can be read.
type Feed struct {
	// Title and Link name the publication, Kind the format: "RSS 2.0".
	Title, Link, Kind string
	// Wait is how long the feed asks to be taken for fresh, 0 if it does not say.
	Wait     time.Duration
	Articles []*corpus.Article
}

// A PageError is returned for a web page where a feed was expected.
type PageError struct {
	Title string
	// Feeds are the addresses of the feeds that the page names.
	Feeds []string
}

func (e *PageError) Error() string {
	says := "a web page, not a feed"
	if e.Title != "" {
		says += fmt.Sprintf(" (its title is %q)", e.Title)
	}
	return says
}

// ReadFeed reads a feed. A feed without items is none too few: it is returned
// with no article. Of a feed with items that cannot be read it returns the others
// together with an error, made by errors.Join, that names each of those.
func ReadFeed(in Input) (feed *Feed, err error) {
	defer func() { // as in Decode
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("%s: feed decoder gave up: %v", in.Name, r)
		}
	}()
	if len(bytes.TrimSpace(in.Bytes)) == 0 {
		return nil, fmt.Errorf("%s: empty", in.Name)
	}
	if kind := magic(in.Bytes); kind != "" {
		return nil, fmt.Errorf("%s: %s, not a feed", in.Name, kind)
	}
	feed, err = in.feed()
	return feed, named(in.Name, err)
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
	feed, err := in.feed()
	switch {
	case feed == nil:
		return nil, err
	case len(feed.Articles) == 0 && err == nil:
		return nil, errors.New("a feed without items")
	}
	return feed.Articles, err
}

// feed reads the bytes as a feed.
func (in Input) feed() (*Feed, error) {
	page, err := inUTF8(in)
	if err != nil {
		return nil, err
	}
	if r := root(page[:min(len(page), 4096)]); r == "html" || looksHTML(page[:min(len(page), 4096)]) {
		return nil, pageError(in, page)
	}
	if i := rootAt(page); i >= 0 && bytes.Contains(bytes.ToUpper(page[:i]), []byte("<!ENTITY")) {
		return nil, errors.New("XML with entities of its own, refused")
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	feed, err := parser.Parse(bytes.NewReader(page))
	if err != nil {
		if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
			return nil, fmt.Errorf("%w: XML, but neither RSS nor Atom", ErrUnknown)
		}
		return nil, fmt.Errorf("parse the feed: %w", err)
	}
	if feed.FeedType == "json" && len(feed.Items) == 0 && !strings.Contains(feed.FeedVersion, "jsonfeed.org/version/") {
		return nil, fmt.Errorf("%w: JSON, but no JSON Feed", ErrUnknown) // any object parses as an empty one
	}
	f := &Feed{
		Title: strings.ReplaceAll(fragmentText(feed.Title), "\n", " "), Link: absolute(in.Name, feed.Link),
		Kind: strings.TrimSpace(kinds[feed.FeedType] + " " + strings.TrimPrefix(path.Base(feed.FeedVersion), ".")), Wait: wait(feed),
	}
	sources := itemSources(feed)
	whole := kept{Feed: &gofeed.Feed{Title: feed.Title, Link: feed.Link, Language: feed.Language}}
	if u, err := url.Parse(in.Name); err == nil {
		whole.Host = u.Hostname()
	}
	if f.Link != "" {
		whole.Feed.Link = f.Link
	}
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
		f.Articles = append(f.Articles, a)
	}
	return f, errors.Join(errs...)
}

// kinds are the names of the formats that gofeed reads.
var kinds = map[string]string{"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}

// wait is the ttl of an RSS feed, which is in minutes.
func wait(feed *gofeed.Feed) time.Duration {
	original, ok := feed.OriginalFeed().(*rss.Feed)
	if !ok {
		return 0
	}
	minutes, err := strconv.Atoi(strings.TrimSpace(original.TTL))
	if err != nil || minutes < 0 {
		return 0
	}
	return time.Duration(min(minutes, 365*24*60)) * time.Minute
}

// pageError describes the page that came instead of a feed.
func pageError(in Input, page []byte) error {
	e := &PageError{}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return e
	}
	for n := range doc.Descendants() {
		switch {
		case tag(n) == htmlatom.Title && e.Title == "" && n.FirstChild != nil:
			e.Title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
			if r := []rune(e.Title); len(r) > 80 {
				e.Title = string(r[:79]) + "…"
			}
		case tag(n) == htmlatom.Link && strings.EqualFold(attribute(n, "rel"), "alternate"):
			switch media := strings.ToLower(attribute(n, "type")); media {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				if at := absolute(in.Name, attribute(n, "href")); at != "" && len(e.Feeds) < 10 {
					e.Feeds = append(e.Feeds, at)
				}
			}
		}
	}
	return e
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
