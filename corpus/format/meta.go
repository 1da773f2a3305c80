package format

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// metadata is what the head of a page, and marks in its body, say about it, by
// the name of the thing that says it.
type metadata struct {
	meta      map[string]string // name or property, in lower case
	canonical string
	title     string
	language  string
	times     []string // <time datetime>, in order
	bylines   []string // rel=author, itemprop=author, class byline
	heading   string   // the first h1
	linked    linked   // JSON-LD
}

// Names under which pages state the same thing, the most trustworthy first.
var (
	metaHeadline  = []string{"og:title", "twitter:title", "dc.title", "headline", "parsely-title"}
	metaOutlet    = []string{"og:site_name", "application-name", "dc.publisher", "article:publisher_name", "publisher"}
	metaByline    = []string{"author", "article:author_name", "dc.creator", "parsely-author", "sailthru.author", "byl"}
	metaPublished = []string{"article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published"}
)

func pageFacts(in Input, doc *html.Node) (facts, []error) {
	m := readMetadata(doc)
	f := facts{language: code(first(field(m.language, "lang"), field(m.meta["og:locale"], "")).Value)}
	f.url = absolute(in.Name, first(field(m.canonical, ""), field(m.meta["og:url"], ""), field(m.linked.url, "")).Value)
	f.note = isNote(m.meta["kind"])
	var errs []error
	if err := f.after(m.meta["after"], "meta after"); err != nil {
		errs = append(errs, fmt.Errorf("meta after: %w", err))
	}
	f.outlet = first(m.named(metaOutlet), field(m.linked.publisher, "JSON-LD publisher"))
	f.headline = first(field(m.linked.headline, "JSON-LD headline"), m.named(metaHeadline), field(m.heading, "h1"))
	f.headline.Value = withoutSite(f.headline.Value, f.outlet.Value)
	// The title alone is weak: it holds the site's name as often as not, which
	// tells the outlet where the headline is known.
	f.weakHeadline = field(withoutSite(m.title, f.outlet.Value), "title")
	f.weakOutlet = field(m.site(f.headline.Value), "title, after the headline")
	f.byline = m.author()
	m.dates(in, &f)
	return f, errs
}

// author is who wrote the page: what JSON-LD says, else a meta, else what stands in
// the page. Of those that name somebody else the record says so.
func (m *metadata) author() corpus.Field {
	var chosen corpus.Field
	for _, f := range []corpus.Field{field(m.linked.author, "JSON-LD author"), m.named(metaByline), m.byline()} {
		low, is := strings.ToLower(f.Value), strings.ToLower(chosen.Value)
		switch {
		case f.Value == "" || strings.Contains(f.Value, "://"):
		case chosen.Value == "":
			chosen = f
		case !strings.Contains(is, low) && !strings.Contains(low, is):
			chosen.How += "; " + f.How + " says " + f.Value
		}
	}
	return chosen
}

// dates sets when the page was published: what JSON-LD says, else a meta, else the
// first time in the page. Where JSON-LD and a meta are more than a day apart the record
// says so. A refused date is kept as a remark; the page may state it again elsewhere.
func (m *metadata) dates(in Input, f *facts) {
	_ = f.date(in, m.linked.published, "JSON-LD datePublished")
	linked := f.published
	for _, name := range metaPublished {
		_ = f.date(in, m.meta[name], "meta "+name)
		t, err := clean.ParseDate(m.meta[name])
		if err == nil && !linked.Time.IsZero() && t.Sub(linked.Time).Abs() > 24*time.Hour {
			f.published.How = fmt.Sprintf("%s; meta %s says %s", linked.How, name, t.Format(time.DateOnly))
			break
		}
	}
	if len(m.times) > 0 {
		_ = f.date(in, m.times[0], "time datetime")
	}
}

// named returns the first of the metas that says something.
func (m *metadata) named(names []string) corpus.Field {
	for _, n := range names {
		if f := field(m.meta[n], "meta "+n); f.Value != "" {
			return f
		}
	}
	return corpus.Field{}
}

func (m *metadata) byline() corpus.Field {
	for _, b := range m.bylines {
		b = strings.Join(strings.Fields(b), " ")
		low := strings.ToLower(b)
		if len(low) == len(b) && strings.HasPrefix(low, "by ") {
			b = b[3:]
		}
		if b != "" && len(b) <= 100 && len(strings.Fields(b)) <= 14 {
			return field(b, "byline in the page")
		}
	}
	return corpus.Field{}
}

