package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"briefbot/bot"
	"briefbot/corpus"
	"briefbot/corpus/sample"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

// ingestEvery is how often the configured sources are read.
const ingestEvery = "@every 10m"

// runServe runs the bot until the process is told to end.
func runServe(ctx context.Context, c *call, args []string) error {
	if len(args) > 0 {
		return usage("serve", "", "")
	}
	cfg, err := c.readConfig()
	if err != nil {
		return err
	}
	if cfg.Discord.token == "" {
		return &hintedError{errors.New("no Discord token: DISCORD_TOKEN is not set"), bot.ErrNoToken.Error()}
	}
	log := c.logger(slog.LevelInfo)
	db, err := sqlite.Open(ctx, cfg.Database)
	if err != nil {
		return err
	}
	defer db.Close()
	store, err := c.served(ctx, cfg, log, db)
	if err != nil {
		return err
	}
	if store != corpus.Store(db) {
		defer store.Close()
	}
	s := &server{
		desk: desk{config: cfg, log: log, store: store},
		now:  c.now,
	}
	if err := s.ingest(ctx); err != nil {
		log.Error("ingest", "err", err) // yesterday's articles still answer
	}
	if err := s.load(ctx); err != nil {
		return err
	}
	s.bot, err = bot.New(bot.Options{
		Log: log, Token: cfg.Discord.token, URL: cfg.Discord.URL, Notes: db, Desk: room{&s.desk}, Now: c.now,
	})
	if err != nil {
		return err
	}
	log.Info("serving", "articles", len(s.engine.Corpus.Articles()), "topics", len(cfg.Topics))
	return s.run(ctx)
}

// served is the store whose articles are served: the database or, as long as it
// is empty and no source is configured, the sample.
func (c *call) served(ctx context.Context, cfg *config, log *slog.Logger, db *sqlite.DB) (corpus.Store, error) {
	switch {
	case c.corpusPath != "":
		return c.inMemory(ctx, log, &source.Directory{Root: c.corpusPath})
	case len(cfg.Sources) > 0 || filled(ctx, db):
		return db, nil
	}
	log.Warn("no articles yet, so the built-in sample answers")
	return c.inMemory(ctx, log, &source.FS{Label: "sample", Files: sample.Files()})
}

// server is the bot and what goes on beside it.
type server struct {
	desk
	bot *bot.Bot
	now func() time.Time

	posting sync.Mutex
	last    string // the date of the last slot that is known to be posted

	reading sync.Mutex
	read    []reading // the last reading of each source, in the order of the configuration
}

// run answers, ingests and posts digests until ctx is done.
func (s *server) run(ctx context.Context) error {
	schedule, zone, err := s.config.Digest.clock()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// cron only wakes: what is due is for digest.Due to say, which looks back.
	// Version 3 recovers no panic by itself.
	wake := cron.New(cron.WithLocation(zone), cron.WithChain(cron.Recover(cronLog{s.log}), cron.SkipIfStillRunning(cronLog{s.log})))
	jobs := map[string]func(){
		"* * * * *": func() { s.morning(ctx, schedule, zone) },
		ingestEvery: func() { s.refresh(ctx) },
	}
	for _, spec := range []string{"* * * * *", ingestEvery} {
		if _, err := wake.AddFunc(spec, jobs[spec]); err != nil {
			return fmt.Errorf("schedule %q: %w", spec, err)
		}
	}
	go s.morning(ctx, schedule, zone) // what was missed while nothing ran
	wake.Start()
	err = s.bot.Run(ctx)
	stop()
	<-wake.Stop().Done()
	return err
}

// ingest reads the configured sources into the store.
func (s *server) ingest(ctx context.Context) error {
	var errs []error
	var all []reading
	for _, src := range s.config.openSources() {
		r := reading{source: src.Name(), at: s.now(), count: map[corpus.Outcome]int{}}
		in := &corpus.Ingester{Log: s.log, Store: s.store, Now: s.now, Report: func(l corpus.Receipt) {
			r.count[l.Outcome]++
			if l.Outcome == corpus.Refused {
				s.log.Warn("item refused", "source", src.Name(), "item", l.Item, "err", l.Detail)
			}
		}}
		r.err = in.Ingest(ctx, src)
		s.log.Info("source read", "source", r.source, "added", r.count[corpus.Added], "updated", r.count[corpus.Updated], "refused", r.count[corpus.Refused])
		errs = append(errs, r.err)
		all = append(all, r)
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	s.read = all
	return errors.Join(errs...)
}

// refresh ingests and takes in what is new. Errors are logged: the next round
// tries again.
func (s *server) refresh(ctx context.Context) {
	if err := s.ingest(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("ingest", "err", err)
	}
	if err := s.follow(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("follow the store", "err", err)
	}
}

// cronLog logs what cron has to say.
type cronLog struct{ log *slog.Logger }

// Info implements cron.Logger.
func (l cronLog) Info(msg string, args ...any) { l.log.Debug("cron: "+msg, args...) }

// Error implements cron.Logger.
func (l cronLog) Error(err error, msg string, args ...any) {
	l.log.Error("cron: "+msg, append([]any{"err", err}, args...)...)
}
