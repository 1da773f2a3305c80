package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"briefbot/briefing/render"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
	"briefbot/corpus/memory"
)

// feedOptions are the flags of feed.
type feedOptions struct {
	name           string
	page, fullText bool
	every          time.Duration
	opml           string
}

func feedFlags(c *call, fs *flagSet) {
	fs.StringVar(&c.feed.name, "name", "", "add it under this `NAME`, not under its title")
	fs.BoolVar(&c.feed.page, "page", false, "the address is that of one page, not of a feed")
	fs.BoolVar(&c.feed.fullText, "full-text", false, "read the pages that a feed of excerpts leads to, as far as robots.txt allows")
	fs.DurationVar(&c.feed.every, "every", 0, "read it once in `TIME` (default 30m)")
	fs.StringVar(&c.feed.opml, "opml", "", "add the feeds of an OPML `FILE`; with list, write one (- for standard output)")
}

// feedVerbs are the things that feed does.
var feedVerbs = map[string]struct {
	min, max int // operands
	run      func(ctx context.Context, c *call, l *feed.List, args []string) error
}{
	"add":    {0, 1, runFeedAdd},
	"list":   {0, 0, runFeedList},
	"remove": {1, 1, runFeedRemove},
	"status": {0, 1, runFeedStatus},
	"test":   {1, 1, runFeedTest},
}

func runFeed(ctx context.Context, c *call, args []string) error {
	wrong := usage("feed", "add URL | list | remove NAME | status [NAME] | test URL", "test https://www.example.org/feed.xml")
	if len(args) == 0 {
		return wrong
	}
	verb, ok := feedVerbs[args[0]]
	if n := len(args) - 1; !ok || n < verb.min || n > verb.max {
		return wrong
	}
	if c.corpusPath != "" {
		return &usageError{message: "feed does not take -corpus", hint: "feeds are kept in the database"}
	}
	cfg, err := c.readConfig()
	if err != nil {
		return err
	}
	log := c.logger(slog.LevelWarn)
	if args[0] == "test" { // which stores nothing and needs no database
		store := memory.New()
		defer store.Close()
		l := c.feeds(cfg, log, store)
		defer l.Client.Close()
		return verb.run(ctx, c, l, args[1:])
	}
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer db.Close()
	l := c.feeds(cfg, log, db)
	defer l.Client.Close()
	return verb.run(ctx, c, l, args[1:])
}

// option is the feed that the flags and the address describe.
func (c *call) option(address string) feed.Feed {
	return feed.Feed{Name: c.feed.name, URL: address, Page: c.feed.page, FullText: c.feed.fullText, Every: c.feed.every, By: "the command line"}
}

// feedHint is advice for a feed that is not added.
func feedHint(err error) error {
	var says *feed.Error
	if !errors.As(err, &says) {
		return err
	}
	switch r := says.Report; {
	case r == nil:
		return &hintedError{err, "briefbot feed list names the feeds that are followed"}
	case len(r.Named) > 0:
		return &hintedError{err, "briefbot feed add " + fetch.Redact(r.Named[0])}
	case r.Refused:
		return &hintedError{err, allowHint}
	}
	return err
}

// allowHint is what to do about a feed that is not on the public network.
const allowHint = "where it is yours, name its network in config.yaml: fetch: {allow: [127.0.0.0/8]}, or the port: fetch: {ports: [8080]}"

// followed is a reason without what is only true of a feed that is followed.
func followed(says string) string { return strings.TrimSuffix(says, "; it is asked again") }

func runFeedAdd(ctx context.Context, c *call, l *feed.List, args []string) error {
	if c.feed.opml != "" && len(args) == 0 {
		return c.importFeeds(ctx, l)
	}
	if len(args) != 1 || c.feed.opml != "" {
		return usage("feed add", "URL | -opml FILE", "https://www.example.org/feed.xml")
	}
	if c.feed.every != 0 && c.feed.every < feed.MinEvery {
		return &usageError{message: fmt.Sprintf("-every %s: a feed is read every %.0f minutes at the most", c.feed.every, feed.MinEvery.Minutes())}
	}
	if c.feed.fullText {
		fmt.Fprintln(c.stderr, "briefbot: reading the feed and the pages that it leads to, one a second")
	}
	r, err := l.Add(ctx, c.option(args[0]))
	if err != nil {
		return feedHint(err)
	}
	if c.json {
		return c.writeJSON(reportJSON(r))
	}
	c.added(r)
	return nil
}

// added says what was added.
func (c *call) added(r *feed.Report) {
	fmt.Fprintf(c.stdout, "added %s: %s\n", render.Plain(r.Feed.Name), render.Plain(followed(r.Summary())))
	switch {
	case r.Failure != "":
		fmt.Fprintln(c.stdout, "  it is asked again while briefbot serve runs; what it holds then is its baseline")
	case r.Stored > 0:
		fmt.Fprintf(c.stdout, "  %s stored as its baseline: they answer questions and are news to nobody\n", plural(r.Stored, "article"))
	default:
		fmt.Fprintln(c.stdout, "  nothing in it was new to the corpus")
	}
	c.advice(r)
}

