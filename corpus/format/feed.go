package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
	"briefbot/corpus/segment"
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
	f := &Feed{
		Title: strings.ReplaceAll(fragmentText(feed.Title), "\n", " "), Link: absolute(in.Name, feed.Link),
		Kind: strings.TrimSpace(kinds[feed.FeedType] + " " + path.Base(feed.FeedVersion)), Wait: wait(feed),
	}
	sources := itemSources(feed)
	whole := kept{Feed: &gofeed.Feed{Title: feed.Title, Link: feed.Link, Language: feed.Language}}
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

// kept is what an article of a feed keeps as its raw bytes, as JSON: the item
// with what the feed says of all its items, so that it can be decoded again.
type kept struct {
	Feed   *gofeed.Feed `json:"feed"`
	Source string       `json:"source,omitempty"`
	Item   *gofeed.Item `json:"item"`
	// What was learned beside the feed: Extra.
	Seen time.Time `json:"seen,omitzero"`
	Page *page     `json:"page,omitempty"`
}

// page is the page of an item.
type page struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Bytes     []byte `json:"bytes"`
}

// Extra is what is learned of a feed's item beside the feed.
type Extra struct {
	// Seen is when the item was first seen, which stands for its date where it
	// states none that can be believed. The zero time stands for none.
	Seen time.Time
	// Page is the page that the item leads to, nil if it was not read. Its text
	// takes the place of the item's.
	Page *Input
}

// Complete decodes a feed's article once more, with what was learned beside the
// feed. An error says why the page is not the item's full text.
func Complete(a *corpus.Article, extra Extra, received time.Time) (*corpus.Article, error) {
	in := Input{Name: a.Path, Received: received}
	if in.Name == "" {
		in.Name = a.URL
	}
	var k kept
	if err := json.Unmarshal(a.Raw, &k); err != nil || k.Feed == nil || k.Item == nil {
		return nil, fmt.Errorf("%s: not an item of a feed", in.Name)
	}
	k.Seen = extra.Seen
	if p := extra.Page; p != nil {
		k.Page = &page{p.Name, p.MediaType, p.Bytes}
	}
	whole, err := in.item(k)
	if err != nil {
		return nil, err
	}
	whole.ID, whole.URL = a.ID, a.URL
	return whole, nil
}

func (in Input) item(k kept) (*corpus.Article, error) {
	const how = "feed item"
	feed, item := k.Feed, k.Item
	text, teaser := itemText(item)
	title := strings.ReplaceAll(fragmentText(item.Title), "\n", " ")
	if text == "" {
		text, teaser = title, true
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
	if corpus.CanonicalURL(f.url) == corpus.CanonicalURL(feed.Link) {
		f.url = "" // the address of the publication names no article
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
	if k.Page != nil {
		p, err := fullText(text, k.Page)
		if err != nil {
			return nil, err
		}
		text, teaser = p.Text, false
		f.outlet = first(f.outlet, p.Outlet)
		f.byline, f.origin = first(f.byline, p.Byline), p.Origin
		if f.published.Time.IsZero() && notAfter(p.Published.Time, in.Received) == nil {
			f.published = p.Published
		}
		if p.Language != "" {
			f.language = p.Language
		}
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return nil, fmt.Errorf("keep the item: %w", err)
	}
	a := in.article("feed", text, raw, f)
	a.Teaser = teaser && !a.Note
	if f.url == "" && a.URL != "" {
		a.URL = "" // that of the feed, which is not the item's
		a.Identify()
	}
	if a.Published.Time.IsZero() && !k.Seen.IsZero() {
		why := "no date is stated"
		if a.Published.How != "" {
			why = a.Published.How
		}
		a.Published = corpus.Date{Time: k.Seen, Inferred: true, How: why + "; first seen in the feed then"}
	}
	return a, nil
}

// fullText reads the page of an item whose text in the feed is that. It refuses
// one that has little of that text: a consent form, a list of other articles.
func fullText(text string, p *page) (*corpus.Article, error) {
	articles, err := decodeHTML(Input{Name: p.Name, MediaType: p.MediaType, Bytes: p.Bytes})
	if len(articles) != 1 {
		return nil, err
	}
	a := articles[0]
	there := map[string]bool{}
	for _, t := range segment.Terms(nil, a.Text+" "+a.Headline.Value) {
		there[t] = true
	}
	terms, found := segment.Terms(nil, text), 0
	for _, t := range terms {
		if there[t] {
			found++
		}
	}
	switch {
	case 2*found < len(terms):
		return nil, errors.New("the page has little of what the feed says of it")
	case len(a.Text) < len(text):
		return nil, errors.New("the page has no more text than the feed")
	}
	return a, nil
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
