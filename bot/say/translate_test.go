package say

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"briefbot/bot/language"
	"briefbot/briefing"
	"briefbot/briefing/topics"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
	"briefbot/corpus/memory"
)

// inAll reports a reason that is not said in every language.
func inAll(t *testing.T, reason string) {
	t.Helper()
	for l := language.English + 1; int(l) < len(phrase{}); l++ {
		if own := Translated(l, reason); own == reason || strings.Contains(own, "%!") {
			t.Errorf("language %d: %q is said %q", l, reason, own)
		}
	}
	if Translated(language.English, reason) != reason {
		t.Errorf("%q is said %q in English", reason, Translated(language.English, reason))
	}
}

// Whatever keeps a topic from being added or removed is said in every language.
func TestTopicsRefuseInEveryLanguage(t *testing.T) {
	t.Parallel()
	book := topics.NewBook(memory.New(), []briefing.Topic{{Name: "fixed", Title: "Fixed"}})
	if _, err := book.Add(t.Context(), "8", "there", "There", "harbour"); err != nil {
		t.Fatal(err)
	}
	many := strings.TrimSuffix(strings.Repeat("harbour, ", 1), ", ")
	for i := range topics.MaxTerms {
		many += fmt.Sprint(", harbour", i)
	}
	for _, in := range []struct{ guild, name, title, terms string }{
		{"", "x", "X", "harbour"}, {"8", "No Name", "X", "harbour"}, {"8", "x", "", "harbour"}, {"8", "x", "a\x01b", "harbour"},
		{"8", "fixed", "X", "harbour"}, {"8", "there", "X", "harbour"}, {"8", "x", "X", ""}, {"8", "x", "X", "har/bour"}, {"8", "x", "X", "the"},
		{"8", "x", "X", strings.Repeat("harbour ", 40)}, {"8", "x", "X", many}, {"8", "x", "X", strings.Repeat("harbour; ", topics.MaxGroups+1)},
	} {
		_, err := book.Add(t.Context(), in.guild, in.name, in.title, in.terms)
		var refused *topics.InvalidError
		if !errors.As(err, &refused) {
			t.Errorf("%+v: %v", in, err)
			continue
		}
		inAll(t, refused.Reason)
	}
	for i := range topics.PerGuild {
		var refused *topics.InvalidError
		if _, err := book.Add(t.Context(), "8", fmt.Sprint("more-", i), "More", "harbour"); errors.As(err, &refused) {
			inAll(t, refused.Reason)
		}
	}
	_, err := book.Remove(t.Context(), "8", "none")
	inAll(t, err.Error())
}

// Whatever keeps a feed from being followed is said in every language, too, as far
// as it is not the machine's own words; and so is how a feed that is followed fares.
func TestFeedsRefuseInEveryLanguage(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var status int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &status); err == nil {
			w.WriteHeader(status)
			return
		}
		item := "<item><title>%s</title><guid>%s</guid><link>http://a.example/%s</link><description>%s</description></item>"
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Wire</title>`)
		for _, name := range strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "-")[1:] {
			fmt.Fprintf(w, item, name, name, name, "Read on …")
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	defer server.Close()
	list := func(allow ...netip.Prefix) *feed.List {
		client := fetch.New(fetch.Options{Allow: allow, Pause: -1})
		t.Cleanup(client.Close)
		return &feed.List{
			Log: slog.New(slog.DiscardHandler), Store: memory.New(), Client: client, Now: time.Now,
			Fixed: []feed.Feed{{Name: "Fixed", URL: server.URL + "/fixed"}},
		}
	}
	open, shut := list(netip.MustParsePrefix("127.0.0.0/8")), list()
	for _, in := range []struct {
		list          *feed.List
		address, name string
	}{
		{open, "no address", ""}, {open, "ftp://a.example", ""}, {open, "http://", ""}, {open, "http://a:b@a.example/", ""}, {shut, server.URL, ""},
		{open, server.URL + "/401", ""}, {open, server.URL + "/402", ""}, {open, server.URL + "/403", ""}, {open, server.URL + "/404", ""}, {open, server.URL + "/410", ""},
		{open, server.URL + "/429", ""}, {open, server.URL + "/451", ""}, {open, server.URL + "/500", ""}, {open, server.URL + "/503", ""}, {open, server.URL + "/418", ""},
		{open, server.URL + "/fixed", ""}, {open, server.URL + "/other-a", "fixed"}, {open, server.URL + "/other-a", "  "}, {open, server.URL + "/other-a", "…"},
		{open, "http://127.0.0.1:1/", ""},
	} {
		_, err := in.list.Add(t.Context(), feed.Feed{Name: in.name, URL: in.address})
		var refused *feed.Error
		if errors.As(err, &refused) {
			inAll(t, refused.Says)
			continue
		}
		if err != nil {
			t.Errorf("%s %q: %v", in.address, in.name, err)
		}
		// What may pass is added all the same, and listed with its reason.
		r, err := in.list.Test(t.Context(), feed.Feed{URL: in.address})
		if err != nil {
			t.Fatal(err)
		}
		if r.Failure != "" {
			inAll(t, r.Sentence())
		}
	}
	for _, path := range []string{"/none", "/one-a", "/two-a-b"} {
		r, err := open.Test(t.Context(), feed.Feed{URL: server.URL + path})
		if err != nil {
			t.Fatal(err)
		}
		inAll(t, r.Summary())
	}
	if _, err := open.Find(t.Context(), "nothing"); err != nil {
		inAll(t, err.Error())
	}
	if _, err := open.Remove(t.Context(), "Fixed"); err != nil {
		inAll(t, err.Error())
	}
}

// Every hint is said in every language, with what is in it.
func TestHintsInEveryLanguage(t *testing.T) {
	t.Parallel()
	for _, h := range hints {
		inAll(t, h.In(language.English))
	}
	inAll(t, TopicGone("harbour bridge"))
	if says := Translated(language.German, TopicGone("harbour bridge")); !strings.HasPrefix(says, "das Thema harbour bridge gibt es nicht mehr") {
		t.Errorf("it says %s", says)
	}
	if says := Translated(language.German, "something else"); says != "something else" {
		t.Errorf("what nobody knows is said %s", says)
	}
}
