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

	"github.com/google/go-cmp/cmp"

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

// TestBaseline: what a feed holds when it is added is no news; what comes then
// is, though it claims to be older than all else.
func TestBaseline(t *testing.T) {
	s := newSite(t)
	s.holds(lock())
	if h := s.read(); !h.Newest.IsZero() || h.Items != 1 || !h.Success.Equal(s.now) {
		t.Errorf("%+v", h)
	}
	late := ferry()
	late.date = "Mon, 02 Mar 2026 08:00:00 GMT"
	s.holds(late, lock())
	if h := s.read(); !h.Newest.Equal(s.now) {
		t.Errorf("%+v", h)
	}
	want(t, s.held(), "Port Alder votes for a new lock (never)", "The ferry sails again (08:00)")
}

// TestSameArticle changes one thing of an item after the other: none of it is
// news, and none of it makes two articles of one.
func TestSameArticle(t *testing.T) {
	tests := []struct {
		name   string
		change func(*item)
		title  string // that is held then, "" for the old one
	}{
		{name: "nothing", change: func(*item) {}},
		{name: "identifier", change: func(i *item) { i.ref = "lock-2" }},
		{name: "identifier gone", change: func(i *item) { i.ref = "" }},
		{name: "tracking parameters", change: func(i *item) { i.path += "?utm_source=rss&utm_campaign=x" }},
		{name: "address", change: func(i *item) { i.path = "/2026/lock-voted" }},
		{name: "identifier and address", change: func(i *item) { i.ref, i.path = "x", "/2026/lock-voted" }},
		{name: "title", change: func(i *item) { i.title = "A new lock for Port Alder" }, title: "A new lock for Port Alder"},
		{name: "title and address", change: func(i *item) { i.title, i.path = "A new lock for Port Alder", "/new-lock" }, title: "A new lock for Port Alder"},
		{name: "date", change: func(i *item) { i.date = "Mon, 09 Mar 2026 06:30:00 GMT" }},
		{name: "date gone", change: func(i *item) { i.date = "" }},
		{name: "date and identifier", change: func(i *item) { i.date, i.ref = "Mon, 09 Mar 2026 06:30:00 GMT", "x" }},
		{name: "text, a little", change: func(i *item) { i.text += "<p>This text was mended.</p>" }},
		{name: "text, a little, and identifier", change: func(i *item) { i.ref, i.text = "x", i.text+"<p>This text was mended.</p>" }},
		{name: "spaces in the text, identifier and address", change: func(i *item) {
			i.ref, i.path, i.text = "x", "/y", strings.ReplaceAll(i.text, "voted for", "voted\n  for")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t)
			s.holds()
			s.read()
			s.holds(lock(), ferry())
			s.read() // 08:00
			changed := lock()
			tt.change(&changed)
			s.holds(changed, ferry())
			h := s.read()
			if h.Newest.Equal(s.now) {
				t.Error("it is told as a new item")
			}
			title := lock().title
			if tt.title != "" {
				title = tt.title
			}
			expected := []string{title + " (08:00)", "The ferry sails again (08:00)"}
			slices.Sort(expected)
			want(t, s.held(), expected...)
			s.read()
			want(t, s.held(), expected...)
			if len(s.got) > 0 {
				t.Errorf("the same again: %v", s.got)
			}
		})
	}
}

