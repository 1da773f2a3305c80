package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFeedCommands does with feeds what a user does, one command after the other.
func TestFeedCommands(t *testing.T) {
	gazette, office := newPublisher(t, "The Harbour Gazette"), newPublisher(t, "Harbour Office")
	gazette.add("stop", "The ferry stops", "<p>The ferry will stop in April, harbour master Jon Hale said.</p>")
	office.status.Store(403)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("config.yaml", []byte("fetch: {allow: [127.0.0.0/8]}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	opml := fmt.Sprintf(`<opml version="2.0"><body><outline text="Gazette" xmlUrl="%s/feed"/><outline text="Office" xmlUrl="%s/feed"/></body></opml>`, gazette.URL, office.URL)
	if err := os.WriteFile("feeds.opml", []byte(opml), 0o666); err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		args   string
		status int
		want   []string // in what it prints, in this order
	}{
		{"feed list", 0, []string{"no feed is followed (briefbot feed add URL)"}},
		{"feed test GAZETTE/feed", 0, []string{"The Harbour Gazette\n", "kind      RSS 2.0, 1 item, all with their full text", "dates     none", "no date           The ferry stops · "}},
		{"feed test OFFICE/feed", 1, []string{"refuses us (HTTP 403); ask the publisher whether programs may read it"}},
		{"feed add OFFICE/feed", 1, []string{"refuses us (HTTP 403)"}},
		{"feed add GAZETTE/feed", 0, []string{"added The Harbour Gazette: RSS 2.0, 1 item, all with their full text", "1 article stored as its baseline"}},
		{"feed add GAZETTE/feed", 1, []string{"is followed already, as The Harbour Gazette", "hint: briefbot feed list"}},
		{"feed add -opml feeds.opml", 1, []string{"not added: ", "is followed already", "not added: ", "refuses us", "0 of 2 feeds added"}},
		{"feed list", 0, []string{"The Harbour Gazette\n", "/feed · read ", "feeds: 1 of 1 fresh"}},
		{"feed status harbour", 1, []string{`no feed is called "harbour"`, "hint: briefbot feed list"}},
		{"feed status GAZETTE/feed", 0, []string{"The Harbour Gazette: read ", "last new item none since it was added", "holds         1 item", "remark        1 of its items state no date", "next attempt", "the command line"}},
		{"sources", 0, []string{"1 article from 1 outlet", "Feeds – 1 of 1 fresh", "The Harbour Gazette · read "}},
		{"ingest", 0, []string{"nothing new"}},
		{"feed list -opml -", 0, []string{`<outline text="The Harbour Gazette"`, "/feed"}},
		{"feed remove GAZETTE/feed", 0, []string{"removed The Harbour Gazette", "its articles are kept"}},
		{"feed add -opml feeds.opml", 0, []string{"[1/2] added Gazette: ", "nothing in it was new to the corpus", "not added: ", "1 of 2 feeds added"}},
		{"feed", 2, []string{"usage: briefbot feed"}},
		{"feed rename x", 2, []string{"usage: briefbot feed"}},
		{"feed add", 2, []string{"usage: briefbot feed add"}},
		{"feed add -every 1s GAZETTE/other", 2, []string{"every 5 minutes at the most"}},
		{"feed add https://me:hunter2@example.org/", 1, []string{"holds a user name or password"}},
		{"feed add http://169.254.169.254/", 1, []string{"cloud metadata address"}},
	}
	for _, step := range steps {
		args := strings.Fields(strings.NewReplacer("GAZETTE", gazette.URL, "OFFICE", office.URL).Replace(step.args))
		out, errs, status := do(t, args...)
		all := out + errs
		if status != step.status || strings.Contains(all, "hunter2") {
			t.Errorf("%s: status %d\n%s", step.args, status, all)
		}
		rest := all
		for _, want := range step.want {
			_, after, ok := strings.Cut(rest, want)
			if !ok {
				t.Errorf("%s: lacks %q:\n%s", step.args, want, all)
				break
			}
			rest = after
		}
	}
	// What no setting allows has no hint that names one.
	for _, address := range []string{"ftp://example.org/feed", "https://me:hunter2@example.org/", "feed.xml"} {
		for _, verb := range []string{"add", "test"} {
			if _, errs, status := do(t, "feed", verb, address); status != 1 || strings.Contains(errs, "config.yaml") {
				t.Errorf("feed %s %s: status %d\n%s", verb, address, status, errs)
			}
		}
	}
	if out, errs, status := do(t, "feed", "test", "-json", office.URL+"/feed"); status != 1 || !strings.Contains(out, `"failure":"`) || !strings.Contains(errs, "HTTP 403") {
		t.Errorf("a feed that cannot be read, for machines: status %d\n%s%s", status, out, errs)
	}
	// For machines.
	for _, args := range []string{"feed list -json", "feed status -json", "feed test -json " + gazette.URL + "/feed", "feed remove -json Gazette"} {
		out, _, _ := do(t, strings.Fields(args)...)
		var v map[string]any
		if err := json.Unmarshal([]byte(out), &v); err != nil || strings.Count(out, "\n") != 1 {
			t.Errorf("%s: %v\n%s", args, err, out)
		}
	}
}

// TestNothingPrivateWithoutConfiguration: loopback is refused where no
// configuration allows it, by name and by number.
func TestNothingPrivateWithoutConfiguration(t *testing.T) {
	p := newPublisher(t, "x")
	t.Chdir(t.TempDir())
	port := p.URL[strings.LastIndex(p.URL, ":")+1:]
	if err := os.WriteFile("config.yaml", []byte("fetch: {ports: ["+port+"]}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port} {
		out, errs, status := do(t, "feed", "add", url+"/feed")
		if status != 1 || !strings.Contains(errs, "leads to a loopback address") || !strings.Contains(errs, "hint: "+allowHint) {
			t.Errorf("%s: %d\n%s%s", url, status, out, errs)
		}
	}
	if _, err := os.Stat(filepath.Join("briefbot.db")); err != nil {
		t.Error(err)
	}
}

// TestFailingFeedIsSaid: where a feed fails, each answer says so above what it says,
// for machines too; where none does, none speaks of feeds.
func TestFailingFeedIsSaid(t *testing.T) {
	gazette := newPublisher(t, "The Harbour Gazette")
	gazette.add("stop", "The ferry stops", "<p>“The ferry will stop in April,” harbour master Jon Hale said.</p>")
	t.Chdir(t.TempDir())
	config := "fetch: {allow: [127.0.0.0/8]}\ntopics: [{name: ferry, title: The ferry, required: [[ferry]]}]\n"
	if err := os.WriteFile("config.yaml", []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, errs, status := do(t, "feed", "add", gazette.URL+"/feed"); status != 0 {
		t.Fatal(out, errs)
	}
	calls := [][]string{{"brief", "ferry"}, {"ask", "When will the ferry stop?"}, {"quotes", "Jon Hale"}, {"verify", "The ferry will stop in April"}, {"timeline", "ferry"}}
	for _, fails := range []bool{false, true} {
		if fails {
			gazette.status.Store(404)
			do(t, "ingest")
		}
		for _, args := range calls {
			out, errs, status := do(t, args...)
			header, _, _ := strings.Cut(out, "\n\n")
			_, says, _ := strings.Cut(header, "\nfeeds: 0 of 1 fresh; failing: The Harbour Gazette for ")
			said := strings.HasSuffix(says, "(HTTP 404)")
			if status != 0 || said != fails || !fails && strings.Contains(out, "feeds:") {
				t.Errorf("%s, the feed fails: %v\n%s%s", args, fails, out, errs)
			}
			out, _, _ = do(t, append(args, "-json")...)
			if strings.Contains(out, `"feeds":"feeds: 0 of 1 fresh; failing: `) != fails {
				t.Errorf("%s -json, the feed fails: %v\n%s", args, fails, out)
			}
		}
	}
}
