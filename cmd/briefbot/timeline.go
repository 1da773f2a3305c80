package main

import (
	"context"
	"fmt"
	"os"

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

func timelineFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.StringVar(&c.png, "png", "", "draw it into `FILE` too, as PNG")
}

// draw writes the picture of a timeline.
func (c *call) draw(b *briefing.Brief) error {
	picture, err := chart(b)
	if err != nil || picture == nil {
		return err
	}
	if err := os.WriteFile(c.png, picture.Data, 0o666); err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	return nil
}
