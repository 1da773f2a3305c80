package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
	"briefbot/corpus/feed"
	"briefbot/corpus/sqlite"
)

// longFailure is how long a feed may fail until it is more than a hiccup.
const longFailure = 6 * time.Hour

// intake is how articles come in while the bot serves: directories are watched,
// and feeds are read when they are due.
type intake struct {
	config *config
	log    *slog.Logger
	db     *sqlite.DB
	now    func() time.Time
	feeds  *feed.List

	mu     sync.Mutex
	read   []reading         // the last reading of each directory, in the order of the configuration
	known  []feed.Status     // the feeds after they were last looked at
	warned map[string]string // by source what was last said to be wrong with its items
}

// reading is what became of the last reading of a directory.
type reading struct {
	source string
	at     time.Time
	err    error
}

// directories reads what is new in the configured directories. What is wrong with
// one, or with a file, is logged once, not each time that it is looked at.
func (i *intake) directories(ctx context.Context) {
	var all []reading
	for _, src := range i.config.openSources() {
		r := reading{source: src.Name(), at: i.now()}
		count := map[corpus.Outcome]int{}
		var wrong []corpus.Receipt
		in := &corpus.Ingester{Log: i.log, Store: i.db, Now: i.now, People: i.config.People, Report: func(l corpus.Receipt) {
			count[l.Outcome]++
			if l.Outcome == corpus.Refused || l.Outcome == corpus.Noted {
				wrong = append(wrong, l)
			}
		}}
		r.err = in.Ingest(ctx, src)
		if ctx.Err() != nil {
			return
		}
		if i.isNews(src.Name(), wrong, r.err) {
			if r.err != nil {
				i.log.Error("source not read", "source", src.Name(), "err", r.err)
			}
			for _, l := range wrong {
				i.log.Warn("item "+string(l.Outcome), "source", src.Name(), "item", l.Item, "err", l.Detail)
			}
		}
		if added, updated := count[corpus.Added], count[corpus.Updated]; added+updated+count[corpus.Replaced] > 0 {
			i.log.Info("source read", "source", r.source, "added", added, "updated", updated, "refused", count[corpus.Refused])
		}
		all = append(all, r)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.read = all
}

// isNews reports whether other things are wrong than when this was last asked.
func (i *intake) isNews(source string, wrong []corpus.Receipt, err error) bool {
	var b strings.Builder
	fmt.Fprintf(&b, "%v\x00", err)
	for _, l := range wrong {
		fmt.Fprintf(&b, "%s\x00%s\x00", l.Item, l.Detail)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.warned == nil {
		i.warned = map[string]string{}
	}
	before, known := i.warned[source]
	i.warned[source] = b.String()
	return before != b.String() && (known || len(wrong) > 0 || err != nil)
}

// poll reads the feeds that are due. That one fails is logged when it begins and
// when it has lasted for long; that it answers again, too.
func (i *intake) poll(ctx context.Context) error {
	_, err := i.feeds.Poll(ctx, func(p feed.Polled) {
		log := i.log.With("source", p.Name)
		switch was, is := !p.Before.Failing.IsZero(), !p.Failing.IsZero(); {
		case is && !was:
			log.Warn("feed fails", "err", p.Reason, "next", p.Next.Format(time.RFC3339))
		case is:
			log.Debug("feed fails still", "err", p.Reason, "failures", p.Failures, "next", p.Next.Format(time.RFC3339))
			if lasted := p.Checked.Sub(p.Failing); lasted >= longFailure && p.Before.Checked.Sub(p.Failing) < longFailure {
				log.Warn("feed has failed for long", "err", p.Reason, "since", p.Failing.Format(time.RFC3339), "failures", p.Failures)
			}
		case was:
			log.Info("feed answers again", "failed", p.Checked.Sub(p.Before.Failing).String())
		}
		if p.Remark != "" && p.Before.Remark == "" {
			log.Warn("feed read", "remark", p.Remark)
		}
		if p.Moved != "" && p.Moved != p.Before.Moved {
			log.Info("feed has moved for good")
		}
		if added, updated := p.Count[corpus.Added], p.Count[corpus.Updated]; added+updated > 0 {
			log.Info("feed read", "added", added, "updated", updated, "baseline", p.Before.Success.IsZero())
		}
	})
	all, listed := i.feeds.All(ctx)
	if listed == nil {
		i.mu.Lock()
		i.known = all
		i.mu.Unlock()
	}
	return errors.Join(err, listed)
}

// health says in a line that the sources were read, so that a quiet day can be
// told from an outage, and whether all were: those that an audience is told of.
func (i *intake) health(audience string) (line string, well bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	now, known := i.now(), shownTo(i.known, audience)
	if len(i.read)+len(known) == 0 {
		return "No sources are configured: only what was ingested by hand is searched.", true
	}
	well = true
	var parts []string
	if len(i.read) > 0 {
		var bad []string
		last := i.read[0].at
		for _, r := range i.read {
			if r.err != nil {
				bad = append(bad, markdown.Escape(r.source)+" failed")
			}
			if r.at.After(last) {
				last = r.at
			}
		}
		part := fmt.Sprintf("%d of %d sources read", len(i.read)-len(bad), len(i.read))
		if len(bad) > 0 {
			part, well = part+": "+strings.Join(bad, "; "), false
		}
		parts = append(parts, part+fmt.Sprintf(", last at <t:%d:t>", last.Unix()))
	}
	if len(known) > 0 {
		parts = append(parts, markdown.Escape(feed.Line(known, now)))
		well = well && !slices.ContainsFunc(known, func(s feed.Status) bool { return !s.Fresh(now) })
	}
	return strings.Join(parts, " · ") + ".", well
}
