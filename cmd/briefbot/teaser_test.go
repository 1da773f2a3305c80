package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestTeaserIsMarked: whoever reads an answer out of an excerpt is told.
func TestTeaserIsMarked(t *testing.T) {
	t.Chdir(t.TempDir())
	const feed = `<rss version="2.0"><channel><title>The Harbour Gazette</title><link>https://gazette.example/</link><language>en</language>%s</channel></rss>`
	item := fmt.Sprintf(feed, `<item><title>The ferry stops</title><link>https://gazette.example/stop</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>The ferry will stop in April, harbour master Jon Hale said…</description></item>`)
	if err := os.WriteFile("feed.xml", []byte(item), 0o666); err != nil {
		t.Fatal(err)
	}
	out, _, _ := do(t, "-corpus", "feed.xml", "ask", "When will the ferry stop?")
	if !strings.Contains(out, "in April") || !strings.Contains(out, "The Harbour Gazette – teaser only · ") {
		t.Error(out)
	}
	out, _, _ = do(t, "-corpus", "feed.xml", "ask", "-json", "When will the ferry stop?")
	if !strings.Contains(out, `"teaser":true`) {
		t.Error(out)
	}
	out, _, _ = do(t, "-corpus", "feed.xml", "sources")
	id := strings.Fields(out[strings.Index(out, "\n  "):])[0]
	if !strings.Contains(out, "teaser only") {
		t.Error(out)
	}
	if out, _, _ = do(t, "-corpus", "feed.xml", "article", id); !strings.Contains(out, "an excerpt alone") {
		t.Error(out)
	}
}