// TestOtherArticle: things that look alike and are two articles.
func TestOtherArticle(t *testing.T) {
	t.Run("an identifier that is used again", func(t *testing.T) {
		s := newSite(t)
		one, two := lock(), ferry()
		one.ref, two.ref = "latest", "latest"
		s.holds(one)
		s.read()
		s.holds(two)
		s.read()
		want(t, s.held(), "Port Alder votes for a new lock (never)", "The ferry sails again (08:00)")
	})
	t.Run("one identifier for all", func(t *testing.T) {
		s := newSite(t)
		one, two := lock(), ferry()
		one.ref, two.ref = "0", "0"
		s.holds()
		s.read()
		s.holds(one, two)
		s.read()
		want(t, s.held(), "Port Alder votes for a new lock (08:00)", "The ferry sails again (08:00)")
	})
	t.Run("two addresses with one text", func(t *testing.T) {
		s := newSite(t)
		one, two := lock(), lock()
		two.ref, two.path, two.title = "lock-2", "/lock-again", "The same in the evening edition"
		s.holds(one)
		s.read()
		s.holds(one, two)
		s.read()
		want(t, s.held(), "Port Alder votes for a new lock (never)", "The same in the evening edition (08:00)")
	})
	t.Run("items without identifier and address", func(t *testing.T) {
		s := newSite(t)
		one, two := lock(), ferry()
		one.ref, two.ref, one.path, two.path = "", "", "", ""
		s.holds()
		s.read()
		s.holds(one, two)
		s.read()
		one.text += "<p>This text was mended.</p>"
		s.holds(one, two)
		s.read()
		want(t, s.held(), "Port Alder votes for a new lock (08:00)", "The ferry sails again (08:00)")
	})
	t.Run("one item twice", func(t *testing.T) {
		s := newSite(t)
		s.holds()
		s.read()
		s.holds(lock(), lock())
		s.read()
		want(t, s.held(), "Port Alder votes for a new lock (08:00)")
	})
	t.Run("an item that leaves and comes back", func(t *testing.T) {
		s := newSite(t)
		s.holds(lock(), ferry())
		s.read()
		s.holds(ferry())
		s.read()
		s.holds(lock(), ferry())
		if h := s.read(); !h.Newest.IsZero() || len(s.got) > 0 {
			t.Errorf("%+v %v", h, s.got)
		}
	})
}

// TestDates: an item without a date that can be believed is dated by when it was
// first seen, if somebody saw it come, and says so.
func TestDates(t *testing.T) {
	s := newSite(t)
	s.holds()
	s.read()
	undated, wrong, future := lock(), ferry(), ferry()
	undated.date = ""
	wrong.date = "yesterday evening"
	future.ref, future.path, future.title, future.date, future.text = "f", "/fair", "A fair", "Thu, 01 Jan 2099 00:00:00 GMT", "<p>The fair comes to Port Alder in June, as it does every year since the war.</p>"
	s.holds(undated, wrong, future)
	h := s.read() // 08:00
	if want := "3 of its items state no date that can be believed"; h.Remark != want {
		t.Errorf("remark %q, want %q", h.Remark, want)
	}
	s.read()
	undated.text += "<p>This text was mended.</p>"
	s.holds(undated, wrong, future)
	s.read() // 10:00: the date stays that of the first time
	for _, a := range s.articles() {
		p := a.Published
		if p.Time.Format(time.RFC3339) != "2026-03-09T08:00:00Z" || !p.Inferred || !strings.Contains(p.How, "first seen in the feed then") {
			t.Errorf("%s: %+v", a.Headline.Value, p)
		}
		if refused := a.Headline.Value != undated.title; refused != strings.Contains(p.How, "refused: ") {
			t.Errorf("%s: %s", a.Headline.Value, p.How)
		}
	}
	// Of the backlog nobody knows when it came.
	s = newSite(t)
	s.holds(undated)
	s.read()
	if a := s.articles()[0]; !a.Published.Time.IsZero() {
		t.Errorf("%+v", a.Published)
	}
}

// TestConditionalFeed is asked with what it said, and told to have nothing new.
func TestConditionalFeed(t *testing.T) {
	s := newSite(t)
	s.holds(lock())
	plain := s.pages["/feed"]
	conditional := 0
	s.pages["/feed"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			conditional++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		plain(w, r)
	}
	s.read()
	if h := s.read(); conditional != 1 || !h.Success.Equal(s.now) || h.Items != 1 || len(s.got) > 0 {
		t.Errorf("%d conditional, %+v, %v", conditional, h, s.got)
	}
}

