package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"briefbot/briefing"
	"briefbot/briefing/render"
	"briefbot/corpus"
)

// A belonging says of an article whether it belongs to a topic, and why.
type belonging struct {
	Article  corpus.ID `json:"article"`
	Headline string    `json:"headline"`
	Path     string    `json:"path,omitempty"`
	Belongs  bool      `json:"belongs"`
	Why      string    `json:"why"`

	on int // sentences that are on it
}

// explainTopic prints of each article, those that do not belong to the topic too,
// what decided.
func (c *call) explainTopic(ctx context.Context, d *desk, q briefing.Question) error {
	if q.Topic == "" {
		return &usageError{"-explain says why articles belong to a topic", "for example: briefbot sources -topic iran-us -explain"}
	}
	held, err := d.engine.Articles(q)
	if err != nil {
		return err
	}
	topic := briefing.FindTopic(d.engine.Topics, q.Topic)
	q.Topic = ""
	all, err := d.engine.Articles(q)
	if err != nil {
		return err
	}
	list := make([]belonging, 0, len(all))
	for _, a := range all {
		document, err := d.engine.Corpus.Document(ctx, a.ID)
		if err != nil {
			return err
		}
		b := topic.Judge(document)
		list = append(list, belonging{a.ID, a.Headline.Value, a.Path, b.In, b.Why(), b.On})
	}
	if c.json {
		return c.writeJSON(map[string]any{"kind": "belonging", "topic": topic.Name, "articles": list})
	}
	fmt.Fprintf(c.stdout, "%d of %d articles belong to %s\n", len(held), len(all), render.Plain(topic.Title))
	// Those that belong first, then what comes nearest.
	slices.SortStableFunc(list, func(a, b belonging) int {
		switch {
		case a.Belongs == b.Belongs:
			return cmp.Compare(b.on, a.on)
		case a.Belongs:
			return -1
		}
		return 1
	})
	for i, b := range list {
		if !b.Belongs && b.on == 0 {
			fmt.Fprintf(c.stdout, "out  %d others, none of whose sentences is on it; -json has them too\n", len(list)-i)
			break
		}
		verdict := "out"
		if b.Belongs {
			verdict = "in"
		}
		fmt.Fprintf(c.stdout, "%-3s  %s  %s\n     %s\n", verdict, b.Article, render.Plain(cmp.Or(b.Headline, b.Path, "no headline")), render.Plain(b.Why))
	}
	return nil
}
