package source

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/fetch"
	"briefbot/corpus/format"
)

const (
	// FeedEvery is how often a feed is asked that says nothing else.
	FeedEvery = 30 * time.Minute
	// feedSeldom is the longest that a feed is left alone because it says so, or
	// because it fails; feedGone where it says that it is gone.
	feedSeldom = 6 * time.Hour
	feedGone   = 24 * time.Hour
	// feedSoon is after how long a feed that fails for the first time is asked
	// again; then it is twice as long, and so on.
	feedSoon = 5 * time.Minute
	// maxPages is how many pages are read in one reading of a feed, pageTries how
	// often one that cannot be had is asked for.
	maxPages  = 30
	pageTries = 3
)

// A Feed brings the items of a feed (RSS, Atom, JSON Feed) over HTTP, or one
// page.
//
// What it held when it was first read is its backlog: stored, and new to nobody.
// An item is known again by its identifier, its address or its text, so that a
// change of one of them, of its headline or of its date is no news. What goes
// wrong is no error of Fetch: it stands in the state, as the feed's Health, which
// is stored in one transaction with what the feed brought.
type Feed struct {
	// Label is the source's name.
	Label string
	URL   string
	// Page is true of a page that is read as one article.
	Page bool
	// FullText lets the pages be read that the items of an excerpt-only feed lead
	// to. They are asked for as robots.txt allows; the feed itself, which is made
	// to be read by programs, is asked for without.
	FullText bool
	// Every is how often it is asked, FeedEvery if 0.
	Every  time.Duration
	Client *fetch.Client
	Now    func() time.Time
	// Jitter returns a number in [0, 1) that spreads the next readings, so that
	// feeds which were added together are not asked together. Nil spreads nothing.
	Jitter func() float64
}

var _ corpus.Source = (*Feed)(nil)

// Name is the source's name.
func (f *Feed) Name() string { return f.Label }

// Fetch reads the feed and yields what is new after state.
func (f *Feed) Fetch(ctx context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		f.Read(ctx, state).Fetch(ctx, state)(yield)
	}
}

// A Reading is a feed as it was read once. It is itself a source, which brings
// what was read without the network: many feeds can be read at a time and be
// ingested one after the other.
type Reading struct {
	feed  *Feed
	at    time.Time
	asked string // the address

	response *fetch.Response
	content  *format.Feed // nil where nothing was read
	problems []error      // items that cannot be read
	failure  error
	short    string

	// What was learned of the items beside the feed, by the name that they have in
	// the state: articles with full text, or why there is none.
	whole  map[*corpus.Article]*corpus.Article
	halves map[*corpus.Article]error
}

var _ corpus.Source = (*Reading)(nil)

// Name is the name of the source that was read.
func (r *Reading) Name() string { return r.feed.Label }

// Failure is why the feed could not be read, nil if it could. What it says is the
// rest of a sentence that begins with the feed's name.
func (r *Reading) Failure() error { return r.failure }

// Temporary reports whether a failure may pass by itself.
func (r *Reading) Temporary() bool {
	var e *fetch.Error
	return errors.As(r.failure, &e) && e.Temporary
}

// Named are the addresses of the feeds that a web page names which came in place of
// one.
func (r *Reading) Named() []string {
	var page *format.PageError
	if !errors.As(r.failure, &page) {
		return nil
	}
	return page.Feeds
}

// Content is what was read, nil if nothing was: of a page, one article.
func (r *Reading) Content() *format.Feed { return r.content }

// Address is the address that answered, Moved the one that permanent redirects
// lead to, "" if there were none.
func (r *Reading) Address() (answered, moved string) {
	if r.response == nil {
		return r.asked, ""
	}
	return r.response.URL, r.response.Moved
}

// Problems are the items that cannot be read.
func (r *Reading) Problems() []error { return r.problems }

// Whole returns the item's article with its full text, or why there is none; nil
// and nil where its page was not asked for.
func (r *Reading) Whole(a *corpus.Article) (*corpus.Article, error) {
	return r.whole[a], r.halves[a]
}

const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
	acceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
)

// Read asks for what is new after the state.
func (f *Feed) Read(ctx context.Context, state []byte) *Reading {
	r := &Reading{feed: f, at: f.Now().UTC().Truncate(time.Second), asked: f.URL}
	s, err := f.state(state)
	if err != nil {
		s = feedState{} // Fetch reports it
	}
	q := fetch.Request{URL: f.URL, Accept: acceptFeed}
	if s.Moved != "" {
		q.URL, r.asked = s.Moved, s.Moved
	}
	if s.Open == 0 {
		q.ETag, q.Modified = s.ETag, s.Modified
	}
	if f.Page {
		q.Accept, q.Robots = acceptPage, true
	}
	r.response, err = f.Client.Get(ctx, q)
	if err != nil {
		r.fail(err)
		return r
	}
	if r.response.Unchanged {
		return r
	}
	r.decode()
	if r.failure == nil && f.FullText && !f.Page {
		r.pages(ctx, s)
	}
	return r
}

