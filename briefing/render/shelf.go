package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// Shelf is what the corpus holds, publisher by publisher.
type Shelf struct {
	Articles int          `json:"articles"`
	Notes    int          `json:"notes"`
	Newest   string       `json:"newest"`
	Outlets  []ShelfEntry `json:"outlets"`
	// Feeds are those that articles come from, by name; FeedLine says in a line how
	// they fare. Who makes the shelf adds them.
	Feeds    []ShelfFeed `json:"feeds,omitempty"`
	FeedLine string      `json:"feed_line,omitempty"`
}

// ShelfFeed is a feed or a page that is followed.
type ShelfFeed struct {
	Name  string `json:"name"`
	URL   string `json:"url"`
	Fresh bool   `json:"fresh"`
	// Says is how it fares, Reason why it fails; Newest is when an item of it last
	// was new.
	Says   string `json:"says"`
	Reason string `json:"reason,omitempty"`
	Newest string `json:"last_new_item,omitempty"`
}

// ShelfEntry is one publisher with its articles, newest first.
type ShelfEntry struct {
	Name     string         `json:"name"`
	Labels   []string       `json:"labels,omitempty"`
	Country  string         `json:"country,omitempty"`
	Newest   string         `json:"newest"`
	Inferred bool           `json:"newest_inferred"`
	Articles []ShelfArticle `json:"articles"`

	newest corpus.Date
}

// ShelfArticle is one article of a publisher.
type ShelfArticle struct {
	Article   corpus.ID `json:"article"`
	Headline  string    `json:"headline"`
	Byline    string    `json:"byline,omitempty"`
	Published string    `json:"published"`
	Inferred  bool      `json:"published_inferred"`
	How       string    `json:"published_how,omitempty"`
	Path      string    `json:"path,omitempty"`
	URL       string    `json:"url,omitempty"`
	Note      bool      `json:"note,omitempty"`
	Teaser    bool      `json:"teaser,omitempty"`
	// Corrected is when a quotation of an earlier text of the article went or
	// changed.
	Corrected string `json:"corrected,omitempty"`

	date corpus.Date
}

// NewShelf lists articles of the engine's corpus. Publishers are ordered by name,
// those that no article names last.
func NewShelf(e *briefing.Engine, articles []*corpus.Article) *Shelf {
	shelf, publisher := &Shelf{Outlets: []ShelfEntry{}}, e.Publishers()
	index := map[string]int{}
	var newest time.Time
	for _, a := range articles {
		if a.Published.Time.After(newest) {
			newest = a.Published.Time
		}
		shelf.Articles++
		if a.Note {
			shelf.Notes++
		}
		p := publisher(a)
		key := strings.Join(append([]string{p.Name()}, p.Labels()...), "\x00")
		at, ok := index[key]
		if !ok {
			at = len(shelf.Outlets)
			index[key] = at
			shelf.Outlets = append(shelf.Outlets, ShelfEntry{Name: p.Name(), Labels: p.Labels(), Country: p.Country()})
		}
		entry := &shelf.Outlets[at]
		if a.Published.Time.After(entry.newest.Time) {
			entry.newest = a.Published
		}
		entry.Articles = append(entry.Articles, ShelfArticle{
			Article: a.ID, Headline: a.Headline.Value, Byline: a.Byline.Value, Published: rfc3339(a.Published.Time),
			Inferred: a.Published.Inferred, How: a.Published.How, Path: a.Path, URL: a.URL, Note: a.Note, Teaser: a.Teaser, Corrected: rfc3339(a.Corrected), date: a.Published,
		})
	}
	shelf.Newest = rfc3339(newest)
	for i := range shelf.Outlets {
		entry := &shelf.Outlets[i]
		entry.Newest, entry.Inferred = rfc3339(entry.newest.Time), entry.newest.Inferred
		slices.SortStableFunc(entry.Articles, func(a, b ShelfArticle) int { return b.date.Time.Compare(a.date.Time) })
	}
	slices.SortStableFunc(shelf.Outlets, func(a, b ShelfEntry) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Name, b.Name))
	})
	return shelf
}

func (e *ShelfEntry) rank() int {
	if e.Name == (briefing.Publisher{}).Name() {
		return 1
	}
	return 0
}

