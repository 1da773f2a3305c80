package format

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// TestTeaser says which items of feeds are excerpts.
func TestTeaser(t *testing.T) {
	long := "<p>" + strings.Repeat("The lock gates were lifted out one by one. ", 20) + "</p>"
	tests := []struct {
		name, item string
		want       bool
	}{
		{"a short description alone", "<description>The council of Port Alder has voted.</description>", true},
		{"a long description alone", "<description><![CDATA[" + long + "]]></description>", false},
		{"a long description that is cut", "<description><![CDATA[" + long + "<p>The mayor said that […]</p>]]></description>", true},
		{"a content, though short", "<description>Short.</description><content:encoded>The lock is open again.</content:encoded>", false},
		{"a content that ends with an ellipsis", "<content:encoded><![CDATA[<p>The lock is open again, and the mayor…</p>]]></content:encoded>", true},
		{"a content that says where it goes on", "<content:encoded><![CDATA[<p>The lock is open again.</p><p><a href='x'>Continue reading →</a></p>]]></content:encoded>", true},
		{"an excerpt as blogs make it", "<content:encoded><![CDATA[<p>The lock is open again, [&#8230;]</p><p>The post Lock opens appeared first on Alder Today.</p>]]></content:encoded>", true},
		{"a whole content as blogs make it", "<content:encoded><![CDATA[<p>The lock is open again.</p><p>The post Lock opens appeared first on Alder Today.</p>]]></content:encoded>", false},
		{"a title alone", "", true},
		{"a note", "<category>note</category><description>Short.</description>", false},
	}
	for _, tt := range tests {
		feed, err := ReadFeed(Input{Name: "https://today.example/feed", Bytes: []byte(rssFeed("<item><title>Lock opens</title>" + tt.item + "</item>"))})
		if err != nil || len(feed.Articles) != 1 {
			t.Errorf("%s: %v", tt.name, err)
		} else if got := feed.Articles[0].Teaser; got != tt.want {
			t.Errorf("%s: teaser %v, want %v", tt.name, got, tt.want)
		}
	}
}

func rssFeed(items string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Alder Today</title><link>https://today.example/</link><ttl>45</ttl>` + items + `</channel></rss>`
}

func TestReadFeed(t *testing.T) {
	in := Input{Name: "https://today.example/feed", Bytes: []byte(rssFeed(""))}
	feed, err := ReadFeed(in)
	want := &Feed{Title: "Alder Today", Link: "https://today.example/", Kind: "RSS 2.0", Wait: 45 * time.Minute}
	if d := cmp.Diff(want, feed); err != nil || d != "" {
		t.Errorf("a feed without items: %v\n%s", err, d)
	}
	// Items without an address of their own are told apart by their texts.
	in.Bytes = []byte(rssFeed("<item><title>One</title><link>https://today.example/</link></item><item><title>Two</title></item>"))
	feed, err = ReadFeed(in)
	if err != nil || len(feed.Articles) != 2 || feed.Articles[0].ID == feed.Articles[1].ID || feed.Articles[0].URL != "" {
		t.Errorf("items without addresses: %v, %v", feed, err)
	}
	in.Bytes = []byte(rssFeed("<item><title>One</title><link>/a/../one</link></item>"))
	if feed, err = ReadFeed(in); err != nil || feed.Articles[0].URL != "https://today.example/one" {
		t.Errorf("a relative address: %v, %v", feed.Articles[0].URL, err)
	}
	for _, tt := range []struct{ name, bytes, want string }{
		{"empty", " \n", "x: empty"},
		{"a picture", "\x89PNG\r\n", "x: a PNG picture, not a feed"},
		{"cut off", rssFeed("<item><title>One</title></item>")[:160], "x: parse the feed: "},
		{"entities", "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>", "x: XML with entities of its own, refused"},
		{"entities in UTF-16", utf16le("<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss><channel><item><title>&a;</title></item></channel></rss>"), "x: XML with entities of its own, refused"},
		{"other JSON", `{"a": 1}`, "x: unknown format: JSON, but no JSON Feed"},
		{"other XML", "<catalog><book/></catalog>", "x: unknown format: XML, but neither RSS nor Atom"},
	} {
		if feed, err := ReadFeed(Input{Name: "x", Bytes: []byte(tt.bytes)}); feed != nil || err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v, want %s", tt.name, feed, err, tt.want)
		}
	}
}

