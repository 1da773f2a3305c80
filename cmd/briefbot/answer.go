package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"briefbot/briefing"
)

func runBrief(ctx context.Context, c *call, args []string) error {
	topic, err := c.topicOf(args, "brief")
	if err != nil {
		return err
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Situation, Topic: topic})
}

func runAsk(ctx context.Context, c *call, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return usage("ask", "QUESTION", `"When are the talks expected?"`)
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Ask, Text: text, Topic: c.topic, Asked: c.now()})
}

func runQuotes(ctx context.Context, c *call, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" {
		return usage("quotes", "SPEAKER", "Araghchi")
	}
	return c.answer(ctx, briefing.Question{Kind: briefing.Quotes, Text: text, Topic: c.topic})
}

func runDigest(ctx context.Context, c *call, args []string) error {
	if managed, err := c.manageDigests(ctx, args); managed {
		return err
	}
	if len(args) > 1 || len(args) == 1 && c.topic != "" {
		return usage("digest", "[TOPIC]", "iran-us -since yesterday")
	}
	topic := c.topic
	if len(args) == 1 {
		topic = args[0]
	}
	return c.digest(ctx, topic)
}

// topicOf is the topic that a command is asked about, which stands behind its name
// or behind -topic.
func (c *call) topicOf(args []string, command string) (string, error) {
	switch {
	case len(args) == 1 && c.topic == "":
		return args[0], nil
	case len(args) == 0 && c.topic != "":
		return c.topic, nil
	case len(args) == 1:
		return "", &usageError{message: fmt.Sprintf("%s: two topics are given, %q and -topic %q", command, args[0], c.topic), hint: "one question is on one topic"}
	}
	return "", usage(command, "TOPIC", "iran-us")
}

// statementKinds are the values of -kind.
var statementKinds = []briefing.CitationKind{briefing.Direct, briefing.Mixed, briefing.Reported}

// scope opens the corpus of this call and narrows a question to the time and the
// kind of statement that its flags give.
func (c *call) scope(ctx context.Context, q briefing.Question) (*desk, briefing.Question, error) {
	since, err := parseSince(c.since, c.now())
	if err != nil {
		return nil, q, err
	}
	q.Only = briefing.CitationKind(c.kind)
	if c.kind != "" && !slices.Contains(statementKinds, q.Only) {
		return nil, q, &usageError{message: fmt.Sprintf("-kind %q: not a kind of statement", c.kind), hint: "direct, mixed or reported"}
	}
	d, err := c.open(ctx)
	if err != nil {
		return nil, q, err
	}
	d.engine.Explain = c.explain
	// In a database it counts when an article came, since dates are wrong and
	// reports come late; what is read for this call alone came just now.
	if d.kept {
		q.Arrived = since
	} else {
		q.Since = since
	}
	return d, q, nil
}

// answer asks the corpus of this call and prints what it says.
func (c *call) answer(ctx context.Context, q briefing.Question) error {
	d, q, err := c.scope(ctx, q)
	if err != nil {
		return err
	}
	defer d.Close()
	if c.explain && q.Kind == briefing.Ask {
		return hintTopic(c.explainRanking(ctx, d, q))
	}
	b, err := c.ask(ctx, d, q)
	if err != nil {
		return hintTopic(err)
	}
	if c.png != "" {
		if err := c.draw(b); err != nil {
			return err
		}
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
