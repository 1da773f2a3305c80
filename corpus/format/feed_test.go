package format

import (
	"testing"
	"time"
)

// A feed that was read over the network says of its outlet on which host it says so;
// completed by a page, too.
func TestFeedHost(t *testing.T) {
	feed := `<rss version="2.0"><channel><title>Northern Wire</title><item><title>The pier</title><link>https://other.example/1</link><description>The pier is closed, the harbour master said.</description></item></channel></rss>`
	for name, want := range map[string]string{"https://feeds.example:8443/rss": "feed title at feeds.example", "rss.xml": "feed title"} {
		all, err := Decode(Input{Name: name, Bytes: []byte(feed), Received: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		again, err := Complete(all[0], Extra{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for _, how := range []string{all[0].Outlet.How, again.Outlet.How} {
			if how != want {
				t.Errorf("%s: %q, want %q", name, how, want)
			}
		}
	}
}