func TestPageInsteadOfFeed(t *testing.T) {
	_, err := ReadFeed(Input{Name: "https://today.example/news/", Bytes: []byte(`<!doctype html><html><head><title>Alder
		Today</title><link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="alternate" type="text/calendar" href="/c"></head><body>x</body></html>`)})
	var page *PageError
	if !errors.As(err, &page) {
		t.Fatal(err)
	}
	if d := cmp.Diff(&PageError{Title: "Alder Today", Feeds: []string{"https://today.example/rss.xml"}}, page); d != "" {
		t.Error(d)
	}
	if want := `https://today.example/news/: a web page, not a feed (its title is "Alder Today")`; err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func utf16le(s string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// TestFeedCharset reads one title in whatever encoding it comes.
func TestFeedCharset(t *testing.T) {
	const title = "Café – “zu” geöffnet"
	xml := func(encoding, title string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?><rss version="2.0"><channel><title>x</title><item><title>` + title + `</title></item></channel></rss>`
	}
	windows := "Caf\xe9 \x96 \x93zu\x94 ge\xf6ffnet"
	tests := []struct{ name, media, bytes string }{
		{"UTF-8 as declared", "", xml("utf-8", title)},
		{"UTF-8 with a mark", "", "\xef\xbb\xbf" + xml("utf-8", title)},
		{"UTF-8 that is declared Latin 1", "text/xml; charset=iso-8859-1", xml("iso-8859-1", title)},
		{"by the declaration", "text/xml", xml("windows-1252", windows)},
		{"by the header, against the declaration", "text/xml; charset=windows-1252", xml("utf-8", windows)},
		{"by nothing", "", strings.Replace(xml("x", windows), ` encoding="x"`, "", 1)},
		{"declared UTF-8, and is not", "application/rss+xml; charset=utf-8", xml("utf-8", windows)},
		{"an encoding that nobody knows", "", xml("x-alder", windows)},
		{"UTF-16 with a mark", "", utf16le(xml("utf-16", title))},
		{"UTF-16 without one", "", utf16le(xml("utf-16", title))[2:]},
	}
	for _, tt := range tests {
		feed, err := ReadFeed(Input{Name: "x", MediaType: tt.media, Bytes: []byte(tt.bytes)})
		if err != nil || len(feed.Articles) != 1 {
			t.Errorf("%s: %v", tt.name, err)
		} else if got := feed.Articles[0].Headline.Value; got != title {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// TestComplete reads an item with the page that it leads to.
func TestComplete(t *testing.T) {
	feed, err := ReadFeed(Input{Name: "https://today.example/feed", Received: received, Bytes: []byte(rssFeed(
		`<item><title>Lock opens</title><guid isPermaLink="false">l1</guid><link>https://today.example/lock?utm_source=rss</link><description>The lock of Port Alder opens again on Friday, the council says…</description></item>`))})
	if err != nil {
		t.Fatal(err)
	}
	teaser := feed.Articles[0]
	if !teaser.Teaser || !teaser.Published.Time.IsZero() {
		t.Fatalf("%+v", teaser)
	}
	body := "<p>The lock of Port Alder opens again on Friday, the council says.</p><p>It was closed for a year while its gates were lifted out and mended.</p>"
	page := func(body string) *Input {
		return &Input{Name: "https://today.example/lock", MediaType: "text/html; charset=utf-8", Bytes: []byte(`<html lang="en"><head><meta property="og:site_name" content="Alder Today Online"><meta name="author" content="Anna Example"></head><body><article><h1>Lock opens</h1>` + body + `</article></body></html>`)}
	}
	seen := received.Add(-time.Hour)
	whole, err := Complete(teaser, Extra{Seen: seen, Page: page(body)}, received)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%v %s %s %s %s %v %s %s", whole.Teaser, whole.Headline.Value, whole.Byline.Value, whole.URL, whole.Ref, whole.Published.Inferred, whole.Published.Time.Format(time.RFC3339), whole.Published.How)
	if want := "false Lock opens Anna Example https://today.example/lock l1 true 2026-03-20T11:00:00Z no date is stated; first seen in the feed then"; got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
	if !strings.Contains(whole.Text, "lifted out and mended") || whole.ID != teaser.ID {
		t.Errorf("%s %q, want %s", whole.ID, whole.Text, teaser.ID)
	}
	again, err := Again(whole, received)
	if d := cmp.Diff(whole, again); err != nil || d != "" {
		t.Errorf("decoded again: %v\n%s", err, d)
	}
	for _, tt := range []struct{ name, body, want string }{
		{"a consent form", "<p>We value your privacy and store cookies on your device to show advertisements that suit you.</p>", "the page has little of what the feed says of it"},
		{"as short", "<p>The lock opens again Friday.</p>", "the page has no more text than the feed"},
	} {
		if a, err := Complete(teaser, Extra{Page: page(tt.body)}, received); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, %v", tt.name, a, err)
		}
	}
}

// TestFutureDate says that a date in the future is none, and what stands for it.
func TestFutureDate(t *testing.T) {
	for _, date := range []string{"Tue, 09 Mar 2049 18:30:00 +0100", "2099-01-01T00:00:00Z"} {
		feed, err := ReadFeed(Input{Name: "https://today.example/feed", Received: received, Bytes: []byte(rssFeed("<item><title>Lock opens</title><pubDate>" + date + "</pubDate></item>"))})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Complete(feed.Articles[0], Extra{Seen: received}, received)
		if err != nil || !a.Published.Time.Equal(received) || !a.Published.Inferred || !strings.Contains(a.Published.How, "refused: ") || !strings.HasSuffix(a.Published.How, "first seen in the feed then") {
			t.Errorf("%s: %+v, %v", date, a.Published, err)
		}
	}
}
