package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

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
