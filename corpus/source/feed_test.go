package source

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
