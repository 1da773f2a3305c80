package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"briefbot/bot"
	"briefbot/bot/gateway"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render"
	"briefbot/corpus/fetch"
	"briefbot/corpus/sqlite"
)

// finding is what one check found.
type finding struct {
	name, says, hint string
	bad              bool
}

func runCheck(ctx context.Context, c *call, args []string) error {
	if len(args) > 0 {
		return usage("check", "", "")
	}
	cfg, err := c.readConfig()
	if err != nil {
		return err
	}
	findings := []finding{c.checkConfig()}
	findings = append(findings, checkDatabase(ctx, cfg))
	feeds := checkFeeds(ctx, c, cfg)
	if len(cfg.Sources) > 0 || len(feeds) == 0 {
		findings = append(findings, checkSources(cfg)...)
	}
	findings = append(findings, feeds...)
	findings = append(findings, checkLLM(ctx, cfg, c.now), checkEmbeddings(ctx, cfg, c.now), checkDiscord(ctx, c, cfg))
	findings = append(findings, checkDigests(ctx, c, cfg)...)
	bad := 0
	for _, f := range findings {
		mark := "ok"
		if f.bad {
			mark = "BAD"
			bad++
		}
		fmt.Fprintf(c.stdout, "%-4s %-14s %s\n", mark, render.Plain(f.name), render.Plain(f.says))
		if f.hint != "" {
			fmt.Fprintf(c.stdout, "     hint: %s\n", f.hint)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d checks failed", bad, len(findings))
	}
	return nil
}

func (c *call) checkConfig() finding {
	name := c.configFile
	if name == "" {
		name = "config.yaml"
		if _, err := os.Stat(name); err != nil {
			return finding{name: "configuration", says: "the defaults (there is no config.yaml here)"}
		}
	}
	return finding{name: "configuration", says: name}
}

func checkDatabase(ctx context.Context, cfg *config) finding {
	f := finding{name: "database"}
	if _, err := os.Stat(cfg.Database); errors.Is(err, fs.ErrNotExist) {
		if dir := filepath.Dir(cfg.Database); !isDirectory(dir) {
			f.bad, f.says = true, fmt.Sprintf("%s is not there, nor can it be made: %s is no directory", cfg.Database, dir)
			f.hint = "database in config.yaml names a file in a directory that there is"
			return f
		}
		f.says = cfg.Database + " is not there yet"
		f.hint = "briefbot ingest PATH makes it; until then the built-in sample answers"
		return f
	}
	db, err := sqlite.Open(ctx, cfg.Database)
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	defer db.Close()
	if err := db.Check(ctx); err != nil {
		f.bad, f.says, f.hint = true, err.Error(), "restore a backup, or delete the file and ingest again"
		return f
	}
	have, want, err := db.Version(ctx)
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	articles := 0
	for change, err := range db.Changes(ctx, 0) {
		if err != nil {
			f.bad, f.says = true, err.Error()
			return f
		}
		if !change.Removed {
			articles++
		}
	}
	f.says = fmt.Sprintf("%s: sound, version %d of %d, %s", cfg.Database, have, want, plural(articles, "article"))
	if err := db.ReadOnly(); err != nil {
		f.says += "; it can only be read: " + err.Error()
		f.hint = "briefbot ingest, feed add and serve have to write it"
	}
	return f
}

func isDirectory(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func checkSources(cfg *config) []finding {
	if len(cfg.Sources) == 0 {
		return []finding{{name: "sources", says: "none configured", hint: "add some to config.yaml, or briefbot ingest PATH, or briefbot feed add URL"}}
	}
	var findings []finding
	for _, s := range cfg.Sources {
		if s.Directory == "" {
			continue // checkFeeds
		}
		f := finding{name: "source " + s.Name, says: s.Directory}
		if _, err := os.ReadDir(s.Directory); err != nil {
			f.bad, f.says = true, err.Error()
			f.hint = "sources[].directory in config.yaml names a directory of articles"
		}
		findings = append(findings, f)
	}
	return findings
}

// checkFeeds says how the feeds fared when they were last read: briefbot feed
// test reads one.
func checkFeeds(ctx context.Context, c *call, cfg *config) []finding {
	if _, err := os.Stat(cfg.Database); err != nil {
		return nil // checkDatabase says so
	}
	db, err := sqlite.Open(ctx, cfg.Database)
	if err != nil {
		return nil
	}
	defer db.Close()
	all, err := cfg.followed(db, c.now).All(ctx)
	if err != nil {
		return []finding{{name: "feeds", says: err.Error(), bad: true}}
	}
	var findings []finding
	for i := range all {
		s := &all[i]
		f := finding{name: "feed " + s.Name, says: s.Says(c.now()), bad: !s.Failing.IsZero()}
		switch {
		case f.bad:
			f.says += ": it " + s.Reason
			f.hint = "briefbot feed test " + fetch.Redact(s.URL)
		case !s.Fresh(c.now()):
			f.hint = "feeds are read while briefbot serve runs, and by briefbot ingest"
		}
		findings = append(findings, f)
	}
	return findings
}

func checkDiscord(ctx context.Context, c *call, cfg *config) finding {
	f := finding{name: "discord"}
	if cfg.Discord.token == "" {
		f.says = "no token, so only the command line works"
		f.hint = gateway.TokenAdvice
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	configured, err := cfg.configured()
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	says, err := bot.Check(ctx, cfg.Discord.URL, cfg.Discord.token, configured)
	f.says = says
	if err != nil {
		f.bad, f.says = true, err.Error()
		f.hint = "the token is in DISCORD_TOKEN; discord.url and discord.channel are in config.yaml"
	}
	return f
}

// checkDigests says of each subscription when its next digest comes, or why none
// does.
func checkDigests(ctx context.Context, c *call, cfg *config) []finding {
	configured, err := cfg.configured()
	if err != nil {
		return []finding{{name: "digest", says: err.Error(), bad: true}}
	}
	var all []*subscription.Subscription
	if _, missing := os.Stat(cfg.Database); missing == nil {
		db, err := sqlite.Open(ctx, cfg.Database)
		if err != nil {
			return nil // checkDatabase says so
		}
		defer db.Close()
		if all, err = subscription.NewBook(db, configured, c.now).All(ctx); err != nil {
			return []finding{{name: "digests", says: err.Error(), bad: true}}
		}
	} else if configured != nil {
		all = append(all, configured)
	}
	var findings []finding
	for _, s := range all {
		findings = append(findings, checkSubscription(s, c.now()))
	}
	if len(findings) == 0 {
		findings = []finding{{name: "digest", says: "none is subscribed", hint: "/digest subscribe on Discord, briefbot digest subscribe, or discord.channel in config.yaml"}}
	}
	return findings
}

func checkSubscription(s *subscription.Subscription, now time.Time) finding {
	f := finding{name: "digest " + s.ID, says: s.When() + " in channel " + s.Channel}
	plan, err := s.Plan(0)
	if err != nil {
		return finding{name: f.name, says: err.Error(), bad: true}
	}
	if p := s.Pause; p != nil {
		f.says += ", paused since " + p.At.Format("2 Jan 2006 15:04 MST")
		if p.Reason != "" {
			f.bad, f.says = true, f.says+": "+p.Reason
		}
		f.hint = "briefbot digest resume " + s.ID + ", or /digest resume on Discord"
		return f
	}
	next, ok := plan.Next("", now)
	if !ok {
		return finding{name: f.name, says: f.says + ", which is never due", bad: true}
	}
	f.says += ", next " + next.At.Format("Mon 2 Jan 2006 15:04 MST")
	return f
}
