package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/jsonl"
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
	var seen jsonl.Seen
	askings, err := readAskings(c.queries, &seen)
	if err != nil {
		return err
	}
	if len(askings) == 0 {
		return fmt.Errorf("%s: no question in it", c.queries)
	}
	c.remark(seen.Says())
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	for _, a := range d.engine.Corpus.Articles() {
		if a.Ref == "" {
			return fmt.Errorf("%s has an article without an id, by which predictions could name it: %s", a.Path, cmp.Or(a.Headline.Value, string(a.ID)))
		}
	}
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
	asked, _ := a.asked()
	retrieved, err := e.Retrieve(ctx, briefing.Question{Kind: briefing.Ask, Text: a.Query, Asked: asked}, evaluatedPassages)
	if err != nil {
		return prediction{}, err
	}
	f := prediction{QID: a.QID, Passages: []foundPassage{}, Abstained: !retrieved.Supported}
	for _, h := range retrieved.Hits {
		article := h.Document.Article
		f.Passages = append(f.Passages, foundPassage{article.Ref, h.Document.Opened(h.Passage.Span).Of(article.Text)})
	}
	if len(f.Passages) == 0 {
		f.Passages, err = anyPassages(ctx, e)
	}
	return f, err
}

// anyPassages are passages for a question of whose words no article has any, the newest
// articles' first: none of them answers, and a benchmark wants as many of each question.
func anyPassages(ctx context.Context, e *briefing.Engine) ([]foundPassage, error) {
	articles := e.Corpus.Articles()
	slices.SortStableFunc(articles, func(a, b *corpus.Article) int { return b.Published.Time.Compare(a.Published.Time) })
	passages := []foundPassage{}
	for _, a := range articles {
		d, err := e.Corpus.Document(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range d.Passages {
			if len(passages) == evaluatedPassages {
				return passages, nil
			}
			passages = append(passages, foundPassage{a.Ref, d.Opened(p.Span).Of(d.Article.Text)})
		}
	}
	return passages, nil
}

// readAskings reads questions, one JSON object a line.
func readAskings(name string, seen *jsonl.Seen) ([]asking, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	defer file.Close()
	var askings []asking
	for in := jsonl.NewReader(name, file); ; {
		var a asking
		err := in.Read(&a)
		if err == io.EOF {
			return askings, nil
		}
		if err == nil {
			err = in.Place(a.wrong())
		}
		if err != nil {
			return nil, fmt.Errorf("read the questions: %w", err)
		}
		seen.On(in, "qid", a.QID)
		askings = append(askings, a)
	}
}

// wrong says what is wrong with a question, nil where nothing is. When it was
// asked need not be known.
func (a *asking) wrong() error {
	if err := jsonl.Required(jsonl.Field{Name: "qid", Value: a.QID}, jsonl.Field{Name: "query", Value: a.Query}); err != nil {
		return err
	}
	_, err := a.asked()
	return err
}

// asked is the day on which the question was asked, zero where that is unknown.
func (a *asking) asked() (time.Time, error) {
	if a.AskedAt == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, a.AskedAt); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("asked_at: want a date such as 2022-06-17, not %q", a.AskedAt)
}
