package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// kept is what an article of a feed keeps as its raw bytes, as JSON: the item
// with what the feed says of all its items, so that it can be decoded again.
type kept struct {
	Feed   *gofeed.Feed `json:"feed"`
	Source string       `json:"source,omitempty"`
	// Host is where the feed was read, "" for a file: it names its outlet itself, which
	// is to be believed where the host is that outlet's own.
	Host string       `json:"host,omitempty"`
	Item *gofeed.Item `json:"item"`
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
	at := ""
	if k.Host != "" {
		at = corpus.FeedAt + k.Host
	}
	f := facts{
		url: absolute(feed.Link, item.Link), ref: item.GUID, language: code(feed.Language),
		headline: field(title, how), outlet: field(k.Source, how+", source"+at), weakOutlet: field(feed.Title, "feed title"+at),
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
