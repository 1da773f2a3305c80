package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestRobots has the rules of RFC 9309, a row for each.
func TestRobots(t *testing.T) {
	tests := []struct{ name, file, path, want string }{ // want is the pattern that disallows, "" for none
		{"empty", "", "/a", ""},
		{"disallow all", "User-agent: *\nDisallow: /", "/a", "/"},
		{"disallow nothing", "User-agent: *\nDisallow:", "/a", ""},
		{"another agent", "User-agent: otherbot\nDisallow: /", "/a", ""},
		{"our group before everybody's", "User-agent: *\nDisallow: /\nUser-agent: briefbot\nDisallow: /b", "/a", ""},
		{"our group, whatever the case", "user-AGENT: BriefBot\ndisallow: /a", "/a", "/a"},
		{"our name with a version", "User-agent: briefbot/2.0\nDisallow: /a", "/a", "/a"},
		{"a longer name is another", "User-agent: briefbot-news\nDisallow: /a", "/a", ""},
		{"a shorter name is another", "User-agent: brief\nDisallow: /a", "/a", ""},
		{"a group of several agents", "User-agent: x\nUser-agent: briefbot\nUser-agent: y\nDisallow: /a", "/a", "/a"},
		{"two groups of ours", "User-agent: briefbot\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: briefbot\nDisallow: /b", "/b", "/b"},
		{"an empty line ends no group", "User-agent: briefbot\n\nDisallow: /a", "/a", "/a"},
		{"an unknown line ends no group", "User-agent: briefbot\nSitemap: https://x.example/s.xml\nDisallow: /a", "/a", "/a"},
		{"rules before any group", "Disallow: /a", "/a", ""},
		{"the longest match", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", ""},
		{"the longest match, other order", "User-agent: *\nDisallow: /a/b/c\nAllow: /a", "/a/b/c", "/a/b/c"},
		{"as long: allow", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"a prefix", "User-agent: *\nDisallow: /a", "/abc", "/a"},
		{"no prefix", "User-agent: *\nDisallow: /a/", "/a", ""},
		{"case counts in paths", "User-agent: *\nDisallow: /A", "/a", ""},
		{"a star", "User-agent: *\nDisallow: /*/print", "/a/b/print?x", "/*/print"},
		{"a star at the end", "User-agent: *\nDisallow: /a*", "/abc", "/a*"},
		{"stars that meet", "User-agent: *\nDisallow: /**a", "/ba", "/**a"},
		{"the end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", "/*.pdf$"},
		{"not the end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", ""},
		{"the end without a star", "User-agent: *\nDisallow: /$", "/", "/$"},
		{"the end without a star, below", "User-agent: *\nDisallow: /$", "/a", ""},
		{"the end twice in the path", "User-agent: *\nDisallow: /*x$", "/xax", "/*x$"},
		{"a query", "User-agent: *\nDisallow: /a?b", "/a?b=c", "/a?b"},
		{"encoded in the file", "User-agent: *\nDisallow: /%7Ejoe/", "/~joe/x", "/~joe/"},
		{"encoded in the address", "User-agent: *\nDisallow: /~joe/", "/%7ejoe/x", "/~joe/"},
		{"letters that are no ASCII", "User-agent: *\nDisallow: /caf\u00e9", "/caf%c3%a9", "/caf%C3%A9"},
		{"a slash that is encoded is none", "User-agent: *\nDisallow: /a/b", "/a%2Fb", ""},
		{"comments", "# all\nUser-agent: * # us\nDisallow: /a # here", "/a", "/a"},
		{"a mark before", "\ufeffUser-agent: *\nDisallow: /a", "/a", "/a"},
		{"old line ends", "User-agent: *\rDisallow: /a\r", "/a", "/a"},
		{"spaces", "  User-agent :  *  \n\tDisallow\t:\t/a  ", "/a", "/a"},
		{"a page instead", "<!doctype html><html><body>Disallow: /</body></html>", "/a", ""},
	}
	for _, tt := range tests {
		u, err := url.Parse("https://x.example" + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if tt.want != "" {
			want = fmt.Sprintf("robots.txt disallows it (%q)", tt.want)
		}
		if got := parseRobots([]byte(tt.file), "briefbot").disallows(u); got != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
	long := "User-agent: *\nDisallow: /a\n" + strings.Repeat("#\n", robotsBytes) + "Disallow: /b\n"
	r := parseRobots([]byte(long), "briefbot")
	if len(r.rules) != 1 {
		t.Errorf("%d rules of a file that is too long", len(r.rules))
	}
	for value, want := range map[string]time.Duration{"2": 2 * time.Second, "0.5": time.Second / 2, "3600": maxCrawlDelay, "-1": 0, "x": 0} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+value), "briefbot").delay; got != want {
			t.Errorf("crawl-delay %s: %s, want %s", value, got, want)
		}
	}
}

