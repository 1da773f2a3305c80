package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// TestServeSample asks the bot over the sample corpus as users do, with the real
// client over a socket, and compares what they see with the golden file.
func TestServeSample(t *testing.T) {
	f := fakediscord.New(t)
	s := startServing(t, f, t.TempDir(), "", evening)
	ctx := patience(t)
	if err := f.WaitReady(ctx); err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	reader := f.User("reader")
	var seen strings.Builder
	for _, ask := range []struct{ command, option, value string }{
		{"brief", "topic", "iran-us"},
		{"brief", "topic", "mars"},
		{"ask", "question", "When are the talks expected?"},
		{"ask", "question", "Did the talks take place?"},
		{"quotes", "speaker", "Araghchi"},
		{"quotes", "speaker", "Erdoğan"},
		{"sources", "", ""},
		{"help", "", ""},
	} {
		var options []fakediscord.Option
		if ask.option != "" {
			options = append(options, fakediscord.Opt(ask.option, ask.value))
		}
		i, err := reader.Slash(ctx, ask.command, options...)
		if err != nil {
			t.Fatal(err)
		}
		m, err := i.Reply(ctx)
		if err != nil {
			t.Fatalf("/%s %s: %v\n%s", ask.command, ask.value, err, s.log.String())
		}
		if n := markdown.Len(m.Content); n > 2000 {
			t.Errorf("/%s %s: %d units", ask.command, ask.value, n)
		}
		for _, m := range i.Messages() {
			seen.WriteString(fakediscord.Render(m) + "\n")
		}
	}
	for _, typed := range []struct{ command, option, text string }{{"brief", "topic", "ir"}, {"quotes", "speaker", "for"}, {"quotes", "speaker", "erd"}} {
		choices, err := reader.Autocomplete(ctx, typed.command, typed.option, typed.text)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range choices {
			fmt.Fprintf(&seen, "%s %s:%s offers %s = %v\n", typed.command, typed.option, typed.text, c.Name, c.Value)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	if posted := f.Posted(fakediscord.ChannelID); len(posted) > 0 {
		t.Errorf("a digest in the evening: %s", fakediscord.Render(posted[0]))
	}
	if strings.Contains(s.log.String(), fakediscord.Token) || strings.Contains(s.log.String(), "take place") {
		t.Errorf("a secret or a question in the log:\n%s", s.log.String())
	}
	name := filepath.Join("testdata", "discord.golden")
	want, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	got := commandIDs.ReplaceAllString(seen.String(), "$1:ID>")
	if diff := cmp.Diff(string(want), got); diff != "" {
		if !*update {
			t.Errorf("-want +got:\n%s", diff)
		} else if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// commandIDs are the identifiers of commands, which differ from run to run.
var commandIDs = regexp.MustCompile(`(</[a-z ]+):[0-9]+>`)

// TestServeSeeds is T20 over the articles that stand beside the project: what a
// user sees of a brief has at most 2,000 units in its message, with the sources
// in sight, and no quotation or link is cut.
func TestServeSeeds(t *testing.T) {
	seeds := filepath.Join(shared.Dir(t), "seeds")
	f := fakediscord.New(t)
	s := startServing(t, f, t.TempDir(), "", evening, "-corpus", seeds)
	ctx := patience(t)
	if err := f.WaitReady(ctx); err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	for _, ask := range []struct{ command, option, value string }{
		{"brief", "topic", "iran-us"}, {"quotes", "speaker", "Trump"}, {"quotes", "speaker", "Araghchi"}, {"ask", "question", "Where did Araghchi and Fidan meet?"},
	} {
		i, err := f.User("reader").Slash(ctx, ask.command, fakediscord.Opt(ask.option, ask.value))
		if err != nil {
			t.Fatal(err)
		}
		m, err := i.Reply(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if n := markdown.Len(m.Content); n > 2000 || n < 200 {
			t.Errorf("/%s %s: %d units", ask.command, ask.value, n)
		}
		lines := strings.Split(strings.TrimSpace(m.Content), "\n")
		if last := lines[len(lines)-1]; !strings.HasPrefix(last, `-# \[1\] `) {
			t.Errorf("/%s %s: the message does not end with its sources", ask.command, ask.value)
		}
		for _, m := range i.Messages() {
			texts := []string{m.Content}
			for _, e := range m.Embeds {
				texts = append(texts, e.Description)
			}
			for _, text := range texts {
				if strings.Count(text, "“") != strings.Count(text, "”") || strings.Count(text, "](") != strings.Count(text, ">)") {
					t.Errorf("/%s %s: a quotation or a link is cut", ask.command, ask.value)
				}
			}
		}
	}
}

// TestServeDigests lives through four mornings with one database: where things
// stand, then only what is new, then nothing, then two processes at once.
func TestServeDigests(t *testing.T) {
	defer goleak.VerifyNone(t)
	f, err := fakediscord.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := t.TempDir()
	news := filepath.Join(dir, "news")
	if err := os.Mkdir(news, 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(news, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const config = `
sources: [{name: news, directory: news}]
topics: [{name: ferry, title: The ferry, required: [[ferry]]}]
digest: {schedule: 0 7 * * *, zone: Europe/Berlin, topics: [ferry], catchup: 6h}
`
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	morning := func(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 0, 5, 0, berlin) }
	ctx := patience(t)
	posted := func(n int) string {
		t.Helper()
		ms, err := f.WaitPosted(ctx, fakediscord.ChannelID, n)
		if err != nil {
			t.Fatal(err)
		}
		if len(ms) != n {
			t.Fatalf("%d messages, want %d", len(ms), n)
		}
		return ms[n-1].Content
	}

	write("one.md", "---\ntitle: The ferry stops\nurl: https://example.org/ferry\noutlet: The Harbour Gazette\npublished: 2026-03-02\n---\n\nThe ferry will stop in April, harbour master Jon Hale said. “The engine is worn out,” Hale told the council.\n")
	s := startServing(t, f, dir, config, morning(3, 7))
	first := posted(1)
	for _, want := range []string{"The ferry", "will stop in April", "“The engine is worn out,”", "<https://example.org/ferry#:~:text=", "1 of 1 sources read", "3 March 2026 · 1/1"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first digest lacks %q:\n%s", want, first)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}

	// Started again on the same morning: nothing more.
	s = startServing(t, f, dir, config, morning(3, 9))
	if err := f.WaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
	posted(1)

	// The next morning, with two hours' delay: only what is new, and it says so.
	write("two.md", "---\ntitle: A new ferry\noutlet: The Harbour Gazette\npublished: 2026-03-03\n---\n\nThe island bought a second ferry from Norway on Tuesday for three million euros, mayor Ada Lind announced.\n")
	s = startServing(t, f, dir, config, morning(4, 9))
	second := posted(2)
	if !strings.Contains(second, "second ferry from Norway") || strings.Contains(second, "April") || !strings.Contains(second, "late") {
		t.Errorf("the second digest:\n%s", second)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}

	// A quiet day says that it is quiet, and that the sources were read.
	s = startServing(t, f, dir, config, morning(5, 7))
	third := posted(3)
	if !strings.Contains(third, "Nothing new") || !strings.Contains(third, "1 of 1 sources read") {
		t.Errorf("the third digest:\n%s", third)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}

	// Two processes over one database at once: one digest.
	a := startServing(t, f, dir, config, morning(6, 7))
	b := startServing(t, f, dir, config, morning(6, 7))
	posted(4)
	if err := f.WaitConnections(ctx, 2); err != nil {
		t.Fatalf("%v\n%s\n%s", err, a.log.String(), b.log.String())
	}
	for _, s := range []*serving{a, b} {
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
	posted(4)
	for _, v := range f.Violations() {
		t.Error(v)
	}
}

// TestServeLeavesTheSample: what is ingested beside a running bot is served in
// place of the sample, and the sample is never a digest.
func TestServeLeavesTheSample(t *testing.T) {
	ctx := context.Background()
	cfg := defaultConfig()
	cfg.Database = filepath.Join(t.TempDir(), "news.db")
	cfg.Discord.Channel = fakediscord.ChannelID
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c := &call{stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return evening }}
	s, err := newServer(cfg, quiet, db, c.now)
	if err != nil {
		t.Fatal(err)
	}
	first, err := c.served(ctx, cfg, quiet, db)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	s.serving.Store(first)
	s.catchUp(ctx)
	if s.serving.Load() != first || first.kept {
		t.Fatal("an empty database is served")
	}
	s.fresh.Store(true)
	s.now = func() time.Time { return time.Date(2026, 2, 4, 7, 0, 0, 0, time.UTC) }
	s.morning(ctx) // would need the bot, which there is not

	in := &corpus.Ingester{Log: quiet, Store: db, Now: c.now, Report: func(corpus.Receipt) {}}
	files := fstest.MapFS{"ferry.txt": {Data: []byte("The ferry sails at noon, Ada Lind said.")}}
	if err := in.Ingest(ctx, &source.FS{Label: "news", Files: files}); err != nil {
		t.Fatal(err)
	}
	s.catchUp(ctx)
	if d := s.serving.Load(); !d.kept || len(d.engine.Corpus.Articles()) != 1 {
		t.Errorf("the database has an article, and is not served")
	}
}

// TestServeWrongToken ends with a plain line, and does not storm.
func TestServeWrongToken(t *testing.T) {
	f := fakediscord.New(t)
	f.FailConnect(1, fakediscord.CloseInsteadOfReady(fakediscord.CloseAuthenticationFailed, "Authentication failed."))
	s := startServing(t, f, t.TempDir(), "", evening)
	select {
	case err := <-s.done:
		if err == nil || !strings.Contains(err.Error(), "token is wrong") {
			t.Errorf("the program ended with: %v", err)
		}
		s.stop = nil
	case <-time.After(2 * time.Minute):
		t.Fatalf("the program does not end:\n%s", s.log.String())
	}
	if n := f.Identifies(); n > 2 {
		t.Errorf("%d attempts to connect", n)
	}
}
