package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/feed"
	"briefbot/corpus/sqlite"
)

// publisher is a feed on loopback, on a host of its own.
type publisher struct {
	*httptest.Server
	site   string // the address of its pages, "" for that of the server
	status atomic.Int64
	items  atomic.Pointer[string]
}

func newPublisher(t *testing.T, title string) *publisher {
	p := &publisher{}
	p.status.Store(200)
	p.items.Store(new(string))
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(int(p.status.Load()))
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>http://%s/</link><language>en</language>%s</channel></rss>`, title, r.Host, *p.items.Load())
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) add(name, title, text string) {
	site := p.site
	if site == "" {
		site = p.URL
	}
	items := fmt.Sprintf(`<item><title>%s</title><guid>%s</guid><link>%s/%s</link><content:encoded><![CDATA[%s]]></content:encoded></item>`, title, name, site, name, text) + *p.items.Load()
	p.items.Store(&items)
}

// TestServeFeeds follows three feeds over two mornings: the second digest has
// what came, and nothing of what a feed held when it was added; and it says which
// feed fails.
func TestServeFeeds(t *testing.T) {
	f := fakediscord.New(t)
	dir := t.TempDir()
	gazette, ledger, office := newPublisher(t, "The Harbour Gazette"), newPublisher(t, "The Coast Ledger"), newPublisher(t, "Harbour Office")
	gazette.add("stop", "The ferry stops", "<p>The ferry will stop in April, harbour master Jon Hale said.</p><p>The ferry has sailed for forty years.</p>")
	office.add("notice", "Notice on the ferry", "<p>The ferry takes no lorries until further notice.</p><p>The ferry office is closed on Sunday.</p>")
	common := fmt.Sprintf(`
fetch: {allow: [127.0.0.0/8]}
topics: [{name: ferry, title: The ferry, required: [[ferry]]}]
digest: {schedule: 0 7 * * *, zone: UTC, topics: [ferry], catchup: 6h}
sources:
  - {name: Gazette, feed: "%s/feed"}
  - {name: Office, feed: "%s/feed"}
`, gazette.URL, office.URL)
	ctx := patience(t)
	posted := func(n int, s *serving) string {
		t.Helper()
		ms, err := f.WaitPosted(ctx, fakediscord.ChannelID, n)
		if err != nil || len(ms) != n {
			t.Fatalf("%d messages, %v\n%s", len(ms), err, s.log.String())
		}
		return ms[n-1].Content
	}
	morning := func(day int) time.Time { return time.Date(2026, 3, day, 7, 0, 5, 0, time.UTC) }
	s := startServing(t, f, dir, common, morning(3))
	if first := posted(1, s); !strings.Contains(first, "will stop in April") || !strings.Contains(first, "feeds: 2 of 2 fresh") {
		t.Errorf("the first digest:\n%s", first)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	if log := s.log.String(); !strings.Contains(log, `"source":"Gazette","added":1,"updated":0,"baseline":true`) {
		t.Errorf("the log says nothing of the baseline:\n%s", log)
	}

	gazette.add("second", "A new ferry", "<p>The island bought a second ferry from Norway for three million euros, mayor Ada Lind announced.</p><p>The ferry arrives in June.</p>")
	ledger.add("old", "The ferry in the storm", "<p>The ferry lay in the storm of January for nine hours off Alder Point.</p><p>Nobody on the ferry was hurt.</p>")
	office.status.Store(403)
	s = startServing(t, f, dir, common+fmt.Sprintf("  - {name: Ledger, feed: %q}\n", ledger.URL+"/feed"), morning(4))
	second := posted(2, s)
	if !strings.Contains(second, "second ferry from Norway") || strings.Contains(second, "storm") {
		t.Errorf("the second digest:\n%s", second)
	}
	if !failingNow.MatchString(second) {
		t.Errorf("the second digest's health:\n%s", second)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	if log := s.log.String(); !strings.Contains(log, `"msg":"feed fails","source":"Office","err":"refuses us (HTTP 403)`) {
		t.Errorf("the log does not say what fails:\n%s", log)
	}

	// What was there when the Ledger was added is there to be asked about.
	out, _, _ := do(t, "-config", dir+"/config.yaml", "ask", "How long did the ferry lie in the storm?")
	if !strings.Contains(out, "nine hours") {
		t.Errorf("ask:\n%s", out)
	}
	out, _, _ = do(t, "-config", dir+"/config.yaml", "sources")
	if !strings.Contains(out, "Office") || !strings.Contains(out, "it refuses us (HTTP 403)") {
		t.Errorf("sources:\n%s", out)
	}
	out, _, status := do(t, "-config", dir+"/config.yaml", "check")
	if !strings.Contains(out, "BAD  feed Office") || status != 1 {
		t.Errorf("check:\n%s", out)
	}
}

// failingNow is said of a feed that has failed for as long as a test takes.
var failingNow = regexp.MustCompile(`feeds: 2 of 3 fresh; failing: Office for [a-z0-9 ]+ \(HTTP 403\)`)

// TestServeTellsOfFailure: those who manage a server are told, once, of a feed
// that has failed for hours.
func TestServeTellsOfFailure(t *testing.T) {
	const greetings = "700000000000000077"
	f := fakediscord.New(t)
	f.AddChannel(greetings, "greetings")
	f.SetSystemChannel(greetings)
	f.AllowMention("900000000000000009")
	dir := t.TempDir()
	office := newPublisher(t, "Harbour Office")
	office.add("notice", "Notice on the ferry", "<p>The ferry takes no lorries until further notice.</p>")
	config := fmt.Sprintf("fetch: {allow: [127.0.0.0/8]}\nsources: [{name: Har*bour, feed: %q}]\n", office.URL+"/feed")
	ctx := patience(t)
	start := func(now time.Time, until func(s *serving) bool) {
		t.Helper()
		s := startServing(t, f, dir, config, now)
		for !until(s) {
			select {
			case <-ctx.Done():
				t.Fatalf("nothing happens:\n%s", s.log.String())
			case <-time.After(20 * time.Millisecond):
			}
		}
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
	says := func(words string) func(s *serving) bool {
		return func(s *serving) bool { return strings.Contains(s.log.String(), words) }
	}
	start(evening, says(`"msg":"feed read"`))

	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "briefbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := func() time.Time { return evening.Add(9 * time.Hour) }
	_, err = subscription.NewBook(db, nil, now).Add(t.Context(), subscription.Subscription{
		Guild: fakediscord.GuildID, Channel: fakediscord.ChannelID, Owner: "900000000000000009",
		At: 7 * 60, Days: digest.EveryDay, Zone: "UTC", Locale: "de",
	})
	if err != nil {
		t.Fatal(err)
	}
	office.status.Store(403)
	start(evening.Add(time.Hour), says(`"msg":"feed fails"`))
	if n := len(f.Posted(greetings)); n != 0 {
		t.Errorf("told at once: %d messages", n)
	}
	start(evening.Add(8*time.Hour), func(*serving) bool { return len(f.Posted(greetings)) > 0 })
	text := f.Posted(greetings)[0].Content
	for _, want := range []string{"<@900000000000000009> **Har\\*bour** ist seit <t:17702", ":f> nicht zu lesen: er weist uns ab (HTTP 403)", "Zuletzt gelesen wurde es am <t:17702"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	feeds := feed.List{Store: db, Now: now, Fixed: []feed.Feed{{Name: "Har*bour", URL: office.URL + "/feed"}}}
	for {
		overdue, err := feeds.Overdue(ctx, longFailure)
		if err != nil {
			t.Fatal(err)
		}
		if len(overdue) == 0 {
			break // it is noted that they were told
		}
		start(evening.Add(9*time.Hour), says(`"msg":"gateway connected"`))
	}
	if n := len(f.Posted(greetings)); n != 1 {
		t.Errorf("told %d times", n)
	}
}

// TestServeFailingFeed: an answer says that a feed fails, and no answer does where
// none fails.
func TestServeFailingFeed(t *testing.T) {
	for _, status := range []int64{http.StatusOK, http.StatusForbidden} {
		f := fakediscord.New(t)
		gazette, office := newPublisher(t, "The Harbour Gazette"), newPublisher(t, "Harbour Office")
		gazette.add("stop", "The ferry stops", "<p>The ferry will stop in April, harbour master Jon Hale said.</p>")
		office.add("notice", "Notice on the lock", "<p>The lock is closed on Sunday.</p>")
		office.status.Store(status)
		config := fmt.Sprintf("fetch: {allow: [127.0.0.0/8]}\nsources:\n  - {name: Office, feed: \"%s/feed\"}\n  - {name: Gazette, feed: \"%s/feed\"}\n", office.URL, gazette.URL)
		ctx := patience(t)
		s := startServing(t, f, t.TempDir(), config, evening)
		for _, line := range []string{`"source":"Gazette"`, `"source":"Office"`} {
			if err := s.log.wait(ctx, line); err != nil {
				t.Fatalf("%v\n%s", err, s.log.String())
			}
		}
		u := f.User("reader")
		for command, option := range map[string]fakediscord.Option{
			"ask":    fakediscord.Opt("question", "When will the ferry stop?"),
			"quotes": fakediscord.Opt("speaker", "Jon Hale"),
			"verify": fakediscord.Opt("quote", "The ferry will stop in April"),
		} {
			i, err := u.Slash(ctx, command, option)
			if err != nil {
				t.Fatal(err)
			}
			m, err := i.Reply(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if told := strings.Contains(m.Content, "failing: Office"); told != (status != http.StatusOK) {
				t.Errorf("/%s, HTTP %d:\n%s", command, status, m.Content)
			}
		}
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
}
