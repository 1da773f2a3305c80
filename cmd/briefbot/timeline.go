package main

import (
	"context"

	"briefbot/briefing"
)

// runTimeline prints what happened when.
func runTimeline(ctx context.Context, c *call, args []string) error {
	if len(args) != 1 {
		return usage("timeline", "TOPIC", "iran-us")
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Timeline, Topic: args[0]})
}
