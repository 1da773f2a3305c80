package main

import (
	"context"
	"fmt"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/render"
	"briefbot/corpus"
	"briefbot/corpus/feed"
)

func digestFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.BoolVar(&c.all, "all", false, "leave nothing out as less important")
	subscribeFlags(c, fs)
	fs.StringVar(&c.why, "why", "", "say why `WORDS`, or the article of that ID, are in the digest or not")
}

// digest prints what is new since -since, or with -why why something is in it.
func (c *call) digest(ctx context.Context, topic string) error {
	d, q, err := c.scope(ctx, briefing.Question{})
	if err != nil {
		return err
	}
	defer d.Close()
	if !c.json {
		d.engine.Feeds = "" // which stands below a digest, whether or not one fails
	}
	r := digest.Request{Topic: topic, Fresh: true, Everything: c.all, Arrived: q.Arrived, Since: q.Since, Now: c.now()}
	made, err := d.digest(ctx, r)
	if err != nil {
		return hintTopic(err)
	}
	if c.why == "" {
		if err := c.print(made.Brief); err != nil || c.json {
			return err
		}
		return c.printHealth(ctx, d)
	}
	return c.printWhy(ctx, d, made, c.why)
}

// printWhy says why something is in a digest or not.
func (c *call) printWhy(ctx context.Context, d *desk, made *digest.Digest, what string) error {
	reasons, err := made.Why(ctx, d.engine, what)
	if err != nil {
		return err
	}
	why := render.Why(d.engine, reasons)
	if c.json {
		return c.writeJSON(map[string]any{"kind": "why", "reasons": why})
	}
	return render.WhyText(c.stdout, why, c.style())
}

// digest composes a digest from what the store knows of articles' histories, too.
func (d *desk) digest(ctx context.Context, r digest.Request) (*digest.Digest, error) {
	if d.store != nil {
		r.Versions = func(ctx context.Context, id corpus.ID) ([]corpus.Version, error) {
			return corpus.Versions(ctx, d.store, id)
		}
		if !r.Had.At.IsZero() {
			for c, err := range corpus.Corrections(ctx, d.store, r.Had.At) {
				if err != nil {
					return nil, err
				}
				r.Corrections = append(r.Corrections, *c)
			}
		}
	}
	return digest.Compose(ctx, d.engine, r)
}

// printHealth says below a digest how the feeds fare: a quiet day is not an outage.
func (c *call) printHealth(ctx context.Context, d *desk) error {
	if !d.kept {
		return nil
	}
	all, err := d.config.followed(d.store, c.now).All(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	_, err = fmt.Fprintf(c.stdout, "\n%s\n", render.Plain(feed.Line(all, c.now())))
	return err
}