// advice says what of a feed could be better.
func (c *call) advice(r *feed.Report) {
	if r.Moved != "" {
		fmt.Fprintf(c.stdout, "  moved for good to %s, which is asked from now on\n", render.Plain(fetch.Redact(r.Moved)))
	}
	if n := r.Teasers(); n > 0 && !r.Feed.FullText && r.Robots == "" {
		fmt.Fprintf(c.stdout, "  %s of %d: -full-text reads their pages\n", plural(n, "excerpt"), len(r.Items))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(c.stdout, "  not read: %s\n", render.Plain(p))
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func runFeedRemove(ctx context.Context, c *call, l *feed.List, args []string) error {
	f, err := l.Remove(ctx, args[0])
	var says *feed.Error
	if errors.As(err, &says) {
		return &hintedError{err, "briefbot feed list names the feeds"}
	} else if err != nil {
		return err
	}
	if c.json {
		return c.writeJSON(map[string]string{"removed": f.Name, "url": fetch.Redact(f.URL)})
	}
	fmt.Fprintf(c.stdout, "removed %s (%s); its articles are kept\n", render.Plain(f.Name), render.Plain(fetch.Redact(f.URL)))
	return nil
}

func runFeedList(ctx context.Context, c *call, l *feed.List, _ []string) error {
	all, err := l.All(ctx)
	if err != nil {
		return err
	}
	if c.feed.opml != "" {
		return c.exportFeeds(all)
	}
	if c.json {
		return c.writeJSON(map[string]any{"feeds": statusesJSON(all, c.now()), "line": feed.Line(all, c.now())})
	}
	if len(all) == 0 {
		fmt.Fprintln(c.stdout, "no feed is followed (briefbot feed add URL)")
		return nil
	}
	for i := range all {
		s := &all[i]
		fmt.Fprintf(c.stdout, "%s\n  %s · %s\n", render.Plain(s.Name), render.Plain(fetch.Redact(s.URL)), s.Says(c.now()))
	}
	fmt.Fprintln(c.stdout, render.Plain(feed.Line(all, c.now())))
	return nil
}

func runFeedStatus(ctx context.Context, c *call, l *feed.List, args []string) error {
	all, err := l.All(ctx)
	if err == nil && len(args) == 1 {
		var one feed.Status
		one, err = l.Find(ctx, args[0])
		all = []feed.Status{one}
	}
	var says *feed.Error
	if errors.As(err, &says) {
		return &hintedError{err, "briefbot feed list names the feeds"}
	} else if err != nil {
		return err
	}
	if c.json {
		return c.writeJSON(map[string]any{"feeds": statusesJSON(all, c.now()), "line": feed.Line(all, c.now())})
	}
	if len(all) == 0 {
		fmt.Fprintln(c.stdout, "no feed is followed (briefbot feed add URL)")
		return nil
	}
	for i := range all {
		if i > 0 {
			fmt.Fprintln(c.stdout)
		}
		c.status(&all[i])
	}
	if len(args) == 0 {
		fmt.Fprintf(c.stdout, "\n%s\n", render.Plain(feed.Line(all, c.now())))
	}
	return nil
}

// status prints how one feed fares.
func (c *call) status(s *feed.Status) {
	now := c.now()
	line := func(name, format string, args ...any) {
		fmt.Fprintf(c.stdout, "  %-13s %s\n", name, render.Plain(fmt.Sprintf(format, args...)))
	}
	fmt.Fprintf(c.stdout, "%s: %s\n", render.Plain(s.Name), s.Says(now))
	line("address", "%s", fetch.Redact(s.URL))
	if s.Moved != "" {
		line("moved to", "%s", fetch.Redact(s.Moved))
	}
	if !s.Failing.IsZero() {
		line("reason", "it %s", s.Reason)
		again := ""
		if s.Failures > 1 {
			again = fmt.Sprintf(", %d times in a row", s.Failures)
		}
		line("failing", "since %s%s", when(s.Failing), again)
	}
	if !s.Success.IsZero() {
		line("last success", "%s", when(s.Success))
		newest := "none since it was added"
		if !s.Newest.IsZero() {
			newest = when(s.Newest)
		}
		line("last new item", "%s", newest)
		held := plural(s.Items, "item")
		if s.Page {
			held = "one page"
		} else if s.Teasers > 0 {
			held += fmt.Sprintf(", %d of them teasers only", s.Teasers)
			if !s.FullText {
				held += " (full-text is off)"
			}
		}
		line("holds", "%s", held)
	}
	if s.Remark != "" {
		line("remark", "%s", s.Remark)
	}
	if s.Next.After(now) {
		line("next attempt", "%s", when(s.Next))
	} else {
		line("next attempt", "as soon as briefbot serve or briefbot ingest runs")
	}
	switch {
	case s.Fixed:
		line("from", "config.yaml")
	case s.By != "":
		line("from", "%s, %s", s.By, when(s.Added))
	}
}

// when is a time as the lists show it.
func when(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }

func or(a, b string) string {
	if strings.TrimSpace(a) == "" {
		return b
	}
	return a
}

func (c *call) writeJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// writeFile writes a file, or standard output for "-".
func (c *call) writeFile(name string, b []byte) error {
	if name == "-" {
		_, err := c.stdout.Write(b)
		return err
	}
	if err := os.WriteFile(name, b, 0o666); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