// title is what the whole shelf holds, in a line.
func (s *Shelf) title() string {
	what := plural(s.Articles, "article")
	if s.Notes > 0 {
		what += fmt.Sprintf(" (%d of them notes after articles)", s.Notes)
	}
	return what + " from " + plural(len(s.Outlets), "outlet")
}

// JSON writes the shelf as one JSON object.
func (s *Shelf) JSON(w io.Writer) error { return writeJSON(w, s) }

// Text writes the shelf for a terminal.
func (s *Shelf) Text(w io.Writer, style Style) error {
	t := newTerminal(w, style)
	t.line(s.title(), "", "")
	for i := range s.Outlets {
		e := &s.Outlets[i]
		t.newline()
		line := t.bold(plain(e.Name))
		if len(e.Labels) > 0 {
			line += " – " + plain(strings.Join(e.Labels, ", "))
		}
		t.line(line+" · "+plural(len(e.Articles), "article")+" · newest "+date(e.newest), "", "")
		for _, a := range e.Articles {
			text := plain(or(a.Headline, "(no headline)")) + " · " + date(a.date)
			if a.Byline != "" {
				text += " · by " + plain(a.Byline)
			}
			if a.Teaser {
				text += " · teaser only"
			}
			if a.Corrected != "" {
				text += " · quotations corrected " + a.Corrected[:len("2006-01-02")]
			}
			t.line(text, "  "+string(a.Article)+"  ", strings.Repeat(" ", 20))
		}
	}
	if len(s.Feeds) > 0 {
		t.newline()
		t.line(t.bold("Feeds")+" – "+plain(strings.TrimPrefix(s.FeedLine, "feeds: ")), "", "")
	}
	for _, f := range s.Feeds {
		t.line(plain(f.line()), "  ", "    ")
	}
	return t.w.Flush()
}

// Only leaves the publishers of that name.
func (s *Shelf) Only(name string) *Shelf {
	only := *s
	only.Outlets = slices.DeleteFunc(slices.Clone(s.Outlets), func(e ShelfEntry) bool { return !strings.EqualFold(e.Name, name) })
	only.Articles, only.Notes, only.Feeds = 0, 0, nil
	for i := range only.Outlets {
		for _, a := range only.Outlets[i].Articles {
			only.Articles++
			if a.Note {
				only.Notes++
			}
		}
	}
	return &only
}

// DiscordArticles writes the shelf with every article of every publisher, newest
// first.
func (s *Shelf) DiscordArticles() Message {
	m := s.Discord()
	for i := range s.Outlets {
		for _, a := range s.Outlets[i].Articles {
			headline := or(oneLine(a.Headline), "(no headline)")
			line := "• " + markdown.Escape(headline)
			if a.URL != "" {
				line = "• " + markdown.Link(headline, a.URL)
			}
			m.Blocks = append(m.Blocks, line+" – "+markdown.Escape(date(a.date)))
		}
	}
	return m
}

// line is the feed in a line.
func (f *ShelfFeed) line() string {
	line := f.Name + " · " + f.Says
	if f.Reason != "" {
		line += ": it " + f.Reason
	}
	return line
}

// Discord writes the shelf in Discord's Markdown.
func (s *Shelf) Discord() Message {
	m := Message{Blocks: []string{"## Sources\n-# " + markdown.Escape(s.title())}}
	for i := range s.Outlets {
		e := &s.Outlets[i]
		line := "• **" + markdown.Escape(e.Name) + "**"
		if len(e.Labels) > 0 {
			line += " – *" + markdown.Escape(strings.Join(e.Labels, ", ")) + "*"
		}
		m.Blocks = append(m.Blocks, line+" · "+plural(len(e.Articles), "article")+" · newest "+markdown.Escape(date(e.newest)))
	}
	if len(s.Feeds) > 0 {
		lines := []string{"-# " + markdown.Escape(s.FeedLine)}
		for _, f := range s.Feeds {
			if !f.Fresh {
				lines = append(lines, "-# "+markdown.Escape(f.line()))
			}
		}
		m.Blocks = append(m.Blocks, lines...)
	}
	return m
}
