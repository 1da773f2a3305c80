package source

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/fetch"
	"briefbot/corpus/memory"
)

// site is a web site on loopback, a clock, and a corpus that follows its feed.
type site struct {
	t      *testing.T
	server *httptest.Server
	pages  map[string]func(w http.ResponseWriter, r *http.Request)
	asked  []string
	now    time.Time
	store  corpus.Store
	feed   *Feed
	got    []string // what became of the items of the last reading
}

func newSite(t *testing.T) *site {
	s := &site{
		t: t, pages: map[string]func(http.ResponseWriter, *http.Request){}, store: memory.New(),
		now: time.Date(2026, 3, 9, 6, 0, 0, 0, time.UTC),
	}
	t.Cleanup(func() { s.store.Close() })
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked = append(s.asked, r.URL.Path)
		if page := s.pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.server.Close)
	now := func() time.Time { return s.now }
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pause: -1, Now: now})
	t.Cleanup(client.Close)
	s.feed = &Feed{Label: "Alder", URL: s.server.URL + "/feed", Client: client, Now: now}
	return s
}

// says makes an address answer with a body.
func (s *site) says(path, media, body string) {
	s.pages[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		fmt.Fprint(w, body)
	}
}

// fails makes an address answer with a status.
func (s *site) fails(path string, status int, header ...string) {
	s.pages[path] = func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

// An item is one of a feed; its text is whole.
type item struct{ ref, path, title, date, text string }

func (s *site) holds(items ...item) {
	var b strings.Builder
	for _, i := range items {
		fmt.Fprintf(&b, "<item><title>%s</title>", i.title)
		if i.ref != "" {
			fmt.Fprintf(&b, `<guid isPermaLink="false">%s</guid>`, i.ref)
		}
		if i.path != "" {
			fmt.Fprintf(&b, "<link>%s%s</link>", s.server.URL, strings.ReplaceAll(i.path, "&", "&amp;"))
		}
		if i.date != "" {
			fmt.Fprintf(&b, "<pubDate>%s</pubDate>", i.date)
		}
		tag := "content:encoded"
		if strings.HasSuffix(i.text, "…") {
			tag = "description"
		}
		fmt.Fprintf(&b, "<%s><![CDATA[%s]]></%s></item>\n", tag, i.text, tag)
	}
	s.says("/feed", "application/rss+xml", `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Alder Today</title><link>`+
		s.server.URL+`/</link><language>en</language>`+b.String()+`</channel></rss>`)
}

// read reads the feed an hour later and ingests it.
func (s *site) read() Health {
	s.t.Helper()
	s.now = s.now.Add(time.Hour)
	s.got, s.asked = nil, nil
	in := &corpus.Ingester{
		Log: slog.New(slog.DiscardHandler), Store: s.store, Now: func() time.Time { return s.now },
		Report: func(r corpus.Receipt) { s.got = append(s.got, string(r.Outcome)+" "+r.Detail) },
	}
	if err := in.Ingest(context.Background(), s.feed); err != nil {
		s.t.Fatal(err)
	}
	h, err := ReadHealth(s.state())
	if err != nil {
		s.t.Fatal(err)
	}
	return h
}

func (s *site) state() []byte {
	state, err := s.store.Note(context.Background(), "source/Alder")
	if err != nil {
		s.t.Fatal(err)
	}
	return state
}

// held lists the articles that are stored: headline, whether a teaser, and the
// hour at which it came.
func (s *site) held() []string {
	s.t.Helper()
	var all []string
	for _, a := range s.articles() {
		came := "never"
		if !a.Arrived.IsZero() {
			came = a.Arrived.Format("15:04")
		}
		mark := ""
		if a.Teaser {
			mark = ", teaser"
		}
		all = append(all, fmt.Sprintf("%s (%s%s)", a.Headline.Value, came, mark))
	}
	slices.Sort(all)
	return all
}

func (s *site) articles() (all []*corpus.Article) {
	for change, err := range s.store.Changes(context.Background(), 0) {
		if err != nil {
			s.t.Fatal(err)
		}
		if change.Removed {
			continue
		}
		d, err := s.store.Document(context.Background(), change.ID)
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, d.Article)
	}
	return all
}

const (
	lockText  = "<p>The council of Port Alder has voted for a new lock.</p><p>Nobody cheered in the hall, and the mayor left early.</p>"
	ferryText = "<p>The ferry sails again from Monday, the harbour office says.</p><p>It had lain in dock for nine weeks with a broken shaft.</p>"
)

func lock() item {
	return item{"lock-1", "/lock", "Port Alder votes for a new lock", "Sun, 08 Mar 2026 18:30:00 GMT", lockText}
}

func ferry() item {
	return item{"ferry-1", "/ferry", "The ferry sails again", "Sun, 08 Mar 2026 20:00:00 GMT", ferryText}
}
