package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/corpus"
	"briefbot/corpus/fetch"
	"briefbot/corpus/memory"
	"briefbot/corpus/sqlite"
)

// world is a web site on loopback, and a list of feeds on a clock.
type world struct {
	*List
	t      *testing.T
	server *httptest.Server
	now    time.Time

	mu    sync.Mutex
	pages map[string]string // "!503" for a status
}

func newWorld(t *testing.T, store corpus.Store) *world {
	w := &world{t: t, pages: map[string]string{}, now: time.Date(2026, 3, 9, 6, 0, 0, 0, time.UTC)}
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		body, ok := w.pages[r.URL.Path]
		w.mu.Unlock()
		var status int
		switch _, err := fmt.Sscanf(body, "!%d", &status); {
		case err == nil && status == 301:
			rw.Header().Set("Location", "/moved")
			rw.WriteHeader(status)
		case err == nil:
			rw.WriteHeader(status)
		case !ok:
			http.NotFound(rw, r)
		default:
			fmt.Fprint(rw, body)
		}
	}))
	t.Cleanup(w.server.Close)
	now := func() time.Time { return w.now }
	client := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pause: -1, Now: now})
	t.Cleanup(client.Close)
	w.List = &List{Log: slog.New(slog.DiscardHandler), Store: store, Client: client, Now: now}
	return w
}

func (w *world) says(path, body string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = body
}

func (w *world) url(path string) string { return w.server.URL + path }

// rss is a feed with items of these titles.
func (w *world) rss(title string, items ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>%s</title><link>%s</link>", title, w.server.URL)
	for _, i := range items {
		fmt.Fprintf(&b, "<item><title>%s</title><guid>%s</guid><link>%s/%s</link><content:encoded>The text of the item %s stands here.</content:encoded></item>", i, i, w.server.URL, i, i)
	}
	return b.String() + "</channel></rss>"
}

