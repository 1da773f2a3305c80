package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOPML(t *testing.T) {
	const file = `<?xml version="1.0" encoding="utf-8"?><opml version="1.0"><head><title>x</title></head><body>
		<outline text="News"><outline text="Alder &amp; Sons" type="rss" xmlUrl=" https://today.example/feed "/>
			<outline text="Deeper"><outline title="Ledger" text="x" xmlUrl="https://ledger.example/atom?a=1&amp;b=2"/></outline></outline>
		<outline text="no feed" htmlUrl="https://x.example"/></body></opml>`
	feeds, err := ReadOPML(strings.NewReader(file))
	want := []Feed{{Name: "Alder & Sons", URL: "https://today.example/feed"}, {Name: "Ledger", URL: "https://ledger.example/atom?a=1&b=2"}}
	if d := cmp.Diff(want, feeds); err != nil || d != "" {
		t.Errorf("%v\n%s", err, d)
	}
	for _, other := range []string{
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><opml><body><outline text=\"Z\xfcrich\" xmlUrl=\"https://z.example/\"/></body></opml>",
		"\ufeff<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><opml><body><outline text=\"Z\u00fcrich\" xmlUrl=\"https://z.example/\"/></body></opml>",
	} {
		feeds, err := ReadOPML(strings.NewReader(other))
		if err != nil || len(feeds) != 1 || feeds[0].Name != "Zürich" {
			t.Errorf("in another encoding: %v, %v", feeds, err)
		}
	}
	var b bytes.Buffer
	all := []Status{{Feed: feeds[0]}, {Feed: feeds[1]}, {Feed: Feed{Name: "page", URL: "https://x.example", Page: true}}}
	if err := WriteOPML(&b, all, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	again, err := ReadOPML(&b)
	if d := cmp.Diff(want, again); err != nil || d != "" {
		t.Errorf("written and read again: %v\n%s", err, d)
	}
	for _, bad := range []string{"", "<html>", "<opml><body><outline text='x'/></body></opml>", "\x00"} {
		if feeds, err := ReadOPML(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: %v", bad, feeds)
		}
	}
}

func FuzzOPML(f *testing.F) {
	f.Add(`<opml><body><outline xmlUrl="https://a.example/" text="a"><outline xmlUrl="b"/></outline></body></opml>`)
	f.Fuzz(func(t *testing.T, file string) {
		feeds, err := ReadOPML(strings.NewReader(file))
		if err == nil && len(feeds) == 0 {
			t.Fatal("neither feeds nor an error")
		}
		for _, feed := range feeds {
			if feed.Name != clean(feed.Name) {
				t.Fatalf("%q", feed.Name)
			}
		}
	})
}
