package feed

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/corpus/memory"
	"briefbot/corpus/source"
)

// TestOverdue: people are told once of a failure that lasts, and again of the
// next.
func TestOverdue(t *testing.T) {
	w := newWorld(t, memory.New())
	w.says("/one", w.rss("Alder Today", "a"))
	if _, err := w.Add(t.Context(), Feed{URL: w.url("/one")}); err != nil {
		t.Fatal(err)
	}
	overdue := func() string {
		t.Helper()
		all, err := w.Overdue(t.Context(), 6*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range all {
			names = append(names, s.Name+" "+s.Says(w.now))
		}
		if err := w.Told(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		return strings.Join(names, ", ")
	}
	w.says("/one", "!403")
	w.now = w.now.Add(time.Hour)
	w.poll()
	steps := []struct {
		wait time.Duration
		act  func()
		want string
	}{
		{0, nil, ""},
		{5 * time.Hour, func() { w.poll() }, ""},
		{time.Hour, func() { w.poll() }, "Alder Today failing for 6 h (HTTP 403)"},
		{24 * time.Hour, func() { w.poll() }, ""},
		{24 * time.Hour, func() { w.says("/one", w.rss("Alder Today", "a")); w.poll() }, ""},
		{24 * time.Hour, func() { w.says("/one", "!410"); w.poll() }, ""},
		{7 * time.Hour, nil, "Alder Today failing for 7 h (HTTP 410)"},
		{240 * time.Hour, func() { w.poll() }, ""},
	}
	for i, step := range steps {
		w.now = w.now.Add(step.wait)
		if step.act != nil {
			step.act()
		}
		if got := overdue(); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
	all, _ := w.All(t.Context())
	if all[0].Checked.Before(w.now) {
		t.Error("a feed that is gone was switched off")
	}
}

// TestTest reports and stores nothing.
func TestTest(t *testing.T) {
	w := newWorld(t, memory.New())
	w.says("/one", `<rss version="2.0"><channel><title>Alder Today</title><item><title>The ferry sails</title><link>`+w.url("/ferry")+`</link><description>It sails on Monday…</description></item></channel></rss>`)
	w.says("/robots.txt", "User-agent: *\nDisallow: /ferry")
	r, err := w.Test(t.Context(), Feed{URL: w.url("/one")})
	if err != nil || r.Summary() != "RSS 2.0, 1 item, all of them excerpts" || r.Robots == "" || len(r.Items) != 1 || !r.Items[0].Teaser {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = w.Test(t.Context(), Feed{URL: w.url("/one"), FullText: true}); err != nil || !strings.Contains(r.Items[0].Page, "robots.txt disallows it") {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err = w.Test(t.Context(), Feed{URL: w.url("/nothing?token=abc")}); err != nil || !strings.Contains(r.Sentence(), "is not there") || strings.Contains(r.Sentence(), "abc") || r.Temporary {
		t.Errorf("%+v, %v", r, err)
	}
	if got := w.arrivals() + w.names(); got != "" {
		t.Errorf("stored: %s", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Test(ctx, Feed{URL: w.url("/one")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestPollManyAtOnce reads many feeds at a time; each is stored once.
func TestPollManyAtOnce(t *testing.T) {
	w := newWorld(t, memory.New())
	w.Jitter = rand.New(rand.NewPCG(1, 2)).Float64
	for i := range 20 {
		path := fmt.Sprintf("/%d", i)
		w.Fixed = append(w.Fixed, Feed{Name: fmt.Sprintf("Feed %02d", i), URL: w.url(path)})
		w.says(path, w.rss("x", fmt.Sprintf("item-%d", i)))
	}
	var mu sync.Mutex
	w.Jitter = func() float64 { mu.Lock(); defer mu.Unlock(); return .5 }
	if lines := w.poll(); len(lines) != 20 {
		t.Errorf("%d polled", len(lines))
	}
	if n := strings.Count(w.arrivals(), "never"); n != 20 {
		t.Errorf("%d articles", n)
	}
}

func TestFresh(t *testing.T) {
	now := time.Date(2026, 3, 9, 6, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name   string
		status Status
		fresh  bool
		says   string
	}{
		{"never read", Status{}, false, "not read yet"},
		{"just read", Status{Health: source.Health{Success: now, Next: now.Add(30 * time.Minute)}}, true, "read under a minute ago"},
		{"read a while ago", Status{Health: source.Health{Success: now.Add(-90 * time.Second), Next: now.Add(30 * time.Minute)}}, true, "read a minute ago"},
		{"overslept", Status{Health: source.Health{Success: now.Add(-3 * time.Hour), Next: now.Add(-150 * time.Minute)}}, false, "not read for 3 h"},
		{"asked to be left alone", Status{Health: source.Health{Success: now.Add(-5 * time.Hour), Next: now.Add(time.Hour)}}, true, "read 5 h ago"},
		{"failing", Status{Health: source.Health{Success: now, Failing: now.Add(-72 * time.Hour), Short: "HTTP 500"}}, false, "failing for 3 days (HTTP 500)"},
	} {
		if got := tt.status.Fresh(now); got != tt.fresh || tt.status.Says(now) != tt.says {
			t.Errorf("%s: %v, %q", tt.name, got, tt.status.Says(now))
		}
	}
	var many []Status
	for i := range 8 {
		many = append(many, Status{Feed: Feed{Name: fmt.Sprint("F", i)}, Health: source.Health{Failing: now.Add(-3 * time.Hour), Short: "HTTP 403"}})
	}
	if got, want := Line(many, now), "feeds: 0 of 8 fresh; failing: F0 for 3 h (HTTP 403), F1 for 3 h (HTTP 403), F2 for 3 h (HTTP 403), F3 for 3 h (HTTP 403), F4 for 3 h (HTTP 403), and 3 more"; got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
	if got := Line(nil, now); got != "" {
		t.Error(got)
	}
}