// TestTrouble has a row for everything that a feed can answer that is none:
// nothing is lost, and the health says what to do in words.
func TestTrouble(t *testing.T) {
	tests := []struct {
		name         string
		act          func(s *site)
		short, says  string
		next         time.Duration // the next attempt, the first time
		nextAfterTwo time.Duration
	}{
		{"403", func(s *site) { s.fails("/feed", 403) }, "HTTP 403", "refuses us (HTTP 403); ask the publisher whether programs may read it", 30 * time.Minute, 30 * time.Minute},
		{"404", func(s *site) { s.fails("/feed", 404) }, "HTTP 404", "is not there (HTTP 404)", 30 * time.Minute, 30 * time.Minute},
		{"410", func(s *site) { s.fails("/feed", 410) }, "HTTP 410", "is gone for good", 24 * time.Hour, 24 * time.Hour},
		{"500", func(s *site) { s.fails("/feed", 500) }, "HTTP 500", "has trouble of its own", 5 * time.Minute, 10 * time.Minute},
		{"503 with a time", func(s *site) { s.fails("/feed", 503, "Retry-After", "1800") }, "HTTP 503", "not available for the moment", 30 * time.Minute, 30 * time.Minute},
		{"429 with a long time", func(s *site) { s.fails("/feed", 429, "Retry-After", "36000") }, "HTTP 429", "asked too often", 10 * time.Hour, 9 * time.Hour},
		{"a page", func(s *site) {
			s.says("/feed", "text/html", "<html><head><title>Alder Today</title></head><body>News</body></html>")
		}, "not a feed", `answers with a web page, not a feed (its title is "Alder Today"); look on the site for the feed's address`, 30 * time.Minute, 30 * time.Minute},
		{"a page that names a feed", func(s *site) {
			s.says("/feed", "text/html", `<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>`)
		}, "not a feed", "it names http://127.0.0.1:", 30 * time.Minute, 30 * time.Minute},
		{"a check for robots", func(s *site) {
			s.says("/feed", "text/html", "<html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue</body></html>")
		}, "robot check", "shows a check for robots instead of its content", 30 * time.Minute, 30 * time.Minute},
		{"nothing", func(s *site) { s.says("/feed", "application/rss+xml", "") }, "unreadable", "cannot be read as a feed: empty", 30 * time.Minute, 30 * time.Minute},
		{"half a feed", func(s *site) {
			s.says("/feed", "application/rss+xml", "<rss><channel><title>x</title><item><title>One")
		}, "unreadable", "cannot be read as a feed: parse the feed", 30 * time.Minute, 30 * time.Minute},
		{"a laughing billion", func(s *site) {
			s.says("/feed", "application/rss+xml", `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`)
		}, "unreadable", "entities of its own", 30 * time.Minute, 30 * time.Minute},
		{"a redirect to where nobody may go", func(s *site) { s.fails("/feed", 301, "Location", "http://169.254.169.254/latest/") }, "refused address", "sends us to http://169.254.169.254/latest/, which leads to a cloud metadata address", 30 * time.Minute, 30 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t)
			s.holds(lock())
			s.read()
			good := s.pages["/feed"]
			tt.act(s)
			h := s.read()
			since := s.now
			if h.Short != tt.short || !strings.Contains(h.Reason, tt.says) || h.Failures != 1 || !h.Failing.Equal(since) || h.Next.Sub(s.now) != tt.next {
				t.Errorf("%+v, next in %s", h, h.Next.Sub(s.now))
			}
			if len(s.got) != 1 || !strings.HasPrefix(s.got[0], "refused Alder ") {
				t.Errorf("told %v", s.got)
			}
			h = s.read()
			if h.Failures != 2 || !h.Failing.Equal(since) || h.Next.Sub(s.now) != tt.nextAfterTwo || h.Success.IsZero() || h.Items != 1 {
				t.Errorf("%+v, next in %s", h, h.Next.Sub(s.now))
			}
			s.now = s.now.Add(48 * time.Hour)
			s.pages["/feed"] = good
			if h = s.read(); !h.Failing.IsZero() || h.Failures != 0 || h.Reason != "" || !h.Success.Equal(s.now) {
				t.Errorf("it answers again: %+v", h)
			}
			want(t, s.held(), "Port Alder votes for a new lock (never)")
		})
	}
}

