package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"briefbot/briefing/render"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
)

// shownItems is how many items test shows.
const shownItems = 10

func runFeedTest(ctx context.Context, c *call, l *feed.List, args []string) error {
	r, err := l.Test(ctx, c.option(args[0]))
	if err != nil {
		return err
	}
	if c.json {
		if err := c.writeJSON(reportJSON(r)); err != nil {
			return err
		}
	}
	if r.Failure != "" {
		failed := errors.New(followed(r.Sentence()))
		switch {
		case r.Temporary:
			return &hintedError{failed, "this may pass by itself; briefbot feed add would follow it and ask again"}
		case len(r.Named) > 0:
			return &hintedError{failed, "briefbot feed test " + fetch.Redact(r.Named[0])}
		case r.Refused:
			return &hintedError{failed, allowHint}
		}
		return failed
	}
	if c.json {
		return nil
	}
	fmt.Fprintf(c.stdout, "%s\n", render.Plain(or(r.Title, "(no title)")))
	line := func(name, format string, args ...any) {
		fmt.Fprintf(c.stdout, "  %-9s %s\n", name, render.Plain(fmt.Sprintf(format, args...)))
	}
	line("kind", "%s", r.Summary())
	if r.Address != r.Feed.URL {
		line("answers", "%s", fetch.Redact(r.Address))
	}
	if r.Wait > 0 {
		line("asks", "to be read every %d min", r.Wait/time.Minute)
	}
	if newest, oldest, undated := span(r.Items); !newest.IsZero() {
		dates := when(newest)
		if !oldest.Equal(newest) {
			dates = when(oldest) + " to " + dates
		}
		if undated > 0 {
			dates += fmt.Sprintf("; %d without one that can be believed", undated)
		}
		line("dates", "%s", dates)
	} else if undated > 0 {
		line("dates", "none; an item is dated by when it is first seen, and says so")
	}
	switch {
	case r.Feed.Page:
		line("robots", "allowed")
	case r.Robots != "":
		line("robots", "its pages are not read: %s", r.Robots)
	case r.Teasers() > 0:
		line("robots", "its pages may be read")
	}
	c.advice(r)
	for i, item := range r.Items {
		if i == shownItems {
			fmt.Fprintf(c.stdout, "  and %s more\n", plural(len(r.Items)-i, "item"))
			break
		}
		date := "no date"
		if !item.Published.IsZero() {
			date = item.Published.UTC().Format("2006-01-02 15:04")
			if item.Inferred {
				date = "~" + date
			}
		}
		mark := fmt.Sprintf("%d bytes", item.Bytes)
		if item.Teaser {
			mark += ", teaser only"
		}
		if item.Page != "" {
			mark += " (" + item.Page + ")"
		}
		fmt.Fprintf(c.stdout, "  %-17s %s · %s\n", date, render.Plain(or(item.Headline, "(no headline)")), render.Plain(mark))
		if item.Published.IsZero() && item.How != "" {
			fmt.Fprintf(c.stdout, "  %-17s %s\n", "", render.Plain(item.How))
		}
	}
	return nil
}

// span is the newest and the oldest date of items, and how many have none.
func span(items []feed.Item) (newest, oldest time.Time, undated int) {
	for _, i := range items {
		switch {
		case i.Published.IsZero() || i.Inferred:
			undated++
			continue
		case newest.IsZero():
			newest, oldest = i.Published, i.Published
		}
		if i.Published.After(newest) {
			newest = i.Published
		}
		if i.Published.Before(oldest) {
			oldest = i.Published
		}
	}
	return newest, oldest, undated
}
