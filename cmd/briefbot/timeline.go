package main

import (
	"context"

	"briefbot/briefing"
)

// runTimeline prints what happened when.
func runTimeline(ctx context.Context, c *call, args []string) error {
	topic, err := c.topicOf(args, "timeline")
	if err != nil {
		return err
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Timeline, Topic: topic})
}