// TestBackoff waits twice as long each time, and no longer than six hours.
func TestBackoff(t *testing.T) {
	s := newSite(t)
	s.feed.Jitter = func() float64 { return .5 }
	s.fails("/feed", 500)
	for i, minutes := range []int{5, 10, 20, 40, 80, 160, 320, 360, 360} {
		h := s.read()
		base := time.Duration(minutes) * time.Minute
		if got := h.Next.Sub(s.now); got != base+base/20 {
			t.Errorf("attempt %d: next in %s, want a twentieth more than %s", i+1, got, base)
		}
	}
	// A feed that could never be read takes its baseline when it can.
	s.holds(lock())
	s.read()
	want(t, s.held(), "Port Alder votes for a new lock (never)")
}

// TestNext honours what a feed asks for, within bounds.
func TestNext(t *testing.T) {
	for _, tt := range []struct {
		name  string
		every time.Duration
		head  string
		ttl   string
		want  time.Duration
	}{
		{"nothing said", 0, "", "", 30 * time.Minute},
		{"configured", 15 * time.Minute, "", "", 15 * time.Minute},
		{"ttl", 0, "", "<ttl>120</ttl>", 2 * time.Hour},
		{"Cache-Control", 0, "max-age=3600", "", time.Hour},
		{"less than the interval", 0, "max-age=60", "<ttl>1</ttl>", 30 * time.Minute},
		{"a year", 0, "max-age=31536000", "<ttl>100000000</ttl>", 6 * time.Hour},
		{"nonsense", 0, "max-age=soon", "<ttl>-5</ttl>", 30 * time.Minute},
	} {
		s := newSite(t)
		s.feed.Every = tt.every
		s.pages["/feed"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cache-Control", tt.head)
			fmt.Fprintf(w, "<rss version=\"2.0\"><channel><title>x</title>%s<item><title>One</title></item></channel></rss>", tt.ttl)
		}
		if h := s.read(); h.Next.Sub(s.now) != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, h.Next.Sub(s.now), tt.want)
		}
	}
}

// TestMoved remembers a permanent redirect, and forgets it where it leads
// nowhere.
func TestMoved(t *testing.T) {
	s := newSite(t)
	s.holds(lock())
	s.pages["/new"], s.pages["/feed"] = s.pages["/feed"], nil
	s.fails("/feed", 301, "Location", "/new")
	if h := s.read(); h.Moved != s.server.URL+"/new" {
		t.Errorf("%+v", h)
	}
	s.read()
	want(t, s.asked, "/new")
	moved := s.pages["/new"]
	delete(s.pages, "/new")
	s.read()
	s.pages["/feed"] = moved
	if h := s.read(); h.Moved != "" || !h.Failing.IsZero() {
		t.Errorf("%+v", h)
	}
	want(t, s.asked, "/feed")
	s.fails("/feed", 302, "Location", "/other")
	s.pages["/other"] = moved
	if h := s.read(); h.Moved != "" {
		t.Errorf("a redirect for now is remembered: %+v", h)
	}
}

func page(body string) string {
	return `<!doctype html><html lang="en"><head><title>x</title></head><body><article><h1>The ferry sails again</h1>` + body + `</article></body></html>`
}