func (w *world) poll() (lines []string) {
	w.t.Helper()
	_, err := w.Poll(w.t.Context(), func(p Polled) {
		line := fmt.Sprintf("%s %d added", p.Name, p.Count[corpus.Added])
		if p.Reason != "" {
			line += " " + p.Short
		}
		lines = append(lines, line)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return lines
}

func (w *world) names() string {
	w.t.Helper()
	all, err := w.All(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// arrivals lists the stored articles and when they came.
func (w *world) arrivals() string {
	w.t.Helper()
	var all []string
	for change, err := range w.Store.Changes(w.t.Context(), 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		if change.Removed {
			continue
		}
		d, err := w.Store.Document(w.t.Context(), change.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		came := "never"
		if !d.Article.Arrived.IsZero() {
			came = d.Article.Arrived.Format("15:04")
		}
		all = append(all, d.Article.Headline.Value+" "+came)
	}
	return strings.Join(all, ", ")
}

// TestList adds, polls, fails, mends and removes, over both stores.
func TestList(t *testing.T) {
	for _, kind := range []string{"memory", "sqlite"} {
		t.Run(kind, func(t *testing.T) {
			var store corpus.Store = memory.New()
			if kind == "sqlite" {
				db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "feeds.db"))
				if err != nil {
					t.Fatal(err)
				}
				store = db
			}
			defer store.Close()
			w := newWorld(t, store)
			w.says("/one", w.rss("Alder  Today", "a", "b"))
			w.says("/two", w.rss("The Coast Ledger", "c"))

			r, err := w.Add(t.Context(), Feed{URL: w.url("/one"), By: "somebody"})
			if err != nil || r.Feed.Name != "Alder Today" || r.Stored != 2 || r.Summary() != "RSS 2.0, 2 items, all with their full text" {
				t.Fatalf("%+v, %v", r, err)
			}
			if r, err = w.Add(t.Context(), Feed{URL: w.url("/two"), Name: " Ledger\n"}); err != nil || r.Feed.Name != "Ledger" {
				t.Fatalf("%+v, %v", r, err)
			}
			if got := w.arrivals(); got != "a never, b never, c never" {
				t.Errorf("the baseline: %s", got)
			}
			w.now = w.now.Add(time.Minute)
			if lines := w.poll(); len(lines) > 0 {
				t.Errorf("not due: %v", lines)
			}
			w.now = w.now.Add(30 * time.Minute)
			w.says("/one", w.rss("Alder Today", "n", "a", "b"))
			w.says("/two", "!503")
			if diff := cmp.Diff([]string{"Alder Today 1 added", "Ledger 0 added HTTP 503"}, w.poll(), cmpopts.SortSlices(strings.Compare)); diff != "" {
				t.Error(diff)
			}
			if got := w.arrivals(); got != "a never, b never, c never, n 06:31" {
				t.Error(got)
			}
			all, err := w.All(t.Context())
			if err != nil || len(all) != 2 || all[0].By != "somebody" {
				t.Fatalf("%+v, %v", all, err)
			}
			if got, want := Line(all, w.now.Add(3*time.Hour)), "feeds: 0 of 2 fresh; failing: Ledger for 3 h (HTTP 503); not read: Alder Today for 3 h"; got != want {
				t.Errorf(" got %s\nwant %s", got, want)
			}
			if got, want := Line(all, w.now), "feeds: 1 of 2 fresh; failing: Ledger for under a minute (HTTP 503)"; got != want {
				t.Errorf(" got %s\nwant %s", got, want)
			}
			f, err := w.Remove(t.Context(), "alder today")
			if err != nil || f.URL != w.url("/one") || w.names() != "Ledger" {
				t.Errorf("%+v, %v, left %s", f, err, w.names())
			}
			if f, err = w.Remove(t.Context(), w.url("/two")+"?utm_source=x#top"); err != nil || f.Name != "Ledger" || w.names() != "" {
				t.Errorf("by its address: %+v, %v, left %s", f, err, w.names())
			}
			if got := w.arrivals(); got != "a never, b never, c never, n 06:31" {
				t.Errorf("articles of feeds that were removed: %s", got)
			}
			// Who comes back begins with a baseline again.
			w.says("/one", w.rss("Alder Today", "later", "n"))
			if _, err := w.Add(t.Context(), Feed{URL: w.url("/one")}); err != nil {
				t.Fatal(err)
			}
			if got := w.arrivals(); got != "a never, b never, c never, n 06:31, later never" {
				t.Error(got)
			}
		})
	}
}

// TestAddRefused has a row for every reason not to add a feed.
func TestAddRefused(t *testing.T) {
	w := newWorld(t, memory.New())
	w.Reserved = []string{"archive"}
	w.Fixed = []Feed{{Name: "Fixed", URL: w.url("/fixed")}}
	w.says("/one", w.rss("Alder Today", "a"))
	w.says("/moving", "!301")
	w.says("/moved", w.rss("Moved", "a"))
	w.says("/page", "<html><head><title>Alder</title></head><body>x</body></html>")
	w.says("/403", "!403")
	for _, url := range []string{"/one", "/moving"} {
		if _, err := w.Add(t.Context(), Feed{URL: w.url(url)}); err != nil {
			t.Fatal(err)
		}
	}
	before := w.names()
	tests := []struct {
		name string
		feed Feed
		want string
	}{
		{"the same", Feed{URL: w.url("/one")}, "is followed already, as Alder Today"},
		{"the same, tracked", Feed{URL: w.url("/one/?utm_medium=x")}, "is followed already, as Alder Today"},
		{"where another has moved to", Feed{URL: w.url("/moved")}, "is followed already, as Moved"},
		{"of the configuration", Feed{URL: w.url("/fixed")}, "is followed already, as Fixed"},
		{"a name that is taken", Feed{URL: w.url("/two"), Name: "ALDER today"}, "another source is called ALDER today already"},
		{"the name of a directory", Feed{URL: w.url("/two"), Name: "archive"}, "another source is called archive already"},
		{"a name of signs", Feed{URL: w.url("/two"), Name: "\u200b --"}, "has a letter or a digit at least"},
		{"too often", Feed{URL: w.url("/two"), Every: time.Second}, "every 5m0s at the most"},
		{"a page", Feed{URL: w.url("/page")}, "answers with a web page, not a feed"},
		{"forbidden", Feed{URL: w.url("/403")}, "refuses us (HTTP 403)"},
		{"not there", Feed{URL: w.url("/nothing")}, "is not there (HTTP 404)"},
		{"a password", Feed{URL: "https://me:hunter2@example.org/"}, "holds a user name or password"},
		{"private", Feed{URL: "http://192.168.0.1/"}, "leads to a private address"},
		{"no address", Feed{URL: "alder"}, "is not an address that begins with http"},
	}
	for _, tt := range tests {
		_, err := w.Add(t.Context(), tt.feed)
		var says *Error
		if !errors.As(err, &says) || !strings.Contains(says.Says, tt.want) || strings.Contains(says.Says, "hunter2") {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if got := w.names(); got != before {
		t.Errorf("added all the same: %s, before %s", got, before)
	}
	if _, err := w.Remove(t.Context(), "fixed"); err == nil || !strings.Contains(err.Error(), "stands in config.yaml") {
		t.Errorf("removed from the configuration: %v", err)
	}
	if _, err := w.Remove(t.Context(), "nothing"); err == nil || !strings.Contains(err.Error(), `no feed is called "nothing"`) {
		t.Error(err)
	}
}

// TestAddWhileDown: a feed that does not answer for now is added, and what it
// holds when it answers is its baseline.
func TestAddWhileDown(t *testing.T) {
	w := newWorld(t, memory.New())
	w.says("/one", "!503")
	r, err := w.Add(t.Context(), Feed{URL: w.url("/one")})
	if err != nil || !strings.Contains(r.Failure, "HTTP 503") || r.Feed.Name != "127.0.0.1" {
		t.Fatalf("%+v, %v", r, err)
	}
	if w.says("/one", w.rss("Alder Today", "a")); len(w.poll()) > 0 {
		t.Error("asked again at once")
	}
	w.now = w.now.Add(5 * time.Minute)
	w.poll()
	w.now = w.now.Add(time.Hour)
	w.says("/one", w.rss("Alder Today", "b", "a"))
	w.poll()
	if got := w.arrivals(); got != "a never, b 07:05" {
		t.Error(got)
	}
	// Two with one name are told apart.
	w.says("/two", "!503")
	if r, err = w.Add(t.Context(), Feed{URL: w.url("/two")}); err != nil || r.Feed.Name != "127.0.0.1 (2)" {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestFixed: a feed of the configuration is read, too, and its baseline taken.
func TestFixed(t *testing.T) {
	w := newWorld(t, memory.New())
	w.Fixed = []Feed{{Name: "Fixed", URL: w.url("/one")}, {Name: "A page", URL: w.url("/page"), Page: true}}
	w.says("/one", w.rss("Alder Today", "a"))
	w.says("/page", "<html><body><h1>A statement</h1><p>The harbour office of Port Alder states that the pier stays open.</p></body></html>")
	w.poll()
	all, err := w.All(t.Context())
	if err != nil || len(all) != 2 || !all[0].Fixed || all[0].Kind() != "page" || all[1].Kind() != "feed" || !all[0].Fresh(w.now) || !all[1].Fresh(w.now) {
		t.Errorf("%+v, %v", all, err)
	}
	if got := w.arrivals(); !strings.Contains(got, "a never") || !strings.Contains(got, "A statement never") {
		t.Error(got)
	}
}

// TestRemovedWhileRead: what a feed brings that is removed while it is read is
// not stored.
func TestRemovedWhileRead(t *testing.T) {
	w := newWorld(t, memory.New())
	w.says("/one", w.rss("Alder Today", "a"))
	if _, err := w.Add(t.Context(), Feed{URL: w.url("/one")}); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(time.Hour)
	w.says("/one", w.rss("Alder Today", "b", "a"))
	due, err := w.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Remove(t.Context(), "Alder Today"); err != nil {
		t.Fatal(err)
	}
	if err := w.Read(t.Context(), due, func(Polled) { t.Error("reported") }); err != nil {
		t.Error(err)
	}
	if got := w.arrivals(); got != "a never" {
		t.Error(got)
	}
	if state, err := w.Store.Note(t.Context(), "source/Alder Today"); state != nil || err != nil {
		t.Errorf("a state is left: %s, %v", state, err)
	}
}

// failing is a store whose next write fails, as if the process had died before.
type failing struct {
	corpus.Store
	fail bool
}

func (f *failing) Put(ctx context.Context, b *corpus.Batch) error {
	if f.fail && len(b.Documents) > 0 {
		return errors.New("the disk is gone")
	}
	return f.Store.Put(ctx, b)
}

// TestOneTransaction: where the articles are not stored, the state is not, and the
// next reading brings them.
func TestOneTransaction(t *testing.T) {
	store := &failing{Store: memory.New()}
	w := newWorld(t, store)
	w.says("/one", w.rss("Alder Today", "a"))
	if _, err := w.Add(t.Context(), Feed{URL: w.url("/one")}); err != nil {
		t.Fatal(err)
	}
	before, _ := store.Note(t.Context(), "source/Alder Today")
	w.now = w.now.Add(time.Hour)
	w.says("/one", w.rss("Alder Today", "b", "a"))
	store.fail = true
	if _, err := w.Poll(t.Context(), func(Polled) {}); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Error(err)
	}
	if after, _ := store.Note(t.Context(), "source/Alder Today"); !bytes.Equal(before, after) {
		t.Errorf("the state is another: %s", after)
	}
	store.fail = false
	w.poll()
	if got := w.arrivals(); got != "a never, b 07:00" {
		t.Error(got)
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"  Alder \n Today\t": "Alder Today", "<b>Alder</b>": "<b>Alder</b>", "\x1b[31mred": "[31mred", "\u202eevil\u202c": "evil",
		"...": "", "": "", "\xff\xfe": "", strings.Repeat("long ", 30): strings.Repeat("long ", 11) + "long…",
	} {
		if got := clean(text); got != want || clean(got) != got {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
