package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/topics"
)

// topicsOf are the topics that somebody has typed, as an engine knows them: those of
// the configuration, and those that the server of the digest has added. guild is
// that server, "" where nobody knows it; then it is the one whose topics are meant.
// One that is typed twice is one.
func (o *office) topicsOf(ctx context.Context, typed []string, guild string) (names []string, of string, err error) {
	all, err := topics.NewBook(o.notes, o.config.Topics).All(ctx)
	if err != nil {
		return nil, "", err
	}
	of = guild
	for _, word := range typed {
		meant, elsewhere := []briefing.Topic(nil), false
		for _, t := range all {
			by, short := topics.Split(t.Name)
			switch {
			case t.Name != word && (by == "" || !strings.EqualFold(short, word)):
			case by != "" && of != "" && by != of:
				elsewhere = true
			default:
				meant = append(meant, t)
			}
		}
		switch {
		case len(meant) == 1:
		case len(meant) > 1:
			return nil, "", &usageError{message: fmt.Sprintf("several servers have a topic %q", word), hint: "which one is meant: " + listed(meant)}
		case elsewhere:
			return nil, "", &usageError{message: fmt.Sprintf("the topic %q is another server's", word), hint: "a digest goes to a channel of the server that added its topics"}
		default:
			return nil, "", &usageError{message: fmt.Sprintf("no topic is called %q", word), hint: "topics are in config.yaml, or added by /topic add on Discord: " + listed(all)}
		}
		if by, _ := topics.Split(meant[0].Name); by != "" {
			of = by
		}
		if !slices.Contains(names, meant[0].Name) {
			names = append(names, meant[0].Name)
		}
	}
	return names, of, nil
}

// listed are the names of topics, the first of many.
func listed(all []briefing.Topic) string {
	const most = 12
	var names []string
	for i, t := range all {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}

// everyTopic lets a desk know the topics that servers have added, too.
func (o *office) everyTopic(ctx context.Context, d *desk) error {
	all, err := topics.NewBook(o.notes, o.config.Topics).All(ctx)
	if err != nil || len(all) == len(o.config.Topics) {
		return err
	}
	if err := d.engine.Corpus.Relabel(ctx, topicKey(all), briefing.Labels(all)); err != nil {
		return fmt.Errorf("list the articles by topic: %w", err)
	}
	d.engine.Topics = all
	return nil
}