// state reads the state, as far as it was learned for the feed's address.
func (f *Feed) state(b []byte) (feedState, error) {
	s, err := readFeedState(b)
	if err != nil {
		return s, fmt.Errorf("%s: %w", f.Label, err)
	}
	if s.URL != f.URL {
		s = feedState{URL: f.URL}
	}
	s.Version = feedVersion
	return s, nil
}

// decode reads the body.
func (r *Reading) decode() {
	in := format.Input{Name: r.response.URL, MediaType: r.response.MediaType, Bytes: r.response.Body, Received: r.at}
	var err error
	if r.feed.Page {
		if fetch.BotCheck(in.Bytes) && len(in.Bytes) < 64<<10 {
			r.fail(errBotCheck)
			return
		}
		r.decodePage(in)
		return
	}
	r.content, err = format.ReadFeed(in)
	if r.content != nil {
		r.problems = split(r.feed.Label, err)
		return
	}
	var page *format.PageError
	switch {
	case errors.As(err, &page) && fetch.BotCheck(in.Bytes):
		r.fail(errBotCheck)
	case errors.As(err, &page):
		says := "answers with " + page.Error()
		if len(page.Feeds) > 0 {
			says += "; it names " + strings.Join(page.Feeds, ", ")
		} else {
			says += "; look on the site for the feed's address"
		}
		r.failure, r.short = &fetch.Error{Kind: fetch.Unreadable, Says: says, Err: err}, "not a feed"
	default:
		r.failure = &fetch.Error{Kind: fetch.Unreadable, Says: "cannot be read as a feed: " + strings.TrimPrefix(err.Error(), in.Name+": "), Err: err}
		r.short = "unreadable"
	}
}

var errBotCheck = &fetch.Error{Kind: fetch.Denied, Says: "shows a check for robots instead of its content; ask the publisher to let feed readers through"}

// decodePage reads the body as one article.
func (r *Reading) decodePage(in format.Input) {
	if in.MediaType == "" {
		in.MediaType = "text/html"
	}
	articles, err := format.Decode(in)
	if len(articles) == 0 {
		r.failure = &fetch.Error{Kind: fetch.Unreadable, Says: "cannot be read: " + strings.TrimPrefix(err.Error(), in.Name+": "), Err: err}
		r.short = "unreadable"
		return
	}
	r.problems = split(r.feed.Label, err)
	r.content = &format.Feed{Title: articles[0].Headline.Value, Link: in.Name, Kind: "page", Articles: articles[:1]}
}

// fail notes why there is nothing to read.
func (r *Reading) fail(err error) {
	r.failure, r.short = err, "unreachable"
	var e *fetch.Error
	if errors.As(err, &e) {
		bare := *e
		bare.URL = "" // the feed's name stands before it
		r.failure = &bare
		switch {
		case e.Status != 0:
			r.short = fmt.Sprintf("HTTP %d", e.Status)
		case e.Kind == fetch.Disallowed:
			r.short = "robots.txt"
		case e == errBotCheck:
			r.short = "robot check"
		case e.Kind == fetch.Refused, e.Kind == fetch.Malformed:
			r.short = "refused address"
		case e.Kind == fetch.Unreadable:
			r.short = "unreadable"
		case e.Kind == fetch.Busy:
			r.short = "told to wait"
		}
	}
}

// pages reads the pages of the items that are new after the state and have an
// excerpt alone.
func (r *Reading) pages(ctx context.Context, s feedState) {
	r.whole, r.halves = map[*corpus.Article]*corpus.Article{}, map[*corpus.Article]error{}
	asked := 0
	for _, m := range r.match(&s) {
		if !m.article.Teaser || m.article.URL == "" || !m.fresh || asked == maxPages {
			continue
		}
		asked++
		q := fetch.Request{URL: m.article.URL, Accept: acceptPage, Robots: true}
		res, err := r.feed.Client.Get(ctx, q)
		if err == nil && fetch.BotCheck(res.Body) && len(res.Body) < 64<<10 {
			err = errBotCheck
		}
		var whole *corpus.Article
		if err == nil {
			whole, err = format.Complete(m.article, format.Extra{Seen: m.first(), Page: &format.Input{
				Name: res.URL, MediaType: res.MediaType, Bytes: res.Body,
			}}, r.at)
		}
		if err != nil {
			r.halves[m.article] = err
			continue
		}
		r.whole[m.article] = whole
	}
}

// Rename gives the source another name, before the reading is ingested: a feed
// is read before it is known what it calls itself.
func (r *Reading) Rename(label string) {
	f := *r.feed
	f.Label, r.feed = label, &f
}
