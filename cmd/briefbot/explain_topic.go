package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

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
		list = append(list, belonging{a.ID, a.Headline.Value, a.Path, b.In, b.Why()})
	}
	if c.json {
		lines := json.NewEncoder(c.stdout)
		lines.SetEscapeHTML(false)
		return lines.Encode(list)
	}
	fmt.Fprintf(c.stdout, "%d of %d articles belong to %s\n", len(held), len(all), render.Plain(topic.Title))
	for _, b := range list {
		verdict := "out"
		if b.Belongs {
			verdict = "in"
		}
		fmt.Fprintf(c.stdout, "%-3s  %s  %s\n     %s\n", verdict, b.Article, render.Plain(cmp.Or(b.Headline, b.Path, "no headline")), render.Plain(b.Why))
	}
	return nil
}
