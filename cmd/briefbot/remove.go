package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"briefbot/briefing/render"
	"briefbot/corpus"
)

// removeFlags are the flags of remove.
func removeFlags(c *call, fs *flagSet) {
	fs.StringVar(&c.why, "why", "taken down", "the `REASON`, which is kept and shown where the article is met again")
	fs.BoolVar(&c.undo, "undo", false, "let the article come back with the next ingest that meets it")
}

// runRemove takes an article down. Digests that quote it are corrected by the
// bot, which learns of it from the store.
func runRemove(ctx context.Context, c *call, args []string) error {
	if len(args) != 1 {
		return usage("remove", "ARTICLE", "24ad08a93631d1b3")
	}
	if c.corpusPath != "" {
		return &usageError{message: "remove does not take -corpus", hint: "delete the file instead"}
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if !d.kept {
		return &hintedError{errors.New("there is no database to remove an article from"), "the built-in sample stays; briefbot ingest PATH makes a database"}
	}
	if c.undo {
		id := corpus.ID(args[0])
		was, err := corpus.Restore(ctx, d.store, id)
		if err != nil {
			return err
		}
		if !was {
			return &hintedError{fmt.Errorf("no article %q was taken out", args[0]), "give the ID that briefbot remove printed"}
		}
		_, err = fmt.Fprintf(c.stdout, "%s may come back: briefbot ingest -again reads it, if its source still has it\n", id)
		return err
	}
	doc, err := d.named(ctx, args[0])
	if err != nil {
		return err
	}
	a := doc.Article
	if err := corpus.Remove(ctx, d.store, a.ID, corpus.Gone{At: c.now().UTC().Truncate(time.Second), Why: c.why}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "removed %s  %s\n", a.ID, render.Plain(a.Headline.Value))
	return err
}

// age is a length of time in the configuration: days as in 180d, or what
// time.ParseDuration reads.
type age time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *age) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" || s == "0" {
		*a = 0
		return nil
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return fmt.Errorf("keep: want a time such as 180d or 36h, have %q", s)
		}
		*a = age(time.Duration(n) * 24 * time.Hour)
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf("keep: want a time such as 180d or 36h, have %q", s)
	}
	*a = age(d)
	return nil
}

// String is the age as it stands in the configuration.
func (a age) String() string {
	d := time.Duration(a)
	if d != 0 && d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	return d.String()
}

// expire takes out of the store what is older than is kept.
func (d *desk) expire(ctx context.Context, now time.Time, log *slog.Logger) error {
	if d.config.Keep == 0 || !d.kept {
		return nil
	}
	n, err := corpus.Expire(ctx, d.store, d.engine.Corpus.Articles(), now.Add(-time.Duration(d.config.Keep)), now.UTC().Truncate(time.Second))
	if n > 0 {
		log.Info("articles that are older than is kept were taken out", "articles", n, "keep", d.config.Keep.String())
	}
	return err
}
