package feed

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"briefbot/corpus/fetch"
	"briefbot/corpus/source"
)

// A Report says what is read at an address.
type Report struct {
	Feed Feed
	// Failure is why nothing is read, as the rest of a sentence that begins with
	// the address; "" if something is. Temporary is true if it may pass by itself.
	Failure   string
	Temporary bool
	// Refused is true of a failure that lies with the addresses that may be asked.
	Refused bool
	// Named are the addresses of feeds that a web page names which came in place of
	// one.
	Named []string
	// Address is the one that answered, Moved the one that permanent redirects lead
	// to, "" if there are none.
	Address, Moved string
	// Kind is the format ("RSS 2.0", "page"), Title what the feed calls itself.
	Kind, Title string
	// Wait is how long it asks to be taken for fresh, 0 if it does not say.
	Wait  time.Duration
	Items []Item
	// Problems are the items that cannot be read.
	Problems []string
	// Robots is why robots.txt keeps the first item's page from being read, "" if
	// it does not or was not asked.
	Robots string
	// Stored is how many articles Add has stored that the corpus did not have, or
	// had in part.
	Stored int
}

// An Item is an item of a feed as it would be stored.
type Item struct {
	Headline, URL string
	Published     time.Time
	// Inferred is true of a date that is not the item's own; How says how the date
	// is known, or why there is none.
	Inferred bool
	How      string
	// Teaser is true of an item with an excerpt alone; Page is why its page does
	// not help. Bytes is the length of its text.
	Teaser bool
	Page   string
	Bytes  int
}

// Teasers counts the items with an excerpt alone.
func (r *Report) Teasers() (n int) {
	for _, i := range r.Items {
		if i.Teaser {
			n++
		}
	}
	return n
}

// Sentence is the failure with the address before it, "" if there is none.
func (r *Report) Sentence() string {
	if r.Failure == "" {
		return ""
	}
	return fetch.Redact(r.Feed.URL) + " " + r.Failure
}

// title is what a feed is called that was given no name.
func (r *Report) title(address string) string {
	if title := clean(r.Title); title != "" {
		return title
	}
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "feed"
}

// Test reads a feed and reports what is there. Nothing is stored. The error is
// that of a context that is done; whatever else goes wrong is in the Report.
func (l *List) Test(ctx context.Context, f Feed) (*Report, error) {
	r, _ := l.read(ctx, f)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.Failure != "" || f.Page || r.Teasers() == 0 {
		return r, nil
	}
	for _, i := range r.Items {
		if i.Teaser && i.URL != "" {
			why, err := l.Client.Robots(ctx, i.URL)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err == nil {
				r.Robots = why
			}
			break
		}
	}
	return r, nil
}

// read reads a feed as if for the first time.
func (l *List) read(ctx context.Context, f Feed) (*Report, *source.Reading) {
	if f.Name == "" {
		f.Name = fetch.Redact(f.URL)
	}
	reading := l.Source(f).Read(ctx, nil)
	r := &Report{Feed: f, Temporary: reading.Temporary()}
	r.Address, r.Moved = reading.Address()
	if err := reading.Failure(); err != nil {
		r.Failure = err.Error()
		var kind *fetch.Error
		r.Refused = errors.As(err, &kind) && kind.Kind == fetch.Refused
		r.Named = reading.Named()
	}
	for _, err := range reading.Problems() {
		r.Problems = append(r.Problems, err.Error())
	}
	c := reading.Content()
	if c == nil {
		return r, reading
	}
	r.Kind, r.Title, r.Wait = c.Kind, c.Title, c.Wait
	for _, a := range c.Articles {
		i := Item{Headline: a.Headline.Value, URL: a.URL, Teaser: a.Teaser}
		whole, why := reading.Whole(a)
		if whole != nil {
			a, i.Teaser = whole, false
		}
		if why != nil {
			i.Page = why.Error()
		}
		i.Published, i.Inferred, i.How, i.Bytes = a.Published.Time, a.Published.Inferred, a.Published.How, len(a.Text)
		r.Items = append(r.Items, i)
	}
	slices.SortStableFunc(r.Items, func(a, b Item) int { return b.Published.Compare(a.Published) })
	return r, reading
}

// Summary is what is read at the address, in a sentence.
func (r *Report) Summary() string {
	if r.Failure != "" {
		return r.Sentence()
	}
	if r.Feed.Page {
		return fmt.Sprintf("a page of %d bytes of text", r.Items[0].Bytes)
	}
	says := fmt.Sprintf("%s, %s", r.Kind, count(len(r.Items), "item"))
	switch n := r.Teasers(); {
	case len(r.Items) == 0:
	case n == 0:
		says += ", all with their full text"
	case n == len(r.Items):
		says += ", all of them excerpts"
	default:
		says += fmt.Sprintf(", %d of them excerpts", n)
	}
	return says
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
