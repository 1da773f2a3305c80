package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
	"unicode/utf8"

	"briefbot/briefing/novelty"
	"briefbot/briefing/story"
)

// longestPost is how many characters a sentence may have to be posted.
const longestPost = 600

// A digestRow is a sentence of the benchmark of digests.
type digestRow struct {
	Topic string `json:"topic"`
	ID    string `json:"id"`
	Doc   string `json:"doc"`
	Time  int64  `json:"ts"` // seconds since 1970
	Sent  int    `json:"sent"`
	Text  string `json:"text"`
}

// A digestLine is a day's digest of a topic.
type digestLine struct {
	Topic string   `json:"topic"`
	Day   string   `json:"day"` // UTC
	Posts []string `json:"posts"`
}

// evalDigest reads sentences and writes, for each topic and day on which there is
// something to post, which of them a digest would. Topics are independent of each
// other, and a day is decided before the next is looked at.
func evalDigest(_ context.Context, c *call, _ []string) error {
	bg, err := story.English()
	if err != nil {
		return err
	}
	var about map[string]struct{ Title, Query string }
	b, err := os.ReadFile(c.topics)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &about); err != nil {
		return fmt.Errorf("decode %s: %w", c.topics, err)
	}
	names, rows, err := readDigestRows(c.stdin)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(c.stdout)
	enc := json.NewEncoder(out)
	for _, name := range names {
		memory := novelty.New(bg.Rarity, cmp.Or(about[name].Query, about[name].Title))
		for _, day := range days(rows[name]) {
			sentences := make([]novelty.Sentence, len(day))
			for i, r := range day {
				sentences[i] = novelty.Sentence{ID: r.ID, Doc: r.Doc, Text: r.Text}
			}
			line := digestLine{Topic: name, Day: time.Unix(day[0].Time, 0).UTC().Format(time.DateOnly)}
			for _, choice := range memory.Choose(sentences, c.posts, postable) {
				line.Posts = append(line.Posts, day[choice.At].ID)
			}
			if len(line.Posts) == 0 {
				continue
			}
			if err := enc.Encode(line); err != nil {
				return fmt.Errorf("write: %w", err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

func postable(s novelty.Sentence) bool {
	return s.Text != "" && utf8.RuneCountInString(s.Text) <= longestPost
}

// readDigestRows reads the sentences of each topic, and the topics in the order
// of their first sentences.
func readDigestRows(r io.Reader) (names []string, rows map[string][]digestRow, err error) {
	rows = map[string][]digestRow{}
	in := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, fmt.Errorf("read line %d: %w", n, err)
		}
		if len(line) > 0 && string(line) != "\n" {
			var row digestRow
			if err := json.Unmarshal(line, &row); err != nil {
				return nil, nil, fmt.Errorf("decode line %d: %w", n, err)
			}
			if _, ok := rows[row.Topic]; !ok {
				names = append(names, row.Topic)
			}
			rows[row.Topic] = append(rows[row.Topic], row)
		}
		if err != nil {
			return names, rows, nil
		}
	}
}

// days are the sentences of each UTC day, in order of the days and within them as
// they came.
func days(rows []digestRow) [][]digestRow {
	const day = 24 * 60 * 60
	of := func(r digestRow) int64 { // rounded down before 1970 too
		d := r.Time / day
		if r.Time%day < 0 {
			d--
		}
		return d
	}
	slices.SortStableFunc(rows, func(a, b digestRow) int { return int(of(a) - of(b)) })
	var list [][]digestRow
	for i, r := range rows {
		if i == 0 || of(rows[i-1]) != of(r) {
			list = append(list, nil)
		}
		list[len(list)-1] = append(list[len(list)-1], r)
	}
	return list
}