// marks stand between a headline and the outlet's name in titles.
var marks = []string{" | ", " - ", " – ", " — ", " :: ", " » "}

// withoutSite cuts the outlet's name off a title: "Headline | Outlet".
func withoutSite(title, outlet string) string {
	for _, mark := range marks {
		i := strings.LastIndex(title, mark)
		if i > 0 && outlet != "" && strings.EqualFold(strings.TrimSpace(title[i+len(mark):]), outlet) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// site is what the title of the page says after the headline: "Headline |
// Outlet".
func (m *metadata) site(headline string) string {
	title := strings.Join(strings.Fields(m.title), " ")
	rest, ok := strings.CutPrefix(title, headline)
	if !ok || headline == "" {
		return ""
	}
	for _, mark := range marks {
		if name, ok := strings.CutPrefix(rest, mark); ok && len(strings.Fields(name)) <= 5 {
			return name
		}
	}
	return ""
}

func readMetadata(doc *html.Node) *metadata {
	m := &metadata{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			m.language = attribute(n, "lang")
		case atom.Meta:
			for _, key := range []string{"property", "name", "itemprop"} {
				name := strings.ToLower(strings.TrimSpace(attribute(n, key)))
				if _, ok := m.meta[name]; !ok && name != "" {
					m.meta[name] = strings.TrimSpace(attribute(n, "content"))
				}
			}
		case atom.Link:
			if strings.EqualFold(attribute(n, "rel"), "canonical") && m.canonical == "" {
				m.canonical = attribute(n, "href")
			}
		case atom.Title:
			if m.title == "" && n.FirstChild != nil && n.Parent != nil && n.Parent.DataAtom == atom.Head {
				m.title = n.FirstChild.Data
			}
		case atom.H1:
			if m.heading == "" {
				m.heading = strings.ReplaceAll(nodeText(n), "\n", " ")
			}
		case atom.Time:
			if v := attribute(n, "datetime"); v != "" {
				m.times = append(m.times, v)
			}
		case atom.Script:
			if strings.EqualFold(attribute(n, "type"), "application/ld+json") && n.FirstChild != nil {
				m.linked.read(n.FirstChild.Data)
			}
		}
		if n.DataAtom != atom.Meta && n.DataAtom != atom.Link && signs(n) {
			m.bylines = append(m.bylines, strings.ReplaceAll(nodeText(n), "\n", " "))
		}
	}
	return m
}

// signs reports whether an element is marked as the author's name.
func signs(n *html.Node) bool {
	if attribute(n, "rel") == "author" || attribute(n, "itemprop") == "author" {
		return true
	}
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if class == "byline" || class == "author" || class == "article-author" || class == "post-author" || class == "author-name" {
			return true
		}
	}
	return false
}

// linked is what JSON-LD says of the first article in it.
type linked struct {
	headline, author, publisher, published, url string
}

// read reads one block of JSON-LD. What is no JSON is ignored: pages are full
// of it.
func (l *linked) read(block string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(block)), &v) == nil {
		l.visit(v, 0)
	}
}

func (l *linked) visit(v any, depth int) {
	if depth > 8 || l.headline != "" {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.visit(e, depth+1)
		}
	case map[string]any:
		if articleType(v["@type"]) {
			l.headline = str(v["headline"])
			l.author = person(v["author"], 0)
			l.publisher = person(v["publisher"], 0)
			l.published = str(v["datePublished"])
			if l.url = str(v["mainEntityOfPage"]); l.url == "" {
				l.url = str(v["url"])
			}
			return
		}
		if graph, ok := v["@graph"]; ok {
			l.visit(graph, depth+1)
		}
	}
}

func articleType(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || v == "BlogPosting" || v == "LiveBlogPosting" || v == "Report"
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok && articleType(s) {
				return true
			}
		}
	}
	return false
}

// str is the string that a value is, or the @id of the object that it is.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case map[string]any:
		s, _ := v["@id"].(string)
		return s
	}
	return ""
}

// person is the name, or the names, that a value gives.
func person(v any, depth int) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case map[string]any:
		return str(v["name"])
	case []any:
		var all []string
		for _, e := range v {
			if depth == 0 {
				if n := person(e, 1); n != "" {
					all = append(all, n)
				}
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}
