package main

import (
	"context"
	"fmt"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render"
	"briefbot/corpus"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
)

func runSources(ctx context.Context, c *call, args []string) error {
	if len(args) > 0 {
		return usage("sources", "", "-topic iran-us")
	}
	d, q, err := c.scope(ctx, briefing.Question{Topic: c.topic})
	if err != nil {
		return err
	}
	defer d.Close()
	if c.explain {
		return hintTopic(c.explainTopic(ctx, d, q))
	}
	articles, err := d.engine.Articles(q)
	if err != nil {
		return hintTopic(err)
	}
	list := render.NewShelf(d.engine, articles)
	if err := d.addFeeds(ctx, list); err != nil {
		return err
	}
	if c.json {
		return list.JSON(c.stdout)
	}
	if err := list.Text(c.stdout, c.style()); err != nil {
		return err
	}
	if err := c.nothingSince(d, q, len(articles)); err != nil {
		return err
	}
	return c.writeSpending(ctx, d)
}

// nothingSince says where -since leaves no article that there are some, and how new.
func (c *call) nothingSince(d *desk, q briefing.Question, left int) error {
	all, err := d.engine.Articles(briefing.Question{Topic: q.Topic})
	if err != nil || left > 0 || len(all) == 0 {
		return err
	}
	came, newest := "was published", corpus.Date{}
	for _, a := range all {
		at := a.Published
		if d.kept {
			came, at = "arrived", corpus.Date{Time: a.Arrived}
		}
		if at.Time.After(newest.Time) {
			newest = at
		}
	}
	when := newest.Time.UTC().Format("2 Jan 2006 15:04 UTC")
	if day, known := strings.CutSuffix(when, " 00:00 UTC"); known && !d.kept {
		when = day // a day alone was stated, or inferred
	}
	if newest.Inferred {
		when = "~" + when
	}
	_, err = fmt.Fprintf(c.stdout, "\nNothing %s since then: the newest of %d %s %s.\n", came, len(all), came, when)
	return err
}

// writeSpending says what the models have taken today, where there are any.
func (c *call) writeSpending(ctx context.Context, d *desk) error {
	if l := &d.config.LLM; l.URL != "" {
		says, err := l.spending(ctx, d.store, c.now)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "\nModel\n  %s: %s\n", render.Plain(l.at()), says)
	}
	if e := &d.config.Embeddings; e.URL != "" {
		spent, err := d.embedder.Budget.Today(ctx)
		if err != nil {
			return err
		}
		have, all, _ := d.engine.Corpus.Embedded()
		fmt.Fprintf(c.stdout, "\nEmbeddings\n  %s: %d of %d passages; %s\n", render.Plain(e.at()), have, all, e.Limits.spending(spent, e.Price > 0))
	}
	return nil
}

// addFeeds puts on a shelf where its articles come from, and how that fares.
func (d *desk) addFeeds(ctx context.Context, list *render.Shelf) error {
	if !d.kept {
		return nil
	}
	all, err := d.config.followed(d.store, d.now).All(ctx)
	if err != nil {
		return err
	}
	now := d.now()
	all = shownTo(all, d.audience)
	list.FeedLine = feed.Line(all, now)
	for i := range all {
		s := &all[i]
		list.Feeds = append(list.Feeds, render.ShelfFeed{
			Name: s.Name, URL: fetch.Redact(s.URL), Fresh: s.Fresh(now), Says: s.Says(now), Reason: s.Reason, Newest: stamp(s.Newest),
		})
	}
	return nil
}
