package source

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

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
