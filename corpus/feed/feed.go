// Package feed keeps the list of the feeds and pages that are followed, and says
// how they fare. The command line and the bot work on the same List:
//
//   - Test reads a feed and says what would come of it; nothing is stored.
//   - Add follows it from now on. What it holds at that moment is stored as its
//     baseline: it answers questions, and is new to nobody.
//   - All lists what is followed with its Health; Remove ends it and keeps the
//     articles.
//   - Poll reads what is due. Line says in a line how all of them fare, for a
//     digest; Overdue names those that have failed for so long that somebody
//     should be told, and Told notes that somebody was.
//
// A feed stands either in the configuration (Fixed) or in a note of the store
// under "feed/NAME". What is learned of it stands in the note "source/NAME" of
// its source (corpus/source), which is written with its articles. Several
// processes may work on one store.
//
// Names, titles and reasons come from outside: whoever shows them escapes them.
package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"briefbot/corpus"
	"briefbot/corpus/fetch"
	"briefbot/corpus/source"
)

// maxFeeds is how many feeds can be added.
const maxFeeds = 1000

// MinEvery is the least time between two readings that a feed can be given.
const MinEvery = 5 * time.Minute

// A Feed is a feed, or a page, that is followed.
type Feed struct {
	// Name is what people call it: the one that was given, else its title.
	Name string `json:"-"`
	URL  string `json:"url"`
	// Page is true of a page that is read as one article.
	Page bool `json:"page,omitempty"`
	// FullText lets the pages be read that items with an excerpt alone lead to.
	FullText bool `json:"full_text,omitempty"`
	// Every is how often it is read, source.FeedEvery if 0.
	Every time.Duration `json:"every,omitempty"`
	// Audience is who alone is shown its articles, "" for everybody.
	Audience string `json:"audience,omitempty"`
	// Added is when it was added, and By by whom, in the words of who called Add.
	Added time.Time `json:"added,omitzero"`
	By    string    `json:"by,omitempty"`
	// Fixed is true of a feed of the configuration.
	Fixed bool `json:"-"`
}

// Kind is "feed" or "page".
func (f *Feed) Kind() string {
	if f.Page {
		return "page"
	}
	return "feed"
}

// A Status is a feed with how it fares.
type Status struct {
	Feed
	source.Health
}

// A List is the feeds that are followed. Of its fields the first four are
// required.
type List struct {
	Log    *slog.Logger
	Store  corpus.Store
	Client *fetch.Client
	Now    func() time.Time
	// Jitter spreads readings, as in source.Feed.
	Jitter func() float64
	// People are those who are known beforehand, for the analysis of articles.
	People []corpus.Profile
	// Fixed are the feeds of the configuration; Reserved are the names of its
	// other sources.
	Fixed    []Feed
	Reserved []string
	// Receipt is told what became of each item, one at a time. Nil is told nothing.
	Receipt func(corpus.Receipt)
}

// An Error is a reason that is meant for whoever asked.
type Error struct {
	Says string
	// Report is what was read of the feed, nil if nothing was asked for.
	Report *Report
}

func (e *Error) Error() string { return e.Says }

const prefix = "feed/"

// Source makes the source of a feed.
func (l *List) Source(f Feed) *source.Feed {
	return &source.Feed{
		Label: f.Name, URL: f.URL, Page: f.Page, FullText: f.FullText, Every: f.Every,
		Client: l.Client, Now: l.Now, Jitter: l.Jitter,
	}
}

