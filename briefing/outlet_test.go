package briefing

import (
	"testing"

	"briefbot/corpus"
)

// A feed says itself whose it is: the label of a known outlet is for its own hosts.
func TestPublisherBelieved(t *testing.T) {
	e := Engine{Outlets: []Outlet{
		{Name: "Northern Wire", Aliases: []string{"wire.example", "N.W. Agency"}, Label: "wire"},
		{Name: "The Harbour Post", Aliases: []string{"Post"}, Label: "local"},
	}}
	for _, tt := range []struct{ name, how, path, url, want, label string }{
		{"Northern Wire", "front matter", "a.md", "https://blog.example/1", "Northern Wire", "wire"},
		{"Northern Wire", "feed title at wire.example", "", "https://wire.example/1", "Northern Wire", "wire"},
		{"Northern Wire", "feed title at feeds.wire.example", "", "https://wire.example/1", "Northern Wire", "wire"},
		{"Northern Wire", "feed title at blog.example", "", "https://wire.example/1", "blog.example", "calls itself Northern Wire"},
		{"Northern Wire", "feed title at notwire.example", "", "", "notwire.example", "calls itself Northern Wire"},
		{"Northern Wire", "og:site_name", "", "https://blog.example/1", "blog.example", "calls itself Northern Wire"},
		{"The Harbour Post", "feed title at blog.example", "", "https://blog.example/1", "The Harbour Post", "local"},
		{"Someone", "feed title at blog.example", "", "https://blog.example/1", "Someone", ""},
		{"", "", "", "https://www.wire.example/1", "Northern Wire", "wire"},
	} {
		p := e.Publisher(&corpus.Article{Outlet: corpus.Field{Value: tt.name, How: tt.how}, Path: tt.path, URL: tt.url})
		if p.Outlet.Name != tt.want || p.Outlet.Label != tt.label {
			t.Errorf("%q, %s, %s: %q (%s), want %q (%s)", tt.name, tt.how, tt.url, p.Outlet.Name, p.Outlet.Label, tt.want, tt.label)
		}
	}
}