// TestFullText reads the pages of excerpts where that is wanted and allowed.
func TestFullText(t *testing.T) {
	excerpt := ferry()
	excerpt.text = "The ferry sails again from Monday, the harbour office says…"
	const robots = "User-agent: *\nDisallow: /ferry\n"
	setup := func(t *testing.T) *site {
		s := newSite(t)
		s.holds()
		s.feed.FullText = true
		s.read()
		s.says("/ferry", "text/html", page(ferryText))
		s.holds(excerpt)
		return s
	}
	t.Run("read", func(t *testing.T) {
		s := setup(t)
		if h := s.read(); h.Teasers != 0 {
			t.Errorf("%+v", h)
		}
		want(t, s.held(), "The ferry sails again (08:00)")
		want(t, s.asked, "/feed", "/robots.txt", "/ferry")
		if a := s.articles()[0]; !strings.Contains(a.Text, "broken shaft") {
			t.Errorf("%q", a.Text)
		}
		if h := s.read(); h.Teasers != 0 {
			t.Errorf("%+v", h)
		}
		want(t, s.asked, "/feed")
	})
	t.Run("not wanted", func(t *testing.T) {
		s := setup(t)
		s.feed.FullText = false
		if h := s.read(); h.Teasers != 1 {
			t.Errorf("%+v", h)
		}
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
		want(t, s.asked, "/feed")
		// Once it is wanted, what is in the feed still is not read again; what is new is.
	})
	t.Run("not allowed", func(t *testing.T) {
		s := setup(t)
		s.says("/robots.txt", "text/plain", robots)
		s.read()
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
		want(t, s.asked, "/feed", "/robots.txt")
		if len(s.got) != 2 || !strings.Contains(s.got[0], `teaser only: its page is not read: robots.txt disallows it ("/ferry")`) {
			t.Errorf("told %q", s.got)
		}
		s.read()
		want(t, s.asked, "/feed")
	})
	t.Run("robots.txt out of order", func(t *testing.T) {
		s := setup(t)
		s.fails("/robots.txt", 500)
		s.read()
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
		delete(s.pages, "/robots.txt")
		s.read()
		want(t, s.held(), "The ferry sails again (08:00)")
	})
	t.Run("in vain, three times", func(t *testing.T) {
		s := setup(t)
		s.fails("/ferry", 503)
		for range 3 {
			s.read()
			if !slices.Contains(s.asked, "/ferry") {
				t.Error("not asked again")
			}
		}
		s.says("/ferry", "text/html", page(ferryText))
		s.read()
		want(t, s.asked, "/feed")
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
	})
	t.Run("in vain, and then not", func(t *testing.T) {
		s := setup(t)
		s.fails("/ferry", 503)
		s.read()
		s.says("/ferry", "text/html", page(ferryText))
		s.read()
		want(t, s.held(), "The ferry sails again (08:00)") // it has not come anew
	})
	t.Run("a page of something else", func(t *testing.T) {
		s := setup(t)
		s.says("/ferry", "text/html", page("<p>We value your privacy and store cookies on your device to show what suits you.</p>"))
		s.read()
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
		if len(s.got) != 2 || !strings.Contains(s.got[0], "the page has little of what the feed says of it") {
			t.Errorf("told %q", s.got)
		}
	})
	t.Run("a check for robots", func(t *testing.T) {
		s := setup(t)
		s.says("/ferry", "text/html", "<html><head><title>Just a moment...</title></head><body>The ferry sails again from Monday, the harbour office says</body></html>")
		s.read()
		want(t, s.held(), "The ferry sails again (08:00, teaser)")
	})
	t.Run("more pages than are read at once", func(t *testing.T) {
		s := setup(t)
		var items []item
		for i := range maxPages + 5 {
			one := excerpt
			one.ref, one.path, one.title = fmt.Sprint(i), fmt.Sprintf("/p%02d", i), fmt.Sprintf("Ferry %02d", i)
			one.text = fmt.Sprintf("Ferry number %d sails again from Monday, the harbour office says…", i)
			s.says(one.path, "text/html", page(fmt.Sprintf("<p>Ferry number %d sails again from Monday, the harbour office says.</p><p>It had lain in dock for %d weeks with a broken shaft, and nobody knew when it would sail.</p>", i, i)))
			items = append(items, one)
		}
		s.holds(items...)
		if h := s.read(); h.Teasers != 5 {
			t.Errorf("%+v", h)
		}
		if h := s.read(); h.Teasers != 0 {
			t.Errorf("%+v", h)
		}
		for _, line := range s.held() {
			if !strings.HasSuffix(line, "(08:00)") {
				t.Error(line)
			}
		}
	})
}