// All lists the feeds by name, those of the configuration among them.
func (l *List) All(ctx context.Context) ([]Status, error) {
	feeds := slices.Clone(l.Fixed)
	for i := range feeds {
		feeds[i].Fixed = true
	}
	for note, err := range l.Store.Notes(ctx, prefix) {
		if err != nil {
			return nil, fmt.Errorf("list the feeds: %w", err)
		}
		f := Feed{Name: strings.TrimPrefix(note.Key, prefix)}
		if err := json.Unmarshal(note.Value, &f); err != nil {
			return nil, fmt.Errorf("note %q: %w", note.Key, err)
		}
		if !slices.ContainsFunc(l.Fixed, func(o Feed) bool { return same(o.Name, f.Name) }) {
			feeds = append(feeds, f)
		}
	}
	slices.SortFunc(feeds, func(a, b Feed) int { return strings.Compare(a.Name, b.Name) })
	all := make([]Status, 0, len(feeds))
	for _, f := range feeds {
		state, err := l.Store.Note(ctx, "source/"+f.Name)
		if err != nil {
			return nil, fmt.Errorf("list the feeds: %w", err)
		}
		health, err := source.ReadHealth(state)
		if err != nil {
			return nil, fmt.Errorf("feed %s: %w", f.Name, err)
		}
		all = append(all, Status{f, health})
	}
	return all, nil
}

// Find returns the feed of that name or address, or an *Error: where audiences are
// given, one of everybody's or of theirs.
func (l *List) Find(ctx context.Context, name string, audiences ...string) (Status, error) {
	all, err := l.All(ctx)
	if err != nil {
		return Status{}, err
	}
	if len(audiences) > 0 {
		all = slices.DeleteFunc(all, func(s Status) bool { return s.Audience != "" && !slices.Contains(audiences, s.Audience) })
	}
	name = strings.TrimSpace(name)
	address := corpus.CanonicalURL(name)
	for _, s := range all {
		if same(s.Name, name) || address != "" && (corpus.CanonicalURL(s.URL) == address || corpus.CanonicalURL(s.Moved) == address) {
			return s, nil
		}
	}
	return Status{}, &Error{Says: fmt.Sprintf("no feed is called %q", fetch.Redact(name))}
}

// same reports whether two names cannot stand beside each other.
func same(a, b string) bool { return strings.EqualFold(a, b) }

// Remove ends following a feed, which is named by its name or its address. Its
// articles are kept. The error is an *Error if there is no such feed, or if it
// stands in the configuration.
func (l *List) Remove(ctx context.Context, name string) (Feed, error) {
	unlock, err := l.Store.Lock(ctx, "feeds")
	if err != nil {
		return Feed{}, fmt.Errorf("remove a feed: %w", err)
	}
	defer unlock()
	s, err := l.Find(ctx, name)
	if err != nil {
		return Feed{}, err
	}
	if s.Fixed {
		return Feed{}, &Error{Says: fmt.Sprintf("%s stands in config.yaml, and is taken out there", s.Name)}
	}
	err = l.Store.Put(ctx, &corpus.Batch{Notes: map[string][]byte{
		prefix + s.Name: nil, "source/" + s.Name: nil, toldPrefix + s.Name: nil,
	}})
	if err != nil {
		return Feed{}, fmt.Errorf("remove the feed %s: %w", s.Name, err)
	}
	return s.Feed, nil
}

