package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"briefbot/briefing"
)

// An asking is one line of the questions of a benchmark. Its other fields, which
// hold what is right, are not read.
type asking struct {
	QID     string `json:"qid"`
	Query   string `json:"query"`
	AskedAt string `json:"asked_at"`
}

// A prediction is the answer to an asking: what was found, best first, whether or
// not it supports an answer.
type prediction struct {
	QID       string         `json:"qid"`
	Passages  []foundPassage `json:"passages"`
	Abstained bool           `json:"abstained"`
}

type foundPassage struct {
	DocID string `json:"doc_id"`
	Text  string `json:"text"`
}

// evaluatedPassages is how many passages a benchmark gets to see of a question.
const evaluatedPassages = 10

// evalRetrieval writes, for each question, the passages on which "ask" would
// answer and whether it would.
func evalRetrieval(ctx context.Context, c *call, _ []string) error {
	askings, err := readAskings(c.queries)
	if err != nil {
		return err
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	out := bufio.NewWriter(c.stdout)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, a := range askings {
		f, err := find(ctx, d.engine, a)
		if err != nil {
			return fmt.Errorf("question %s: %w", a.QID, err)
		}
		if err := lines.Encode(f); err != nil {
			return err
		}
	}
	return out.Flush()
}

// find asks the engine one question of a benchmark.
func find(ctx context.Context, e *briefing.Engine, a asking) (prediction, error) {
	asked, _ := time.Parse(time.DateOnly, a.AskedAt) // without it, zero: unknown
	retrieved, err := e.Retrieve(ctx, briefing.Question{Kind: briefing.Ask, Text: a.Query, Asked: asked}, evaluatedPassages)
	if err != nil {
		return prediction{}, err
	}
	f := prediction{QID: a.QID, Passages: []foundPassage{}, Abstained: !retrieved.Supported}
	for _, h := range retrieved.Hits {
		article := h.Document.Article
		f.Passages = append(f.Passages, foundPassage{article.Ref, h.Document.Opened(h.Passage.Span).Of(article.Text)})
	}
	return f, nil
}

// readAskings reads questions, one JSON object a line.
func readAskings(name string) ([]asking, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	var askings []asking
	n := 0
	for line := range bytes.Lines(data) {
		if n++; len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var a asking
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, fmt.Errorf("read the questions: %s, line %d: %w", name, n, err)
		}
		askings = append(askings, a)
	}
	return askings, nil
}
