package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"briefbot/briefing/story"
	"briefbot/corpus/jsonl"
)

// A clusterRow is a document of the benchmark of stories. Cluster is the event
// that it is about, which is copied and not looked at.
type clusterRow struct {
	ID      json.RawMessage `json:"id"`
	Title   string          `json:"title"`
	Text    string          `json:"text"`
	Source  string          `json:"src"`
	Time    seconds         `json:"ts"`
	Cluster json.RawMessage `json:"cluster"`
}

// A clusterLine is what is written for it.
type clusterLine struct {
	ID   json.RawMessage `json:"id"`
	Pred story.ID        `json:"pred"`
	Gold json.RawMessage `json:"gold,omitempty"`
}

// evalClusters reads documents in the order of their arrival and writes the
// story of each: as soon as it is read, or, with -batch, when all are.
func evalClusters(_ context.Context, c *call, _ []string) error {
	bg, err := story.English()
	if err != nil {
		return err
	}
	in := jsonl.NewReader(jsonl.Stdin, c.stdin)
	out := bufio.NewWriter(c.stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	groups := &story.Groups{Background: bg}
	var (
		rows     []clusterRow
		articles []story.Article
	)
	var seen jsonl.Seen
	for {
		var r clusterRow
		err := in.Read(&r)
		if err == io.EOF {
			break
		}
		if err == nil && (len(r.ID) == 0 || string(r.ID) == "null" || string(r.ID) == `""`) {
			err = in.Place(errors.New("id: missing or empty"))
		}
		if err != nil {
			return err
		}
		seen.On(in, "id", string(r.ID))
		a := story.Article{ID: string(r.ID), Headline: r.Title, Text: r.Text, Outlet: r.Source}
		if r.Time.known {
			a.Published = time.Unix(r.Time.at, 0)
		}
		if c.batch {
			rows, articles = append(rows, r), append(articles, a)
		} else if err := enc.Encode(clusterLine{r.ID, groups.Update(a).Story, r.Cluster}); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	c.remark(seen.Says())
	for i, id := range story.Regroup(articles, bg) {
		if err := enc.Encode(clusterLine{rows[i].ID, id, rows[i].Cluster}); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
