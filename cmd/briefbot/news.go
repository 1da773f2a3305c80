package main

import (
	"context"
	"encoding/json"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/render"
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
	r := digest.Request{Topic: topic, Fresh: true, Everything: c.all, Arrived: q.Arrived, Since: q.Since, Now: c.now()}
	made, err := digest.Compose(ctx, d.engine, r)
	if err != nil {
		return hintTopic(err)
	}
	if c.why == "" {
		return c.print(made.Brief)
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
		enc := json.NewEncoder(c.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(why)
	}
	return render.WhyText(c.stdout, why, c.style())
}
