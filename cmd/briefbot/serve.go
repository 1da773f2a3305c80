package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"briefbot/bot"
	"briefbot/bot/gateway"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus/sample"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

// lookEvery is how often directories and the feeds that are due are looked at.
// It is not said in minutes of the clock, so that a feed is not asked when
// everybody asks it.
const lookEvery = "@every 1m"

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
		return &hintedError{errors.New("no Discord token: DISCORD_TOKEN is not set"), gateway.TokenAdvice}
	}
	log := c.logger(slog.LevelInfo)
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := newServer(cfg, log, db, c.now)
	if err != nil {
		return err
	}
	s.intake.feeds = c.feeds(cfg, log, db)
	defer s.intake.feeds.Client.Close()
	first, err := c.served(ctx, cfg, log, db)
	if err != nil {
		return err
	}
	if !first.kept {
		defer first.Close()
	}
	s.fixed = c.corpusPath != ""
	s.serving.Store(first)
	if err := errors.Join(s.relabel(ctx), s.readAudiences(ctx)); err != nil {
		return err
	}
	s.bot, err = bot.New(bot.Options{
		Log: log, Token: cfg.Discord.token, URL: cfg.Discord.URL, Shards: gateway.Shards(cfg.Discord.Shards), Notes: db, Desk: room{s}, Now: c.now,
		Model: cfg.LLM.askedFor, Embedder: cfg.sentTo,
		Curator: curator{s}, Left: s.left, Digests: press{s},
	})
	if err != nil {
		return err
	}
	log.Info("serving", "articles", len(first.engine.Corpus.Articles()), "topics", len(cfg.Topics))
	return s.run(ctx)
}

// served is the desk that is served first: that of -corpus, else the database's
// or, as long as it is empty and no source is configured, the sample's.
func (c *call) served(ctx context.Context, cfg *config, log *slog.Logger, db *sqlite.DB) (*desk, error) {
	d := &desk{config: cfg, log: log, now: c.now, store: db, kept: true}
	var err error
	switch {
	case c.corpusPath != "":
		d.kept = false
		d.store, err = c.inMemory(ctx, cfg, log, &source.Directory{Root: c.corpusPath})
	case len(cfg.Sources) == 0 && !filled(ctx, db):
		log.Warn("no articles yet, so the built-in sample answers")
		d.kept = false
		d.store, err = c.inMemory(ctx, cfg, log, &source.FS{Label: "sample", Files: sample.Files()})
	}
	if err != nil {
		return nil, err
	}
	return d, d.load(ctx)
}

// server is the bot and what goes on beside it.
type server struct {
	config *config
	log    *slog.Logger
	db     *sqlite.DB
	now    func() time.Time
	bot    *bot.Bot

	serving   atomic.Pointer[desk]
	audiences audiences
	fixed     bool // the desk is that of -corpus, and stays

	labelling sync.Mutex  // held while the topics of the desk change
	fresh     atomic.Bool // the sources were read once

	book    *subscription.Book
	poster  chan struct{}  // one for each digest that is being posted
	posts   sync.WaitGroup // digests that are due and not done with
	posting sync.Mutex
	busy    map[string]bool   // subscriptions whose digest is being posted
	last    map[string]string // by subscription the date of the last slot that is known to be posted

	intake intake
}

func newServer(cfg *config, log *slog.Logger, db *sqlite.DB, now func() time.Time) (*server, error) {
	configured, err := cfg.configured()
	if err != nil {
		return nil, err
	}
	return &server{
		config: cfg, log: log, db: db, now: now,
		intake: intake{config: cfg, log: log, db: db, now: now},
		book:   subscription.NewBook(db, configured, now),
		poster: make(chan struct{}, posters), busy: map[string]bool{}, last: map[string]string{},
	}, nil
}

// run answers, ingests and posts digests until ctx is done.
func (s *server) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// cron only wakes: what is due is for digest.Plan to say, which looks back.
	// Version 3 recovers no panic by itself.
	wake := cron.New(cron.WithLocation(time.UTC), cron.WithChain(cron.Recover(cronLog{s.log}), cron.SkipIfStillRunning(cronLog{s.log})))
	for _, job := range []struct {
		spec string
		do   func()
	}{
		{"* * * * *", func() { s.catchUp(ctx); s.morning(ctx) }},
		{lookEvery, func() { s.refresh(ctx); s.amend(ctx); s.overdue(ctx) }},
		{lookEvery, func() { s.embed(ctx) }}, // which may take its time
	} {
		if _, err := wake.AddFunc(job.spec, job.do); err != nil {
			return fmt.Errorf("schedule %q: %w", job.spec, err)
		}
	}
	var begun sync.WaitGroup
	begun.Go(func() {
		// What was missed while nothing ran, while the bot answers already.
		s.refresh(ctx)
		s.fresh.Store(true)
		s.morning(ctx)
		s.amend(ctx)
		s.overdue(ctx)
	})
	begun.Go(func() { s.embed(ctx) })
	wake.Start()
	err := s.bot.Run(ctx)
	stop()
	<-wake.Stop().Done()
	begun.Wait()
	s.posts.Wait()
	return err
}

// refresh reads the sources and takes in what is new.
func (s *server) refresh(ctx context.Context) {
	s.intake.directories(ctx)
	s.report(ctx, "read the feeds", s.intake.poll(ctx))
	s.catchUp(ctx)
	for _, d := range s.desks() {
		s.report(ctx, "expire", d.expire(ctx, s.now(), s.log))
		s.report(ctx, "follow the store", d.follow(ctx))
	}
}

// embed has the passages that came embedded, where there is a model for it.
func (s *server) embed(ctx context.Context) {
	for _, d := range s.desks() {
		n, err := d.embed(ctx, nil)
		if n > 0 {
			s.log.Info("passages embedded", "articles", n)
		}
		if err != nil && ctx.Err() == nil {
			s.log.Warn("questions are searched for by words until all passages are embedded", "err", err)
		}
	}
}

// catchUp takes in what the database has that is new, whoever put it there; once
// it has articles, they are served in place of the sample. Errors are logged:
// the next round tries again, and meanwhile yesterday's articles answer.
func (s *server) catchUp(ctx context.Context) {
	d := s.serving.Load()
	if !d.kept && !s.fixed && filled(ctx, s.db) {
		d = &desk{config: s.config, log: s.log, now: s.now, store: s.db, kept: true}
		if err := d.load(ctx); err != nil {
			s.report(ctx, "load the database", err)
			return
		}
		s.serving.Store(d)
		s.log.Info("the database has articles now and is served", "articles", len(d.engine.Corpus.Articles()))
	}
	s.report(ctx, "follow the store", d.follow(ctx))
	s.report(ctx, "follow the topics", s.relabel(ctx))
	s.report(ctx, "follow the audiences", s.readAudiences(ctx))
}

// report logs an error, unless everything is ending.
func (s *server) report(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		s.log.Error(what, "err", err)
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
