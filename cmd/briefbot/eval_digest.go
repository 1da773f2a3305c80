package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"time"
	"unicode/utf8"

	"briefbot/briefing/novelty"
	"briefbot/briefing/story"
	"briefbot/corpus/jsonl"
)

// longestPost is how many characters a sentence may have to be posted.
const longestPost = 600

// A digestRow is a sentence of the benchmark of digests.
type digestRow struct {
	Topic string  `json:"topic"`
	ID    string  `json:"id"`
	Doc   string  `json:"doc"`
	Time  seconds `json:"ts"`
	Text  string  `json:"text"`
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
	about, err := readTopics(c.topics)
	if err != nil {
		return err
	}
	var seen jsonl.Seen
	names, rows, err := readDigestRows(c.stdin, about, &seen)
	if err != nil {
		return err
	}
	c.remark(seen.Says())
	out := bufio.NewWriter(c.stdout)
	enc := json.NewEncoder(out)
	for _, name := range names {
		memory := novelty.New(bg.Rarity, cmp.Or(about[name].Query, about[name].Title))
		for _, day := range days(rows[name]) {
			sentences := make([]novelty.Sentence, len(day))
			for i, r := range day {
				sentences[i] = novelty.Sentence{ID: r.ID, Doc: r.Doc, Text: r.Text}
			}
			line := digestLine{Topic: name, Day: time.Unix(day[0].Time.at, 0).UTC().Format(time.DateOnly)}
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

// A digestTopic is what a topic of the benchmark is called and asked for.
type digestTopic struct{ Title, Query string }

// readTopics reads the topics, one object in a file.
func readTopics(name string) (map[string]digestTopic, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var about map[string]digestTopic
	if err := jsonl.Whole(name, data, &about); err != nil {
		return nil, err
	}
	for _, topic := range slices.Sorted(maps.Keys(about)) {
		if about[topic] == (digestTopic{}) {
			return nil, fmt.Errorf("%s: %s: want a title or a query", name, topic)
		}
	}
	return about, nil
}

// readDigestRows reads the sentences of each topic, and the topics in the order
// of their first sentences.
func readDigestRows(r io.Reader, about map[string]digestTopic, seen *jsonl.Seen) (names []string, rows map[string][]digestRow, err error) {
	rows = map[string][]digestRow{}
	in := jsonl.NewReader(jsonl.Stdin, r)
	for {
		var row digestRow
		err := in.Read(&row)
		if err == io.EOF {
			return names, rows, nil
		}
		if err == nil {
			err = in.Place(row.wrong(about))
		}
		if err != nil {
			return nil, nil, err
		}
		seen.On(in, "id", row.ID)
		if _, ok := rows[row.Topic]; !ok {
			names = append(names, row.Topic)
		}
		rows[row.Topic] = append(rows[row.Topic], row)
	}
}

// wrong says what is missing of a sentence, nil where nothing is.
func (r *digestRow) wrong(about map[string]digestTopic) error {
	if err := jsonl.Required(jsonl.Field{Name: "topic", Value: r.Topic}, jsonl.Field{Name: "id", Value: r.ID}); err != nil {
		return err
	}
	if !r.Time.known {
		return errors.New("ts: missing; want whole seconds since 1970")
	}
	if _, ok := about[r.Topic]; !ok {
		return fmt.Errorf("topic: %s is not among the topics", r.Topic)
	}
	return nil
}

// days are the sentences of each UTC day, in order of the days and within them as
// they came.
func days(rows []digestRow) [][]digestRow {
	const day = 24 * 60 * 60
	of := func(r digestRow) int64 { // rounded down before 1970 too
		d := r.Time.at / day
		if r.Time.at%day < 0 {
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
