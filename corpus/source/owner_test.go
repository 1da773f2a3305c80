package source

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
)

const (
	tide       = "<p>The tide gate at Port Alder stays open, the harbour office says.</p><p>“It is not broken,” said Petra Voss.</p>"
	tideForged = "<p>The tide gate at Port Alder stays shut, the harbour office says.</p><p>“It is broken for good,” said Petra Voss.</p>"
	tideMended = "<p>The tide gate at Port Alder stays open tonight, the harbour office says.</p><p>“It is not broken at all,” said Petra Voss.</p>"
	tideShort  = "The tide gate at Port Alder stays…"
)

// TestOwner: the text of an address is that of the source which brought it first, or
// of the site that the address is on; another source's is refused, and its health says
// so.
func TestOwner(t *testing.T) {
	const there, elsewhere = "http://127.0.0.1/tide", "http://harbour.example/tide"
	tests := []struct {
		name          string
		address       string
		first, second string // texts, by the first source and then by the other
		then          string // by the other again, "" for nothing more
		want          string // the text that stands
		by            string // whose it is
		got, remark   string
	}{
		{name: "another text", address: elsewhere, first: tide, second: tideForged, want: tide, by: "Alder",
			got: "contested Alder", remark: "1 of its items have addresses of other sites under which Alder brought other texts, which stand"},
		{name: "the same text, and then another", address: elsewhere, first: tide, second: tide, then: tideForged, want: tide, by: "Alder",
			got: "contested Alder", remark: "Alder brought other texts"},
		{name: "another text, and then the same", address: elsewhere, first: tide, second: tideForged, then: tide, want: tide, by: "Alder",
			got: "unchanged The tide gate"},
		{name: "a whole text for an excerpt", address: elsewhere, first: tideShort, second: tideForged, want: tideShort, by: "Alder",
			got: "contested Alder", remark: "Alder brought other texts"},
		{name: "another excerpt", address: elsewhere, first: tideShort, second: "The tide gate…", want: tideShort, by: "Alder",
			got: "unchanged The tide gate"},
		{name: "the site that the address is on", address: there, first: tideForged, second: tide, want: tide, by: "Voss",
			got: "updated The tide gate"},
		{name: "which corrects itself", address: there, first: tide, second: tide, then: tideMended, want: tideMended, by: "Voss",
			got: "updated The tide gate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, second := newSite(t), newSite(t)
			second.store.Close()
			second.store, second.now = first.store, first.now
			second.feed.Label = "Voss"
			if tt.address == there {
				// Only the second is of the site that it is on.
				first.feed.URL = strings.Replace(first.feed.URL, "127.0.0.1", "localhost", 1)
			}
			item := func(s *site, text string) { s.pages["/feed"] = rss(tt.address, text) }
			item(first, tt.first)
			first.read()
			item(second, tt.second)
			h := health(t, second)
			if tt.then != "" {
				item(second, tt.then)
				h = health(t, second)
			}
			if diff := cmp.Diff([]string{tt.got}, second.got); diff != "" {
				t.Errorf("what became of it: %s", diff)
			}
			if !strings.Contains(h.Remark, tt.remark) || tt.remark == "" && strings.Contains(h.Remark, "other") {
				t.Errorf("remark %q", h.Remark)
			}
			all := first.articles()
			if len(all) != 1 || all[0].Source != tt.by || strings.Join(strings.Fields(all[0].Text), " ") != plain(tt.want) {
				t.Fatalf("held: %+v", all)
			}
			if h = health(t, second); !strings.Contains(h.Remark, tt.remark) || len(second.got) > 0 {
				t.Errorf("the same again: %v, remark %q", second.got, h.Remark)
			}
		})
	}
}

// rss answers with a feed of one item, with its whole text or an excerpt.
func rss(address, text string) func(http.ResponseWriter, *http.Request) {
	tag := "content:encoded"
	if strings.HasSuffix(text, "…") {
		tag = "description"
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title>`+
			`<item><guid isPermaLink="false">tide</guid><title>The tide gate</title><link>%s</link><%s><![CDATA[%s]]></%s></item></channel></rss>`, address, tag, text, tag)
	}
}

// plain is the text of one of the fragments above.
func plain(fragment string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("<p>", " ", "</p>", " ").Replace(fragment)), " ")
}

// health reads the feed of a site under whatever name it has.
func health(t *testing.T, s *site) Health {
	t.Helper()
	s.now = s.now.Add(time.Hour)
	s.got = nil
	in := &corpus.Ingester{
		Log: slog.New(slog.DiscardHandler), Store: s.store, Now: func() time.Time { return s.now },
		Report: func(r corpus.Receipt) { s.got = append(s.got, string(r.Outcome)+" "+r.Detail) },
	}
	if err := in.Ingest(t.Context(), s.feed); err != nil {
		t.Fatal(err)
	}
	state, err := s.store.Note(t.Context(), "source/"+s.feed.Label)
	if err != nil {
		t.Fatal(err)
	}
	h, err := ReadHealth(state)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestSites: who is behind an address is told by what somebody can register.
func TestSites(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"https://feeds.alder.example/rss", "https://www.alder.example/2026/lock", true},
		{"https://alder.co.uk/", "https://birch.co.uk/", false},
		{"https://alder.github.io/", "https://birch.github.io/", false},
		{"https://ALDER.example./", "https://alder.example:8443/", true},
		{"https://alder.example.evil.example/", "https://alder.example/", false},
		{"http://127.0.0.1:80/", "http://127.0.0.1:81/", true},
		{"http://10.0.0.1/", "http://20.0.0.1/", false},
		{"http://[::1]/", "http://[::2]/", false},
		{"%", "%", true},
	} {
		if got := siteOf(tt.a) == siteOf(tt.b); got != tt.same {
			t.Errorf("%s and %s: %v, want %v", tt.a, tt.b, got, tt.same)
		}
	}
}

// TestMovedCopy: an item that repeats another source's article and then moves on to an
// address of its own, with other words, corrects nothing of that article.
func TestMovedCopy(t *testing.T) {
	first, second := newSite(t), newSite(t)
	second.store.Close()
	second.store, second.now = first.store, first.now
	second.feed.Label = "Voss"
	first.pages["/feed"] = rss("http://harbour.example/tide", tide)
	first.read()
	second.pages["/feed"] = rss("http://harbour.example/tide", tide)
	health(t, second)
	second.pages["/feed"] = rss("http://voss.example/tide", strings.Replace(tide, "not broken", "broken", 1))
	health(t, second)
	for c, err := range corpus.Corrections(t.Context(), first.store, time.Time{}) {
		t.Errorf("a correction: %+v %v", c, err)
	}
	all := first.articles()
	if len(all) != 2 {
		t.Fatalf("%d articles", len(all))
	}
	for _, a := range all {
		if a.URL == "http://harbour.example/tide" && (a.Path != "" || a.Source != "Alder" || a.Sum() == (corpus.Sum{})) {
			t.Errorf("%+v", a)
		}
	}
}
