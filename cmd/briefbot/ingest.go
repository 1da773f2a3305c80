package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"briefbot/briefing/render"
	"briefbot/corpus"
	"briefbot/corpus/feed"
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
	if c.corpusPath != "" {
		return &usageError{message: "ingest does not take -corpus", hint: "briefbot ingest " + c.corpusPath}
	}
	for _, path := range args {
		if _, err := os.Stat(path); err != nil {
			return &hintedError{fmt.Errorf("ingest: %w", err), "nothing was taken in; briefbot ingest PATH... takes files and directories"}
		}
		// "." is another source in another directory.
		name, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("ingest: %w", err)
		}
		sources = append(sources, &source.Directory{Root: path, Label: filepath.ToSlash(name), Except: databaseFiles(cfg.Database), Now: c.now})
	}
	if len(args) == 0 {
		sources = cfg.openSources()
	}
	stored := c.again && len(args) == 0 // what the database holds, wherever it came from
	nothing := &usageError{message: "nothing to ingest", hint: "briefbot ingest PATH, or briefbot feed add URL, or configure sources in config.yaml"}
	if _, err := os.Stat(cfg.Database); len(sources)+len(cfg.Sources) == 0 && err != nil && !stored {
		return nothing // and no database is made for it
	}
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer db.Close()
	tally := newTally(c)
	log := c.logger(slog.LevelWarn)
	feeds := c.feeds(cfg, log, db)
	defer feeds.Client.Close()
	feeds.Receipt = tally.report
	var followed []feed.Status
	if len(args) == 0 {
		if followed, err = feeds.All(ctx); err != nil {
			return err
		}
	}
	if len(sources)+len(followed) == 0 && !stored {
		return nothing
	}
	in := &corpus.Ingester{Log: log, Store: db, Now: c.now, Again: c.again, People: cfg.People, Report: tally.report, Progress: tally.progress}
	for _, src := range sources {
		if err = in.Ingest(ctx, src); err != nil {
			break
		}
	}
	if err == nil {
		err = feeds.Read(ctx, followed, func(feed.Polled) {})
	}
	tally.done(err != nil)
	if err != nil {
		return stopped(ctx, cfg, tally, err)
	}
	if stored {
		changed, err := corpus.Again(ctx, db, func(a *corpus.Article) (*corpus.Article, error) {
			received := a.Arrived
			if received.IsZero() { // of a feed's backlog
				received = c.now()
			}
			return format.Again(a, received)
		}, cfg.People...)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "%d of the stored articles came out otherwise when they were read again\n", changed)
	}
	if err := c.embedStored(ctx, cfg, log, db); err != nil {
		return err
	}
	if n := tally.count[corpus.Refused]; n == tally.total && n > 0 {
		return fmt.Errorf("%s could not be read", items(n))
	} else if n > 0 {
		return fmt.Errorf("%s could not be read; the others were taken in", items(n))
	}
	return nil
}

// stopped says of an ingest that did not come to its end why, what it leaves and
// what to do.
func stopped(ctx context.Context, cfg *config, t *tally, err error) error {
	leaves := "nothing was stored; the next ingest begins anew"
	if t.total > 0 {
		leaves = "what is listed is stored, and the next ingest goes on from there"
	}
	switch {
	case ctx.Err() != nil:
		return errors.New("interrupted; " + leaves)
	case errors.Is(err, sqlite.ErrFull):
		return &hintedError{err, fmt.Sprintf("make room on the disk of %s; %s", cfg.Database, leaves)}
	}
	return &hintedError{err, leaves}
}

// embedStored embeds what has no vectors yet, where there is a model for it. That it
// fails is no failure of the ingest.
func (c *call) embedStored(ctx context.Context, cfg *config, log *slog.Logger, db corpus.Store) error {
	if cfg.Embeddings.URL == "" {
		return nil
	}
	d := &desk{config: cfg, log: log, now: c.now, store: db, kept: true}
	if err := d.load(ctx); err != nil {
		return err
	}
	bar := newBar(c)
	n, err := d.embed(ctx, func(done, of int) { bar.show(done, int64(done), int64(of)) })
	bar.clear()
	if n > 0 {
		fmt.Fprintf(c.stdout, "%s embedded by %s\n", plural(n, "article"), render.Plain(cfg.Embeddings.at()))
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintf(c.stderr, "briefbot: %s; questions are searched for by words until all passages are embedded\n", render.Plain(err.Error()))
	}
	return nil
}

func items(n int) string {
	if n == 1 {
		return "1 item"
	}
	return fmt.Sprintf("%d items", n)
}

// databaseFiles are the files of the database, which hold no article.
func databaseFiles(name string) []string {
	return []string{name, name + "-wal", name + "-shm", name + "-live", snapshotFile(name)}
}

// openSources makes the configured directories.
func (cfg *config) openSources() []corpus.Source {
	var sources []corpus.Source
	for _, s := range cfg.Sources {
		if s.Directory == "" {
			continue // a feed, which feed.List reads
		}
		sources = append(sources, &source.Directory{Label: s.Name, Root: s.Directory, Except: databaseFiles(cfg.Database)})
	}
	return sources
}

// tally reports an ingest: a line for each item on standard output, and how far
// it is on standard error.
type tally struct {
	c     *call
	bar   *bar
	total int
	count map[corpus.Outcome]int
}

func newTally(c *call) *tally {
	return &tally{c: c, bar: newBar(c), count: map[corpus.Outcome]int{}}
}

func (t *tally) report(l corpus.Receipt) {
	t.total++
	t.count[l.Outcome]++
	line := fmt.Sprintf("%-9s  %s", l.Outcome, l.Detail)
	if l.Outcome != corpus.Refused && l.Outcome != corpus.Noted { // whose detail names the item
		line = fmt.Sprintf("%-9s  %s  %s  %s", l.Outcome, l.ID, l.Item, l.Detail)
	}
	t.bar.clear()
	fmt.Fprintln(t.c.stdout, strings.TrimRight(render.Plain(line), " "))
}

// progress is told how much of a source is done.
func (t *tally) progress(articles int, done, of int64) { t.bar.show(articles, done, of) }

// done counts what was reported; stopped is true of an ingest that did not come to
// its end.
func (t *tally) done(stopped bool) {
	t.bar.clear()
	line := fmt.Sprintf("%d added, %d updated, %d unchanged, %d duplicates, %d refused",
		t.count[corpus.Added], t.count[corpus.Updated], t.count[corpus.Unchanged], t.count[corpus.Duplicate], t.count[corpus.Refused])
	if n := t.count[corpus.Replaced]; n > 0 {
		line += fmt.Sprintf(", %d replaced", n)
	}
	switch {
	case t.total == 0 && stopped:
		line = "nothing stored"
	case t.total == 0:
		line = "nothing new"
	}
	fmt.Fprintln(t.c.stdout, line)
}
