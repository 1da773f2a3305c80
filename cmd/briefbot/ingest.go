package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"briefbot/corpus"
	"briefbot/corpus/format"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

func runIngest(ctx context.Context, c *call, args []string) error {
	cfg, err := c.readConfig()
	if err != nil {
		return err
	}
	var sources []corpus.Source
	for _, path := range args {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("ingest: %w", err)
		}
		sources = append(sources, &source.Directory{Root: path})
	}
	if len(args) == 0 {
		sources = cfg.openSources()
	}
	stored := c.again && len(args) == 0 // what the database holds, wherever it came from
	if len(sources) == 0 && !stored {
		return &usageError{message: "nothing to ingest", hint: "briefbot ingest PATH, or configure sources in config.yaml"}
	}
	db, err := sqlite.Open(ctx, cfg.Database)
	if err != nil {
		return err
	}
	defer db.Close()
	tally := newTally(c)
	in := &corpus.Ingester{Log: c.logger(slog.LevelWarn), Store: db, Now: c.now, Again: c.again, Report: tally.report}
	for _, src := range sources {
		if err := in.Ingest(ctx, src); err != nil {
			tally.done()
			return err
		}
	}
	tally.done()
	if stored {
		changed, err := corpus.Again(ctx, db, func(a *corpus.Article) (*corpus.Article, error) { return format.Again(a, a.Arrived) })
		if err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "%d of the stored articles came out otherwise when they were read again\n", changed)
	}
	if n := tally.count[corpus.Refused]; n > 0 {
		return fmt.Errorf("%d of %d items could not be read; the others were taken in", n, tally.total)
	}
	return nil
}

// openSources makes the configured sources.
func (cfg *config) openSources() []corpus.Source {
	var sources []corpus.Source
	for _, s := range cfg.Sources {
		sources = append(sources, &source.Directory{Label: s.Name, Root: s.Directory})
	}
	return sources
}

// tally reports an ingest: a line for each item, and a running count where
// standard error is a terminal.
type tally struct {
	c     *call
	live  bool
	total int
	count map[corpus.Outcome]int
}

func newTally(c *call) *tally {
	_, live := terminal(c.stderr)
	_, toTerminal := terminal(c.stdout)
	return &tally{c: c, live: live && !toTerminal, count: map[corpus.Outcome]int{}}
}

func (t *tally) report(l corpus.Receipt) {
	t.total++
	t.count[l.Outcome]++
	if l.Outcome == corpus.Refused {
		fmt.Fprintf(t.c.stdout, "%-9s  %s\n", l.Outcome, l.Detail)
	} else {
		fmt.Fprintf(t.c.stdout, "%-9s  %s  %s  %s\n", l.Outcome, l.ID, l.Item, l.Detail)
	}
	if t.live {
		fmt.Fprintf(t.c.stderr, "\r%d items, %d new", t.total, t.count[corpus.Added])
	}
}

func (t *tally) done() {
	if t.live {
		fmt.Fprintln(t.c.stderr)
	}
	fmt.Fprintf(t.c.stdout, "%d added, %d updated, %d unchanged, %d duplicates, %d refused\n",
		t.count[corpus.Added], t.count[corpus.Updated], t.count[corpus.Unchanged], t.count[corpus.Duplicate], t.count[corpus.Refused])
}