// Add follows a feed from now on, and stores what it holds as its baseline. A
// name that is "" becomes the feed's title.
//
// A feed that cannot be read for a reason that may pass is added all the same,
// and its Report says the reason; what it holds when it first answers is its
// baseline. For any other reason nothing is added, and the error is an *Error.
func (l *List) Add(ctx context.Context, f Feed) (*Report, error) {
	f.URL = strings.TrimSpace(f.URL)
	if f.Every != 0 && f.Every < MinEvery {
		return nil, &Error{Says: fmt.Sprintf("a feed is read every %s at the most", MinEvery)}
	}
	all, err := l.All(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.mayAdd(all, f, ""); err != nil {
		return nil, err
	}
	r, reading := l.read(ctx, f)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if r.Failure != "" && !reading.Temporary() {
		return nil, &Error{Says: r.Sentence(), Report: r}
	}
	// Between two people who add at once one waits.
	unlock, err := l.Store.Lock(ctx, "feeds")
	if err != nil {
		return nil, fmt.Errorf("add a feed: %w", err)
	}
	defer unlock()
	if all, err = l.All(ctx); err != nil {
		return nil, err
	}
	if err := l.mayAdd(all, f, r.Address); err != nil {
		return nil, err
	}
	if f.Name == "" {
		f.Name = l.free(all, r.title(f.URL))
	}
	f.Name = clean(f.Name)
	f.Added, r.Feed = l.Now().UTC().Truncate(time.Second), f
	b, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	if err := l.Store.Put(ctx, &corpus.Batch{Notes: map[string][]byte{prefix + f.Name: b, "source/" + f.Name: nil}}); err != nil {
		return nil, fmt.Errorf("add the feed %s: %w", f.Name, err)
	}
	reading.Rename(f.Name)
	// A crash here leaves a feed that was never read: Poll takes its baseline.
	count, err := l.ingest(ctx, &f, reading)
	r.Stored = count[corpus.Added] + count[corpus.Updated]
	return r, err
}

// mayAdd returns an *Error for a feed that is followed already, or whose name is
// taken.
func (l *List) mayAdd(all []Status, f Feed, answered string) error {
	added := 0
	for _, s := range all {
		if !s.Fixed {
			added++
		}
		if s.Audience != "" && s.Audience != f.Audience {
			continue // whoever else reads it is nobody's business
		}
		for _, address := range []string{f.URL, answered} {
			if c := corpus.CanonicalURL(address); c != "" && (c == corpus.CanonicalURL(s.URL) || c == corpus.CanonicalURL(s.Moved)) {
				return &Error{Says: fmt.Sprintf("%s is followed already, as %s", fetch.Redact(address), s.Name)}
			}
		}
	}
	if added >= maxFeeds {
		return &Error{Says: fmt.Sprintf("%d feeds are followed, and that is as many as there can be", added)}
	}
	if f.Name == "" {
		return nil
	}
	name := clean(f.Name)
	if name == "" {
		return &Error{Says: "the name of a feed has a letter or a digit at least"}
	}
	if l.taken(all, name) {
		return &Error{Says: fmt.Sprintf("another source is called %s already", name)}
	}
	return nil
}

func (l *List) taken(all []Status, name string) bool {
	return slices.ContainsFunc(all, func(s Status) bool { return same(s.Name, name) }) ||
		slices.ContainsFunc(l.Reserved, func(o string) bool { return same(o, name) })
}

// free is the name, with a number behind it if it is taken.
func (l *List) free(all []Status, name string) string {
	if !l.taken(all, name) {
		return name
	}
	for n := 2; ; n++ {
		if numbered := fmt.Sprintf("%s (%d)", name, n); !l.taken(all, numbered) {
			return numbered
		}
	}
}

// maxName is the length of a name, in letters.
const maxName = 60

// clean makes a name of a text: one line of what can be seen, of at most 60
// letters; "" if it has neither letter nor digit.
func clean(text string) string {
	var b strings.Builder
	letters := false
	for _, r := range strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ") {
		if unicode.IsGraphic(r) && r != unicode.ReplacementChar {
			letters = letters || unicode.IsLetter(r) || unicode.IsDigit(r)
			b.WriteRune(r)
		}
	}
	if !letters {
		return ""
	}
	runes := []rune(b.String())
	if len(runes) > maxName {
		runes = append(runes[:maxName-1:maxName-1], '…')
	}
	return strings.TrimSpace(string(runes))
}

// ingest stores what was read of a feed.
func (l *List) ingest(ctx context.Context, f *Feed, r *source.Reading) (map[corpus.Outcome]int, error) {
	count := map[corpus.Outcome]int{}
	in := &corpus.Ingester{Log: l.Log, Store: l.Store, Now: l.Now, People: l.People, Audience: f.Audience, Report: func(x corpus.Receipt) {
		count[x.Outcome]++
		if l.Receipt != nil {
			l.Receipt(x)
		}
		switch x.Outcome {
		case corpus.Refused, corpus.Noted:
			l.Log.Debug("item "+string(x.Outcome), "source", r.Name(), "item", x.Item, "err", x.Detail)
		}
	}}
	return count, in.Ingest(ctx, r)
}

var errNoFeed = errors.New("the feed was removed meanwhile")
