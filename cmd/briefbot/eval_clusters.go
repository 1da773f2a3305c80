package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"briefbot/briefing/story"
)

// A clusterRow is a document of the benchmark of stories. Cluster is the event
// that it is about, which is copied and not looked at.
type clusterRow struct {
	ID      json.RawMessage `json:"id"`
	Title   string          `json:"title"`
	Text    string          `json:"text"`
	Source  string          `json:"src"`
	Time    *int64          `json:"ts"` // seconds since 1970
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
	in := bufio.NewReaderSize(c.stdin, 1<<20)
	out := bufio.NewWriter(c.stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	groups := &story.Groups{Background: bg}
	var (
		rows     []clusterRow
		articles []story.Article
	)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("read line %d: %w", n, err)
		}
		if len(line) > 0 && string(line) != "\n" {
			var r clusterRow
			if err := json.Unmarshal(line, &r); err != nil {
				return fmt.Errorf("decode line %d: %w", n, err)
			}
			a := story.Article{ID: string(r.ID), Headline: r.Title, Text: r.Text, Outlet: r.Source}
			if r.Time != nil {
				a.Published = time.Unix(*r.Time, 0)
			}
			if c.batch {
				rows, articles = append(rows, r), append(articles, a)
			} else if err := enc.Encode(clusterLine{r.ID, groups.Update(a).Story, r.Cluster}); err != nil {
				return fmt.Errorf("write line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			break
		}
	}
	for i, id := range story.Regroup(articles, bg) {
		if err := enc.Encode(clusterLine{rows[i].ID, id, rows[i].Cluster}); err != nil {
			return fmt.Errorf("write line %d: %w", i+1, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