// TestPage follows one page.
func TestPage(t *testing.T) {
	s := newSite(t)
	s.feed.URL, s.feed.Page = s.server.URL+"/statement", true
	s.says("/statement", "text/html; charset=windows-1252", page("<p>The harbour office of Port Alder states that the caf\xe9 on the pier stays open.</p><p>It thanks all who have written to it about this.</p>"))
	if h := s.read(); h.Items != 1 || !h.Failing.IsZero() {
		t.Fatalf("%+v %v", h, s.got)
	}
	want(t, s.asked, "/robots.txt", "/statement")
	if a := s.articles()[0]; !strings.Contains(a.Text, "café") || a.URL != s.server.URL+"/statement" {
		t.Errorf("%s %q", a.URL, a.Text)
	}
	s.says("/statement", "text/html", page("<p>The harbour office of Port Alder closes all piers at once, since a storm is coming from the west.</p><p>Nobody may sail until it says so.</p>"))
	s.read()
	want(t, s.held(), "The ferry sails again (08:00)")
	s.says("/robots.txt", "text/plain", "User-agent: briefbot\nDisallow: /\n")
	s.now = s.now.Add(25 * time.Hour) // robots.txt is kept for a day
	if h := s.read(); h.Short != "robots.txt" || !strings.Contains(h.Reason, "robots.txt disallows it") {
		t.Errorf("%+v", h)
	}
}

// TestStateIsBounded keeps what is in the feed, and no more than so many others.
func TestStateIsBounded(t *testing.T) {
	s := newSite(t)
	for round := range 4 {
		var items []item
		for i := range 300 {
			items = append(items, item{ref: fmt.Sprintf("%d-%d", round, i), path: fmt.Sprintf("/%d/%d", round, i), title: fmt.Sprintf("Item %d of round %d", i, round), text: "Short."})
		}
		s.holds(items...)
		s.read()
	}
	state, err := readFeedState(s.state())
	if err != nil || len(state.Entries) != 300+keptEntries {
		t.Errorf("%d entries, %v", len(state.Entries), err)
	}
	if n := len(s.articles()); n != 1200 {
		t.Errorf("%d articles", n)
	}
}

// TestReadingIsDeterministic ingests one reading twice: the state has the same
// bytes.
func TestReadingIsDeterministic(t *testing.T) {
	s := newSite(t)
	s.holds(lock(), ferry())
	r := s.feed.Read(t.Context(), nil)
	var states [2][]byte
	for i := range states {
		for d, err := range r.Fetch(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			states[i] = d.State
		}
	}
	if d := cmp.Diff(string(states[0]), string(states[1])); d != "" || len(states[0]) == 0 {
		t.Error(d)
	}
}

// TestBrokenState is told and changes nothing.
func TestBrokenState(t *testing.T) {
	s := newSite(t)
	s.holds(lock())
	for _, err := range s.feed.Fetch(t.Context(), []byte("{broken")) {
		if err == nil || !strings.HasPrefix(err.Error(), "Alder: read the state: ") {
			t.Error(err)
		}
	}
	if _, err := ReadHealth([]byte("{broken")); err == nil {
		t.Error("no error")
	}
}

// FuzzFeed reads whatever a server may say; the state that comes of it is read
// again, and the same answer brings nothing new.
func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><title>x</title><item><title>One</title><guid>1</guid><link>http://a.example/1</link><description>Text…</description></item></channel></rss>`), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>One</title><id>1</id></entry></feed>`), "application/atom+xml; charset=iso-8859-1")
	f.Add([]byte(`{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "content_text": "One"}]}`), "application/feed+json")
	f.Fuzz(func(t *testing.T, body []byte, media string) {
		feed := &Feed{Label: "x", URL: "http://a.example/feed", Now: func() time.Time { return time.Unix(1.7e9, 0) }, Client: fetch.New(fetch.Options{Pause: -1, Transport: answer{body, media}})}
		state := []byte(nil)
		for round := range 2 {
			for d, err := range feed.Fetch(context.Background(), state) {
				if err != nil {
					t.Fatal(err)
				}
				if round == 1 && len(d.Articles) > 0 {
					t.Fatalf("delivered again: %s", d.Name)
				}
				if d.State != nil {
					state = d.State
				}
			}
			if _, err := ReadHealth(state); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// answer is what the network says, always.
type answer struct {
	body  []byte
	media string
}

func (a answer) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", a.media)
	_, _ = w.Write(a.body)
	res := w.Result()
	res.Request = r
	return res, nil
}
