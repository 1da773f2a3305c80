package main

import (
	"context"

	"briefbot/briefing/render"
)

func runSources(ctx context.Context, c *call, args []string) error {
	if len(args) > 0 {
		return usage("sources", "", "")
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	list := render.NewShelf(d.engine)
	if c.json {
		return list.JSON(c.stdout)
	}
	return list.Text(c.stdout, c.style())
}