// TestRobotsAreAsked once for a host, and before the page.
func TestRobotsAreAsked(t *testing.T) {
	tests := []struct {
		name    string
		status  int
		file    string
		want    string // of the error, "" for none
		crawled time.Duration
	}{
		{name: "allowed", status: 200, file: "User-agent: *\nDisallow: /private"},
		{name: "disallowed", status: 200, file: "User-agent: *\nDisallow: /page", want: `is not read: robots.txt disallows it ("/page")`},
		{name: "there is none", status: 404},
		{name: "forbidden", status: 403},
		{name: "out of order", status: 500, want: "is not read: its robots.txt cannot be read"},
		{name: "too often", status: 429, want: "is not read: its robots.txt cannot be read"},
		{name: "crawl-delay", status: 200, file: "User-agent: *\nCrawl-delay: 7", crawled: 7 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			asked := map[string]int{}
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked[r.URL.Path]++
				if r.URL.Path == "/robots.txt" {
					w.WriteHeader(tt.status)
					fmt.Fprint(w, tt.file)
				}
			})
			now := time.Unix(1e9, 0)
			var longest time.Duration
			c := client(t, Options{Now: func() time.Time { return now }, Wait: func(_ context.Context, d time.Duration) error {
				longest = max(longest, d)
				return nil
			}})
			for range 3 {
				_, err := c.Get(t.Context(), Request{URL: s.URL + "/page", Robots: true})
				if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
					t.Errorf("%v, want %q", err, tt.want)
				}
			}
			pages := 3
			if tt.want != "" {
				pages = 0
			}
			if asked["/robots.txt"] != 1 || asked["/page"] != pages {
				t.Errorf("asked %v", asked)
			}
			if tt.crawled != 0 && longest != 2*tt.crawled || tt.crawled == 0 && longest != 0 {
				t.Errorf("waited %s", longest)
			}
			now = now.Add(25 * time.Hour)
			_, _ = c.Robots(t.Context(), s.URL+"/page")
			if asked["/robots.txt"] != 2 {
				t.Errorf("after a day: asked %v", asked)
			}
		})
	}
	t.Run("yesterday's, while today's cannot be had", func(t *testing.T) {
		status := 200
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(status)
				fmt.Fprint(w, "User-agent: *\nDisallow: /private")
			}
		})
		now := time.Unix(1e9, 0)
		c := client(t, Options{Now: func() time.Time { return now }})
		for _, step := range []struct {
			wait   time.Duration
			status int
			ok     bool
		}{{0, 200, true}, {25 * time.Hour, 500, true}, {24 * time.Hour, 500, false}, {5 * time.Minute, 200, false}, {6 * time.Minute, 200, true}} {
			now, status = now.Add(step.wait), step.status
			why, err := c.Robots(t.Context(), s.URL+"/page")
			if err != nil || (why == "") != step.ok {
				t.Errorf("after %s: %q, %v", step.wait, why, err)
			}
		}
	})
}

// FuzzRobots: no file makes the parser panic or a pattern take long, and what
// has no rule disallows nothing.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*b*c$\nAllow: /%7e\nCrawl-delay: 1e309", "/xaybzc?q=%zz")
	f.Add("\xff\xfeU\x00s\x00", "/")
	f.Fuzz(func(t *testing.T, file, path string) {
		r := parseRobots([]byte(file), "briefbot")
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Fatal(r.delay)
		}
		u, err := url.Parse("https://x.example/" + path)
		if err != nil {
			return
		}
		if why := r.disallows(u); why != "" && len(r.rules) == 0 {
			t.Fatal(why)
		}
		if once := encodePath(path); encodePath(once) != once {
			t.Fatalf("%q becomes %q and then %q", path, once, encodePath(once))
		}
	})
}
