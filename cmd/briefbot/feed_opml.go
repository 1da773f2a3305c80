package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"briefbot/briefing/render"
	"briefbot/corpus/feed"
)

// importFeeds adds the feeds of an OPML file, one after the other. One that is
// not added does not stop it.
func (c *call) importFeeds(ctx context.Context, l *feed.List) error {
	file, err := os.Open(c.feed.opml)
	if err != nil {
		return fmt.Errorf("import feeds: %w", err)
	}
	defer file.Close()
	feeds, err := feed.ReadOPML(file)
	if err != nil {
		return fmt.Errorf("import feeds: %s: %w", c.feed.opml, err)
	}
	added := 0
	for i, f := range feeds {
		f.FullText, f.Every, f.By = c.feed.fullText, c.feed.every, "the command line"
		r, err := l.Add(ctx, f)
		var says *feed.Error
		switch {
		case errors.As(err, &says):
			fmt.Fprintf(c.stdout, "not added: %s\n", render.Plain(says.Says))
		case err != nil:
			return err
		default:
			added++
			fmt.Fprintf(c.stdout, "[%d/%d] ", i+1, len(feeds))
			c.added(r)
		}
	}
	fmt.Fprintf(c.stdout, "%d of %s added\n", added, plural(len(feeds), "feed"))
	if added == 0 {
		return errors.New("no feed was added")
	}
	return nil
}

// exportFeeds writes the feeds as OPML.
func (c *call) exportFeeds(all []feed.Status) error {
	var b bytes.Buffer
	if err := feed.WriteOPML(&b, all, c.now()); err != nil {
		return err
	}
	return c.writeFile(c.feed.opml, b.Bytes())
}
