package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/briefing/llm/embed"
	"briefbot/briefing/render"
	"briefbot/corpus"
	"briefbot/corpus/feed"
	"briefbot/corpus/memory"
	"briefbot/corpus/sample"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
	"briefbot/corpus/vector"
)

// desk is what the answering commands work with.
type desk struct {
	config *config
	log    *slog.Logger
	store  corpus.Store
	now    func() time.Time
	kept   bool // the store is the database, not one made for this call
	// audience is who is served beside everybody, "" for nobody; the store has the
	// articles of others too, the engine has not.
	audience string
	engine   *briefing.Engine
	checks   *check.Checker
	// embedder gives passages and questions vectors; nil for words alone.
	embedder *embed.Embedder
}

func (d *desk) Close() error { return d.store.Close() }

// open opens the corpus that answers this call: that of -corpus, else the
// database, else the sample.
func (c *call) open(ctx context.Context) (*desk, error) {
	cfg, err := c.readConfig()
	if err != nil {
		return nil, err
	}
	d := &desk{config: cfg, log: c.logger(slog.LevelError), now: c.now}
	if d.store, err = c.openStore(ctx, cfg, d.log); err != nil {
		return nil, err
	}
	_, d.kept = d.store.(*sqlite.DB)
	if err := d.load(ctx); err != nil {
		d.store.Close()
		return nil, err
	}
	if d.engine.Feeds, err = d.failing(ctx); err != nil {
		d.store.Close()
		return nil, err
	}
	return d, nil
}

// failing says how the feeds fare, where one of them fails.
func (d *desk) failing(ctx context.Context) (string, error) {
	if !d.kept {
		return "", nil
	}
	all, err := d.config.followed(d.store, d.now).All(ctx)
	if all = shownTo(all, d.audience); err != nil || !slices.ContainsFunc(all, func(s feed.Status) bool { return !s.Failing.IsZero() }) {
		return "", err
	}
	return feed.Line(all, d.now()), nil
}

// informed is the desk with an engine that knows how the feeds fare now.
func (d *desk) informed(ctx context.Context) (*desk, error) {
	feeds, err := d.failing(ctx)
	if err != nil || feeds == d.engine.Feeds {
		return d, err
	}
	next, engine := *d, *d.engine
	engine.Feeds = feeds
	next.engine, next.checks = &engine, d.checks.By(&engine)
	return &next, nil
}

// load reads the store into an engine.
func (d *desk) load(ctx context.Context) error {
	options := corpus.Options{Log: d.log, Profiles: d.config.People, Labels: briefing.Labels(d.config.Topics)}
	if d.config.Search.Vectors {
		options.Vectors = vector.Embedded
	}
	var err error
	if d.embedder, err = d.config.embedder(d.store, d.log, d.now); err != nil {
		return err
	}
	if d.embedder != nil {
		options.Model = d.embedder.Space()
	}
	if d.kept && d.audience == "" {
		options.Snapshot = snapshotFile(d.config.Database)
		// What labels an article is the topics, and the code that reads them.
		options.Key = topicKey(d.config.Topics)
	}
	loaded, err := corpus.Load(ctx, corpus.Visible(d.store, d.audience), options)
	if err != nil {
		return err
	}
	d.engine = &briefing.Engine{Log: d.log, Corpus: loaded, Topics: d.config.Topics, Outlets: d.config.Outlets}
	if d.embedder != nil {
		d.engine.Embedder = d.embedder
	}
	if d.engine.Writer, err = d.config.LLM.writer(d.store, d.log, d.now); err != nil {
		return err
	}
	d.checks = check.New(d.engine)
	return nil
}

// openStore opens what answers: see open.
func (c *call) openStore(ctx context.Context, cfg *config, log *slog.Logger) (corpus.Store, error) {
	if c.corpusPath != "" {
		if _, err := os.Stat(c.corpusPath); err != nil {
			return nil, &hintedError{fmt.Errorf("read the corpus: %w", err), "-corpus names a file or a directory of articles"}
		}
		return c.inMemory(ctx, cfg, log, &source.Directory{Root: c.corpusPath})
	}
	if _, err := os.Stat(cfg.Database); err == nil {
		db, err := openDatabase(ctx, cfg)
		if err != nil {
			return nil, err
		}
		if len(cfg.Sources) > 0 || filled(ctx, db) {
			return db, nil
		}
		db.Close()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open the database: %w", err)
	} else if len(cfg.Sources) > 0 {
		return nil, &hintedError{
			fmt.Errorf("there is no database %s yet", cfg.Database),
			"briefbot ingest takes the articles of the configured sources into it",
		}
	}
	fmt.Fprintln(c.stderr, "briefbot: no articles yet, so the built-in sample answers (briefbot ingest PATH takes in yours)")
	return c.inMemory(ctx, cfg, log, &source.FS{Label: "sample", Files: sample.Files()})
}

// openDatabase opens the database of the configuration.
func openDatabase(ctx context.Context, cfg *config) (*sqlite.DB, error) {
	db, err := sqlite.Open(ctx, cfg.Database)
	if err != nil {
		return nil, &hintedError{err, "the database is a file that briefbot made and may write, in a directory that it may write; database in config.yaml names it"}
	}
	return db, nil
}

// snapshotFile is the file beside the database that holds the index as it was
// built last, so that a start need not build it. Whoever deletes it loses nothing.
func snapshotFile(database string) string { return database + ".index" }

// filled reports whether the store has, or had, any article: one whose last
// article was taken out is not one that nobody has used yet.
func filled(ctx context.Context, store corpus.Store) bool {
	for _, err := range store.Changes(ctx, 0) {
		return err == nil
	}
	return false
}

// inMemory reads a source for this call alone. Items that cannot be read are
// reported, and the others answer.
func (c *call) inMemory(ctx context.Context, cfg *config, log *slog.Logger, src corpus.Source) (corpus.Store, error) {
	store := memory.New()
	taken := 0
	in := &corpus.Ingester{Log: log, Store: store, Now: c.now, People: cfg.People, Report: func(r corpus.Receipt) {
		switch r.Outcome {
		case corpus.Refused, corpus.Noted:
			fmt.Fprintf(c.stderr, "briefbot: %s\n", render.Plain(r.Detail))
		case corpus.Added:
			taken++
		}
	}}
	err := in.Ingest(ctx, src)
	if err == nil && taken == 0 {
		err = &hintedError{
			fmt.Errorf("%s has no article that can be read", render.Plain(src.Name())),
			"text, Markdown, HTML, feed files and JSONL are read",
		}
	}
	if err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}
