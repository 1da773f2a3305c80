package main

import (
	"context"
	"errors"
	"strings"

	"briefbot/briefing"
)

func runBrief(ctx context.Context, c *call, args []string) error {
	if len(args) != 1 {
		return usage("brief", "TOPIC", "iran-us")
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Situation, Topic: args[0]})
}

func runAsk(ctx context.Context, c *call, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return usage("ask", "QUESTION", `"When are the talks expected?"`)
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Ask, Text: text, Topic: c.topic})
}

func runQuotes(ctx context.Context, c *call, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return usage("quotes", "SPEAKER", "Araghchi")
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Quotes, Text: text})
}

func runDigest(ctx context.Context, c *call, args []string) error {
	if len(args) > 1 {
		return usage("digest", "[TOPIC]", "iran-us -since yesterday")
	}
	q := briefing.Question{Kind: briefing.New}
	if len(args) == 1 {
		q.Topic = args[0]
	}
	return c.answer(ctx, q)
}

// answer asks the corpus of this call and prints what it says.
func (c *call) answer(ctx context.Context, q briefing.Question) error {
	since, err := parseSince(c.since, c.now())
	if err != nil {
		return err
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	d.engine.Explain = c.explain
	// In a database it counts when an article came, since dates are wrong and
	// reports come late; what is read for this call alone came just now.
	if d.kept {
		q.Arrived = since
	} else {
		q.Since = since
	}
	if c.explain && q.Kind == briefing.Ask {
		return hintTopic(c.explainRanking(ctx, d, q))
	}
	b, err := d.engine.Answer(ctx, q)
	if err != nil {
		return hintTopic(err)
	}
	return c.print(b)
}

// hintTopic says of an error about a topic where topics are listed.
func hintTopic(err error) error {
	var unknown *briefing.UnknownTopicError
	if errors.As(err, &unknown) {
		return &hintedError{err, "topics are listed in config.yaml"}
	}
	return err
}
